//! Plurals of English words.

use std::borrow::Cow;

use super::key::{folded, is_part_of_word, label_key};

/// Words that end as plurals do, and without that ending are another word.
const NO_PLURALS: [&str; 15] = [
    "arms",
    "canvas",
    "customs",
    "economics",
    "ethics",
    "glasses",
    "goods",
    "means",
    "news",
    "politics",
    "rails",
    "sales",
    "spirits",
    "teams",
    "windows",
];

/// Shorter words are names as often as not ("AWS", "iOS", "SAS").
const SHORTEST: usize = 4;

/// What a word and its plural have in common, which need not be a word itself. The word is one of
/// [`words_of`](super::words_of): small letters, no accents. What is no word of the letters from a to z stays.
///
/// ```
/// use matchwright_tables::labels::singular;
///
/// for (one, many) in [("skill", "skills"), ("technology", "technologies"), ("process", "processes")] {
///     assert_eq!(singular(one), singular(many));
/// }
/// assert_ne!(singular("new"), singular("news"));
/// ```
#[must_use]
pub fn singular(word: &str) -> Cow<'_, str> {
    let is_plain = word.len() >= SHORTEST && word.bytes().all(|c| c.is_ascii_lowercase());
    if !is_plain || NO_PLURALS.contains(&word) {
        return Cow::Borrowed(word);
    }
    let with_y = word.strip_suffix("ies").or_else(|| word.strip_suffix("ie"));
    if let Some(stem) = with_y.filter(|stem| stem.len() + 1 >= SHORTEST) {
        return Cow::Owned(format!("{stem}y"));
    }
    let stem = word.strip_suffix('s').filter(|_| is_plural(word)).unwrap_or(word);
    // "Boxes" and "courses" lose two letters or one; "box" and "course" then lose none or one. "Case" stays.
    let is_hissed = ["se", "xe", "ze", "che", "she"].iter().any(|end| stem.ends_with(end));
    let is_long = stem.len() > SHORTEST
        || (word.len() > SHORTEST && ["uses", "xes"].iter().any(|end| word.ends_with(end)));
    Cow::Borrowed(if is_hissed && is_long { &stem[..stem.len() - 1] } else { stem })
}

/// The key of a label in which every word has the form that its plural shares: equal for labels that differ in
/// nothing but the number of some words.
///
/// ```
/// use matchwright_tables::labels::singular_key;
///
/// assert_eq!(singular_key("Communications skills"), singular_key("communication skill"));
/// assert_ne!(singular_key("C++"), singular_key("C"));
/// ```
#[must_use]
pub fn singular_key(text: &str) -> String {
    let (mut all, mut word) = (String::new(), String::new());
    for c in folded(text).chars().chain([' ']) {
        if is_part_of_word(c) {
            word.push(c);
        } else {
            all.push_str(&singular(&word));
            all.push(c);
            word.clear();
        }
    }
    label_key(&all)
}

/// Whether the last letter, an s, makes a plural: not in "business", "status", "analysis".
fn is_plural(word: &str) -> bool {
    const KEPT: [&str; 7] = ["ss", "sis", "xis", "nis", "tis", "ris", "lis"];
    let is_latin = word.ends_with("us") && word.len() > SHORTEST;
    !is_latin && !KEPT.iter().any(|end| word.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_and_its_plural_share_a_form() {
        for (one, many) in [
            ("spreadsheet", "spreadsheets"),
            ("strategy", "strategies"),
            ("movie", "movies"),
            ("box", "boxes"),
            ("bus", "buses"),
            ("course", "courses"),
            ("cache", "caches"),
            ("sketch", "sketches"),
            ("database", "databases"),
            ("business", "businesses"),
            ("api", "apis"),
            ("cpu", "cpus"),
            ("video", "videos"),
            ("campus", "campuses"),
            ("case", "cases"),
            ("pie", "pies"),
        ] {
            assert_eq!(singular(one), singular(many), "{one} and {many}");
        }
    }

    #[test]
    fn other_words_do_not() {
        for (left, right) in [
            ("new", "news"),
            ("good", "goods"),
            ("canva", "canvas"),
            ("analysi", "analysis"),
            ("statu", "status"),
            ("busines", "business"),
            ("aw", "aws"),
            ("note", "not"),
            ("planes", "plans"),
            ("sase", "sas"),
            ("case", "cas"),
            ("dose", "dos"),
            ("pies", "py"),
            ("rails", "rail"),
        ] {
            assert_ne!(singular(left), singular(right), "{left} and {right}");
        }
        assert_eq!(singular("größes"), "größes");
    }
}
