//! From prices in steps of a unit to whole units.

use crate::basics::Cost;
use crate::plan::Prices;

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
