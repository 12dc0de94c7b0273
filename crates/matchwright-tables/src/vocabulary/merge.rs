//! The report: which labels count as which, and why.

use std::collections::BTreeSet;
use std::fmt;

use serde::{Deserialize, Serialize, Serializer};

/// A label that counts as another one.
///
/// Blanks around a label are no part of it; every other difference between a label and the one it
/// counts as is reported.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Merge {
    /// The label as people wrote it.
    pub label: String,
    /// The label that it counts as.
    pub into: String,
    /// Why.
    pub because: Because,
    /// How many people wrote it so.
    pub people: usize,
}

/// All merges of a roster, and whom each of them touches.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(into = "Vec<Saved>", from = "Vec<Saved>")]
pub struct Merges {
    all: Vec<Merge>,
    /// For each merge, the numbers of those who wrote the label so, in ascending order.
    writers: Vec<Vec<u32>>,
}

impl Merges {
    /// From merges with the numbers of their writers, in any order.
    pub(super) fn new(mut found: Vec<(Merge, BTreeSet<u32>)>) -> Self {
        found.sort_by(|(a, _), (b, _)| (&a.label, &a.into).cmp(&(&b.label, &b.into)));
        let (all, writers) = found.into_iter().unzip::<_, _, _, Vec<_>>();
        Self { all, writers: writers.into_iter().map(Vec::from_iter).collect() }
    }

    /// The merges of labels that somebody still writes, where writers have other numbers or are gone.
    #[must_use]
    pub fn with_writers(&self, number: impl Fn(u32) -> Option<u32>) -> Self {
        let merges = self.all.iter().zip(&self.writers).map(|(merge, writers)| {
            let writers: BTreeSet<u32> = writers.iter().filter_map(|&old| number(old)).collect();
            (Merge { people: writers.len(), ..merge.clone() }, writers)
        });
        Self::new(merges.filter(|(merge, _)| merge.people > 0).collect())
    }

    /// In the order of the labels.
    #[must_use]
    pub fn all(&self) -> &[Merge] {
        &self.all
    }

    /// Those of labels that one person wrote. O(merges · log people).
    pub fn of(&self, writer: u32) -> impl Iterator<Item = &Merge> {
        let touched = move |writers: &Vec<u32>| writers.binary_search(&writer).is_ok();
        self.all.iter().zip(&self.writers).filter(move |(_, w)| touched(w)).map(|(merge, _)| merge)
    }
}

/// A merge as it is saved: with all that is known of it.
#[derive(Serialize, Deserialize)]
struct Saved {
    label: String,
    into: String,
    #[serde(with = "Reason")]
    because: Because,
    writers: Vec<u32>,
}

impl From<Merges> for Vec<Saved> {
    fn from(merges: Merges) -> Self {
        let merges = merges.all.into_iter().zip(merges.writers);
        let saved = merges.map(|(Merge { label, into, because, .. }, writers)| Saved {
            label,
            into,
            because,
            writers,
        });
        saved.collect()
    }
}

impl From<Vec<Saved>> for Merges {
    fn from(saved: Vec<Saved>) -> Self {
        let merges = saved.into_iter().map(|Saved { label, into, because, writers }| {
            let writers = BTreeSet::from_iter(writers);
            (Merge { label, into, because, people: writers.len() }, writers)
        });
        Self::new(merges.collect())
    }
}

/// [`Because`] with all its digits, where its text is not enough.
#[derive(Serialize, Deserialize)]
#[serde(remote = "Because", rename_all = "snake_case")]
enum Reason {
    Case,
    Alias { also: Vec<String> },
    Plural,
    Fuzzy(f64),
}

/// Why a label counts as another one. As text: `case`, `alias`, `plural`, `fuzzy 0.93`.
#[derive(Debug, Clone, PartialEq)]
pub enum Because {
    /// They differ in case, blanks, punctuation or Unicode form: they have the same
    /// [key](crate::labels::label_key).
    Case,
    /// The vocabulary says so. It gives the label these other meanings, too.
    Alias {
        /// Preferred names that the label could also stand for.
        also: Vec<String>,
    },
    /// They differ in the number of a word.
    Plural,
    /// They are a slip of the keyboard apart, in a word that is this much alike (Jaro–Winkler,
    /// 0 to 1).
    Fuzzy(f64),
}

impl fmt::Display for Because {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Case => f.write_str("case"),
            Self::Alias { also } if also.is_empty() => f.write_str("alias"),
            Self::Alias { also } => write!(f, "alias (also of {})", also.join(", ")),
            Self::Plural => f.write_str("plural"),
            // Cut and not rounded: what is below a threshold must not be shown as above it.
            Self::Fuzzy(likeness) => write!(f, "fuzzy {:.2}", (likeness * 100.0).floor() / 100.0),
        }
    }
}

impl Serialize for Because {
    /// As text.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_read_as_words() {
        let also =
            |names: &[&str]| Because::Alias { also: names.iter().map(|&n| n.into()).collect() };
        for (because, text) in [
            (Because::Case, "case"),
            (also(&[]), "alias"),
            (
                also(&["computer vision", "OCR software"]),
                "alias (also of computer vision, OCR software)",
            ),
            (Because::Plural, "plural"),
            (Because::Fuzzy(0.939), "fuzzy 0.93"),
        ] {
            assert_eq!(because.to_string(), text);
        }
    }
}
