//! One side of the data: what each column holds and means.

use std::collections::HashMap;

use matchwright_tables::Table;

use super::columns::{Found, Meaning, recognise};
use super::facts::Facts;

/// The mentees or the mentors.
#[derive(Debug)]
pub(super) struct Side<'t> {
    pub(super) columns: Vec<Facts<'t>>,
    /// What each column means, alone or with others.
    pub(super) found: Vec<Found>,
    by_name: HashMap<&'t str, usize>,
}

impl<'t> Side<'t> {
    /// Looks at the rows of a table that hold this side.
    pub(super) fn new(table: &'t Table, rows: &[usize]) -> Self {
        let columns = table.columns().map(|(name, cells)| Facts::new(name, cells, rows));
        let mut columns: Vec<Facts<'t>> = columns.collect();
        let mut by_name: HashMap<&str, usize> = HashMap::new();
        for at in 0..columns.len() {
            if let Some(first) = by_name.insert(columns[at].name(), at) {
                columns[first].is_twice = true;
                columns[at].is_twice = true;
            }
        }
        let found = recognise(&columns);
        Self { columns, found, by_name }
    }

    /// The column of this name.
    pub(super) fn column(&self, name: &str) -> Option<&Facts<'t>> {
        self.by_name.get(name).map(|&at| &self.columns[at])
    }

    /// What is found, with the columns that it is found in.
    pub(super) fn findings(&self) -> impl Iterator<Item = (&Meaning, Vec<&Facts<'t>>)> {
        self.found.iter().map(|found| {
            (&found.meaning, found.columns.iter().map(|&at| &self.columns[at]).collect())
        })
    }
}
