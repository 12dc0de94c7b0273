//! Texts as the words in them.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use matchwright_tables::Cell;
use matchwright_tables::labels::{LabelId, words_of_text};

use super::columns::Entry;

/// The words of all texts, as small numbers. They are no labels: no report names them, and of files only those of
/// a scorer keep them.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    /// Those of texts that were read earlier, and what is new: whoever reads more texts copies no words.
    known: Arc<HashMap<String, LabelId>>,
    new: HashMap<String, LabelId>,
}

impl Words {
    /// The words of a text in the order of their numbers, each with how often it stands there.
    pub(super) fn count(&mut self, text: &str) -> Vec<Entry> {
        let mut counts: BTreeMap<LabelId, f32> = BTreeMap::new();
        for word in words_of_text(text) {
            *counts.entry(self.number(word)).or_default() += 1.0;
        }
        counts.into_iter().map(|(label, count)| Entry { label, level: Some(count) }).collect()
    }

    fn number(&mut self, word: String) -> LabelId {
        let next = LabelId(self.len() as u32);
        self.known.get(&word).copied().unwrap_or_else(|| *self.new.entry(word).or_insert(next))
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.known.len() + self.new.len()
    }

    /// The same words, none of them new. Nothing is copied where none was.
    pub(super) fn settled(self) -> Self {
        if self.new.is_empty() {
            return self;
        }
        let known = self.known.iter().map(|(word, &number)| (word.clone(), number));
        Self { known: Arc::new(known.chain(self.new).collect()), new: HashMap::new() }
    }

    /// All words, each in the place of its number.
    pub(super) fn in_order(&self) -> Vec<String> {
        let all = self.known.iter().chain(&self.new);
        let by_number: BTreeMap<LabelId, &String> = all.map(|(word, &at)| (at, word)).collect();
        by_number.into_values().cloned().collect()
    }
}

/// Words in the order of their numbers.
impl FromIterator<String> for Words {
    fn from_iter<I: IntoIterator<Item = String>>(words: I) -> Self {
        let known = words.into_iter().zip((0..).map(LabelId)).collect();
        Self { known: Arc::new(known), new: HashMap::new() }
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
