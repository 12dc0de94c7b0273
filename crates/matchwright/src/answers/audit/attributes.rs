//! What people are audited by. It is read from a table of its own, with a schema of its own, after everybody is
//! matched: no criterion and no rule can reach it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use matchwright_tables::labels::{id_key, label_key};
use matchwright_tables::{Cell, Finding, Findings, Table};

use crate::error::Error;
use crate::roster::{People, Roster, Side};

/// The group of people of whom nothing is known.
pub const UNKNOWN: &str = "unknown";

/// What findings call the table.
const TABLE: &str = "attributes";

/// More different numbers than these are measured and not coded.
const MOST_CODES: usize = 10;

/// What people are audited by: for each attribute, who belongs to which group.
///
/// Ids are compared as those of mentees and mentors are; people who stand in no table of the match are passed over, and
/// people of the match who do not stand here, or without an answer, are in the group [`UNKNOWN`]. Spellings of one
/// label are one group, under the spelling that most people have. `Debug` shows no group.
#[derive(Clone, Default)]
pub struct Attributes {
    names: Vec<String>,
    /// For each attribute, its groups.
    groups: Vec<Vec<String>>,
    /// For each person, the group in each attribute.
    people: BTreeMap<String, Vec<Option<usize>>>,
}

impl Attributes {
    /// Reads the columns `by`, or all but the ids where none is named.
    ///
    /// ```
    /// use matchwright::answers::Attributes;
    /// use matchwright::roster::Table;
    ///
    /// let hr = Table::from_csv_reader("id,site,age\ne1,Leeds,34\n".as_bytes(), "hr.csv")?;
    /// assert_eq!(Attributes::read(&hr, "id", &["site"])?.names(), ["site"]);
    /// assert!(Attributes::read(&hr, "id", &["grade"]).is_err(), "there is no such column");
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Input`] with every finding: a column that is not there, a person who stands there twice with
    /// different answers, an answer that is no single label, and a column with more than 10 different numbers, which
    /// has to be put into bands first. No finding repeats an answer.
    pub fn read<S: AsRef<str>>(table: &Table, id: &str, by: &[S]) -> Result<Self, Error> {
        let mut findings = Findings::default();
        let names = names(table, id, by);
        let missing = [id].into_iter().chain(names.iter().map(String::as_str));
        findings.extend(missing.filter(|name| table.column(name).is_none()).map(|name| {
            Finding::new("there is no such column").code("no_such_column").table(TABLE).column(name)
        }));
        if names.is_empty() {
            let message = "there is no column beside the ids";
            findings.push(Finding::new(message).code("no_such_column").table(TABLE));
        }
        let mut attributes = Self { names, ..Self::default() };
        if findings.is_empty() {
            attributes.fill(table, id, &mut findings);
        }
        Ok(findings.into_result(attributes)?)
    }

    fn fill(&mut self, table: &Table, id: &str, findings: &mut Findings) {
        let ids = table.column(id).unwrap_or_default();
        let ids: Vec<Option<String>> =
            ids.iter().map(|cell| cell.as_text().map(|text| id_key(&text))).collect();
        for name in &self.names {
            let column = Column::new(table, name, findings);
            for (row, (id, group)) in ids.iter().zip(&column.of).enumerate() {
                let Some(id) = id else { continue };
                let answers = self.people.entry(id.clone()).or_default();
                let at = self.groups.len();
                match answers.get(at) {
                    None => answers.push(*group),
                    Some(before) if before == group => {}
                    Some(_) => findings.push(
                        place(table, name, row, "stands twice, with different answers")
                            .code("id_twice")
                            .id(id),
                    ),
                }
            }
            self.groups.push(column.groups);
        }
    }

    /// The attributes, in the order of `by`.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Says that the table is about other people where it knows nobody of the match.
    pub(super) fn refuse_strangers(&self, roster: &Roster) -> Result<(), Error> {
        let knows = |people: &People| people.ids().iter().any(|id| self.people.contains_key(id));
        let mut findings = Findings::default();
        if !knows(roster.mentees()) && !knows(roster.mentors()) {
            let message = "no id in it is that of a mentee or a mentor";
            findings.push(Finding::new(message).code("nobody_known").table(TABLE));
        }
        Ok(findings.into_result(())?)
    }

    /// The group of each person of a side, for each attribute.
    pub(super) fn of_side(&self, roster: &Roster, side: Side) -> Vec<Vec<&str>> {
        let ids = roster.side(side).ids();
        let group = |at: usize, id: &String| {
            let known = self.people.get(id).and_then(|groups| groups.get(at).copied().flatten());
            known.map_or(UNKNOWN, |group| self.groups[at][group].as_str())
        };
        let of = |at| ids.iter().map(|id| group(at, id)).collect();
        (0..self.names.len()).map(of).collect()
    }
}

impl fmt::Debug for Attributes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("Attributes");
        shown.field("names", &self.names).field("people", &self.people.len());
        shown.finish_non_exhaustive()
    }
}

fn names<S: AsRef<str>>(table: &Table, id: &str, by: &[S]) -> Vec<String> {
    let mut seen = BTreeSet::from([id.trim().to_owned()]);
    let all: Vec<&str> = if by.is_empty() {
        table.names().collect()
    } else {
        by.iter().map(AsRef::as_ref).collect()
    };
    let names = all.into_iter().map(|name| name.trim().to_owned());
    names.filter(|name| seen.insert(name.clone())).collect()
}

/// The groups of a column, and for each row its group.
struct Column {
    groups: Vec<String>,
    of: Vec<Option<usize>>,
}

impl Column {
    fn new(table: &Table, name: &str, findings: &mut Findings) -> Self {
        let cells = table.column(name).unwrap_or_default();
        for (row, cell) in cells.iter().enumerate() {
            if cell.as_text().is_none() && *cell != Cell::Missing {
                let message = "must be one label, not a list";
                findings.push(place(table, name, row, message).code("cell_kind"));
            }
        }
        let texts: Vec<Option<String>> = cells.iter().map(Cell::as_text).collect();
        refuse_measures(name, &texts, findings);
        let keys: Vec<Option<String>> = texts.iter().map(|text| key(text.as_deref()?)).collect();
        let mut spellings: BTreeMap<&String, BTreeMap<&String, usize>> = BTreeMap::new();
        for (key, text) in keys.iter().zip(&texts) {
            if let (Some(key), Some(text)) = (key, text) {
                *spellings.entry(key).or_default().entry(text).or_default() += 1;
            }
        }
        let places: BTreeMap<&String, usize> = spellings.keys().copied().zip(0..).collect();
        let of = keys.iter().map(|key| places.get(key.as_ref()?).copied()).collect();
        Self { groups: spellings.values().map(commonest).collect(), of }
    }
}

/// What the spellings of a label have in common; nothing for the group of those of whom nothing is known.
fn key(text: &str) -> Option<String> {
    Some(label_key(text)).filter(|key| key != UNKNOWN)
}

/// The spelling that most people have, the first in the alphabet of several.
fn commonest(spellings: &BTreeMap<&String, usize>) -> String {
    let most = spellings.values().copied().max().unwrap_or_default();
    let found = spellings.iter().find(|(_, count)| **count == most);
    found.map(|(text, _)| (*text).clone()).unwrap_or_default()
}

/// A column of measures would make a group of every person.
fn refuse_measures(name: &str, texts: &[Option<String>], findings: &mut Findings) {
    let answers: Vec<&str> = texts.iter().flatten().map(|text| text.trim()).collect();
    let different: BTreeSet<&str> = answers.iter().copied().collect();
    let are_numbers = answers.iter().all(|text| text.parse::<f64>().is_ok());
    if are_numbers && different.len() > MOST_CODES {
        let message = format!(
            "holds more than {MOST_CODES} different numbers; put them into bands first, such as \"30–39\""
        );
        findings.push(Finding::new(message).code("column_kind").table(TABLE).column(name));
    }
}

fn place(table: &Table, name: &str, row: usize, message: &str) -> Finding {
    Finding::new(message).table(TABLE).row(table.sheet_row(row)).column(name)
}
