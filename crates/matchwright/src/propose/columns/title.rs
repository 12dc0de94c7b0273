//! What people say in words of their own: job titles, comments, reasons.

use super::super::facts::Facts;
use super::{Found, Meaning, each};

const WHY: &str = "words of one's own";

const NAMES: &[&str] = &[
    "job title",
    "title",
    "comment",
    "note",
    "biography",
    "bio",
    "about yourself",
    "about you",
    "pitch",
    "anything else",
    "feedback",
    "describe",
    "tell us",
    "motivation",
    "why",
];

pub(super) fn find(columns: &[(usize, &Facts<'_>)]) -> Vec<Found> {
    let is_text = |facts: &Facts<'_>| facts.header.says(NAMES) && !facts.has_options();
    each(columns, |facts| is_text(facts).then_some(Meaning::Text(WHY)))
}
