//! Everybody with everybody: how well they fit, and which pairs were made.

use std::fmt::Write;

use super::Figure;
use super::svg::{Anchor, Svg, WIDTH, short};
use crate::outcome::Outcome;
use crate::report::facts::{Cell, Heatmap};
use crate::report::table::TableView;
use crate::roster::Side;

const TITLE: &str = "Everybody with everybody";
const LEFT: f64 = 24.0;
const TOP: f64 = 22.0;
const SIDE: f64 = WIDTH - LEFT - 8.0;

/// The side of a cell of a small map.
const LARGEST: f64 = 28.0;

/// Shades of the scores from the lowest to the highest cell.
const LEVELS: usize = 8;

pub(super) fn figure(outcome: &Outcome, map: &Heatmap) -> Figure {
    let (caption, scale) = (caption(outcome, map), Scale::new(map));
    let key = [
        ("barred", "may not meet".to_owned()),
        ("shades", format!("score from {:.2} to {:.2}", scale.low, scale.high)),
        ("chosen", "pairs in this plan".to_owned()),
    ];
    let key = key.map(|(class, text)| (class.to_owned(), text)).to_vec();
    let (svg, table) = (draw(map, &scale, &caption), table(map, &scale));
    Figure { title: TITLE, svg, key, caption, table }
}

/// From scores to shades.
struct Scale {
    low: f64,
    high: f64,
}

impl Scale {
    fn new(map: &Heatmap) -> Self {
        let means = map.cells.iter().filter_map(|cell| cell.mean());
        let (low, high) =
            means.fold((1.0_f64, 0.0_f64), |(low, high), mean| (low.min(mean), high.max(mean)));
        if low < high { Self { low, high } } else { Self { low: 0.0, high: 1.0 } }
    }

    /// The score at which a shade begins.
    fn start(&self, level: usize) -> f64 {
        self.low + (self.high - self.low) * level as f64 / LEVELS as f64
    }

    fn is_in(&self, cell: Cell, level: usize) -> bool {
        let place = |mean: f64| (mean - self.low) / (self.high - self.low) * LEVELS as f64;
        cell.mean().is_some_and(|mean| (place(mean) as usize).min(LEVELS - 1) == level)
    }
}

fn caption(outcome: &Outcome, map: &Heatmap) -> String {
    let (mentees, mentors) = (outcome.scores().mentees(), outcome.scores().mentors());
    let allowed: u64 = map.cells.iter().map(|cell| u64::from(cell.allowed)).sum();
    let share = 100.0 * allowed as f64 / (mentees as f64 * mentors as f64).max(1.0);
    let groups = if map.is_whole(outcome) {
        String::new()
    } else {
        format!(" Each cell is the mean of a group, {} × {} of them.", map.rows, map.columns)
    };
    format!(
        "{} (down, in the order of their mentors) with {} (across): {share:.0} % of the pairs may meet.{groups}",
        Side::Mentee.counted(mentees),
        Side::Mentor.counted(mentors),
    )
}

fn draw(map: &Heatmap, scale: &Scale, caption: &str) -> String {
    // The map fills its place, but for a small one.
    let size = |cells: usize| (SIDE / cells.max(1) as f64).min(LARGEST);
    let (width, height) = (size(map.columns), size(map.rows));
    let [all_width, all_height] = [width * map.columns as f64, height * map.rows as f64];
    let mut svg = Svg::new("heatmap", TOP + all_height + 8.0, TITLE, caption);
    svg.label([LEFT, TOP - 8.0], Anchor::Start, "mentors →");
    svg.label([LEFT - 6.0, TOP + 12.0], Anchor::End, "↓");
    svg.rect("barred", [LEFT, TOP, all_width, all_height]);
    let place = format!("translate({LEFT} {TOP}) scale({width:.4} {height:.4})");
    for level in 0..LEVELS {
        let steps = runs(map, |cell| scale.is_in(cell, level));
        svg.path(&format!("h h{level}"), &place, &steps);
    }
    mark(&mut svg, map, [width, height]);
    svg.done()
}

/// The cells for which it holds, as lines along the middle of rows.
fn runs(map: &Heatmap, holds: impl Fn(Cell) -> bool) -> String {
    let mut steps = String::new();
    for (row, cells) in map.cells.chunks(map.columns.max(1)).enumerate() {
        let mut column = 0;
        while column < cells.len() {
            let length = cells[column..].iter().take_while(|cell| holds(**cell)).count();
            if length > 0 {
                let _ = write!(steps, "M{column} {row}.5h{length}");
            }
            column += length.max(1);
        }
    }
    steps
}

/// A mark in the middle of every cell in which pairs were made, of a size that can be seen.
fn mark(svg: &mut Svg, map: &Heatmap, [width, height]: [f64; 2]) {
    let mark = (width.min(height) * 0.7).clamp(2.8, 9.0);
    let mut steps = String::new();
    for (at, _) in map.cells.iter().enumerate().filter(|(_, cell)| cell.pairs > 0) {
        let x = LEFT + width * ((at % map.columns) as f64 + 0.5) - mark / 2.0;
        let y = TOP + height * ((at / map.columns) as f64 + 0.5) - mark / 2.0;
        let [x, y, mark] = [x, y, mark].map(short);
        let _ = write!(steps, "M{x} {y}h{mark}v{mark}h-{mark}z");
    }
    svg.path("chosen", "", &steps);
}

fn table(map: &Heatmap, scale: &Scale) -> TableView {
    let row = |level: usize| {
        let cells = map.cells.iter().filter(|cell| scale.is_in(**cell, level));
        let counts = cells.fold([0, 0], |[cells, pairs], cell| [cells + 1, pairs + cell.pairs]);
        let ends = [level, level + 1].map(|level| format!("{:.3}", scale.start(level)));
        ends.into_iter().chain(counts.map(|count: u32| count.to_string())).collect()
    };
    let header = ["Score from", "to", "Cells", "Pairs in this plan"];
    TableView::of_rows(TITLE, &header, 0, (0..LEVELS).map(row).collect())
}
