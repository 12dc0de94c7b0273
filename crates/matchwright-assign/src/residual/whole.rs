//! From prices that are off by less than one unit in all to prices that are exact.

use crate::cost::{Cost, FORBIDDEN};
use crate::error::Error;
use crate::monitor::Monitor;
use crate::prices::{PRICE_LIMIT, Prices, optimal_prices};
use crate::problem::Problem;
use crate::solution::{Pair, Solution};
use crate::sweep::sweep;

use super::lists;

/// Whole prices beyond this leave no room for the sums of a search.
const WHOLE_LIMIT: Cost = 1 << 57;

/// Prices of scale 1 that prove a solution.
///
/// Potentials `φ` of scale `K` are turned into `⌊(φ + θ) ÷ K⌋` with one `θ` from `0..K` for all. An
/// arc whose slack is not negative keeps that for every `θ`, since costs are whole. An arc that is
/// short of 0 by `δ` steps breaks for `δ` of the `K` values: those for which a multiple of `K`
/// comes to lie in the gap. The proof allows less than `K` steps in all, so that some `θ` breaks
/// none. Finding it takes one pass over the pairs and memory for the arcs that fall short, fewer
/// than `K`, which is about four times the seats.
///
/// # Errors
/// [`Error::Unproven`] where the prices do not prove the solution of this problem.
pub(super) fn whole_prices(
    problem: &Problem<'_>,
    solution: &Solution,
    monitor: &Monitor,
) -> Result<Prices, Error> {
    problem.check()?;
    let (pairs, prices) = (solution.pairs(), solution.prices());
    let fits = prices.rows.len() == problem.rows() && prices.columns.len() == problem.columns();
    let is_sound =
        fits && (1..=PRICE_LIMIT).contains(&prices.scale) && prices.are_within(PRICE_LIMIT);
    if !solution.certificate().is_optimal() || !is_sound {
        return Err(Error::Unproven);
    }
    let whole = if prices.scale == 1 {
        prices.clone()
    } else {
        let Some(shift) = free_shift(gaps(problem, pairs, prices, monitor)?, prices.scale) else {
            return Err(Error::Unproven);
        };
        shifted(prices, shift)
    };
    if whole.are_within(WHOLE_LIMIT) {
        return Ok(whole);
    }
    // No method leaves prices like these, but a stored solution may hold them.
    optimal_prices(problem, pairs)?.ok_or(Error::Unproven)
}

/// An arc that is short of 0: the first shift that breaks it, and how many do.
pub(crate) type Gap = (Cost, Cost);

fn gaps(
    problem: &Problem<'_>,
    pairs: &[Pair],
    prices: &Prices,
    monitor: &Monitor,
) -> Result<Vec<Gap>, Error> {
    let (used, members) = lists(problem, pairs)?;
    let scale = prices.scale;
    let mut gaps = Vec::new();
    for (row, used) in used.iter().enumerate() {
        if used.len() < problem.row_seats(row) as usize {
            gaps.extend(gap(prices.per_pair, prices.per_pair + prices.rows[row], scale));
        }
    }
    for (column, members) in members.iter().enumerate() {
        if members.len() < problem.column_seats(column) as usize {
            gaps.extend(gap(-prices.columns[column], 0, scale));
        }
    }
    let seated: Vec<usize> =
        (0..problem.rows()).filter(|&row| problem.row_seats(row) > 0).collect();
    let reads = sweep(seated, problem.columns(), |costs, row| {
        monitor.check()?;
        row_gaps(problem, prices, row, &used[row], costs)
    });
    for read in reads {
        gaps.extend(read?);
    }
    Ok(gaps)
}

/// The gaps of one row's pairs.
fn row_gaps(
    problem: &Problem<'_>,
    prices: &Prices,
    row: usize,
    used: &[u32],
    costs: &mut Vec<Cost>,
) -> Result<Vec<Gap>, Error> {
    let columns = problem.seated_columns();
    costs.resize(columns.len(), FORBIDDEN);
    let limit = problem.limit().min(PRICE_LIMIT / prices.scale);
    problem.folded_block_within(limit, row, columns.clone(), costs)?;
    let base = prices.per_pair + prices.rows[row];
    let mut gaps = Vec::new();
    for &column in used {
        let cost = costs.get_mut(column as usize - columns.start).ok_or(Error::Unproven)?;
        let cost = std::mem::replace(cost, FORBIDDEN);
        if cost == FORBIDDEN {
            return Err(Error::Unproven);
        }
        let to = base - cost * prices.scale;
        gaps.extend(gap(-prices.columns[column as usize], to, prices.scale));
    }
    for (column, &cost) in columns.zip(&*costs) {
        if cost == FORBIDDEN || problem.column_seats(column) == 0 {
            continue;
        }
        let to = cost * prices.scale - prices.columns[column];
        gaps.extend(gap(base, to, prices.scale));
    }
    Ok(gaps)
}

/// The gap of an arc from potential `from` to one where `to` is potential plus cost, if it has one.
pub(crate) fn gap(from: Cost, to: Cost, scale: Cost) -> Option<Gap> {
    (from > to).then(|| ((-from).rem_euclid(scale), from - to))
}

/// The first shift that breaks nothing; `None` where the gaps leave none.
pub(crate) fn free_shift(gaps: Vec<Gap>, scale: Cost) -> Option<Cost> {
    let mut spans = Vec::with_capacity(gaps.len());
    for (start, length) in gaps {
        if length >= scale {
            return None;
        }
        spans.push((start, start + length));
        // Shifts beyond the scale are those at its beginning.
        spans.push((0, start + length - scale));
    }
    spans.sort_unstable();
    let mut free = 0;
    for (start, end) in spans {
        if start > free {
            break;
        }
        free = free.max(end);
    }
    (free < scale).then_some(free)
}

pub(crate) fn shifted(prices: &Prices, shift: Cost) -> Prices {
    let whole = |potential: Cost| (potential + shift).div_euclid(prices.scale);
    let per_pair = whole(prices.per_pair);
    Prices {
        scale: 1,
        per_pair,
        rows: prices.rows.iter().map(|price| whole(prices.per_pair + price) - per_pair).collect(),
        columns: prices.columns.iter().map(|price| -whole(-price)).collect(),
        cut: prices.cut.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shift_outside_all_gaps() {
        assert_eq!(free_shift(Vec::new(), 8), Some(0));
        assert_eq!(free_shift(vec![(0, 3), (2, 2)], 8), Some(4));
        assert_eq!(free_shift(vec![(6, 4), (2, 1)], 8), Some(3));
        assert_eq!(free_shift(vec![(4, 4), (0, 4)], 8), None);
        assert_eq!(free_shift(vec![(4, 8)], 8), None);
    }

    #[test]
    fn an_arc_that_is_short_breaks_exactly_in_its_gap() {
        let scale = 16;
        for (from, to) in [(5, 5), (7, 3), (-9, -12), (33, 30)] {
            let breaks =
                |shift: Cost| (from + shift).div_euclid(scale) > (to + shift).div_euclid(scale);
            let gaps: Vec<Gap> = gap(from, to, scale).into_iter().collect();
            for shift in 0..scale {
                let inside = |&(start, length): &Gap| (shift - start).rem_euclid(scale) < length;
                assert_eq!(breaks(shift), gaps.iter().any(inside), "{from} to {to} by {shift}");
            }
        }
    }
}
