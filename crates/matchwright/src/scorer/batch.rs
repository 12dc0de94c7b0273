//! Some mentees with all mentors, scored by what was learned from everybody.

use matchwright_assign::Monitor;
use matchwright_tables::Frame;

use crate::error::Error;
use crate::roster::{Roster, Side};
use crate::scores::{Scores, ranked_frame};
use crate::tuning::Contributions;

/// Mentees who were read by a [`Scorer`](super::Scorer), and their scores with all its mentors.
#[derive(Debug)]
pub struct Batch {
    roster: Roster,
    scores: Scores,
}

impl Batch {
    pub(super) fn new(roster: Roster, scores: Scores) -> Self {
        Self { roster, scores }
    }

    /// These mentees in the order of their ids, and all mentors.
    #[must_use]
    pub fn roster(&self) -> &Roster {
        &self.roster
    }

    /// Their scores. The lists of mentors ([`Side::Mentor`]) know these mentees alone.
    #[must_use]
    pub fn scores(&self) -> &Scores {
        &self.scores
    }

    /// The `count` best mentors of every mentee, by the ids of the mentees, best first: `mentee_id`, `mentor_id`,
    /// `rank`, `score`, as [`ranked_frame`] has them. O(mentees · mentors).
    ///
    /// # Errors
    /// Those of [`Scores::recommend`].
    pub fn recommend(&self, count: usize, monitor: &Monitor) -> Result<Frame, Error> {
        let lists = self.scores.recommend(Side::Mentee, count, monitor)?;
        let lists: Vec<_> = lists.into_iter().enumerate().collect();
        Ok(ranked_frame(&self.roster, Side::Mentee, &lists))
    }

    /// What every criterion and rule says of these pairs of a mentee's and a mentor's id. O(pairs · criteria).
    ///
    /// # Errors
    /// Those of [`Matcher::contributions`](crate::Matcher::contributions).
    pub fn contributions(
        &self,
        pairs: &[(String, String)],
        monitor: &Monitor,
    ) -> Result<Contributions, Error> {
        Contributions::of(&self.scores, &self.roster, pairs, monitor)
    }
}
