//! The values behind costs that were rounded, bit by bit.

/// The exact values behind costs that were rounded.
///
/// A cost of the source is `value ÷ 2^unit − offset`, rounded by less than one. With this a plan is proven
/// on the values themselves ([`assign`](crate::assign) asks for them where rounding could have hidden a
/// better plan): the pairs that a better plan could still use are put on a finer grid, again and again
/// until nothing is rounded away.
///
/// Numbers of any width are told apart by their low 64 bits: the difference between a value and what is
/// known of it so far is small, and whole numbers modulo 2⁶⁴ say exactly what it is.
pub trait ExactCosts: Sync {
    /// The exponent of the unit of the costs.
    fn unit(&self) -> i32;

    /// What is subtracted from every value in units, modulo 2⁶⁴.
    fn offset(&self) -> i64;

    /// Writes `⌊value ÷ 2^exponent⌋` modulo 2⁶⁴ for pairs of `row` that may meet.
    ///
    /// Callers keep `out.len() == columns.len()`.
    fn units(&self, row: usize, columns: &[u32], exponent: i32, out: &mut [i64]);

    /// The exponent of the lowest bit that is set in the value of any of these pairs: on the grid of that
    /// unit they are whole. `None` where all of them are 0.
    fn finest(&self, row: usize, columns: &[u32]) -> Option<i32>;

    /// What staying unmatched costs a row, as `⌊value ÷ 2^exponent⌋` modulo 2⁶⁴, and the exponent of its
    /// lowest bit. `None`, unless a source says otherwise: the unmatched costs of the problem are exact.
    fn unmatched(&self, row: usize, exponent: i32) -> Option<(i64, Option<i32>)> {
        let _ = (row, exponent);
        None
    }
}

/// `⌊units · 2^steps⌋` modulo 2⁶⁴.
pub(crate) fn shifted(units: i64, steps: i32) -> i64 {
    match steps {
        ..=-64 => units >> 63,
        -63..=-1 => units >> -steps,
        0..=63 => units.wrapping_shl(steps as u32),
        64.. => 0,
    }
}

/// Whole units and the exponent of the unit that a finite float consists of.
fn parts(value: f64) -> (i64, i32) {
    let bits = value.to_bits();
    let written = (bits & ((1 << MANTISSA_BITS) - 1)) as i64;
    let exponent = ((bits >> MANTISSA_BITS) & 0x7ff) as i32;
    // Subnormal numbers have no leading bit, and the exponent of the smallest normal ones.
    let leading = if exponent == 0 { 0 } else { 1 << MANTISSA_BITS };
    let size = written | leading;
    (if value < 0.0 { -size } else { size }, exponent.max(1) - 1075)
}

/// Bits of a 64-bit float below its exponent.
const MANTISSA_BITS: u32 = f64::MANTISSA_DIGITS - 1;

/// `⌊value ÷ 2^exponent⌋` modulo 2⁶⁴ of a finite float.
pub(crate) fn units_of_float(value: f64, exponent: i32) -> i64 {
    let (units, unit) = parts(value);
    shifted(units, unit - exponent)
}

/// `⌊value ÷ 2^exponent⌋` modulo 2⁶⁴ of an integer of 65 bits or fewer.
pub(crate) fn units_of_integer(value: i128, exponent: i32) -> i64 {
    shifted((value >> exponent.clamp(0, 127)) as i64, -exponent.min(0))
}

/// The exponent of the lowest bit that is set; `None` for 0.
pub(crate) fn finest_of_float(value: f64) -> Option<i32> {
    let (units, unit) = parts(value);
    (units != 0).then(|| unit + units.trailing_zeros() as i32)
}

/// The sum of floats, each as often as it says, rounded once at the end (Shewchuk 1997: partial sums that do
/// not overlap; the last rounding as in Hettinger's recipe for Python's `fsum`).
pub(crate) fn sum_of_floats(values: impl Iterator<Item = (f64, u32)>) -> f64 {
    let (mut partials, mut plain) = (Vec::<f64>::new(), 0.0);
    for (value, mut times) in values {
        plain += value * f64::from(times);
        while times != 0 {
            let lowest_bit = times & times.wrapping_neg();
            // A product with a power of two is exact.
            add_exactly(&mut partials, value * f64::from(lowest_bit));
            times -= lowest_bit;
        }
    }
    let sum = rounded_once(&partials);
    // Beyond the range of floats the partial sums say nothing.
    if sum.is_finite() { sum } else { plain }
}

fn add_exactly(partials: &mut Vec<f64>, mut value: f64) {
    let mut kept = 0;
    for index in 0..partials.len() {
        let mut other = partials[index];
        if value.abs() < other.abs() {
            std::mem::swap(&mut value, &mut other);
        }
        let high = value + other;
        let low = other - (high - value);
        if low != 0.0 {
            partials[kept] = low;
            kept += 1;
        }
        value = high;
    }
    partials.truncate(kept);
    partials.push(value);
}

fn rounded_once(partials: &[f64]) -> f64 {
    let mut rest = partials.iter().rev().copied();
    let mut high = rest.next().unwrap_or_default();
    while let Some(next) = rest.next() {
        let sum = high + next;
        let low = next - (sum - high);
        high = sum;
        if low != 0.0 {
            // Halfway between two floats the sign of what follows decides.
            let is_pushed = rest.next().is_some_and(|next| (low < 0.0) == (next < 0.0));
            let pushed = high + 2.0 * low;
            let is_halfway = (pushed - high).to_bits() == (2.0 * low).to_bits();
            return if is_pushed && is_halfway { pushed } else { high };
        }
    }
    high
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn sums_are_rounded_once() {
        let is = |values: &[(f64, u32)], sum: f64| {
            assert_eq!(
                sum_of_floats(values.iter().copied()).to_bits(),
                sum.to_bits(),
                "{values:?}"
            );
        };
        is(&[(1e100, 1), (1.0, 1), (-1e100, 1)], 1.0);
        is(&[(0.1, 1); 10], 1.0);
        is(&[(1e16, 1), (1.0, 1), (1e-16, 1)], 1e16 + 2.0);
        is(&[(f64::MAX, 1), (f64::MAX, 1)], f64::INFINITY);
        is(&[], 0.0);
        is(&[(0.1, 10), (1.0, 0)], 1.0);
    }

    #[test]
    fn units_of_known_floats() {
        assert_eq!(units_of_float(0.75, -2), 3);
        assert_eq!(units_of_float(-0.75, -1), -2);
        assert_eq!(units_of_float(1e300, -1074), 0);
        assert_eq!(units_of_float(-5e-324, 0), -1);
        assert_eq!(units_of_float(5e-324, -1074), 1);
        assert_eq!((finest_of_float(0.0), finest_of_float(-0.75)), (None, Some(-2)));
    }

    proptest! {
        #[test]
        fn units_are_the_floor(value in -1e9..1e9_f64, exponent in -20..20_i32) {
            let floor = (value / 2_f64.powi(exponent)).floor();
            prop_assert_eq!(units_of_float(value, exponent), floor as i64);
        }
    }
}
