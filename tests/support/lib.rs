//! What several tests and benches need: where the published data lies, and small rosters.

pub mod answers;
pub mod by_turns;
pub mod crowd;
pub mod daily_life;
pub mod groups;
pub mod instances;
pub mod looks;
pub mod memory;

use std::path::PathBuf;

/// A file of the published data sets that some tests use, or `None`, with a message on standard
/// error, where they are absent. They lie in `../shared/data` beside the checkout, or where the
/// variable `MATCHWRIGHT_DATA` says.
#[must_use]
pub fn data_file(name: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("MATCHWRIGHT_DATA").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data"),
        PathBuf::from,
    );
    let file = folder.join(name);
    if !file.exists() {
        eprintln!("skipped: the data file {name} is absent");
        return None;
    }
    Some(file)
}

/// The README's Rust blocks, which run at the root of the repository as a reader runs them.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
