//! Lists in one cell: taken apart at a separator, with options that stay whole, and put together again.

use crate::table::{Cell, Item};

/// The parts of a text between separators; an option of `whole` is one part even where it holds the
/// separator. O(length × options).
pub(super) fn split<'t>(text: &'t str, separator: &str, whole: &[String]) -> Vec<&'t str> {
    if separator.is_empty() {
        return vec![text];
    }
    let (mut parts, mut rest) = (Vec::new(), text);
    loop {
        let start = rest.trim_start();
        let length = whole.iter().filter_map(|option| whole_length(start, option, separator)).max();
        let from = rest.len() - start.len() + length.unwrap_or(0);
        let end = rest.get(from..).and_then(|rest| rest.find(separator)).map(|end| from + end);
        let Some(end) = end else { break };
        parts.push(&rest[..end]);
        rest = &rest[end + separator.len()..];
    }
    parts.push(rest);
    parts
}

/// How much of the text the option is, where a separator or nothing follows.
fn whole_length(text: &str, option: &str, separator: &str) -> Option<usize> {
    let length = same_start(text, option.trim())?;
    let rest = text.get(length..)?.trim_start();
    (rest.is_empty() || rest.starts_with(separator.trim_start())).then_some(length)
}

/// The length of the text's start that is the option, aside from case; any blank is any blank.
fn same_start(text: &str, option: &str) -> Option<usize> {
    let mut letters = text.char_indices();
    for wanted in option.chars() {
        let (_, letter) = letters.next()?;
        let is_blank = wanted.is_whitespace() && letter.is_whitespace();
        if !is_blank && !letter.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
    }
    Some(letters.next().map_or(text.len(), |(end, _)| end))
}

/// One entry: a label with or without a level; empty where a place of a list is.
pub(super) type Entry = Option<Item>;

/// The entries of a list as one cell: text, which is read again by whoever knows what it holds, or a
/// list where an entry could not be told from its neighbours. Empty places at the end are dropped.
pub(super) fn join(mut entries: Vec<Entry>, separator: &str) -> Cell {
    while entries.last().is_some_and(Option::is_none) {
        entries.pop();
    }
    let is_text = |entry: &Entry| {
        entry.as_ref().is_none_or(|item| {
            item.level.is_none() && !separator.is_empty() && !item.label.contains(separator)
        })
    };
    if entries.is_empty() {
        Cell::Missing
    } else if entries.iter().all(is_text) {
        let label = |entry: &Entry| entry.as_ref().map_or(String::new(), |item| item.label.clone());
        let labels: Vec<String> = entries.iter().map(label).collect();
        let between = if separator.ends_with(char::is_whitespace) { "" } else { " " };
        Cell::Text(labels.join(&format!("{separator}{between}")))
    } else {
        Cell::List(
            entries.into_iter().map(|entry| entry.unwrap_or_else(|| Item::new(""))).collect(),
        )
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn options_that_hold_the_separator_stay_whole() {
        let whole = ["Strategy (vision, mission)".to_owned(), "Strategy".to_owned()];
        let parts = split("SQL, strategy (vision,\u{a0}mission) ,Strategy,", ",", &whole);
        assert_eq!(parts, ["SQL", " strategy (vision,\u{a0}mission) ", "Strategy", ""]);
        assert_eq!(split("Strategy (vision, mission) II", ",", &whole).len(), 2);
        assert_eq!(split("a and b and c", " and ", &[]), ["a", "b", "c"]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_between_separators(text in "[a-c,; é]{0,20}", whole in "[a-c, é]{0,4}") {
            let parts = split(&text, ",", &[whole]);
            prop_assert_eq!(parts.join(","), text);
        }
    }
}
