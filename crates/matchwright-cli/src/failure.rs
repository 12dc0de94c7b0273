//! What ends a command, in words for the terminal.

use std::io;
use std::path::Path;

use miette::{Diagnostic, MietteHandlerOpts, Report};

/// A refusal. Its text names file, row, id and column, and never a person's values.
#[derive(Debug, thiserror::Error, Diagnostic)]
pub(crate) enum Failure {
    #[error(transparent)]
    Refused(#[from] matchwright::Error),
    #[error("{path}: tables are read from .csv and .json files")]
    #[diagnostic(help("save the table as CSV with a header line, or as a JSON array of objects"))]
    Ending { path: String },
    #[error("{path}: cannot be written: {source}")]
    Write { path: String, source: io::Error },
    #[error("{path}: cannot be written: there is no folder {folder}")]
    NoFolder { path: String, folder: String },
    #[error("{path}: already exists")]
    #[diagnostic(help("name another file with --out, or pass --force to replace it"))]
    Exists { path: String },
    #[error("{path}: is named twice, so that one content would replace the other")]
    #[diagnostic(help("give every input and every output a file of its own"))]
    NamedTwice { path: String },
    #[error("the threads cannot be started: {reason}")]
    Threads { reason: String },
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
    pub(crate) fn report(self) {
        // Lines stay whole: a wrapped path or finding can neither be copied nor searched for.
        let whole_lines =
            |_: &_| Box::new(MietteHandlerOpts::new().wrap_lines(false).build()) as Box<_>;
        // An error here means that a hook is already set, which does no harm.
        let _ = miette::set_hook(Box::new(whole_lines));
        eprintln!("{:?}", Report::new(self));
    }
}
