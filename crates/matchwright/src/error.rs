//! What the library refuses, in texts that are [safe to show](crate::plain).

use matchwright_tables::{plain, plain_lines};

pub use matchwright_tables::{Finding, Findings};

/// Everything that the library refuses to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The people's data or the programme does not hold together; every finding is listed.
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
    #[error("{}: tables are read from .csv and .json files", plain(.path))]
    UnknownEnding {
        /// The path as the caller gave it.
        path: String,
    },
    /// Nobody in the roster has the id that was asked for.
    #[error("there is no {side} with the id {:?}", plain(.id))]
    UnknownId {
        /// "mentee" or "mentor".
        side: &'static str,
        /// The id that was asked for.
        id: String,
    },
    /// The solver refused or was cancelled.
    #[error(transparent)]
    Assign(#[from] matchwright_assign::Error),
}

impl From<Findings> for Error {
    fn from(findings: Findings) -> Self {
        Self::Input(findings)
    }
}

impl From<matchwright_tables::Error> for Error {
    fn from(error: matchwright_tables::Error) -> Self {
        use matchwright_tables::Error as Read;

        match error {
            Read::Input(findings) => Self::Input(findings),
            Read::File { path, source } => Self::File { path, source },
            Read::Syntax { origin, message } => Self::Syntax { origin, message },
            Read::UnknownEnding { path } => Self::UnknownEnding { path },
            Read::OutOfMemory { bytes } => {
                Self::Assign(matchwright_assign::Error::OutOfMemory { bytes: bytes as u128 })
            }
        }
    }
}
