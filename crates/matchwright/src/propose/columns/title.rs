//! What people say in words of their own: job titles, comments, reasons.

use super::super::facts::Facts;
use super::{Found, Meaning, each};

const WHY: &str = "words of one's own, which no two people choose alike";

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
    each(columns, |facts| facts.header.says(NAMES).then_some(Meaning::Unused(WHY)))
}
