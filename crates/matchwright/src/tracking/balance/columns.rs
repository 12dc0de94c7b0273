//! What people are compared by: a column of numbers, or of labels.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use matchwright_assign::{Monitor, Stage};
use matchwright_tables::labels::label_key;
use matchwright_tables::{Cell, Table};

use super::super::reading::Sheet;
use crate::error::Error;

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
                let numbered = Numbered::new(labels);
                let level = |number: usize| Level {
                    column: &self.name,
                    label: Some(numbered.labels[number].label.to_owned()),
                    values: numbered.shares(number),
                };
                numbered.commonest().into_iter().map(level).collect()
            }
        }
    }
}

/// The labels of a column by numbers: what is written in several ways has one.
struct Numbered<'a> {
    labels: Vec<Known<'a>>,
    /// The numbers of each person's labels.
    of: Vec<Option<Vec<usize>>>,
}

/// A label, how it is written first, and how often it stands.
struct Known<'a> {
    key: String,
    label: &'a str,
    count: usize,
}

impl<'a> Numbered<'a> {
    fn new(labels: &'a [Option<Vec<String>>]) -> Self {
        let mut known: Vec<Known<'a>> = Vec::new();
        let (mut by_key, mut by_text) = (BTreeMap::new(), BTreeMap::new());
        // A key takes its time, and few labels stand in a column of many people.
        let mut number = |label: &'a String| -> usize {
            let number = *by_text.entry(label.as_str()).or_insert_with(|| {
                let key = label_key(label);
                *by_key.entry(key.clone()).or_insert_with(|| {
                    known.push(Known { key, label, count: 0 });
                    known.len() - 1
                })
            });
            known[number].count += 1;
            number
        };
        let mut numbers = |own: &'a Vec<String>| own.iter().map(&mut number).collect();
        let of = labels.iter().map(|own| own.as_ref().map(&mut numbers)).collect();
        Self { labels: known, of }
    }

    /// 1 for people who have the label, 0 for those who do not.
    fn shares(&self, number: usize) -> Vec<Option<f64>> {
        let has = |own: &Vec<usize>| f64::from(u8::from(own.contains(&number)));
        self.of.iter().map(|own| own.as_ref().map(has)).collect()
    }

    /// The commonest labels, in the order of their keys. Of two labels that part everybody one is enough.
    fn commonest(&self) -> Vec<usize> {
        let key = |number: &usize| self.labels[*number].key.as_str();
        let mut order: Vec<usize> = (0..self.labels.len()).collect();
        order.sort_by_key(|number| (Reverse(self.labels[*number].count), key(number)));
        let is_one_each = self.of.iter().flatten().all(|own| own.len() <= 1);
        let most = if is_one_each && order.len() == 2 { 1 } else { COMMONEST };
        order.truncate(most);
        order.sort_by_key(key);
        order
    }
}

/// The columns of a table: those named, or all but the ids.
///
/// # Errors
/// [`Error::Assign`] where the monitor was cancelled.
pub(crate) fn read<S: AsRef<str>>(
    sheet: &mut Sheet<'_>,
    people: &Table,
    id: &str,
    by: &[S],
    monitor: &Monitor,
) -> Result<Vec<Column>, Error> {
    let names: Vec<String> = if by.is_empty() {
        people.names().filter(|name| *name != id.trim()).map(str::to_owned).collect()
    } else {
        by.iter().map(|name| name.as_ref().trim().to_owned()).collect()
    };
    monitor.begin(Stage::Prepare, names.len());
    let mut column = |name: String| {
        monitor.check()?;
        let answers = answers(&sheet.cells(&name));
        monitor.advance(1);
        Ok(Column { name, answers })
    };
    names.into_iter().map(&mut column).collect()
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
