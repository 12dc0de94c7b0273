//! Numbers side by side: loops that become vector instructions, and what `pulp` has no name for.
//!
//! Compilers turn a loop over an array of [`CHUNK`] numbers into vector instructions and nothing else. Of
//! a loop over a slice they make two, the second one number by number, where rows of a few dozen numbers
//! spend their time; of one over a few numbers none, but vectors across several such loops, gathered
//! and scattered, ten times slower. Where something is found over a row, such as a minimum, the loop
//! is written in the vectors of `pulp`.

use std::sync::LazyLock;

use pulp::bytemuck::{bytes_of, cast_slice};
use pulp::{Arch, Simd};

use crate::basics::{Cost, FORBIDDEN};

/// Numbers that are worked on side by side: 64-bit ones in the widest registers of today. Rows that are
/// a multiple of this long are whole vectors on every machine.
pub(crate) const LANES: usize = 8;

/// Numbers of a loop that is turned into vector instructions by the compiler.
const CHUNK: usize = 64;

/// The widest vectors of the machine that the program runs on. Finding out takes a dozen questions,
/// as long as to read a row of a few dozen numbers.
pub(crate) fn arch() -> Arch {
    static ARCH: LazyLock<Arch> = LazyLock::new(Arch::new);
    // What a module is compiled for is all that it has: the compiler knows, and leaves the rest out.
    if cfg!(target_family = "wasm") { Arch::new() } else { *ARCH }
}

/// `a + b` in every lane.
#[inline(always)]
pub(crate) fn add<S: Simd>(simd: S, a: S::i64s, b: S::i64s) -> S::i64s {
    let bits = |value| simd.transmute_u64s_i64s(value);
    simd.transmute_i64s_u64s(simd.add_u64s(bits(a), bits(b)))
}

/// `a − b` in every lane.
#[inline(always)]
pub(crate) fn subtract<S: Simd>(simd: S, a: S::i64s, b: S::i64s) -> S::i64s {
    let bits = |value| simd.transmute_u64s_i64s(value);
    simd.transmute_i64s_u64s(simd.sub_u64s(bits(a), bits(b)))
}

/// The lesser of `a` and `b` in every lane.
#[inline(always)]
pub(crate) fn lesser<S: Simd>(simd: S, a: S::i64s, b: S::i64s) -> S::i64s {
    if cfg!(target_family = "wasm") {
        // There is no such instruction, and lane by lane, as `pulp` does it, takes several times as long.
        return simd.select_i64s(simd.less_than_i64s(a, b), a, b);
    }
    simd.min_i64s(a, b)
}

/// The greater of `a` and `b` in every lane.
#[inline(always)]
pub(crate) fn greater<S: Simd>(simd: S, a: S::i64s, b: S::i64s) -> S::i64s {
    if cfg!(target_family = "wasm") {
        return simd.select_i64s(simd.less_than_i64s(a, b), b, a);
    }
    simd.max_i64s(a, b)
}

/// Vectors that narrow ones are worked on at a time.
pub(crate) const ABREAST: usize = 4;

/// Whether so many vectors hold no more numbers than rows are multiples of.
pub(crate) const fn is_narrow<S: Simd>() -> bool {
    S::I64_LANES * ABREAST <= LANES
}

/// A row of narrow vectors.
#[inline(always)]
pub(crate) fn vectors<S: Simd>(numbers: &[Cost]) -> &[[S::i64s; ABREAST]] {
    S::as_simd_i64s(numbers).0.as_chunks().0
}

/// The least of some vectors in every lane.
#[inline(always)]
pub(crate) fn least_of<S: Simd>(simd: S, [a, b, c, d]: &[S::i64s; ABREAST]) -> S::i64s {
    lesser(simd, lesser(simd, *a, *b), lesser(simd, *c, *d))
}

/// Where `a = b`.
#[inline(always)]
pub(crate) fn equal<S: Simd>(simd: S, a: S::i64s, b: S::i64s) -> S::m64s {
    simd.equal_u64s(simd.transmute_u64s_i64s(a), simd.transmute_u64s_i64s(b))
}

/// The numbers of a vector.
#[inline(always)]
pub(crate) fn lanes<S: Simd>(vector: &S::i64s) -> &[Cost] {
    cast_slice(std::slice::from_ref(vector))
}

/// The true lanes of a mask, the first in the lowest bit.
#[inline(always)]
pub(crate) fn bits<S: Simd>(mask: S::m64s) -> u8 {
    match bytes_of(&mask) {
        // A mask register, or the flag of a machine without vectors.
        [bits] => *bits,
        wide => wide.chunks(8).enumerate().map(|(lane, bytes)| (bytes[0] & 1) << lane).sum(),
    }
}

/// The numbers of a slice that is shorter than a vector, and so many times [`FORBIDDEN`] that they fill one.
#[inline(always)]
pub(crate) fn partial<S: Simd>(simd: S, values: &[Cost]) -> S::i64s {
    let is_there = simd.mask_between_m64s(0, values.len() as u64).mask();
    let forbidden = simd.splat_i64s(FORBIDDEN);
    simd.select_i64s(is_there, simd.partial_load_i64s(values), forbidden)
}

/// The positions of the true lanes of several masks side by side, rising.
#[inline(always)]
pub(crate) fn positions(mut mask: u64) -> impl Iterator<Item = usize> + Clone {
    std::iter::from_fn(move || {
        let first = (mask != 0).then(|| mask.trailing_zeros() as usize)?;
        mask &= mask - 1;
        Some(first)
    })
}

/// The lowest number of a vector. (Halving it by rotations was seen to be slower.)
#[inline(always)]
pub(crate) fn lowest<S: Simd>(vector: S::i64s) -> Cost {
    lanes::<S>(&vector).iter().copied().fold(Cost::MAX, Cost::min)
}

/// Writes `work` of every value to the same place of `out`.
#[inline(always)]
pub(crate) fn map<T: Copy, U: Copy>(values: &[T], out: &mut [U], work: impl Fn(T) -> U) {
    let (values, left_values) = values.as_chunks::<CHUNK>();
    let (out, left_out) = out.as_chunks_mut::<CHUNK>();
    for (out, values) in out.iter_mut().zip(values) {
        for (out, &value) in out.iter_mut().zip(values) {
            *out = work(value);
        }
    }
    if let (Some(&value), Some(&any)) = (left_values.first(), left_out.first()) {
        let (mut last, mut last_out) = ([value; CHUNK], [any; CHUNK]);
        last[..left_values.len()].copy_from_slice(left_values);
        for (out, &value) in last_out.iter_mut().zip(&last) {
            *out = work(value);
        }
        left_out.copy_from_slice(&last_out[..left_out.len()]);
    }
}
