//! Columns in which nobody has an answer.

use super::look::Look;
use crate::error::Finding;
use crate::roster::{Kind, People, Read};

pub(super) fn find(look: &Look<'_>) -> Vec<Finding> {
    let silent = look.reads.iter().filter(|read| answered(look.roster.side(read.side), read) == 0);
    silent
        .map(|read| {
            let people = look.roster.side(read.side).len();
            let finding = Finding::new(format!("nobody among {people} has an answer here"));
            finding.table(read.side.table()).column(&read.column).code("column_silent")
        })
        .collect()
}

/// How many people have an answer in a column.
fn answered(people: &People, read: &Read) -> usize {
    match &read.kind {
        Kind::Label => people.labels(&read.column).iter().flatten().count(),
        Kind::Number => people.numbers(&read.column, None).iter().flatten().count(),
        Kind::Within(bounds) => people.within(&read.column, *bounds).iter().flatten().count(),
        Kind::Vector(dimensions) => {
            let vectors = people.vectors(&read.column, *dimensions).all;
            vectors.rows().into_iter().filter(|row| row.iter().all(|x| !x.is_nan())).count()
        }
        Kind::Text => people.texts(&read.column).all.iter().filter(|text| !text.is_empty()).count(),
        Kind::Scale(scale) => people.numbers(&read.column, Some(scale)).iter().flatten().count(),
        Kind::Path(mark) => {
            people.paths(&read.column, mark).iter().filter(|path| !path.is_empty()).count()
        }
        Kind::List => people.lists(&read.column).iter().filter(|list| !list.is_empty()).count(),
        Kind::Ranking => {
            people.rankings(&read.column).iter().filter(|list| !list.is_empty()).count()
        }
        Kind::Hours => people.weeks(&read.column).iter().filter(|week| !week.is_empty()).count(),
        Kind::Zone(date) => people.zones(&read.column, date.as_deref()).iter().flatten().count(),
        Kind::Reference => people.references(&read.column).iter().flatten().count(),
        Kind::Seats => people.len(),
    }
}
