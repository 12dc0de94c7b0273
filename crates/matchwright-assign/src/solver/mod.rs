//! The methods: one file each, one arm each.

mod fill_up;
mod frontier;
mod hungarian;
mod parts;
mod reference;
mod search;
mod sparse;
mod table;

use crate::error::Error;
use crate::monitor::Monitor;
use crate::options::Method;
use crate::prices::Prices;
use crate::problem::Problem;
use crate::solution::Pair;

/// What a method returns: sorted pairs, and the prices and the cut that prove them.
pub(crate) struct Plan {
    /// The method that found it.
    pub(crate) method: Method,
    pub(crate) pairs: Vec<Pair>,
    pub(crate) prices: Prices,
    pub(crate) searches: u64,
    pub(crate) row_scans: u64,
    pub(crate) prepare_seconds: f64,
    /// Whether the method came to its end; otherwise rows may have been left without a pair.
    pub(crate) finished: bool,
}

pub(crate) fn solve(
    method: Method,
    problem: &Problem<'_>,
    monitor: &Monitor,
) -> Result<Plan, Error> {
    let plan = match method {
        Method::Auto | Method::Hungarian => hungarian::solve(problem, monitor),
        Method::Sparse => match sparse::solve(problem, monitor)? {
            Some(plan) => Ok(plan),
            None => hungarian::solve(problem, monitor),
        },
        Method::Reference => reference::solve(problem, monitor),
    }?;
    if plan.finished { Ok(plan) } else { fill_up::fill_up(plan, problem) }
}
