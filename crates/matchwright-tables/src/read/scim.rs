//! Users of SCIM 2.0, as directories and HR systems hand them over: a list response, a bulk request, users
//! alone or in an array. Each becomes a row, each attribute a column named by its path.
//!
//! | attribute | column |
//! |---|---|
//! | `userName`, `active` | the same; truth is `yes` or `no` |
//! | `name.formatted` | `name.formatted` |
//! | `emails` | `emails` (all), `emails.primary` (the primary one, or the first), `emails.work` (by type) |
//! | `addresses` | `addresses.primary.country`, … |
//! | `groups`, `roles` | lists of what is displayed, or of values |
//! | enterprise `department`, `manager` | `department`, `manager.value`, `manager.displayName` |
//! | other extensions | `urn:…:User:attribute` |
//!
//! Passwords, certificates and pictures are never read.
//!
//! Source: RFC 7643 (schema) and RFC 7644 (list responses in 3.4.2, bulk requests in 3.7).

use serde_json::{Map, Value};

use super::json;
use super::options::ReadOptions;
use crate::counted::counted;
use crate::reading::Reading;
use crate::table::{Cell, Item};

const USER: &str = "urn:ietf:params:scim:schemas:core:2.0:User";
const ENTERPRISE: &str = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const LIST: &str = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
const BULK: &str = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";

/// Attributes that say nothing about a person, or must not be read.
const PASSED: [&str; 5] = ["schemas", "password", "x509Certificates", "photos", "$ref"];

type Record = Map<String, Value>;
type Row = Vec<(String, Cell)>;

/// Whether every object is a user, or a message that holds users.
pub(super) fn is_scim(objects: &[Record]) -> bool {
    let is_one = |object: &Record| [USER, LIST, BULK].iter().any(|&schema| has(object, schema));
    !objects.is_empty() && objects.iter().all(is_one)
}

/// The cells of every user, with what was passed over in the reading. O(attributes).
pub(super) fn users(
    objects: Vec<Record>,
    _options: &ReadOptions,
    reading: &mut Reading,
) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut others = 0;
    for object in objects {
        let users = if has(&object, LIST) {
            listed(object, reading)
        } else if has(&object, BULK) {
            in_bulk(object)
        } else {
            vec![Some(object)]
        };
        for user in users {
            match user {
                Some(user) => rows.push(row(&user)),
                None => others += 1,
            }
        }
    }
    if others > 0 {
        let (one, many) = ("resource or operation that holds", "resources or operations that hold");
        reading.note(format!("{} no user passed over", counted(others, one, many)));
    }
    rows
}

fn has(object: &Record, schema: &str) -> bool {
    let schemas = object.get("schemas").and_then(Value::as_array);
    schemas.is_some_and(|schemas| {
        schemas.iter().filter_map(Value::as_str).any(|have| have.eq_ignore_ascii_case(schema))
    })
}

/// The resources of a list response; `None` for one that is no user.
fn listed(mut list: Record, reading: &mut Reading) -> Vec<Option<Record>> {
    let resources = match list.remove("Resources") {
        Some(Value::Array(resources)) => resources,
        _ => Vec::new(),
    };
    let total = list.get("totalResults").and_then(Value::as_u64).unwrap_or(0);
    if total > resources.len() as u64 {
        let count = resources.len();
        reading.note(format!(
            "{count} of {}: one page of a longer list",
            counted(total, "resource", "resources")
        ));
    }
    resources.into_iter().map(user).collect()
}

/// A user, or a resource that names no schema.
fn user(resource: Value) -> Option<Record> {
    match resource {
        Value::Object(user) if has(&user, USER) || !user.contains_key("schemas") => Some(user),
        _ => None,
    }
}

/// The users that a bulk request makes or replaces; `None` for every other operation.
fn in_bulk(mut bulk: Record) -> Vec<Option<Record>> {
    let operations = match bulk.remove("Operations") {
        Some(Value::Array(operations)) => operations,
        _ => Vec::new(),
    };
    operations.into_iter().map(operated).collect()
}

