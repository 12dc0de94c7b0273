//! From prices that are off by less than one unit in all to prices that are exact.

use crate::basics::sweep::sweep;
use crate::basics::{Cost, Error, FORBIDDEN, Monitor, PRICE_LIMIT};
use crate::plan::whole::{Gap, free_shift, gap, shifted};
use crate::plan::{Adjacency, Pair, Prices};
use crate::problem::{Problem, RowCosts};
use crate::solution::Solution;
use crate::solver::recover::optimal_prices;

use super::adjacency;

/// Whole prices beyond this leave no room for the sums of a search.
const WHOLE_LIMIT: Cost = 1 << 57;

/// Prices of scale 1 that prove a solution.
///
/// Potentials `φ` of scale `K` are turned into `⌊(φ + θ) ÷ K⌋` with one `θ` from `0..K` for all. An
/// arc whose slack is not negative keeps that for every `θ`, since costs are whole. An arc that is
/// short of 0 by `δ` steps breaks for `δ` of the `K` values: those for which a multiple of `K`
/// comes to lie in the gap. The proof allows less than `K` steps in all, so that some `θ` breaks
/// none. Finding it takes one pass over the pairs and memory for the arcs that fall short, fewer
/// than `K`, which is about four times the seats.
///
/// # Errors
/// [`Error::Unproven`] where the prices do not prove the solution of this problem.
pub(crate) fn whole_prices(
    problem: &Problem<'_>,
    solution: &Solution,
    monitor: &Monitor,
) -> Result<Prices, Error> {
    problem.check()?;
    let (pairs, prices) = (solution.rounded_pairs(), solution.prices());
    let fits = prices.rows.len() == problem.rows() && prices.columns.len() == problem.columns();
    let is_sound =
        fits && (1..=PRICE_LIMIT).contains(&prices.scale) && prices.are_within(PRICE_LIMIT);
    if !solution.certificate().is_optimal_rounded() || !is_sound {
        return Err(Error::Unproven);
    }
    let whole = if prices.scale == 1 {
        prices.clone()
    } else {
        let Some(shift) = free_shift(gaps(problem, pairs, prices, monitor)?, prices.scale) else {
            return Err(Error::Unproven);
        };
        shifted(prices, shift)
    };
    if whole.are_within(WHOLE_LIMIT) {
        return Ok(whole);
    }
    // No method leaves prices like these, but a stored solution may hold them.
    optimal_prices(problem, pairs)?.ok_or(Error::Unproven)
}

fn gaps(
    problem: &Problem<'_>,
    pairs: &[Pair],
    prices: &Prices,
    monitor: &Monitor,
) -> Result<Vec<Gap>, Error> {
    let Adjacency { of_rows: used, of_columns: members } = adjacency(problem, pairs)?;
    let scale = prices.scale;
    let mut gaps = Vec::new();
    for (row, used) in used.iter().enumerate() {
        if used.len() < problem.row_seats(row) as usize {
            gaps.extend(gap(prices.per_pair, prices.per_pair + prices.rows[row], scale));
        }
    }
    for (column, members) in members.iter().enumerate() {
        if members.len() < problem.column_seats(column) as usize {
            gaps.extend(gap(-prices.columns[column], 0, scale));
        }
    }
    let seated: Vec<usize> =
        (0..problem.rows()).filter(|&row| problem.row_seats(row) > 0).collect();
    let reads = sweep(seated, problem.pairs_a_row(), |costs, row| {
        monitor.check()?;
        row_gaps(problem, prices, row, &used[row], costs)
    });
    for read in reads {
        gaps.extend(read?);
    }
    Ok(gaps)
}

/// The gaps of one row's pairs.
fn row_gaps(
    problem: &Problem<'_>,
    prices: &Prices,
    row: usize,
    used: &[u32],
    costs: &mut Vec<Cost>,
) -> Result<Vec<Gap>, Error> {
    let limit = problem.limit().min(PRICE_LIMIT / prices.scale);
    let read = RowCosts::read(problem, limit, row, problem.seated_columns(), costs)?;
    let base = prices.per_pair + prices.rows[row];
    let mut gaps = Vec::new();
    for &column in used {
        let cost = read.cost(column as usize);
        if cost == FORBIDDEN {
            return Err(Error::Unproven);
        }
        let to = base - cost * prices.scale;
        gaps.extend(gap(-prices.columns[column as usize], to, prices.scale));
    }
    for (column, cost) in read.allowed() {
        let is_used = used.binary_search(&(column as u32)).is_ok();
        if !is_used && problem.column_seats(column) > 0 {
            let to = cost * prices.scale - prices.columns[column];
            gaps.extend(gap(base, to, prices.scale));
        }
    }
    Ok(gaps)
}
