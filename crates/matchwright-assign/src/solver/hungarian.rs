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
use crate::plan::{Cut, Pair, Prices, mask};
use crate::problem::Problem;
use crate::solver::Stats;

use super::Plan;
use super::column_distances::{BARRED, Ranked};
use super::parts::{Part, parts};
use super::search::Search;
use super::table::Table;

/// Row reductions per row. Where they help they have done so after a few rounds (Jonker and Volgenant
/// make two); the bound is there for rows that outbid each other in small steps.
const REDUCTIONS_PER_ROW: usize = 4;

/// Where a price gets as low as this, the searches take over: `min(rows, columns) + 1` times the
/// cost limit, doubled.
const PRICE_FLOOR: Cost = -(1 << 55);

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

/// What a part adds to the plan, in the positions and units of the problem.
struct Share {
    pairs: Vec<Pair>,
    rows: Vec<(u32, Cost)>,
    columns: Vec<(u32, Cost)>,
    per_pair: Cost,
    searches: u64,
    row_scans: u64,
    finished: bool,
}

/// How long searches may become.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Patience {
    /// Until another method is known to be faster.
    Fair,
    /// As long as they have to.
    Endless,
}

impl Patience {
    /// Whether searches are too long: more than half of the rows stayed without a column, and a quarter of their
    /// searches has scanned so many rows that the others, which only become longer, would scan many times as many.
    ///
    /// At 500² and 1,000² of 17 structures the quarter scanned 0.012 to 0.039 times rows × rows with products, sums
    /// and low rank, where an auction then took a quarter to nine tenths of the time that the searches would have
    /// taken, and at most 0.010 with distances, powers and whole numbers, where it took up to nine times as long. One
    /// structure is judged wrongly, the lesser of two numbers: it takes up to three quarters longer.
    fn is_over(self, rows: usize, searches: usize, done: usize, scans: u64) -> bool {
        self == Self::Fair
            && 2 * searches > rows
            && done == searches / 4
            && scans > (rows * rows / 100) as u64
    }
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
            return Ok(Some(finish(&search, problem, end)));
        }
        search = Search::new(search.into_table(), true, monitor);
    }
    let empty = search.table.supply.clone();
    let end = run(&mut search, empty, goal, patience)?;
    Ok((end != End::Impatient).then(|| finish(&search, problem, end)))
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

