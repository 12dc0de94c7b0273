//! Labels: what people write for a skill, a goal, a department; interned to small numbers.
//!
//! Two spellings are one label when their keys are equal. The key folds case and Unicode forms and
//! drops blanks and the punctuation that people vary (`Node.js` = `node js` = `NodeJS`); it keeps
//! `+`, `#` and `&`, and a leading dot, because they tell words apart (`C`, `C++`, `C#`, `.NET`).

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

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
    texts: Vec<String>,
}

impl Labels {
    /// The number of a label; a new one where nobody wrote it before.
    pub fn intern(&mut self, text: &str) -> LabelId {
        let next = LabelId(self.texts.len() as u32);
        *self.by_key.entry(label_key(text)).or_insert_with(|| {
            self.texts.push(text.trim().to_owned());
            next
        })
    }

    /// The number of a label that somebody wrote.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<LabelId> {
        self.by_key.get(&label_key(text)).copied()
    }

    /// The label as it was first written.
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
}

/// What two spellings of one label have in common (see the module's text).
#[must_use]
pub fn label_key(text: &str) -> String {
    let folded: String = text.trim().nfkc().flat_map(char::to_lowercase).collect();
    let mut key: String =
        folded.chars().filter(|c| c.is_alphanumeric() || matches!(c, '+' | '#' | '&')).collect();
    if folded.starts_with('.') {
        key.insert(0, '.');
    }
    // A label of nothing but punctuation is still a label.
    if key.is_empty() { folded } else { key }
}

/// The form in which ids are compared: trimmed, and in Unicode's composed form (NFC), so that two
/// ways of typing "é" are one id. Case and punctuation count.
#[must_use]
pub fn id_key(text: &str) -> String {
    text.trim().nfc().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_label_share_a_key() {
        for (left, right) in [("Node.js", "node js"), ("NodeJS", "node-js"), ("é", "e\u{301}")] {
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
    }
}
