//! Out again: tables as files, one format a file.

#[cfg(feature = "csv")]
mod csv;
mod frame;
mod text;

pub use frame::{Frame, Values, distinct_names};
pub use text::write_text;
