//! Exports of HR systems in an envelope: the rows stand in one field of one object, and answers may stand
//! within answers.
//!
//! | envelope | of |
//! |---|---|
//! | `{"d": {"results": […]}}`, `{"d": […]}` | OData 2, such as SAP SuccessFactors |
//! | `{"value": […]}` beside `@odata.context` | OData 4 |
//! | `{"Report_Entry": […]}` | reports of Workday as web services |
//! | `{"data": […], "total": …}` | Workday's REST services |
//!
//! Each row becomes a row, and each answer a column named by its path: `managerNav.userId`. Of several
//! objects each field becomes a list; where each of them has one text and at most one number, such as a
//! skill and its level, they are a list with levels besides. What the systems say about the answer rather
//! than about people (`__metadata`, links that were not followed) is passed over.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::json;
use super::options::ReadOptions;
use crate::reading::Reading;
use crate::table::{Cell, Item};

type Record = Map<String, Value>;
type Row = Vec<(String, Cell)>;

/// Where the rows stand, and what has to stand beside them.
const ENVELOPES: [(&[&str], Option<&str>); 5] = [
    (&["d", "results"], None),
    (&["d"], None),
    (&["Report_Entry"], None),
    (&["value"], Some("@odata.context")),
    (&["data"], Some("total")),
];

/// What a system says about its answer.
const PASSED: [&str; 2] = ["__metadata", "__deferred"];

/// How deep answers may stand within answers.
const DEEPEST: usize = 8;

/// Whether it is one object around rows.
pub(super) fn is_export(objects: &[Record]) -> bool {
    matches!(objects, [one] if envelope(one).is_some())
}

/// The path of the envelope.
fn envelope(object: &Record) -> Option<&'static [&'static str]> {
    let is_it = |(path, beside): &&(&[&str], Option<&str>)| {
        beside.is_none_or(|name| object.contains_key(name))
            && inside(object, path).is_some_and(|rows| rows.iter().all(Value::is_object))
    };
    ENVELOPES.iter().find(is_it).map(|(path, _)| *path)
}

fn inside<'r>(object: &'r Record, path: &[&str]) -> Option<&'r Vec<Value>> {
    let (first, rest) = path.split_first()?;
    let value = object.get(*first)?;
    if rest.is_empty() { value.as_array() } else { inside(value.as_object()?, rest) }
}

/// The cells of every row, with what was passed over in the reading. O(answers).
pub(super) fn people(
    objects: Vec<Record>,
    _options: &ReadOptions,
    reading: &mut Reading,
) -> Vec<Row> {
    let mut passed = BTreeSet::new();
    let mut rows = Vec::new();
    for object in objects {
        let Some(path) = envelope(&object) else { continue };
        reading.note(format!("rows from {}", path.join(".")));
        for name in object.keys().filter(|name| path.first() != Some(&name.as_str())) {
            passed.insert(name.clone());
        }
        say_pages(&object, reading);
        for record in inside(&object, path).into_iter().flatten().filter_map(Value::as_object) {
            let mut row = Row::with_capacity(record.len());
            fields("", record, &mut row, &mut passed, DEEPEST);
            rows.push(row);
        }
    }
    if !passed.is_empty() {
        let names: Vec<String> = passed.into_iter().collect();
        reading.note(format!("fields not read: {}", names.join(", ")));
    }
    rows
}

/// Says that there is more than stands in the file.
fn say_pages(object: &Record, reading: &mut Reading) {
    let inner = object.get("d").and_then(Value::as_object);
    let is_cut = object.contains_key("@odata.nextLink")
        || object.get("Report_Has_More_Rows") == Some(&Value::Bool(true))
        || inner.is_some_and(|inner| inner.contains_key("__next"));
    if is_cut {
        reading.note("one page of a longer list");
    }
}

fn fields(
    prefix: &str,
    record: &Record,
    row: &mut Row,
    passed: &mut BTreeSet<String>,
    deepest: usize,
) {
    for (name, value) in record {
        let path = format!("{prefix}{name}");
        if PASSED.contains(&name.as_str()) || deepest == 0 {
            passed.insert(name.clone());
            continue;
        }
        match value {
            Value::Null => row.push((path, Cell::Missing)),
            Value::Object(inner) => match inner.get("results").and_then(Value::as_array) {
                Some(entries) if inner.len() == 1 => several(&path, entries, row, passed),
                _ => fields(&format!("{path}."), inner, row, passed, deepest - 1),
            },
            Value::Array(entries) if entries.iter().any(Value::is_object) => {
                several(&path, entries, row, passed);
            }
            other => row.extend(json::cell(other).map(|cell| (path, cell))),
        }
    }
}

/// Several objects: a list of each of their fields, and all of them as labels with levels where they are
/// such.
fn several(path: &str, entries: &[Value], row: &mut Row, passed: &mut BTreeSet<String>) {
    let entries: Vec<&Record> = entries.iter().filter_map(Value::as_object).collect();
    let labelled: Option<Vec<Item>> = entries.iter().map(|entry| labelled(entry)).collect();
    if let Some(items) = labelled.filter(|items| items.iter().any(|item| item.level.is_some())) {
        row.push((path.to_owned(), Cell::List(items)));
    }
    let mut lists: BTreeMap<&str, Vec<Item>> = BTreeMap::new();
    for (name, value) in entries.iter().copied().flatten() {
        match value {
            Value::String(text) if !text.trim().is_empty() => {
                lists.entry(name).or_default().push(Item::new(json::dated(text)));
            }
            Value::Number(number) => {
                lists.entry(name).or_default().push(Item::new(number.to_string()));
            }
            Value::Object(_) | Value::Array(_) => {
                passed.insert(format!("{path}.{name}"));
            }
            _ => {}
        }
    }
    row.extend(
        lists.into_iter().map(|(name, items)| (format!("{path}.{name}"), Cell::List(items))),
    );
}

/// One text and at most one number, such as a skill and its level.
fn labelled(entry: &Record) -> Option<Item> {
    let number = |value: &Value| match value {
        Value::Number(number) => number.as_f64(),
        // "NaN" and "inf" are texts here.
        Value::String(text) => text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
        _ => None,
    };
    let (mut label, mut level) = (None, None);
    for (name, value) in entry {
        match (value, number(value)) {
            (Value::Null, _) => {}
            (_, Some(number)) if level.is_none() => level = Some(number),
            (Value::String(text), None) if label.is_none() => label = Some(text.trim()),
            _ if PASSED.contains(&name.as_str()) => {}
            _ => return None,
        }
    }
    let label = label.filter(|label| !label.is_empty())?;
    Some(Item { label: label.to_owned(), level })
}
