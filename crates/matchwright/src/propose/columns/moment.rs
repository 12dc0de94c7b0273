//! When somebody answered, and other dates.

use matchwright_tables::mapping::is_moment;

use super::super::facts::Facts;
use super::{Found, Meaning, each};

const NAMES: &[&str] = &[
    "timestamp",
    "start time",
    "end time",
    "completion time",
    "submit time",
    "submit date",
    "start date",
    "submitted at",
    "completed at",
    "created at",
    "date of answer",
    "recorded date",
];

const MOST: f64 = 0.9;

/// Serial numbers of spreadsheets for days of this and of the last century.
const SERIAL: std::ops::Range<f64> = 20_000.0..80_000.0;

/// Seconds since 1970 for times after 2001; milliseconds are more.
const SECONDS: f64 = 1e9;

pub(super) fn find(columns: &[(usize, &Facts<'_>)]) -> Vec<Found> {
    let is_serial = |text: &str| {
        text.parse().is_ok_and(|number: f64| SERIAL.contains(&number) || number >= SECONDS)
    };
    let is_named = |facts: &Facts<'_>| {
        facts.header.says(NAMES) && (facts.answers.is_empty() || facts.are(MOST, is_serial))
    };
    let is_moment = |facts: &Facts<'_>| facts.are(MOST, is_moment) || is_named(facts);
    each(columns, |facts| is_moment(facts).then_some(Meaning::Moment))
}
