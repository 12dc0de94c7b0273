//! One look at a row: its cheapest pairs after prices, and a bound on all others.

use pulp::{Arch, Simd, WithSimd};

use crate::cost::{Cost, FORBIDDEN};
use crate::error::Error;
use crate::lanes::{bits, equal, lanes, subtract};
use crate::problem::Problem;

/// What no pair that may meet reaches after prices.
pub(in crate::solver) const OPEN: Cost = 1 << 61;

/// The price of a column without seats: whatever the cost, it ends above [`OPEN`].
pub(in crate::solver) const CLOSED: Cost = -(3 << 60);

/// The scaled cost of a forbidden pair.
const BARRED: Cost = 1 << 62;

/// Columns that are read at once: the costs and prices of a tile stay in the first-level cache.
const TILE: usize = 1024;

/// Where rows start to look is a multiple of this, so that their tiles are whole vectors.
const STRIDE: usize = 64;

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

impl Sight<'_> {
    /// What a pair is worth after a price.
    fn value(&self, cost: Cost, price: Cost) -> Cost {
        let scaled = if cost == FORBIDDEN { BARRED } else { cost << self.shift };
        scaled.wrapping_sub(price)
    }
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
    let first = (row.wrapping_mul(0x9e37_79b9) >> 8) % columns.div_ceil(STRIDE).max(1) * STRIDE;
    let Scratch { costs, found } = scratch;
    found.clear();
    let mut sieve = Sieve { keep, threshold: ceiling, found };
    if let Some(listed) = sight.problem.folded_entries(sight.limit, row, 0..columns, costs)? {
        for (&column, &cost) in listed.iter().zip(&*costs) {
            sieve.meet(sight.value(cost, sight.prices[column as usize]), column);
        }
        return Ok(sieve.finish());
    }
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
    fn with_simd<S: Simd>(self, simd: S) {
        let (costs, last_costs) = S::as_simd_i64s(self.costs);
        let (prices, last_prices) = S::as_simd_i64s(self.prices);
        let last = self.start + costs.len() * S::I64_LANES;
        let mut mesh = Mesh::new(simd, self.sieve, self.shift);
        for (index, (&costs, &prices)) in costs.iter().zip(prices).enumerate() {
            mesh.meet(costs, prices, self.start + index * S::I64_LANES, S::I64_LANES);
        }
        for (column, (&cost, &price)) in (last..).zip(last_costs.iter().zip(last_prices)) {
            mesh.meet(simd.splat_i64s(cost), simd.splat_i64s(price), column, 1);
        }
    }
}

/// The sieve in vectors.
struct Mesh<'s, 'a, S: Simd> {
    simd: S,
    sieve: &'s mut Sieve<'a>,
    threshold: S::i64s,
    factor: S::i64s,
    forbidden: S::i64s,
    barred: S::i64s,
}

impl<'s, 'a, S: Simd> Mesh<'s, 'a, S> {
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "has to be compiled for the instruction set")]
    fn new(simd: S, sieve: &'s mut Sieve<'a>, shift: u32) -> Self {
        let splat = |value| simd.splat_i64s(value);
        let (forbidden, barred) = (splat(FORBIDDEN), splat(BARRED));
        let (threshold, factor) = (splat(sieve.threshold), splat(1 << shift));
        Self { simd, sieve, threshold, factor, forbidden, barred }
    }

    /// Keeps what is below the threshold of the first `width` pairs, from `column` on.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "has to be compiled for the instruction set")]
    fn meet(&mut self, costs: S::i64s, prices: S::i64s, column: usize, width: usize) {
        let simd = self.simd;
        let scaled = simd.mul_i64s(costs, self.factor);
        let is_forbidden = equal(simd, costs, self.forbidden);
        let values = subtract(simd, simd.select_i64s(is_forbidden, self.barred, scaled), prices);
        let below = bits::<S>(simd.less_than_i64s(values, self.threshold));
        if below != 0 {
            self.sieve.collect(&lanes::<S>(&values)[..width], below, column);
            self.threshold = simd.splat_i64s(self.sieve.threshold);
        }
    }
}

impl Sieve<'_> {
    /// Keeps the value of a column where it is below the threshold.
    fn meet(&mut self, value: Cost, column: u32) {
        if value < self.threshold {
            self.found.push((value, column));
            if self.found.len() > 4 * self.keep {
                self.shrink();
            }
        }
    }

    /// [`meet`](Self::meet) for the values whose bit is set, the first of them that of `column`. The threshold
    /// may have fallen since the bits were found.
    fn collect(&mut self, values: &[Cost], below: u8, column: usize) {
        for (lane, &value) in values.iter().enumerate() {
            if below >> lane & 1 == 1 {
                self.meet(value, (column + lane) as u32);
            }
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
