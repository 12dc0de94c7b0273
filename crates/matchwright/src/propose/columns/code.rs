//! What the organisation calls somebody: an id, a badge, a staff number.

use super::super::facts::Facts;
use super::{Found, Meaning, each};

const NAMES: &[&str] = &[
    "id",
    "ids",
    "uid",
    "uuid",
    "guid",
    "wwid",
    "employee number",
    "staff number",
    "staff no",
    "badge",
    "personnel number",
    "student number",
    "external id",
    "user name",
    "username",
    "key",
];

/// Numbers of people are longer than answers to questions.
const DIGITS: usize = 4;

pub(super) fn find(columns: &[(usize, &Facts<'_>)]) -> Vec<Found> {
    each(columns, |facts| is_code(facts).then_some(Meaning::Code))
}

fn is_code(facts: &Facts<'_>) -> bool {
    let is_one_word = |text: &str| !text.contains(char::is_whitespace);
    let has_code = |text: &str| text.bytes().filter(u8::is_ascii_digit).count() >= DIGITS;
    let is_named = facts.header.is(NAMES) || facts.header.text.trim() == "#" || ends_in_id(facts);
    let is_different = facts.answers.len() == facts.answered;
    (is_named && (facts.answers.is_empty() || facts.are(1.0, is_one_word)))
        || (is_different
            && facts.answered > 1
            && facts.are(1.0, |text| is_one_word(text) && has_code(text)))
}

/// `userId`, `Employee ID`, `response_id`.
fn ends_in_id(facts: &Facts<'_>) -> bool {
    facts.header.words().last().is_some_and(|word| word == "id")
}