/// The user of an operation. One without an id has that by which others in the request refer to it.
fn operated(operation: Value) -> Option<Record> {
    let Value::Object(mut operation) = operation else { return None };
    let path = operation.get("path").and_then(Value::as_str).unwrap_or_default().to_owned();
    let bulk_id = operation.get("bulkId").and_then(Value::as_str).map(|id| format!("bulkId:{id}"));
    let mut user = user(operation.remove("data")?).filter(|_| path.starts_with("/Users"))?;
    let own = path.strip_prefix("/Users/").map(str::to_owned).or(bulk_id);
    if let (false, Some(id)) = (user.contains_key("id"), own) {
        user.insert("id".to_owned(), Value::String(id));
    }
    Some(user)
}

fn row(user: &Record) -> Row {
    let mut row = Row::with_capacity(user.len());
    for (name, value) in user {
        match value {
            Value::Object(extension) if name.eq_ignore_ascii_case(ENTERPRISE) => {
                fields("", extension, &mut row);
            }
            Value::Object(extension) if name.starts_with("urn:") => {
                fields(&format!("{name}:"), extension, &mut row);
            }
            _ => attribute(name, name, value, &mut row),
        }
    }
    row
}

fn fields(prefix: &str, object: &Record, row: &mut Row) {
    for (name, value) in object {
        attribute(name, &format!("{prefix}{name}"), value, row);
    }
}

/// One attribute at its path. Nesting ends where the parser of JSON ends it.
fn attribute(name: &str, path: &str, value: &Value, row: &mut Row) {
    if PASSED.contains(&name) {
        return;
    }
    match value {
        Value::Null => {}
        Value::Object(object) => fields(&format!("{path}."), object, row),
        Value::Array(entries) if entries.iter().any(Value::is_object) => {
            several(path, entries, row);
        }
        Value::Array(entries) if entries.is_empty() => {}
        other => row.extend(json::cell(other).map(|cell| (path.to_owned(), cell))),
    }
}

/// An attribute with several values: all of them, the primary one, and the first of each type.
fn several(path: &str, entries: &[Value], row: &mut Row) {
    let entries: Vec<&Record> = entries.iter().filter_map(Value::as_object).collect();
    let shown = |entry: &&Record| text_of(entry, "display").or_else(|| text_of(entry, "value"));
    let labels: Vec<Item> = entries.iter().filter_map(shown).map(Item::new).collect();
    if !labels.is_empty() {
        row.push((path.to_owned(), Cell::List(labels)));
    }
    let is_primary = |entry: &&&Record| entry.get("primary").and_then(Value::as_bool) == Some(true);
    let primary = entries.iter().find(is_primary).or(entries.first());
    let mut named: Vec<(String, &Record)> = Vec::new();
    named.extend(primary.map(|entry| ("primary".to_owned(), *entry)));
    for entry in &entries {
        if let Some(kind) = text_of(entry, "type")
            && named.iter().all(|(have, _)| *have != kind)
        {
            named.push((kind, entry));
        }
    }
    for (kind, entry) in &named {
        one(&format!("{path}.{kind}"), entry, row);
    }
}

/// The value of an entry, or its parts where it is made of some.
fn one(path: &str, entry: &Record, row: &mut Row) {
    if let Some(value) = entry.get("value") {
        return row.extend(json::cell(value).map(|cell| (path.to_owned(), cell)));
    }
    let parts = entry.iter().filter(|(name, value)| {
        !matches!(name.as_str(), "type" | "primary" | "$ref") && !value.is_object()
    });
    for (name, value) in parts {
        row.extend(json::cell(value).map(|cell| (format!("{path}.{name}"), cell)));
    }
}

fn text_of(entry: &Record, name: &str) -> Option<String> {
    entry.get(name).and_then(Value::as_str).map(str::to_owned)
}
