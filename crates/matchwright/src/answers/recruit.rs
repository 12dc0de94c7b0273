//! Where to recruit: what a mentor with given answers would add.

use std::cmp::Reverse;

use matchwright_assign::Options;
use matchwright_tables::{Frame, Table, Values};
use serde::Serialize;

use crate::error::Error;
use crate::outcome::{Outcome, Pair};
use crate::roster::Side;
use crate::scores::GRID;

/// Somebody who could become a mentor, and what they would add by themselves.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Recruit {
    /// Their id in the table of candidates.
    pub mentor: String,
    /// Their row in that table, counted from 0.
    pub row: usize,
    /// How many mentees more would meet somebody; below 0 where the objective is the total and fewer pairs
    /// score more.
    pub pairs: i64,
    /// What the total score would rise by; below 0 where another pair costs others more than it scores.
    pub total: f64,
    /// The ids of the mentees who would meet them, in the order of the ids.
    pub meets: Vec<String>,
}

impl Outcome {
    /// What each of some mentors who are not there yet would add by themselves, with everybody matched again:
    /// where to recruit.
    ///
    /// `candidates` has a row for each, an id in the column `id`, and the columns that the programme reads of
    /// mentors, that of the seats included, under the names that the programme has for them. Those who add most
    /// pairs come first, then most of the total, then in the order of the ids. Told pairs are kept on the same
    /// terms as here. What labels mean stays as it was decided for all people, as in
    /// [`what_if`](Self::what_if); nobody has asked for a candidate by their id.
    ///
    /// For each candidate as long as a match that starts from this one.
    ///
    /// ```
    /// use matchwright::assign::Options;
    /// use matchwright::criteria::Same;
    /// use matchwright::roster::{Person, Table};
    /// use matchwright::{Matcher, Program, Roster};
    ///
    /// let program = Program::builder().criterion(1.0, Same::new("site")).min_score(0.5).build();
    /// let person = |id: &str, site: &str| Person::new(id).text("site", site);
    /// let roster = Roster::builder()
    ///     .mentee(person("e1", "Leeds"))
    ///     .mentee(person("e2", "York"))
    ///     .mentor(person("m1", "Leeds"))
    ///     .build(&program)?;
    /// let outcome = Matcher::new(program)?.run(&roster)?;
    /// let candidates = Table::from_iter([person("Leeds", "Leeds"), person("York", "York")]);
    /// let best = &outcome.recruit(&candidates, "id", &Options::default())?[0];
    /// assert_eq!((best.mentor.as_str(), best.pairs, best.total), ("York", 1, 1.0));
    /// assert_eq!(best.meets, ["e2"]);
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Input`] with everything that is wrong with the table, as where mentors are read; an id that a
    /// mentor has already; a programme that reads texts of mentors, whose words no outcome keeps. And those of
    /// [`Matcher::run_with`](crate::Matcher::run_with).
    pub fn recruit(
        &self,
        candidates: &Table,
        id: &str,
        options: &Options,
    ) -> Result<Vec<Recruit>, Error> {
        let schema = self.program().schema();
        let joiners = self.roster().joiners(&schema, Side::Mentor, candidates, id)?;
        let mut found = Vec::new();
        for (candidate, mentor) in joiners.ids().iter().enumerate() {
            let roster = self.roster().joined_by(&joiners, candidate);
            self.program().inspect(&roster).into_result(())?;
            let after = self.again(self.matcher(), &roster, options)?;
            found.push((
                points(&after) - points(self),
                self.recruited(&after, mentor, joiners.rows()[candidate]),
            ));
        }
        found.sort_by_cached_key(|(more, one)| (Reverse((one.pairs, *more)), one.mentor.clone()));
        Ok(found.into_iter().map(|(_, recruit)| recruit).collect())
    }

    fn recruited(&self, after: &Self, mentor: &str, row: usize) -> Recruit {
        let own = after.pairs().iter().filter(|pair| pair.mentor() == mentor);
        Recruit {
            mentor: mentor.to_owned(),
            row,
            pairs: after.pairs().len() as i64 - self.pairs().len() as i64,
            total: (points(after) - points(self)) as f64 / f64::from(GRID),
            meets: own.map(|pair| pair.mentee().to_owned()).collect(),
        }
    }
}

fn points(outcome: &Outcome) -> i64 {
    outcome.pairs().iter().map(|pair: &Pair| i64::from(pair.points())).sum()
}

/// Recruits as a table: `mentor_id`, `pairs`, `total`, `meets` with `; ` between the ids.
#[must_use]
pub fn recruits_frame(recruits: &[Recruit]) -> Frame {
    Frame::new([
        ("mentor_id", Values::texts(recruits, |one| &one.mentor)),
        ("pairs", Values::numbers(recruits, |one| Some(one.pairs as f64))),
        ("total", Values::numbers(recruits, |one| Some(one.total))),
        ("meets", Values::Texts(recruits.iter().map(|one| one.meets.join("; ")).collect())),
    ])
}
