//! Tables from JSON: an array of objects, one per person.
//!
//! Lists may be arrays of labels, or objects from label to level (`{"python": 4}`), or text as in
//! CSV. Rust values that serde can serialise take the same way in.

use std::path::Path;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::error::{Error, ask_for};
use crate::finding::{Finding, Findings};
use crate::table::{Cell, Item, Table};

/// Bytes held for each byte of the text: as values, as rows, and as columns.
const BYTES_A_LETTER: usize = 16;

impl Table {
    /// Reads a JSON file: an array of objects.
    ///
    /// # Errors
    /// [`Error::File`] where it cannot be read, otherwise as [`Table::from_json`].
    pub fn from_json_file(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref().display().to_string();
        let text = std::fs::read_to_string(&path)
            .map_err(|source| Error::File { path: path.clone(), source })?;
        Self::from_json(&text, &path)
    }

    /// Reads JSON text: an array of objects; `origin` names it in errors.
    ///
    /// ```
    /// use matchwright_tables::{Cell, Item, Table};
    ///
    /// let text = r#"[{"id": "e1", "grade": 3, "skills": {"python": 4}}]"#;
    /// let table = Table::from_json(text, "example")?;
    /// let skills = vec![Item::with_level("python", 4.0)];
    /// assert_eq!(table.column("skills").unwrap()[0], Cell::List(skills));
    /// # Ok::<(), matchwright_tables::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Syntax`] where it is not JSON or not an array of objects, [`Error::Input`] for
    /// values that no column can hold.
    pub fn from_json(text: &str, origin: &str) -> Result<Self, Error> {
        ask_for(text.len().saturating_mul(BYTES_A_LETTER))?;
        let records: Vec<Map<String, Value>> = serde_json::from_str(text).map_err(|error| {
            let message = format!("not an array of objects, line {}", error.line());
            Error::Syntax { origin: origin.to_owned(), message }
        })?;
        from_records(records, origin)
    }

    /// A table from Rust values: each must serialise to an object.
    ///
    /// ```
    /// use matchwright_tables::Table;
    /// use serde::Serialize;
    ///
    /// #[derive(Serialize)]
    /// struct Mentee { id: u32, interests: Vec<&'static str> }
    ///
    /// let table = Table::from_records(&[Mentee { id: 7, interests: vec!["chess"] }])?;
    /// assert_eq!(table.rows(), 1);
    /// # Ok::<(), matchwright_tables::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`Table::from_json`].
    pub fn from_records<T: Serialize>(records: &[T]) -> Result<Self, Error> {
        let origin = "records";
        let records = records
            .iter()
            .map(|record| match serde_json::to_value(record) {
                Ok(Value::Object(fields)) => Ok(fields),
                _ => Err(Error::Syntax {
                    origin: origin.to_owned(),
                    message: "each record must serialise to an object".to_owned(),
                }),
            })
            .collect::<Result<Vec<_>, _>>()?;
        from_records(records, origin)
    }
}

fn from_records(records: Vec<Map<String, Value>>, origin: &str) -> Result<Table, Error> {
    let mut findings = Findings::default();
    let mut people = Vec::with_capacity(records.len());
    for (row, record) in records.into_iter().enumerate() {
        let mut cells = Vec::with_capacity(record.len());
        for (name, value) in record {
            match cell(&value) {
                Some(cell) => cells.push((name, cell)),
                None => findings.push(
                    Finding::new(
                        "must be a text, a number, an array of texts, or an object of numbers",
                    )
                    .table(origin)
                    .row(row + 1)
                    .column(name),
                ),
            }
        }
        people.push(cells);
    }
    Ok(findings.into_result(Table::from_rows(people))?)
}

/// `None` for nested values that no column can hold.
fn cell(value: &Value) -> Option<Cell> {
    match value {
        Value::Null => Some(Cell::Missing),
        Value::Bool(flag) => Some(Cell::Text(if *flag { "yes" } else { "no" }.to_owned())),
        Value::Number(number) => number.as_f64().map(Cell::Number),
        Value::String(text) if text.trim().is_empty() => Some(Cell::Missing),
        Value::String(text) => Some(Cell::Text(text.clone())),
        Value::Array(entries) if is_vector(entries) => {
            Some(Cell::Numbers(entries.iter().filter_map(Value::as_f64).collect()))
        }
        Value::Array(entries) => entries.iter().map(entry).collect::<Option<_>>().map(Cell::List),
        Value::Object(levels) => levels.iter().map(levelled).collect::<Option<_>>().map(Cell::List),
    }
}

/// Whole numbers alone are labels, which may be longer than a float is exact.
fn is_vector(entries: &[Value]) -> bool {
    entries.iter().all(Value::is_number) && entries.iter().any(Value::is_f64)
}

fn entry(value: &Value) -> Option<Item> {
    match value {
        Value::String(label) => Some(Item::new(label)),
        Value::Number(number) => Some(Item::new(number.to_string())),
        _ => None,
    }
}

fn levelled((label, level): (&String, &Value)) -> Option<Item> {
    match level {
        Value::Null => Some(Item::new(label)),
        Value::Number(level) => Some(Item::with_level(label, level.as_f64()?)),
        _ => None,
    }
}
