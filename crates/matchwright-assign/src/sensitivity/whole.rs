//! Prices in whole units, which searches need.

use crate::basics::{Cost, Error};
use crate::plan::Prices;
use crate::problem::Problem;
use crate::solution::Solution;
use crate::solver::recover::optimal_prices;

/// Whole prices beyond this leave no room for the sums of a search.
const WHOLE_LIMIT: Cost = 1 << 57;

/// Prices of scale 1 that prove a solution: its own, but for one that was stored with others.
///
/// # Errors
/// [`Error::Unproven`] where the prices do not prove the solution of this problem.
pub(crate) fn whole_prices(problem: &Problem<'_>, solution: &Solution) -> Result<Prices, Error> {
    problem.check()?;
    let (pairs, prices) = (solution.rounded_pairs(), solution.prices());
    let fits = prices.rows.len() == problem.rows() && prices.columns.len() == problem.columns();
    if !solution.certificate().is_optimal_rounded() || !fits {
        return Err(Error::Unproven);
    }
    if prices.scale == 1 && prices.are_within(WHOLE_LIMIT) {
        return Ok(prices.clone());
    }
    optimal_prices(problem, pairs)?.ok_or(Error::Unproven)
}
