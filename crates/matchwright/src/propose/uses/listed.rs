//! Labels as people listed them, in one column or in several of one question.

use std::collections::BTreeSet;

use matchwright_tables::labels::with_level;
use serde_json::{Value, json};

use super::super::columns::{ListOf, Meaning, entries_of};
use super::super::draft::Draft;
use super::super::facts::Facts;
use super::super::people::People;
use super::super::text::quoted;
use crate::roster::{Cell, label_key};
use crate::schema::Side;

/// What stands between the entries of a list that a programme reads as it is.
const SEPARATOR: &str = ";";

pub(in super::super) struct Listed<'a, 't> {
    pub(super) meaning: &'a Meaning,
    pub(super) columns: Vec<&'a Facts<'t>>,
    /// The labels, as they are compared.
    pub(super) labels: BTreeSet<String>,
    pub(super) has_levels: bool,
}

/// How many labels both sides wrote.
pub(super) fn common(sides: super::Shared<'_, '_>) -> usize {
    let [own, other] = sides.map(|(meaning, facts)| Listed::new(meaning, vec![facts]));
    own.zip(other).map_or(0, |(own, other)| own.common(&other))
}

impl<'a, 't> Listed<'a, 't> {
    /// Everything of a side that lists labels, and that no use has taken.
    pub(super) fn all(people: &'a People<'t>, side: Side, draft: &Draft) -> Vec<Self> {
        let free = people.free(side, draft).into_iter();
        free.filter_map(|(meaning, columns)| Self::new(meaning, columns)).collect()
    }

    pub(in super::super) fn new(meaning: &'a Meaning, columns: Vec<&'a Facts<'t>>) -> Option<Self> {
        let mut listed = Self { meaning, columns, labels: BTreeSet::new(), has_levels: false };
        let plain = ListOf { separator: SEPARATOR.to_owned(), ..ListOf::default() };
        match meaning {
            Meaning::List(list) => listed.read(list),
            Meaning::Label | Meaning::Choices => listed.read(&plain),
            Meaning::Ticked(_) => {
                let names = listed.columns.iter().map(|facts| label_key(facts.name()));
                listed.labels = names.collect();
            }
            _ => return None,
        }
        Some(listed)
    }

    fn read(&mut self, list: &ListOf) {
        for text in self.columns.iter().flat_map(|facts| facts.looked_at()) {
            for entry in entries_of(text, &list.separator, &list.whole) {
                let prefix = list.prefix.as_deref();
                let entry = prefix.and_then(|prefix| entry.strip_prefix(prefix)).unwrap_or(entry);
                let level = with_level(entry).next().filter(|_| !list.scale.is_empty());
                self.has_levels |= level.is_some();
                let entry = level.map_or(entry, |(label, _)| label);
                for item in Cell::Text(entry.to_owned()).items("\0") {
                    self.has_levels |= item.level.is_some();
                    self.labels.insert(label_key(&item.label));
                }
            }
        }
    }

    pub(super) fn name(&self) -> &'t str {
        self.columns.first().map_or("", |facts| facts.name())
    }

    /// Whether the name of the first column speaks of something.
    pub(super) fn says(&self, phrases: &[&str]) -> bool {
        self.columns.first().is_some_and(|facts| facts.header.says(phrases))
    }

    pub(super) fn common(&self, other: &Self) -> usize {
        self.labels.intersection(&other.labels).count()
    }

    /// The column that a criterion reads: the one of the export, or a new one where the mapping has to part
    /// its entries, to take a prefix away or to join several.
    pub(in super::super) fn column(&self, otherwise: &str, draft: &mut Draft) -> String {
        let names: Vec<&str> = self.columns.iter().map(|facts| facts.name()).collect();
        let (name, source, why) = match self.meaning {
            Meaning::List(list) => match parted(self.name(), list) {
                Some((source, why)) => (otherwise, source, why),
                None => return self.name().to_owned(),
            },
            Meaning::Choices => (
                "choices",
                json!({ "from": names }),
                "Choices in order, joined to one list.".to_owned(),
            ),
            Meaning::Ticked(read) => {
                let mut source = json!({ "ticked": names });
                if !read.is_empty() {
                    let read = read.iter().map(|(text, level)| (text.clone(), json!(level)));
                    source["read"] = read.collect();
                }
                let why = "One question with a column an option: what is ticked is the list.";
                ("options", source, why.to_owned())
            }
            _ => return self.name().to_owned(),
        };
        let slug = match self.columns.as_slice() {
            [facts] => facts.header.slug(),
            _ => None,
        };
        draft.new_column(slug, name, source, &self.columns, why)
    }
}

/// How the mapping parts a list, where it has to.
fn parted(name: &str, list: &ListOf) -> Option<(Value, String)> {
    let ListOf { separator, whole, prefix, scale } = list;
    let mut source = json!({ "from": name });
    let mut why = Vec::new();
    if separator != SEPARATOR || !whole.is_empty() {
        source["separator"] = json!(separator);
        why.push(format!("entries are parted by {}", quoted(separator)));
    }
    if !whole.is_empty() {
        source["whole"] = json!(whole);
        why.push("options that hold it stay whole".to_owned());
    }
    if let Some(prefix) = prefix {
        source["strip"] = json!(prefix);
        why.push(format!("{} is taken away before them", quoted(prefix)));
    }
    if !scale.is_empty() {
        source["scale"] = json!(scale);
        why.push("levels behind the entries are steps of the scale".to_owned());
    }
    (!why.is_empty()).then(|| (source, format!("Of {}: {}.", quoted(name), why.join(", "))))
}
