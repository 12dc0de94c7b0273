//! A problem with rows and columns exchanged, for when rows have more seats than columns.
//!
//! Rows that cannot all be seated outbid each other down to what staying unmatched costs; columns that
//! can all be filled settle at once. So the side with fewer seats bids.

use crate::basics::memory::{filled, zeros};
use crate::basics::sweep::sweep;
use crate::basics::{Cost, Error, Monitor};
use crate::costs::{CostMatrix, CostSource, CsrMatrix};
use crate::plan::{Cut, Pair, Prices};
use crate::problem::{Problem, RowCosts};
use crate::solver::Plan;
use crate::solver::table::{ROWS_AT_ONCE, read_turned};

/// The costs of a problem as columns × rows, less what staying unmatched costs; `None` where there is no
/// time to read them.
pub(super) fn turn(
    problem: &Problem<'_>,
    monitor: &Monitor,
) -> Result<Option<Box<dyn CostSource>>, Error> {
    Ok(if problem.is_listed() {
        turn_entries(problem, monitor)?.map(|costs| Box::new(costs) as Box<dyn CostSource>)
    } else {
        turn_table(problem, monitor)?.map(|costs| Box::new(costs) as Box<dyn CostSource>)
    })
}

/// [`turn`] for a source that lists its pairs: counts those of every column, then puts each in its
/// place. O(rows + columns + entries).
fn turn_entries(problem: &Problem<'_>, monitor: &Monitor) -> Result<Option<CsrMatrix>, Error> {
    let (rows, columns) = (problem.rows(), problem.columns());
    let mut costs = Vec::new();
    let mut starts = filled(0, columns + 1)?;
    for row in 0..rows {
        monitor.check()?;
        if monitor.is_late() {
            return Ok(None);
        }
        let read = RowCosts::read(problem, problem.limit(), row, 0..columns, &mut costs)?;
        read.allowed().for_each(|(column, _)| starts[column + 1] += 1);
    }
    for column in 0..columns {
        starts[column + 1] += starts[column];
    }
    let entries = starts[columns];
    let mut ends = starts.clone();
    let (mut indices, mut turned) = (filled(0, entries)?, filled(0, entries)?);
    for row in 0..rows {
        monitor.check()?;
        let read = RowCosts::read(problem, problem.limit(), row, 0..columns, &mut costs)?;
        for (column, cost) in read.allowed() {
            let end = &mut ends[column];
            // A source that says something else the second time is left to the certificate.
            if let (Some(index), Some(place)) = (indices.get_mut(*end), turned.get_mut(*end)) {
                (*index, *place) = (row as u32, cost);
                *end += 1;
            }
        }
    }
    CsrMatrix::new(rows, starts, indices, turned).map(Some)
}

fn turn_table(problem: &Problem<'_>, monitor: &Monitor) -> Result<Option<CostMatrix>, Error> {
    let (rows, columns) = (problem.rows(), problem.columns());
    let row_ids: Vec<u32> = (0..rows as u32).collect();
    let column_ids: Vec<u32> = (0..columns as u32).collect();
    let mut costs = zeros(columns, rows)?;
    let strips: Vec<_> =
        column_ids.chunks(ROWS_AT_ONCE).zip(costs.chunks_mut(ROWS_AT_ONCE * rows)).collect();
    let read = sweep(strips, ROWS_AT_ONCE * rows, |scratch: &mut Vec<Cost>, (columns, costs)| {
        monitor.check()?;
        if monitor.is_late() {
            return Ok(None);
        }
        read_turned(problem, columns, &row_ids, rows, costs, scratch).map(Some)
    });
    let read: Option<()> = read.into_iter().collect::<Result<_, Error>>()?;
    read.map(|()| CostMatrix::from_vec(columns, rows, costs)).transpose()
}

/// Bytes that the costs of a turned problem take.
pub(super) fn memory(problem: &Problem<'_>) -> u64 {
    let cost = size_of::<Cost>() as u64;
    let pairs = problem.pairs() as u64;
    if problem.is_listed() {
        // The starts of the columns twice, while entries are put in their places.
        2 * problem.columns() as u64 * cost + pairs.saturating_mul(cost + size_of::<u32>() as u64)
    } else {
        pairs.saturating_mul(cost)
    }
}

/// The problem of turned costs.
pub(super) fn turned<'a>(problem: &Problem<'_>, costs: &'a dyn CostSource) -> Problem<'a> {
    Problem::new(costs)
        .row_capacity((0..problem.columns()).map(|column| problem.column_seats(column)).collect())
        .column_capacity((0..problem.rows()).map(|row| problem.row_seats(row)).collect())
        .objective(problem.goal())
}

/// The plan of a turned problem as one of the problem.
pub(super) fn turn_back(
    plan: Plan,
    problem: &Problem<'_>,
    monitor: &Monitor,
) -> Result<Plan, Error> {
    let turn = |pair: Pair| Pair { row: pair.column, column: pair.row };
    let mut pairs: Vec<Pair> = plan.pairs.into_iter().map(turn).collect();
    pairs.sort_unstable();
    let cut = Cut::of_plan(problem, &pairs, monitor)?.unwrap_or_default();
    let Prices { scale, per_pair, rows, columns, .. } = plan.prices;
    let prices = Prices { scale, per_pair, rows: columns, columns: rows, cut };
    Ok(Plan { pairs, prices, ..plan })
}

#[cfg(test)]
mod tests {
    use super::memory;
    use crate::basics::Error;
    use crate::costs::{CostMatrix, CsrMatrix};
    use crate::problem::Problem;

    /// Costs of 8 bytes, numbers of 4 for rows, and of 8 for starts.
    #[test]
    fn turned_costs_take_what_their_pairs_do() -> Result<(), Error> {
        let dense = CostMatrix::from_vec(2, 3, vec![0; 6])?;
        assert_eq!(memory(&Problem::new(&dense)), 6 * 8);
        let listed = CsrMatrix::new(3, vec![0, 3, 6], vec![0, 1, 2, 0, 1, 2], vec![0; 6])?;
        assert_eq!(memory(&Problem::new(&listed)), 2 * 3 * 8 + 6 * (8 + 4));
        Ok(())
    }
}
