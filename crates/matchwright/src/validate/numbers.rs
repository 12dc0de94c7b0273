//! Columns read as labels in which everything is a number.

use std::collections::BTreeSet;

use super::look::Look;
use crate::error::Finding;
use crate::roster::{Kind, Read};

/// So many distinct numbers are no codes for yes, no and perhaps.
const DISTINCT: usize = 4;

pub(super) fn find(look: &Look<'_>) -> Vec<Finding> {
    let columns = look.reads.iter().filter(|read| read.kind == Kind::Label);
    let found = columns.filter(|read| holds_numbers(look, read)).map(|read| {
        let message =
            "nothing but numbers, which are read as labels: 3 is as far from 4 as from 40";
        let finding = Finding::new(message).table(read.side.table());
        finding.column(&read.column).code("numbers_as_labels")
    });
    found.collect()
}

/// Ids of people are numbers that nobody counts with.
fn holds_numbers(look: &Look<'_>, read: &Read) -> bool {
    let texts = look.cells(read).filter_map(|(_, cell)| cell.as_text());
    let distinct: BTreeSet<String> = texts.collect();
    let is_person = |id: &String| {
        look.roster.mentees().position(id).is_ok() || look.roster.mentors().position(id).is_ok()
    };
    distinct.len() >= DISTINCT
        && distinct.iter().all(|text| text.parse::<f64>().is_ok_and(f64::is_finite))
        && !distinct.iter().any(is_person)
}
