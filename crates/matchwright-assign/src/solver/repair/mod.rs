//! Mending an earlier plan: few rows changed, and most of what was proven still is.
//!
//! The prices of the earlier plan are potentials of the residual graph (see [`crate::sensitivity`])
//! that leave every arc a slack of 0 or more. [`opening`] restores that for the new problem: rows
//! and columns that are new, or whose pairs have changed, get potentials that fit, and pairs that
//! are no longer as good as their prices are parted. What remains are empty seats of rows that are
//! worth filling, and free seats of columns whose price is below 0. Each is settled by one shortest
//! path, forward from a row ([`seat_row`]) or backward from a column ([`fill_column`]). Successive
//! shortest paths with potentials: Edmonds and Karp 1972; re-optimisation of an assignment: Toroslu
//! and Üçoluk 2007.
//!
//! A path reads rows by short lists of their cheapest pairs and a bound on all others ([`lists`]), so
//! that most rows are read once or never: [`known`] has those that an earlier solution kept. Where every
//! row has a list, columns know who could take them, and the search for a row's seat grows from both ends. Each search costs O((rows + columns) · log) and a scan of every row whose list says too
//! little; without lists a backward step reads a column, one pair at a time.

mod backward;
mod before;
mod fill_column;
mod forward;
mod known;
mod later;
mod lists;
mod moved;
mod opening;
mod ordinary;
mod search;
mod seat_row;
mod state;

use crate::basics::{Error, Method, Moment, Monitor, Stage};
use crate::plan::Cut;
use crate::problem::Problem;
use crate::solver::Stats;
use crate::solver::warm_start::WarmStart;

use super::Plan;
use lists::Lists;
use opening::Opening;
use ordinary::ordinary;
use search::Search;
use state::Vacancy;

/// Solving from scratch is quicker than searches that visit more rows than this for each row of the
/// problem. At 10,000² mentor-like, ten searches visit 30,000 rows in 40 ms, and solving anew takes
/// 700.
const VISITS_PER_ROW: u64 = 32;

/// A scan of all pairs of a row, or of a column, in visits by its list.
const VISITS_PER_LOOK: u64 = 8;

/// Visits that are always worth it.
const FEW_VISITS: u64 = 10_000;

/// Bytes for each row and column besides the lists: potentials before and now, seats and members, distances
/// and where they come from.
const BYTES_EACH: u64 = 200;

/// Bytes held at most, where every row has to be scanned.
pub(super) fn memory(problem: &Problem<'_>) -> u64 {
    let (rows, columns) = (problem.rows() as u64, problem.columns() as u64);
    rows.saturating_mul(lists::BYTES_A_ROW) + (rows + columns) * BYTES_EACH
}

/// The best plan, or `None` where solving from scratch is the better way.
pub(super) fn solve(
    problem: &Problem<'_>,
    warm_start: Option<&WarmStart>,
    monitor: &Monitor,
) -> Result<Option<Plan>, Error> {
    let nothing = WarmStart::empty(problem);
    let warm_start = warm_start.unwrap_or(&nothing);
    let started = Moment::now();
    monitor.begin(Stage::Prepare, problem.rows());
    let Some(opening) = Opening::read(problem, warm_start, monitor)? else { return Ok(None) };
    let (mut state, read) = opening.into_state();
    let mut lists = Lists::new(problem, warm_start, read, &state.prices)?;
    let prepare_seconds = started.seconds();

    let most_visits = VISITS_PER_ROW * problem.rows() as u64 + FEW_VISITS;
    let is_too_much = |search: &Search, lists: &Lists| {
        search.visits + VISITS_PER_LOOK * lists.scans > most_visits
    };
    let mut search = Search::new(problem);
    let vacancies = state.vacancies();
    monitor.begin(Stage::Solve, vacancies.len());
    let mut finished = true;
    for vacancy in vacancies {
        while finished && state.wants(vacancy) {
            monitor.check()?;
            match vacancy {
                Vacancy::Row(row) => search.seat_row(row, &mut state, &mut lists)?,
                Vacancy::Column(column) => search.fill_column(column, &mut state, &mut lists)?,
            }
            finished = !monitor.is_stopped();
            if is_too_much(&search, &lists) {
                return Ok(None);
            }
        }
        monitor.advance(1);
    }
    let pairs = state.pairs();
    let cut = match Cut::of_plan(problem, &pairs, monitor)? {
        Some(cut) => cut,
        None if finished => return Ok(None),
        None => Cut::of_seats(problem),
    };
    let pairs_kept = lists.length();
    let restart_lists = if warm_start.is_unchanged() { lists.restart_lists(&state)? } else { None };
    let touched = state.touched();
    let prices = state.into_prices(cut);
    let moved = ordinary(problem, &pairs, &prices, monitor)?;
    // Prices that have moved are for the whole proof to judge.
    let touched = (warm_start.is_unchanged() && moved.is_none()).then_some(touched);
    Ok(Some(Plan {
        method: Method::Repair,
        pairs,
        restart_lists,
        digest: None,
        touched,
        prices: moved.unwrap_or(prices),
        stats: Stats {
            pairs_read: lists.scans * problem.pairs_a_row() as u64,
            pairs_kept,
            searches: search.count,
            row_scans: lists.scans,
            prepare_seconds,
            ..Stats::default()
        },
        finished,
    }))
}

#[cfg(test)]
mod tests {
    use super::{BYTES_EACH, memory};
    use crate::costs::CostFn;
    use crate::problem::Problem;

    #[test]
    fn a_column_takes_the_same_whatever_else_there_is() {
        let bytes = |columns| memory(&Problem::new(&CostFn::new(2, columns, |_, _| 0)));
        assert_eq!(bytes(4) - bytes(3), BYTES_EACH);
    }
}
