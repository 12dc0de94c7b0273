//! Loops over numbers side by side, in the form that compilers turn into vector instructions.
//!
//! A loop over fixed arrays of [`LANES`] needs no second loop for what is left over of a multiple of
//! the unrolled width, which on rows of a few dozen numbers is where most of the time would go.

/// Numbers that are worked on side by side: 64-bit ones in the widest registers of today.
pub(crate) const LANES: usize = 8;

/// Writes `work` of every value to the same place of `out`.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "has to be compiled for the instruction set of the caller"
)]
pub(crate) fn map<T: Copy, U>(values: &[T], out: &mut [U], work: impl Fn(T) -> U) {
    let (values, left_values) = values.as_chunks::<LANES>();
    let (out, left_out) = out.as_chunks_mut::<LANES>();
    for (out, values) in out.iter_mut().zip(values) {
        for (out, &value) in out.iter_mut().zip(values) {
            *out = work(value);
        }
    }
    for (out, &value) in left_out.iter_mut().zip(left_values) {
        *out = work(value);
    }
}

/// Calls `work` with the values, [`LANES`] at a time; the last time filled up with one of them.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "has to be compiled for the instruction set of the caller"
)]
pub(crate) fn visit<T: Copy>(values: &[T], mut work: impl FnMut(&[T; LANES])) {
    let (values, left) = values.as_chunks::<LANES>();
    for values in values {
        work(values);
    }
    if let Some(&first) = left.first() {
        let mut last = [first; LANES];
        last[..left.len()].copy_from_slice(left);
        work(&last);
    }
}
