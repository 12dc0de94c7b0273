//! What a pair costs: the only thing a solver asks of its caller.

use std::ops::Range;

use crate::basics::Cost;
use crate::costs::{Digest, ExactCosts};

/// Costs of rows against columns, given block by block.
///
/// A matrix implements it, and so does anything that computes costs when they are looked at. The
/// same block has to give the same costs every time; the certificate reads all of them again and
/// shows a gap, or an error, where they changed.
///
/// ```
/// use std::ops::Range;
/// use matchwright_assign::{Cost, CostSource, Options, Problem, assign};
///
/// /// Row `i` and column `j` cost the square of their distance; nothing is stored.
/// struct Distances(usize);
///
/// impl CostSource for Distances {
///     fn rows(&self) -> usize {
///         self.0
///     }
///     fn columns(&self) -> usize {
///         self.0
///     }
///     fn block(&self, row: usize, columns: Range<usize>, out: &mut [Cost]) {
///         for (cost, column) in out.iter_mut().zip(columns) {
///             let distance = row.abs_diff(column) as Cost;
///             *cost = distance * distance;
///         }
///     }
/// }
///
/// let solution = assign(&Problem::new(&Distances(50)), &Options::default())?;
/// assert_eq!(solution.total(), 0);
/// # Ok::<(), matchwright_assign::Error>(())
/// ```
pub trait CostSource: Sync {
    /// Number of rows.
    fn rows(&self) -> usize;

    /// Number of columns.
    fn columns(&self) -> usize;

    /// Writes the costs of `row` against `columns` to `out`, [`FORBIDDEN`](crate::FORBIDDEN) where a pair may not meet.
    ///
    /// Callers keep `row < rows()`, `columns` within `0..columns()` and
    /// `out.len() == columns.len()`.
    fn block(&self, row: usize, columns: Range<usize>, out: &mut [Cost]);

    /// The pairs of `row` that may meet, where the source has them as lists: columns, strictly rising,
    /// and their costs. Columns that are not listed are forbidden.
    ///
    /// Optional: `None`, unless a source says otherwise, and then the row is read in blocks. A source
    /// that lists every row is solved in time and memory that go with its entries and not with rows
    /// · columns. `block` has to say the same; a list that does not rise within the columns is
    /// refused as [`Error::Sparse`](crate::Error::Sparse). Callers keep `row < rows()`.
    ///
    /// ```
    /// use std::ops::Range;
    /// use matchwright_assign::{Cost, CostSource, FORBIDDEN, Options, Problem, assign};
    ///
    /// /// A million rows, each of which may meet the column across and, for more, the next one.
    /// struct Neighbours(Vec<[u32; 2]>);
    ///
    /// impl CostSource for Neighbours {
    ///     fn rows(&self) -> usize {
    ///         self.0.len()
    ///     }
    ///     fn columns(&self) -> usize {
    ///         self.0.len() + 1
    ///     }
    ///     fn block(&self, row: usize, columns: Range<usize>, out: &mut [Cost]) {
    ///         for (cost, column) in out.iter_mut().zip(columns) {
    ///             *cost = match column.wrapping_sub(row) {
    ///                 0 => 2,
    ///                 1 => 3,
    ///                 _ => FORBIDDEN,
    ///             };
    ///         }
    ///     }
    ///     fn entries(&self, row: usize) -> Option<(&[u32], &[Cost])> {
    ///         Some((&self.0[row], &[2, 3]))
    ///     }
    /// }
    ///
    /// let costs = Neighbours((0..1_000_000).map(|row| [row, row + 1]).collect());
    /// let solution = assign(&Problem::new(&costs), &Options::default())?;
    /// assert_eq!(solution.total(), 2_000_000);
    /// assert!(solution.certificate().is_optimal());
    /// # Ok::<(), matchwright_assign::Error>(())
    /// ```
    fn entries(&self, row: usize) -> Option<(&[u32], &[Cost])> {
        let _ = row;
        None
    }

    /// What no pair costs less than, where the source knows it.
    ///
    /// Optional, and an advantage where many pairs cost just that: a search for the cheapest pairs of a row
    /// ends as soon as it has some of them. Plans are proven without it: after a wrong answer they may have
    /// a gap.
    fn lowest(&self) -> Option<Cost> {
        None
    }

    /// The lowest costs of blocks, or the lowest of all, where the source has found them on the way.
    ///
    /// Optional. With them most pairs of a problem with columns to spare are read only once, and most of those where
    /// every row gets what costs least of all. Proofs rely on it: it has to be of these costs.
    fn digest(&self) -> Option<&Digest> {
        None
    }

    /// The values that the costs were rounded from, where they were.
    ///
    /// Optional: `None` says that costs are what they are.
    fn exact(&self) -> Option<&dyn ExactCosts> {
        None
    }
}

/// Whether the columns of a row rise strictly and exist.
pub(crate) fn rises_within(indices: &[u32], columns: usize) -> bool {
    indices.is_sorted_by(|a, b| a < b)
        && indices.last().is_none_or(|&last| (last as usize) < columns)
}
