//! The mentors whose seats are worth most: seats offered and taken, and what one more or less changes.

use super::svg::{Anchor, Svg, WIDTH};
use super::{Figure, cut};
use crate::outcome::Outcome;
use crate::report::facts::{Load, Loads};
use crate::report::table::TableView;
use crate::report::who::Who;
use crate::roster::Side;

const TITLE: &str = "Seats and what they are worth";

/// Mentors that the chart has room for; the table of mentors has all.
const SHOWN: usize = 15;

/// Seats that are drawn one by one.
const SEATS: u32 = 8;

const ROW: f64 = 18.0;
const TOP: f64 = 24.0;
const NAME: f64 = 104.0;
const SEAT: f64 = 9.0;
const LEFT: f64 = NAME + 8.0 + SEAT * SEATS as f64 + 16.0;
const RIGHT: f64 = WIDTH - 18.0;

/// Letters of a name that find room.
const LETTERS: usize = 13;

pub(super) fn figure(outcome: &Outcome, loads: &Loads) -> Figure {
    let shown = loads.most_wanted(SHOWN);
    let caption = caption(loads, shown.len());
    Figure {
        title: TITLE,
        svg: draw(outcome, &shown, &caption),
        key: vec![
            ("made".to_owned(), "seats taken".to_owned()),
            ("free".to_owned(), "seats free".to_owned()),
            ("gain".to_owned(), "one seat more adds".to_owned()),
            ("loss".to_owned(), "one seat less takes".to_owned()),
        ],
        caption,
        table: table(outcome, &shown),
    }
}

fn caption(loads: &Loads, shown: usize) -> String {
    let full = loads.mentors.iter().filter(|load| load.taken == load.seats && load.seats > 0);
    let of_all = match loads.mentors.len() {
        all if all > shown => {
            format!("The {shown} of {all} mentors whose next seat is worth most. ")
        }
        _ => String::new(),
    };
    let (full, mentors) = (full.count(), Side::Mentor.counted(loads.mentors.len()));
    format!("{of_all}{full} of {mentors} {} full.", if full == 1 { "is" } else { "are" })
}

fn draw(outcome: &Outcome, shown: &[&Load], caption: &str) -> String {
    let bottom = TOP + ROW * shown.len() as f64;
    let mut svg = Svg::new("loads", bottom + 38.0, TITLE, caption);
    let prices = shown.iter().flat_map(|load| [load.price.low, load.price.high]).flatten();
    let (least, most) = ends(prices);
    let x = |price: f64| LEFT + (RIGHT - LEFT) * (price - least) / (most - least);
    svg.label([NAME + 8.0, TOP - 10.0], Anchor::Start, "seats");
    svg.label([RIGHT, TOP - 10.0], Anchor::End, "worth in score");
    for price in [least, f64::midpoint(least, most), most] {
        svg.line("grid", [x(price), TOP, x(price), bottom]);
        svg.label([x(price), bottom + 16.0], Anchor::Middle, format!("{price:.2}"));
    }
    for (at, load) in shown.iter().enumerate() {
        let middle = TOP + ROW * (at as f64 + 0.5);
        let who = Who::new(outcome, Side::Mentor, load.mentor);
        svg.label([NAME, middle + 4.0], Anchor::End, cut(&who.main, LETTERS));
        draw_seats(&mut svg, load, middle);
        draw_prices(&mut svg, load, middle, &x);
    }
    svg.done()
}

/// The ends of the axis: round numbers that leave room on both sides.
fn ends(prices: impl Iterator<Item = f64>) -> (f64, f64) {
    let (least, most) = prices
        .fold((f64::MAX, f64::MIN), |(least, most), price| (least.min(price), most.max(price)));
    if least > most {
        return (0.0, 1.0);
    }
    let low = (20.0 * least - 0.5).floor() / 20.0;
    (low, ((20.0 * most + 0.5).ceil() / 20.0).max(low + 0.1))
}

/// A square a seat, or numbers where there are many.
fn draw_seats(svg: &mut Svg, load: &Load, middle: f64) {
    if load.seats > SEATS {
        let text = format!("{} of {}", load.taken, load.seats);
        return svg.label([NAME + 8.0, middle + 4.0], Anchor::Start, text);
    }
    if load.seats == 0 {
        svg.label([NAME + 8.0, middle + 4.0], Anchor::Start, "none");
    }
    for seat in 0..load.seats {
        let left = NAME + 8.0 + SEAT * f64::from(seat);
        let class = if seat < load.taken { "made" } else { "free" };
        svg.rect(class, [left + 0.5, middle - 3.5, SEAT - 2.0, SEAT - 2.0]);
    }
}

/// From what one seat more adds to what one less takes.
fn draw_prices(svg: &mut Svg, load: &Load, middle: f64, x: &impl Fn(f64) -> f64) {
    let (low, high) = (load.price.low, load.price.high);
    if let (Some(low), Some(high)) = (low, high) {
        svg.line("span", [x(low), middle, x(high), middle]);
    }
    if let Some(high) = high {
        svg.dot("loss", [x(high), middle, 3.5]);
    }
    if let Some(low) = low {
        svg.dot("gain", [x(low), middle, 3.5]);
    }
}

fn table(outcome: &Outcome, shown: &[&Load]) -> TableView {
    let number = |price: Option<f64>| price.map_or_else(String::new, |price| format!("{price:.3}"));
    let row = |load: &&Load| {
        let who = Who::new(outcome, Side::Mentor, load.mentor);
        let (low, high) = (number(load.price.low), number(load.price.high));
        vec![who.main, load.taken.to_string(), load.seats.to_string(), low, high]
    };
    let header = ["Mentor", "Taken", "Seats", "One more adds", "One less takes"];
    TableView::of_rows(TITLE, &header, 1, shown.iter().map(row).collect())
}
