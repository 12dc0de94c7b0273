//! The Hungarian method on a dense table, with capacities on both sides.
//!
//! Kuhn (1955) and Munkres (1957) in their modern form: shortest augmenting paths with prices
//! (Edmonds and Karp 1972; Jonker and Volgenant 1987; rectangular: Crouse 2016). The side with fewer
//! seats searches, once per seat. Before the searches, rows take the column they like best while it
//! has a free seat, and a bounded number of augmenting row reductions settles what price alone can
//! settle. Prices of columns start at 0 and fall only once the column is full, so that a column with
//! a free seat has price 0 at any time. Where there are as many seats on both sides they start at the
//! lowest cost of the column instead; should a seat then stay empty, everything starts again from 0.
//!
//! O(S · R · C) time for `S` seats on the searching side, for each independent part.

use crate::basics::sweep::sweep;
use crate::basics::{Cost, Error, Method, Moment, Monitor, Objective, Stage};
use crate::problem::Problem;
use crate::solver::Stats;

use super::Plan;
use super::parts::{Part, parts};
use super::search::Search;
use super::table::Table;

mod patience;
mod share;
mod start;

pub(super) use patience::Patience;
use share::{Share, finish, join};
use start::{first_bids, lower_prices, open_unmatched, reduce};

/// Bytes for each row and column besides the table, mostly numbers of 8 bytes: prices, keys,
/// distances, members, and the share of a part.
const BYTES_EACH: u64 = 120;

/// Bytes held at most: one table for the whole problem and, where the source lists its pairs, the
/// lists by which parts are found.
pub(super) fn memory(problem: &Problem<'_>) -> u64 {
    let (rows, columns) = (problem.rows() as u64, problem.columns() as u64);
    let lists = if problem.is_listed() { problem.pairs() as u64 * 4 } else { 0 };
    let table = rows.saturating_mul(columns).saturating_mul(size_of::<Cost>() as u64);
    table.saturating_add(lists).saturating_add((rows + columns).saturating_mul(BYTES_EACH))
}

/// The best plan; `None` where there was no time to read the costs.
pub(super) fn solve(problem: &Problem<'_>, monitor: &Monitor) -> Result<Option<Plan>, Error> {
    solve_within(problem, Patience::Endless, monitor)
}

/// [`solve`], and `None` as well where patience ended.
pub(super) fn solve_within(
    problem: &Problem<'_>,
    patience: Patience,
    monitor: &Monitor,
) -> Result<Option<Plan>, Error> {
    let started = Moment::now();
    let Some((tables, pairs_read)) = read(problem, monitor)? else { return Ok(None) };
    let prepared = started.elapsed();
    monitor.keep(prepared);
    let kept = |table: &Table| (table.rows() * table.width()) as u64;
    let pairs_kept = tables.iter().map(kept).sum();
    let prepare_seconds = prepared.as_secs_f64();

    monitor.begin(Stage::Solve, tables.iter().map(Table::rows).sum());
    let cells = problem.rows().saturating_mul(problem.columns()) / tables.len().max(1);
    // Parts are solved one beside the other, and what is left of them is small.
    let patience = if tables.len() > 1 { Patience::Endless } else { patience };
    let shares = sweep(tables, cells, |(), table| solve_part(table, problem, patience, monitor));
    let shares: Option<Vec<Share>> = shares.into_iter().collect::<Result<_, Error>>()?;
    let Some(shares) = shares else { return Ok(None) };
    let (pairs, prices) = join(problem, &shares, monitor)?;
    let stats = Stats {
        pairs_read,
        pairs_kept,
        searches: shares.iter().map(|share| share.searches).sum(),
        row_scans: shares.iter().map(|share| share.row_scans).sum(),
        prepare_seconds,
        ..Stats::default()
    };
    let finished = shares.iter().all(|share| share.finished);
    Ok(Some(Plan {
        method: Method::Hungarian,
        pairs,
        prices,
        stats,
        finished,
        touched: None,
        restart_lists: None,
        digest: None,
    }))
}

