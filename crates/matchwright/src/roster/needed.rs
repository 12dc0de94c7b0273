//! What has to be there before any answer is read: columns, and an id in every row.

use std::collections::BTreeSet;

use matchwright_tables::labels::{Labels, id_key, label_key};
use matchwright_tables::{Cell, Table};

use super::check::{Context, Place};
use super::texts::Words;
use crate::error::{Finding, Findings};
use crate::schema::Side;

/// Names are suggested where they are at least this alike (Jaro–Winkler, 0 to 1): one or two
/// slips of the keyboard in a word of usual length.
const RESEMBLES: f64 = 0.85;

/// How many columns an error names.
const NAMED: usize = 30;

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
        let finding = Finding::new(which_there_are(table, name)).code("no_such_column");
        let finding = finding.table(side.table()).column(name);
        // Several criteria may read the column; it is missing once.
        if !findings.as_slice().contains(&finding) {
            findings.push(finding);
        }
    }
    cells
}

/// The column that was probably meant, or all there are.
fn which_there_are(table: &Table, name: &str) -> String {
    let alike = |have: &&str| strsim::jaro_winkler(&label_key(have), &label_key(name));
    let nearest = table.names().max_by(|a, b| alike(a).total_cmp(&alike(b)));
    let names: Vec<&str> = table.names().take(NAMED).collect();
    match nearest {
        None => "there is no such column; the table has none".to_owned(),
        Some(have) if alike(&have) >= RESEMBLES => {
            format!("there is no such column; did you mean {have:?}?")
        }
        Some(_) => format!("there is no such column; there are: {}", names.join(", ")),
    }
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
