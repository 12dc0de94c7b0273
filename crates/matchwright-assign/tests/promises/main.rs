//! What the crate promises, one promise per file, through the public API only.

#![expect(clippy::expect_used, clippy::panic, reason = "a test stops where a promise is broken")]

mod all_plans;
mod altered_json;
mod alternatives;
mod brute_force;
mod certificate;
mod common;
mod crossing;
mod demands;
mod entries;
mod exact_values;
mod grid;
mod hostile;
mod json;
mod k_best;
mod large_levels;
mod levels;
mod metamorphic;
mod monitor;
mod or_none;
mod parts;
mod planted_faults;
mod planted_levels;
mod published;
#[path = "../support/random.rs"]
mod random;
mod random_cases;
mod read_back;
mod remote;
mod repair;
mod same_bytes;
mod seat_prices;
mod shortages;
mod sparse;
mod sparse_floats;
mod stats;
mod stopping;
mod switches;
mod traps;
