//! The name of a column that both tables have, or one name for each.

use serde::{Deserialize, Serialize};

use super::{Kind, Read, Side};

/// A column of both tables: one name, or one for each.
///
/// In TOML `column = "grade"` or `column = { mentee = "level", mentor = "grade" }`.
///
/// ```
/// use matchwright::program::Columns;
///
/// assert_eq!(Columns::from("grade").mentor(), "grade");
/// assert_eq!(Columns::from(("level", "grade")).mentee(), "level");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged, expecting = "expected a column name, or a table with `mentee` and `mentor`")]
pub enum Columns {
    /// The same name in both tables.
    Same(String),
    /// A name in each.
    Each {
        /// In the mentees' table.
        mentee: String,
        /// In the mentors' table.
        mentor: String,
    },
}

impl Columns {
    /// The name in the mentees' table.
    #[must_use]
    pub fn mentee(&self) -> &str {
        match self {
            Self::Same(column) | Self::Each { mentee: column, .. } => column,
        }
    }

    /// The name in the mentors' table.
    #[must_use]
    pub fn mentor(&self) -> &str {
        match self {
            Self::Same(column) | Self::Each { mentor: column, .. } => column,
        }
    }

    /// The name in the table of a side.
    #[must_use]
    pub fn of(&self, side: Side) -> &str {
        match side {
            Side::Mentee => self.mentee(),
            Side::Mentor => self.mentor(),
        }
    }

    /// Whether both name the same columns, however they are written.
    pub(crate) fn is_same_as(&self, other: &Self) -> bool {
        (self.mentee(), self.mentor()) == (other.mentee(), other.mentor())
    }

    /// Both columns, read as the same kind.
    #[must_use]
    pub fn reads(&self, kind: &Kind) -> Vec<Read> {
        vec![Read::mentee(self.mentee(), kind.clone()), Read::mentor(self.mentor(), kind.clone())]
    }
}

impl From<&str> for Columns {
    fn from(column: &str) -> Self {
        Self::Same(column.to_owned())
    }
}

impl From<String> for Columns {
    fn from(column: String) -> Self {
        Self::Same(column)
    }
}

impl From<(&str, &str)> for Columns {
    fn from((mentee, mentor): (&str, &str)) -> Self {
        Self::Each { mentee: mentee.to_owned(), mentor: mentor.to_owned() }
    }
}
