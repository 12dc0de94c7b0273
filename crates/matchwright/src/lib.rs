//! Matchwright matches mentors and mentees.
//!
//! ```text
//! tables  →  roster  →  candidates  →  scores  →  plan  →  proof  →  outcome  →  answers
//! files      who        who may meet   how well   who meets whom    the answer  what it means
//! ```

#![forbid(unsafe_code)]

mod error;

mod registry;

mod lanes;

pub mod schema;

pub mod roster;

mod compare;

pub mod criteria;

pub mod rules;

pub mod program;

pub mod scores;

mod matching;

pub mod outcome;

pub mod validate;

pub mod answers;

pub mod report;

pub mod simulate;

/// The solver: optimal assignment of costs, without people.
pub use matchwright_assign as assign;

/// Tables and vocabularies, before anybody is checked.
pub use matchwright_tables as tables;

pub use matchwright_tables::{plain, plain_lines, vocabulary};

pub use error::{Error, Finding, Findings};
pub use matching::Matcher;
pub use outcome::Outcome;
pub use program::Program;
pub use roster::Roster;
pub use vocabulary::Vocabulary;
