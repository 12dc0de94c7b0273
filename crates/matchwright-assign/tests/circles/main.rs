//! What circles promise, through the public interface only: few members have the best plan, more of them a plan that is
//! never worse than pairs first, and the bound holds.
//!
//! `MATCHWRIGHT_CASES` says how many random cases; number `k` is the same in every run.

#![expect(clippy::expect_used, reason = "a test stops where a promise is broken")]

mod brute_force;
mod cancelling;
mod common;
mod hostile;
mod larger;
mod planted_faults;
#[path = "../support/random.rs"]
mod random;
#[path = "../support/watched.rs"]
mod watched;
