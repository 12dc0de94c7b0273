//! How much two groups of people differ in each column, before and after weighting (a love plot).

use super::svg::{Anchor, Svg, WIDTH};
use super::{Figure, cut, named};
use crate::tracking::{Balance, Difference, LARGE, SMALL};

const TITLE: &str = "Standardised differences";

/// Columns that find room; the table has all.
const SHOWN: usize = 20;

/// Letters of a name that find room, in a wide typeface too.
const LETTERS: usize = 20;

const LEFT: f64 = 158.0;
const RIGHT: f64 = WIDTH - 12.0;
const TOP: f64 = 14.0;
const LINE: f64 = 20.0;

pub(in crate::report) fn figure(balance: &Balance) -> Figure {
    let caption = caption(balance);
    let names =
        ["Column", "Label", "Matched", "Unmatched", "Before", "After", "Variance ratio", "Flag"];
    Figure {
        title: TITLE,
        svg: draw(balance, &caption),
        key: vec![
            ("loss".to_owned(), "before weighting".to_owned()),
            ("gain".to_owned(), "after weighting".to_owned()),
        ],
        caption,
        table: named(TITLE, &balance.love_frame(), &names),
    }
}

fn caption(balance: &Balance) -> String {
    if balance.rows.is_empty() {
        return "There is no column by which people could be compared.".to_owned();
    }
    format!(
        "How far {} matched and {} unmatched people are apart in each column, in units of its spread. At most {:.2} \
         before weighting and {:.2} after it; below {SMALL} they count as alike, above {LARGE} as far apart.",
        balance.matched,
        balance.unmatched,
        balance.largest(),
        balance.largest_weighted()
    )
}

fn draw(balance: &Balance, caption: &str) -> String {
    let rows = balance.by_size();
    let rows: Vec<&&Difference> = rows.iter().take(SHOWN).collect();
    let bottom = TOP + LINE * rows.len() as f64;
    let mut svg = Svg::new("love", bottom + 36.0, TITLE, caption);
    let end = (balance.largest().max(balance.largest_weighted()) * 1.05).max(0.3);
    let x = |size: f64| LEFT + (RIGHT - LEFT) * (size.abs() / end).min(1.0);
    for mark in [0.0, SMALL, LARGE] {
        svg.line("grid", [x(mark), TOP - 6.0, x(mark), bottom]);
    }
    // Close together where the axis is long; the caption names them.
    let marks = if end < 1.2 { &[0.0, SMALL, LARGE][..] } else { &[0.0][..] };
    for mark in marks {
        svg.label([x(*mark), bottom + 14.0], Anchor::Middle, mark);
    }
    svg.label([RIGHT, bottom + 14.0], Anchor::End, format!("{end:.2}"));
    svg.label([f64::midpoint(LEFT, RIGHT), bottom + 30.0], Anchor::Middle, "difference");
    for (at, row) in rows.into_iter().enumerate() {
        let y = TOP + LINE * (at as f64 + 0.5);
        svg.label([LEFT - 8.0, y + 4.0], Anchor::End, cut(&row.name(), LETTERS));
        let ends = row.difference.zip(row.weighted).map(|(before, after)| [x(before), x(after)]);
        if let Some([before, after]) = ends {
            svg.line("span", [before, y, after, y]);
        }
        for (class, size) in [("loss", row.difference), ("gain", row.weighted)] {
            if let Some(size) = size {
                svg.dot(class, [x(size), y, 4.0]);
            }
        }
    }
    svg.done()
}
