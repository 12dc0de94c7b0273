//! What the tests of the mapping share.
#![allow(dead_code, reason = "no test uses all of it")]

use std::path::PathBuf;

use matchwright_tables::mapping::{Mapped, Mapping, Tables};
use matchwright_tables::{Error, Table};

pub(crate) type Failure = Box<dyn std::error::Error>;

/// A table whose rows are counted from 1, as those of frames are.
pub(crate) fn table(csv: &str) -> Result<Table, Error> {
    let read = Table::from_csv_reader(csv.as_bytes(), "test")?;
    let mut table = Table::new(read.rows());
    for name in read.names() {
        // Of a name that stands twice, this is the first column: nobody may read it anyway.
        table.insert(name, read.column(name).unwrap_or_default().to_vec());
    }
    Ok(table)
}

/// One table of people through a mapping in TOML.
pub(crate) fn people(mapping: &str, people: &str) -> Result<Mapped, Failure> {
    let mapping: Mapping = toml::from_str(mapping)?;
    Ok(mapping.apply(&Tables::people(&table(people)?))?)
}

/// Mentees through a mapping in TOML; nobody is a mentor, in a table of the same columns.
pub(crate) fn mentees(mapping: &str, mentees: &str) -> Result<Mapped, Failure> {
    let mapping: Mapping = toml::from_str(mapping)?;
    let mentees = table(mentees)?;
    let mut mentors = Table::new(0);
    mentees.names().for_each(|name| mentors.insert(name, Vec::new()));
    Ok(mapping.apply(&Tables::sides(&mentees, &mentors))?)
}

/// A column as texts.
pub(crate) fn texts(table: &Table, column: &str) -> Vec<String> {
    let cells = table.column(column).unwrap_or_default();
    cells.iter().map(ToString::to_string).collect()
}

/// What notes and findings say, findings first: code and text.
pub(crate) fn told(mapped: &Mapped) -> Vec<(String, String)> {
    let findings = mapped.findings.as_slice().iter();
    let findings = findings.map(|finding| (finding.code.to_owned(), finding.to_string()));
    let notes = mapped.notes.iter().map(|note| (note.code.to_owned(), note.to_string()));
    findings.chain(notes).collect()
}

/// A file beside the repository; `None`, with a message, where it is not there.
pub(crate) fn shared(path: &str, variable: &str, folder: &str) -> Option<PathBuf> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(folder);
    let path = std::env::var_os(variable).map_or(beside, PathBuf::from).join(path);
    if !path.exists() {
        eprintln!("skipped: {} is not there (set {variable})", path.display());
        return None;
    }
    Some(path)
}
