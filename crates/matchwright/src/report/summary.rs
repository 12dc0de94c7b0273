//! The outcome in a few numbers, and what is proven.

use crate::outcome::Outcome;
use crate::report::facts::Facts;
use crate::report::proof;
use crate::roster::Side;

/// The head of the page.
pub(super) struct Summary {
    pub(super) tiles: Vec<Tile>,
    pub(super) is_proven: bool,
    pub(super) proof: String,
}

/// A number with what it counts.
pub(super) struct Tile {
    pub(super) label: String,
    pub(super) value: String,
    pub(super) aside: String,
}

impl Summary {
    pub(super) fn new(outcome: &Outcome, facts: &Facts) -> Self {
        let pinned = match outcome.summary().pinned {
            0 => String::new(),
            count => format!(" Pairs that were pinned beforehand: {count}."),
        };
        Self {
            tiles: tiles(outcome, facts),
            is_proven: outcome.certificate().is_verified(),
            proof: format!("{}{pinned}", proof(outcome)),
        }
    }
}

fn tiles(outcome: &Outcome, facts: &Facts) -> Vec<Tile> {
    let summary = outcome.summary();
    let matched = (summary.participation * summary.mentees as f64).round() as usize;
    let taken: u64 = outcome.loads().iter().map(|load| u64::from(load.load)).sum();
    let first = facts.ranks.steps.first().map_or(0, |step| step.mentees);
    let per_cent = |share: f64| format!("{:.0} %", 100.0 * share);
    let first = match summary.pairs {
        0 => "–".to_owned(),
        pairs => per_cent(f64::from(first) / pairs as f64),
    };
    let tile = |label: &str, value, aside| Tile { label: label.to_owned(), value, aside };
    vec![
        tile("Mentees matched", per_cent(summary.participation), of(matched, summary.mentees)),
        tile("Pairs", summary.pairs.to_string(), Side::Mentor.counted(summary.mentors)),
        tile("Seats taken", taken.to_string(), format!("of {}", summary.seats)),
        tile("Mean score", number(summary.mean, 3), "of 1".to_owned()),
        tile(
            "Total score",
            number(Some(summary.total), 2),
            format!("{:.6} exactly", summary.total),
        ),
        tile("First choice", first, "of the pairs".to_owned()),
    ]
}

fn of(part: usize, all: usize) -> String {
    format!("{part} of {all}")
}

fn number(value: Option<f64>, decimals: usize) -> String {
    value.map_or_else(|| "–".to_owned(), |value| format!("{value:.decimals$}"))
}
