//! What people are compared by: a column of numbers, or of labels.

use std::collections::{BTreeMap, BTreeSet};

use matchwright_tables::labels::label_key;
use matchwright_tables::{Cell, Table};

use super::super::reading::Sheet;

/// Labels of a column that are compared, the commonest; the others are too few people to say much.
const COMMONEST: usize = 12;

/// Numbers with fewer different answers are shares, and not means.
const FEWEST_NUMBERS: usize = 3;

/// A column of people's answers.
#[derive(Debug, Clone)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) answers: Answers,
}

/// The answers of each person.
#[derive(Debug, Clone)]
pub(crate) enum Answers {
    /// Numbers.
    Numbers(Vec<Option<f64>>),
    /// Labels; nobody's answer is `None`.
    Labels(Vec<Option<Vec<String>>>),
}

/// A number for each person: their own, or 1 and 0 for those who have a label and who do not.
pub(crate) struct Level<'a> {
    pub(crate) column: &'a str,
    pub(crate) label: Option<String>,
    pub(crate) values: Vec<Option<f64>>,
}

impl Column {
    /// What is compared of the column.
    pub(crate) fn levels(&self) -> Vec<Level<'_>> {
        match &self.answers {
            Answers::Numbers(numbers) => {
                vec![Level { column: &self.name, label: None, values: numbers.clone() }]
            }
            Answers::Labels(labels) => {
                let keys: Vec<Option<BTreeSet<String>>> =
                    labels.iter().map(|own| own.as_deref().map(keys)).collect();
                let has =
                    |own: &BTreeSet<String>, key: &str| f64::from(u8::from(own.contains(key)));
                let share = |(key, label): (String, &'_ str)| {
                    let values = keys.iter().map(|own| own.as_ref().map(|own| has(own, &key)));
                    (label.to_owned(), values.collect::<Vec<_>>())
                };
                let shares = commonest(labels).into_iter().map(share);
                let level =
                    |(label, values)| Level { column: &self.name, label: Some(label), values };
                shares.map(level).collect()
            }
        }
    }
}

fn keys(labels: &[String]) -> BTreeSet<String> {
    labels.iter().map(|label| label_key(label)).collect()
}

/// The commonest labels, each with its key, in the order of the keys. Of two labels that part everybody one is
/// enough.
fn commonest(labels: &[Option<Vec<String>>]) -> Vec<(String, &str)> {
    let mut counts: BTreeMap<String, (usize, &str)> = BTreeMap::new();
    for label in labels.iter().flatten().flatten() {
        counts.entry(label_key(label)).or_insert((0, label)).0 += 1;
    }
    let mut order: Vec<(String, usize, &str)> =
        counts.into_iter().map(|(key, (count, label))| (key, count, label)).collect();
    order.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    let is_one_each = labels.iter().flatten().all(|own| own.len() <= 1);
    let most = if is_one_each && order.len() == 2 { 1 } else { COMMONEST };
    order.truncate(most);
    order.sort();
    order.into_iter().map(|(key, _, label)| (key, label)).collect()
}

/// The columns of a table: those named, or all but the ids.
pub(crate) fn read<S: AsRef<str>>(
    sheet: &mut Sheet<'_>,
    people: &Table,
    id: &str,
    by: &[S],
) -> Vec<Column> {
    let names: Vec<String> = if by.is_empty() {
        people.names().filter(|name| *name != id.trim()).map(str::to_owned).collect()
    } else {
        by.iter().map(|name| name.as_ref().trim().to_owned()).collect()
    };
    names.into_iter().map(|name| Column { answers: answers(&sheet.cells(&name)), name }).collect()
}

fn answers(cells: &[&Cell]) -> Answers {
    let texts = || cells.iter().filter_map(|cell| cell.as_text());
    let number = |text: &str| text.trim().parse().ok().filter(|number: &f64| number.is_finite());
    let are_numbers = cells.iter().all(|cell| match cell {
        Cell::Missing => true,
        cell => {
            cell.as_text().is_none_or(|text| number(&text).is_some()) && cell.parts().len() == 1
        }
    });
    let is_list = |cell: &&Cell| matches!(cell, Cell::List(_) | Cell::Numbers(_) | Cell::Lists(_));
    let different: BTreeSet<String> = texts().collect();
    if are_numbers && !cells.iter().any(is_list) && different.len() >= FEWEST_NUMBERS {
        let number = |cell: &&Cell| cell.as_text().and_then(|text| number(&text));
        return Answers::Numbers(cells.iter().map(number).collect());
    }
    let labels = |cell: &&Cell| {
        let labels: Vec<String> = cell.items(";").into_iter().map(|item| item.label).collect();
        (!labels.is_empty()).then_some(labels)
    };
    Answers::Labels(cells.iter().map(labels).collect())
}
