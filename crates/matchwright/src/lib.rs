//! Matchwright matches mentors and mentees.
//!
//! ```text
//! roster  →  candidates  →  scores  →  assignment  →  certificate  →  outcome  →  reports
//! who        who may meet   how well   who meets whom  why it is best   the answer   what it means
//! ```

#![forbid(unsafe_code)]

pub mod roster;

pub mod program;

pub mod vocabulary;

mod candidates;

pub mod criteria;

pub mod scores;

mod matcher;
mod pinned;

pub mod outcome;

pub mod report;

pub mod simulate;

mod error;
mod lanes;
mod registry;

/// The solver: optimal assignment of costs, without people.
pub use matchwright_assign as assign;

pub use candidates::rules;
pub use error::{Error, Finding, Findings};
pub use matcher::Matcher;
pub use outcome::Outcome;
pub use program::Program;
pub use roster::Roster;
pub use vocabulary::Vocabulary;
