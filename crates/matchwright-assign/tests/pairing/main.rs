//! What pairs within one population promise, one promise per file, through the public API only.

#![expect(clippy::expect_used, clippy::panic, reason = "a test stops where a promise is broken")]

mod brute_force;
mod cancelling;
mod common;
mod hard_families;
mod hostile;
mod integer_blossom;
mod planted_faults;
#[path = "../support/random.rs"]
mod random;
mod same_bytes;
mod stopping;
#[path = "../support/watched.rs"]
mod watched;
