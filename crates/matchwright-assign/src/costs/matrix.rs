//! A dense matrix of costs, owned.

use std::ops::Range;

use crate::basics::{Cost, Error, FORBIDDEN};
use crate::costs::CostSource;

/// A dense matrix of costs, row by row.
///
/// For numbers that somebody else holds, and for floats, there is [`CostView`](crate::CostView).
///
/// ```
/// use matchwright_assign::{CostMatrix, CostSource, FORBIDDEN};
///
/// let costs = CostMatrix::from_vec(2, 2, vec![4, FORBIDDEN, 2, 1])?;
/// assert_eq!((costs.rows(), costs.columns()), (2, 2));
/// # Ok::<(), matchwright_assign::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostMatrix {
    rows: usize,
    columns: usize,
    costs: Vec<Cost>,
}

impl CostMatrix {
    /// A matrix from its costs in row order.
    ///
    /// # Errors
    /// [`Error::Shape`] where `costs` does not hold `rows · columns` values.
    pub fn from_vec(rows: usize, columns: usize, costs: Vec<Cost>) -> Result<Self, Error> {
        if rows.checked_mul(columns) != Some(costs.len()) {
            return Err(Error::Shape { rows, columns, values: costs.len() });
        }
        Ok(Self { rows, columns, costs })
    }
}

impl CostSource for CostMatrix {
    fn rows(&self) -> usize {
        self.rows
    }

    fn columns(&self) -> usize {
        self.columns
    }

    fn block(&self, row: usize, columns: Range<usize>, out: &mut [Cost]) {
        let start = row * self.columns;
        match self.costs.get(start + columns.start..start + columns.end) {
            Some(block) if block.len() == out.len() => out.copy_from_slice(block),
            _ => out.fill(FORBIDDEN),
        }
    }
}
