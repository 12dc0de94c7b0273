//! How much memory a solve takes, and asking for it before it is used.

use crate::basics::sweep::threads_for;
use crate::options::Options;
use crate::problem::Problem;
use crate::solver;
use crate::solver::choose::choose;

/// Bytes for each row, column and seat that every solve holds at the end: the plan, its prices, what
/// the certificate has found for each row and its marks on rows and columns. (160 were measured where
/// everybody has one seat.)
const BYTES_EACH: u64 = 100;

impl Problem<'_> {
    /// Bytes that [`assign`](crate::assign) will hold at most, besides the source: an estimate to
    /// decide by before a solve is started.
    ///
    /// No less than what was measured, and no more than twice as much, for problems of a few
    /// megabytes and more that are one part. Less is taken where a source that lists its pairs falls
    /// into parts, and more where [`Method::Auction`](crate::Method::Auction) hands over to the
    /// Hungarian method, whose estimate is that of [`Method::Hungarian`](crate::Method::Hungarian).
    /// O(rows + columns).
    ///
    /// ```
    /// use matchwright_assign::{CostFn, Method, Options, Problem};
    ///
    /// let costs = CostFn::new(100_000, 100_000, |row, column| row.abs_diff(column) as i64);
    /// let problem = Problem::new(&costs);
    /// let bytes = |method| problem.memory(&Options::default().with_method(method));
    /// assert!(bytes(Method::Hungarian) > 80_000_000_000); // 8 bytes a pair
    /// assert!(bytes(Method::Auto) < 300_000_000);
    /// ```
    #[must_use]
    pub fn memory(&self, options: &Options) -> u64 {
        let method = choose(options.method, self, options.warm_start.as_deref());
        let seats = self.all_row_seats().min(self.all_column_seats());
        let sides = (self.rows() + self.columns()) as u64;
        let shared = (sides + seats).saturating_mul(BYTES_EACH);
        let threads = options.threads.unwrap_or_else(|| threads_for(self.pairs())).max(1) as u64;
        let row = size_of::<i64>() as u64 * self.pairs_a_row() as u64;
        let scratch = threads.saturating_mul(row);
        let kept = if options.restartable { solver::restart_lists_memory(self) } else { 0 };
        [solver::memory(method, self), shared, scratch, kept]
            .into_iter()
            .fold(0, u64::saturating_add)
    }
}
