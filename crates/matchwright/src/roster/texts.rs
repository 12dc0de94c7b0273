//! Texts as the words in them.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use matchwright_tables::Cell;
use matchwright_tables::labels::{LabelId, words_of_text};

use super::columns::Entry;

/// The words of all texts, as small numbers. They are no labels: no report names them, and no file keeps them.
#[derive(Default)]
pub(super) struct Words(HashMap<String, LabelId>);

impl Words {
    /// The words of a text in the order of their numbers, each with how often it stands there.
    pub(super) fn count(&mut self, text: &str) -> Vec<Entry> {
        let mut counts: BTreeMap<LabelId, f32> = BTreeMap::new();
        for word in words_of_text(text) {
            let next = LabelId(self.0.len() as u32);
            *counts.entry(*self.0.entry(word).or_insert(next)).or_default() += 1.0;
        }
        counts.into_iter().map(|(label, count)| Entry { label, level: Some(count) }).collect()
    }
}

/// The texts of a cell: one, or a list of them; `None` where it holds something else. A number is a text too.
pub(super) fn texts_of(cell: &Cell) -> Option<Vec<Cow<'_, str>>> {
    match cell {
        Cell::Missing => Some(Vec::new()),
        Cell::Text(text) => Some(vec![text.into()]),
        Cell::Number(number) => Some(vec![number.to_string().into()]),
        Cell::List(items) => Some(items.iter().map(|item| item.label.as_str().into()).collect()),
        Cell::Numbers(_) | Cell::Lists(_) => None,
    }
}
