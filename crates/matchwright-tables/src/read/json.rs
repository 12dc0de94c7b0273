//! Tables from JSON: an array of objects, one per person; an object a line; documents that hold people in
//! a shape of their own ([`documents`](super::documents)).
//!
//! A moment that OData 2 writes as `/Date(1488326400000)/` is read as ISO 8601 writes it.
//!
//! Lists may be arrays of labels, or objects from label to level (`{"python": 4}`), or text as in
//! CSV. Rust values that serde can serialise take the same way in.

use std::collections::HashSet;
use std::path::Path;

use jiff::civil::Time;
use jiff::{Timestamp, tz::Offset};
use serde::Serialize;
use serde_json::{Map, Value};

use super::documents;
use super::limits::{MAX_CELLS, too_much};
use super::options::ReadOptions;
use crate::error::{Error, ask_for};
use crate::finding::{Finding, Findings};
use crate::reading::Reading;
use crate::table::{Cell, Item, Table};

/// Bytes held for each byte of the text: as values, as rows, and as columns.
const BYTES_A_LETTER: usize = 16;

/// Whole numbers up to this size have a float of their own; longer ones stay text.
const LARGEST_EXACT: u64 = 1 << 53;

impl Table {
    /// Reads a JSON file, as [`Table::from_json`] reads its text.
    ///
    /// # Errors
    /// [`Error::File`] where it cannot be read, otherwise as [`Table::from_json`].
    pub fn from_json_file(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref().display().to_string();
        let bytes =
            std::fs::read(&path).map_err(|source| Error::File { path: path.clone(), source })?;
        read(bytes, &path, &ReadOptions::default())
    }

    /// Reads JSON text: an array of objects, or several objects one after the other (JSON lines);
    /// `origin` names it in errors.
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
    /// Users of SCIM 2.0 (RFC 7643) are known by their `schemas`, in a list response, a bulk request or
    /// alone. Their attributes become columns named by path; of several e-mail addresses `emails.primary`
    /// is the primary one, or the first, and `emails.work` the one for work:
    ///
    /// ```
    /// use matchwright_tables::Table;
    ///
    /// let text = r#"{
    ///     "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User"],
    ///     "id": "e1",
    ///     "name": {"formatted": "Ada Byron"},
    ///     "emails": [{"value": "ada@example.org", "type": "work", "primary": true}],
    ///     "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"department": "Sales"}
    /// }"#;
    /// let table = Table::from_json(text, "user.json")?;
    /// let names: Vec<&str> = table.names().collect();
    /// assert_eq!(
    ///     names,
    ///     ["id", "name.formatted", "emails", "emails.primary", "emails.work", "department"]
    /// );
    /// # Ok::<(), matchwright_tables::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Syntax`] where it is not JSON or there are no objects, [`Error::Input`] for
    /// values that no column can hold.
    pub fn from_json(text: &str, origin: &str) -> Result<Self, Error> {
        read_text(text, origin, &ReadOptions::default())
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

/// A table from the bytes of a JSON file.
pub(super) fn read(bytes: Vec<u8>, origin: &str, options: &ReadOptions) -> Result<Table, Error> {
    let text = String::from_utf8(bytes).map_err(|_| Error::Syntax {
        origin: origin.to_owned(),
        message: "not UTF-8".to_owned(),
    })?;
    read_text(text.trim_start_matches('\u{feff}'), origin, options)
}

fn read_text(text: &str, origin: &str, options: &ReadOptions) -> Result<Table, Error> {
    ask_for(text.len().saturating_mul(BYTES_A_LETTER))?;
    let refused = |what: &str, error: &serde_json::Error| Error::Syntax {
        origin: origin.to_owned(),
        message: format!("not {what}, line {}", error.line()),
    };
    let (records, reading) = if text.trim_start().starts_with('{') {
        let objects = serde_json::Deserializer::from_str(text).into_iter();
        let objects: Result<Vec<Map<String, Value>>, _> = objects.collect();
        (objects.map_err(|e| refused("JSON lines", &e))?, Reading::of("JSON lines"))
    } else {
        let records = serde_json::from_str(text);
        (records.map_err(|e| refused("an array of objects", &e))?, Reading::of("JSON"))
    };
    if let Some(document) = documents::kind_of(&records) {
        let mut reading = Reading::of(document.name);
        let people = (document.rows)(records, options, &mut reading);
        return table(people, origin).map(|table| table.read_as(reading, Vec::new()));
    }
    let is_lines = [".jsonl", ".ndjson"].iter().any(|end| origin.to_lowercase().ends_with(end));
    if let ("JSON lines", [_], false) = (reading.format, records.as_slice(), is_lines) {
        return Err(Error::Syntax {
            origin: origin.to_owned(),
            message: "not an array of objects, line 1".to_owned(),
        });
    }
    from_records(records, origin).map(|table| table.read_as(reading, Vec::new()))
}

/// The table of people's cells, unless their columns are so many that most cells would be empty.
fn table(people: Vec<Vec<(String, Cell)>>, origin: &str) -> Result<Table, Error> {
    let names: HashSet<&str> = people.iter().flatten().map(|(name, _)| name.as_str()).collect();
    if names.len().saturating_mul(people.len()) > MAX_CELLS {
        return Err(too_much(origin, "cells", MAX_CELLS));
    }
    Ok(Table::from_rows(people))
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
                    .code("cell_kind")
                    .table(origin)
                    .row(row + 1)
                    .column(name),
                ),
            }
        }
        people.push(cells);
    }
    findings.into_result(())?;
    table(people, origin)
}

