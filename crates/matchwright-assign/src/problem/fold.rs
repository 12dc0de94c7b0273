//! Unmatched costs taken off the costs of pairs.

use pulp::{Simd, WithSimd};

use crate::basics::lanes::{arch, equal, greater, lanes, lesser, partial, subtract};
use crate::basics::{Cost, FORBIDDEN};

/// Subtracts `unmatched` from all costs that are not forbidden; whether all of those were within
/// `limit` afterwards. Without a branch, since this is what every look at a pair begins with.
pub(super) fn fold(costs: &mut [Cost], unmatched: Cost, limit: Cost) -> bool {
    let (low, high) = (unmatched.saturating_sub(limit), unmatched.saturating_add(limit));
    arch().dispatch(Fold { costs, unmatched, low, high })
}

/// The work of [`fold`], compiled once for each instruction set.
struct Fold<'a> {
    costs: &'a mut [Cost],
    unmatched: Cost,
    low: Cost,
    high: Cost,
}

impl WithSimd for Fold<'_> {
    type Output = bool;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> bool {
        let forbidden = simd.splat_i64s(FORBIDDEN);
        let (low, high) = (simd.splat_i64s(self.low), simd.splat_i64s(self.high));
        let unmatched = simd.splat_i64s(self.unmatched);
        // The allowed costs furthest out, compared with the range only in the end.
        let (mut least, mut most) = (low, high);
        let mut fold = |cost: S::i64s| {
            let is_forbidden = equal(simd, cost, forbidden);
            least = lesser(simd, least, cost);
            most = greater(simd, most, simd.select_i64s(is_forbidden, high, cost));
            simd.select_i64s(is_forbidden, forbidden, subtract(simd, cost, unmatched))
        };
        let (costs, left) = S::as_mut_simd_i64s(self.costs);
        for cost in costs {
            *cost = fold(*cost);
        }
        if !left.is_empty() {
            let folded = fold(partial(simd, left));
            simd.partial_store_i64s(left, folded);
        }
        lanes::<S>(&least).iter().all(|&least| least >= self.low)
            && lanes::<S>(&most).iter().all(|&most| most <= self.high)
    }
}
