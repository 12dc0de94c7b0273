//! What reading refuses, in texts that are [safe to show](crate::plain).

use crate::finding::Findings;
use crate::plain::{plain, plain_lines};

/// Everything that reading tables and vocabularies can be refused for.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// What was read does not hold together; every finding is listed.
    #[error("{0}")]
    Input(Findings),
    /// A file could not be read or written.
    #[error("{}: {source}", plain(.path))]
    File {
        /// The path as the caller gave it.
        path: String,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// A text is not the CSV, JSON or TOML that it should be.
    #[error("{}: {}", plain(.origin), plain_lines(.message))]
    Syntax {
        /// The file, or the kind of text where there is no file.
        origin: String,
        /// What was expected, with the line where the format tells it.
        message: String,
    },
    /// Nothing reads files with a name like this one.
    #[error("{}: tables are read from .csv, .tsv, .txt, .xlsx, .xls, .ods, .json, .jsonl, .ics, .parquet and .arrow files", plain(.path))]
    UnknownEnding {
        /// The path as the caller gave it.
        path: String,
    },
    /// No table is written as a file with a name like this one.
    #[error("{}: tables are written as .csv, .tsv, .txt, .json, .xlsx and .parquet files, also with .gz behind", plain(.path))]
    NotWritten {
        /// The path as the caller gave it.
        path: String,
    },
    /// What was read does not fit into memory.
    #[error("{bytes} bytes do not fit into memory")]
    OutOfMemory {
        /// Bytes that could not be reserved.
        bytes: usize,
    },
}

/// Asks for memory and gives it back: an error now instead of an abort later.
pub(crate) fn ask_for(bytes: usize) -> Result<(), Error> {
    reserve(&mut Vec::<u8>::new(), bytes)
}

/// Room for so many more entries of a list.
pub(crate) fn reserve<T>(list: &mut Vec<T>, more: usize) -> Result<(), Error> {
    let bytes = list.len().saturating_add(more).saturating_mul(size_of::<T>());
    list.try_reserve(more).map_err(|_| Error::OutOfMemory { bytes })
}

impl From<Findings> for Error {
    fn from(findings: Findings) -> Self {
        Self::Input(findings)
    }
}
