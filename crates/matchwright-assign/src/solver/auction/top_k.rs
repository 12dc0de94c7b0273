//! The cheapest pairs among those that pass by, tile by tile.

use std::ops::Range;

use pulp::{Simd, WithSimd};

use crate::basics::lanes::{arch, bits, equal, lanes, lesser, subtract};
use crate::basics::{Cost, Error, FORBIDDEN};

use super::row_scan::{BARRED, PricedCosts, RowScan};

/// Columns of a strip. Of its vectors only the least value in every lane is looked at first. 64,
/// 128 and 256 took the same time.
const STRIP: usize = 128;

/// A tile.
#[derive(Default)]
pub(super) struct Room {
    /// Costs, then values after prices.
    pub(super) values: Vec<Cost>,
    /// The least value in every lane of every strip.
    lows: Vec<Cost>,
    /// Those of them that are below a threshold.
    below: Vec<Cost>,
}

/// Keeps what is below a threshold that falls as more is found. Of equals it keeps those that it
/// meets first.
pub(super) struct TopK<'a> {
    pub(super) keep: usize,
    pub(super) threshold: Cost,
    /// The column that is met first; the others are numbered from there, around the end.
    pub(super) first: u32,
    /// Values with these numbers of their columns.
    pub(super) found: &'a mut Vec<(Cost, u32)>,
}

impl TopK<'_> {
    /// Reads a tile of a row.
    pub(super) fn read(
        &mut self,
        priced: &PricedCosts<'_>,
        row: usize,
        tile: Range<usize>,
        room: &mut Room,
    ) -> Result<(), Error> {
        room.values.resize(tile.len(), 0);
        priced.problem.folded_block_within(priced.limit, row, tile.clone(), &mut room.values)?;
        let Room { values, lows, below } = room;
        lows.clear();
        arch().dispatch(Weigh {
            values,
            prices: &priced.prices[tile.clone()],
            shift: priced.shift,
            lows,
        });
        self.lower(lows, below);
        arch().dispatch(Pick { top_k: self, values, lows, start: tile.start });
        Ok(())
    }

    /// Lowers the threshold as far as the least values show that more than `keep` pairs of the tile
    /// are below it. What is kept in the end, and the bound, do not depend on how wide vectors are.
    fn lower(&mut self, lows: &[Cost], below: &mut Vec<Cost>) {
        below.clear();
        below.extend(lows.iter().copied().filter(|&low| low < self.threshold));
        if below.len() > self.keep {
            let low = *below.select_nth_unstable(self.keep).1;
            self.threshold = low.saturating_add(1).min(self.threshold);
        }
    }

    /// [`meet`](Self::meet) for the values whose bit is set, the first of all being that of `column`.
    fn collect(&mut self, values: &[Cost], mut below: u8, column: usize) {
        while below != 0 {
            let lane = below.trailing_zeros() as usize;
            self.meet(values[lane], (column + lane) as u32);
            below &= below - 1;
        }
    }

    /// Keeps the value of a column where it is below the threshold.
    pub(super) fn meet(&mut self, value: Cost, column: u32) {
        if value < self.threshold {
            self.found.push((value, column.wrapping_sub(self.first)));
            if self.found.len() > 4 * self.keep {
                self.shrink();
            }
        }
    }

    /// Drops all but the cheapest `keep`; those with the threshold's own value are not kept.
    fn shrink(&mut self) {
        self.threshold = self.found.select_nth_unstable(self.keep).1.0;
        self.found.truncate(self.keep);
    }

    pub(super) fn finish(mut self, read: usize) -> RowScan {
        if self.found.len() > self.keep {
            self.shrink();
        }
        let named = |&(value, column): &(Cost, u32)| (value, column.wrapping_add(self.first));
        let mut cheapest: Vec<_> = self.found.iter().map(named).collect();
        cheapest.sort_unstable();
        RowScan { cheapest, bound: self.threshold, read }
    }
}

/// Turns the costs of a tile into values after prices, and notes the least value in every lane of
/// every strip. Compiled once for each instruction set.
struct Weigh<'a> {
    values: &'a mut [Cost],
    prices: &'a [Cost],
    shift: u32,
    lows: &'a mut Vec<Cost>,
}

impl WithSimd for Weigh<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let factor = simd.splat_i64s(1 << self.shift);
        let (forbidden, barred) = (simd.splat_i64s(FORBIDDEN), simd.splat_i64s(BARRED));
        let weigh = |cost: S::i64s, price: S::i64s| {
            let scaled = simd.mul_i64s(cost, factor);
            let is_forbidden = equal(simd, cost, forbidden);
            subtract(simd, simd.select_i64s(is_forbidden, barred, scaled), price)
        };
        for (values, prices) in self.values.chunks_mut(STRIP).zip(self.prices.chunks(STRIP)) {
            let (values, last_values) = S::as_mut_simd_i64s(values);
            let (prices, last_prices) = S::as_simd_i64s(prices);
            let mut low = simd.splat_i64s(Cost::MAX);
            for (value, &price) in values.iter_mut().zip(prices) {
                *value = weigh(*value, price);
                low = lesser(simd, low, *value);
            }
            for (value, &price) in last_values.iter_mut().zip(last_prices) {
                let weighed = weigh(simd.splat_i64s(*value), simd.splat_i64s(price));
                *value = lanes::<S>(&weighed)[0];
                low = lesser(simd, low, weighed);
            }
            self.lows.extend_from_slice(lanes::<S>(&low));
        }
    }
}

/// Shows the values of a tile that are below its threshold, passing over strips without any;
/// compiled once for each instruction set.
struct Pick<'s, 'a> {
    top_k: &'s mut TopK<'a>,
    values: &'s [Cost],
    lows: &'s [Cost],
    start: usize,
}

impl WithSimd for Pick<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let top_k = self.top_k;
        let (lows, _) = S::as_simd_i64s(self.lows);
        let mut threshold = simd.splat_i64s(top_k.threshold);
        for ((strip, &low), start) in
            self.values.chunks(STRIP).zip(lows).zip((self.start..).step_by(STRIP))
        {
            if bits::<S>(simd.less_than_i64s(low, threshold)) == 0 {
                continue;
            }
            let (vectors, last) = S::as_simd_i64s(strip);
            for (values, column) in vectors.iter().zip((start..).step_by(S::I64_LANES)) {
                let below = bits::<S>(simd.less_than_i64s(*values, threshold));
                if below != 0 {
                    top_k.collect(lanes::<S>(values), below, column);
                    threshold = simd.splat_i64s(top_k.threshold);
                }
            }
            for (&value, column) in last.iter().zip(start + vectors.len() * S::I64_LANES..) {
                top_k.meet(value, column as u32);
            }
        }
    }
}
