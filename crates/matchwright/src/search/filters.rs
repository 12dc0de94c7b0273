//! Who is in question: equality in columns.

use std::collections::BTreeSet;

use matchwright_tables::labels::answer_key;
use matchwright_tables::mapping::no_such_column;
use matchwright_tables::{Cell, Table};

use crate::error::{Error, Finding, Findings};

/// For each row whether it passes all filters. O(filters · cells of their columns).
///
/// # Errors
/// Columns that the table does not have.
pub(super) fn kept(
    table: &Table,
    separator: &str,
    filters: &[(String, Cell)],
) -> Result<Vec<bool>, Error> {
    let (mut is_kept, mut findings) = (vec![true; table.rows()], Findings::default());
    for (name, value) in filters {
        let Some(cells) = table.column(name) else {
            let finding = Finding::new(no_such_column(table, name)).code("no_such_column");
            findings.push(finding.table("people").column(name));
            continue;
        };
        let wanted = wanted(value);
        for (is_kept, cell) in is_kept.iter_mut().zip(cells) {
            *is_kept &= is_one_of(cell, separator, &wanted);
        }
    }
    Ok(findings.into_result(is_kept)?)
}

/// A text as it is; of a list each entry.
fn wanted(value: &Cell) -> BTreeSet<String> {
    match value.as_text() {
        Some(text) => BTreeSet::from([answer_key(&text)]),
        None => entries(value, "\n").collect(),
    }
}

/// Whether the cell, or an entry of it, is wanted; nothing is where it is not answered and somebody asks for that.
fn is_one_of(cell: &Cell, separator: &str, wanted: &BTreeSet<String>) -> bool {
    let whole = cell.as_text().map(|text| answer_key(&text));
    whole.is_some_and(|key| wanted.contains(&key))
        || entries(cell, separator).any(|key| wanted.contains(&key))
        || (wanted.is_empty() && cell.is_empty(separator))
}

fn entries(cell: &Cell, separator: &str) -> impl Iterator<Item = String> {
    cell.items(separator).into_iter().map(|item| answer_key(&item.label))
}
