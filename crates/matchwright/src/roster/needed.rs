//! What has to be there before any answer is read: columns, and an id in every row.

use std::collections::BTreeSet;

use matchwright_tables::labels::{Labels, id_key};
use matchwright_tables::mapping::no_such_column;
use matchwright_tables::{Cell, Table};

use super::check::{Context, Place};
use super::texts::Words;
use crate::error::{Finding, Findings};
use crate::schema::Side;

/// A name that stands twice matters where somebody reads it.
pub(super) fn refuse_repeated_columns(
    side: Side,
    table: &Table,
    read: &BTreeSet<String>,
    findings: &mut Findings,
) {
    let mut names: Vec<&str> = table.names().filter(|name| read.contains(*name)).collect();
    names.sort_unstable();
    names.dedup_by(|second, first| {
        let repeated = second == first;
        if repeated {
            let place =
                Finding::new("stands twice in the table").code("column_twice").table(side.table());
            findings.push(place.column(*first));
        }
        repeated
    });
}

/// The column's cells, or a finding that suggests the name that was probably meant.
pub(super) fn known_column<'t>(
    side: Side,
    table: &'t Table,
    name: &str,
    findings: &mut Findings,
) -> Option<&'t [Cell]> {
    let cells = table.column(name);
    if cells.is_none() {
        let finding = Finding::new(no_such_column(table, name)).code("no_such_column");
        let finding = finding.table(side.table()).column(name);
        // Several criteria may read the column; it is missing once.
        if !findings.as_slice().contains(&finding) {
            findings.push(finding);
        }
    }
    cells
}

pub(super) fn read_ids(
    side: Side,
    table: &Table,
    column: &str,
    cells: &[Cell],
    findings: &mut Findings,
) -> Vec<(String, usize)> {
    let (mut labels, mut words) = (Labels::default(), Words::default());
    let mut people = Vec::with_capacity(cells.len());
    for (row, cell) in cells.iter().enumerate() {
        let place = Place { side, table, row, id: None, column };
        let (labels, words) = (&mut labels, &mut words);
        let mut context = Context { labels, words, other_ids: &[], separator: "", place, findings };
        let before = context.findings.as_slice().len();
        match context.text(cell) {
            Some(id) => people.push((id_key(&id), row)),
            None if context.findings.as_slice().len() == before => {
                context.refuse("no_id", "an id is needed");
            }
            None => {}
        }
    }
    people
}

pub(super) fn refuse_repeated_ids(
    side: Side,
    table: &Table,
    column: &str,
    people: &[(String, usize)],
    findings: &mut Findings,
) {
    for pair in people.windows(2) {
        if let [(first, first_row), (second, row)] = pair
            && first == second
        {
            let first = table.sheet_row(*first_row);
            let message = format!("this id already stands in row {first}");
            let place = Finding::new(message).table(side.table()).row(table.sheet_row(*row));
            findings.push(place.id(second).column(column).code("id_twice").value(second));
        }
    }
}
