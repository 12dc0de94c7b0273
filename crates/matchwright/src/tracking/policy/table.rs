//! A policy's value as a table and as text.

use std::fmt;

use matchwright_tables::{Frame, Values, counted};

use super::{PolicyValue, Valued};
use crate::tracking::statistics::Estimate;

impl PolicyValue {
    /// An estimate a row: `estimator`, `value`, `std_error`, `low`, `high`. What cannot be said is missing.
    #[must_use]
    pub fn frame(&self) -> Frame {
        let rows = &self.estimates;
        let number = |number: fn(Estimate) -> Option<f64>| {
            Values::numbers(rows, |row| row.estimate.and_then(number))
        };
        Frame::new([
            ("estimator", Values::texts(rows, |row| row.estimator.name())),
            ("value", number(|estimate| Some(estimate.value))),
            ("std_error", number(|estimate| estimate.std_error)),
            ("low", number(|estimate| estimate.low)),
            ("high", number(|estimate| estimate.high)),
        ])
    }
}

impl fmt::Display for PolicyValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pairs = counted(self.pairs, "pair", "pairs");
        let draws = counted(self.draws, "draw", "draws");
        writeln!(f, "Mean outcome of a pair, from {pairs} in {draws}")?;
        for row in &self.estimates {
            writeln!(f, "{}", line(row))?;
        }
        self.notes.iter().try_for_each(|note| writeln!(f, "{note}"))
    }
}

fn line(row: &Valued) -> String {
    let name = row.estimator.name();
    let Some(estimate) = row.estimate else { return format!("{name:9} cannot be said") };
    let interval = estimate.low.zip(estimate.high);
    let interval = interval.map_or_else(
        || " (too few draws for an interval)".to_owned(),
        |(low, high)| format!(" ({low:.4} to {high:.4})"),
    );
    format!("{name:9} {:.4}{interval}", estimate.value)
}
