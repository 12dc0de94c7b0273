//! What a row finds in a block of columns: 64 costs after prices, side by side.

use pulp::{Simd, WithSimd};

use crate::basics::lanes::{add, arch, bits, equal, greater, lanes, lesser, subtract};
use crate::basics::{Cost, FORBIDDEN};
use crate::costs::BLOCK;

/// Costs or prices of a block; costs are filled up with [`FORBIDDEN`].
pub(super) type Block = [Cost; BLOCK];

/// The columns of a block for which something is true, the first in the lowest bit.
pub(super) type Mask = u64;

/// The two lowest costs after prices, and where the lowest stands.
pub(super) fn two_lowest(costs: &Block, prices: &Block) -> Lowest {
    arch().dispatch(TwoLowest { costs, prices })
}

/// Where a path that costs `from` so far and goes on to a column of the block costs less than both a limit
/// and the shortest path to that column, of those that are known.
pub(super) fn shorter(
    costs: &Block,
    prices: &Block,
    distances: &Block,
    from: Cost,
    limit: Cost,
) -> Mask {
    arch().dispatch(Shorter { costs, prices, distances, from, limit })
}

/// What [`two_lowest`] finds; [`FORBIDDEN`] where there is no such pair.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Lowest {
    pub(super) cost: Cost,
    /// At least the lowest; the same where two columns have it.
    pub(super) second: Cost,
    pub(super) columns: Mask,
}

/// Compiled once for each instruction set, as all that follows.
struct TwoLowest<'a> {
    costs: &'a Block,
    prices: &'a Block,
}

impl WithSimd for TwoLowest<'_> {
    type Output = Lowest;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> Lowest {
        let forbidden = simd.splat_i64s(FORBIDDEN);
        let (mut least, mut next) = (forbidden, forbidden);
        for (&cost, &price) in
            S::as_simd_i64s(self.costs).0.iter().zip(S::as_simd_i64s(self.prices).0)
        {
            let cost = after_price(simd, cost, price);
            next = lesser(simd, next, greater(simd, least, cost));
            least = lesser(simd, least, cost);
        }
        let (mut cost, mut second) = (FORBIDDEN, FORBIDDEN);
        for (&least, &next) in lanes::<S>(&least).iter().zip(lanes::<S>(&next)) {
            second = second.min(cost.max(least)).min(next);
            cost = cost.min(least);
        }
        Lowest { cost, second, columns: self.columns_at(simd, cost) }
    }
}

impl TwoLowest<'_> {
    #[inline(always)]
    fn columns_at<S: Simd>(&self, simd: S, lowest: Cost) -> Mask {
        if lowest == FORBIDDEN {
            return 0;
        }
        let wanted = simd.splat_i64s(lowest);
        mask::<S>(self.costs, self.prices, |cost, price, _| {
            equal(simd, after_price(simd, cost, price), wanted)
        })
    }
}

struct Shorter<'a> {
    costs: &'a Block,
    prices: &'a Block,
    distances: &'a Block,
    from: Cost,
    limit: Cost,
}

impl WithSimd for Shorter<'_> {
    type Output = Mask;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> Mask {
        let (from, limit) = (simd.splat_i64s(self.from), simd.splat_i64s(self.limit));
        let distances = S::as_simd_i64s(self.distances).0;
        mask::<S>(self.costs, self.prices, |cost, price, index| {
            let most = lesser(simd, limit, distances[index]);
            let forbidden = simd.splat_i64s(FORBIDDEN);
            let distance = add(simd, subtract(simd, cost, price), from);
            let distance = simd.select_i64s(equal(simd, cost, forbidden), forbidden, distance);
            simd.less_than_i64s(distance, most)
        })
    }
}

/// A cost less a price; [`FORBIDDEN`] stays what it is.
#[inline(always)]
fn after_price<S: Simd>(simd: S, cost: S::i64s, price: S::i64s) -> S::i64s {
    let forbidden = simd.splat_i64s(FORBIDDEN);
    simd.select_i64s(equal(simd, cost, forbidden), forbidden, subtract(simd, cost, price))
}

/// Where something is true of the costs and prices of a block; it is told which vector of the block they are.
#[inline(always)]
fn mask<S: Simd>(
    costs: &Block,
    prices: &Block,
    is_true: impl Fn(S::i64s, S::i64s, usize) -> S::m64s,
) -> Mask {
    let (costs, prices) = (S::as_simd_i64s(costs).0, S::as_simd_i64s(prices).0);
    let vectors = costs.iter().zip(prices).enumerate();
    vectors
        .map(|(index, (&cost, &price))| {
            Mask::from(bits::<S>(is_true(cost, price, index))) << (index * S::I64_LANES)
        })
        .sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Block, Lowest, shorter, two_lowest};
    use crate::basics::lanes::positions;
    use crate::basics::{Cost, FORBIDDEN};
    use crate::costs::BLOCK;

    fn block(number: impl Strategy<Value = Cost>) -> impl Strategy<Value = Block> {
        let numbers = prop::collection::vec(number, BLOCK);
        numbers.prop_map(|numbers| std::array::from_fn(|index| numbers[index]))
    }

    proptest! {
        #[test]
        fn blocks_say_what_one_column_after_the_other_says(
            costs in block(prop_oneof![3 => -9..9_i64, 1 => Just(FORBIDDEN)]),
            prices in block(-5..=0_i64),
            distances in block(prop_oneof![1 => -9..9_i64, 1 => Just(FORBIDDEN)]),
            from in -9..9_i64,
            limit in prop_oneof![1 => -9..9_i64, 1 => Just(FORBIDDEN)],
        ) {
            let allowed = || (0..BLOCK).filter(|&column| costs[column] != FORBIDDEN);
            let after = |column: usize| costs[column] - prices[column];
            let mut sorted: Vec<Cost> = allowed().map(after).collect();
            sorted.sort_unstable();
            let at = |index: usize| sorted.get(index).copied().unwrap_or(FORBIDDEN);
            let Lowest { cost, second, columns } = two_lowest(&costs, &prices);
            prop_assert_eq!((cost, second), (at(0), at(1)));
            let wanted: Vec<usize> = allowed().filter(|&column| after(column) == cost).collect();
            prop_assert_eq!(positions(columns).collect::<Vec<_>>(), wanted);

            let is_shorter = |&column: &usize| after(column) + from < limit.min(distances[column]);
            let wanted: Vec<usize> = allowed().filter(is_shorter).collect();
            let found = shorter(&costs, &prices, &distances, from, limit);
            prop_assert_eq!(positions(found).collect::<Vec<_>>(), wanted);
        }
    }
}
