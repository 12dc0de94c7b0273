//! Floats side by side: what they are, and the costs that they become.

use pulp::{Simd, WithSimd};

use crate::basics::{Cost, FORBIDDEN};
use crate::costs::digest::BLOCK;
use crate::costs::grid::Factors;

/// Floats of a kind, as 64-bit ones.
pub(crate) trait Wide: Copy {
    /// The same numbers, where they lie or in `room`.
    fn wide<'a>(values: &'a [Self], room: &'a mut [f64; AT_ONCE]) -> &'a [f64];

    /// A number of this kind that was widened.
    fn narrow(value: f64) -> Self;
}

/// Floats that are widened at once: few enough to stay in the first-level cache, and no more room
/// than a short row is worth.
const AT_ONCE: usize = BLOCK;

impl Wide for f64 {
    #[inline(always)]
    fn wide<'a>(values: &'a [Self], _: &'a mut [f64; AT_ONCE]) -> &'a [f64] {
        values
    }

    #[inline(always)]
    fn narrow(value: f64) -> Self {
        value
    }
}

impl Wide for f32 {
    #[inline(always)]
    fn wide<'a>(values: &'a [Self], room: &'a mut [f64; AT_ONCE]) -> &'a [f64] {
        let room = &mut room[..values.len()];
        for (wide, &value) in room.iter_mut().zip(values) {
            *wide = value.into();
        }
        room
    }

    #[inline(always)]
    fn narrow(value: f64) -> Self {
        value as Self
    }
}

/// What floats are seen to be, in the sense of costs.
pub(crate) struct Seen {
    /// The lowest.
    pub(crate) low: f64,
    /// The highest that is finite.
    pub(crate) high: f64,
    /// The lowest bit that is set in one that is finite: all are multiples of it. Infinite where all
    /// of them are 0.
    pub(crate) lowest_bit: f64,
    /// Whether none is NaN or infinitely good.
    pub(crate) are_costs: bool,
}

/// A extremes at floats, compiled once for each instruction set.
pub(crate) struct Extremes<'a, T> {
    pub(crate) values: &'a [T],
    /// 1 or −1: turns values into costs.
    pub(crate) sign: f64,
    /// Where the best of each [`BLOCK`] of values is wanted; otherwise empty.
    pub(crate) best: &'a mut [T],
}

impl<T: Wide> WithSimd for Extremes<'_, T> {
    type Output = Seen;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> Seen {
        let mut extremes = Vectors::new(simd, self.sign);
        let mut room = [0.0; AT_ONCE];
        let mut best = self.best.iter_mut();
        for values in self.values.chunks(AT_ONCE) {
            let (values, left) = S::as_simd_f64s(T::wide(values, &mut room));
            for &values in values {
                extremes.meet(simd, values);
            }
            for &value in left {
                extremes.meet(simd, simd.splat_f64s(value));
            }
            if let Some(best) = best.next() {
                *best = T::narrow(self.sign * extremes.end_block(simd));
            }
        }
        extremes.end_block(simd);
        extremes.seen(simd)
    }
}

/// [`Seen`] in every lane.
struct Vectors<S: Simd> {
    sign: S::f64s,
    low: S::f64s,
    /// The lowest before the block that is met.
    low_before: S::f64s,
    high: S::f64s,
    lowest_bit: S::f64s,
    /// 1 where something is no cost.
    faults: S::i64s,
}

impl<S: Simd> Vectors<S> {
    #[inline(always)]
    fn new(simd: S, sign: f64) -> Self {
        let infinity = simd.splat_f64s(f64::INFINITY);
        Self {
            sign: simd.splat_f64s(sign),
            low: infinity,
            low_before: infinity,
            high: simd.splat_f64s(f64::NEG_INFINITY),
            lowest_bit: infinity,
            faults: simd.splat_i64s(0),
        }
    }

    #[inline(always)]
    fn meet(&mut self, simd: S, values: S::f64s) {
        let infinity = simd.splat_f64s(f64::INFINITY);
        let worst = simd.splat_f64s(f64::NEG_INFINITY);
        let values = simd.mul_f64s(values, self.sign);
        let is_cost = simd.less_than_f64s(worst, values);
        self.faults = simd.select_i64s(is_cost, self.faults, simd.splat_i64s(1));
        self.low = simd.min_f64s(self.low, values);
        let is_finite = simd.less_than_f64s(values, infinity);
        self.high = simd.max_f64s(self.high, simd.select_f64s(is_finite, values, worst));
        self.lowest_bit = simd.min_f64s(self.lowest_bit, lowest_bit(simd, values));
    }

    /// The lowest of the values since the last block.
    #[inline(always)]
    fn end_block(&mut self, simd: S) -> f64 {
        let lowest = simd.reduce_min_f64s(self.low);
        self.low_before = simd.min_f64s(self.low_before, self.low);
        self.low = simd.splat_f64s(f64::INFINITY);
        lowest
    }

    #[inline(always)]
    fn seen(self, simd: S) -> Seen {
        let faults = simd.select_f64s(
            simd.less_than_i64s(simd.splat_i64s(0), self.faults),
            simd.splat_f64s(1.0),
            simd.splat_f64s(0.0),
        );
        Seen {
            low: simd.reduce_min_f64s(self.low_before),
            high: simd.reduce_max_f64s(self.high),
            lowest_bit: simd.reduce_min_f64s(self.lowest_bit),
            are_costs: simd.reduce_max_f64s(faults) < 1.0,
        }
    }
}

