//! More about the same people, from another table.

use std::collections::{HashMap, HashSet};

use super::sheet::no_such_column;
use crate::counted::counted;
use crate::error::Error;
use crate::finding::{Finding, Findings};
use crate::labels::person_key;
use crate::table::{Cell, Table};

/// The other table's column of the ids.
const ID: &str = "id";

impl Table {
    /// With the columns of another table about the same people, such as their badges or their calendars: `by` is
    /// the column here that holds what the other table has in its column `id`. People are found without case and
    /// blanks. Whoever is not there has no answer; whoever is there alone is counted in the
    /// [`reading`](Self::reading). A column that both have stays as it is here. O(cells).
    ///
    /// ```
    /// use matchwright_tables::Table;
    ///
    /// let read = |text: &str| Table::from_csv_reader(text.as_bytes(), "people");
    /// let mentors = read("id,email\nm1,Ada@example.org\nm2,ben@example.org\n")?;
    /// let more = read("id,skills\nada@example.org,sql; rust\ncy@example.org,go\n")?;
    /// let mentors = mentors.beside(&more, "email", "more.csv")?;
    /// let skills = mentors.column("skills").unwrap().iter().map(ToString::to_string);
    /// assert_eq!(skills.collect::<Vec<_>>(), ["sql; rust", ""]);
    /// assert_eq!(
    ///     mentors.reading().to_string(),
    ///     "read as comma-separated, UTF-8; beside it more.csv (read as comma-separated, UTF-8): \
    ///      1 of its 2 people is here"
    /// );
    /// # Ok::<(), matchwright_tables::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Input`] where a table has no such column, or the other table has an id twice.
    pub fn beside(mut self, other: &Self, by: &str, origin: &str) -> Result<Self, Error> {
        let missing = |table: &Self, name: &str, of: &str| {
            let finding = Finding::new(no_such_column(table, name)).table(of).column(name);
            Error::Input(Findings::from_iter([finding.code("no_such_column")]))
        };
        let ids = self.column(by).ok_or_else(|| missing(&self, by, "people"))?;
        let theirs = other.column(ID).ok_or_else(|| missing(other, ID, origin))?;
        let rows = rows_of(theirs, other, origin)?;
        let found: Vec<Option<usize>> = ids.iter().map(|id| rows.get(&key(id)?).copied()).collect();

        let names: HashSet<String> = self.names().map(str::to_owned).collect();
        let mut kept = Vec::new();
        for (name, cells) in other.columns().filter(|(name, _)| *name != ID) {
            if names.contains(name) {
                kept.push(name);
                continue;
            }
            let cell = |row: &Option<usize>| row.and_then(|row| cells.get(row)).cloned();
            self.insert(name, found.iter().map(|row| cell(row).unwrap_or_default()).collect());
        }
        let here = found.iter().flatten().collect::<HashSet<_>>().len();
        let are = if here == 1 { "is" } else { "are" };
        let people = counted(rows.len(), "person", "people");
        let without = match kept.as_slice() {
            [] => String::new(),
            kept => format!(", without what stands here already: {}", kept.join(", ")),
        };
        let read = other.reading();
        let note =
            format!("beside it {origin} ({read}): {here} of its {people} {are} here{without}");
        let mut reading = self.reading().clone();
        reading.note(note);
        self.set_reading(reading);
        Ok(self)
    }
}

/// The row of everybody; an id that stands twice is refused.
fn rows_of(ids: &[Cell], table: &Table, origin: &str) -> Result<HashMap<String, usize>, Error> {
    let mut rows = HashMap::with_capacity(ids.len());
    let mut findings = Findings::default();
    for (row, id) in ids.iter().enumerate() {
        let Some(key) = key(id) else { continue };
        if rows.insert(key, row).is_some() {
            let message = "this id stands there already; one row a person is put beside people";
            let finding = Finding::new(message).table(origin).row(table.sheet_row(row));
            findings.push(finding.id(id.to_string()).column(ID).code("id_twice"));
        }
    }
    Ok(findings.into_result(rows)?)
}

fn key(id: &Cell) -> Option<String> {
    id.as_text().map(|text| person_key(&text)).filter(|key| !key.is_empty())
}
