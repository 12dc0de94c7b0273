//! What was learned, as tables and as text.

use std::fmt;

use matchwright_tables::{Frame, Values, plain};

use super::evaluation_table::WIDTH;
use super::{Evaluation, Measure};
use crate::lines::broken;
use crate::program::Program;

/// Weights that were learned from feedback, and how far they can be trusted.
#[derive(Debug, Clone, PartialEq)]
pub struct Learned {
    pub(super) program: Program,
    pub(super) weights: Vec<LearnedWeight>,
    pub(super) lengths: Vec<Length>,
    pub(super) is_pointwise: bool,
    /// The weights towards which they were pulled most, in words.
    pub(super) towards: &'static str,
    /// Mentees whose pairs went differently.
    pub(super) telling: usize,
    pub(super) comparisons: usize,
    pub(super) evaluation: Evaluation,
}

/// The weight of one criterion.
#[derive(Debug, Clone, PartialEq)]
pub struct LearnedWeight {
    /// The criterion's name.
    pub criterion: String,
    /// The weight that was learned, so that the sum of all stays what it was; that of the programme where the criterion
    /// says the same of all pairs of a mentee.
    pub estimate: f64,
    /// The 95 % interval of what the weight may be by the feedback alone, without the pull towards other weights: the
    /// estimate may lie outside of it. `None` where nothing is learned of it.
    pub interval: Option<(f64, f64)>,
    /// The weight that the programme has now.
    pub current: f64,
}

/// What the length of a list does beside the weights.
#[derive(Debug, Clone, PartialEq)]
pub struct Length {
    /// The mentors' column.
    pub column: String,
    /// What twice as long a list adds to a score.
    pub doubled: f64,
}

impl Learned {
    /// The programme with the learned weights. One that is learned to be 0 is next to nothing there: a programme has no
    /// weight of 0.
    #[must_use]
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// The weights, in the programme's order.
    #[must_use]
    pub fn weights(&self) -> &[LearnedWeight] {
        &self.weights
    }

    /// What the lengths of lists do beside the weights. The programme does not count them.
    #[must_use]
    pub fn lengths(&self) -> &[Length] {
        &self.lengths
    }

    /// How well learned weights fit how pairs of other mentees went: the row `learned`.
    #[must_use]
    pub fn evaluation(&self) -> &Evaluation {
        &self.evaluation
    }

    /// As a table: `criterion`, `estimate`, `low`, `high`, `current`.
    #[must_use]
    pub fn frame(&self) -> Frame {
        let rows = &self.weights;
        Frame::new([
            ("criterion", Values::texts(rows, |row| &row.criterion)),
            ("estimate", Values::numbers(rows, |row| Some(row.estimate))),
            ("low", Values::numbers(rows, |row| Some(row.interval?.0))),
            ("high", Values::numbers(rows, |row| Some(row.interval?.1))),
            ("current", Values::numbers(rows, |row| Some(row.current))),
        ])
    }

    /// Whether it helped, in a sentence: of mentees whose pairs the weights did not see.
    #[must_use]
    pub fn verdict(&self) -> String {
        let row = self.evaluation.row("learned", Measure::Accuracy);
        let known =
            row.and_then(|row| Some((row.value?, row.difference?, row.difference_interval?)));
        let Some((value, difference, (low, high))) = known else {
            return "Held out, nothing could be compared.".to_owned();
        };
        let says = if low > 0.0 {
            "learned weights are better than the present ones"
        } else if high < 0.0 {
            "learned weights are worse than the present ones: keep those"
        } else {
            "whether learned weights are better is open: more feedback would tell"
        };
        format!(
            "Of mentees whose pairs they did not see, learned weights put {:.0} % of two pairs in the right order, {:+.0} \
             points beside the present weights (95 %: {:+.0} to {:+.0}); so {says}.",
            100.0 * value,
            100.0 * difference,
            100.0 * low,
            100.0 * high
        )
    }

    /// What to keep in mind.
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.is_pointwise {
            notes.push(POINTWISE.to_owned());
        }
        let is_free = |weight: &&LearnedWeight| {
            weight.interval.is_some_and(|(low, high)| !(low..=high).contains(&weight.estimate))
        };
        let free = self.weights.iter().filter(is_free).count();
        if free > 0 {
            let estimates = if free == 1 { "One estimate lies" } else { "Some estimates lie" };
            notes.push(format!(
                "{estimates} outside of what the feedback alone says: the pull towards {} is strong.",
                self.towards
            ));
        }
        let unknown = self.weights.iter().filter(|weight| weight.interval.is_none());
        let unknown: Vec<&str> = unknown.map(|weight| weight.criterion.as_str()).collect();
        if !unknown.is_empty() {
            notes.push(format!(
                "Nothing is learned of {}: all pairs of a mentee have the same value.",
                unknown.join(", ")
            ));
        }
        for Length { column, doubled } in
            self.lengths.iter().filter(|it| it.doubled.abs() >= TELLING)
        {
            let (what, side) = if *doubled > 0.0 { ("better", "adds") } else { ("worse", "takes") };
            notes.push(format!(
                "Mentors with long lists in “{column}” went {what} whatever is in them: twice as long {side} {:.2}. That is \
                 kept apart from the weights.",
                doubled.abs()
            ));
        }
        notes
    }
}

/// What twice as long a list has to add or take to be worth a sentence.
const TELLING: f64 = 0.02;

/// What is wrong with learning from each pair by itself.
pub const POINTWISE: &str = "Learned from each pair by itself: mentees who give good marks, or want what many offer, pass for \
    good pairs. Weights from two pairs of one mentee are free of that; these are to be taken with caution.";

/// Weights, then what they are worth.
impl fmt::Display for Learned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}\n", broken(&self.verdict(), WIDTH).join("\n"))?;
        let wide = self.weights.iter().map(|weight| weight.criterion.chars().count()).max();
        let wide = wide.unwrap_or_default().clamp(9, 36);
        writeln!(
            f,
            "{:wide$} {:>9} {:>17} {:>9}",
            "criterion", "learned", "95 % interval", "present"
        )?;
        for weight in &self.weights {
            let interval = weight
                .interval
                .map_or_else(|| "–".to_owned(), |(low, high)| format!("{low:.2} to {high:.2}"));
            let LearnedWeight { criterion, estimate, current, .. } = weight;
            writeln!(
                f,
                "{:wide$} {estimate:>9.3} {interval:>17} {current:>9.3}",
                plain(criterion)
            )?;
        }
        writeln!(f)?;
        for line in self.notes().iter().flat_map(|note| broken(&plain(note), WIDTH)) {
            writeln!(f, "{line}")?;
        }
        write!(f, "{}", self.evaluation)
    }
}
