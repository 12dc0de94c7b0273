//! What is done with an input, one target a file: `run` takes any bytes, and panics where a promise is broken.

mod arrow;
mod assign;
mod calendar;
mod certificate;
mod cohorts;
mod json;
mod ods;
mod outcome;
mod parquet;
mod plans;
mod programme;
mod reader;
mod scorer;
mod sparse;
mod text;
mod vocabulary;
mod xls;
mod xlsx;

/// A target takes any bytes.
type Target = fn(&[u8]);

/// Every target, with the name of its program and of its corpus.
pub(crate) const ALL: [(&str, Target); 15] = [
    ("arrow", arrow::run),
    ("assign", assign::run),
    ("calendar", calendar::run),
    ("certificate", certificate::run),
    ("json", json::run),
    ("ods", ods::run),
    ("outcome", outcome::run),
    ("parquet", parquet::run),
    ("programme", programme::run),
    ("scorer", scorer::run),
    ("sparse", sparse::run),
    ("text", text::run),
    ("vocabulary", vocabulary::run),
    ("xls", xls::run),
    ("xlsx", xlsx::run),
];
