//! A problem with rows and columns exchanged, for when rows have more seats than columns.
//!
//! Rows that cannot all be seated outbid each other down to what staying unmatched costs; columns that
//! can all be filled settle at once. So the side with fewer seats bids.

use crate::cost::Cost;
use crate::cut::Cut;
use crate::error::Error;
use crate::matrix::{CostMatrix, zeros};
use crate::monitor::Monitor;
use crate::prices::Prices;
use crate::problem::Problem;
use crate::solution::Pair;
use crate::solver::Plan;
use crate::solver::table::{ROWS_AT_ONCE, read_turned};
use crate::sweep::sweep;

/// The costs of a problem as columns × rows, less what staying unmatched costs.
pub(super) fn turn(problem: &Problem<'_>, monitor: &Monitor) -> Result<CostMatrix, Error> {
    let (rows, columns) = (problem.rows(), problem.columns());
    let row_ids: Vec<u32> = (0..rows as u32).collect();
    let column_ids: Vec<u32> = (0..columns as u32).collect();
    let mut costs = zeros(columns, rows)?;
    let strips: Vec<_> =
        column_ids.chunks(ROWS_AT_ONCE).zip(costs.chunks_mut(ROWS_AT_ONCE * rows)).collect();
    let read = sweep(strips, ROWS_AT_ONCE * rows, |scratch: &mut Vec<Cost>, (columns, costs)| {
        monitor.check()?;
        read_turned(problem, columns, &row_ids, rows, costs, scratch)
    });
    read.into_iter().collect::<Result<(), Error>>()?;
    CostMatrix::from_vec(columns, rows, costs)
}

/// The problem of turned costs.
pub(super) fn turned<'a>(problem: &Problem<'_>, costs: &'a CostMatrix) -> Problem<'a> {
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