/// The lowest bit that is set in each value: what is lost where it is cleared. Infinite for
/// infinity, and for 0, which is a multiple of everything.
#[inline(always)]
fn lowest_bit<S: Simd>(simd: S, values: S::f64s) -> S::f64s {
    let sizes = simd.abs_f64s(values);
    let bits = simd.transmute_u64s_f64s(sizes);
    let cleared = simd.and_u64s(bits, simd.sub_u64s(bits, simd.splat_u64s(1)));
    let lost = simd.sub_f64s(sizes, simd.transmute_f64s_u64s(cleared));
    // The leading bit of a mantissa is not written down: a power of two is its own lowest bit.
    let written = simd.and_u64s(bits, simd.splat_u64s(MANTISSA));
    let is_power = simd.equal_u64s(written, simd.splat_u64s(0));
    let is_zero = simd.equal_f64s(sizes, simd.splat_f64s(0.0));
    let infinity = simd.splat_f64s(f64::INFINITY);
    simd.select_f64s(is_zero, infinity, simd.select_f64s(is_power, sizes, lost))
}

/// The bits of a 64-bit float below its exponent.
const MANTISSA: u64 = (1 << (f64::MANTISSA_DIGITS - 1)) - 1;

/// Floats on their way to costs, compiled once for each instruction set.
pub(crate) struct Quantise<'a, T> {
    pub(crate) factors: &'a Factors,
    pub(crate) values: &'a [T],
    pub(crate) costs: &'a mut [Cost],
}

impl<T: Wide> WithSimd for Quantise<'_, T> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let steps = Steps::new(simd, self.factors);
        let mut room = [0.0; AT_ONCE];
        for (values, costs) in self.values.chunks(AT_ONCE).zip(self.costs.chunks_mut(AT_ONCE)) {
            let (values, last_values) = S::as_simd_f64s(T::wide(values, &mut room));
            let (costs, last_costs) = S::as_mut_simd_i64s(costs);
            for (out, &values) in costs.iter_mut().zip(values) {
                *out = steps.costs(simd, values);
            }
            if !last_values.is_empty() {
                let last = steps.costs(simd, simd.partial_load_f64s(last_values));
                simd.partial_store_i64s(last_costs, last);
            }
        }
    }
}

/// The way from values to costs, in every lane.
struct Steps<S: Simd> {
    units: [S::f64s; 2],
    offset: S::f64s,
    is_shifted: bool,
}

impl<S: Simd> Steps<S> {
    #[inline(always)]
    fn new(simd: S, factors: &Factors) -> Self {
        let Factors { units: [one, other], offset, .. } = *factors;
        let units = [simd.splat_f64s(one), simd.splat_f64s(other)];
        Self { units, offset: simd.splat_f64s(offset), is_shifted: offset != 0.0 }
    }

    #[inline(always)]
    fn costs(&self, simd: S, values: S::f64s) -> S::i64s {
        let mut units = simd.mul_f64s(simd.mul_f64s(values, self.units[0]), self.units[1]);
        if self.is_shifted {
            // Whole numbers from here on, and after the subtraction small ones: exact.
            units = simd.sub_f64s(round(simd, units), self.offset);
        }
        let costs = whole(simd, units);
        let is_finite = simd.less_than_f64s(simd.abs_f64s(values), simd.splat_f64s(f64::INFINITY));
        simd.select_i64s(is_finite, costs, simd.splat_i64s(FORBIDDEN))
    }
}

/// The nearest whole numbers, the even one of two. A float from 2⁵² on is whole; a smaller one,
/// added to 2⁵², has no room for anything below 1.
#[inline(always)]
fn round<S: Simd>(simd: S, values: S::f64s) -> S::f64s {
    let step = simd.splat_f64s(1.0 / f64::EPSILON);
    let sizes = simd.abs_f64s(values);
    let rounded = simd.sub_f64s(simd.add_f64s(sizes, step), step);
    let is_small = simd.less_than_f64s(sizes, step);
    let is_negative = simd.less_than_f64s(values, simd.splat_f64s(0.0));
    let rounded = simd.select_f64s(is_negative, simd.neg_f64s(rounded), rounded);
    simd.select_f64s(is_small, rounded, values)
}

/// The nearest whole numbers to floats up to 2⁵¹ on either side of 0, as integers. Added to
/// [`WHOLE`], which has no room for anything below 1, each stands in the lowest bits of the sum.
/// Processors have an instruction for turning floats into integers, but none that does what Rust
/// asks of it where the float is too large, and compilers make a dozen out of it.
#[inline(always)]
fn whole<S: Simd>(simd: S, values: S::f64s) -> S::i64s {
    let sums = simd.transmute_u64s_f64s(simd.add_f64s(values, simd.splat_f64s(WHOLE)));
    simd.transmute_i64s_u64s(simd.sub_u64s(sums, simd.splat_u64s(WHOLE.to_bits())))
}

const WHOLE: f64 = 1.5 * (1_u64 << 52) as f64;
