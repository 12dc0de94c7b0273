//! The costs of a part of a problem as a search wants them: one contiguous table, turned so that the
//! side with fewer seats has the rows.

use crate::cost::{Cost, FORBIDDEN};
use crate::error::Error;
use crate::matrix::zeros;
use crate::monitor::Monitor;
use crate::problem::Problem;
use crate::solution::Pair;
use crate::sweep::sweep;

use super::frontier::BARRED;
use super::parts::Part;

/// Rows of the table that one task writes. The source is read in blocks of as many columns where the
/// table is turned: 64 costs are eight cache lines, enough to make the calls cheap.
pub(super) const ROWS_AT_ONCE: usize = 64;

/// A dense table of doubled costs, [`BARRED`] where a pair may not meet.
pub(super) struct Table {
    /// Positions of the table's rows in the problem: rows, or columns where the table is turned.
    pub(super) row_ids: Vec<u32>,
    /// Positions of the table's columns in the problem.
    pub(super) column_ids: Vec<u32>,
    /// Seats of each row that can be of use: no more than the row has allowed pairs.
    pub(super) supply: Vec<u32>,
    /// Seats of each column, as the problem states them.
    pub(super) capacity: Vec<u32>,
    /// Whether the table's rows are the problem's columns.
    pub(super) turned: bool,
    costs: Vec<Cost>,
}

impl Table {
    /// An empty table for a part of a problem, turned so that the side with fewer seats searches.
    pub(super) fn new(problem: &Problem<'_>, part: Part) -> Result<Self, Error> {
        let Part { rows, columns } = part;
        let row_seats: Vec<u32> = rows.iter().map(|&row| problem.row_seats(row as usize)).collect();
        let column_seats: Vec<u32> =
            columns.iter().map(|&column| problem.column_seats(column as usize)).collect();
        let turned = useful(&row_seats, columns.len()) > useful(&column_seats, rows.len());
        let (row_ids, column_ids) = if turned { (columns, rows) } else { (rows, columns) };
        let (supply, capacity) =
            if turned { (column_seats, row_seats) } else { (row_seats, column_seats) };
        let costs = zeros(row_ids.len(), column_ids.len())?;
        Ok(Self { row_ids, column_ids, supply, capacity, turned, costs })
    }

    pub(super) fn rows(&self) -> usize {
        self.row_ids.len()
    }

    pub(super) fn columns(&self) -> usize {
        self.column_ids.len()
    }

    /// Costs of one row.
    pub(super) fn row(&self, row: usize) -> &[Cost] {
        let start = row * self.columns();
        &self.costs[start..start + self.columns()]
    }

    pub(super) fn cost(&self, row: usize, column: usize) -> Cost {
        self.costs[row * self.columns() + column]
    }

    /// Sets the cost of a pair and returns the one it had.
    pub(super) fn replace(&mut self, row: usize, column: usize, cost: Cost) -> Cost {
        let index = row * self.columns() + column;
        std::mem::replace(&mut self.costs[index], cost)
    }

    /// A pair of the table in the positions of the problem.
    pub(super) fn pair(&self, row: usize, column: usize) -> Pair {
        let (row, column) = (self.row_ids[row], self.column_ids[column]);
        if self.turned { Pair { row: column, column: row } } else { Pair { row, column } }
    }

    /// Reads the costs of the part.
    pub(super) fn fill(&mut self, problem: &Problem<'_>, monitor: &Monitor) -> Result<(), Error> {
        let (turned, columns) = (self.turned, self.columns());
        if columns == 0 {
            self.supply.fill(0);
            return Ok(());
        }
        let strips: Vec<_> = self
            .row_ids
            .chunks(ROWS_AT_ONCE)
            .zip(self.costs.chunks_mut(ROWS_AT_ONCE * columns))
            .zip(self.supply.chunks_mut(ROWS_AT_ONCE))
            .collect();
        let column_ids = &self.column_ids;
        let read = sweep(strips, ROWS_AT_ONCE * columns, |scratch, ((row_ids, costs), supply)| {
            monitor.check()?;
            if turned {
                read_turned(problem, row_ids, column_ids, costs, scratch)?;
            } else {
                read_rows(problem, row_ids, column_ids, costs, scratch)?;
            }
            for (costs, seats) in costs.chunks_exact_mut(columns).zip(supply) {
                *seats = (*seats).min(seal(costs));
            }
            monitor.advance(row_ids.len());
            Ok(())
        });
        read.into_iter().collect()
    }
}

/// Rows of the problem, without the columns that have no seat.
fn read_rows(
    problem: &Problem<'_>,
    rows: &[u32],
    columns: &[u32],
    out: &mut [Cost],
    costs: &mut Vec<Cost>,
) -> Result<(), Error> {
    costs.resize(problem.columns(), FORBIDDEN);
    for (&row, out) in rows.iter().zip(out.chunks_exact_mut(columns.len())) {
        if columns.len() == costs.len() {
            problem.folded_block(row as usize, 0..costs.len(), out)?;
            continue;
        }
        problem.folded_block(row as usize, 0..costs.len(), costs)?;
        for (out, &column) in out.iter_mut().zip(columns) {
            *out = costs[column as usize];
        }
    }
    Ok(())
}

/// A strip of columns of the problem, written as rows of the table.
pub(super) fn read_turned(
    problem: &Problem<'_>,
    columns: &[u32],
    rows: &[u32],
    out: &mut [Cost],
    costs: &mut Vec<Cost>,
) -> Result<(), Error> {
    let (Some(&first), Some(&last)) = (columns.first(), columns.last()) else { return Ok(()) };
    costs.resize((last - first) as usize + 1, FORBIDDEN);
    for (index, &row) in rows.iter().enumerate() {
        problem.folded_block(row as usize, first as usize..last as usize + 1, costs)?;
        for (out, &column) in out.chunks_exact_mut(rows.len()).zip(columns) {
            out[index] = costs[(column - first) as usize];
        }
    }
    Ok(())
}

/// Doubles the costs of a row and bars what is forbidden; the number of allowed pairs.
fn seal(costs: &mut [Cost]) -> u32 {
    let mut allowed = 0;
    for cost in costs {
        let forbidden = *cost == FORBIDDEN;
        allowed += u32::from(!forbidden);
        *cost = if forbidden { BARRED } else { cost.wrapping_mul(2) };
    }
    allowed
}

/// Seats that can be taken: no more of each than there is on the other side.
fn useful(seats: &[u32], others: usize) -> u64 {
    seats.iter().map(|&seats| u64::from(seats).min(others as u64)).sum()
}
