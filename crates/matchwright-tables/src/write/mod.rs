//! Out again: tables as files, one format a file.

#[cfg(feature = "arrow")]
mod arrow;
#[cfg(feature = "csv")]
mod csv;
#[cfg(feature = "excel")]
mod excel;
mod file;
mod frame;
#[cfg(feature = "json")]
mod json;
#[cfg(feature = "parquet")]
mod parquet;
mod text;
mod whole;

#[cfg(feature = "excel")]
pub use excel::write_excel;
pub use file::FileFormat;
pub use frame::{Frame, Values, distinct_names};
pub use text::{write_bytes, write_text};
pub use whole::{WholeFile, followed};
