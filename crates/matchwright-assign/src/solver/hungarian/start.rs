//! What prices alone can settle, before the searches.

use crate::basics::{Cost, Error, Objective};
use crate::solver::column_distances::{BARRED, Ranked};
use crate::solver::search::Search;

/// Row reductions per row. Where they help they have done so after a few rounds (Jonker and Volgenant
/// make two); the bound is there for rows that outbid each other in small steps.
const REDUCTIONS_PER_ROW: usize = 4;

/// Where a price gets as low as this, the searches take over: `min(rows, columns) + 1` times the
/// cost limit, doubled.
const PRICE_FLOOR: Cost = -(1 << 55);

/// Column reduction (Jonker and Volgenant 1987), for problems in which every seat will be taken.
/// Every column starts at the lowest cost of its pairs, so that what everybody likes is dear from
/// the start. The column goes to the row that has that cost, if the row still has an empty seat.
/// Returns the seats that stay empty.
pub(super) fn lower_prices(search: &mut Search<'_>) -> Result<Vec<u32>, Error> {
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

/// Prices every row at its cheapest column and gives it that column while a seat is free.
pub(super) fn first_bids(
    search: &mut Search<'_>,
    empty: &mut [u32],
    goal: Objective,
) -> Result<(), Error> {
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
pub(super) fn reduce(
    search: &mut Search<'_>,
    empty: &mut [u32],
    goal: Objective,
) -> Result<(), Error> {
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
pub(super) fn open_unmatched(search: &mut Search<'_>, goal: Objective) {
    if goal == Objective::Participation {
        let priced = search.table.supply.iter().zip(&search.row_prices);
        let highest = priced.filter(|(supply, _)| **supply > 0).map(|(_, price)| *price).max();
        let unmatched = search.unmatched();
        search.column_prices[unmatched] = -highest.unwrap_or(0);
    }
}
