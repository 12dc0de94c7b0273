//! A table as a page shows it: texts, and which columns are numbers.

use askama::Template;
use matchwright_tables::{Frame, Values, plain};

/// Rows of texts below a header.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "report/table.html", whitespace = "suppress")]
pub(super) struct TableView {
    /// What it is about, for those who do not see where it stands.
    title: String,
    pub(super) header: Vec<Column>,
    pub(super) rows: Vec<Vec<String>>,
}

/// The head of a column.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) is_number: bool,
}

impl TableView {
    /// Of a frame: numbers with at most four decimals.
    pub(super) fn new(title: &str, frame: &Frame) -> Self {
        let columns = frame.columns().iter();
        let header = columns.map(|(name, values)| Column {
            name: plain(name),
            is_number: matches!(values, Values::Whole(_) | Values::Numbers(_)),
        });
        let row = |row| frame.columns().iter().map(|(_, values)| text(values, row)).collect();
        let rows = (0..frame.rows()).map(row).collect();
        Self { title: title.to_owned(), header: header.collect(), rows }
    }

    /// Of rows, of which the columns behind the first `texts` are numbers.
    pub(super) fn of_rows(
        title: &str,
        names: &[&str],
        texts: usize,
        rows: Vec<Vec<String>>,
    ) -> Self {
        let column = |(at, name): (usize, &&str)| Column {
            name: (*name).to_owned(),
            is_number: at >= texts,
        };
        let header = names.iter().enumerate().map(column).collect();
        Self { title: title.to_owned(), header, rows }
    }
}

fn text(values: &Values, row: usize) -> String {
    match values {
        Values::Numbers(numbers) => match numbers.get(row) {
            Some(number) if number.is_finite() => decimals(*number),
            _ => String::new(),
        },
        others => plain(&others.text(row)),
    }
}

/// At most four decimals, and none that says nothing.
fn decimals(number: f64) -> String {
    let text = format!("{number:.4}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_decimals_that_say_something() {
        let texts = [0.0, -0.000_01, 0.05, 1.0, 120.0, -3.256_79].map(decimals);
        assert_eq!(texts, ["0", "0", "0.05", "1", "120", "-3.2568"]);
    }
}
