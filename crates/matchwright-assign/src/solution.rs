//! The answer: pairs, the prices that prove them, and how they were found.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::basics::Method;
use crate::plan::{Pair, Prices, RestartLists};
use crate::proof::Certificate;
use crate::solver::warm_start::Seatless;
use crate::solver::{Stats, WarmStart};

/// The best plan, with its proof.
///
/// ```
/// use matchwright_assign::{CostMatrix, Options, Pair, Problem, assign};
///
/// let costs = CostMatrix::from_vec(2, 2, vec![1, 2, 4, 8])?;
/// let solution = assign(&Problem::new(&costs), &Options::default())?;
/// assert_eq!(solution.pairs(), [Pair { row: 0, column: 1 }, Pair { row: 1, column: 0 }]);
/// assert_eq!(solution.total(), 6);
/// # Ok::<(), matchwright_assign::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Solution {
    pub(crate) pairs: Vec<Pair>,
    /// The best plan for the costs as they were rounded, where it is another one.
    #[serde(default)]
    pub(crate) rounded_pairs: Option<Vec<Pair>>,
    pub(crate) prices: Prices,
    pub(crate) certificate: Certificate,
    pub(crate) method: Method,
    #[serde(default)]
    pub(crate) seatless: Seatless,
    pub(crate) stats: Stats,
    #[serde(skip)]
    pub(crate) restart_lists: Option<Arc<RestartLists>>,
}

impl Solution {
    /// The pairs, sorted by row, then by column.
    #[must_use]
    pub fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// The pairs that the prices speak of: those that are best for the costs as the source has rounded them.
    /// The same as [`pairs`](Self::pairs), unless another plan is better for the exact values.
    #[must_use]
    pub fn rounded_pairs(&self) -> &[Pair] {
        self.rounded_pairs.as_deref().unwrap_or(&self.pairs)
    }

    /// Costs of the pairs plus the unmatched cost of every empty seat; where the source has rounded its costs,
    /// of the plan that is best for the rounded ones.
    #[must_use]
    pub fn total(&self) -> i128 {
        self.certificate.primal
    }

    /// What a seat is worth, and the cut that proves the number of pairs.
    #[must_use]
    pub fn prices(&self) -> &Prices {
        &self.prices
    }

    /// The checked proof.
    #[must_use]
    pub fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// The method that found the plan; never [`Method::Auto`].
    #[must_use]
    pub fn method(&self) -> Method {
        self.method
    }

    /// What it took.
    #[must_use]
    pub fn stats(&self) -> &Stats {
        &self.stats
    }
}

impl WarmStart {
    /// From the plan of a problem with the same rows and columns in the same order.
    #[must_use]
    pub fn new(solution: &Solution) -> Self {
        let mut warm_start =
            Self::from_parts(solution.rounded_pairs().to_vec(), solution.prices.clone());
        warm_start.restart_lists.clone_from(&solution.restart_lists);
        warm_start.seatless.clone_from(&solution.seatless);
        warm_start.is_proven = solution.certificate.is_optimal_rounded();
        warm_start
    }
}
