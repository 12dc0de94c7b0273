//! One question with a column an option: neighbours in which people ticked, or said how much they want it.

use matchwright_tables::labels::answer_key;

use super::super::facts::Facts;
use super::{Found, Meaning};

/// How ready people are, from 0: in words that forms offer.
const NEVER: &[&str] = &["no", "never", "notatall", "definitelynot", "definitelyno", "nothanks"];
const MAYBE: &[&str] = &[
    "maybe",
    "perhaps",
    "possibly",
    "notmyfirst",
    "ifneeded",
    "ifnecessary",
    "couldbe",
    "somewhat",
];
const SURE: &[&str] = &["yes", "definitelyyes", "definitely", "always", "absolutely"];

/// What stands in a cell that is ticked, beside the option itself.
const TICKS: &[&str] = &["x", "✓", "✔", "checked", "selected", "ticked", "1", "true", "on"];

/// Fewer columns are questions of their own.
const FEWEST: usize = 2;

/// How the cells of a column are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// A mark, or the option itself, or nothing.
    Ticks,
    /// A word for how ready somebody is.
    Words,
}

pub(super) fn find(columns: &[(usize, &Facts<'_>)]) -> Vec<Found> {
    let styles: Vec<(usize, &Facts<'_>, Style)> =
        columns.iter().filter_map(|&(at, facts)| Some((at, facts, style_of(facts)?))).collect();
    let are_one = |a: &(usize, &Facts<'_>, Style), b: &(usize, &Facts<'_>, Style)| {
        a.0 + 1 == b.0 && a.2 == b.2
    };
    let runs = styles.chunk_by(are_one).filter(|run| run.len() >= FEWEST);
    runs.map(|run| Found {
        columns: run.iter().map(|&(at, ..)| at).collect(),
        meaning: Meaning::Ticked(readings(run)),
    })
    .collect()
}

fn style_of(facts: &Facts<'_>) -> Option<Style> {
    let option = answer_key(facts.name());
    // Of two columns with one name, neither can be read.
    let is_tick = |text: &str| {
        let key = answer_key(text);
        key == option || TICKS.contains(&key.as_str())
    };
    if facts.are(1.0, is_tick) {
        return Some(Style::Ticks);
    }
    let is_maybe = |text: &str| matches!(readiness(text), Some(1));
    let is_asked =
        facts.are(1.0, |text| readiness(text).is_some()) && facts.looked_at().any(is_maybe);
    is_asked.then_some(Style::Words)
}

/// The texts with what they are read as; none where a tick says it all.
fn readings(run: &[(usize, &Facts<'_>, Style)]) -> Vec<(String, u8)> {
    let words = run.iter().filter(|(.., style)| *style == Style::Words);
    let texts = words.flat_map(|(_, facts, _)| facts.looked_at());
    let mut readings: Vec<(String, u8)> =
        texts.filter_map(|text| Some((text.to_owned(), readiness(text)?))).collect();
    readings.sort_unstable();
    readings.dedup();
    readings
}

/// 0, 1 or 2: no, perhaps, yes.
fn readiness(text: &str) -> Option<u8> {
    let key: String = answer_key(text).chars().filter(|c| c.is_alphanumeric()).collect();
    if NEVER.contains(&key.as_str()) {
        return Some(0);
    }
    if MAYBE.iter().any(|word| key.starts_with(word)) {
        return Some(1);
    }
    SURE.contains(&key.as_str()).then_some(2)
}
