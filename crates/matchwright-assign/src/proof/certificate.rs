//! What was proven about a plan.

use serde::{Deserialize, Serialize};

use crate::basics::{Cost, Objective};

/// Which pairs a certificate has looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Scope {
    /// Every pair of the cost source.
    AllPairs,
    /// The pairs whose cost, or one of whose prices, may have changed for the worse since the plan
    /// of a [`WarmStart`](crate::WarmStart) that the caller vouched for. The other pairs are
    /// covered by the proof of that plan, and by what a
    /// [`restartable`](crate::Options::restartable) solution kept of them.
    Changes,
    /// None: the certificate was read back with its [`Solution`](crate::Solution), or the limit of time ended
    /// the solve before all pairs were looked at. It proves nothing until the solution is
    /// [`certified`](crate::Solution::certified).
    NotChecked,
}

/// What was proven about a plan. Integers only, no names and no costs of single pairs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// Total of the plan: costs of its pairs and unmatched costs of its empty seats.
    pub primal: i128,
    /// No plan with as many pairs (with [`Objective::Total`]: no plan) has a total below this.
    pub dual: i128,
    /// Pairs of the plan.
    pub pairs: u64,
    /// No plan has more pairs than this.
    pub most_pairs: u64,
    /// What the plan was to be best at.
    pub objective: Objective,
    /// The pairs that were looked at.
    pub scope: Scope,
    /// By how many units the exact values of the plan may still be above those of the best plan,
    /// because costs were rounded. 0 where costs are exact, and where the plan was proven on the
    /// exact values.
    #[serde(default)]
    pub rounding: Cost,
}

impl Certificate {
    /// How far the total may be above the best one; 0 where it is the best.
    #[must_use]
    pub fn gap(&self) -> i128 {
        self.primal.saturating_sub(self.dual)
    }

    /// Whether no plan has more pairs.
    #[must_use]
    pub fn is_fullest(&self) -> bool {
        self.objective == Objective::Total || self.pairs == self.most_pairs
    }

    /// Whether the plan is proven best at its objective, rounding included.
    #[must_use]
    pub fn is_optimal(&self) -> bool {
        self.is_optimal_rounded() && self.rounding == 0
    }

    /// Whether the plan is proven best for the costs as they were rounded.
    #[must_use]
    pub fn is_optimal_rounded(&self) -> bool {
        self.scope != Scope::NotChecked && self.gap() == 0 && self.is_fullest()
    }
}
