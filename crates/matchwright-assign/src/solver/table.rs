//! The costs of a part of a problem as a search wants them: one contiguous table, turned so that the
//! side with fewer seats has the rows.

use std::ops::Range;

use pulp::{Simd, WithSimd};

use crate::basics::lanes::{LANES, add, arch, equal, lanes};
use crate::basics::memory::zeros;
use crate::basics::sweep::sweep;
use crate::basics::{Cost, Error, FORBIDDEN, Monitor};
use crate::plan::Pair;
use crate::problem::{Problem, RowCosts};

use super::column_distances::BARRED;
use super::parts::Part;

/// Rows of the table that one task writes. Where the table is turned, that many columns of the
/// source are read at a time: 64 costs are eight cache lines, enough to make the calls cheap.
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
    /// Whether every row may meet more than half of the columns; any two then share one.
    pub(super) is_connected: bool,
    /// Cells of a row: the columns, and [`BARRED`] ones up to a multiple of [`LANES`].
    width: usize,
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
        let width = column_ids.len().next_multiple_of(LANES);
        let costs = zeros(row_ids.len(), width)?;
        let is_connected = false;
        Ok(Self { row_ids, column_ids, supply, capacity, turned, is_connected, width, costs })
    }

    pub(super) fn rows(&self) -> usize {
        self.row_ids.len()
    }

    pub(super) fn columns(&self) -> usize {
        self.column_ids.len()
    }

    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// Costs of one row, filled up to the width.
    pub(super) fn row(&self, row: usize) -> &[Cost] {
        let start = row * self.width;
        &self.costs[start..start + self.width]
    }

    pub(super) fn cost(&self, row: usize, column: usize) -> Cost {
        self.costs[row * self.width + column]
    }

    /// Sets the cost of a pair and returns the one it had.
    pub(super) fn replace(&mut self, row: usize, column: usize, cost: Cost) -> Cost {
        let index = row * self.width + column;
        std::mem::replace(&mut self.costs[index], cost)
    }

    /// A pair of the table in the positions of the problem.
    pub(super) fn pair(&self, row: usize, column: usize) -> Pair {
        let (row, column) = (self.row_ids[row], self.column_ids[column]);
        if self.turned { Pair { row: column, column: row } } else { Pair { row, column } }
    }

    /// Whether all seats of both sides can only be taken together.
    pub(super) fn is_balanced(&self) -> bool {
        let seats = |seats: &[u32]| seats.iter().map(|&seats| u64::from(seats)).sum::<u64>();
        seats(&self.supply) == seats(&self.capacity)
    }

    /// Reads the costs of the part; `false` where there was no time for it.
    pub(super) fn fill(&mut self, problem: &Problem<'_>, monitor: &Monitor) -> Result<bool, Error> {
        let (turned, columns, width) = (self.turned, self.columns(), self.width);
        if columns == 0 {
            self.supply.fill(0);
            return Ok(true);
        }
        let strips = self
            .row_ids
            .chunks(ROWS_AT_ONCE)
            .zip(self.costs.chunks_mut(ROWS_AT_ONCE * width))
            .zip(self.supply.chunks_mut(ROWS_AT_ONCE));
        let column_ids = &self.column_ids;
        let read = sweep(strips, ROWS_AT_ONCE * width, |scratch, ((row_ids, costs), supply)| {
            monitor.check()?;
            if monitor.is_late() {
                return Ok(None);
            }
            if turned {
                read_turned(problem, row_ids, column_ids, width, costs, scratch)?;
            } else {
                read_rows(problem, row_ids, column_ids, width, costs, scratch)?;
            }
            let mut fewest = u32::MAX;
            for (costs, seats) in costs.chunks_exact_mut(width).zip(supply) {
                costs[columns..].fill(FORBIDDEN);
                let allowed = arch().dispatch(Seal(costs));
                *seats = (*seats).min(allowed);
                fewest = fewest.min(allowed);
            }
            monitor.advance(row_ids.len());
            Ok(Some(fewest))
        });
        let read: Option<Vec<u32>> = read.into_iter().collect::<Result<_, Error>>()?;
        let Some(read) = read else { return Ok(false) };
        self.is_connected = read.into_iter().all(|fewest| 2 * fewest as usize > columns);
        Ok(true)
    }
}

/// Rows of the problem, without the columns that have no seat.
fn read_rows(
    problem: &Problem<'_>,
    rows: &[u32],
    columns: &[u32],
    width: usize,
    out: &mut [Cost],
    costs: &mut Vec<Cost>,
) -> Result<(), Error> {
    for (&row, out) in rows.iter().zip(out.chunks_exact_mut(width)) {
        let (row, out) = (row as usize, &mut out[..columns.len()]);
        if columns.len() == problem.columns() {
            problem.folded_block(row, 0..columns.len(), out)?;
            continue;
        }
        let read = RowCosts::read(problem, problem.limit(), row, span(columns), costs)?;
        for (out, &column) in out.iter_mut().zip(columns) {
            *out = read.cost(column as usize);
        }
    }
    Ok(())
}

/// A strip of columns of the problem, written as rows of so many cells.
pub(super) fn read_turned(
    problem: &Problem<'_>,
    columns: &[u32],
    rows: &[u32],
    width: usize,
    out: &mut [Cost],
    costs: &mut Vec<Cost>,
) -> Result<(), Error> {
    for (index, &row) in rows.iter().enumerate() {
        let (row, columns_read) = (row as usize, span(columns));
        let read = RowCosts::read(problem, problem.limit(), row, columns_read, costs)?;
        for (out, &column) in out.chunks_exact_mut(width).zip(columns) {
            out[index] = read.cost(column as usize);
        }
    }
    Ok(())
}

/// From the first to the last of some positions that rise.
fn span(positions: &[u32]) -> Range<usize> {
    let end = positions.last().map_or(0, |&last| last as usize + 1);
    positions.first().map_or(end, |&first| first as usize)..end
}

/// Doubles the costs of a whole row and bars what is forbidden; the number of allowed pairs. Compiled
/// once for each instruction set.
struct Seal<'a>(&'a mut [Cost]);

impl WithSimd for Seal<'_> {
    type Output = u32;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> u32 {
        let (forbidden, barred) = (simd.splat_i64s(FORBIDDEN), simd.splat_i64s(BARRED));
        let mut allowed = simd.splat_i64s(0);
        for cost in S::as_mut_simd_i64s(self.0).0 {
            let is_forbidden = equal(simd, *cost, forbidden);
            let one = simd.select_i64s(is_forbidden, simd.splat_i64s(0), simd.splat_i64s(1));
            allowed = add(simd, allowed, one);
            *cost = simd.select_i64s(is_forbidden, barred, add(simd, *cost, *cost));
        }
        lanes::<S>(&allowed).iter().sum::<Cost>() as u32
    }
}

/// Seats that can be taken: no more of each than there is on the other side.
fn useful(seats: &[u32], others: usize) -> u64 {
    seats.iter().map(|&seats| u64::from(seats).min(others as u64)).sum()
}
