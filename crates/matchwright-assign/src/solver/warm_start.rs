//! What an earlier plan knows about a problem like it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::basics::{Cost, Error};
use crate::plan::{Pair, Prices, RestartLists, is_rising};
use crate::problem::Problem;

/// An earlier plan and its prices, from which the plan of a changed problem is mended instead of being
/// found anew: costs may have changed, rows and columns come and gone, capacities too.
///
/// The answer is the best plan of the new problem, proven like any other: a bad warm start costs time and
/// nothing else. It pays while few rows have changed; where many have, the problem is solved from
/// scratch.
///
/// ```
/// use matchwright_assign::{CostMatrix, Options, Problem, WarmStart, assign};
///
/// let before = CostMatrix::from_vec(2, 2, vec![1, 2, 4, 8])?;
/// let solution = assign(&Problem::new(&before), &Options::default())?;
///
/// // The second row leaves, and another comes.
/// let after = CostMatrix::from_vec(2, 2, vec![1, 2, 5, 3])?;
/// let start = WarmStart::new(&solution).rows(vec![Some(0), None]).unchanged();
/// let again = assign(&Problem::new(&after), &Options::default().with_warm_start(start))?;
/// assert_eq!(again.total(), 4);
/// assert!(again.certificate().is_optimal());
/// # Ok::<(), matchwright_assign::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct WarmStart {
    pub(crate) pairs: Vec<Pair>,
    pub(crate) prices: Prices,
    rows: Option<Vec<Option<u32>>>,
    columns: Option<Vec<Option<u32>>>,
    /// What the solution kept for a restart.
    pub(crate) restart_lists: Option<Arc<RestartLists>>,
    /// Rows and columns without a seat in the earlier problem: its prices say nothing of them.
    pub(crate) seatless: Seatless,
    is_unchanged: bool,
    /// Whether the earlier plan was proven.
    pub(crate) is_proven: bool,
}

/// Rows and columns without a seat, rising.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Seatless {
    rows: Vec<u32>,
    columns: Vec<u32>,
}

impl Seatless {
    /// Whether the positions rise, and there are so many rows and columns.
    pub(crate) fn is_within(&self, rows: usize, columns: usize) -> bool {
        is_rising(&self.rows, rows) && is_rising(&self.columns, columns)
    }

    pub(crate) fn of(problem: &Problem<'_>) -> Self {
        let all = |count: usize, seats: &dyn Fn(usize) -> u32| {
            (0..count as u32).filter(|&index| seats(index as usize) == 0).collect()
        };
        Self {
            rows: all(problem.rows(), &|row| problem.row_seats(row)),
            columns: all(problem.columns(), &|column| problem.column_seats(column)),
        }
    }
}

impl WarmStart {
    /// From the pairs and the prices of an earlier solution, for callers who kept nothing else of
    /// it.
    #[must_use]
    pub fn from_parts(pairs: Vec<Pair>, prices: Prices) -> Self {
        Self {
            pairs,
            prices,
            rows: None,
            columns: None,
            restart_lists: None,
            seatless: Seatless::default(),
            is_unchanged: false,
            is_proven: true,
        }
    }

    /// A warm start that knows nothing: everybody is new.
    pub(crate) fn empty(problem: &Problem<'_>) -> Self {
        Self {
            pairs: Vec::new(),
            prices: Prices::default(),
            rows: Some(vec![None; problem.rows()]),
            columns: Some(vec![None; problem.columns()]),
            restart_lists: None,
            seatless: Seatless::default(),
            is_unchanged: false,
            is_proven: false,
        }
    }

    /// Where each row of the new problem was in the earlier one; `None` for a new row, and for one that
    /// has changed so much that its old pair says nothing.
    #[must_use]
    pub fn rows(mut self, before: Vec<Option<u32>>) -> Self {
        self.rows = Some(before);
        self
    }

