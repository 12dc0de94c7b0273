//! Draws that come out alike on every machine.

use rand_xoshiro::Xoshiro256PlusPlus;
use rand_xoshiro::rand_core::{Rng as _, SeedableRng as _};

/// A seeded stream of random numbers.
pub(crate) struct Dice(Xoshiro256PlusPlus);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Xoshiro256PlusPlus::seed_from_u64(seed))
    }

    /// The stream of one draw out of many, whichever thread makes it. Neighbouring draws have nothing in
    /// common: their numbers are spread over all 64 bits (Steele, Lea and Flood 2014, the finaliser of
    /// `SplitMix64`).
    pub(crate) fn of_draw(seed: u64, draw: u64) -> Self {
        let mut mixed = draw.wrapping_add(1).wrapping_mul(0xD134_2543_DE82_EF95);
        for factor in [0xBF58_476D_1CE4_E5B9, 0x94D0_49BB_1331_11EB] {
            mixed = (mixed ^ (mixed >> 30)).wrapping_mul(factor);
        }
        Self::new(seed ^ mixed ^ (mixed >> 31))
    }

    /// A whole number below `bound`; 0 where that is 0.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.0.next_u64()) * bound as u128) >> 64) as usize
    }

    /// Evenly from 0 up to, and without, 1.
    pub(crate) fn unit(&mut self) -> f64 {
        // 53 bits are what a float holds.
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Puts a list into random order (Fisher and Yates 1938).
    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_have_streams_of_their_own() {
        let first = |seed, draw| Dice::of_draw(seed, draw).below(usize::MAX);
        let mut seen: Vec<usize> = (0..1_000).map(|draw| first(7, draw)).collect();
        seen.extend((0..1_000).map(|draw| first(8, draw)));
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), 2_000);
        assert_eq!(first(7, 3), first(7, 3));
    }
}