/// Column reduction (Jonker and Volgenant 1987), for problems in which every seat will be taken.
/// Every column starts at the lowest cost of its pairs, so that what everybody likes is dear from
/// the start. The column goes to the row that has that cost, if the row still has an empty seat.
/// Returns the seats that stay empty.
fn lower_prices(search: &mut Search<'_>) -> Result<Vec<u32>, Error> {
    let mut empty = search.table.supply.clone();
    let width = search.table.width();
    let (mut prices, mut favourites) = (vec![BARRED; width], vec![0; width]);
    for row in 0..search.table.rows() {
        search.monitor.check()?;
        search.distances.lower(row, search.table.row(row), &mut prices, &mut favourites);
    }
    for column in 0..search.table.columns() {
        let (price, row) = (prices[column], favourites[column] as usize);
        search.column_prices[column] = if price < BARRED { price } else { 0 };
        if price < BARRED && empty[row] > 0 {
            search.take(row, column);
            empty[row] -= 1;
        }
        search.update_key(column);
    }
    Ok(empty)
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

/// Prices every row at its cheapest column and gives it that column while a seat is free.
fn first_bids(search: &mut Search<'_>, empty: &mut [u32], goal: Objective) -> Result<(), Error> {
    for (row, empty) in empty.iter_mut().enumerate().filter(|(_, empty)| **empty > 0) {
        search.monitor.check()?;
        let ranked = search.rank(row);
        let lowest = ranked.best & !1;
        search.row_prices[row] = if goal == Objective::Total { lowest.min(0) } else { lowest };
        if search.row_prices[row] == lowest && !search.is_full(ranked.column) {
            search.take(row, ranked.column);
            *empty -= 1;
        }
    }
    Ok(())
}

/// Augmenting row reduction (Jonker and Volgenant 1987), where every row has one seat: a row takes its
/// best column, at a price that leaves it no better off than with the second best, and the row that
/// had the column is scanned again. Each row that is outbid in full is left to a search, as are all once
/// the budget is spent.
fn reduce(search: &mut Search<'_>, empty: &mut [u32], goal: Objective) -> Result<(), Error> {
    if search.table.supply.iter().any(|&seats| seats > 1) {
        return Ok(());
    }
    let mut waiting = Vec::with_capacity(empty.len());
    waiting.extend((0..empty.len()).rev().filter(|&row| empty[row] > 0));
    for _ in 0..REDUCTIONS_PER_ROW * empty.len() {
        let Some(row) = waiting.pop() else { break };
        search.monitor.check()?;
        let Some(column) = bid(search, row, goal) else { continue };
        if let Some(outbid) = search.members[column].first().map(|member| member.row as usize) {
            search.leave(outbid, column);
            empty[outbid] = 1;
            waiting.push(outbid);
        }
        search.take(row, column);
        empty[row] = 0;
    }
    Ok(())
}

/// Prices a row and the best column that it can have for a price; `None` where it cannot have one.
fn bid(search: &mut Search<'_>, row: usize, goal: Objective) -> Option<usize> {
    let Ranked { best, column, second } = search.rank(row);
    let (best, mut second) = (best & !1, second & !1);
    if goal == Objective::Total {
        second = second.min(0);
    }
    search.row_prices[row] = best.min(second);
    let price = search.column_prices[column] - (second - best);
    let outbids = second > best || (second == best && !search.is_full(column));
    if !outbids || price < PRICE_FLOOR || search.table.capacity[column] != 1 {
        return None;
    }
    search.row_prices[row] = second;
    search.column_prices[column] = price;
    Some(column)
}

/// Prices staying unmatched so low that no row prefers it yet. With `Objective::Total` its price is 0.
fn open_unmatched(search: &mut Search<'_>, goal: Objective) {
    if goal == Objective::Participation {
        let priced = search.table.supply.iter().zip(&search.row_prices);
        let highest = priced.filter(|(supply, _)| **supply > 0).map(|(_, price)| *price).max();
        let unmatched = search.unmatched();
        search.column_prices[unmatched] = -highest.unwrap_or(0);
    }
}

/// Translates members and prices into the positions and units of the problem.
fn finish(search: &Search<'_>, problem: &Problem<'_>, end: End) -> Share {
    let table = &search.table;
    let mut pairs = Vec::with_capacity(table.rows());
    for (column, members) in search.members.iter().enumerate().take(table.columns()) {
        pairs.extend(members.iter().map(|member| table.pair(member.row as usize, column)));
    }
    let unmatched = search.column_prices[search.unmatched()];
    let searching = table.row_ids.iter().enumerate().map(|(row, &id)| {
        let seats = if table.turned {
            problem.column_seats(id as usize)
        } else {
            problem.row_seats(id as usize)
        };
        // A row with more seats than allowed pairs keeps an empty one: its price is 0.
        let full = table.supply[row] == seats;
        (id, if full { search.row_prices[row] / 2 + unmatched / 2 } else { 0 })
    });
    let searched = table.column_ids.iter().zip(&search.column_prices);
    let (searching, searched): (Vec<_>, Vec<_>) =
        (searching.collect(), searched.map(|(&id, &price)| (id, price / 2)).collect());
    let (rows, columns) = if table.turned { (searched, searching) } else { (searching, searched) };
    Share {
        pairs,
        rows,
        columns,
        per_pair: -unmatched / 2,
        searches: search.searches,
        row_scans: search.row_scans,
        finished: end == End::Best,
    }
}

/// The plan of all parts, with one price per pair: the highest that any part has.
///
/// Where that raises the price per pair of a part, the rows outside the cut and the columns within
/// it pay for it. They are full, and each pair of the part has one of the two, or is used across
/// the cut: the sum of the proof stays the same.
fn join(
    problem: &Problem<'_>,
    shares: &[Share],
    monitor: &Monitor,
) -> Result<(Vec<Pair>, Prices), Error> {
    let mut pairs = Vec::with_capacity(shares.iter().map(|share| share.pairs.len()).sum());
    for share in shares {
        pairs.extend_from_slice(&share.pairs);
    }
    // As one number each, pairs are compared without a branch.
    pairs.sort_unstable_by_key(|pair| u64::from(pair.row) << 32 | u64::from(pair.column));
    // A search that could not match a row has seen that no plan can; if that were wrong, the
    // certificate would say so. A plan that is not finished gets its cut when it is filled up.
    let is_finished = shares.iter().all(|share| share.finished);
    let cut = if is_finished { Cut::of_plan(problem, &pairs, monitor)? } else { None };
    let cut = cut.unwrap_or_default();
    let inside = mask(&cut.rows, problem.rows());
    let served = mask(&cut.columns, problem.columns());
    let highest = shares.iter().map(|share| share.per_pair).max().unwrap_or(0);
    let mut prices = Prices { per_pair: highest, cut, ..Prices::zero(problem) };
    for share in shares {
        let rise = highest - share.per_pair;
        for &(row, price) in &share.rows {
            prices.rows[row as usize] = price - if inside[row as usize] { 0 } else { rise };
        }
        for &(column, price) in &share.columns {
            prices.columns[column as usize] =
                price - if served[column as usize] { rise } else { 0 };
        }
    }
    Ok((pairs, prices))
}