/// `None` for nested values that no column can hold.
pub(super) fn cell(value: &Value) -> Option<Cell> {
    match value {
        Value::Null => Some(Cell::Missing),
        Value::Bool(flag) => Some(Cell::Text(if *flag { "yes" } else { "no" }.to_owned())),
        Value::Number(number) => scalar(number),
        Value::String(text) if text.trim().is_empty() => Some(Cell::Missing),
        Value::String(text) => Some(Cell::Text(dated(text))),
        Value::Array(entries) if is_vector(entries) => {
            Some(Cell::Numbers(entries.iter().filter_map(Value::as_f64).collect()))
        }
        Value::Array(entries) if entries.iter().any(Value::is_array) => {
            entries.iter().map(part).collect::<Option<_>>().map(Cell::Lists)
        }
        Value::Array(entries) => entries.iter().map(entry).collect::<Option<_>>().map(Cell::List),
        Value::Object(levels) => levels.iter().map(levelled).collect::<Option<_>>().map(Cell::List),
    }
}

/// A text; a moment of OData 2, in milliseconds since 1970 by the clock of UTC, as ISO 8601 writes it:
/// without its time where that is midnight. The offset that may follow changes nothing about the moment.
/// Source: OData 2.0, JSON format, primitive types.
pub(super) fn dated(text: &str) -> String {
    let moment = || {
        let inner = text.trim().strip_prefix("/Date(")?.strip_suffix(")/")?;
        let offset = inner.char_indices().skip(1).find(|(_, sign)| matches!(sign, '+' | '-'));
        let millis = inner.get(..offset.map_or(inner.len(), |(at, _)| at))?;
        let moment = Timestamp::from_millisecond(millis.parse().ok()?).ok()?;
        let civil = Offset::UTC.to_datetime(moment);
        let is_day = civil.time() == Time::midnight();
        Some(if is_day { civil.date().to_string() } else { civil.to_string() })
    };
    moment().unwrap_or_else(|| text.to_owned())
}

/// A number, or the digits of one that no float holds exactly: ids are that long.
fn scalar(number: &serde_json::Number) -> Option<Cell> {
    let size = number.as_u64().or_else(|| number.as_i64().map(i64::unsigned_abs));
    match size {
        Some(size) if size > LARGEST_EXACT => Some(Cell::Text(number.to_string())),
        _ => number.as_f64().map(Cell::Number),
    }
}

/// Whole numbers alone are labels, which may be longer than a float is exact.
fn is_vector(entries: &[Value]) -> bool {
    entries.iter().all(Value::is_number) && entries.iter().any(Value::is_f64)
}

/// A list in a list, or a single value there.
fn part(value: &Value) -> Option<Cell> {
    cell(value).filter(|part| !matches!(part, Cell::Lists(_)) && !value.is_object())
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
