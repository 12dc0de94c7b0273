//! How far the truth may be from a difference: 95 % intervals, and what many tests leave of a p-value.

use crate::answers::quality::quantile;

/// The level at which a p-value counts as significant; intervals hold the truth in all other cases.
pub(super) const LEVEL: f64 = 0.05;

/// The quantile of the normal distribution for 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// The interval of a rate p out of n (Wilson 1927).
pub(crate) fn wilson(rate: f64, count: f64) -> (f64, f64) {
    let middle = rate * count + Z * Z / 2.0;
    let half = Z * (count * rate * (1.0 - rate) + Z * Z / 4.0).sqrt();
    ((middle - half) / (count + Z * Z), (middle + half) / (count + Z * Z))
}

/// The interval of the difference of two rates, each with how many it is out of (Newcombe 1998, method 10). It never
/// leaves −1 to 1, and has a width where both rates are 0 or 1.
pub(super) fn newcombe(one: (f64, f64), other: (f64, f64)) -> (f64, f64) {
    let ((low, high), (other_low, other_high)) = (wilson(one.0, one.1), wilson(other.0, other.1));
    let difference = one.0 - other.0;
    (
        difference - (one.0 - low).hypot(other_high - other.0),
        difference + (high - one.0).hypot(other.0 - other_low),
    )
}

/// The middle 95 % of differences that were drawn, in ascending order.
pub(super) fn percentiles(drawn: &[f64]) -> Option<(f64, f64)> {
    Some((quantile(drawn, LEVEL / 2.0)?, quantile(drawn, 1.0 - LEVEL / 2.0)?))
}

/// Which of many p-values stay significant when all tests together may be wrong once in twenty times (Holm 1979).
pub(super) fn holm(p_values: &[f64]) -> Vec<bool> {
    let mut order: Vec<usize> = (0..p_values.len()).collect();
    order.sort_unstable_by(|&one, &other| p_values[one].total_cmp(&p_values[other]));
    let mut stays = vec![false; p_values.len()];
    for (place, &at) in order.iter().enumerate() {
        if p_values[at] * (p_values.len() - place) as f64 > LEVEL {
            break;
        }
        stays[at] = true;
    }
    stays
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first example of Newcombe's table II: 56 of 70 and 48 of 80.
    #[test]
    fn the_published_example() {
        let (low, high) = newcombe((56.0 / 70.0, 70.0), (48.0 / 80.0, 80.0));
        assert!((low - 0.0524).abs() < 5e-5 && (high - 0.3339).abs() < 5e-5, "{low} {high}");
        let (low, high) = newcombe((0.0, 10.0), (0.0, 20.0));
        assert!((low + 0.1611).abs() < 5e-5 && (high - 0.2775).abs() < 5e-5, "{low} {high}");
    }

    #[test]
    fn the_smallest_has_to_pass_for_all() {
        assert_eq!(holm(&[0.01, 0.04, 0.03, 0.005]), [true, false, false, true]);
        assert_eq!(holm(&[0.04]), [true]);
        assert!(holm(&[]).is_empty());
    }
}
