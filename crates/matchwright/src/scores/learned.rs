//! What criteria have learned from everybody: what labels weigh, and what the average pair counts for silence.

use serde::{Deserialize, Serialize};

use super::Scores;
use crate::criteria::Weights;

/// What the criteria of a programme have learned, in its order.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Learned(Vec<LearnedTerm>);

/// What one criterion has learned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LearnedTerm {
    pub(super) weights: Option<Weights>,
    /// What counts where it has no opinion, with `missing = "mean"`.
    pub(super) mean: Option<f32>,
}

impl Learned {
    /// What a criterion has learned.
    pub(super) fn of(&self, criterion: usize) -> Option<&LearnedTerm> {
        self.0.get(criterion)
    }

    /// Whether so many criteria could have learned this.
    pub(crate) fn is_sound(&self, criteria: usize) -> bool {
        let is_share = |mean: f32| (0.0..=1.0).contains(&mean);
        self.0.len() == criteria
            && self.0.iter().all(|term| {
                term.weights.as_ref().is_none_or(Weights::is_sound)
                    && term.mean.is_none_or(is_share)
            })
    }
}

impl Scores {
    /// What the criteria have learned from the people who are scored, or were given.
    pub(crate) fn learned(&self) -> Learned {
        Learned(self.kernel.terms.iter().map(|term| term.learned.clone()).collect())
    }
}
