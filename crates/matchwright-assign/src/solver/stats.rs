//! What a solve took.

use serde::{Deserialize, Serialize};

/// What a solve took. The seconds, one after another, are the only part of an answer that differs between
/// runs.
///
/// ```
/// use matchwright_assign::{CostFn, Method, Options, Problem, assign};
///
/// let costs = CostFn::new(200, 200, |row, column| (row * column % 97) as i64);
/// let options = Options::default().with_method(Method::Auction);
/// let solution = assign(&Problem::new(&costs), &options)?;
/// let stats = solution.stats();
/// assert!(stats.bids >= 200, "everybody bids at least once");
/// assert!(stats.pairs_kept < 200 * 200, "and keeps a short list");
/// assert_eq!(stats.searches, 0, "which is not how the other methods work");
/// # Ok::<(), matchwright_assign::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Stats {
    /// Threads of the pool that the solve ran in; 1 where the problem is too small to share out.
    pub threads: usize,
    /// Bytes that the solve was estimated to hold at most, besides the source:
    /// [`Problem::memory`](crate::Problem::memory).
    pub memory: u64,
    /// Costs that were read to find the plan, each as often as it was read. The cut and the proof read
    /// each pair at most once more.
    pub pairs_read: u64,
    /// Pairs that were kept to find the plan: cells of tables, or the length of all short lists.
    pub pairs_kept: u64,
    /// Phases of the auction, each with a finer ε; 0 where the method holds none.
    pub phases: u64,
    /// Bids of the auction, and those for columns that were taken where columns are to spare; 0 where the method
    /// holds none.
    pub bids: u64,
    /// Searches for a shortest path; 0 where the method makes none.
    pub searches: u64,
    /// Rows that were read in full: by searches from their table, by the auction from the costs.
    pub row_scans: u64,
    /// Seconds before the first search or bid: reading the costs into tables, or prices to start from.
    pub prepare_seconds: f64,
    /// Seconds in which the auction scanned rows in full.
    pub scan_seconds: f64,
    /// Seconds spent on the plan and its prices otherwise.
    pub solve_seconds: f64,
    /// Seconds spent on checking the proof, what the certificate costs; and on reading what a
    /// [`restartable`](crate::Options::restartable) solution keeps.
    pub certify_seconds: f64,
}
