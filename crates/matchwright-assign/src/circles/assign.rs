//! The door: one call from costs to circles, and what is proven of them.

use crate::assign::in_pool;
use crate::basics::{Error, Monitor};
use crate::circles::bound::{bound, others_of};
use crate::circles::classes::in_order;
use crate::circles::company::Company;
use crate::circles::polish::polish;
use crate::circles::running::{Running, running};
use crate::circles::search::search;
use crate::circles::start::repair;
use crate::circles::state::{NOWHERE, State};
use crate::circles::tables::Tables;
use crate::circles::{CirclePlan, Circles, independent, start, subsets};
use crate::options::Options;

/// Flows to start from, where members cost something beside each other: the search goes on from there anyway.
const FLOWS_TO_START: usize = 20;

/// Puts members into circles: the most of them, then at the least total.
///
/// - Up to about twelve members: the best plan, proven, by dynamic programming over sets of them.
/// - Nothing between members: the best plan of [`solve_levels`](crate::solve_levels), where each circle has its minimum
///   or nobody; proven unless there were too many cases, and then with its gap.
/// - Otherwise a good plan, never worse than [`pairs_first`], with a bound that says how far it is from the best. Where
///   the bound is near, a search over all circles that a better plan can have finds the best one: that proves most
///   problems of up to a hundred members.
///
/// The plan is a function of the problem: neither the number of threads nor the machine shows, unless a limit of time
/// ends the work early ([`CirclePlan::is_stopped`]). Of the options the monitor, the threads and the limit count.
///
/// The search takes a fixed number of steps, O(rows²) up to some ten seconds; the bound weighs all pairs of members for
/// each column some tens of times. O(rows · (rows + columns)) memory.
///
/// ```
/// use matchwright_assign::circles::{Circles, assign, check};
/// use matchwright_assign::{CostMatrix, FORBIDDEN, Options};
///
/// // Four members and two leaders; the first two may not be together, and a circle has two members or three.
/// let fit = CostMatrix::from_vec(4, 2, vec![1, 5, 1, 5, 2, 2, 2, 3])?;
/// let x = FORBIDDEN;
/// let together = vec![0, x, 4, 4, x, 0, 0, 4, 4, 0, 0, 4, 4, 4, 4, 0];
/// let together = CostMatrix::from_vec(4, 4, together)?;
/// let circles = Circles::new(&fit).together(&together).sizes(vec![(2, 3); 2]);
/// let plan = assign(&circles, &Options::default())?;
///
/// assert_eq!(plan.circles(), [[0, 3], [1, 2]]);
/// assert_eq!((plan.total(), plan.gap()), (1 + 2 + 5 + 2 + 2 * 4, 0));
/// check(&circles, &plan)?;
/// # Ok::<(), matchwright_assign::Error>(())
/// ```
///
/// # Errors
/// Those of [`Circles::check`]; [`Error::CostTooLarge`], [`Error::Asymmetric`], [`Error::Cancelled`],
/// [`Error::OutOfMemory`], [`Error::Threads`], [`Error::NoClock`].
pub fn assign(circles: &Circles<'_>, options: &Options) -> Result<CirclePlan, Error> {
    circles.check()?;
    let pairs = circles.fit.rows().saturating_mul(circles.fit.rows() + circles.fit.columns());
    let idle = Monitor::new();
    let monitor = options.monitor.as_deref().unwrap_or(&idle);
    if let Some(limit) = options.time_limit {
        monitor.stop_after(limit)?;
    }
    in_pool(pairs, options, || {
        let tables = Tables::read(circles, monitor)?;
        solve(&tables, options, monitor)
    })
}

/// Pairs first, then circles: the best assignment of members to circles by fit alone; circles that are too small are
/// dissolved, and their members go to those where they cost least. The column of each member.
///
/// That is what is done where nothing weighs whole circles; [`assign`] is never worse.
///
/// ```
/// use matchwright_assign::circles::{Circles, pairs_first, value};
/// use matchwright_assign::{CostMatrix, Options};
///
/// let fit = CostMatrix::from_vec(3, 2, vec![1, 2, 1, 2, 9, 1])?;
/// let circles = Circles::new(&fit).sizes(vec![(2, 3); 2]);
/// let columns = pairs_first(&circles, &Options::default())?;
/// assert_eq!(columns, [Some(0), Some(0), Some(0)]);
/// assert_eq!(value(&circles, &columns)?.total, 11); // with all of them in the other circle it would be 5
/// # Ok::<(), matchwright_assign::Error>(())
/// ```
///
/// # Errors
/// As [`assign`].
pub fn pairs_first(circles: &Circles<'_>, options: &Options) -> Result<Vec<Option<u32>>, Error> {
    circles.check()?;
    let idle = Monitor::new();
    let monitor = options.monitor.as_deref().unwrap_or(&idle);
    let tables = Tables::read(circles, monitor)?;
    Ok(known(start::pairs_first(&tables, options, monitor)?.columns()))
}

fn known(columns: &[u32]) -> Vec<Option<u32>> {
    columns.iter().map(|&column| (column != NOWHERE).then_some(column)).collect()
}

