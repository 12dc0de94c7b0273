//! How does a file become a table? One format a file, each a feature.
//!
//! ```text
//! options                   what the caller says
//! file                      the one door: which reader
//! limits    guard           how much is read; the last resort
//! csv       encoding  separator  quotes  decimal
//! excel     rows            sheets of cells; which row is the header
//! json      documents       records; scim, credentials and exports hold people in shapes of their own
//! calendar                  free and busy times as hours of a week
//! arrow     parquet   ipc   record batches
//! ```

#[cfg(feature = "arrow")]
mod arrow;
#[cfg(feature = "parquet")]
mod batches;
#[cfg(feature = "calendar")]
mod calendar;
#[cfg(feature = "standards")]
mod credentials;
#[cfg(feature = "csv")]
mod csv;
#[cfg(feature = "csv")]
mod decimal;
#[cfg(feature = "json")]
mod documents;
#[cfg(feature = "csv")]
mod encoding;
#[cfg(feature = "excel")]
mod excel;
#[cfg(feature = "standards")]
mod exports;
mod file;
#[cfg(any(feature = "calendar", feature = "excel", feature = "parquet"))]
mod guard;
#[cfg(feature = "parquet")]
mod ipc;
#[cfg(feature = "json")]
mod json;
mod limits;
mod options;
#[cfg(feature = "parquet")]
mod pages;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(feature = "csv")]
mod quotes;
#[cfg(feature = "csv")]
mod rows;
#[cfg(feature = "json")]
mod scim;
#[cfg(feature = "csv")]
mod separator;
mod text;
#[cfg(feature = "parquet")]
mod thrift;

pub use file::without_sheet;
pub use options::ReadOptions;
pub(crate) use text::is_compressed;
pub use text::read_text;
#[cfg(not(feature = "gzip"))]
pub(crate) use text::without_gzip;
