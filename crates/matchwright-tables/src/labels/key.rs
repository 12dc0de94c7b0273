//! The key of a label: what its spellings have in common.
//!
//! The key folds case and Unicode forms and drops blanks and the punctuation that people vary
//! (`Node.js` = `node js` = `NodeJS`); it keeps `+`, `#` and `&`, and a leading dot, because they tell
//! words apart (`C`, `C++`, `C#`, `.NET`).

use unicode_normalization::UnicodeNormalization;

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
#[must_use]
pub fn words_of(text: &str) -> Vec<String> {
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

    proptest! {
        #[test]
        fn a_key_is_its_own_key(text in "\\PC{0,12}") {
            let key = label_key(&text);
            prop_assert_eq!(label_key(&key), key);
        }
    }
}
