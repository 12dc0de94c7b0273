//! Tables for the terminal.

use comfy_table::{
    CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle, Width,
    presets,
};
use matchwright::plain;
use matchwright::roster::Readings;
use matchwright::tables::counted;

/// How many rows of a long list the terminal gets; a file gets them all.
pub(crate) const SHOWN: usize = 20;

/// A line above, below and under the header.
const STYLE: TableStyle = presets::UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none());

/// Some terminals say that they are 0 wide. Below this many characters a table cannot be made to
/// fit, and is printed as wide as it is.
const NARROW: u16 = 40;

/// A score and its padding (`0.103 `). A name in the header may break over lines; a number never.
const NUMBER: u16 = 6;

/// A usual id and its padding.
const TEXT: u16 = 8;

/// A table with a header line, texts to the left and numbers to the right.
pub(crate) fn table(texts: &[&str], numbers: &[&str]) -> Table {
    let mut table = facts([]);
    table.set_header(texts.iter().chain(numbers).map(|name| plain(name)));
    let at_least = |width| ColumnConstraint::LowerBoundary(Width::Fixed(width));
    for column in table.column_iter_mut().take(texts.len()) {
        column.set_constraint(at_least(TEXT));
    }
    for column in table.column_iter_mut().skip(texts.len()) {
        column.set_cell_alignment(CellAlignment::Right);
        column.set_padding((0, 1));
        column.set_constraint(at_least(NUMBER));
    }
    table
}

/// A table of labels and values without a header, as wide as the terminal at most.
pub(crate) fn facts<const N: usize>(facts: [(&str, String); N]) -> Table {
    let mut table = Table::new();
    table.load_style(STYLE);
    if table.width().is_some_and(|width| width >= NARROW) {
        table.set_content_arrangement(ContentArrangement::Dynamic);
    }
    for (label, value) in facts {
        table.add_row([label.to_owned(), value]);
    }
    table
}

/// Whether every row of a table has a line of its own, with whole words.
pub(crate) fn fits(table: &Table) -> bool {
    let mut wide = table.clone();
    wide.set_content_arrangement(ContentArrangement::Disabled);
    let widest = wide.lines().map(|line| line.chars().count()).max().unwrap_or_default();
    table.width().is_none_or(|width| width < NARROW || widest <= width.into())
}

/// A text in lines as wide as the terminal; as it is where there is none.
pub(crate) fn wrapped(text: &str) -> String {
    match Table::new().width() {
        Some(width) if width >= NARROW => broken(text, width.into()),
        _ => text.to_owned(),
    }
}

/// Breaks lines between words.
fn broken(text: &str, width: usize) -> String {
    let mut lines = String::new();
    for line in text.split_inclusive('\n') {
        let mut column = 0;
        for word in line.split_inclusive(' ') {
            let length = word.trim_end().chars().count();
            if column > 0 && column + length > width {
                lines.truncate(lines.trim_end_matches(' ').len());
                lines.push('\n');
                column = 0;
            }
            lines.push_str(word);
            column += word.chars().count();
        }
    }
    lines
}

/// How many people were read.
pub(crate) fn people(mentees: usize, mentors: usize) -> String {
    let mentees = counted(mentees, "mentee", "mentees");
    format!("{mentees} and {}", counted(mentors, "mentor", "mentors"))
}

/// How the tables were read, one a line.
pub(crate) fn tables_read(readings: &Readings) -> String {
    readings.tables.iter().map(|table| table.to_string() + "\n").collect()
}

/// How many rows the terminal does not show, and where they are; nothing where it shows all.
pub(crate) fn and_more(rows: usize, remedy: &str) -> String {
    match rows.checked_sub(SHOWN) {
        Some(more) if more > 0 => format!("… and {more} more; {remedy}\n"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words() {
        assert_eq!(broken("one two three\n\nfour\n", 8), "one two\nthree\n\nfour\n");
        assert_eq!(broken("longer-than-wide a\n", 8), "longer-than-wide\na\n");
        assert_eq!(broken("as wide\n", 7), "as wide\n");
    }

    #[test]
    fn a_table_fits_where_no_name_is_broken() {
        let mut table = table(&["mentee"], &["score", "department"]);
        table.add_row(["e1", "0.5", "0.5"]);
        for (width, expected) in [(80, true), (41, true)] {
            assert_eq!(fits(table.set_width(width)), expected, "{width}");
        }
        table.add_row(["a name that is longer than the terminal is wide", "0.5", "0.5"]);
        assert!(!fits(table.set_width(41)));
    }

    #[test]
    fn only_what_is_not_shown_is_counted() {
        assert_eq!(and_more(SHOWN, "see the file"), "");
        assert_eq!(and_more(SHOWN + 3, "see the file"), "… and 3 more; see the file\n");
    }
}
