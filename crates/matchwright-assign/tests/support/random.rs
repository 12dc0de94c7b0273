//! Random cases that are the same in every run: how many, and what is drawn for them.

/// How many cases were asked for.
pub(crate) fn count(default: u64) -> u64 {
    let asked = std::env::var("MATCHWRIGHT_CASES");
    asked.map_or(default, |asked| asked.parse().expect("MATCHWRIGHT_CASES: a number of cases"))
}

/// Numbers that look random, below what is asked for (xorshift, Marsaglia 2003).
pub(crate) fn noise(seed: u64) -> impl FnMut(u64) -> u64 {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    move |below| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % below
    }
}
