//! An outcome as one HTML page. What it looks like stands in `templates/report`.

mod pairs;

use askama::Template;
use matchwright_tables::plain;

use super::charts::{Figure, figures};
use super::summary::Summary;
use super::table::TableView;
use super::words::Words;
use super::{Report, tables, title};
use pairs::PairRows;

#[derive(Template)]
#[template(path = "report/page.html", whitespace = "minimize")]
struct Page {
    title: String,
    date: Option<String>,
    version: &'static str,
    summary: Summary,
    words: Words,
    figures: [Figure; 4],
    pairs: PairRows,
    unmatched: TableView,
    mentors: TableView,
    audit: Option<TableView>,
    merges: Option<TableView>,
}

pub(super) fn page(report: &Report<'_>) -> String {
    let (outcome, facts) = (report.outcome, &report.facts);
    let page = Page {
        title: title(outcome),
        date: report.date.map(plain),
        version: env!("CARGO_PKG_VERSION"),
        summary: Summary::new(outcome, facts),
        words: Words::new(outcome.program()),
        figures: figures(outcome, facts),
        pairs: PairRows::new(outcome),
        unmatched: tables::unmatched(outcome),
        mentors: tables::mentors(outcome, facts),
        audit: report.audit.map(|audit| TableView::new("Fairness audit", audit)),
        merges: tables::merges(outcome),
    };
    // Writing to a `String` cannot fail, and no part of the page does.
    page.render().unwrap_or_default()
}
