//! In how many of two pairs of a mentee each way of scoring has the right order.

use crate::report::charts::svg::{Anchor, Svg, WIDTH};
use crate::report::charts::{Figure, named};
use crate::tuning::{Evaluation, EvaluationRow, Measure};

const TITLE: &str = "Two pairs of a mentee in the right order";
const ROW: f64 = 24.0;
const TOP: f64 = 10.0;
const NAME: f64 = 66.0;
const LEFT: f64 = NAME + 12.0;
const RIGHT: f64 = WIDTH - 22.0;

pub(super) fn figure(found: &Evaluation) -> Figure {
    let rows: Vec<&EvaluationRow> =
        found.rows().iter().filter(|row| row.measure == Measure::Accuracy).collect();
    let caption = "Half is what chance gives. Where two intervals overlap, the table of differences says more: both \
                   are measured on the same mentees.";
    let names = ["Scores by", "Measure", "Value", "From", "To", "Beside present", "From", "To"];
    Figure {
        title: TITLE,
        svg: draw(&rows, caption),
        key: vec![("made".to_owned(), "share, with its 95 % interval".to_owned())],
        caption: caption.to_owned(),
        table: named(TITLE, &found.frame(), &names),
    }
}

fn draw(rows: &[&EvaluationRow], caption: &str) -> String {
    let bottom = TOP + ROW * rows.len() as f64;
    let mut svg = Svg::new("measures", bottom + 24.0, TITLE, caption);
    let lows = rows.iter().filter_map(|row| Some(row.interval?.0));
    let least = (10.0 * lows.fold(0.5, f64::min)).floor() / 10.0;
    let x = |share: f64| LEFT + (RIGHT - LEFT) * (share - least) / (1.0 - least);
    for share in [least, f64::midpoint(least, 1.0), 1.0] {
        svg.line("grid", [x(share), TOP, x(share), bottom]);
        svg.label([x(share), bottom + 16.0], Anchor::Middle, format!("{:.0} %", 100.0 * share));
    }
    for (at, row) in rows.iter().enumerate() {
        let middle = TOP + ROW * (at as f64 + 0.5);
        svg.label([NAME, middle + 4.0], Anchor::End, row.scoring);
        if let Some((low, high)) = row.interval {
            svg.rect("made", [x(low), middle - 1.0, (x(high) - x(low)).max(1.0), 2.0]);
        }
        if let Some(value) = row.value {
            svg.dot("made", [x(value), middle, 4.5]);
        }
    }
    svg.done()
}
