//! What was decided while a table was read.

use std::fmt;

use serde::Serialize;

use crate::counted::counted;
use crate::plain::plain;

/// How a table was read: what was found out, and what was passed over. Its text is one line. It never
/// holds a cell.
///
/// ```
/// use matchwright_tables::{ReadOptions, Table};
///
/// let text = "id;hours;\nm1;3,5;\n;;\nm2;4,0;\n";
/// let table = Table::from_bytes(text.into(), "mentors.csv", &ReadOptions::default())?;
/// assert_eq!(
///     table.reading().to_string(),
///     "read as ;-separated, UTF-8, decimal comma; 1 empty row and 1 empty column passed over"
/// );
/// assert_eq!(table.sheet_row(1), 4);
/// # Ok::<(), matchwright_tables::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Reading {
    /// The format: `CSV`, `Excel`, `OpenDocument`, `JSON`, `JSON lines`, `SCIM`, `credentials`,
    /// `an HR export`, `calendars`, `Parquet`, `Arrow`; empty for tables that were made from values.
    pub format: &'static str,
    /// What stood between two cells of a text file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub separator: Option<char>,
    /// The encoding of a text file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub encoding: Option<String>,
    /// Columns whose numbers were written with a decimal comma.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub decimal_comma: Vec<String>,
    /// The sheet of a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// The row of the header, as the spreadsheet counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_row: Option<usize>,
    /// Empty rows that were passed over.
    pub empty_rows: usize,
    /// Empty columns without a name that were passed over.
    pub empty_columns: usize,
    /// Whatever else a reader should know, one sentence each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// How the note of sheets that were not read begins.
pub(crate) const OTHER_SHEETS: &str = "not read: the sheets ";

impl Reading {
    #[cfg(any(feature = "calendar", feature = "csv", feature = "json", feature = "parquet"))]
    pub(super) fn of(format: &'static str) -> Self {
        Self { format, ..Self::default() }
    }

    pub(crate) fn note(&mut self, note: impl Into<String>) {
        self.notes.push(note.into());
    }

    /// How the cells were told apart.
    fn manner(&self) -> Vec<String> {
        let separated = |separator| match separator {
            '\t' => "tab-separated".to_owned(),
            ',' => "comma-separated".to_owned(),
            other => format!("{other}-separated"),
        };
        let mut manner = vec![self.separator.map_or_else(|| self.format.to_owned(), separated)];
        manner.extend(self.encoding.clone());
        if !self.decimal_comma.is_empty() {
            manner.push("decimal comma".to_owned());
        }
        manner.extend(self.sheet.as_ref().map(|sheet| format!("sheet {sheet:?}")));
        manner
    }

    /// What was passed over because it was empty.
    fn passed(&self) -> Option<String> {
        let count = |count: usize, noun: &str| match count {
            0 => None,
            some => Some(counted(some, &format!("empty {noun}"), &format!("empty {noun}s"))),
        };
        let passed = [count(self.empty_rows, "row"), count(self.empty_columns, "column")];
        let passed: Vec<String> = passed.into_iter().flatten().collect();
        (!passed.is_empty()).then(|| format!("{} passed over", passed.join(" and ")))
    }
}

impl fmt::Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.format.is_empty() {
            return f.write_str("made from values");
        }
        let parts = std::iter::once(format!("read as {}", self.manner().join(", ")));
        let parts = parts.chain(self.passed()).chain(self.notes.iter().cloned());
        f.write_str(&plain(&parts.collect::<Vec<_>>().join("; ")))
    }
}
