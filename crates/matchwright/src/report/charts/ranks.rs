//! How far up in their own lists both sides' partners stand.

use super::svg::{Anchor, Svg, WIDTH};
use super::{Figure, axis, named};
use crate::outcome::Outcome;
use crate::report::facts::Ranks;

const TITLE: &str = "Ranks obtained";
const HEIGHT: f64 = 220.0;
const LEFT: f64 = 34.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 182.0;
const RIGHT: f64 = WIDTH - 8.0;

pub(super) fn figure(outcome: &Outcome, ranks: &Ranks) -> Figure {
    let caption = caption(outcome, ranks);
    Figure {
        title: TITLE,
        svg: draw(ranks, &caption),
        key: vec![
            ("made".to_owned(), "the mentor in the mentee’s list".to_owned()),
            ("other".to_owned(), "the mentee in the mentor’s list".to_owned()),
        ],
        caption,
        table: named(TITLE, &ranks.frame(), &["Rank", "For mentees", "For mentors"]),
    }
}

fn caption(outcome: &Outcome, ranks: &Ranks) -> String {
    let pairs = outcome.pairs().len();
    if pairs == 0 {
        return "No pair was made.".to_owned();
    }
    let share = |count: u32| format!("{:.0} %", 100.0 * f64::from(count) / pairs as f64);
    let first = ranks.steps.first().map_or((0, 0), |step| (step.mentees, step.mentors));
    let third = ranks.steps.iter().take(3).map(|step| step.mentees).sum();
    format!(
        "In {} of the pairs nobody would fit the mentee better, in {} the mentor is among their three \
         best. For mentors it is the best mentee in {}.",
        share(first.0),
        share(third),
        share(first.1)
    )
}

fn draw(ranks: &Ranks, caption: &str) -> String {
    let mut svg = Svg::new("ranks", HEIGHT, TITLE, caption);
    let most = ranks.steps.iter().map(|step| step.mentees.max(step.mentors)).max();
    let (step, end) = axis(most.unwrap_or_default());
    let y = |count: u32| BOTTOM - (BOTTOM - TOP) * f64::from(count) / f64::from(end);
    for count in (0..=end).step_by(step as usize) {
        svg.line("grid", [LEFT, y(count), RIGHT, y(count)]);
        svg.label([LEFT - 6.0, y(count) + 4.0], Anchor::End, count);
    }
    let slot = (RIGHT - LEFT) / ranks.steps.len() as f64;
    let width = (slot * 0.36).min(24.0);
    for (at, step) in ranks.steps.iter().enumerate() {
        let middle = LEFT + slot * (at as f64 + 0.5);
        let bar = |count: u32, left: f64| [left, y(count), width, BOTTOM - y(count)];
        svg.rect("made", bar(step.mentees, middle - width - 1.0));
        svg.rect("other", bar(step.mentors, middle + 1.0));
        svg.label([middle, BOTTOM + 16.0], Anchor::Middle, &step.label);
    }
    svg.label([f64::midpoint(LEFT, RIGHT), BOTTOM + 34.0], Anchor::Middle, "rank");
    svg.done()
}
