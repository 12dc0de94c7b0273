//! Small programmes of every kind have the plan that is found by trying all sets of pairs, and are refused where
//! there is none. Each file is about one part of a programme.
//!
//! `MATCHWRIGHT_CASES` says how many random programmes each test tries; case number `k` is the same in every run, so
//! that a failure names its case.

#![expect(clippy::expect_used, clippy::panic, reason = "a test stops where a promise is broken")]

mod case;
mod crossing;
mod draw;
mod everything;
mod experiments;
mod levels;
mod loads;
mod many_or_nobody;
mod quotas;
mod rematch;
mod several_mentors;
mod stable;
mod stopped;
