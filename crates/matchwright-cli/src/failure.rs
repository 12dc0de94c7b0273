//! What ends a command, in words for the terminal.

use std::io;
use std::path::Path;

use clap::builder::Styles;
use matchwright::plain_lines;
use matchwright::tables::Error as ReadError;

use crate::streams;

/// A refusal. Its text names file, row, id and column, and never a person's values but where it says so.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    #[error(transparent)]
    Refused(matchwright::Error),
    /// What `validate` found, with what people wrote: whoever runs it mends it.
    #[error("{0}")]
    Invalid(String),
    /// What differs from a record.
    #[error("{0}")]
    Differs(String),
    #[error(transparent)]
    Ending(matchwright::Error),
    #[error("{path}: cannot be written: {source}")]
    Write { path: String, source: io::Error },
    #[error("{path}: already exists")]
    Exists { path: String },
    #[error("{path}: is named twice, so that one content would replace the other")]
    NamedTwice { path: String },
    #[error("the threads cannot be started: {reason}")]
    Threads { reason: String },
}

impl From<matchwright::Error> for Failure {
    fn from(error: matchwright::Error) -> Self {
        match error {
            matchwright::Error::Read(ReadError::UnknownEnding { .. }) => Self::Ending(error),
            other => Self::Refused(other),
        }
    }
}

impl Failure {
    /// What could not be written, and why.
    pub(crate) fn write(path: &str, source: io::Error) -> Self {
        Self::Write { path: path.to_owned(), source }
    }

    /// As [`Failure::write`], for a file.
    pub(crate) fn write_file(path: &Path, source: io::Error) -> Self {
        Self::write(&path.display().to_string(), source)
    }

    /// What to do about it, where that is known.
    fn help(&self) -> Option<&'static str> {
        match self {
            Self::Ending(_) => {
                Some("save the table as a workbook (.xlsx), or as CSV with a header line")
            }
            Self::Exists { .. } => {
                Some("name another file with --out, or pass --force to replace it")
            }
            Self::NamedTwice { .. } => Some("give every input and every output a file of its own"),
            _ => None,
        }
    }

    /// Writes the failure to standard error, in the form that wrong arguments have.
    pub(crate) fn report(&self) {
        let styles = Styles::styled();
        let (error, tip) = (styles.get_error(), styles.get_valid());
        // Lines stay whole: a wrapped path or finding can neither be copied nor searched for.
        let text = plain_lines(&self.to_string());
        let help = self.help().map(|help| format!("\n  {tip}tip:{tip:#} {help}\n"));
        let help = help.unwrap_or_default();
        streams::print_aside(&format!("{error}error:{error:#} {text}\n{help}"));
    }
}
