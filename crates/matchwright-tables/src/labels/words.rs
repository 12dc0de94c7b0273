//! The words of texts.

use unicode_segmentation::UnicodeSegmentation;

use super::{singular, words_of};

/// The words of a text, each in the form that its spellings and its plural share. Signs that are part of a
/// word stay (`c++`); text that is written without blanks is cut where Unicode's rules (UAX #29) cut it.
///
/// ```
/// use matchwright_tables::labels::words_of_text;
///
/// assert_eq!(words_of_text("C++ & Excel: two Cafés"), ["c++", "and", "excel", "two", "cafe"]);
/// ```
#[must_use]
pub fn words_of_text(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for word in words_of(text) {
        if word.is_ascii() {
            words.push(singular(&word).into_owned());
        } else {
            words.extend(word.unicode_words().map(str::to_owned));
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_any_script_have_words() {
        assert_eq!(words_of_text("データ分析"), ["データ", "分", "析"]);
        assert_eq!(words_of_text("Größer, ÉTÉ"), ["grosser", "ete"]);
        assert_eq!(words_of_text(" — … "), Vec::<String>::new());
        assert_eq!(words_of_text("+ # C#"), ["+", "#", "c#"]);
    }
}
