//! How the people's tables were read.

use std::fmt;

use matchwright_tables::mapping::{Note, Tables};
use matchwright_tables::{Reading, Table, plain};
use serde::Serialize;

use crate::schema::Side;

/// How the people's tables were read, and what a programme's `[tables]` decided about them. Its text is a
/// line for each table and each decision, and holds nothing that a person wrote.
///
/// ```
/// use matchwright::criteria::Same;
/// use matchwright::roster::Table;
/// use matchwright::{Program, Roster};
///
/// let program = Program::builder().criterion(1.0, Same::new("site")).build();
/// let mentees = Table::from_csv_reader("id;site\ne1;Leeds\n;\n".as_bytes(), "mentees.csv")?;
/// let mentors = Table::from_csv_reader("id,site\nm1,Leeds\nm2,York\n".as_bytes(), "mentors.csv")?;
/// let roster = Roster::new(&mentees, &mentors, &program)?;
/// assert_eq!(
///     roster.readings().to_string(),
///     "mentees: 1 row, read as ;-separated, UTF-8; 1 empty row passed over\n\
///      mentors: 2 rows, read as comma-separated, UTF-8\n"
/// );
/// # Ok::<(), matchwright::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[non_exhaustive]
pub struct Readings {
    /// Each table.
    pub tables: Vec<TableReading>,
    /// What `[tables]` decided.
    pub notes: Vec<Note>,
}

/// How one table was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct TableReading {
    /// `"mentees"`, `"mentors"`, or `"people"` where it holds both.
    pub table: &'static str,
    /// Rows that are not empty.
    pub rows: usize,
    /// What was found out, and what was passed over.
    pub reading: Reading,
}

impl Readings {
    /// Of the tables as they were read: one for each role, or one for both.
    #[must_use]
    pub fn of(tables: &Tables<'_>) -> Self {
        let [mentees, mentors] = tables.both();
        if !tables.is_one() {
            return Self::of_sides(mentees, mentors);
        }
        let mut readings = Self::default();
        readings.add("people", mentees);
        readings
    }

    /// Of a table for each role.
    pub(crate) fn of_sides(mentees: &Table, mentors: &Table) -> Self {
        let mut readings = Self::default();
        readings.add(Side::Mentee.table(), mentees);
        readings.add(Side::Mentor.table(), mentors);
        readings
    }

    /// Adds a table with what it is called.
    pub(crate) fn add(&mut self, table: &'static str, cells: &Table) {
        let (rows, reading) = (cells.rows(), cells.reading().clone());
        self.tables.push(TableReading { table, rows, reading });
    }
}

impl fmt::Display for TableReading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let noun = if self.rows == 1 { "row" } else { "rows" };
        write!(f, "{}: {} {noun}, {}", self.table, self.rows, plain(&self.reading.to_string()))
    }
}

impl fmt::Display for Readings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.tables.iter().try_for_each(|table| writeln!(f, "{table}"))?;
        self.notes.iter().try_for_each(|note| writeln!(f, "{note}"))
    }
}
