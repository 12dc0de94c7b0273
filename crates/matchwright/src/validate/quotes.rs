//! Cells of several lines of which one could be the beginning of a row: between two quotes that were
//! forgotten, a table in CSV loses the people of every line.

use super::look::Look;
use crate::error::Finding;
use crate::roster::{Cell, Side};

pub(super) fn find(look: &Look<'_>) -> Vec<Finding> {
    Side::BOTH.into_iter().flat_map(|side| of_side(look, side)).collect()
}

fn of_side(look: &Look<'_>, side: Side) -> Vec<Finding> {
    let (table, mut findings) = (look.table(side), Vec::new());
    // The position of a column says how many separators stand before it.
    for (position, name) in table.names().enumerate().skip(1) {
        let is_row = |line: &str| line.matches(',').count() >= position;
        for (row, cell) in table.column(name).unwrap_or_default().iter().enumerate() {
            if matches!(cell, Cell::Text(text) if text.lines().skip(1).any(is_row)) {
                let message =
                    "an answer of several lines, which look like rows: is a quote missing?";
                let finding = look.at_row(side, row, message);
                findings.push(finding.column(name).code("rows_in_cell"));
            }
        }
    }
    findings
}
