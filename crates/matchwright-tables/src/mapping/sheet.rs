//! A table as the mapping looks at it: columns by what they are called.

use std::collections::{BTreeSet, HashMap};

use crate::finding::Finding;
use crate::labels::{nearest, person_key};
use crate::reading::OTHER_SHEETS;
use crate::table::{Cell, Table};

/// How many columns an error names.
const NAMED: usize = 30;

/// That a table has no column of this name: the one that was probably meant, or those that there are, and
/// what else the file holds. O(columns).
///
/// ```
/// use matchwright_tables::Table;
/// use matchwright_tables::mapping::no_such_column;
///
/// let table = Table::from_csv_reader("id,skills\ne1,sql\n".as_bytes(), "mentees.csv")?;
/// assert_eq!(no_such_column(&table, "skils"), "there is no such column; did you mean \"skills\"?");
/// assert_eq!(no_such_column(&table, "years"), "there is no such column; there are: id, skills");
/// # Ok::<(), matchwright_tables::Error>(())
/// ```
#[must_use]
pub fn no_such_column(table: &Table, name: &str) -> String {
    let names: Vec<&str> = table.names().take(NAMED).collect();
    let which = match nearest(name, table.names()) {
        _ if names.is_empty() => "the table has none".to_owned(),
        Some(have) => format!("did you mean {have:?}?"),
        None => format!("there are: {}", names.join(", ")),
    };
    let others = table.reading().notes.iter().find(|note| note.starts_with(OTHER_SHEETS));
    let others = others.map_or_else(String::new, |note| format!(" ({note})"));
    format!("there is no such column; {which}{others}")
}

pub(super) struct Sheet<'t> {
    pub(super) table: &'t Table,
    /// `people`, `mentees` or `mentors`.
    pub(super) name: &'static str,
    /// Columns by their names as they are compared, and by their names as they are.
    by_key: HashMap<String, Vec<&'t str>>,
    exact: HashMap<&'t str, usize>,
    /// The columns that somebody reads; all of them where nobody says it.
    read: Option<BTreeSet<String>>,
}

/// A column of a sheet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column<'t> {
    pub(super) name: &'t str,
    pub(super) cells: &'t [Cell],
}

/// Why there is not one column of a name.
#[derive(Debug)]
pub(super) enum NoColumn {
    Missing(Box<Finding>),
    Twice(Box<Finding>),
}

impl NoColumn {
    pub(super) fn finding(self) -> Finding {
        match self {
            Self::Missing(finding) | Self::Twice(finding) => *finding,
        }
    }
}

impl<'t> Sheet<'t> {
    /// With the columns that somebody reads.
    pub(super) fn reading(self, read: Option<BTreeSet<String>>) -> Self {
        Self { read, ..self }
    }

    /// The cells of the columns that somebody reads.
    pub(super) fn read(&self) -> Vec<&'t [Cell]> {
        let is_read = |name: &str| self.read.as_ref().is_none_or(|read| read.contains(name));
        let columns = self.table.columns().filter(|(name, _)| is_read(name));
        columns.map(|(_, cells)| cells).collect()
    }

    pub(super) fn new(name: &'static str, table: &'t Table) -> Self {
        let (by_key, exact) = (HashMap::new(), HashMap::new());
        let mut sheet = Self { table, name, by_key, exact, read: None };
        for column in table.names() {
            sheet.by_key.entry(person_key(column)).or_default().push(column);
            *sheet.exact.entry(column).or_default() += 1;
        }
        sheet
    }

    /// The row as the spreadsheet shows it, or counted from 1 where there is none.
    pub(super) fn row_number(&self, row: usize) -> usize {
        self.table.sheet_row(row)
    }

    /// The column of this name, or the only one whose name differs in nothing but case and blanks.
    pub(super) fn column(&self, name: &str) -> Result<Column<'t>, NoColumn> {
        let found = match (self.exact.get_key_value(name), self.by_key.get(&person_key(name))) {
            (Some((_, 2..)), _) => return Err(self.twice(name)),
            (Some((have, _)), _) => *have,
            (None, Some(columns)) => match columns.as_slice() {
                [have] => *have,
                _ => return Err(self.twice(name)),
            },
            (None, None) => return Err(self.missing(name)),
        };
        self.table
            .column(found)
            .map(|cells| Column { name: found, cells })
            .ok_or_else(|| self.missing(name))
    }

    /// A finding about a row.
    pub(super) fn finding(&self, row: usize, message: impl Into<String>) -> Finding {
        Finding::new(message).table(self.name).row(self.row_number(row))
    }

    fn twice(&self, name: &str) -> NoColumn {
        let message = "stands more than once in the table, and the programme reads it";
        let finding = Finding::new(message).table(self.name).column(name).code("column_twice");
        NoColumn::Twice(finding.into())
    }

    fn missing(&self, name: &str) -> NoColumn {
        let finding = Finding::new(no_such_column(self.table, name))
            .table(self.name)
            .column(name)
            .code("no_such_column");
        NoColumn::Missing(finding.into())
    }
}
