//! What ends a command, in words for the terminal.

use std::path::Path;
use std::{fmt, io};

use matchwright::plain_lines;
use matchwright::tables::Error as ReadError;
use miette::{Diagnostic, MietteHandler, MietteHandlerOpts, ReportHandler as _};

use crate::streams;

/// A refusal. Its text names file, row, id and column, and never a person's values but where it says so.
#[derive(Debug, thiserror::Error, Diagnostic)]
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
    #[diagnostic(help("save the table as a workbook (.xlsx), or as CSV with a header line"))]
    Ending(matchwright::Error),
    #[error("{path}: cannot be written: {source}")]
    Write { path: String, source: io::Error },
    #[error("{path}: already exists")]
    #[diagnostic(help("name another file with --out, or pass --force to replace it"))]
    Exists { path: String },
    #[error("{path}: is named twice, so that one content would replace the other")]
    #[diagnostic(help("give every input and every output a file of its own"))]
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

    /// Writes the failure to standard error.
    pub(crate) fn report(&self) {
        // Lines stay whole: a wrapped path or finding can neither be copied nor searched for.
        let lines = MietteHandlerOpts::new().wrap_lines(false);
        let shown = Shown {
            text: plain_lines(&self.to_string()),
            help: self.help().map(|help| help.to_string()),
        };
        streams::print_aside(&format!("{:?}\n", Styled(lines.build(), &shown)));
    }
}

/// A failure whose text is safe to show: it is then coloured for the terminal.
#[derive(Debug, thiserror::Error, Diagnostic)]
#[error("{text}")]
struct Shown {
    text: String,
    #[help]
    help: Option<String>,
}

/// A failure as a handler writes it.
struct Styled<'a>(MietteHandler, &'a Shown);

impl fmt::Debug for Styled<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.debug(self.1, f)
    }
}
