//! One row as every pass over the pairs reads it.

use std::ops::Range;

use crate::basics::memory::resize;
use crate::basics::{Cost, Error, FORBIDDEN};
use crate::problem::Problem;

/// The costs of a row against some columns, less the row's unmatched cost, and which columns those are.
///
/// Where the source lists the pairs that may meet, only those are here, so that a pass costs what
/// the list is long.
pub(crate) struct RowCosts<'a> {
    pub(crate) columns: Columns<'a>,
    pub(crate) costs: &'a [Cost],
}

/// The columns that costs are of, rising.
#[derive(Clone)]
pub(crate) enum Columns<'a> {
    /// All of a range.
    Range(Range<usize>),
    /// Those that the source lists; all others are forbidden.
    Listed(&'a [u32]),
}

impl Columns<'_> {
    /// The column whose cost stands at a place.
    pub(crate) fn at(&self, index: usize) -> usize {
        match self {
            Self::Range(columns) => columns.start + index,
            Self::Listed(columns) => columns[index] as usize,
        }
    }

    /// Where the cost of a column stands; beyond the last one, or `None`, outside the columns.
    pub(crate) fn index(&self, column: usize) -> Option<usize> {
        match self {
            Self::Range(columns) => column.checked_sub(columns.start),
            Self::Listed(columns) => columns.binary_search(&(column as u32)).ok(),
        }
    }
}

impl<'a> RowCosts<'a> {
    /// Reads a row against `columns`.
    ///
    /// # Errors
    /// [`Error::CostTooLarge`] beyond `limit`, and [`Error::Sparse`].
    pub(crate) fn read(
        problem: &'a Problem<'_>,
        limit: Cost,
        row: usize,
        columns: Range<usize>,
        costs: &'a mut Vec<Cost>,
    ) -> Result<Self, Error> {
        if let Some(listed) = problem.folded_entries(limit, row, columns.clone(), costs)? {
            return Ok(Self { columns: Columns::Listed(listed), costs });
        }
        resize(costs, columns.len(), FORBIDDEN)?;
        problem.folded_block_within(limit, row, columns.clone(), costs)?;
        Ok(Self { columns: Columns::Range(columns), costs })
    }

    /// How many pairs were read, those that may not meet among them.
    pub(crate) fn count(&self) -> usize {
        self.costs.len()
    }

    /// The pairs that may meet: columns, rising, and costs.
    pub(crate) fn allowed(&self) -> impl Iterator<Item = (usize, Cost)> + Clone {
        let costs = self.costs.iter().copied().enumerate();
        let allowed = costs.filter(|&(_, cost)| cost != FORBIDDEN);
        allowed.map(|(index, cost)| (self.columns.at(index), cost))
    }

    /// The cost of a pair; [`FORBIDDEN`] outside the columns that were read.
    pub(crate) fn cost(&self, column: usize) -> Cost {
        self.columns
            .index(column)
            .and_then(|index| self.costs.get(index).copied())
            .unwrap_or(FORBIDDEN)
    }
}
