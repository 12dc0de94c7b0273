//! Learned weights with their intervals, beside the present ones.

use matchwright_tables::plain;

use crate::report::charts::svg::{Anchor, Svg, WIDTH};
use crate::report::charts::{Figure, cut, named};
use crate::tuning::{Learned, LearnedWeight};

const TITLE: &str = "Learned and present weights";
const ROW: f64 = 24.0;
const TOP: f64 = 10.0;
const NAME: f64 = 118.0;
const LEFT: f64 = NAME + 12.0;
/// Half of the last label of the axis stands beyond it.
const RIGHT: f64 = WIDTH - 22.0;

/// Letters of a name that find room.
const LETTERS: usize = 16;

pub(super) fn figure(learned: &Learned) -> Figure {
    let caption = caption(learned);
    Figure {
        title: TITLE,
        svg: draw(learned, &caption),
        key: vec![
            ("made".to_owned(), "learned, with its interval".to_owned()),
            ("other".to_owned(), "present".to_owned()),
        ],
        caption,
        table: named(
            "Weights",
            &learned.frame(),
            &["Criterion", "Learned", "From", "To", "Present"],
        ),
    }
}

fn caption(learned: &Learned) -> String {
    let sure = |weight: &&LearnedWeight| {
        weight.interval.is_some_and(|(low, high)| !(low..=high).contains(&weight.current))
    };
    let names: Vec<&str> =
        learned.weights().iter().filter(sure).map(|weight| weight.criterion.as_str()).collect();
    match names.as_slice() {
        [] => "Every present weight lies within its interval: the feedback contradicts none."
            .to_owned(),
        names => format!("The feedback speaks against the present weight of {}.", names.join(", ")),
    }
}

fn draw(learned: &Learned, caption: &str) -> String {
    let weights = learned.weights();
    let bottom = TOP + ROW * weights.len() as f64;
    let mut svg = Svg::new("weights", bottom + 24.0, TITLE, caption);
    let ends = weights.iter().flat_map(|weight| {
        [Some(weight.estimate), Some(weight.current), weight.interval.map(|interval| interval.1)]
    });
    let most = ends.flatten().fold(1e-9, f64::max);
    let x = |weight: f64| LEFT + (RIGHT - LEFT) * weight / most;
    for weight in [0.0, most / 2.0, most] {
        svg.line("grid", [x(weight), TOP, x(weight), bottom]);
        svg.label([x(weight), bottom + 16.0], Anchor::Middle, format!("{weight:.2}"));
    }
    for (at, weight) in weights.iter().enumerate() {
        let middle = TOP + ROW * (at as f64 + 0.5);
        svg.label([NAME, middle + 4.0], Anchor::End, cut(&plain(&weight.criterion), LETTERS));
        if let Some((low, high)) = weight.interval {
            svg.rect("made", [x(low), middle - 1.0, (x(high) - x(low)).max(1.0), 2.0]);
        }
        svg.rect("other", [x(weight.current) - 1.5, middle - 7.0, 3.0, 14.0]);
        svg.dot("made", [x(weight.estimate), middle, 4.5]);
    }
    svg.done()
}
