//! Everybody with everybody: how well they fit, and which pairs were made.

use std::fmt::Write;

use super::Figure;
use super::svg::{Anchor, Svg, WIDTH, short};
use crate::outcome::Outcome;
use crate::report::facts::{Cell, Heatmap};
use crate::report::table::TableView;

const TITLE: &str = "Everybody with everybody";
const LEFT: f64 = 24.0;
const TOP: f64 = 22.0;
const SIDE: f64 = WIDTH - LEFT - 8.0;

/// Shades of the scores from 0 to 1.
const LEVELS: usize = 8;

pub(super) fn figure(outcome: &Outcome, map: &Heatmap) -> Figure {
    let caption = caption(outcome, map);
    let level = |level: usize| (format!("h{level}"), format!("{:.3}", from(level)));
    let [lowest, highest] = [(0, "score near 0"), (LEVELS - 1, "near 1")]
        .map(|(at, text)| (level(at).0, text.to_owned()));
    let chosen = ("chosen".to_owned(), "pairs in this plan".to_owned());
    let none = ("barred".to_owned(), "may not meet".to_owned());
    let (svg, table) = (draw(map, &caption), table(map));
    Figure { title: TITLE, svg, key: vec![none, lowest, highest, chosen], caption, table }
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
        "{mentees} mentees (down, in the order of their mentors) with {mentors} mentors (across): \
         {share:.0} % of the pairs may meet.{groups}"
    )
}

fn draw(map: &Heatmap, caption: &str) -> String {
    let (rows, columns) = (map.rows.max(1) as f64, map.columns.max(1) as f64);
    // Cells of a small map are squares; those of a large one fill the same width.
    let size = (SIDE / columns).min(24.0).min(SIDE / rows);
    let mut svg = Svg::new("heatmap", TOP + size * rows + 8.0, TITLE, caption);
    svg.label([LEFT, TOP - 8.0], Anchor::Start, "mentors →");
    svg.label([LEFT - 6.0, TOP + 12.0], Anchor::End, "↓");
    svg.rect("barred", [LEFT, TOP, size * columns, size * rows]);
    let place = format!("translate({LEFT} {TOP}) scale({size:.4})");
    for level in 0..LEVELS {
        let is_there = |cell: Cell| cell.mean().is_some_and(|mean| level_of(mean) == level);
        svg.path(&format!("h h{level}"), &place, &runs(map, is_there));
    }
    mark(&mut svg, map, size);
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

/// A mark in the middle of every cell in which pairs were made.
fn mark(svg: &mut Svg, map: &Heatmap, size: f64) {
    let mark = (size * 0.5).clamp(1.6, 6.0);
    let mut steps = String::new();
    for (at, _) in map.cells.iter().enumerate().filter(|(_, cell)| cell.pairs > 0) {
        let x = LEFT + size * ((at % map.columns) as f64 + 0.5) - mark / 2.0;
        let y = TOP + size * ((at / map.columns) as f64 + 0.5) - mark / 2.0;
        let [x, y, mark] = [x, y, mark].map(short);
        let _ = write!(steps, "M{x} {y}h{mark}v{mark}h-{mark}z");
    }
    svg.path("chosen", "", &steps);
}

fn table(map: &Heatmap) -> TableView {
    let row = |level: usize| {
        let at = map.cells.iter().filter(|cell| cell.mean().is_some_and(|m| level_of(m) == level));
        let (cells, pairs) =
            at.fold((0, 0), |(cells, pairs), cell| (cells + 1, pairs + cell.pairs));
        let texts = [format!("{:.3}", from(level)), format!("{:.3}", from(level + 1))];
        let counts: [u32; 2] = [cells, pairs];
        texts.into_iter().chain(counts.map(|count| count.to_string())).collect()
    };
    let header = ["Score from", "to", "Cells", "Pairs in this plan"];
    TableView::of_rows(TITLE, &header, 0, (0..LEVELS).map(row).collect())
}

fn from(level: usize) -> f64 {
    level as f64 / LEVELS as f64
}

fn level_of(score: f64) -> usize {
    ((score * LEVELS as f64) as usize).min(LEVELS - 1)
}
