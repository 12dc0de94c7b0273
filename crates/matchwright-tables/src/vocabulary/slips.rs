//! Labels that are a slip of the keyboard apart.
//!
//! Two labels are alike where they have the same words but for one, and in that one a letter is
//! missing, too many, another one, or swapped with its neighbour (Damerau 1964: that is four slips
//! in five). Comparing every two labels would be quadratic; instead every label is filed under
//! everything that it becomes when one letter is left out, where its likes are filed, too
//! (Garbe's symmetric deletes). O(letters) per label.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::common::is_common;

/// Shorter words are never taken for slips of others: "Go" and "Git", "Perl" and "Pearl".
const SHORTEST: usize = 5;

/// A slip in a label of so many letters is taken for one whoever wrote it: few labels of that length are one
/// letter from another, while many words are ("driving", "diving").
const LONG: usize = 10;

/// A slip in a shorter label is one where so many write the other word for each who writes this one: real words
/// that are alike are both written often.
const TIMES: usize = 3;

/// Longer labels, in letters, are sentences: nobody looks for their slips, and filing them would
/// take time that grows with the square of their length.
const LONGEST: usize = 100;

/// The words of a label, and how many people write it.
struct Label {
    words: Vec<String>,
    uses: usize,
}

/// Labels that a label may be a slip of.
#[derive(Default)]
pub(super) struct Slips {
    labels: Vec<Label>,
    /// Positions among the labels by the hash of a form with one letter left out. Whatever shares a
    /// hash is compared before it counts.
    by_form: HashMap<u64, Vec<u32>>,
}

impl Slips {
    /// Files a label that so many people write by its words; it gets the next position, from 0.
    pub(super) fn add(&mut self, words: Vec<String>, uses: usize) {
        let position = self.labels.len() as u32;
        for form in forms(&words) {
            let filed = self.by_form.entry(form).or_default();
            if filed.last() != Some(&position) {
                filed.push(position);
            }
        }
        self.labels.push(Label { words, uses });
    }

    /// The positions of labels of which one that so many people write may be a slip, and that are at least
    /// `threshold` alike, each with its likeness; in ascending order, each once.
    pub(super) fn of(&self, words: &[String], uses: usize, threshold: f64) -> Vec<(usize, f64)> {
        let mut near: Vec<u32> =
            forms(words).filter_map(|form| self.by_form.get(&form)).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        let alike = near.into_iter().filter_map(|position| {
            let other = self.labels.get(position as usize)?;
            let (left, right) = only_difference(words, &other.words)?;
            let is_long = letters(words).max(letters(&other.words)) >= LONG;
            let is_rare = uses.saturating_mul(TIMES) <= other.uses;
            (is_long || is_rare).then(|| (position as usize, strsim::jaro_winkler(left, right)))
        });
        alike.filter(|&(_, likeness)| likeness >= threshold).collect()
    }
}

/// The one word in which two labels differ, in both; `None` where they differ in another way than by a slip.
fn only_difference<'a>(left: &'a [String], right: &'a [String]) -> Option<(&'a str, &'a str)> {
    if left.len() != right.len() {
        return None;
    }
    let mut differing = left.iter().zip(right).filter(|(left, right)| left != right);
    let (left, right) = differing.next()?;
    let is_slip = differing.next().is_none()
        && can_slip(left)
        && can_slip(right)
        // The first letter is hardly ever missed (1.4 % of slips, Yannakoudakis and Fawthrop 1983),
        // and makes other words: "typical", "atypical".
        && left.chars().next() == right.chars().next()
        && strsim::osa_distance(left, right) == 1
        && !(is_common(left) && is_common(right));
    is_slip.then_some((left, right))
}

/// Whether a word is long enough and made of letters of an alphabet that has cases. A digit is
/// never a slip ("ISO 9001", "ISO 9002"), and elsewhere one sign may be a word.
fn can_slip(word: &str) -> bool {
    word.chars().count() >= SHORTEST && word.chars().all(char::is_lowercase)
}

fn letters(words: &[String]) -> usize {
    words.iter().map(|word| word.chars().count()).sum()
}

