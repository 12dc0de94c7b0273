//! Where both should be the same: site, profession, subject.

use serde_json::json;

use super::super::columns::Meaning;
use super::super::draft::Draft;
use super::super::facts::Facts;
use super::super::people::People;
use super::super::text::quoted;
use super::{leave, named};

/// Names of columns in which people fit who say the same.
const NAMES: &[&str] = &[
    "site",
    "office",
    "location",
    "city",
    "town",
    "campus",
    "region",
    "based",
    "time zone",
    "timezone",
    "profession",
    "occupation",
    "discipline",
    "major",
    "field",
    "faculty",
    "subject",
    "degree",
    "industry",
    "sector",
    "specialism",
    "job family",
    "function",
];

/// Labels for which nothing tells what is better.
const UNDECIDED: &str = "nothing tells whether those fit who say the same, or those who do not: a criterion \
                         `same` or `different`";

/// Where there is no criterion otherwise, so many of these are one.
const OTHERWISE: usize = 2;

pub(super) fn add(people: &People<'_>, draft: &mut Draft) {
    for facts in people.shared_labels(draft, NAMES) {
        same(facts, draft);
    }
}

/// Any label that both sides have, where there is nothing better.
pub(super) fn add_whatever_both_say(people: &People<'_>, draft: &mut Draft) {
    if draft.criteria.is_empty() {
        for facts in people.shared_labels(draft, &[]).into_iter().take(OTHERWISE) {
            same(facts, draft);
        }
    }
    for [own, other] in people.shared(draft, |meaning| *meaning == Meaning::Label) {
        leave(draft, [own.1, other.1], UNDECIDED);
    }
}

fn same(facts: &Facts<'_>, draft: &mut Draft) {
    let why = format!("{}: both say the same.", quoted(facts.name()));
    let fields = named(json!({ "column": facts.name() }), "same", facts.name());
    draft.criterion("same", fields, 1.0, [&[facts], &[facts]], why);
}
