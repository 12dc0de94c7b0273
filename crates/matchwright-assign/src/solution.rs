//! The answer: pairs, the prices that prove them, and how they were found.

use serde::{Deserialize, Serialize};

use crate::certificate::Certificate;
use crate::options::Method;
use crate::prices::Prices;

/// A row and a column that meet. Pairs are ordered by row, then by column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Pair {
    /// Position of the row, from 0.
    pub row: u32,
    /// Position of the column, from 0.
    pub column: u32,
}

/// What a solve took. Seconds are the only part of an answer that differs between runs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Stats {
    /// Threads of the pool that the solve ran in; 1 where the problem is too small to share out.
    pub threads: usize,
    /// Shortest-path searches, or bids of the auction; 0 where the method makes none.
    pub searches: u64,
    /// Rows that were read in full for them.
    pub row_scans: u64,
    /// Seconds spent reading the costs.
    pub prepare_seconds: f64,
    /// Seconds spent on the plan and its prices.
    pub solve_seconds: f64,
    /// Seconds spent on checking the proof.
    pub certify_seconds: f64,
}

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
    pub(crate) prices: Prices,
    pub(crate) certificate: Certificate,
    pub(crate) method: Method,
    pub(crate) stats: Stats,
}

impl Solution {
    /// The pairs, sorted by row, then by column.
    #[must_use]
    pub fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// Costs of the pairs plus the unmatched cost of every empty seat.
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
