//! What the parts of a problem add to its plan.

use crate::basics::{Cost, Error, Monitor};
use crate::plan::{Cut, Pair, Prices, mask};
use crate::problem::Problem;
use crate::solver::search::Search;

/// What a part adds to the plan, in the positions and units of the problem.
pub(super) struct Share {
    pairs: Vec<Pair>,
    rows: Vec<(u32, Cost)>,
    columns: Vec<(u32, Cost)>,
    per_pair: Cost,
    pub(super) searches: u64,
    pub(super) row_scans: u64,
    pub(super) finished: bool,
}

/// Translates members and prices into the positions and units of the problem.
pub(super) fn finish(search: &Search<'_>, problem: &Problem<'_>, finished: bool) -> Share {
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
        finished,
    }
}

/// The plan of all parts, with one price per pair: the highest that any part has.
///
/// Where that raises the price per pair of a part, the rows outside the cut and the columns within
/// it pay for it. They are full, and each pair of the part has one of the two, or is used across
/// the cut: the sum of the proof stays the same.
pub(super) fn join(
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
