//! Which texts mean that somebody gave no answer.

use std::collections::{BTreeSet, HashMap};

use crate::labels::answer_key;
use crate::table::Cell;

/// Texts that mean silence where the mapping names none; compared without case and blanks, and a
/// dash counts as a hyphen. Those with a `#` are what spreadsheets write where a formula fails.
pub const NO_ANSWER: [&str; 13] = [
    "None",
    "N/A",
    "-",
    "Prefer not to say",
    "Prefer not to answer",
    "Not applicable",
    "#N/A",
    "#DIV/0!",
    "#NAME?",
    "#NULL!",
    "#NUM!",
    "#REF!",
    "#VALUE!",
];

/// The texts, by their keys.
#[derive(Debug)]
pub(super) struct Silence {
    texts: HashMap<String, String>,
    /// Which letters of ASCII they start with: most cells need no key then.
    starts: [bool; 128],
    pub(super) is_default: bool,
}

/// How often silence was written in a column.
#[derive(Debug, Default)]
pub(super) struct Bites {
    pub(super) texts: BTreeSet<String>,
    pub(super) rows: Vec<usize>,
}

impl Bites {
    pub(super) fn add(&mut self, text: &str, row: usize) {
        if !self.texts.contains(text) {
            self.texts.insert(text.to_owned());
        }
        if self.rows.last() != Some(&row) {
            self.rows.push(row);
        }
    }
}

impl Silence {
    pub(super) fn new(texts: Option<&[String]>) -> Self {
        let mut silence =
            Self { texts: HashMap::new(), starts: [false; 128], is_default: texts.is_none() };
        match texts {
            Some(texts) => texts.iter().for_each(|text| silence.add(text)),
            None => NO_ANSWER.iter().for_each(|text| silence.add(text)),
        }
        silence
    }

    fn add(&mut self, text: &str) {
        let key = answer_key(text);
        if let Some(start) = key.bytes().next().and_then(|byte| self.starts.get_mut(byte as usize))
        {
            *start = true;
        }
        self.texts.insert(key, text.trim().to_owned());
    }

    /// The listed text that somebody wrote; an empty text is no text.
    pub(super) fn find(&self, text: &str) -> Option<&str> {
        let first = text.trim_start().chars().next()?;
        let can_be = match self.starts.get(first as usize) {
            Some(_) => self.starts[first.to_ascii_lowercase() as usize],
            None => true,
        };
        if can_be { self.texts.get(&answer_key(text)).map(String::as_str) } else { None }
    }

    /// A cell in which silence is silent, as a whole or as an entry of a list.
    pub(super) fn clean(
        &self,
        cell: &Cell,
        separator: &str,
        row: usize,
        bites: &mut Bites,
    ) -> Cell {
        match cell {
            Cell::Text(text) => self.clean_text(text, separator, row, bites),
            Cell::List(items) => {
                let is_said = |label: &str, bites: &mut Bites| match self.find(label) {
                    Some(text) => {
                        bites.add(text, row);
                        false
                    }
                    None => true,
                };
                Cell::List(
                    items.iter().filter(|item| is_said(&item.label, bites)).cloned().collect(),
                )
            }
            Cell::Lists(parts) => {
                let clean = |part| self.clean(part, separator, row, bites);
                Cell::Lists(parts.iter().map(clean).collect())
            }
            other => other.clone(),
        }
    }

    fn clean_text(&self, text: &str, separator: &str, row: usize, bites: &mut Bites) -> Cell {
        if let Some(silent) = self.find(text) {
            bites.add(silent, row);
            return Cell::Missing;
        }
        if separator.is_empty() || !text.contains(separator) {
            return Cell::Text(text.to_owned());
        }
        let entries: Vec<&str> = text.split(separator).collect();
        let said: Vec<&str> =
            entries.iter().copied().filter(|entry| self.find(entry).is_none()).collect();
        if said.len() == entries.len() {
            return Cell::Text(text.to_owned());
        }
        for silent in entries.iter().filter_map(|entry| self.find(entry)) {
            bites.add(silent, row);
        }
        if said.iter().all(|entry| entry.trim().is_empty()) {
            return Cell::Missing;
        }
        Cell::Text(said.join(separator))
    }
}