fn solve(tables: &Tables, options: &Options, monitor: &Monitor) -> Result<CirclePlan, Error> {
    let open = |column: &u32| tables.is_open(*column as usize);
    let columns: Vec<u32> = (0..tables.columns as u32).filter(open).collect();
    if columns.is_empty() {
        return Ok(proven(&State::new(tables)?));
    }
    if subsets::are_few(tables.rows, columns.len()) {
        let members: Vec<u32> = (0..tables.rows as u32).collect();
        let best = subsets::best(tables, &members, &columns, monitor)?;
        let best: Vec<u32> = best.into_iter().map(|column| column.unwrap_or(NOWHERE)).collect();
        return Ok(proven(&State::of(tables, &best)?));
    }
    if tables.is_between() {
        searched(tables, options, monitor)
    } else {
        flowing(tables, options, monitor)
    }
}

/// A plan of which nothing is left to prove.
fn proven(state: &State<'_>) -> CirclePlan {
    let placed = state.tables.rows - state.unplaced;
    finish(state, placed, i128::from(state.total), false)
}

fn finish(state: &State<'_>, most_placed: usize, bound: i128, is_stopped: bool) -> CirclePlan {
    let mut columns = state.columns().to_vec();
    in_order(state.tables, &mut columns);
    CirclePlan {
        columns: known(&columns),
        count: state.tables.columns,
        placed: state.tables.rows - state.unplaced,
        most_placed,
        total: state.total.into(),
        bound,
        is_stopped,
    }
}

/// Where nothing is between members: a flow in which each circle has its minimum or nobody.
fn flowing(tables: &Tables, options: &Options, monitor: &Monitor) -> Result<CirclePlan, Error> {
    let found = independent::solve(tables, options, monitor)?;
    let state = State::of(tables, &found.columns)?;
    Ok(finish(&state, found.most_placed, found.bound, found.is_stopped))
}

/// Where members cost something beside each other: the flow with the best company of each is where to start.
fn searched(tables: &Tables, options: &Options, monitor: &Monitor) -> Result<CirclePlan, Error> {
    let others = tables.sizes.iter().map(|&(min, _)| min as usize - 1);
    let costs = Company::new(tables, others, monitor)?.costs(tables)?;
    let found = running(tables, costs, FLOWS_TO_START, monitor, options)?;
    improved(tables, found.as_ref(), options, monitor)
}

/// The best plan that a search finds from all that is known, with its bound.
fn improved(
    tables: &Tables,
    found: Option<&Running>,
    options: &Options,
    monitor: &Monitor,
) -> Result<CirclePlan, Error> {
    let mut starts = vec![start::pairs_first(tables, options, monitor)?];
    for columns in found.iter().flat_map(|found| found.best.iter().chain([&found.relaxed])) {
        starts.push(repair(tables, columns, monitor)?);
    }
    let start = starts.into_iter().min_by_key(|state| (state.unplaced, state.total));
    let Some(start) = start else { return Err(Error::Unproven) };
    let found_plan = search(&start, monitor)?;
    let mut state = State::of(tables, &found_plan.columns)?;
    polish(&mut state, monitor)?;
    let company = Company::new(tables, others_of(tables), monitor)?;
    let proven = bound(&state, &company, monitor)?;
    if let Some(better) = &proven.better {
        state = State::of(tables, better)?;
    }
    let placed = tables.rows - state.unplaced;
    let able = reachable(tables, found.map_or(tables.rows, |found| found.most_placed));
    let flow = found.filter(|found| found.most_placed == placed);
    let flow = flow.map_or(i128::MIN, |found| found.least);
    let bound = proven.bound.max(flow).min(state.total.into());
    let is_stopped = found_plan.is_stopped || proven.is_stopped;
    Ok(finish(&state, able.max(placed), bound, is_stopped))
}

/// The most members, not above a number, that the sizes of circles can make up.
pub(super) fn reachable(tables: &Tables, most: usize) -> usize {
    let mut can_be = vec![false; most + 1];
    can_be[0] = true;
    for &(min, max) in tables.sizes.iter().filter(|&&(_, max)| max > 0) {
        let (min, max) = (min as usize, max as usize);
        let mut near = 0;
        let before = can_be.clone();
        for sum in min..=most {
            near += usize::from(before[sum - min]);
            near -= usize::from(sum > max && before[sum - max - 1]);
            can_be[sum] |= near > 0;
        }
    }
    can_be.iter().rposition(|&can_be| can_be).unwrap_or(0)
}

#[cfg(test)]
#[expect(clippy::expect_used, reason = "a test stops where a promise is broken")]
mod tests {
    use super::*;
    use crate::basics::{Cost, FORBIDDEN};
    use crate::circles::search::Random;
    use crate::costs::CostMatrix;

