//! The one place where floats become integers.
//!
//! A score is counted in *points*, of which [`GRID`] make a score of 1. The weights are divided into
//! whole points once ([`shares_of`]), so that a pair that fits in every respect scores exactly 1.

use crate::lanes::widest;
use crate::program::MAX_MEMBERS;

/// Points that make a score of 1. A millionth is far below what anybody can tell apart, prints as
/// six decimals without rounding, and is exact in f32 (below 2²⁴).
pub const GRID: i32 = 1_000_000;

/// What every barrier between two people takes from their points. One number then says how well
/// they fit and whether they may meet: a negative one is no score. It is a power of two above
/// [`GRID`], so that the points can be had back, and 121 of them fit into 32 bits.
pub(super) const BARRED: i32 = 1 << 24;

const _: () = assert!(BARRED > GRID && 2 * MAX_MEMBERS < (i32::MAX / BARRED) as usize);

/// The points of a pair, whatever keeps the two apart.
pub(super) fn unbarred(points: i32) -> i32 {
    points & (BARRED - 1)
}

/// A score from points.
#[must_use]
#[inline]
pub fn to_score(points: i32) -> f64 {
    f64::from(points) / f64::from(GRID)
}

/// A float that scores can be given in: `f64` or `f32`.
pub trait Float: ndarray::LinalgScalar + Send + Sync {
    /// The score of two who may not meet.
    const NAN: Self;

    /// The score that is nearest to so many points of [`GRID`].
    #[must_use]
    fn of_points(points: i32) -> Self;
}

impl Float for f64 {
    const NAN: Self = Self::NAN;

    #[inline(always)]
    fn of_points(points: i32) -> Self {
        to_score(points)
    }
}

impl Float for f32 {
    const NAN: Self = Self::NAN;

    /// Points and [`GRID`] are exact in 32 bits, so that the division rounds once.
    #[inline(always)]
    fn of_points(points: i32) -> Self {
        points as Self / GRID as Self
    }
}

/// A sum of scores from points.
pub(crate) fn sum_of_scores(points: impl Into<i128>) -> f64 {
    points.into() as f64 / f64::from(GRID)
}

/// `value · share`, rounded to the nearest whole point, halves up. `share` is exact in f32 and
/// `value` is at most 1, so the result is at most `share`.
///
/// This is `(value * share as f32 + 0.5) as i32`, written so that the compiler turns it into wide
/// instructions. `as` also has to handle infinity, and does it one by one, which took more than
/// half of the time of the sample programme.
#[inline]
pub(super) fn to_points(value: f32, share: i32) -> i32 {
    // Adding 2²³ to a smaller number leaves its nearest whole number in the low bits.
    const WHOLE: f32 = 8_388_608.0;
    let exact = value.clamp(0.0, 1.0) * share as f32 + 0.5;
    let nearest = exact + WHOLE;
    let is_above = nearest - WHOLE > exact;
    (nearest.to_bits() ^ WHOLE.to_bits()) as i32 - i32::from(is_above)
}

/// The least value that gives at least so many points; `None` where the share has not as many.
pub(crate) fn least_value(points: i32, share: i32) -> Option<f32> {
    if points > share {
        return None;
    }
    let gives = |value: f32| to_points(value, share) >= points;
    let mut value = ((f64::from(points) - 0.5) / f64::from(share)).clamp(0.0, 1.0) as f32;
    // The division is right to a step or two.
    while value < 1.0 && !gives(value) {
        value = value.next_up();
    }
    while value > 0.0 && gives(value.next_down()) {
        value = value.next_down();
    }
    Some(value)
}

/// A criterion's values as points.
#[derive(Clone, Copy)]
pub(super) struct Share {
    /// Points for a value of 1.
    pub(super) points: i32,
    /// The value that counts where there is no opinion.
    pub(super) missing: f32,
    /// Values below this bar the pair.
    pub(super) required: Option<f32>,
}

