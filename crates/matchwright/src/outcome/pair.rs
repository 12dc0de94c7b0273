//! A pair, as a mentee's and a mentor's line in the outcome.

use matchwright_assign::Monitor;
use serde::{Serialize, Serializer};

use super::ranks;
use crate::error::Error;
use crate::matching::Pinned;
use crate::roster::Roster;
use crate::scores::{Scores, to_score};

/// A mentee and a mentor who meet.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pair {
    mentee: String,
    mentor: String,
    #[serde(serialize_with = "as_score")]
    score: i32,
    rank_for_mentee: u32,
    rank_for_mentor: u32,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pinned: bool,
    #[serde(serialize_with = "as_scores")]
    contributions: Vec<i32>,
}

impl Pair {
    /// The mentee's id.
    #[must_use]
    pub fn mentee(&self) -> &str {
        &self.mentee
    }

    /// The mentor's id.
    #[must_use]
    pub fn mentor(&self) -> &str {
        &self.mentor
    }

    /// How well they fit, from 0 to 1 in steps of a millionth.
    #[must_use]
    pub fn score(&self) -> f64 {
        to_score(self.score)
    }

    /// The score in millionths.
    pub(crate) fn points(&self) -> i32 {
        self.score
    }

    /// What each criterion adds to the score and each rule that weakens takes from it, in the order of
    /// [`Outcome::criteria`](crate::Outcome::criteria); the sum of the millionths is exactly the score's.
    pub fn contributions(&self) -> impl Iterator<Item = f64> {
        self.contributions.iter().copied().map(to_score)
    }

    /// 1 where the mentee fits with nobody better among those who are allowed; 0 where a limit of time
    /// ended the match before ranks were counted.
    #[must_use]
    pub fn rank_for_mentee(&self) -> u32 {
        self.rank_for_mentee
    }

    /// 1 where the mentor fits with nobody better among those who are allowed; 0 as for the mentee.
    #[must_use]
    pub fn rank_for_mentor(&self) -> u32 {
        self.rank_for_mentor
    }

    /// Whether the programme pinned the pair.
    #[must_use]
    pub fn is_pinned(&self) -> bool {
        self.pinned
    }
}

/// The rank where none was counted.
const NOT_COUNTED: u32 = 0;

/// The pairs of a plan, which is sorted, with their ranks.
pub(super) fn pairs(
    roster: &Roster,
    scores: &Scores,
    plan: &[(usize, usize)],
    pinned: &Pinned,
    monitor: &Monitor,
) -> Result<Vec<Pair>, Error> {
    let ranks = ranks::ranks(scores, plan, monitor)?;
    let ranks = ranks.unwrap_or_else(|| vec![(NOT_COUNTED, NOT_COUNTED); plan.len()]);
    let pairs = plan
        .iter()
        .zip(ranks)
        .map(|(&(mentee, mentor), (rank_for_mentee, rank_for_mentor))| {
            let parts = scores.parts(mentee, mentor);
            Pair {
                mentee: roster.mentees().ids()[mentee].clone(),
                mentor: roster.mentors().ids()[mentor].clone(),
                score: parts.total(),
                rank_for_mentee,
                rank_for_mentor,
                pinned: pinned.is_by_organiser((mentee, mentor)),
                contributions: parts.points,
            }
        })
        .collect();
    Ok(pairs)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn as_score<S: Serializer>(points: &i32, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(to_score(*points))
}

fn as_scores<S: Serializer>(points: &[i32], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(points.iter().copied().map(to_score))
}
