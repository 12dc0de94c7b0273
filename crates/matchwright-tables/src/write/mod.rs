//! Out again: tables as files, one format a file.

#[cfg(feature = "csv")]
mod csv;
mod text;

pub use text::write_text;
