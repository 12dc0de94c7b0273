//! Out again: tables as files, one format a file.

#[cfg(feature = "csv")]
mod csv;
