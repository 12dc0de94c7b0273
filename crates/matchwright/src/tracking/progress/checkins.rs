//! Check-ins as they were written.

use std::collections::BTreeMap;

use matchwright_tables::{Finding, Findings, Table};

use super::{ByPair, TrackOptions, TrackedPairs};
use crate::tracking::reading::{Day, Sheet};

/// What one check-in says of a pair.
pub(super) struct CheckIn {
    pub(super) pair: (String, String),
    pub(super) day: Option<Day>,
    /// Meetings since the last one.
    pub(super) met: Option<f64>,
    /// From 1 to 5.
    pub(super) satisfaction: Option<f64>,
    pub(super) has_reached_goal: Option<bool>,
    pub(super) has_ended: Option<bool>,
}

/// Satisfaction is asked for on this scale.
const SATISFACTION: std::ops::RangeInclusive<f64> = 1.0..=5.0;

/// Whose check-in it is: needed under whatever name.
const IDS: [&str; 2] = ["mentee_id", "mentor_id"];

/// The columns that are read.
const COLUMNS: [&str; 7] =
    ["mentee_id", "mentor_id", "date", "met", "satisfaction", "goal_reached", "ended"];

/// Reads the table.
pub(super) fn check_ins(
    table: &Table,
    options: &TrackOptions,
    findings: &mut Findings,
) -> Vec<CheckIn> {
    let name = |own: &str| options.names.get(own).cloned().unwrap_or_else(|| own.to_owned());
    let mut sheet = Sheet::new(table, "check-ins");
    refuse_unknown(&options.names, &mut sheet);
    let (mentees, mentors) = (sheet.ids(&name("mentee_id")), sheet.ids(&name("mentor_id")));
    let days = sheet.days_if_any(&name("date"));
    let met = sheet.amounts_if_any(&name("met"));
    let satisfaction = satisfaction(&mut sheet, &name("satisfaction"));
    let goals = sheet.truths_if_any(&name("goal_reached"));
    let ended = sheet.truths_if_any(&name("ended"));
    let pairs = mentees.into_iter().zip(mentors).enumerate();
    let read = pairs.map(|(row, pair)| CheckIn {
        pair,
        day: of(days.as_deref(), row),
        met: of(met.as_deref(), row),
        satisfaction: of(satisfaction.as_deref(), row),
        has_reached_goal: of(goals.as_deref(), row),
        has_ended: of(ended.as_deref(), row),
    });
    let read = read.collect();
    findings.extend(sheet.findings.as_slice().iter().cloned());
    read
}

/// Says which of the names that columns are given are those of no column.
fn refuse_unknown(names: &BTreeMap<String, String>, sheet: &mut Sheet<'_>) {
    for (own, theirs) in names {
        if !COLUMNS.contains(&own.as_str()) {
            let message =
                format!("check-ins have no such column; they have {}", COLUMNS.join(", "));
            let finding = Finding::new(message).code("no_such_column").table("check-ins");
            sheet.findings.push(finding.column(own));
        } else if !IDS.contains(&own.as_str()) {
            // Without the column nothing is said of anybody, in silence.
            sheet.cells(theirs);
        }
    }
}

fn of<T: Copy>(column: Option<&[Option<T>]>, row: usize) -> Option<T> {
    column.and_then(|column| column[row])
}

fn satisfaction(sheet: &mut Sheet<'_>, column: &str) -> Option<Vec<Option<f64>>> {
    let answers = sheet.numbers_if_any(column)?;
    for (row, answer) in answers.iter().enumerate() {
        if answer.is_some_and(|answer| !SATISFACTION.contains(&answer)) {
            sheet.refuse(row, column, "out_of_range", "must be from 1 to 5");
        }
    }
    Some(answers)
}

/// The check-ins of each pair that is tracked, by day; those without one stay in the order of the rows.
pub(super) fn by_pair<'a>(
    read: &'a [CheckIn],
    pairs: &'a TrackedPairs,
    notes: &mut Vec<String>,
) -> ByPair<'a> {
    let mut by_pair: ByPair<'a> = BTreeMap::new();
    for (mentee, mentor, _) in &pairs.pairs {
        by_pair.entry((mentee, mentor)).or_default();
    }
    let mut strangers = 0;
    for one in read {
        match by_pair.get_mut(&(one.pair.0.as_str(), one.pair.1.as_str())) {
            Some(own) => own.push(one),
            None => strangers += 1,
        }
    }
    if strangers > 0 {
        notes.push(format!("{strangers} check-ins are about pairs that are not tracked here."));
    }
    for own in by_pair.values_mut() {
        own.sort_by_key(|one| one.day);
    }
    by_pair
}
