//! Some mentees with all mentors, scored by what was learned from everybody.

use matchwright_assign::Monitor;
use matchwright_assign::remote::RowQuery;
use matchwright_tables::Frame;

use super::bytes::{self, Kind};
use super::exchange::Reply;
use crate::error::Error;
use crate::roster::{Roster, Side};
use crate::scores::{Scores, ranked_frame};
use crate::tuning::Contributions;

/// Mentees who were read by a [`Scorer`](super::Scorer), and their scores with all its mentors.
#[derive(Debug)]
pub struct Batch {
    roster: Roster,
    scores: Scores,
    /// How many mentors each mentee may meet beside those who are pinned.
    seats: Vec<u32>,
}

impl Batch {
    pub(super) fn new(roster: Roster, scores: Scores, seats: Vec<u32>) -> Self {
        Self { roster, scores, seats }
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

    /// What these mentees reply to a [query](super::Exchange::query) about a match of everybody, as bytes for
    /// [`Exchange::take`](super::Exchange::take). O(mentees · mentors), and memory for the pairs that come back.
    ///
    /// # Errors
    /// [`Error::Read`] where the bytes are no query, and [`Error::Assign`] where it is about other mentors or the
    /// monitor was cancelled.
    pub fn reply(&self, query: &[u8], monitor: &Monitor) -> Result<Vec<u8>, Error> {
        let query: RowQuery = bytes::read(Kind::Query, query)?;
        let lists = query.shortlists(&self.scores, self.seats.clone(), monitor)?;
        self.scores.check_criteria()?;
        let mentees = self.roster.mentees().ids().to_vec();
        bytes::written(Kind::Reply, &Reply { mentees, lists })
    }
}
