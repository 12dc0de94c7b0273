//! What the library refuses, in texts that are [safe to show](crate::plain).

use std::fmt;

use matchwright_tables::plain;
use serde::Serialize;

pub use matchwright_tables::{Finding, Findings};

/// Everything that the library refuses to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The people's data or the programme does not hold together; every finding is listed.
    #[error("{0}")]
    Input(Findings),
    /// A file could not be read or written, or is not what its name says.
    #[error(transparent)]
    Read(matchwright_tables::Error),
    /// Nobody in the roster has the id that was asked for.
    #[error("there is no {side} with the id {:?}", plain(.id))]
    UnknownId {
        /// "mentee" or "mentor".
        side: &'static str,
        /// The id that was asked for.
        id: String,
    },
    /// No plan keeps to the minimums and quotas of the programme.
    #[error("{0}")]
    Infeasible(Box<Infeasible>),
    /// The solver refused or was cancelled.
    #[error(transparent)]
    Assign(#[from] matchwright_assign::Error),
}

/// Why no plan keeps to what a programme demands: what needs pairs, what keeps it from them, and what would help.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Infeasible {
    /// Pairs that the minimums named in the witness need together; 0 where no count shows it, and all cases of a
    /// search were tried.
    pub needed: u64,
    /// The most that they can have together; 0 where no count shows it.
    pub possible: u64,
    /// Who needs pairs, who there is for them, and what keeps others out.
    pub witness: String,
    /// Changes of the programme, each of which alone is enough, as was tried.
    pub relaxations: Vec<Relaxed>,
}

/// One change with which there is a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Relaxed {
    /// The field of the programme.
    pub field: String,
    /// What it would be.
    pub change: String,
}

impl fmt::Display for Infeasible {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no plan keeps to all minimums: {}", plain(&self.witness))?;
        for (at, Relaxed { field, change }) in self.relaxations.iter().enumerate() {
            let before = if at == 0 { ". What would help: " } else { ", or " };
            write!(f, "{before}{}: {}", plain(field), plain(change))?;
        }
        Ok(())
    }
}

impl From<Findings> for Error {
    fn from(findings: Findings) -> Self {
        Self::Input(findings)
    }
}

/// Findings are [`Error::Input`] wherever they come from, and memory is [`Error::Assign`].
impl From<matchwright_tables::Error> for Error {
    fn from(error: matchwright_tables::Error) -> Self {
        use matchwright_tables::Error as Read;

        match error {
            Read::Input(findings) => Self::Input(findings),
            Read::OutOfMemory { bytes } => {
                Self::Assign(matchwright_assign::Error::OutOfMemory { bytes: bytes as u128 })
            }
            other => Self::Read(other),
        }
    }
}

impl Error {
    /// A text that is not what it should be, with the file or the kind of text.
    pub(crate) fn syntax(origin: &str, message: impl Into<String>) -> Self {
        let (origin, message) = (origin.to_owned(), message.into());
        Self::Read(matchwright_tables::Error::Syntax { origin, message })
    }
}
