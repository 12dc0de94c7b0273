//! The key of a label: what its spellings have in common.
//!
//! The key folds case and Unicode forms and drops blanks and the punctuation that people vary
//! (`Node.js` = `node js` = `NodeJS`). Accents on Latin letters do not count, and `&` is the word "and". What
//! tells words apart stays: `+`, `#`, `<`, `>`, `*`, and a leading dot (`C`, `C++`, `C#`, `.NET`). So do the marks of numbers (`1-2` and `12`, `3.1` and `31`, `-5` and
//! `5`, `9:30` and `930`), but not a mark that only joins a word to a number (`ISO-9001` = `ISO 9001`). Numbers
//! compare as numbers (`1.50` = `1.5`), and yes, true and 1 are one answer, as are no, false and 0.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// What two spellings of one label have in common (see the module's text).
#[must_use]
pub fn label_key(text: &str) -> String {
    let folded = folded(text);
    one_way_of_writing(&folded).unwrap_or_else(|| {
        let key = word_key(&folded);
        one_way_of_writing(&key).unwrap_or(key)
    })
}

/// The key of what is written in several ways: an answer to a yes-or-no question, or a number.
fn one_way_of_writing(folded: &str) -> Option<String> {
    match folded {
        "yes" | "true" => Some("1".to_owned()),
        "no" | "false" => Some("0".to_owned()),
        _ => number_key(folded),
    }
}

/// What is answered to a question of yes or no; `None` for another answer. A column of 1 and 0 with gaps comes out
/// of many programs as 1.0 and 0.0: numbers count as numbers.
///
/// ```
/// use matchwright_tables::labels::yes_or_no;
///
/// assert_eq!(["Yes", " y", "TRUE", "1", "1.0"].map(yes_or_no), [Some(true); 5]);
/// assert_eq!(["no", "N", "False", "0", "0.00"].map(yes_or_no), [Some(false); 5]);
/// assert_eq!(["maybe", "2", ""].map(yes_or_no), [None; 3]);
/// ```
#[must_use]
pub fn yes_or_no(text: &str) -> Option<bool> {
    match label_key(text).as_str() {
        "1" | "y" => Some(true),
        "0" | "n" => Some(false),
        _ => None,
    }
}

/// What two ways of writing a step of a scale have in common: all but case, blanks, and the kind of dash.
/// Numbers compare as numbers.
///
/// ```
/// use matchwright_tables::labels::step_key;
///
/// assert_eq!(step_key("6 – 10"), step_key("6-10"));
/// assert_ne!(step_key("1-2"), step_key("12"));
/// ```
#[must_use]
pub fn step_key(text: &str) -> String {
    number_key(&folded(text)).unwrap_or_else(|| answer_key(text))
}

/// The one way of writing a decimal number; `None` for other text, and for numbers with leading zeros, which
/// are codes.
fn number_key(text: &str) -> Option<String> {
    let (sign, size) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(size) => ("-", size),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = size.split_once('.').unwrap_or((size, "0"));
    let are_digits = |text: &str| !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit());
    if !are_digits(whole) || !are_digits(fraction) || (whole.len() > 1 && whole.starts_with('0')) {
        return None;
    }
    let fraction = fraction.trim_end_matches('0');
    let sign = if whole == "0" && fraction.is_empty() { "" } else { sign };
    let point = if fraction.is_empty() { "" } else { "." };
    Some(format!("{sign}{whole}{point}{fraction}"))
}

/// The key of text that is no number.
fn word_key(folded: &str) -> String {
    let mut key: Vec<char> = folded.chars().map(plain_dash).collect();
    // What is dropped brings others together. Every round is shorter than the one before.
    loop {
        let kept: Vec<char> =
            (0..key.len()).filter(|&at| stays(&key, at)).map(|at| key[at]).collect();
        let is_done = kept.len() == key.len();
        key = kept;
        if is_done {
            break;
        }
    }
    // Once the blank between them is gone, an accent that stood alone is one of the letter before it.
    let key = self::folded(&key.into_iter().collect::<String>());
    // A label of nothing but punctuation is still a label.
    if key.is_empty() { folded.trim().to_owned() } else { key }
}

/// Whether a character is part of the key.
fn stays(text: &[char], at: usize) -> bool {
    let c = text[at];
    if is_part_of_word(c) || (at == 0 && c == '.') {
        return true;
    }
    if c.is_whitespace() { parts_mark_from_word(text, at) } else { is_mark_of_number(text, at) }
}

