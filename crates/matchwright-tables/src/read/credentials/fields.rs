//! Fields of credentials: texts, kinds, days, and the names of what nobody reads.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::Course;
use crate::reading::Reading;

pub(super) type Record = Map<String, Value>;

/// How many names of fields a reading lists.
const NAMED: usize = 12;

/// A text that is not empty.
pub(super) fn text(record: &Record, name: &str) -> Option<String> {
    let text = record.get(name)?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The first of several names that says anything.
pub(super) fn first(record: &Record, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| text(record, name))
}

/// A field of a field.
pub(super) fn inner<'r>(record: &'r Record, name: &str) -> Option<&'r Record> {
    record.get(name).and_then(Value::as_object)
}

/// What stands in a field: the values of an array, or the one value.
pub(super) fn each<'r>(record: &'r Record, name: &str) -> &'r [Value] {
    match record.get(name) {
        None | Some(Value::Null) => &[],
        Some(Value::Array(values)) => values,
        Some(value) => std::slice::from_ref(value),
    }
}

/// The objects in a field.
pub(super) fn objects<'r>(
    record: &'r Record,
    name: &str,
) -> impl Iterator<Item = &'r Record> + use<'r> {
    each(record, name).iter().filter_map(Value::as_object)
}

/// The kinds that an object says it is, without what stands before them: `vc:Assertion` is `Assertion`.
pub(super) fn is_kind(record: &Record, kinds: &[&str]) -> bool {
    let said = ["type", "@type"].into_iter().flat_map(|name| each(record, name));
    said.filter_map(Value::as_str)
        .filter_map(|kind| kind.rsplit([':', '/', '#']).next())
        .any(|kind| kinds.contains(&kind))
}

/// The day of a field, without its time; a year or a month where no more is said. Nothing where a text is
/// no day.
pub(super) fn day(record: &Record, names: &[&str]) -> Option<String> {
    let text = first(record, names)?;
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = day.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let is_day = matches!(lengths.as_slice(), [4] | [4, 2] | [4, 2, 2]);
    (is_day && parts.into_iter().all(is_digits)).then(|| day.to_owned())
}

/// Names of fields that nobody reads.
#[derive(Default)]
pub(super) struct Unread(BTreeSet<String>);

impl Unread {
    /// Adds those of a record that are not among the names that are read.
    pub(super) fn note(&mut self, prefix: &str, record: &Record, read: &[&str]) {
        for name in record.keys().filter(|name| !read.contains(&name.as_str())) {
            self.0.insert(format!("{prefix}{name}"));
        }
    }

    pub(super) fn tell(&self, reading: &mut Reading) {
        if self.0.is_empty() {
            return;
        }
        let names: Vec<&str> = self.0.iter().take(NAMED).map(String::as_str).collect();
        let more = match self.0.len().saturating_sub(NAMED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        reading.note(format!("fields not read: {}{more}", names.join(", ")));
    }
}

impl Course {
    /// Something that was completed, unless it has no name.
    pub(super) fn new(skill: Option<String>) -> Option<Self> {
        Some(Self { skill: skill?, ..Self::default() })
    }
}