    /// A random problem of a few members, with so many mixed groups, of which the best plan is known.
    fn with_few<T>(
        (seed, groups): (u64, usize),
        ask: impl FnOnce(&Tables, &CirclePlan, &Options, &Monitor) -> T,
    ) -> T {
        let mut random = Random::new(seed);
        let (rows, columns) = (1 + random.below(9), 1 + random.below(4));
        let spread = [2, 5, 40, 1_000_000][random.below(4)];
        let (forbidden, is_alike) = (random.below(3), random.below(3) == 0);
        let cost = |forbidden: usize, random: &mut Random| {
            let cost = random.below(spread) as Cost - spread as Cost / 4;
            if random.below(8) < forbidden { FORBIDDEN } else { cost }
        };
        let mut fit: Vec<Cost> =
            (0..rows * columns).map(|_| cost(forbidden, &mut random)).collect();
        if is_alike {
            (0..fit.len()).for_each(|place| fit[place] = fit[place / columns * columns]);
        }
        let mut together = vec![0; rows * rows];
        for one in 0..rows {
            for other in 0..one {
                together[one * rows + other] = cost(forbidden, &mut random);
                together[other * rows + one] = together[one * rows + other];
            }
        }
        let fit = CostMatrix::from_vec(rows, columns, fit).expect("shape");
        let together = CostMatrix::from_vec(rows, rows, together).expect("shape");
        let min = 1 + random.below(3) as u32;
        let sizes = vec![(min, min + random.below(4) as u32); columns];
        let mut circles = Circles::new(&fit).sizes(sizes);
        for _ in 0..groups {
            let group = (0..rows as u32).filter(|_| random.below(2) == 0).collect();
            circles = circles.mix(group, random.below(4) as u32);
        }
        if random.below(4) > 0 {
            circles = circles.together(&together);
        }
        let (options, monitor) = (Options::default(), Monitor::new());
        let best = assign(&circles, &options).expect("a plan");
        let tables = Tables::read(&circles, &monitor).expect("tables");
        ask(&tables, &best, &options, &monitor)
    }

    #[test]
    fn bounds_hold_for_every_plan() {
        let (mut tight, mut all) = (0, 0);
        for seed in 1..=3_000 {
            with_few((seed, 1), |tables, best, options, monitor| {
                let company = Company::new(tables, others_of(tables), monitor).expect("company");
                // The best plan, and the first one that comes: each bounds those with as many members.
                let columns: Vec<u32> =
                    best.columns().iter().map(|column| column.unwrap_or(NOWHERE)).collect();
                let state = State::of(tables, &columns).expect("a state");
                let proven = bound(&state, &company, monitor).expect("a bound");
                assert!(proven.bound <= best.total(), "{seed}: {} {best:?}", proven.bound);
                (all, tight) = (all + 1, tight + u32::from(proven.bound == best.total()));
                let first = start::pairs_first(tables, options, monitor).expect("a plan");
                if tables.rows - first.unplaced == best.placed() {
                    let proven = bound(&first, &company, monitor).expect("a bound");
                    assert!(proven.bound <= best.total(), "{seed}: {} {best:?}", proven.bound);
                }
            });
        }
        assert!(tight * 10 > all * 8, "most bounds are tight: {tight} of {all}");
    }

    #[test]
    fn circles_without_fit_among_members_are_the_best_and_proven() {
        let mut all = 0;
        for seed in 1..=4_000 {
            with_few((seed, 2), |tables, best, options, monitor| {
                if tables.is_between() {
                    return;
                }
                let plan = flowing(tables, options, monitor).expect("a plan");
                let [found, wanted] = [&plan, best].map(|plan| (plan.placed(), plan.total()));
                assert_eq!(found, wanted, "{seed}: {plan:?} {best:?}");
                assert!(plan.is_proven(), "{seed}: {plan:?}");
                all += 1;
            });
        }
        assert!(all > 500, "a part of all problems: {all}");
    }

    #[test]
    fn searches_find_and_bound_the_best_plan() {
        let (mut found, mut proven, mut all) = (0, 0, 0);
        for seed in 1..=1_000 {
            with_few((seed, 1), |tables, best, options, monitor| {
                let columns = tables.sizes.iter().filter(|&&(_, max)| max > 0).count();
                if columns == 0 {
                    return;
                }
                let plan = if tables.is_between() {
                    searched(tables, options, monitor)
                } else {
                    flowing(tables, options, monitor)
                };
                let plan = plan.expect("a plan");
                assert!(plan.placed() <= best.placed(), "{seed}");
                assert!(plan.most_placed() >= best.placed(), "{seed}: {plan:?} {best:?}");
                let is_as_many = plan.placed() == best.placed();
                assert!(!is_as_many || plan.bound() <= best.total(), "{seed}: {plan:?} {best:?}");
                let is_best = is_as_many && plan.total() == best.total();
                assert!(is_best || !plan.is_proven(), "{seed}: {plan:?} {best:?}");
                (all, found) = (all + 1, found + u32::from(is_best));
                proven += u32::from(plan.is_proven());
            });
        }
        assert!(found * 100 > all * 95, "most plans are the best: {found} of {all}");
        assert!(proven * 100 > all * 80, "and proven: {proven} of {all}");
    }
}