/// Whether a mark says something about a number: between two, or beside one and not there to join it to a word
/// or to end a sentence.
fn is_mark_of_number(text: &[char], at: usize) -> bool {
    let (before, after) = text.split_at(at);
    let (c, after) = (after[0], &after[1..]);
    let is_digit = |c: Option<char>| c.is_some_and(char::is_numeric);
    let is_in_word = |c: &char| is_part_of_word(*c);
    let around = (before.iter().copied().rfind(is_in_word), after.iter().copied().find(is_in_word));
    if is_digit(around.0) && is_digit(around.1) {
        return true;
    }
    let (last, next) = (before.last().copied(), after.first().copied());
    let joins = is_joint(c) && last.is_some_and(is_word) && next.is_some_and(is_word);
    let ends = matches!(c, ',' | ';' | ':' | '.' | '!' | '?') && !next.is_some_and(is_word);
    (is_digit(last) || is_digit(next)) && !joins && !ends && !is_bracket(c)
}

/// Whether a blank keeps a mark of a number apart from a word that it would otherwise join to it.
fn parts_mark_from_word(text: &[char], at: usize) -> bool {
    let is_mark = |place: Option<usize>| {
        place.is_some_and(|place| {
            text.get(place).is_some_and(|&c| is_joint(c)) && is_mark_of_number(text, place)
        })
    };
    let is_word =
        |place: Option<usize>| place.and_then(|at| text.get(at).copied()).is_some_and(is_letter);
    let (last, next) = (at.checked_sub(1), at.checked_add(1));
    (is_mark(last) && is_word(next)) || (is_word(last) && is_mark(next))
}

/// Marks that join a word to a number as well as they stand for a sign, a point or a range.
fn is_joint(c: char) -> bool {
    matches!(c, '-' | '.' | '_' | '/' | '\'')
}

fn is_bracket(c: char) -> bool {
    matches!(
        c,
        '(' | ')' | '[' | ']' | '{' | '}' | '"' | '\'' | '“' | '”' | '„' | '‘' | '’' | '«' | '»'
    )
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric()
}

fn is_letter(c: char) -> bool {
    c.is_alphabetic()
}

/// Hyphens, dashes and the minus sign as one.
fn plain_dash(c: char) -> char {
    if is_dash(c) { '-' } else { c }
}

/// The words of a label in the form that its key has them in.
#[must_use]
pub fn words_of(text: &str) -> Vec<String> {
    let folded = folded(text);
    let words = folded.split(|c| !is_part_of_word(c)).filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// Composed (NFKC) before and after the case is folded: folding can take a letter apart ("İ").
/// Capitals of small letters on the way make one of letters that have only some cases in common
/// ("ß", "ẞ", "SS"). Without the accents of Latin letters, which people leave out, and with "and" for "&".
pub(super) fn folded(text: &str) -> String {
    if text.is_ascii() {
        // The same in a tenth of the time: most texts are, and long ones are read word by word.
        return text.trim().to_ascii_lowercase().replace('&', "and");
    }
    let small = text.trim().nfkc().flat_map(char::to_lowercase);
    let small = small.flat_map(char::to_uppercase).flat_map(char::to_lowercase);
    let mut letter = None;
    let stays = |c: &char| {
        let is_accent = matches!(c, '\u{300}'..='\u{36f}');
        // Marks of other scripts may stand between a letter and its accent.
        letter = if canonical_combining_class(*c) == 0 { Some(*c) } else { letter };
        !(is_accent && letter.is_some_and(|letter| letter.is_ascii_alphabetic()))
    };
    let folded: String = small.nfd().filter(stays).nfkc().collect();
    if folded.contains('&') { folded.replace('&', "and") } else { folded }
}

pub(super) fn is_part_of_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '+' | '#' | '<' | '>' | '*')
}

/// The form in which ids are compared: trimmed, and in Unicode's composed form (NFC), so that two
/// ways of typing "é" are one id. Case and punctuation count.
#[must_use]
pub fn id_key(text: &str) -> String {
    text.trim().nfc().collect()
}

/// What two ways of typing one person's id have in common: neither case, blanks nor characters that
/// nobody sees count, nor the Unicode form.
///
/// ```
/// use matchwright_tables::labels::person_key;
///
/// assert_eq!(person_key("Kim@corp.example\u{200b}"), person_key(" kim@corp.example"));
/// assert_ne!(person_key("00042"), person_key("42"));
/// ```
#[must_use]
pub fn person_key(text: &str) -> String {
    if text.is_ascii() {
        let visible = text.chars().filter(|c| !c.is_whitespace());
        return visible.map(|c| c.to_ascii_lowercase()).collect();
    }
    let visible = text.nfc().filter(|&c| !c.is_whitespace() && !is_invisible(c) && !is_joiner(c));
    let small = visible.flat_map(char::to_lowercase);
    small.flat_map(char::to_uppercase).flat_map(char::to_lowercase).nfc().collect()
}

