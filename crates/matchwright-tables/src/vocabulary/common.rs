//! Common words that are alike: to write one is no slip of the other.

use std::collections::HashSet;
use std::sync::LazyLock;

static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    let lines = include_str!("common_words.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(str::split_whitespace).collect()
});

/// Whether a word, or what it is the plural of, is one of the list.
pub(super) fn is_common(word: &str) -> bool {
    WORDS.contains(word) || word.strip_suffix('s').is_some_and(|word| WORDS.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_a_slip_from_another() {
        let alone = WORDS.iter().filter(|word| {
            let is_near = |other: &&&str| {
                other.as_bytes()[0] == word.as_bytes()[0] && strsim::osa_distance(word, other) == 1
            };
            word.len() < 5 || WORDS.iter().find(is_near).is_none()
        });
        assert_eq!(alone.collect::<Vec<_>>(), Vec::<&&str>::new());
        assert!(["driving", "diving", "drivers", "martial", "marital"].into_iter().all(is_common));
        assert!(!is_common("pyhton"));
    }
}
