//! Names of columns with a star.

use super::super::sheet::{NoColumn, Sheet};
use super::{Column, Part};

const STAR: char = '*';

/// Whether there is exactly one star, and something beside it.
pub(super) fn is_pattern(pattern: &str) -> bool {
    pattern.matches(STAR).count() == 1 && pattern.trim().len() > 1
}

/// The columns that a pattern names, each called by what the star stands for. A pattern without a star
/// is the name of one column.
pub(super) fn columns<'t>(pattern: &str, sheet: &Sheet<'t>) -> Result<Vec<Part<'t>>, NoColumn> {
    let pattern = one_line(pattern);
    let Some((start, end)) = pattern.split_once(STAR) else {
        return sheet
            .column(&pattern)
            .map(|column: Column<'t>| vec![Part { column, label: one_line(column.name) }]);
    };
    let mut parts = Vec::new();
    for name in sheet.table.names() {
        let line = one_line(name);
        let middle = line.strip_prefix(start).and_then(|rest| rest.strip_suffix(end));
        let Some(label) = middle.map(str::trim).filter(|label| !label.is_empty()) else { continue };
        parts.push(Part { column: sheet.column(name)?, label: label.to_owned() });
    }
    if parts.is_empty() {
        // The star itself is in no name, so that this tells which names there are.
        return sheet.column(&pattern).map(|_| parts);
    }
    Ok(parts)
}

/// Questions are broken over lines in some exports.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
