//! The module of the npm package `matchwright`: JavaScript's way to the crates `matchwright` and
//! `matchwright-assign`.
//!
//! Nothing is decided here. A function takes texts and arrays of numbers, calls the crate, and gives texts and
//! arrays of numbers back; `npm/src/` makes objects of them, and has the documentation that callers read.
//! There are no files, no threads and no clock, and the answers are those of every other build, byte for byte.
//!
//! ```text
//! people                    match, explain     JSON texts
//! matrix                    costs without people
//! errors                    how every refusal crosses the border
//! ```
#![cfg(target_family = "wasm")]

mod errors;

mod matrix;

mod people;
