//! The one place where floats become integers.
//!
//! A score is counted in *points*, of which [`GRID`] make a score of 1. The weights are divided into
//! whole points once ([`shares_of`]), so that a pair that fits in every respect scores exactly 1.

/// Points that make a score of 1. A millionth is far below what anybody can tell apart, prints as
/// six decimals without rounding, and is exact in f32 (below 2²⁴).
pub const GRID: i32 = 1_000_000;

/// A score from points.
#[must_use]
pub fn to_score(points: i32) -> f64 {
    f64::from(points) / f64::from(GRID)
}

/// `value · share`, rounded to the nearest whole point, halves up. `share` is exact in f32 and
/// `value` is at most 1, so the result is at most `share`.
pub(super) fn to_points(value: f32, share: i32) -> i32 {
    (value * share as f32 + 0.5) as i32
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
}
