//! Who could take a column: the lists of rows, turned.

use crate::cost::Cost;

use super::lists::List;

#[derive(Default)]
pub(super) struct Takers {
    of_columns: Vec<Vec<(u32, Cost)>>,
}

impl Takers {
    /// Turns the lists of all rows.
    pub(super) fn new(lists: &[Option<List>], columns: usize) -> Self {
        let mut counts = vec![0; columns];
        for entry in lists.iter().flatten().flat_map(|list| &list.entries) {
            counts[entry.column as usize] += 1;
        }
        let mut takers = Self { of_columns: counts.into_iter().map(Vec::with_capacity).collect() };
        for (row, list) in (0..).zip(lists) {
            if let Some(list) = list {
                takers.add(row, list, None);
            }
        }
        takers
    }

    /// Adds what a row's list has that an earlier one had not.
    pub(super) fn add(&mut self, row: u32, list: &List, earlier: Option<&List>) {
        let known = earlier.map_or(&[][..], |earlier| &earlier.entries);
        let is_known = |column: u32| known.iter().any(|entry| entry.column == column);
        for entry in &list.entries {
            if !is_known(entry.column) {
                self.of_columns[entry.column as usize].push((row, entry.cost));
            }
        }
    }

    pub(super) fn of(&self, column: u32) -> &[(u32, Cost)] {
        &self.of_columns[column as usize]
    }
}
