//! Tables for the terminal.

use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table, TableStyle, presets};

/// How many rows of a long list the terminal gets; a file gets them all.
pub(crate) const SHOWN: usize = 20;

/// A line above, below and under the header.
const STYLE: TableStyle = presets::UTF8_HORIZONTAL_ONLY.row_separator(LineStyle::none());

/// A table with a header line, texts to the left and numbers to the right.
pub(crate) fn table(texts: &[&str], numbers: &[&str]) -> Table {
    let mut table = Table::new();
    table.load_style(STYLE);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_header(texts.iter().chain(numbers).map(|name| plain(name)));
    for column in table.column_iter_mut().skip(texts.len()) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

/// A table of labels and values without a header.
pub(crate) fn facts<const N: usize>(facts: [(&str, String); N]) -> Table {
    let mut table = Table::new();
    table.load_style(STYLE);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    for (label, value) in facts {
        table.add_row([label.to_owned(), value]);
    }
    table
}

/// A text without control characters: an id is shown, and never obeyed by the terminal.
pub(crate) fn plain(text: &str) -> String {
    text.replace(char::is_control, "\u{fffd}")
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
    fn control_characters_do_not_reach_the_terminal() {
        assert_eq!(plain("e1\u{1b}[31m"), "e1\u{fffd}[31m");
    }

    #[test]
    fn only_what_is_not_shown_is_counted() {
        assert_eq!(and_more(SHOWN, "see the file"), "");
        assert_eq!(and_more(SHOWN + 3, "see the file"), "… and 3 more; see the file\n");
    }
}
