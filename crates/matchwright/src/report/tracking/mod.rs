//! How pairs and programme stand, as one HTML page. What it looks like stands in `templates/report`.

use askama::Template;
use matchwright_tables::plain;

use super::charts::{Figure, love};
use super::summary::Tile;
use super::table::TableView;
use crate::tracking::{NO_CAUSE, State, TrackedPair, Tracking, short, signed, spaced};

#[derive(Template)]
#[template(path = "report/tracking.html", whitespace = "minimize")]
struct Page {
    title: String,
    date: Option<String>,
    as_of: Option<String>,
    version: &'static str,
    tiles: Vec<Tile>,
    warnings: Vec<String>,
    targets: Vec<TargetBar>,
    word: TableView,
    figures: TableView,
    compared: Option<TableView>,
    is_compared: bool,
    no_cause: &'static str,
    love: Option<Figure>,
    pairs: TableView,
    notes: Vec<String>,
}

/// A target, and how full its bar is.
struct TargetBar {
    text: String,
    per_cent: f64,
}

/// Figures that stand at the head of the page.
const HEAD: [&str; 6] =
    ["relationships", "participation", "on_track", "needs_a_word", "satisfaction", "goal_reached"];

impl Tracking {
    /// One HTML page that needs nothing else: targets, pairs that need a word, key figures, what became of matched
    /// and unmatched people with their balance first, and all pairs. Beside ids it shows names of columns and
    /// labels in them, and nobody's answers.
    ///
    /// ```
    /// use matchwright::assign::Monitor;
    /// use matchwright::roster::Table;
    /// use matchwright::tracking::{TrackOptions, TrackedPairs, track};
    ///
    /// let table = |text: &str| Table::from_csv_reader(text.as_bytes(), "example.csv");
    /// let pairs = TrackedPairs::read(&table("mentee_id,mentor_id\ne1,m1\n")?)?;
    /// let check_ins = table("mentee_id,mentor_id,met\ne1,m1,0\n")?;
    /// let options = TrackOptions::default();
    /// let tracking = track(&pairs, &check_ins, None, &options, &Monitor::new())?;
    /// let page = tracking.html("Spring", None);
    /// assert!(page.contains("no meeting at the only check-in"));
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    #[must_use]
    pub fn html(&self, title: &str, date: Option<&str>) -> String {
        let page = Page {
            title: if title.is_empty() { "How it goes".to_owned() } else { plain(title) },
            date: date.map(plain),
            as_of: self.as_of.clone(),
            version: env!("CARGO_PKG_VERSION"),
            tiles: tiles(self),
            warnings: self.comparability.iter().flat_map(|own| own.warnings.clone()).collect(),
            targets: self.targets.iter().map(target).collect(),
            word: word(self),
            figures: figures(self),
            compared: self.comparability.as_ref().map(|_| compared(self)),
            is_compared: self.compared.iter().any(|row| row.difference.is_some()),
            no_cause: NO_CAUSE,
            love: self.comparability.as_ref().map(|own| love::figure(&own.balance)),
            pairs: pairs(self),
            notes: self.notes.clone(),
        };
        // Writing to a `String` cannot fail, and no part of the page does.
        page.render().unwrap_or_default()
    }
}

fn tiles(tracking: &Tracking) -> Vec<Tile> {
    let figures = HEAD.iter().filter_map(|name| {
        let found = tracking.figures.iter().find(|figure| figure.name == *name);
        found.filter(|figure| figure.value.is_some())
    });
    let tile = |figure: &crate::tracking::KeyFigure| {
        let text = figure.text();
        let (value, interval) = text.split_once(" (").unwrap_or((&text, ""));
        let interval = interval.trim_end_matches(')');
        let of = format!("of {}", figure.of);
        let aside = if interval.is_empty() { of } else { format!("{of}; {interval}") };
        Tile { label: capital(&spaced(&figure.name)), value: value.to_owned(), aside }
    };
    figures.map(tile).collect()
}

fn capital(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}

fn target(target: &crate::tracking::Reached) -> TargetBar {
    let per_cent = 100.0 * target.share.unwrap_or_default().clamp(0.0, 1.0);
    TargetBar { text: capital(&plain(&target.text())), per_cent }
}

fn word(tracking: &Tracking) -> TableView {
    let rows = tracking.pairs.iter().filter(|pair| pair.state == State::NeedsAWord);
    let row = |pair: &TrackedPair| {
        vec![
            plain(&pair.mentee),
            plain(&pair.mentor),
            plain(&pair.reason),
            pair.latest.clone().unwrap_or_default(),
        ]
    };
    let rows = rows.map(row).collect();
    TableView::of_rows(
        "Pairs that need a word",
        &["Mentee", "Mentor", "Why", "Latest check-in"],
        4,
        rows,
    )
}

fn figures(tracking: &Tracking) -> TableView {
    let row = |figure: &crate::tracking::KeyFigure| {
        vec![capital(&plain(&spaced(&figure.name))), figure.text(), figure.of.to_string()]
    };
    let rows = tracking.figures.iter().map(row).collect();
    TableView::of_rows("Key figures", &["Figure", "Value", "Pairs or people"], 2, rows)
}

fn compared(tracking: &Tracking) -> TableView {
    let mean = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), short);
    let row = |row: &crate::tracking::Compared| {
        let difference = row.difference.map_or_else(
            || "not stated".to_owned(),
            |own| match own.low.zip(own.high) {
                Some((low, high)) => {
                    format!("{} ({} to {})", signed(own.value), signed(low), signed(high))
                }
                None => signed(own.value),
            },
        );
        vec![
            capital(&plain(&spaced(&row.outcome))),
            difference,
            mean(row.matched),
            mean(row.weighted),
            mean(row.unmatched),
            format!("{}\u{a0}/\u{a0}{}", row.matched_people, row.unmatched_people),
        ]
    };
    let names =
        ["What", "Difference", "Matched", "Others who resemble them", "All others", "People"];
    let rows = tracking.compared.iter().map(row).collect();
    TableView::of_rows("Matched people beside others", &names, 1, rows)
}

fn pairs(tracking: &Tracking) -> TableView {
    let row = |pair: &TrackedPair| {
        let number = |value: Option<f64>| value.map_or_else(String::new, short);
        vec![
            plain(&pair.mentee),
            plain(&pair.mentor),
            spaced(pair.state.name()),
            plain(&pair.reason),
            pair.check_ins.to_string(),
            number(pair.meetings),
            number(pair.satisfaction),
        ]
    };
    let names = ["Mentee", "Mentor", "State", "Why", "Check-ins", "Meetings", "Satisfaction"];
    TableView::of_rows("All pairs", &names, 4, tracking.pairs.iter().map(row).collect())
}
