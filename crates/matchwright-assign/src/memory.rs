//! How much memory a solve takes, and asking for it before it is used.

use crate::choose::choose;
use crate::error::Error;
use crate::options::Options;
use crate::problem::Problem;
use crate::solver;
use crate::sweep::threads_for;

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
    /// into parts, and more where [`Method::Sparse`](crate::Method::Sparse) hands over to the
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
        let method = choose(options.method, self, options.seed.as_deref());
        let seats = self.all_row_seats().min(self.all_column_seats());
        let sides = (self.rows() + self.columns()) as u64;
        let shared = (sides + seats).saturating_mul(BYTES_EACH);
        let threads = options.threads.unwrap_or_else(|| threads_for(self.pairs())).max(1) as u64;
        let row = size_of::<i64>() as u64 * self.pairs_a_row() as u64;
        let scratch = threads.saturating_mul(row);
        let kept = if options.restartable { solver::contenders_memory(self) } else { 0 };
        [solver::memory(method, self), shared, scratch, kept]
            .into_iter()
            .fold(0, u64::saturating_add)
    }
}

/// Asks for the memory of a table and gives it back: asking first turns an abort into an error, and
/// long work that would end there into a refusal at once.
///
/// ```
/// use matchwright_assign::{Error, check_memory};
///
/// assert_eq!(check_memory::<f64>(1_000, 1_000), Ok(()));
/// let bytes = 1 << 83;
/// assert_eq!(check_memory::<f64>(1 << 40, 1 << 40), Err(Error::OutOfMemory { bytes }));
/// ```
///
/// # Errors
/// [`Error::OutOfMemory`].
pub fn check_memory<T>(rows: usize, columns: usize) -> Result<(), Error> {
    room::<T>(rows, columns).map(drop)
}

/// An empty list with room for a table, or an error where the memory for it cannot be reserved.
pub(crate) fn room<T>(rows: usize, columns: usize) -> Result<Vec<T>, Error> {
    let cells = rows as u128 * columns as u128;
    let out_of_memory = Error::OutOfMemory { bytes: cells.saturating_mul(size_of::<T>() as u128) };
    let mut room = Vec::new();
    match rows.checked_mul(columns).map(|cells| room.try_reserve_exact(cells)) {
        Some(Ok(())) => Ok(room),
        _ => Err(out_of_memory),
    }
}

/// A list of so many values that are alike, or an error where the memory for it cannot be reserved.
pub(crate) fn filled<T: Clone>(value: T, count: usize) -> Result<Vec<T>, Error> {
    let mut values = room(count, 1)?;
    values.resize(count, value);
    Ok(values)
}
