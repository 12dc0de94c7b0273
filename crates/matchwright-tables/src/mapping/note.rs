//! What a mapping decided on the way.

use std::fmt;

use serde::Serialize;

use crate::finding::{Finding, rows};
use crate::plain::plain;

/// One thing that was decided while a mapping was applied, with every row that it concerns.
///
/// ```
/// use matchwright_tables::mapping::{Active, Mapping, Tables};
/// use matchwright_tables::Table;
///
/// let people = "id,joining\ne1,Yes\ne2,No\n";
/// let people = Table::from_csv_reader(people.as_bytes(), "people")?;
/// let mapping = Mapping::new().with_active(Active::new("joining"));
/// let mapped = mapping.apply(&Tables::sides(&people, &people))?;
/// let note = &mapped.notes[0];
/// assert_eq!((note.code, note.rows.as_slice()), ("inactive", &[3][..]));
/// assert_eq!(note.to_string(), "mentees, column \"joining\": 1 row is left out as not active (row 3)");
/// # Ok::<(), matchwright_tables::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Note {
    /// The stable name of its kind, such as `inactive`.
    pub code: &'static str,
    /// `"people"`, `"mentees"` or `"mentors"`.
    pub table: &'static str,
    /// The column, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<String>,
    /// What was decided; never what a person wrote.
    pub message: String,
    /// The rows, as [`Table::sheet_row`](crate::Table::sheet_row) counts them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<usize>,
}

impl From<Note> for Finding {
    fn from(note: Note) -> Self {
        let finding = Self::new(note.message).table(note.table).code(note.code).rows(note.rows);
        note.column.into_iter().fold(finding, Self::column)
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.table)?;
        if let Some(column) = &self.column {
            write!(f, ", column {:?}", plain(column))?;
        }
        write!(f, ": {}", plain(&self.message))?;
        if self.rows.is_empty() { Ok(()) } else { write!(f, " ({})", rows(&self.rows)) }
    }
}
