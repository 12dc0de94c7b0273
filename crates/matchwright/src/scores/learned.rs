//! What a programme takes from everybody: what each criterion has learned, and what the average pair counts for
//! silence.

use serde::{Deserialize, Serialize};

use super::Scores;
use crate::compare::Weights;
use crate::criteria::Learned as OfCriterion;

/// What the criteria of a programme have learned, in its order.
#[derive(Debug, Clone)]
pub(crate) struct Learned(Vec<LearnedTerm>);

/// What one criterion has learned.
#[derive(Debug, Clone)]
pub(super) struct LearnedTerm {
    pub(super) criterion: OfCriterion,
    /// What counts where it has no opinion, with `missing = "mean"`.
    pub(super) mean: Option<f32>,
}

/// What cannot be made again of the mentors alone.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct SavedTerm {
    weights: Option<Weights>,
    mean: Option<f32>,
}

impl Learned {
    /// What a criterion has learned.
    pub(super) fn of(&self, criterion: usize) -> Option<&LearnedTerm> {
        self.0.get(criterion)
    }

    /// As a file holds it.
    pub(crate) fn saved(&self) -> Vec<SavedTerm> {
        let saved = |LearnedTerm { criterion, mean }: &LearnedTerm| SavedTerm {
            weights: criterion.weights.clone(),
            mean: *mean,
        };
        self.0.iter().map(saved).collect()
    }

    /// Of a file; `None` where so many criteria cannot have learned this.
    pub(crate) fn restored(saved: Vec<SavedTerm>, criteria: usize) -> Option<Self> {
        let is_sound = |SavedTerm { weights, mean }: &SavedTerm| {
            weights.as_ref().is_none_or(Weights::is_sound)
                && mean.is_none_or(|mean| (0.0..=1.0).contains(&mean))
        };
        let restored = |SavedTerm { weights, mean }| LearnedTerm {
            criterion: OfCriterion::of_weights(weights),
            mean,
        };
        let are_sound = saved.len() == criteria && saved.iter().all(is_sound);
        are_sound.then(|| Self(saved.into_iter().map(restored).collect()))
    }
}

impl Scores {
    /// What the criteria have learned from the people who are scored, or were given.
    pub(crate) fn learned(&self) -> Learned {
        Learned(self.kernel.terms.iter().map(|term| term.learned.clone()).collect())
    }
}
