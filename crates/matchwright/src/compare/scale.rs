//! Numbers, or labels on an ordinal scale: what `gap` and `min_gap` have in common.

use std::collections::BTreeSet;

use matchwright_tables::labels::step_key;

use crate::roster::{Kind, People, Read, Roster};
use crate::schema::Columns;

/// The columns as numbers, or as places on the scale.
pub(crate) fn reads(columns: &Columns, scale: Option<&Vec<String>>) -> Vec<Read> {
    columns.reads(&scale.map_or(Kind::Number, |labels| Kind::Scale(labels.clone())))
}

/// The numbers of mentees and mentors; NaN where the answer is missing.
pub(crate) fn numbers(
    roster: &Roster,
    columns: &Columns,
    scale: Option<&Vec<String>>,
) -> [Vec<f64>; 2] {
    let read = |people: &People, column| {
        let numbers = people.numbers(column, scale.map(Vec::as_slice));
        numbers.into_iter().map(|number| number.unwrap_or(f64::NAN)).collect()
    };
    [read(roster.mentees(), columns.mentee()), read(roster.mentors(), columns.mentor())]
}

/// What is wrong with a scale.
pub(crate) fn check(scale: Option<&Vec<String>>) -> Vec<(&'static str, String)> {
    let Some(labels) = scale else { return Vec::new() };
    let keys: BTreeSet<String> = labels.iter().map(|label| step_key(label)).collect();
    let message = if labels.len() < 2 {
        "must name at least two labels, lowest first"
    } else if keys.contains("") {
        "must not contain an empty label"
    } else if keys.len() < labels.len() {
        "must name every label once"
    } else {
        return Vec::new();
    };
    vec![("scale", message.to_owned())]
}
