//! The best lists of partners in which nobody's name stands too often.

use std::sync::Arc;

use matchwright_assign::{Error as AssignError, Monitor, Objective, Options, Problem, assign};

use super::{Ranked, Scores};
use crate::error::Error;
use crate::roster::Side;

impl Scores {
    /// Lists of up to `count` allowed partners for everybody on one side, in which nobody stands on more than
    /// `exposure` of them, in the roster's order: where [`recommend`](Self::recommend) would send everybody to the
    /// same few people. Of all such lists those with the most entries, and then the highest sum of scores:
    /// an assignment with `count` seats on one side and `exposure` on the other, exact and proven. Each list has
    /// the best first; equal scores share a rank, which counts within the list, and stand in the order of the ids.
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use matchwright::assign::Monitor;
    /// use matchwright::criteria::Same;
    /// use matchwright::roster::{Person, Side};
    /// use matchwright::{Matcher, Program, Roster};
    ///
    /// let program = Program::builder().criterion(1.0, Same::new("site")).build();
    /// let roster = Roster::builder()
    ///     .mentee(Person::new("e1").text("site", "Leeds"))
    ///     .mentee(Person::new("e2").text("site", "Leeds"))
    ///     .mentor(Person::new("m1").text("site", "Leeds"))
    ///     .mentor(Person::new("m2").text("site", "York"))
    ///     .build(&program)?;
    /// let scores = Matcher::new(program)?.scores(&roster)?;
    /// let lists = scores.recommend_within(Side::Mentee, 1, 1, &Arc::new(Monitor::new()))?;
    /// assert_eq!(lists[0][0].partner + lists[1][0].partner, 1); // one each
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Assign`] where the work was cancelled or memory does not suffice, and those of
    /// [`check_criteria`](Self::check_criteria).
    pub fn recommend_within(
        &self,
        side: Side,
        count: usize,
        exposure: usize,
        monitor: &Arc<Monitor>,
    ) -> Result<Vec<Vec<Ranked>>, Error> {
        let (of_mentees, of_mentors) = match side {
            Side::Mentee => (count, exposure),
            Side::Mentor => (exposure, count),
        };
        let of_mentees = of_mentees.min(self.mentors()) as u32;
        let of_mentors = of_mentors.min(self.mentees()) as u32;
        let problem = Problem::new(self)
            .row_capacity(vec![of_mentees; self.mentees()])
            .column_capacity(vec![of_mentors; self.mentors()])
            .objective(Objective::Participation);
        let options = Options { monitor: Some(Arc::clone(monitor)), ..Options::default() };
        let solution = assign(&problem, &options)?;
        self.check_criteria()?;
        if !solution.certificate().is_optimal() {
            return Err(AssignError::Unproven.into());
        }
        let people = if side == Side::Mentee { self.mentees() } else { self.mentors() };
        let mut lists = vec![Vec::new(); people];
        for pair in solution.pairs() {
            let (mentee, mentor) = (pair.row as usize, pair.column as usize);
            let points = -self.parts(mentee, mentor).total();
            match side {
                Side::Mentee => lists[mentee].push((points, mentor)),
                Side::Mentor => lists[mentor].push((points, mentee)),
            }
        }
        Ok(lists.into_iter().map(ranked).collect())
    }
}

/// A list of negative points with partners, the best first.
fn ranked(mut list: Vec<(i32, usize)>) -> Vec<Ranked> {
    list.sort_unstable();
    let rank = |points| 1 + list.partition_point(|&(better, _)| better < points) as u32;
    let ranked =
        |&(points, partner): &(i32, usize)| Ranked { partner, points: -points, rank: rank(points) };
    list.iter().map(ranked).collect()
}