impl Share {
    /// Adds a pair's points for each value.
    pub(super) fn add(self, values: &[f32], points: &mut [i32]) {
        bar(self.required, values, points);
        widest((self, values, points), add_alike);
    }
}

/// Bars the pairs with a value below what is required; no opinion is not below it.
pub(super) fn bar(required: Option<f32>, values: &[f32], points: &mut [i32]) {
    let Some(required) = required else { return };
    for (points, &value) in points.iter_mut().zip(values) {
        *points -= if value < required { BARRED } else { 0 };
    }
}

#[inline(always)]
fn add_alike((share, values, points): (Share, &[f32], &mut [i32])) {
    add_points(share.missing, std::iter::repeat(share.points), values, points);
}

/// Adds a criterion's points by its share of each pair.
#[inline(always)]
pub(super) fn add_points(
    missing: f32,
    shares: impl Iterator<Item = i32>,
    values: &[f32],
    points: &mut [i32],
) {
    for ((points, &value), share) in points.iter_mut().zip(values).zip(shares) {
        let value = if value.is_nan() { missing } else { value };
        *points += to_points(value, share);
    }
}

/// The criteria's shares of [`GRID`] points, in proportion to their weights and in whole points
/// (largest remainder first, the earlier criterion first among equals), so that they sum to `GRID`.
/// A criterion that does not count gets nothing.
pub(super) fn shares_of(weights: &[f64], counts: &[bool]) -> Vec<i32> {
    let counted =
        || weights.iter().zip(counts).map(|(&weight, &counts)| if counts { weight } else { 0.0 });
    let total: f64 = counted().sum();
    if total == 0.0 {
        return vec![0; weights.len()];
    }
    let exact: Vec<f64> = counted().map(|weight| weight / total * f64::from(GRID)).collect();
    let mut shares: Vec<i32> = exact.iter().map(|share| share.floor() as i32).collect();
    let mut order: Vec<usize> = (0..shares.len()).filter(|&term| counts[term]).collect();
    let remainder = |term: usize| exact[term] - exact[term].floor();
    order.sort_by(|&a, &b| remainder(b).total_cmp(&remainder(a)).then(a.cmp(&b)));
    let left = GRID - shares.iter().sum::<i32>();
    for &term in order.iter().cycle().take(usize::try_from(left).unwrap_or(0)) {
        shares[term] += 1;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_sum_to_the_grid() {
        assert_eq!(shares_of(&[1.0, 1.0, 1.0], &[true; 3]), [333_334, 333_333, 333_333]);
        assert_eq!(shares_of(&[4.0, 3.0, 1.0], &[true, false, true]), [800_000, 0, 200_000]);
        assert_eq!(shares_of(&[1.0], &[false]), [0]);
    }

    #[test]
    fn a_full_value_earns_the_whole_share() {
        for share in [1, 333_333, 999_999, GRID] {
            assert_eq!(to_points(1.0, share), share);
            assert_eq!(to_points(0.0, share), 0);
        }
    }

    #[test]
    fn points_are_rounded_as_by_the_conversion_of_the_language() {
        let values = (0..=4_000_000).map(|step| step as f32 / 4_000_000.0);
        for share in [1, 2, 3, 76_923, 307_692, 500_000, 999_999, GRID] {
            for value in values.clone() {
                let plain = (value * share as f32 + 0.5) as i32;
                assert_eq!(to_points(value, share), plain, "{value} of {share}");
            }
        }
        assert_eq!([to_points(-3.0, 10), to_points(f32::INFINITY, 10)], [0, 10]);
    }

    #[test]
    fn points_come_back_from_behind_every_barrier() {
        for points in [0, 1, 123_456, GRID] {
            for barriers in [1, 2, 2 * MAX_MEMBERS as i32] {
                let barred = points - barriers * BARRED;
                assert!(barred < 0);
                assert_eq!(unbarred(barred), points);
            }
        }
    }
}
