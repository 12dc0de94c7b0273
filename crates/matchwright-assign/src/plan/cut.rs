//! Why no plan has more pairs.

use serde::{Deserialize, Serialize};

use crate::basics::{Error, Monitor, Objective};
use crate::plan::{Adjacency, Pair};
use crate::problem::{Problem, RowCosts};

/// A set of rows that cannot all be served, and the columns that they compete for.
///
/// A pair of any plan has its row outside `rows`, or its column in `columns`, or is one of the
/// allowed pairs between `rows` and the other columns. So no plan has more pairs than the seats of
/// the rows outside, plus the seats of `columns`, plus the number of those pairs. With one seat each
/// this is Hall's condition (Hall 1935), in general the minimum cut of Ford and Fulkerson (1956).
///
/// ```
/// use matchwright_assign::{CostMatrix, FORBIDDEN, Options, Problem, assign};
///
/// // Two rows want the only column that they may meet.
/// let costs = CostMatrix::from_vec(2, 2, vec![1, FORBIDDEN, 2, FORBIDDEN])?;
/// let solution = assign(&Problem::new(&costs), &Options::default())?;
/// let cut = &solution.prices().cut;
/// assert_eq!((cut.rows.as_slice(), cut.columns.as_slice()), ([0, 1].as_slice(), [0].as_slice()));
/// # Ok::<(), matchwright_assign::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cut {
    /// Rows that compete, rising. Empty where every seat of every row is taken.
    pub rows: Vec<u32>,
    /// Columns that they compete for, rising.
    pub columns: Vec<u32>,
}

impl Cut {
    /// The cut that proves that no plan has more pairs than this one: what can be reached from the
    /// empty seats of rows. `None` where another plan has more, or there is no time to tell; empty with
    /// [`Objective::Total`].
    ///
    /// One pass over the rows that are reached; `pairs` are valid and sorted.
    pub(crate) fn of_plan(
        problem: &Problem<'_>,
        pairs: &[Pair],
        monitor: &Monitor,
    ) -> Result<Option<Self>, Error> {
        let taken = pairs.len() as u64;
        if problem.goal() == Objective::Total || taken == problem.all_row_seats() {
            return Ok(Some(Self::default()));
        }
        if taken == problem.all_column_seats() {
            return Ok(Some(Self::of_seats(problem)));
        }
        let Some(adjacency) = Adjacency::new(problem, pairs) else { return Ok(None) };
        let mut reach = Reach::new(problem, &adjacency);
        let columns = problem.seated_columns();
        let mut costs = Vec::new();
        while let Some(row) = reach.pending.pop() {
            monitor.check()?;
            if monitor.is_late() {
                return Ok(None);
            }
            let (row, columns) = (row as usize, columns.clone());
            let read = RowCosts::read(problem, problem.limit(), row, columns, &mut costs)?;
            reach.visit(row, &read);
        }
        let reached = positions(&reach.columns);
        let is_free = |column: &u32| adjacency.has_free_column(problem, *column as usize);
        let fullest = !reached.iter().any(is_free);
        Ok(fullest.then(|| Self { rows: positions(&reach.rows), columns: reached }))
    }

    /// Whether the positions rise, and there are so many rows and columns.
    pub(crate) fn is_within(&self, rows: usize, columns: usize) -> bool {
        is_rising(&self.rows, rows) && is_rising(&self.columns, columns)
    }

    /// What seats alone say: no plan has more pairs than either side has seats.
    pub(crate) fn of_seats(problem: &Problem<'_>) -> Self {
        if problem.all_row_seats() <= problem.all_column_seats() {
            return Self::default();
        }
        let (rows, columns) = (0..problem.rows() as u32, 0..problem.columns() as u32);
        Self { rows: rows.collect(), columns: columns.collect() }
    }
}

/// Breadth-first reach in the residual graph: from a row over pairs that it does not use, from a
/// full column to the rows that use it.
struct Reach<'a> {
    adjacency: &'a Adjacency,
    rows: Vec<bool>,
    columns: Vec<bool>,
    pending: Vec<u32>,
}

impl<'a> Reach<'a> {
    fn new(problem: &Problem<'_>, adjacency: &'a Adjacency) -> Self {
        let rows = 0..problem.rows();
        let empty = rows.filter(|&row| adjacency.has_empty_row(problem, row));
        let pending: Vec<u32> = empty.map(|row| row as u32).collect();
        let (rows, columns) = (mask(&pending, problem.rows()), vec![false; problem.columns()]);
        Self { adjacency, rows, columns, pending }
    }

    fn visit(&mut self, row: usize, read: &RowCosts<'_>) {
        for (column, _) in read.allowed() {
            let is_used = |column| self.adjacency.of_rows[row].binary_search(&column).is_ok();
            if self.columns[column] || is_used(column as u32) {
                continue;
            }
            self.columns[column] = true;
            for &member in &self.adjacency.of_columns[column] {
                if !std::mem::replace(&mut self.rows[member as usize], true) {
                    self.pending.push(member);
                }
            }
        }
    }
}

/// Whether positions rise strictly, each below `length`.
pub(crate) fn is_rising(positions: &[u32], length: usize) -> bool {
    positions.is_sorted_by(|a, b| a < b)
        && positions.last().is_none_or(|&last| (last as usize) < length)
}

/// `true` at the listed positions; positions beyond `length` are left out.
pub(crate) fn mask(positions: &[u32], length: usize) -> Vec<bool> {
    let mut mask = vec![false; length];
    for &position in positions {
        if let Some(member) = mask.get_mut(position as usize) {
            *member = true;
        }
    }
    mask
}

fn positions(mask: &[bool]) -> Vec<u32> {
    (0..).zip(mask).filter(|(_, member)| **member).map(|(position, _)| position).collect()
}
