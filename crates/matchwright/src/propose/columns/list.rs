//! Lists in one cell: what stands between the entries, and which options hold it themselves.

use std::collections::{BTreeMap, BTreeSet};

use matchwright_tables::labels::with_level;

use super::super::facts::Facts;
use super::ladder::known;
use super::{Found, Meaning, each};

/// How a list is written.
#[derive(Debug, Clone, PartialEq, Default)]
pub(in super::super) struct ListOf {
    pub(in super::super) separator: String,
    /// Options that hold the separator.
    pub(in super::super) whole: Vec<String>,
    /// What many entries begin with, up to the colon.
    pub(in super::super) prefix: Option<String>,
    /// The scale of the levels behind the entries, as in "Python (expert)".
    pub(in super::super) scale: Vec<String>,
}

/// What stands between entries, the surest first: a comma stands in sentences too.
const SEPARATORS: [&str; 5] = [";", "\n", "|", ",", " / "];

/// Entries are short.
const LONGEST: usize = 60;

/// Among so few answers entries need not repeat, if they are as short as words.
const FEW: usize = 10;
const WORD: usize = 30;

/// At least this share of the answers hold a separator that parts lists.
const SHARE: f64 = 0.1;

pub(super) fn find(columns: &[(usize, &Facts<'_>)]) -> Vec<Found> {
    each(columns, |facts| list_of(facts).map(Meaning::List))
}

/// How the lists of a column are written; `None` where it holds none.
pub(in super::super) fn list_of(facts: &Facts<'_>) -> Option<ListOf> {
    SEPARATORS.iter().find_map(|separator| {
        if !facts.looked_at().any(|text| text.contains(separator)) {
            return None;
        }
        let whole = whole_options(facts, separator);
        let entries: Vec<Vec<&str>> =
            facts.looked_at().map(|text| entries_of(text, separator, &whole)).collect();
        let scale = scale(&entries);
        // A label before a level is no prefix.
        let prefix = prefix(&entries).filter(|_| scale.is_empty());
        let list = ListOf { separator: (*separator).to_owned(), whole, prefix, scale };
        are_lists(facts, separator, &entries).then_some(list)
    })
}

/// Whether the parts are entries: some answers have several, they are short, and people share them.
fn are_lists(facts: &Facts<'_>, separator: &str, entries: &[Vec<&str>]) -> bool {
    let several = entries.iter().filter(|entries| entries.len() > 1).count();
    let is_enough = several as f64 >= SHARE * entries.len() as f64 && several > 0;
    let are_short = entries.iter().flatten().all(|entry| entry.len() <= LONGEST);
    let all = entries.iter().flatten().count();
    let different: BTreeSet<&str> = entries.iter().flatten().copied().collect();
    let are_words = facts.answered < FEW && different.iter().all(|entry| entry.len() <= WORD);
    let are_shared = are_words || different.len() * 2 <= all || separator == ";";
    // An option with a comma is one answer that many give, and its parts stand in no other.
    let are_options = separator != ";"
        && different.len() > facts.answers.len()
        && facts.answers.len() * 2 <= facts.answered;
    let ends_with_it =
        separator == ";" && facts.are(1.0, |text| text.trim_end().ends_with(separator));
    are_short && ((is_enough && are_shared && !are_options) || ends_with_it)
}

/// The entries of a text.
pub(in super::super) fn entries_of<'t>(
    text: &'t str,
    separator: &str,
    whole: &[String],
) -> Vec<&'t str> {
    let (mut entries, mut start, mut at) = (Vec::new(), 0, 0);
    while at < text.len() {
        let rest = &text[at..];
        let option = whole.iter().find(|option| {
            at == start + blanks(&text[start..]) && rest.starts_with(option.as_str())
        });
        if let Some(option) = option {
            at += option.len();
        } else if rest.starts_with(separator) {
            entries.push(&text[start..at]);
            at += separator.len();
            start = at;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    entries.push(&text[start..]);
    let entries = entries.into_iter().map(str::trim).filter(|entry| !entry.is_empty());
    entries.collect()
}

fn blanks(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// Options that hold the separator: within brackets, or before a part that begins with a small letter and
/// never stands behind another one.
fn whole_options(facts: &Facts<'_>, separator: &str) -> Vec<String> {
    let mut options: BTreeSet<String> = BTreeSet::new();
    let mut pairs: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for text in facts.looked_at() {
        let parts: Vec<&str> = text.split(separator).map(str::trim).collect();
        options.extend(bracketed(text, separator));
        for pair in parts.windows(2).filter(|pair| continues(pair[1])) {
            pairs.entry(pair[1]).or_default().insert(pair[0]);
        }
        if let Some(first) = parts.first().filter(|part| continues(part)) {
            // Whoever begins with it has it as an entry of its own.
            pairs.entry(first).or_default().extend(["", "-"]);
        }
    }
    let are_capitals = facts.are(SHARE_OF_CAPITALS, |text| text.starts_with(char::is_uppercase));
    let is_one = |(_, before): &(&str, BTreeSet<&str>)| are_capitals && before.len() == 1;
    for (after, before) in pairs.into_iter().filter(is_one) {
        let before = before.into_iter().next().unwrap_or_default();
        if !before.contains(['(', ')']) && !after.contains(['(', ')']) {
            options.insert(format!("{before}{separator} {after}"));
        }
    }
    // As somebody wrote it: the blank after the separator may be missing.
    let is_written = |option: &String| facts.looked_at().any(|text| text.contains(option.as_str()));
    options.into_iter().filter(is_written).collect()
}

/// Where most answers begin with a capital, a part that does not goes on with the one before.
const SHARE_OF_CAPITALS: f64 = 0.9;

fn continues(part: &str) -> bool {
    part.starts_with(|c: char| c.is_lowercase() || c == '&')
}

/// The entries with brackets around a separator.
fn bracketed(text: &str, separator: &str) -> Vec<String> {
    let (mut options, mut open) = (Vec::new(), Vec::new());
    for part in text.split(separator) {
        open.push(part);
        let joined = open.join(separator);
        let depth = |bracket: char| joined.matches(bracket).count();
        if depth('(') <= depth(')') {
            if open.len() > 1 {
                options.push(joined.trim().to_owned());
            }
            open.clear();
        }
    }
    options
}

/// The scale on which the levels stand that at least half of the entries have.
fn scale(entries: &[Vec<&str>]) -> Vec<String> {
    let levels: Vec<&str> =
        entries.iter().flatten().filter_map(|entry| Some(with_level(entry).next()?.1)).collect();
    let all = entries.iter().flatten().count();
    let different: BTreeSet<&str> = levels.iter().copied().collect();
    let different: Vec<&str> = different.into_iter().collect();
    let is_scale = levels.len() * 2 >= all && different.len() > 1;
    is_scale.then(|| known(&different)).flatten().unwrap_or_default()
}

/// What at least half of the entries begin with, up to a colon and a blank.
fn prefix(entries: &[Vec<&str>]) -> Option<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in entries.iter().flatten() {
        if let Some((prefix, label)) = entry.split_once(": ")
            && label.trim().parse::<f64>().is_err()
        {
            *counts.entry(prefix).or_default() += 1;
        }
    }
    let all = entries.iter().flatten().count();
    let (prefix, count) = counts.into_iter().max_by_key(|&(_, count)| count)?;
    (count * 2 >= all).then(|| format!("{prefix}: "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roster::Cell;

    fn list(texts: &[&str]) -> Option<ListOf> {
        let cells: Vec<Cell> = texts.iter().map(|text| Cell::Text((*text).to_owned())).collect();
        let rows: Vec<usize> = (0..cells.len()).collect();
        list_of(&Facts::new("topics", &cells, &rows))
    }

    #[test]
    fn separators_are_found_and_options_stay_whole() {
        let found = list(&["SQL, Rust", "Strategy (vision, mission), SQL", "SQL", "Rust, SQL"]);
        let found = found.unwrap_or_default();
        assert_eq!(
            (found.separator.as_str(), found.whole),
            (",", vec!["Strategy (vision, mission)".to_owned()])
        );
        let found =
            list(&["Diversity, equity & inclusion, Rust", "Rust", "Diversity, equity & inclusion"]);
        assert_eq!(found.unwrap_or_default().whole, ["Diversity, equity & inclusion"]);
        let found = list(&["Skill: Rust;Skill: SQL;", "Skill: SQL;"]).unwrap_or_default();
        assert_eq!((found.separator.as_str(), found.prefix.as_deref()), (";", Some("Skill: ")));
        let found =
            list(&["SQL (basic), Rust (expert)", "Rust (basic)", "SQL"]).unwrap_or_default();
        assert_eq!(found.scale.first().map(String::as_str), Some("None"));
        assert!(list(&["SQL (fast), Rust (safe)"]).is_none_or(|found| found.scale.is_empty()));
    }

    #[test]
    fn one_answer_with_a_comma_is_no_list() {
        let answers =
            ["Yes", "Not first, but I would", "Yes", "Yes", "Not first, but I would", "No"];
        assert_eq!(list(&answers), None);
        assert_eq!(list(&["Leeds", "York"]), None);
    }

    #[test]
    fn entries_hold_whole_options() {
        let whole = ["Strategy (vision, mission)".to_owned()];
        let text = "SQL, Strategy (vision, mission), é";
        assert_eq!(entries_of(text, ",", &whole), ["SQL", "Strategy (vision, mission)", "é"]);
    }
}