    /// Where each column of the new problem was in the earlier one; `None` for a new column, and for one
    /// whose costs have changed for many rows.
    #[must_use]
    pub fn columns(mut self, before: Vec<Option<u32>>) -> Self {
        self.columns = Some(before);
        self
    }

    /// The caller vouches that whatever was there before costs what it did: the pairs of a known
    /// row and a known column, and staying unmatched in a known row. With
    /// [`from_parts`](Self::from_parts) the caller also vouches that both had seats and that the
    /// plan was proven, which a [`Solution`](crate::Solution) knows itself. How many seats there
    /// are may change.
    ///
    /// Neither the plan nor the proof then reads those costs again, but for a few, and the
    /// certificate says so ([`Scope::Changes`](crate::Scope::Changes)). Where the solution is not
    /// [`restartable`](crate::Options::restartable), the search still reads the rows that it passes
    /// by.
    #[must_use]
    pub fn unchanged(mut self) -> Self {
        self.is_unchanged = true;
        self
    }

    pub(crate) fn is_unchanged(&self) -> bool {
        self.is_unchanged && self.is_proven
    }

    /// Where a row was that had a seat.
    pub(crate) fn row_before(&self, row: usize) -> Option<usize> {
        before(self.rows.as_deref(), &self.seatless.rows, row)
    }

    /// Where a column was that had a seat.
    pub(crate) fn column_before(&self, column: usize) -> Option<usize> {
        before(self.columns.as_deref(), &self.seatless.columns, column)
    }

    /// What a pair cost, where the caller vouches that it still costs that, and the solution kept
    /// it.
    pub(crate) fn known_cost(&self, row: usize, column: usize) -> Option<Cost> {
        let restart_lists = self.restart_lists.as_deref().filter(|_| self.is_unchanged())?;
        let (_, list) = restart_lists.of(self.row_before(row)?)?;
        let column = self.column_before(column)? as u32;
        list.pairs.iter().find(|pair| pair.column == column).map(|pair| pair.cost)
    }

    /// Checks the lengths and the positions.
    pub(crate) fn check(&self, problem: &Problem<'_>) -> Result<(), Error> {
        let (rows, columns) = (&self.prices.rows, &self.prices.columns);
        check_positions(
            "rows of the warm start",
            self.rows.as_deref(),
            problem.rows(),
            rows.len(),
        )?;
        check_positions(
            "columns of the warm start",
            self.columns.as_deref(),
            problem.columns(),
            columns.len(),
        )
    }
}

fn before(positions: Option<&[Option<u32>]>, seatless: &[u32], now: usize) -> Option<usize> {
    let before = match positions {
        None => Some(now as u32),
        Some(positions) => positions.get(now).copied().flatten(),
    };
    let seated = before.filter(|before| seatless.binary_search(before).is_err());
    seated.map(|before| before as usize)
}

/// One position for each row or column, each within what there was, none twice.
fn check_positions(
    what: &'static str,
    positions: Option<&[Option<u32>]>,
    expected: usize,
    known: usize,
) -> Result<(), Error> {
    let found = positions.map_or(known, <[_]>::len);
    if found != expected {
        return Err(Error::Length { what, expected, found });
    }
    let mut seen = vec![false; known];
    for (index, before) in positions.unwrap_or_default().iter().enumerate() {
        let Some(before) = *before else { continue };
        match seen.get_mut(before as usize) {
            Some(seen) if !*seen => *seen = true,
            _ => return Err(Error::WarmStart { what, index }),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::before;

    #[test]
    fn who_had_a_seat_is_known_by_the_place_of_then() {
        assert_eq!([0, 1].map(|now| before(None, &[1], now)), [Some(0), None]);
        let places = [None, Some(0), Some(1)];
        let known = [0, 1, 2, 3].map(|now| before(Some(&places), &[1], now));
        assert_eq!(known, [None, Some(0), None, None]);
    }
}
