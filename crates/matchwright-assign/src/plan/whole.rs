//! From prices in steps of a unit to whole units.

use crate::basics::memory::filled;
use crate::basics::sweep::sweep;
use crate::basics::{Cost, Error, PRICE_LIMIT};
use crate::plan::{Pair, Prices};
use crate::problem::{Problem, RowCosts};

/// The prices of a method that leaves only pairs in use and seats left over short of 0, in whole units; `None`
/// where no shift mends that, which the proof of a plan excludes.
///
/// Potentials `φ` of scale `K` are turned into `⌊(φ + θ) ÷ K⌋` with one `θ` from `0..K` for all. An arc whose
/// slack is not negative keeps that for every `θ`, since costs are whole. An arc that is short of 0 by `δ` steps
/// breaks for `δ` of the `K` values: those for which a multiple of `K` comes to lie in the gap. The proof allows
/// less than `K` steps in all, so that some `θ` breaks none. O(rows + columns + pairs of the plan).
pub(crate) fn whole(
    problem: &Problem<'_>,
    pairs: &[Pair],
    prices: &Prices,
) -> Result<Option<Prices>, Error> {
    let (scale, limit) = (prices.scale, problem.limit().min(PRICE_LIMIT / prices.scale));
    let mut gaps = seat_gaps(problem, pairs, prices)?;
    let parting = sweep(0..pairs.len(), 1, |costs: &mut Vec<Cost>, at| {
        let (row, column) = (pairs[at].row as usize, pairs[at].column as usize);
        let cost = RowCosts::read(problem, limit, row, column..column + 1, costs)?.cost(column);
        let to = prices.per_pair + prices.rows[row] - cost * scale;
        Ok::<_, Error>(gap(-prices.columns[column], to, scale))
    });
    for parting in parting {
        gaps.extend(parting?);
    }
    Ok(free_shift(gaps, scale).map(|shift| shifted(prices, shift)))
}

/// The gaps of rows and columns with a seat left, whose price has to be 0.
fn seat_gaps(problem: &Problem<'_>, pairs: &[Pair], prices: &Prices) -> Result<Vec<Gap>, Error> {
    let (mut of_rows, mut of_columns) =
        (filled(0_u32, problem.rows())?, filled(0_u32, problem.columns())?);
    for pair in pairs {
        of_rows[pair.row as usize] += 1;
        of_columns[pair.column as usize] += 1;
    }
    let per_pair = prices.per_pair;
    let rows = of_rows.iter().enumerate().filter(|&(row, &pairs)| pairs < problem.row_seats(row));
    let rows = rows.filter_map(|(row, _)| gap(per_pair, per_pair + prices.rows[row], prices.scale));
    let columns = of_columns.iter().enumerate();
    let columns = columns.filter(|&(column, &pairs)| pairs < problem.column_seats(column));
    let columns = columns.filter_map(|(column, _)| gap(-prices.columns[column], 0, prices.scale));
    Ok(rows.chain(columns).collect())
}

/// An arc that is short of 0: the first shift that breaks it, and how many do.
pub(crate) type Gap = (Cost, Cost);

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
