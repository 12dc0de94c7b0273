//! How does a file become a table? One format a file, each a feature.

#[cfg(feature = "arrow")]
mod arrow;
#[cfg(feature = "csv")]
mod csv;
mod file;
#[cfg(feature = "json")]
mod json;
#[cfg(feature = "csv")]
mod quotes;
mod text;

pub(crate) use text::is_compressed;
pub use text::read_text;
#[cfg(not(feature = "gzip"))]
pub(crate) use text::without_gzip;
