//! Labels: what people write for a skill, a goal, a department; interned to small numbers.
//!
//! Two spellings are one label when their [keys](label_key) are equal.

mod key;
mod level;
mod nearest;
mod plural;
mod saved;
mod words;

pub use key::{answer_key, id_key, label_key, person_key, step_key, visible, words_of, yes_or_no};
pub use level::with_level;
pub use nearest::nearest;
pub use plural::{singular, singular_key};
pub use words::words_of_text;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::{Deserialize, Serialize};

use saved::Saved;

/// A label's number among the labels of some tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LabelId(pub u32);

/// All labels of some tables.
///
/// ```
/// use matchwright_tables::labels::Labels;
///
/// let mut labels = Labels::default();
/// let node = labels.intern("Node.js");
/// assert_eq!(labels.intern(" node JS "), node);
/// assert_ne!(labels.intern("C"), labels.intern("C++"));
/// assert_eq!(labels.text(node), "Node.js");
/// ```
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(into = "Saved", try_from = "Saved")]
pub struct Labels {
    by_key: HashMap<String, LabelId>,
    /// Spellings by their text. Most cells repeat one, and then need no key.
    by_text: HashMap<String, usize>,
    spellings: Vec<Spelling>,
    texts: Vec<String>,
}

/// One way in which a label is written.
#[derive(Debug, Clone)]
pub(crate) struct Spelling {
    pub(crate) text: String,
    pub(crate) label: LabelId,
    /// Who wrote it as an entry of a list, and who as a single answer. A person may stand in one
    /// of them more than once.
    in_lists: Vec<u32>,
    alone: Vec<u32>,
    /// Whether somebody asks for it.
    is_asked: bool,
}

/// Where a label stands: only the entries of lists can mean the same as other labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// As an entry of a list.
    InList,
    /// As a single answer.
    Alone,
}

impl Labels {
    /// Labels of which some that share a key stay apart: those that stand in one of the groups,
    /// written as they are there.
    #[must_use]
    pub fn apart(groups: &[Vec<String>]) -> Self {
        let mut labels = Self::default();
        for group in groups {
            let mut by_key: BTreeMap<String, Vec<&str>> = BTreeMap::new();
            for text in group {
                by_key.entry(label_key(text)).or_default().push(text.trim());
            }
            for (key, texts) in by_key.into_iter().filter(|(_, texts)| texts.len() > 1) {
                for text in texts {
                    labels.reserve(text, &key);
                }
            }
        }
        labels
    }

    /// Gives a text a label of its own, whatever its key.
    fn reserve(&mut self, text: &str, key: &str) {
        if !self.by_text.contains_key(text) {
            let label = self.add(text);
            self.by_key.entry(key.to_owned()).or_insert(label);
            self.spell(text, label);
        }
    }

    /// The number of a label; a new one where nobody wrote it before.
    pub fn intern(&mut self, text: &str) -> LabelId {
        let spelling = self.spelling(text);
        self.spellings[spelling].label
    }

    /// Interns what a person wrote; `writer` is a number of their own.
    pub fn write(&mut self, text: &str, writer: u32, written: Written) -> LabelId {
        let spelling = self.spelling(text);
        let spelling = &mut self.spellings[spelling];
        let writers = match written {
            Written::InList => &mut spelling.in_lists,
            Written::Alone => &mut spelling.alone,
        };
        if writers.last() != Some(&writer) {
            writers.push(writer);
        }
        spelling.label
    }

    /// Interns a label that somebody asks for in a search: it means something as those in lists do, and nobody
    /// needs to have written it.
    pub fn ask(&mut self, text: &str) -> LabelId {
        let spelling = self.spelling(text);
        let spelling = &mut self.spellings[spelling];
        spelling.is_asked = true;
        spelling.label
    }

