//! One look at a row: its cheapest pairs after prices, and a bound on all others.

use std::ops::Range;

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

/// Pairs after which a row looks no further where no others can be cheaper. At 5,000² with costs from 0 to 99,
/// 8, 16 and 32 took 47, 83 and 108 ms; with costs from 0 to 9, 16 and 32 took as long as 8.
const ENOUGH: usize = 8;

/// Where rows start to look is a multiple of this, so that their tiles are whole vectors.
const STRIDE: usize = 64;

/// The pairs of a row that were cheapest when it looked: values after prices with columns, rising.
pub(in crate::solver) struct Look {
    pub(in crate::solver) cheapest: Vec<(Cost, u32)>,
    /// All other pairs had at least this value.
    pub(in crate::solver) bound: Cost,
    /// Pairs that were read.
    pub(in crate::solver) read: usize,
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
    /// What no price is above, where that is known and low enough for rows to stop short.
    pub(in crate::solver) highest: Option<Cost>,
}

impl Sight<'_> {
    /// What a pair is worth after a price.
    fn value(&self, cost: Cost, price: Cost) -> Cost {
        let scaled = if cost == FORBIDDEN { BARRED } else { cost << self.shift };
        scaled.wrapping_sub(price)
    }

    /// What no pair of a row is worth less than.
    fn floor(&self, row: usize) -> Option<Cost> {
        let lowest = self.problem.lowest(row)?.checked_mul(1 << self.shift)?;
        lowest.checked_sub(self.highest?)
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
    let columns = 0..sight.problem.columns();
    scratch.found.clear();
    let listed = sight.problem.folded_entries(sight.limit, row, columns, &mut scratch.costs)?;
    if let Some(listed) = listed {
        let mut sieve = Sieve { keep, threshold: ceiling, found: &mut scratch.found };
        for (&column, &cost) in listed.iter().zip(&scratch.costs) {
            sieve.meet(sight.value(cost, sight.prices[column as usize]), column);
        }
        return Ok(sieve.finish(listed.len()));
    }
    if let Some(floor) = sight.floor(row)
        && let Some(look) = look_for_floor(sight, row, floor, scratch)?
    {
        return Ok(look);
    }
    scratch.found.clear();
    let mut sieve = Sieve { keep, threshold: ceiling, found: &mut scratch.found };
    for tile in tiles(sight.problem.columns(), row) {
        sieve.read(sight, row, tile, &mut scratch.costs)?;
    }
    Ok(sieve.finish(sight.problem.columns()))
}

/// Some pairs that are worth no more than `floor`, where these are many: no others can be cheaper.
fn look_for_floor(
    sight: &Sight<'_>,
    row: usize,
    floor: Cost,
    scratch: &mut Scratch,
) -> Result<Option<Look>, Error> {
    let mut sieve = Sieve { keep: ENOUGH, threshold: floor + 1, found: &mut scratch.found };
    let (mut read, columns) = (0, sight.problem.columns());
    for tile in tiles(columns, row) {
        read += tile.len();
        sieve.read(sight, row, tile, &mut scratch.costs)?;
        if sieve.found.len() >= ENOUGH {
            return Ok(Some(Look { bound: floor, ..sieve.finish(read) }));
        }
        // At this rate, the row would end before there are enough, or not long after.
        if sieve.found.len() * columns < 2 * ENOUGH * read {
            break;
        }
    }
    Ok(None)
}

/// The columns of a row, in the order in which it reads them.
fn tiles(columns: usize, row: usize) -> impl Iterator<Item = Range<usize>> {
    // A multiplicative hash (Knuth): neighbouring rows start far apart.
    let first = (row.wrapping_mul(0x9e37_79b9) >> 8) % columns.div_ceil(STRIDE).max(1) * STRIDE;
    let tiles = |range: Range<usize>| {
        let end = range.end;
        range.step_by(TILE).map(move |start| start..end.min(start + TILE))
    };
    tiles(first..columns).chain(tiles(0..first))
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
    /// Reads a tile of a row.
    fn read(
        &mut self,
        sight: &Sight<'_>,
        row: usize,
        tile: Range<usize>,
        costs: &mut Vec<Cost>,
    ) -> Result<(), Error> {
        let start = tile.start;
        costs.resize(tile.len(), 0);
        sight.problem.folded_block_within(sight.limit, row, tile.clone(), costs)?;
        let (prices, shift) = (&sight.prices[tile], sight.shift);
        Arch::new().dispatch(Tile { sieve: self, costs, prices, shift, start });
        Ok(())
    }

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

    fn finish(mut self, read: usize) -> Look {
        if self.found.len() > self.keep {
            self.shrink();
        }
        let mut cheapest = self.found.clone();
        cheapest.sort_unstable();
        Look { cheapest, bound: self.threshold, read }
    }
}
