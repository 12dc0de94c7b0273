//! One look at a row: its cheapest pairs after prices, and a bound on all others.

use pulp::{Arch, Simd, WithSimd};

use crate::cost::{Cost, FORBIDDEN};
use crate::error::Error;
use crate::problem::Problem;

/// What no pair that may meet reaches after prices.
pub(in crate::solver) const OPEN: Cost = 1 << 61;

/// The price of a column without seats: whatever the cost, it ends above [`OPEN`].
pub(in crate::solver) const CLOSED: Cost = -(3 << 60);

/// The scaled cost of a forbidden pair.
const BARRED: Cost = 1 << 62;

/// Columns that are read at once: the costs and prices of a tile stay in the first-level cache.
const TILE: usize = 1024;

/// Costs that share one comparison with the threshold; most chunks end there.
const CHUNK: usize = 64;

/// Values that are compared side by side: the width of the widest registers.
const LANES: usize = 8;

/// The pairs of a row that were cheapest when it looked: values after prices with columns, rising.
pub(in crate::solver) struct Look {
    pub(in crate::solver) cheapest: Vec<(Cost, u32)>,
    /// All other pairs had at least this value.
    pub(in crate::solver) bound: Cost,
}

/// What a look needs besides its result, kept between looks.
#[derive(Default)]
pub(in crate::solver) struct Scratch {
    costs: Vec<Cost>,
    found: Vec<(Cost, u32)>,
}

/// The costs and prices that rows look at.
pub(in crate::solver) struct Sight<'a> {
    pub(in crate::solver) problem: &'a Problem<'a>,
    /// Largest cost that can be shifted.
    pub(in crate::solver) limit: Cost,
    pub(in crate::solver) shift: u32,
    pub(in crate::solver) prices: &'a [Cost],
}

/// Reads a row and keeps its `keep` cheapest pairs, of which so many are known to be below `ceiling`.
/// Among equals those that come first from a column on that depends on the row, so that rows with the
/// same taste do not all list the same columns.
pub(in crate::solver) fn look(
    sight: &Sight<'_>,
    row: usize,
    keep: usize,
    ceiling: Cost,
    scratch: &mut Scratch,
) -> Result<Look, Error> {
    let columns = sight.problem.columns();
    // A multiplicative hash (Knuth): neighbouring rows start far apart.
    let first = (row.wrapping_mul(0x9e37_79b9) >> 8) % columns.div_ceil(CHUNK).max(1) * CHUNK;
    let Scratch { costs, found } = scratch;
    found.clear();
    let mut sieve = Sieve { keep, threshold: ceiling, found };
    for range in [first..columns, 0..first] {
        for start in range.clone().step_by(TILE) {
            let end = range.end.min(start + TILE);
            costs.resize(end - start, 0);
            sight.problem.folded_block_within(sight.limit, row, start..end, costs)?;
            let (prices, shift) = (&sight.prices[start..end], sight.shift);
            Arch::new().dispatch(Tile { sieve: &mut sieve, costs, prices, shift, start });
        }
    }
    Ok(sieve.finish())
}

/// Keeps what is below a threshold that falls as more is found.
struct Sieve<'a> {
    keep: usize,
    threshold: Cost,
    found: &'a mut Vec<(Cost, u32)>,
}

/// A tile on its way through the sieve, compiled once for each instruction set.
struct Tile<'t, 'a> {
    sieve: &'t mut Sieve<'a>,
    costs: &'t [Cost],
    prices: &'t [Cost],
    shift: u32,
    start: usize,
}

impl WithSimd for Tile<'_, '_> {
    type Output = ();

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "has to be compiled for the instruction set")]
    fn with_simd<S: Simd>(self, _: S) {
        let chunks = self.costs.chunks(CHUNK).zip(self.prices.chunks(CHUNK));
        for (index, (costs, prices)) in chunks.enumerate() {
            let mut values = [BARRED; CHUNK];
            for ((value, &cost), &price) in values.iter_mut().zip(costs).zip(prices) {
                let scaled = if cost == FORBIDDEN { BARRED } else { cost << self.shift };
                *value = scaled.wrapping_sub(price);
            }
            let mut lowest = [BARRED; LANES];
            for lane in values.as_chunks::<LANES>().0 {
                for (lowest, &value) in lowest.iter_mut().zip(lane) {
                    *lowest = value.min(*lowest);
                }
            }
            if lowest.into_iter().fold(BARRED, Cost::min) < self.sieve.threshold {
                self.sieve.collect(&values, self.start + index * CHUNK);
            }
        }
    }
}

impl Sieve<'_> {
    /// Writes every value to the next place and moves on where it counts: no branch to mispredict.
    fn collect(&mut self, values: &[Cost; CHUNK], start: usize) {
        let before = self.found.len();
        self.found.resize(before + CHUNK, (0, 0));
        let mut length = before;
        for (index, &value) in values.iter().enumerate() {
            self.found[length] = (value, (start + index) as u32);
            length += usize::from(value < self.threshold);
        }
        self.found.truncate(length);
        if length > 4 * self.keep {
            self.shrink();
        }
    }

    /// Drops all but the cheapest `keep`; those with the threshold's own value are not kept.
    fn shrink(&mut self) {
        let nth = self.found.select_nth_unstable_by_key(self.keep, |&(value, _)| value);
        self.threshold = nth.1.0;
        self.found.truncate(self.keep);
    }

    fn finish(mut self) -> Look {
        if self.found.len() > self.keep {
            self.shrink();
        }
        let mut cheapest = self.found.clone();
        cheapest.sort_unstable();
        Look { cheapest, bound: self.threshold }
    }
}
