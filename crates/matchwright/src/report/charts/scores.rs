//! The distribution of the scores, beside what each mentee could have had at best.

use std::fmt::Write;

use super::svg::{Anchor, Svg, WIDTH};
use super::{Figure, axis, named};
use crate::outcome::Outcome;
use crate::report::facts::{Bin, Spread};

const TITLE: &str = "Scores";
const HEIGHT: f64 = 220.0;
const LEFT: f64 = 34.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 182.0;
const RIGHT: f64 = WIDTH - 8.0;

pub(super) fn figure(outcome: &Outcome, spread: &Spread) -> Figure {
    let caption = caption(outcome, spread);
    Figure {
        title: TITLE,
        svg: draw(spread, &caption),
        key: vec![
            ("made".to_owned(), "pairs in this plan".to_owned()),
            ("possible".to_owned(), "the best each mentee could have had".to_owned()),
        ],
        caption,
        table: named(TITLE, &spread.frame(), &["Score from", "to", "Pairs", "Best possible"]),
    }
}

fn caption(outcome: &Outcome, spread: &Spread) -> String {
    let Some(mean) = outcome.summary().mean else { return "No pair was made.".to_owned() };
    let (mut lowest, mut highest) = (f64::MAX, 0.0_f64);
    for pair in outcome.pairs() {
        lowest = lowest.min(pair.score());
        highest = highest.max(pair.score());
    }
    let most = spread.bins.iter().max_by_key(|bin| bin.pairs).copied().unwrap_or_default();
    format!(
        "Pairs score from {lowest:.2} to {highest:.2}, {mean:.2} on average; most lie between {:.2} \
         and {:.2}. Not everybody can have their best: seats are shared.",
        most.from, most.to
    )
}

fn draw(spread: &Spread, caption: &str) -> String {
    let mut svg = Svg::new("scores", HEIGHT, TITLE, caption);
    let most = spread.bins.iter().map(|bin| bin.pairs.max(bin.best)).max().unwrap_or_default();
    let (step, end) = axis(most);
    let y = |count: u32| BOTTOM - (BOTTOM - TOP) * f64::from(count) / f64::from(end);
    let x = |score: f64| LEFT + (RIGHT - LEFT) * score;
    for count in (0..=end).step_by(step as usize) {
        svg.line("grid", [LEFT, y(count), RIGHT, y(count)]);
        svg.label([LEFT - 6.0, y(count) + 4.0], Anchor::End, count);
    }
    for bin in &spread.bins {
        let height = BOTTOM - y(bin.pairs);
        svg.rect("made", [x(bin.from) + 1.0, y(bin.pairs), x(bin.to) - x(bin.from) - 2.0, height]);
    }
    svg.path("possible", "", &outline(spread, x, y));
    for tenth in [0.0, 0.25, 0.5, 0.75, 1.0] {
        svg.label([x(tenth), BOTTOM + 16.0], anchor_at(tenth), tenth);
    }
    svg.label([x(0.5), BOTTOM + 34.0], Anchor::Middle, "score");
    svg.done()
}

/// Steps along the bins: an outline does not hide what is behind it.
fn outline(spread: &Spread, x: impl Fn(f64) -> f64, y: impl Fn(u32) -> f64) -> String {
    let is_taken = |bin: &Bin| bin.best > 0;
    let first = spread.bins.iter().position(is_taken).unwrap_or(spread.bins.len());
    let last = spread.bins.iter().rposition(is_taken).map_or(first, |last| last + 1);
    let Some(bins) = spread.bins.get(first..last).filter(|bins| !bins.is_empty()) else {
        return String::new();
    };
    let mut steps = format!("M{:.1} {BOTTOM}", x(bins[0].from));
    for bin in bins {
        let _ = write!(steps, "V{:.1}H{:.1}", y(bin.best), x(bin.to));
    }
    steps + &format!("V{BOTTOM}")
}

fn anchor_at(place: f64) -> Anchor {
    if place < 1.0 { Anchor::Middle } else { Anchor::End }
}