/// As [`person_key`], for answers: a spreadsheet's dash is a hyphen.
#[must_use]
pub fn answer_key(text: &str) -> String {
    let key = person_key(text);
    if key.is_ascii() { key } else { key.replace(is_dash, "-") }
}

/// A text without the characters that nobody sees; those that join letters and emoji stay.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.contains(is_invisible) {
        Cow::Owned(text.replace(is_invisible, ""))
    } else {
        Cow::Borrowed(text)
    }
}

/// The soft hyphen, blanks without width, marks of byte order and of direction.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}'
            | '\u{feff}'
    )
}

fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

fn is_dash(c: char) -> bool {
    matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}')
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
            ("Café", "cafe"),
            ("Zoë Ångström", "zoe angstrom"),
            ("Research & Development", "research and development"),
            ("R&D", "R & D"),
            ("STRA\u{1e9e}E", "Straße"),
            // Two parts of a Korean syllable, and the syllable.
            ("\u{1100} \u{1161}", "\u{ac00}"),
            // A mark of another script before the accent.
            ("À\u{1734}", "a"),
        ] {
            assert_eq!(label_key(left), label_key(right), "{left} and {right}");
        }
    }

    #[test]
    fn marks_of_other_scripts_are_letters() {
        for (left, right) in [("йод", "иод"), ("が", "か"), ("कि", "क")] {
            assert_ne!(label_key(left), label_key(right), "{left} and {right}");
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
    fn marks_of_numbers_stay() {
        for (left, right) in [
            ("1-2", "12"),
            ("1-2 years", "12 years"),
            ("1.5", "15"),
            ("-5", "5"),
            ("temp -5", "temp 5"),
            ("<5", ">5"),
            ("<5", "5"),
            ("9:30", "930"),
            ("9: 30", "930"),
            ("Python 3.1", "Python 31"),
            ("Level 1.5", "Level 15"),
            ("c++11", "c11"),
            ("google+", "google"),
            ("5%", "5"),
            ("10+", "10"),
            ("1/2", "12"),
            ("3 (5)", "35"),
            ("007", "7"),
        ] {
            assert_ne!(label_key(left), label_key(right), "{left} and {right}");
        }
    }

    #[test]
    fn marks_that_only_join_or_end_do_not() {
        for (left, right) in [
            ("ISO-9001", "ISO 9001"),
            ("6–10", "6-10"),
            ("3 - 5", "3-5"),
            ("Level: 3", "Level 3"),
            ("Excel (2016)", "Excel 2016"),
            ("No. 5", "no 5"),
            ("3-D", "3D"),
            ("1.50", "1.5"),
            ("+5", "5.0"),
            ("-0", "0"),
            ("True", "yes"),
            ("yes", "1"),
            ("FALSE", "No"),
            ("no", "0"),
        ] {
            assert_eq!(label_key(left), label_key(right), "{left} and {right}");
        }
    }

    #[test]
    fn steps_keep_their_marks() {
        assert_eq!(step_key("Grade 7"), step_key("grade7"));
        assert_eq!(step_key("1.0"), step_key("1"));
        for (left, right) in [("10+", "10"), ("<1", ">1"), ("Node.js", "nodejs")] {
            assert_ne!(step_key(left), step_key(right), "{left} and {right}");
        }
    }

    #[test]
    fn a_label_of_punctuation_is_a_label() {
        assert_eq!(label_key("  --  "), "--");
        // An accent that stands alone is a blank and an accent.
        assert_eq!(label_key("\u{384}"), "\u{301}");
        assert_eq!(label_key("A\u{b4}0"), "a0");
    }

    proptest! {
        /// An accent keeps a text from the short way, and is taken away.
        #[test]
        fn plain_text_is_folded_as_any_other(text in "[\\x00-\\x7f]{0,30}") {
            prop_assert_eq!(folded(&format!("{text}e")), folded(&format!("{text}e\u{301}")));
        }

        #[test]
        fn a_key_is_its_own_key(text in "\\PC{0,12}|[ab15 .,:()<+/'!_-]{0,10}") {
            let key = label_key(&text);
            prop_assert_eq!(label_key(&key), key);
            for key_of in [person_key, answer_key] {
                let key = key_of(&text);
                prop_assert_eq!(key_of(&key), key);
            }
        }
    }
}
