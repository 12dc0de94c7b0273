//! Labels: what people write for a skill, a goal, a department; interned to small numbers.
//!
//! Two spellings are one label when their keys are equal. The key folds case and Unicode forms and
//! drops blanks and the punctuation that people vary (`Node.js` = `node js` = `NodeJS`); it keeps
//! `+`, `#` and `&`, and a leading dot, because they tell words apart (`C`, `C++`, `C#`, `.NET`).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use unicode_normalization::UnicodeNormalization;

use super::columns::Side;

/// A label's number within one roster.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LabelId(pub u32);

/// All labels of a roster.
///
/// ```
/// use matchwright::roster::Labels;
///
/// let mut labels = Labels::default();
/// let node = labels.intern("Node.js");
/// assert_eq!(labels.intern(" node JS "), node);
/// assert_ne!(labels.intern("C"), labels.intern("C++"));
/// assert_eq!(labels.text(node), "Node.js");
/// ```
#[derive(Debug, Clone, Default)]
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
}

/// Where a label stands: only the entries of lists can mean the same as other labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    InList,
    Alone,
}

impl Labels {
    /// Labels of which some that share a key stay apart: those that stand in one of the groups,
    /// written as they are there.
    pub(crate) fn apart(groups: &[Vec<String>]) -> Self {
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

    /// Interns what a person wrote; `writer` is [a number of their own](writer).
    pub(crate) fn write(&mut self, text: &str, writer: u32, written: Written) -> LabelId {
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
        let spelling = Spelling { text: text.to_owned(), label, in_lists: vec![], alone: vec![] };
        self.spellings.push(spelling);
        self.by_text.insert(text.to_owned(), self.spellings.len() - 1);
        self.spellings.len() - 1
    }
}

impl Spelling {
    /// How often it was written there; a person counts once a column.
    pub(crate) fn uses(&self, written: Written) -> usize {
        self.writers(written).len()
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

/// The number of a person as a writer of labels: even for mentees, odd for mentors.
pub(crate) fn writer(side: Side, row: usize) -> u32 {
    2 * row as u32 + u32::from(side == Side::Mentor)
}

/// What two spellings of one label have in common (see the module's text).
#[must_use]
pub fn label_key(text: &str) -> String {
    let folded = folded(text);
    // Letters can compose with what stands before them once the blank between them is gone.
    let mut key: String = folded.chars().filter(|&c| is_part_of_word(c)).nfkc().collect();
    if folded.starts_with('.') {
        key.insert(0, '.');
    }
    // A label of nothing but punctuation is still a label.
    if key.is_empty() { folded.trim().to_owned() } else { key }
}

/// The words of a label in the form that its key has them in.
pub(crate) fn words_of(text: &str) -> Vec<String> {
    let folded = folded(text);
    let words = folded.split(|c| !is_part_of_word(c)).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// Composed (NFKC) before and after the case is folded: folding can take a letter apart ("İ").
/// Capitals of small letters on the way make one of letters that have only some cases in common
/// ("ß", "ẞ", "SS").
fn folded(text: &str) -> String {
    let small = text.trim().nfkc().flat_map(char::to_lowercase);
    small.flat_map(char::to_uppercase).flat_map(char::to_lowercase).nfkc().collect()
}

fn is_part_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '+' | '#' | '&')
}

/// The form in which ids are compared: trimmed, and in Unicode's composed form (NFC), so that two
/// ways of typing "é" are one id. Case and punctuation count.
#[must_use]
pub fn id_key(text: &str) -> String {
    text.trim().nfc().collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn spellings_of_one_label_share_a_key() {
        for (left, right) in [
            ("Node.js", "node js"),
            ("NodeJS", "node-js"),
            ("é", "e\u{301}"),
            ("STRA\u{1e9e}E", "Straße"),
            // Two parts of a Korean syllable, and the syllable.
            ("\u{1100} \u{1161}", "\u{ac00}"),
        ] {
            assert_eq!(label_key(left), label_key(right), "{left} and {right}");
        }
    }

    #[test]
    fn marks_that_tell_words_apart_stay() {
        let keys = ["C", "C++", "C#", "R", "Go", ".NET", "NET"].map(label_key);
        for (position, key) in keys.iter().enumerate() {
            assert!(!keys[position + 1..].contains(key), "{key} stands twice");
        }
    }

    #[test]
    fn a_label_of_punctuation_is_a_label() {
        assert_eq!(label_key("  --  "), "--");
        // An accent that stands alone is a blank and an accent.
        assert_eq!(label_key("\u{384}"), "\u{301}");
    }

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

    proptest! {
        #[test]
        fn a_key_is_its_own_key(text in "\\PC{0,12}") {
            let key = label_key(&text);
            prop_assert_eq!(label_key(&key), key);
        }
    }
}
