//! How much a file may hold. A small file can ask for a lot of memory: a zip unpacks to a thousand
//! times its size, and one cell in a far corner makes a sheet of 10¹⁰ empty ones.

/// Cells of a table, the missing ones between others too: 2 GiB in memory, a million people with 64
/// answers each.
#[cfg(any(feature = "csv", feature = "json", feature = "parquet"))]
pub(super) const MAX_CELLS: usize = 1 << 26;

/// Bytes of a compressed file, or of one part of a workbook, when it is unpacked. A sheet of a million
/// rows and ten columns takes half of it.
#[cfg(any(feature = "excel", feature = "gzip", feature = "parquet"))]
pub(super) const MAX_UNPACKED: u64 = 1 << 30;

/// The refusal of a file that holds more than `limit` of something.
#[cfg(any(
    feature = "calendar",
    feature = "csv",
    feature = "gzip",
    feature = "json",
    feature = "parquet"
))]
pub(super) fn too_much(
    origin: &str,
    what: &str,
    limit: impl std::fmt::Display,
) -> crate::error::Error {
    let message = format!("more than {limit} {what}, which is not read");
    crate::error::Error::Syntax { origin: origin.to_owned(), message }
}
