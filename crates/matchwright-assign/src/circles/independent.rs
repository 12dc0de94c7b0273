//! Circles of members who cost the same whoever else is there: a flow in which a circle has its minimum or nobody.
//!
//! [`solve_levels`] finds the plan, and proves what its search leaves open: how many more members there could be, or
//! how much less they could cost.

use crate::basics::{Error, Monitor};
use crate::circles::assign::reachable;
use crate::circles::running::{columns_of, quotas};
use crate::circles::start::Fit;
use crate::circles::tables::Tables;
use crate::level_plan::{Gap, LevelPlan};
use crate::levels::{Answer, solve_levels};
use crate::options::Options;
use crate::problem::{Demands, Level, Per, Problem, Quota, Side};

/// Where [`Level::Total`] stands among the levels.
const TOTAL: usize = 1;

/// A plan, and what bounds all others.
pub(super) struct Independent {
    /// The column of each member.
    pub(super) columns: Vec<u32>,
    pub(super) most_placed: usize,
    /// No plan with as many members costs less.
    pub(super) bound: i128,
    /// Whether the search was ended early.
    pub(super) is_stopped: bool,
}

/// The best plan that the search finds.
///
/// # Errors
/// Those of [`solve_levels`].
pub(super) fn solve(
    tables: &Tables,
    options: &Options,
    monitor: &Monitor,
) -> Result<Independent, Error> {
    let fit = Fit(tables);
    let (least, most) = tables.sizes.iter().map(|&(min, max)| (min.min(max), max)).unzip();
    let problem = Problem::new(&fit).column_capacity(most);
    let demands = quotas(tables).into_iter().fold(Demands::default(), Demands::quota).may_cross();
    let open = demands.clone();
    let demands = demands.column_minimum(least).column_or_none(vec![true; tables.columns]);
    let options = Options { monitor: options.monitor.clone(), ..Options::default() };
    let Answer::Plan(plan) =
        solve_levels(&problem, &demands, &[Level::Pairs, Level::Total], &options)?
    else {
        return Err(Error::Unproven);
    };
    let total = total(&plan, TOTAL);
    let placed = plan.pairs().len();
    let (most_placed, bound) = match gap(&plan) {
        None => (placed, total),
        Some(Gap { level: TOTAL, bound }) => (placed, bound.unwrap_or(i64::MIN.into())),
        Some(Gap { bound, .. }) => {
            let able = bound.map_or(tables.rows, |bound| bound as usize);
            let most_placed = reachable(tables, able.min(tables.rows)).max(placed);
            (most_placed, least_of(tables, &problem, open, placed, &options)?)
        }
    };
    let is_stopped = (most_placed > placed || bound < total) && monitor.is_stopped();
    Ok(Independent {
        columns: columns_of(tables.rows, plan.pairs()),
        most_placed,
        bound: bound.min(total),
        is_stopped,
    })
}

/// What is left open; of a plan that prices prove nothing.
fn gap(plan: &LevelPlan) -> Option<Gap> {
    if plan.is_proven() { None } else { plan.search()?.gap() }
}

fn total(plan: &LevelPlan, level: usize) -> i128 {
    plan.reached().get(level).copied().flatten().unwrap_or_default()
}

/// What so many members cost at least, in circles of any size.
fn least_of(
    tables: &Tables,
    problem: &Problem<'_>,
    demands: Demands,
    placed: usize,
    options: &Options,
) -> Result<i128, Error> {
    let (members, count) = ((0..tables.rows as u32).collect(), placed as u32);
    let all = Quota { of: Side::Row, members, min: count, max: count, per: Per::Programme };
    let answer = solve_levels(problem, &demands.quota(all), &[Level::Total], options)?;
    let flow = answer.plan().map(|plan| {
        let relaxed = plan.search().map_or(plan, |search| search.relaxation());
        total(relaxed, 0)
    });
    Ok(flow.unwrap_or(i64::MIN.into()))
}
