//! Whether chances that are made of scores hold.

use crate::report::charts::svg::{Anchor, Svg, WIDTH};
use crate::report::charts::{Figure, named};
use crate::tuning::{CalibrationRow, Evaluation};

const TITLE: &str = "Do chances hold?";
const HEIGHT: f64 = 264.0;
const LEFT: f64 = 46.0;
const TOP: f64 = 12.0;
const BOTTOM: f64 = 216.0;
const RIGHT: f64 = WIDTH - 22.0;

/// Which ways of scoring are drawn, each in its colour.
const DRAWN: [(&str, &str); 2] = [("current", "other"), ("learned", "made")];

pub(super) fn figure(found: &Evaluation) -> Figure {
    let caption = "Scores are made into the chance that of two pairs of a mentee the one with the higher score went \
                   better. On the line, as many came true as the scores say; below it scores promise too much.";
    let is_drawn = |scoring: &str| found.calibration().iter().any(|row| row.scoring == scoring);
    let key = DRAWN.iter().filter(|(scoring, _)| is_drawn(scoring));
    let names =
        ["Scores by", "Chance from", "To", "Comparisons", "Said", "Came true", "From", "To"];
    Figure {
        title: TITLE,
        svg: draw(found.calibration(), caption),
        key: key.map(|(scoring, class)| ((*class).to_owned(), (*scoring).to_owned())).collect(),
        caption: caption.to_owned(),
        table: named(TITLE, &found.calibration_frame(), &names),
    }
}

fn draw(rows: &[CalibrationRow], caption: &str) -> String {
    let mut svg = Svg::new("calibration", HEIGHT, TITLE, caption);
    let lows = rows.iter().filter(|row| DRAWN.iter().any(|drawn| drawn.0 == row.scoring));
    let least = lows.filter_map(|row| Some(row.interval?.0)).fold(0.5, f64::min);
    let least = (10.0 * least).floor() / 10.0;
    let x = |chance: f64| LEFT + (RIGHT - LEFT) * (chance - 0.5) * 2.0;
    let y = |share: f64| BOTTOM - (BOTTOM - TOP) * (share - least) / (1.0 - least);
    for share in [least, f64::midpoint(least, 1.0), 1.0] {
        svg.line("grid", [LEFT, y(share), RIGHT, y(share)]);
        svg.label([LEFT - 6.0, y(share) + 4.0], Anchor::End, format!("{:.0} %", 100.0 * share));
    }
    for chance in [0.5, 0.75, 1.0] {
        svg.label([x(chance), BOTTOM + 22.0], Anchor::Middle, format!("{:.0} %", 100.0 * chance));
    }
    svg.label([f64::midpoint(LEFT, RIGHT), BOTTOM + 40.0], Anchor::Middle, "chance by the scores");
    svg.line("span", [x(0.5), y(0.5), x(1.0), y(1.0)]);
    for (scoring, class) in DRAWN {
        for row in rows.iter().filter(|row| row.scoring == scoring) {
            let (Some(predicted), Some(observed)) = (row.predicted, row.observed) else { continue };
            if let Some((low, high)) = row.interval {
                svg.rect(class, [x(predicted) - 0.75, y(high), 1.5, y(low) - y(high)]);
            }
            svg.dot(class, [x(predicted), y(observed), 4.5]);
        }
    }
    svg.done()
}
