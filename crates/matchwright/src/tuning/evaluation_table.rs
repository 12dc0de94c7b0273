//! An evaluation as tables and as text.

use std::fmt;

use matchwright_tables::{Frame, Values, counted, plain};

use super::Measure;
use super::evaluate::{CalibrationRow, Evaluation, EvaluationRow};
use crate::lines::broken;
use crate::roster::Side;

/// Signs of a line of text.
pub(super) const WIDTH: usize = 80;

impl Evaluation {
    /// As a table: `scoring`, `measure`, `value`, `low`, `high`, `difference`, `difference_low`, `difference_high`.
    #[must_use]
    pub fn frame(&self) -> Frame {
        let rows = &self.rows;
        let number = |of: fn(&EvaluationRow) -> Option<f64>| Values::numbers(rows, of);
        Frame::new([
            ("scoring", Values::texts(rows, |row| row.scoring)),
            ("measure", Values::texts(rows, |row| row.measure.name())),
            ("value", number(|row| row.value)),
            ("low", number(|row| Some(row.interval?.0))),
            ("high", number(|row| Some(row.interval?.1))),
            ("difference", number(|row| row.difference)),
            ("difference_low", number(|row| Some(row.difference_interval?.0))),
            ("difference_high", number(|row| Some(row.difference_interval?.1))),
        ])
    }

    /// Whether chances hold, as a table: `scoring`, `from`, `to`, `comparisons`, `predicted`, `observed`, `low`, `high`.
    #[must_use]
    pub fn calibration_frame(&self) -> Frame {
        let rows = &self.calibration;
        let number = |of: fn(&CalibrationRow) -> Option<f64>| Values::numbers(rows, of);
        Frame::new([
            ("scoring", Values::texts(rows, |row| row.scoring)),
            ("from", number(|row| Some(row.from))),
            ("to", number(|row| Some(row.to))),
            ("comparisons", number(|row| Some(row.comparisons))),
            ("predicted", number(|row| row.predicted)),
            ("observed", number(|row| row.observed)),
            ("low", number(|row| Some(row.interval?.0))),
            ("high", number(|row| Some(row.interval?.1))),
        ])
    }

    /// What the numbers rest on, and what they do not say.
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        let facts = &self.facts;
        let mut notes = vec![format!(
            "{} of {} with an answer in “{}”, {} of two pairs of one mentee of which one went better.",
            counted(facts.pairs, "pair", "pairs"),
            Side::Mentee.counted(facts.mentees),
            facts.aspect.name(),
            counted(facts.comparisons, "comparison", "comparisons"),
        )];
        if facts.strangers > 0 {
            let rows = counted(facts.strangers, "row is", "rows are");
            notes.push(format!("{rows} about people who are not in the tables, and left out."));
        }
        if facts.mentees < FEW {
            notes.push(format!(
                "Of fewer than {FEW} mentees intervals are too narrow: take them as a lower bound."
            ));
        }
        notes.push(EXPOSURE.to_owned());
        notes
    }

    /// What the programme is called.
    pub(crate) fn program_name(&self) -> &str {
        &self.facts.program
    }

    /// Pairs, mentees and comparisons.
    pub(crate) fn sizes(&self) -> [usize; 3] {
        [self.facts.pairs, self.facts.mentees, self.facts.comparisons]
    }

    /// The measures as the report names them, each with what it says.
    pub(crate) fn named(&self, measure: Measure) -> (String, String) {
        let good = self.facts.aspect.good_in_words();
        let (name, about) = match measure {
            Measure::Accuracy => (
                "right order".to_owned(),
                "Of two pairs of one mentee: how often the one that went better scores higher."
                    .to_owned(),
            ),
            Measure::Auc => (
                "AUC".to_owned(),
                format!(
                    "Of a good pair ({good}) and another, of anybody: how often the good one scores higher."
                ),
            ),
            Measure::Ndcg => (
                format!("NDCG@{}", self.facts.k),
                "How good the first places of a mentee’s list are beside the best order."
                    .to_owned(),
            ),
            Measure::FirstChoice => (
                "first place".to_owned(),
                "How well the pair with the highest score went, from 0 to 1.".to_owned(),
            ),
            Measure::CalibrationError => (
                "chances off".to_owned(),
                "How far chances made of scores are from what happened; 0 is the best.".to_owned(),
            ),
        };
        (name, about)
    }
}

/// Fewer mentees than these say little of how mentees differ.
const FEW: usize = 30;

/// What pairs that never met would have said is not there.
pub(crate) const EXPOSURE: &str = "Only pairs that met, or were proposed, have feedback, and the programme chose them: \
    what is learned holds for pairs like these. Whom nobody was ever proposed to says nothing here.";

/// The measures as a small table, a line each way of scoring.
impl fmt::Display for Evaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in self.notes().iter().flat_map(|note| broken(&plain(note), WIDTH)) {
            writeln!(f, "{line}")?;
        }
        writeln!(f)?;
        write!(f, "{:10}", "")?;
        for measure in Measure::ALL {
            write!(f, " {:>13}", self.named(measure).0)?;
        }
        writeln!(f)?;
        for row in self.rows.chunk_by(|one, other| one.scoring == other.scoring) {
            write!(f, "{:10}", row.first().map_or("", |row| row.scoring))?;
            for row in row {
                write!(f, " {:>13}", in_short(row))?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

/// `.71 (.66–.75)`.
pub(crate) fn in_short(row: &EvaluationRow) -> String {
    let short = |number: f64| format!("{number:.2}").trim_start_matches('0').to_owned();
    match (row.value, row.interval) {
        (Some(value), Some((low, high))) => {
            format!("{} ({}–{})", short(value), short(low), short(high))
        }
        (Some(value), None) => short(value),
        (None, _) => "–".to_owned(),
    }
}
