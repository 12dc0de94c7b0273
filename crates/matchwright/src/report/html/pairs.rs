//! Who meets whom, and what each criterion adds.

use askama::Template;

use crate::outcome::{Outcome, Pair};
use crate::report::who::Who;
use crate::report::words::readable;
use crate::roster::Side;

/// Colours that stay apart; what comes behind the last shares a grey.
const COLOURS: usize = 8;

/// The table of pairs, as compact as HTML may be: there are thousands of rows.
#[derive(Template)]
#[template(path = "report/pairs.html", whitespace = "suppress")]
pub(super) struct PairRows {
    pub(super) criteria: Vec<Named>,
    rows: Vec<PairRow>,
}

/// A criterion and its colour.
pub(super) struct Named {
    pub(super) name: String,
    pub(super) colour: usize,
}

struct PairRow {
    mentee: Who,
    mentor: Who,
    is_pinned: bool,
    score: String,
    /// Where each colour of the bar ends, as properties of CSS.
    ends: String,
    rank_for_mentee: u32,
    rank_for_mentor: u32,
    parts: Vec<String>,
}

impl PairRows {
    pub(super) fn new(outcome: &Outcome) -> Self {
        let names = outcome.criteria().iter().enumerate();
        Self {
            criteria: names
                .map(|(at, name)| Named { name: readable(name), colour: at.min(COLOURS - 1) })
                .collect(),
            rows: outcome.pairs().iter().map(|pair| PairRow::new(outcome, pair)).collect(),
        }
    }

    /// The colours that are in use.
    pub(super) fn colours(&self) -> std::ops::Range<usize> {
        0..self.criteria.len().min(COLOURS)
    }
}

impl PairRow {
    fn new(outcome: &Outcome, pair: &Pair) -> Self {
        Self {
            mentee: Who::find(outcome, Side::Mentee, pair.mentee()),
            mentor: Who::find(outcome, Side::Mentor, pair.mentor()),
            is_pinned: pair.is_pinned(),
            score: format!("{:.3}", pair.score()),
            ends: ends(pair),
            rank_for_mentee: pair.rank_for_mentee(),
            rank_for_mentor: pair.rank_for_mentor(),
            parts: pair.contributions().map(|part| format!("{part:.3}")).collect(),
        }
    }
}

/// `--0:30%;--1:45%`
fn ends(pair: &Pair) -> String {
    let parts: Vec<f64> = pair.contributions().collect();
    let end = |colour: usize| {
        let last = if colour + 1 == COLOURS { parts.len() } else { colour + 1 };
        // What a rule takes stands at the end of what the criteria add.
        let end = parts[..last].iter().sum::<f64>().min(pair.score());
        format!("--{colour}:{}%", (1000.0 * end).round() / 10.0)
    };
    (0..parts.len().min(COLOURS)).map(end).collect::<Vec<_>>().join(";")
}
