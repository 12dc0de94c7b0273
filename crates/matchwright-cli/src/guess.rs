//! What a column seems to hold, judged by its contents.

use std::collections::BTreeSet;

use matchwright::roster::{Cell, Item, Table, id_key, label_key};

/// Where more than this share of the answers are different, they are names, addresses or free text:
/// nobody shares them with anybody, so they say nothing about a pair.
const DIFFERENT: f64 = 0.8;

/// Below this many answers a share says nothing.
const FEW: usize = 10;

/// What stands between the entries of a list unless a programme says otherwise.
const SEPARATOR: &str = ";";

/// What a column seems to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Guess {
    /// Nothing but numbers.
    Number,
    /// Lists of ids of the other side.
    Ids,
    /// Lists of labels.
    List,
    /// Labels that people share.
    Label,
    /// Nothing, or a different text from almost everybody.
    Text,
}

/// A column with what it seems to hold.
#[derive(Debug)]
pub(crate) struct Column<'t> {
    pub(crate) name: &'t str,
    pub(crate) guess: Guess,
    cells: &'t [Cell],
}

impl<'t> Column<'t> {
    /// Looks at every column but the ids. `others` are the ids of the other side.
    pub(crate) fn all(table: &'t Table, id: &str, others: &BTreeSet<String>) -> Vec<Self> {
        let columns = table.names().filter(|&name| name != id);
        let cells = columns.filter_map(|name| Some((name, table.column(name)?)));
        cells
            .map(|(name, cells)| Self { name, guess: guess(cells, others), cells })
            .collect::<Vec<Self>>()
    }

    /// The numbers, in ascending order.
    pub(crate) fn numbers(&self) -> Vec<f64> {
        let mut numbers: Vec<f64> = self.cells.iter().filter_map(number).collect();
        numbers.sort_by(f64::total_cmp);
        numbers
    }

    /// Whether every answer is a whole number from 0 up, and everybody answers.
    pub(crate) fn counts(&self) -> bool {
        let count =
            |cell| number(cell).is_some_and(|number| number >= 0.0 && number.fract() == 0.0);
        self.cells.iter().all(count)
    }

    /// The labels as their keys.
    pub(crate) fn vocabulary(&self) -> BTreeSet<String> {
        self.items().iter().map(|item| label_key(&item.label)).collect()
    }

    /// Each label once, in the spelling that came first, by key.
    pub(crate) fn labels(&self) -> Vec<String> {
        let mut items = self.items();
        items.sort_by_key(|item| label_key(&item.label));
        items.dedup_by_key(|item| label_key(&item.label));
        items.into_iter().map(|item| item.label).collect()
    }

    /// Whether some entry has a level.
    pub(crate) fn has_levels(&self) -> bool {
        self.items().iter().any(|item| item.level.is_some())
    }

    fn items(&self) -> Vec<Item> {
        self.cells.iter().flat_map(|cell| cell.items(SEPARATOR)).collect()
    }
}

/// The ids of a table in the form in which they are compared.
pub(crate) fn ids(table: &Table, id: &str) -> BTreeSet<String> {
    let cells = table.column(id).unwrap_or_default();
    cells.iter().filter_map(text).map(|id| id_key(&id)).collect()
}

fn guess(cells: &[Cell], others: &BTreeSet<String>) -> Guess {
    let answers: Vec<&Cell> = cells.iter().filter(|cell| **cell != Cell::Missing).collect();
    let lists: Vec<Vec<Item>> = answers.iter().map(|cell| cell.items(SEPARATOR)).collect();
    if lists.iter().all(Vec::is_empty) {
        Guess::Text
    } else if answers.iter().all(|cell| number(cell).is_some()) {
        Guess::Number
    } else if mostly_ids(&lists, others) {
        Guess::Ids
    } else if lists.iter().any(|list| list.len() > 1 || list.iter().any(|i| i.level.is_some())) {
        Guess::List
    } else if mostly_different(&lists) {
        Guess::Text
    } else {
        Guess::Label
    }
}

/// Somebody may have left since; a wish for them is still a wish.
fn mostly_ids(lists: &[Vec<Item>], others: &BTreeSet<String>) -> bool {
    let known = |item: &Item| others.contains(&id_key(&item.label));
    let entries = lists.iter().flatten().count();
    lists.iter().flatten().filter(|item| known(item)).count() * 2 > entries
}

fn mostly_different(lists: &[Vec<Item>]) -> bool {
    let keys: BTreeSet<String> = lists.iter().flatten().map(|i| label_key(&i.label)).collect();
    lists.len() >= FEW && keys.len() as f64 > DIFFERENT * lists.len() as f64
}

fn number(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Number(number) => Some(*number),
        Cell::Text(text) => text.trim().parse().ok(),
        _ => None,
    }
    .filter(|number| number.is_finite())
}

fn text(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Number(number) => Some(number.to_string()),
        Cell::Text(text) => Some(text.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guess_of(texts: &[&str]) -> Guess {
        let cells: Vec<Cell> = texts.iter().map(|text| Cell::Text((*text).to_owned())).collect();
        let others = BTreeSet::from(["m1".to_owned(), "m2".to_owned()]);
        guess(&cells, &others)
    }

    #[test]
    fn contents_tell_what_a_column_holds() {
        assert_eq!(guess_of(&["3", "4.5"]), Guess::Number);
        assert_eq!(guess_of(&["3", "n/a"]), Guess::Label);
        assert_eq!(guess_of(&["m1; m2", "m2"]), Guess::Ids);
        assert_eq!(guess_of(&["m2; somebody who left; m1"]), Guess::Ids);
        assert_eq!(guess_of(&["chess; rowing", "chess"]), Guess::List);
        assert_eq!(guess_of(&["python:4"]), Guess::List);
        assert_eq!(guess_of(&["Leeds", "York", "Leeds"]), Guess::Label);
        assert_eq!(guess_of(&[" ; "]), Guess::Text);
        assert_eq!(guess_of(&[]), Guess::Text);
    }

    #[test]
    fn a_text_of_ones_own_is_no_label() {
        let addresses: Vec<String> = (0..20).map(|person| format!("{person}@example")).collect();
        let addresses: Vec<&str> = addresses.iter().map(String::as_str).collect();
        assert_eq!(guess_of(&addresses), Guess::Text);
        assert_eq!(guess_of(&["Leeds"; 20]), Guess::Label);
    }
}
