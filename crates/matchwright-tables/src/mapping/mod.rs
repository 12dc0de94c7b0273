//! What does an export call things? A mapping says it once, in words: ids, roles, the latest answer, and
//! where each column that the programme reads comes from.
//!
//! ```
//! use matchwright_tables::Table;
//! use matchwright_tables::mapping::{Mapping, Tables};
//!
//! let mapping: Mapping = toml::from_str(r#"
//!     id = ["First name", "Last name"]
//!     role = { column = "Mentor or mentee?", mentee = "Mentee", mentor = "Mentor", both = "Both" }
//!     latest = "Timestamp"
//!
//!     [columns]
//!     topics = { from = "Topics", separator = ",", whole = ["Strategy (vision, mission)"] }
//! "#)?;
//! let export = "Timestamp,First name,Last name,Mentor or mentee?,Topics\n\
//!               2026-01-10 09:00,Ada,Quill,Mentee,SQL\n\
//!               2026-01-11 10:00,Ben,Roy,Both,\"SQL, Strategy (vision, mission)\"\n\
//!               2026-01-12 18:00,ada,quill ,Mentee,\"SQL, Rust\"\n";
//! let people = Table::from_csv_reader(export.as_bytes(), "people")?;
//!
//! let mapped = mapping.apply(&Tables::people(&people))?;
//! assert!(mapped.findings.is_empty());
//! let text = |table: &Table, column| table.column(column).unwrap()[0].to_string();
//! assert_eq!(mapped.mentees.table.rows(), 2);
//! assert_eq!(text(&mapped.mentors.table, "id"), "Ben Roy");
//! assert_eq!(text(&mapped.mentors.table, "topics"), "SQL; Strategy (vision, mission)");
//! assert_eq!(mapped.notes[0].to_string(), "people, column \"Timestamp\": 1 earlier answer is replaced \
//!     by the latest of the same person (row 2)");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Nobody is lost on the way: every row is in one of the tables, in both, in a note, or in a finding.

mod alone;
mod apply;
mod beside;
mod check;
mod columns;
mod looks;
mod mapped;
mod moments;
mod note;
mod people;
mod reads;
mod report;
mod sheet;
mod silence;
mod tables;
mod texts;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use columns::{ReadAs, Source};
pub use looks::{is_hours, is_moment, is_weekday, rating};
pub use mapped::{Mapped, MappedTable};
pub use note::Note;
pub use sheet::no_such_column;
pub use silence::NO_ANSWER;
pub use tables::Tables;
pub use texts::Texts;

/// What an export calls things, so that it is read as it is.
///
/// Columns are found by their names; where only one is meant, case and blanks do not matter. What it says is
/// checked when it is applied, and `validate` lists what it decided.
///
/// # In a programme
///
/// ```toml
/// [tables]
/// id = ["First name", "Last name"]
/// role = { column = "I am a", mentee = "Mentee", mentor = ["Mentor", "Leader"], both = "Both" }
/// latest = "Timestamp"
/// active = { column = "Joining this round?", yes = ["Yes", "Sure"] }
/// no_answer = ["None", "N/A", "-", "Prefer not to say"]
/// name = "Full name"
/// ```
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct Mapping {
    /// The column of the ids, or several that are joined with blanks. Ids are one where they differ in
    /// nothing but case, blanks and characters that nobody sees.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Texts>,
    /// One table for both roles: the column that says who is what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// The column of the time of answering: of somebody who answered twice, the latest counts. Without
    /// it, they are refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest: Option<String>,
    /// The column that says who takes part; the others are left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub active: Option<Active>,
    /// Texts that mean no answer; by default "None", "N/A", "-", "Prefer not to say", "Prefer not to
    /// answer", "Not applicable" and the errors of spreadsheets such as "#N/A", without case and blanks. A
    /// text that a column gives a meaning to keeps it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub no_answer: Option<Vec<String>>,
    /// The column of names, or several that are joined: beside the ids in tables, letters and reports, never
    /// for scores.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Texts>,
    /// New columns, each with where it comes from. One that has the name of a column of the export takes
    /// its place.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(feature = "schema", schemars(!skip_serializing_if))]
    pub columns: BTreeMap<String, Source>,
}

/// Who is what.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Role {
    /// The column that says it.
    pub column: String,
    /// What mentees say there: one text, or several.
    pub mentee: Texts,
    /// What mentors say there.
    pub mentor: Texts,
    /// What those say who are both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub both: Option<Texts>,
}

/// Who takes part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Active {
    /// The column that says it.
    pub column: String,
    /// What those say who take part; by default "yes", "y", "true" and "1".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub yes: Option<Texts>,
}

impl Role {
    /// A column and what mentees and mentors say there.
    pub fn new(
        column: impl Into<String>,
        mentee: impl Into<Texts>,
        mentor: impl Into<Texts>,
    ) -> Self {
        Self { column: column.into(), mentee: mentee.into(), mentor: mentor.into(), both: None }
    }

    /// What those say who are both.
    #[must_use]
    pub fn with_both(mut self, both: impl Into<Texts>) -> Self {
        self.both = Some(both.into());
        self
    }
}

impl Active {
    /// A column in which "yes" means that somebody takes part.
    pub fn new(column: impl Into<String>) -> Self {
        Self { column: column.into(), yes: None }
    }

    /// What those say who take part.
    #[must_use]
    pub fn with_yes(mut self, yes: impl Into<Texts>) -> Self {
        self.yes = Some(yes.into());
        self
    }
}

impl Mapping {
    /// A mapping that changes nothing but texts that mean no answer.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The column of the ids, or several that are joined.
    #[must_use]
    pub fn with_id(mut self, columns: impl Into<Texts>) -> Self {
        self.id = Some(columns.into());
        self
    }

    /// One table for both roles.
    #[must_use]
    pub fn with_role(mut self, role: Role) -> Self {
        self.role = Some(role);
        self
    }

    /// The column of the time of answering.
    #[must_use]
    pub fn with_latest(mut self, column: impl Into<String>) -> Self {
        self.latest = Some(column.into());
        self
    }

    /// The column that says who takes part.
    #[must_use]
    pub fn with_active(mut self, active: Active) -> Self {
        self.active = Some(active);
        self
    }

    /// The texts that mean no answer, instead of the usual ones.
    #[must_use]
    pub fn with_no_answer<T: Into<String>>(mut self, texts: impl IntoIterator<Item = T>) -> Self {
        self.no_answer = Some(texts.into_iter().map(Into::into).collect());
        self
    }

    /// The column of names, or several that are joined.
    #[must_use]
    pub fn with_name(mut self, columns: impl Into<Texts>) -> Self {
        self.name = Some(columns.into());
        self
    }

    /// Adds a new column.
    #[must_use]
    pub fn with_column(mut self, name: impl Into<String>, source: Source) -> Self {
        self.columns.insert(name.into(), source);
        self
    }
}