/// One table for each independent part. Most problems have one part only, which their table shows;
/// where the source lists its pairs they are read first, since their parts may be small.
/// How many pairs were read for them comes along; `None` where there was no time for it.
fn read(problem: &Problem<'_>, monitor: &Monitor) -> Result<Option<(Vec<Table>, u64)>, Error> {
    let whole = Part::whole(problem);
    let is_small = whole.is_small();
    let pairs = problem.pairs() as u64;
    let mut pairs_read = 0;
    if is_small {
        return Ok(fill(problem, whole, monitor)?.map(|table| (vec![table], pairs)));
    }
    if !problem.is_listed() {
        let Some(table) = fill(problem, whole.clone(), monitor)? else { return Ok(None) };
        pairs_read += pairs;
        if table.is_connected {
            return Ok(Some((vec![table], pairs_read)));
        }
    }
    let parts = parts(problem, whole, monitor)?.into_iter();
    let tables = parts.map(|part| fill(problem, part, monitor));
    let tables: Option<Vec<Table>> = tables.collect::<Result<_, _>>()?;
    let Some(tables) = tables.filter(|_| !monitor.is_late()) else { return Ok(None) };
    let cells = |table: &Table| (table.rows() * table.columns()) as u64;
    let filled = tables.iter().map(cells).sum::<u64>().min(pairs);
    Ok(Some((tables, pairs_read + pairs + filled)))
}

fn fill(problem: &Problem<'_>, part: Part, monitor: &Monitor) -> Result<Option<Table>, Error> {
    let mut table = Table::new(problem, part)?;
    monitor.begin(Stage::Prepare, table.rows());
    Ok(table.fill(problem, monitor)?.then_some(table))
}

/// The plan of a part; `None` where patience ended.
fn solve_part(
    table: Table,
    problem: &Problem<'_>,
    patience: Patience,
    monitor: &Monitor,
) -> Result<Option<Share>, Error> {
    let goal = problem.goal();
    let mut search = Search::new(table, goal == Objective::Participation, monitor);
    if goal == Objective::Participation && search.table.is_balanced() {
        let empty = lower_prices(&mut search)?;
        let end = run(&mut search, empty, goal, patience)?;
        if end == End::Impatient {
            return Ok(None);
        }
        if end != End::Spare {
            level(&mut search);
            return Ok(Some(finish(&search, problem, end == End::Best)));
        }
        search = Search::new(search.into_table(), true, monitor);
    }
    let empty = search.table.supply.clone();
    let end = run(&mut search, empty, goal, patience)?;
    Ok((end != End::Impatient).then(|| finish(&search, problem, end == End::Best)))
}

/// How the searches ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    /// With the best plan.
    Best,
    /// With a seat that stays empty, though prices did not start at 0.
    Spare,
    /// Before every row had its turn.
    Stopped,
    /// Because searches became too long.
    Impatient,
}

/// Finds the plan; `empty` are the seats of rows that nobody has taken yet.
fn run(
    search: &mut Search<'_>,
    mut empty: Vec<u32>,
    goal: Objective,
    patience: Patience,
) -> Result<End, Error> {
    let is_level = search.column_prices.iter().all(|&price| price == 0);
    first_bids(search, &mut empty, goal)?;
    reduce(search, &mut empty, goal)?;
    open_unmatched(search, goal);
    let (rows, searches) = (empty.len(), empty.iter().sum::<u32>() as usize);
    let (mut done, scans) = (0, search.row_scans);
    for (row, seats) in empty.into_iter().enumerate() {
        for _ in 0..seats {
            if search.monitor.is_stopped() {
                return Ok(End::Stopped);
            }
            if patience.is_over(rows, searches, done, search.row_scans - scans) {
                return Ok(End::Impatient);
            }
            done += 1;
            if search.augment(row)? == search.unmatched() && !is_level {
                return Ok(End::Spare);
            }
        }
        search.monitor.advance(1);
    }
    Ok(End::Best)
}

/// Moves the prices of all columns by the same amount, so that none is above 0. The plan is as good
/// as before: all seats are taken.
fn level(search: &mut Search<'_>) {
    let columns = search.table.columns();
    let highest = search.column_prices[..columns].iter().copied().max().unwrap_or(0);
    for price in &mut search.column_prices {
        *price -= highest;
    }
    for price in &mut search.row_prices {
        *price += highest;
    }
}

#[cfg(test)]
mod tests {
    use super::memory;
    use crate::basics::Error;
    use crate::costs::{CostMatrix, CsrMatrix};
    use crate::problem::Problem;

    #[test]
    fn pairs_that_are_listed_are_held_once_more() -> Result<(), Error> {
        let dense = CostMatrix::from_vec(2, 3, vec![0; 6])?;
        let listed = CsrMatrix::new(3, vec![0, 3, 6], vec![0, 1, 2, 0, 1, 2], vec![0; 6])?;
        let more = memory(&Problem::new(&listed)) - memory(&Problem::new(&dense));
        assert_eq!(more, 6 * size_of::<u32>() as u64);
        Ok(())
    }
}
