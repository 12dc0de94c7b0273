//! What an outcome knows of its people: the columns that the programme reads.

use super::columns::{Answers, Column};
use crate::outcome::Outcome;
use crate::roster::{Labels, People, Roster};
use crate::schema::{Kind, Read, Side};

/// The columns of a side by which people can be compared, by name.
pub(super) fn columns(outcome: &Outcome, side: Side) -> Vec<Column> {
    let mut reads: Vec<Read> =
        outcome.program().reads().into_iter().filter(|read| read.side == side).collect();
    reads.sort_by(|one, other| one.column.cmp(&other.column));
    let answers = |read: &Read| answers(outcome.roster(), read);
    let mut columns: Vec<Column> = reads
        .iter()
        .filter_map(|read| Some(Column { name: read.column.clone(), answers: answers(read)? }))
        .collect();
    columns.dedup_by(|second, first| second.name == first.name);
    columns
}

/// The answers of a column of labels, lists or numbers.
fn answers(roster: &Roster, read: &Read) -> Option<Answers> {
    let people = roster.side(read.side);
    Some(match &read.kind {
        Kind::Label => {
            let labels = people.labels(&read.column).into_iter();
            let text = |label| vec![roster.labels().text(label).to_owned()];
            Answers::Labels(labels.map(|label| label.map(text)).collect())
        }
        Kind::List => Answers::Labels(lists(people, &read.column, roster.labels())),
        Kind::Number => Answers::Numbers(people.numbers(&read.column, None)),
        Kind::Scale(steps) => Answers::Numbers(people.numbers(&read.column, Some(steps))),
        Kind::Within(bounds) => Answers::Numbers(people.within(&read.column, *bounds)),
        _ => return None,
    })
}

fn lists(people: &People, column: &str, labels: &Labels) -> Vec<Option<Vec<String>>> {
    let lists = people.lists(column);
    let texts = (0..people.len()).map(|person| {
        let own = lists.of(person).iter();
        own.map(|entry| labels.text(entry.label).to_owned()).collect::<Vec<_>>()
    });
    texts.map(|own| (!own.is_empty()).then_some(own)).collect()
}
