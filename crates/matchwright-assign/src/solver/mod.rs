//! The methods: one file each, one arm each.

mod alike;
mod auction;
pub(crate) mod choose;
mod column_distances;
mod fill_up;
pub(crate) mod flow;
mod hungarian;
mod parts;
pub(crate) mod recover;
#[cfg(feature = "reference")]
mod reference;
mod repair;
mod restart_lists;
mod search;
mod spare;
mod stats;
mod table;
pub(crate) mod warm_start;

pub use recover::recover_prices;
pub use stats::Stats;
pub use warm_start::WarmStart;

pub(crate) use restart_lists::{memory as restart_lists_memory, restart_lists};

use crate::basics::{Error, Method, Monitor};
use crate::costs::Digest;
use crate::plan::{Pair, Prices, RestartLists};
use crate::problem::Problem;
use crate::proof::Touched;
use crate::solver::auction::Ties;
use crate::solver::choose::{Contention, from_scratch, has_many_pairs, without_spare};
use crate::solver::hungarian::Patience;

/// What a method returns: sorted pairs, and the prices and the cut that prove them.
pub(crate) struct Plan {
    /// The method that found it.
    pub(crate) method: Method,
    pub(crate) pairs: Vec<Pair>,
    pub(crate) prices: Prices,
    /// What the solve took, as far as the method knows: threads, proof and the whole time are added
    /// later.
    pub(crate) stats: Stats,
    /// Whether the method came to its end; otherwise rows may have been left without a pair.
    pub(crate) finished: bool,
    /// What the proof has to read again, where the warm start is vouched for.
    pub(crate) touched: Option<Touched>,
    /// What the next restart needs, where the method knows it anyway.
    pub(crate) restart_lists: Option<RestartLists>,
    /// The lowest costs of blocks, where the method has read them and the source does not know them.
    pub(crate) digest: Option<Digest>,
}

/// Bytes that a method holds at most to find the plan.
pub(crate) fn memory(method: Method, problem: &Problem<'_>) -> u64 {
    match method {
        Method::Auto => hungarian::memory(problem).max(auction::memory(problem)),
        Method::Hungarian => hungarian::memory(problem),
        // Where too much would have to be read, the problem is solved in another way.
        Method::Spare => [Contention::Mild, Contention::Fierce]
            .map(|contention| memory(without_spare(problem, contention), problem))
            .into_iter()
            .fold(0, u64::max),
        Method::Auction => auction::memory(problem),
        // Where too much has changed, the problem is solved from scratch.
        Method::Repair => repair::memory(problem).max(memory(from_scratch(problem), problem)),
        #[cfg(feature = "reference")]
        Method::Reference => reference::memory(problem),
        #[cfg(not(feature = "reference"))]
        Method::Reference => 0,
    }
}

/// The plan of a method, whose start is what the warm start knows where the method uses one.
pub(crate) fn solve(
    method: Method,
    problem: &Problem<'_>,
    warm_start: Option<&WarmStart>,
    monitor: &Monitor,
) -> Result<Plan, Error> {
    let plan = match method {
        Method::Auto => searched(problem, monitor),
        Method::Hungarian => or_unread(method, problem, monitor),
        Method::Spare => match spare::solve(problem, monitor)? {
            Ok(plan) => Ok(plan),
            Err(contention) => solve(without_spare(problem, contention), problem, None, monitor),
        },
        Method::Auction => auctioned(problem, monitor),
        Method::Repair => match repair::solve(problem, warm_start, monitor)? {
            Some(plan) => Ok(plan),
            None => solve(from_scratch(problem), problem, None, monitor),
        },
        #[cfg(feature = "reference")]
        Method::Reference => reference::solve(problem, monitor),
        #[cfg(not(feature = "reference"))]
        Method::Reference => {
            Err(Error::Unsupported { method, what: "builds without the feature `reference`" })
        }
    }?;
    if plan.finished { Ok(plan) } else { fill_up::fill_up(plan, problem, monitor) }
}

/// The plan of the Hungarian method, or where its searches become long, that of an auction.
fn searched(problem: &Problem<'_>, monitor: &Monitor) -> Result<Plan, Error> {
    if !monitor.is_late()
        && let Some(plan) = hungarian::solve_within(problem, Patience::Fair, monitor)?
    {
        return Ok(plan);
    }
    auctioned(problem, monitor)
}

/// The plan of an auction, or where it would become a price war, of what is better then.
fn auctioned(problem: &Problem<'_>, monitor: &Monitor) -> Result<Plan, Error> {
    if has_many_pairs(problem)
        && let Some(plan) = alike::solve(problem, monitor)?
    {
        return Ok(plan);
    }
    if let Some(plan) = auction::solve(problem, Ties::GiveUp, monitor)? {
        return Ok(plan);
    }
    if !auction::has_table(problem)
        && let Some(plan) = auction::solve(problem, Ties::BidOn, monitor)?
    {
        return Ok(plan);
    }
    or_unread(Method::Auction, problem, monitor)
}

/// The plan of the Hungarian method; where there was no time to read the costs, one without pairs.
fn or_unread(method: Method, problem: &Problem<'_>, monitor: &Monitor) -> Result<Plan, Error> {
    let plan = if monitor.is_late() { None } else { hungarian::solve(problem, monitor)? };
    Ok(plan.unwrap_or_else(|| Plan {
        method,
        pairs: Vec::new(),
        prices: Prices::zero(problem),
        stats: Stats::default(),
        finished: false,
        touched: None,
        restart_lists: None,
        digest: None,
    }))
}
