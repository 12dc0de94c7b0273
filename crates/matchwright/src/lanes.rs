//! Loops compiled once for each instruction set; the widest that the machine has is chosen at run
//! time. Every value is computed by itself, so that all of them give the same bits.

use pulp::{Arch, Simd, WithSimd};

/// Runs `body`, a function marked `#[inline(always)]`, in the widest registers.
pub(crate) fn widest<A, R>(arguments: A, body: impl FnOnce(A) -> R) -> R {
    Arch::new().dispatch(Call(arguments, body))
}

struct Call<A, F>(A, F);

impl<A, R, F: FnOnce(A) -> R> WithSimd for Call<A, F> {
    type Output = R;

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) -> R {
        (self.1)(self.0)
    }
}

/// Entries of a table that fits into one register.
pub(crate) const TABLE: usize = 16;

/// Adds to each sum the entry of the table that its code names; codes are below [`TABLE`].
pub(crate) fn add_entries(table: &[f32; TABLE], codes: &[u8], sums: &mut [f32]) {
    #[cfg(target_arch = "x86_64")]
    if let Arch::V4(simd) = Arch::new() {
        simd.vectorize(x86::AddEntries { simd, table, codes, sums });
        return;
    }
    add_each(table, codes, sums);
}

fn add_each(table: &[f32; TABLE], codes: &[u8], sums: &mut [f32]) {
    for (sum, &code) in sums.iter_mut().zip(codes) {
        *sum += table[usize::from(code) % TABLE];
    }
}

/// Writes for each code the entry of the table that it names; codes are below the table's length.
pub(crate) fn look_up(table: &[i32], codes: &[u16], out: &mut [i32]) {
    #[cfg(target_arch = "x86_64")]
    if let (Arch::V4(simd), ..=TABLE) = (Arch::new(), table.len()) {
        simd.vectorize(x86::LookUp { simd, table, codes, out });
        return;
    }
    look_up_each(table, codes, out);
}

fn look_up_each(table: &[i32], codes: &[u16], out: &mut [i32]) {
    for (out, &code) in out.iter_mut().zip(codes) {
        *out = table.get(usize::from(code)).copied().unwrap_or(0);
    }
}

/// One instruction looks sixteen codes up at once. The compiler does not find it, and would look
/// them up one by one.
#[cfg(target_arch = "x86_64")]
mod x86 {
    use pulp::x86::V4;
    use pulp::{NullaryFnOnce, cast};

    use super::{TABLE, add_each, look_up_each};

    /// In a table of at most [`TABLE`] entries.
    pub(super) struct LookUp<'a> {
        pub(super) simd: V4,
        pub(super) table: &'a [i32],
        pub(super) codes: &'a [u16],
        pub(super) out: &'a mut [i32],
    }

    impl NullaryFnOnce for LookUp<'_> {
        type Output = ();

        #[inline(always)]
        fn call(self) {
            let avx = self.simd.avx512f;
            let mut entries = [0; TABLE];
            for (entry, &given) in entries.iter_mut().zip(self.table) {
                *entry = given;
            }
            let table = cast(entries);
            let (out, last_out) = self.out.as_chunks_mut::<TABLE>();
            let (codes, last_codes) = self.codes.as_chunks::<TABLE>();
            for (out, codes) in out.iter_mut().zip(codes) {
                let codes = avx._mm512_cvtepu16_epi32(cast(*codes));
                *out = cast(avx._mm512_permutexvar_epi32(codes, table));
            }
            look_up_each(self.table, last_codes, last_out);
        }
    }

    pub(super) struct AddEntries<'a> {
        pub(super) simd: V4,
        pub(super) table: &'a [f32; TABLE],
        pub(super) codes: &'a [u8],
        pub(super) sums: &'a mut [f32],
    }

    impl NullaryFnOnce for AddEntries<'_> {
        type Output = ();

        #[inline(always)]
        fn call(self) {
            let avx = self.simd.avx512f;
            let table = cast(*self.table);
            let (sums, last_sums) = self.sums.as_chunks_mut::<TABLE>();
            let (codes, last_codes) = self.codes.as_chunks::<TABLE>();
            for (sums, codes) in sums.iter_mut().zip(codes) {
                let entries =
                    avx._mm512_permutexvar_ps(avx._mm512_cvtepu8_epi32(cast(*codes)), table);
                *sums = cast(avx._mm512_add_ps(cast(*sums), entries));
            }
            add_each(self.table, last_codes, last_sums);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_and_plain_look_ups_agree() {
        let table = std::array::from_fn(|code| code as f32 / 7.0);
        for length in [0, 1, 15, 16, 17, 100] {
            let codes: Vec<u8> = (0..length).map(|position| (position * 7 % 16) as u8).collect();
            let mut sums: Vec<f32> = (0..length).map(|position| position as f32 / 3.0).collect();
            let mut plain = sums.clone();
            add_entries(&table, &codes, &mut sums);
            add_each(&table, &codes, &mut plain);
            assert_eq!(sums, plain);
        }
    }

    #[test]
    fn tables_of_any_size_are_looked_up() {
        for entries in [1, 2, 16, 17, 1_024] {
            let table: Vec<i32> = (0..entries).map(|entry| 7 + 3 * entry).collect();
            for length in [0, 1, 15, 16, 17, 100] {
                let codes: Vec<u16> = (0..length).map(|at| (at * 7 % entries) as u16).collect();
                let mut found = vec![-1; codes.len()];
                look_up(&table, &codes, &mut found);
                let expected: Vec<i32> =
                    codes.iter().map(|&code| 7 + 3 * i32::from(code)).collect();
                assert_eq!(found, expected, "{length} of {entries}");
            }
        }
    }
}
