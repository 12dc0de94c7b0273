//! Pairs who do not meet, though both would rather have each other.

use std::ops::Range;

use matchwright_assign::{Error as AssignError, Monitor, Stage, threads};
use matchwright_tables::{Frame, Values};
use serde::Serialize;

use crate::answers::standing::Plan;
use crate::error::Error;
use crate::outcome::Outcome;
use crate::roster::Side;
use crate::scores::to_score;

/// A mentee and a mentor who may meet and do not, though both would rather have each other (Gale and Shapley
/// 1962). A plan without such a pair is stable.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct BlockingPair {
    /// The mentee's id.
    pub mentee: String,
    /// The mentor's id.
    pub mentor: String,
    /// How well they would fit.
    pub score: f64,
    /// The score of the mentee's own pair; `None` where they meet nobody.
    pub mentee_score: Option<f64>,
    /// The lowest score among the mentor's own pairs; `None` where they meet nobody.
    pub mentor_score: Option<f64>,
    /// Whether the mentor has a free seat.
    pub free: bool,
}

impl Outcome {
    /// The pairs who may meet and do not, though the score is above that of the mentee's own pair, and above
    /// that of the mentor's worst pair or the mentor has a free seat. By the mentees' ids, then the mentors'.
    ///
    /// O(mentees · mentors) time, and memory for what is found.
    ///
    /// ```
    /// use matchwright::assign::Monitor;
    /// use matchwright::criteria::Matrix;
    /// use matchwright::roster::Person;
    /// use matchwright::{Matcher, Program, Roster};
    ///
    /// // The best plan gives e1 the second best, because nobody else fits e2.
    /// let fits = ndarray::array![[1.0, 0.9], [0.8, 0.0]];
    /// let fits = Matrix::new(["e1", "e2"], ["m1", "m2"], fits);
    /// let program = Program::builder().criterion(1.0, fits).build();
    /// let roster = Roster::builder()
    ///     .mentee(Person::new("e1"))
    ///     .mentee(Person::new("e2"))
    ///     .mentor(Person::new("m1"))
    ///     .mentor(Person::new("m2"))
    ///     .build(&program)?;
    /// let blocking = Matcher::new(program)?.run(&roster)?.blocking_pairs(&Monitor::new())?;
    /// assert_eq!((blocking[0].mentee.as_str(), blocking[0].mentor.as_str()), ("e1", "m1"));
    /// assert_eq!((blocking[0].mentee_score, blocking.len()), (Some(0.9), 1));
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`quality`](Self::quality).
    pub fn blocking_pairs(&self, monitor: &Monitor) -> Result<Vec<BlockingPair>, Error> {
        let (plan, scores) = (Plan::new(self, monitor)?, self.scores());
        monitor.begin(Stage::Outcome, scores.mentees() * scores.mentors());
        let read = |mentees| of_mentees(self, &plan, mentees, monitor);
        let parts: Result<Vec<_>, AssignError> =
            threads::map(threads::parts(scores.mentees()), read);
        let found = parts?.concat();
        scores.check_criteria()?;
        Ok(found)
    }

    /// [`blocking_pairs`](Self::blocking_pairs) as a table: `mentee_id`, `mentor_id`, `score`, `mentee_score`,
    /// `mentor_score`, `free_seats` (1 where the mentor has a free seat, else 0); names beside the ids as in
    /// [`pairs_frame`](Self::pairs_frame).
    #[must_use]
    pub fn blocking_frame(&self, pairs: &[BlockingPair]) -> Frame {
        let roster = self.roster();
        let mentees = roster.who_of(Side::Mentee, pairs.iter().map(|pair| pair.mentee.as_str()));
        let mentors = roster.who_of(Side::Mentor, pairs.iter().map(|pair| pair.mentor.as_str()));
        let numbers = [
            ("score", Values::numbers(pairs, |pair| Some(pair.score))),
            ("mentee_score", Values::numbers(pairs, |pair| pair.mentee_score)),
            ("mentor_score", Values::numbers(pairs, |pair| pair.mentor_score)),
            ("free_seats", Values::whole(pairs, |pair| u32::from(pair.free))),
        ];
        Frame::new(mentees.into_iter().chain(mentors).chain(numbers))
    }
}

fn of_mentees(
    outcome: &Outcome,
    plan: &Plan,
    mentees: Range<usize>,
    monitor: &Monitor,
) -> Result<Vec<BlockingPair>, AssignError> {
    let (mut found, mut row) = (Vec::new(), Vec::new());
    for mentee in mentees {
        monitor.check()?;
        plan.others(outcome, mentee, &mut row);
        for mentor in plan.blocking(mentee, &row) {
            if found.try_reserve(1).is_err() {
                let bytes = size_of::<BlockingPair>() as u128 * (found.len() as u128 + 1);
                return Err(AssignError::OutOfMemory { bytes });
            }
            found.push(pair(outcome, plan, (mentee, mentor), row[mentor]));
        }
        monitor.advance(row.len());
    }
    Ok(found)
}

fn pair(
    outcome: &Outcome,
    plan: &Plan,
    (mentee, mentor): (usize, usize),
    points: i32,
) -> BlockingPair {
    let roster = outcome.roster();
    BlockingPair {
        mentee: roster.mentees().ids()[mentee].clone(),
        mentor: roster.mentors().ids()[mentor].clone(),
        score: to_score(points),
        mentee_score: plan.worst(Side::Mentee, mentee).map(to_score),
        mentor_score: plan.worst(Side::Mentor, mentor).map(to_score),
        free: plan.load(Side::Mentor)[mentor] < plan.seats[mentor],
    }
}
