//! Costs that a function computes.

use std::ops::Range;

use crate::basics::Cost;
use crate::costs::CostSource;

/// Costs that a function of row and column computes when they are looked at; nothing is stored.
///
/// The function has to give the same cost every time, [`FORBIDDEN`](crate::FORBIDDEN) where the pair may
/// not meet. Every pair is asked for several times, on several threads: where much can be prepared for
/// a row, implementing [`CostSource`] is faster.
///
/// ```
/// use matchwright_assign::{CostFn, Options, Problem, assign};
///
/// let distance = |row: usize, column: usize| row.abs_diff(column) as i64;
/// let costs = CostFn::new(500, 500, distance);
/// let solution = assign(&Problem::new(&costs), &Options::default())?;
/// assert_eq!(solution.total(), 0);
/// # Ok::<(), matchwright_assign::Error>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct CostFn<F> {
    rows: usize,
    columns: usize,
    cost: F,
}

impl<F: Fn(usize, usize) -> Cost + Sync> CostFn<F> {
    /// Costs of so many rows and columns.
    pub const fn new(rows: usize, columns: usize, cost: F) -> Self {
        Self { rows, columns, cost }
    }
}

impl<F: Fn(usize, usize) -> Cost + Sync> CostSource for CostFn<F> {
    fn rows(&self) -> usize {
        self.rows
    }

    fn columns(&self) -> usize {
        self.columns
    }

    fn block(&self, row: usize, columns: Range<usize>, out: &mut [Cost]) {
        for (out, column) in out.iter_mut().zip(columns) {
            *out = (self.cost)(row, column);
        }
    }
}