/// Hashes of all forms of a label with one letter of one word left out, and of the label itself.
fn forms(words: &[String]) -> impl Iterator<Item = u64> {
    let words = if letters(words) > LONGEST { &[] } else { words };
    let whole = (!words.is_empty()).then(|| hash(words, words.len(), ""));
    let slipped = words.iter().enumerate().filter(|(_, word)| can_slip(word));
    let shortened = slipped.flat_map(move |(place, word)| {
        let cuts = word.char_indices().map(move |(at, letter)| (at, at + letter.len_utf8()));
        cuts.map(move |(from, to)| hash(words, place, &[&word[..from], &word[to..]].concat()))
    });
    whole.into_iter().chain(shortened)
}

/// The hash of words with the one at `place` replaced.
fn hash(words: &[String], place: usize, by: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    for (position, word) in words.iter().enumerate() {
        (if position == place { by } else { word }).hash(&mut hasher);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::labels::words_of;

    /// Whether the right one is a slip of the left one, where so many write them.
    fn is_slip(left: &str, right: &str, uses: [usize; 2]) -> bool {
        let mut slips = Slips::default();
        slips.add(words_of(left), uses[0]);
        !slips.of(&words_of(right), uses[1], 0.93).is_empty()
    }

    fn alike(left: &str, right: &str) -> bool {
        is_slip(left, right, [TIMES, 1])
    }

    #[test]
    fn slips_of_every_sort_are_found() {
        for (left, right) in [
            ("Kubernetes", "kubernets"),
            ("Python", "Pyhton"),
            ("project management", "Project managment"),
            ("database design", "databases design"),
            ("organisation", "organization"),
        ] {
            assert!(alike(left, right) && alike(right, left), "{left} and {right}");
        }
    }

    #[test]
    fn other_words_are_not() {
        for (left, right) in [
            ("Go", "Gol"),
            ("R", "C"),
            ("C++", "C#"),
            ("Perl", "Pearl"),
            ("Java", "JavaScript"),
            ("ISO 9001", "ISO 9002"),
            ("Windows10", "Windows11"),
            ("typical", "atypical"),
            ("economics", "economist"),
            ("react", "reach"),
            ("data mining", "mining data"),
            ("データ分析者", "データ分析家"),
        ] {
            assert!(!alike(left, right), "{left} and {right}");
        }
    }

    #[test]
    fn short_words_that_are_both_written_are_two_words() {
        assert!(!is_slip("django", "djanga", [2, 1]));
        assert!(!is_slip("django", "djanga", [30, 11]));
        assert!(is_slip("django", "djanga", [30, 10]));
        assert!(is_slip("driving lessons", "drivng lessons", [1, 1]));
    }

    #[test]
    fn two_common_words_are_two_words_however_often_they_are_written() {
        for (left, right) in [
            ("driving", "diving"),
            ("martial", "marital"),
            ("martial arts", "marital arts"),
            ("computers repair", "commuters repair"),
            ("stationary engines", "stationery engines"),
        ] {
            assert!(!is_slip(left, right, [1_000, 1]), "{left} and {right}");
        }
        assert!(is_slip("driving", "drivng", [TIMES, 1]));
    }

    #[test]
    fn a_label_is_not_a_slip_of_itself() {
        assert!(!alike("Kubernetes", "kubernetes"));
    }

    proptest! {
        /// The filing finds what a comparison of every two labels finds.
        #[test]
        fn nothing_alike_is_missed(
            texts in prop::collection::vec("[ab]{4,7}( [ab]{5,6})?", 2..12),
        ) {
            let labels: Vec<Vec<String>> = texts.iter().map(|text| words_of(text)).collect();
            let mut slips = Slips::default();
            for label in &labels {
                slips.add(label.clone(), usize::MAX);
            }
            for label in &labels {
                let found = slips.of(label, 1, 0.0).into_iter().map(|(at, _)| at);
                let found: Vec<usize> = found.collect();
                let alike = |&other: &usize| only_difference(label, &labels[other]).is_some();
                prop_assert_eq!(found, (0..labels.len()).filter(alike).collect::<Vec<_>>());
            }
        }
    }
}