    /// The number of a label that somebody wrote.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<LabelId> {
        match self.by_text.get(text.trim()) {
            Some(&spelling) => self.spellings.get(spelling).map(|spelling| spelling.label),
            None => self.by_key.get(&label_key(text)).copied(),
        }
    }

    /// The label as it is written most often, or as the vocabulary writes it.
    #[must_use]
    pub fn text(&self, label: LabelId) -> &str {
        self.texts.get(label.0 as usize).map_or("", String::as_str)
    }

    /// Leaves numbers below this one to others: the next new label has it, or a higher one.
    pub fn leave_room(&mut self, numbers: usize) {
        self.texts.resize(self.texts.len().max(numbers), String::new());
    }

    /// How many distinct labels there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there is no label.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Every way in which somebody wrote a label, in the order of reading.
    pub(crate) fn spellings(&self) -> &[Spelling] {
        &self.spellings
    }

    /// Gives each label the spelling that is used most; of several the first in the order of
    /// their texts.
    pub(crate) fn name_by_use(&mut self) {
        let mut best: Vec<(usize, usize)> = vec![(0, usize::MAX); self.texts.len()];
        for (position, spelling) in self.spellings.iter().enumerate() {
            let uses = spelling.uses(Written::InList) + spelling.uses(Written::Alone);
            let (most, chosen) = &mut best[spelling.label.0 as usize];
            let first = self.spellings.get(*chosen).is_none_or(|have| spelling.text < have.text);
            if uses > *most || (uses == *most && first) {
                (*most, *chosen) = (uses, position);
            }
        }
        for (text, (_, chosen)) in self.texts.iter_mut().zip(best) {
            if let Some(spelling) = self.spellings.get(chosen) {
                text.clone_from(&spelling.text);
            }
        }
    }

    /// Gives a label another text of the same key.
    pub(crate) fn rename(&mut self, label: LabelId, text: &str) {
        if let Some(have) = self.texts.get_mut(label.0 as usize) {
            text.clone_into(have);
        }
    }

    /// Drops who wrote what, which takes as much memory as the lists themselves.
    pub(crate) fn forget_writers(&mut self) {
        for spelling in &mut self.spellings {
            (spelling.in_lists, spelling.alone) = (Vec::new(), Vec::new());
        }
    }

    /// The position of a text among the spellings, where it may be new.
    fn spelling(&mut self, text: &str) -> usize {
        let text = text.trim();
        if let Some(&spelling) = self.by_text.get(text) {
            return spelling;
        }
        let key = label_key(text);
        let label = match self.by_key.get(&key) {
            Some(&label) => label,
            None => self.add(text),
        };
        self.by_key.insert(key, label);
        self.spell(text, label)
    }

    fn add(&mut self, text: &str) -> LabelId {
        self.texts.push(text.to_owned());
        LabelId(self.texts.len() as u32 - 1)
    }

    fn spell(&mut self, text: &str, label: LabelId) -> usize {
        let (in_lists, alone, text) = (Vec::new(), Vec::new(), text.to_owned());
        self.spellings.push(Spelling { text, label, in_lists, alone, is_asked: false });
        let place = self.spellings.len() - 1;
        self.by_text.insert(self.spellings[place].text.clone(), place);
        place
    }
}

impl Spelling {
    /// How often it was written there; a person counts once a column.
    pub(crate) fn uses(&self, written: Written) -> usize {
        self.writers(written).len()
    }

    /// Whether it has a meaning beyond its key: it stands in a list, or somebody asks for it.
    pub(crate) fn has_meaning(&self) -> bool {
        self.is_asked || self.uses(Written::InList) > 0
    }

    /// Who wrote it in one of the places.
    pub(crate) fn people(&self, places: &[Written]) -> BTreeSet<u32> {
        places.iter().flat_map(|&written| self.writers(written)).copied().collect()
    }

    fn writers(&self, written: Written) -> &[u32] {
        match written {
            Written::InList => &self.in_lists,
            Written::Alone => &self.alone,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_spelling_of_most_people_names_the_label() {
        let mut labels = Labels::default();
        for (writer, text) in ["SQL", "sql", "Sql", "sql", "SQL"].into_iter().enumerate() {
            labels.write(text, writer as u32, Written::InList);
        }
        labels.name_by_use();
        assert_eq!(labels.find("sQl").map(|label| labels.text(label)), Some("SQL"));
    }

    #[test]
    fn labels_that_share_a_key_can_be_kept_apart() {
        let mut labels = Labels::apart(&[vec!["US".into(), "us".into()]]);
        let [upper, lower, other] = ["US ", " us", "Us"].map(|text| labels.intern(text));
        assert_ne!(upper, lower);
        assert_eq!(other, upper, "the first of the group takes every other spelling");
        assert_eq!(labels.find("us"), Some(lower));
    }
}
