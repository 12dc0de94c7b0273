//! Learned weights and evaluations as one HTML page each, in the style of the report of an outcome.

mod calibration;
mod measures;
mod weights;

use askama::Template;
use matchwright_tables::plain;

use super::charts::Figure;
use super::summary::Tile;
use super::table::TableView;
use crate::tuning::{Evaluation, Learned, Measure, in_short};

#[derive(Template)]
#[template(path = "report/tuning.html", whitespace = "minimize")]
struct Page {
    title: String,
    kind: &'static str,
    date: Option<String>,
    version: &'static str,
    tiles: Vec<Tile>,
    verdict: String,
    is_better: bool,
    weights: Option<Figure>,
    measures: TableView,
    glossary: Vec<(String, String)>,
    figures: [Figure; 2],
    notes: Vec<String>,
}

/// Weights with their intervals, and what they are worth, as one HTML page that needs nothing else. It names criteria and
/// nobody.
///
/// The day is shown where it is said; equal weights give equal bytes.
#[must_use]
pub fn learned(learned: &Learned, date: Option<&str>) -> String {
    let found = learned.evaluation();
    let is_better = found
        .row("learned", Measure::Accuracy)
        .and_then(|row| row.difference_interval)
        .is_some_and(|(low, _)| low > 0.0);
    let notes = [learned.notes(), found.notes()].concat();
    Page {
        kind: "Learned weights",
        weights: Some(weights::figure(learned)),
        verdict: learned.verdict(),
        is_better,
        ..page(found, &notes, date)
    }
    .render()
    // Writing to a `String` cannot fail, and no part of the page does.
    .unwrap_or_default()
}

/// How well scores fit what happened, as one HTML page that needs nothing else. It names nobody.
///
/// The day is shown where it is said; equal evaluations give equal bytes.
#[must_use]
pub fn evaluation(found: &Evaluation, date: Option<&str>) -> String {
    page(found, &found.notes(), date).render().unwrap_or_default()
}

fn page(found: &Evaluation, notes: &[String], date: Option<&str>) -> Page {
    let title = found.program_name();
    Page {
        title: if title.is_empty() { "Mentoring programme".to_owned() } else { plain(title) },
        kind: "Evaluation",
        date: date.map(plain),
        version: env!("CARGO_PKG_VERSION"),
        tiles: tiles(found),
        verdict: String::new(),
        is_better: false,
        weights: None,
        measures: measures(found),
        glossary: Measure::ALL.map(|measure| found.named(measure)).into(),
        figures: [measures::figure(found), calibration::figure(found)],
        notes: notes.iter().map(|note| plain(note)).collect(),
    }
}

fn tiles(found: &Evaluation) -> Vec<Tile> {
    let [pairs, mentees, comparisons] = found.sizes();
    let tile = |label: &str, value: String, aside| Tile { label: label.to_owned(), value, aside };
    let aspect = format!("with an answer in “{}”", found.aspect().name());
    let mut tiles = vec![
        tile("Pairs", pairs.to_string(), aspect),
        tile("Mentees", mentees.to_string(), "who have them".to_owned()),
        tile("Comparisons", comparisons.to_string(), "one went better".to_owned()),
    ];
    for (scoring, label) in [("current", "Right order now"), ("learned", "Right order, learned")] {
        if let Some(value) = found.row(scoring, Measure::Accuracy).and_then(|row| row.value) {
            let aside = "of two pairs; 50 % is chance".to_owned();
            tiles.push(tile(label, format!("{:.0} %", 100.0 * value), aside));
        }
    }
    tiles
}

/// A row a way of scoring, a column a measure.
fn measures(found: &Evaluation) -> TableView {
    let names = Measure::ALL.map(|measure| found.named(measure).0);
    let names: Vec<&str> =
        ["Scores by"].into_iter().chain(names.iter().map(String::as_str)).collect();
    let rows = found.rows().chunk_by(|one, other| one.scoring == other.scoring);
    let rows = rows.map(|row| {
        let name = row.first().map_or("", |row| row.scoring).to_owned();
        [name].into_iter().chain(row.iter().map(in_short)).collect()
    });
    TableView::of_rows("Measures, with 95 % intervals", &names, 1, rows.collect())
}
