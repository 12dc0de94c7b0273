//! Who could take a column: the lists of rows, turned.

use std::collections::HashMap;

use crate::basics::Cost;

use super::lists::List;

/// A row that has a column on its list, and what the column costs it.
type Taker = (u32, Cost);

#[derive(Default)]
pub(super) struct Takers {
    /// The takers of all columns, one column after the other, and where each column begins.
    first: Vec<Taker>,
    starts: Vec<usize>,
    /// Takers that were added since.
    later: HashMap<u32, Vec<Taker>>,
}

impl Takers {
    /// Turns the lists of all rows.
    pub(super) fn new(lists: &[Option<List>], columns: usize) -> Self {
        let mut starts = vec![0; columns + 1];
        for entry in lists.iter().flatten().flat_map(|list| &list.entries) {
            starts[entry.column as usize] += 1;
        }
        let mut pairs = 0;
        for start in &mut starts {
            pairs += std::mem::replace(start, pairs);
        }
        let mut first = vec![(0, 0); pairs];
        // The next free place of each column; at the end, that is where the next column begins.
        let mut next = starts.clone();
        for (row, list) in (0..).zip(lists) {
            for entry in list.iter().flat_map(|list| &list.entries) {
                let next = &mut next[entry.column as usize];
                first[*next] = (row, entry.cost);
                *next += 1;
            }
        }
        Self { first, starts, later: HashMap::new() }
    }

    /// Adds the entries of a row's list that an earlier list did not have.
    pub(super) fn add(&mut self, row: u32, list: &List, earlier: Option<&List>) {
        let known = earlier.map_or(&[][..], |earlier| &earlier.entries);
        let is_known = |column: u32| known.iter().any(|entry| entry.column == column);
        for entry in list.entries.iter().filter(|entry| !is_known(entry.column)) {
            self.later.entry(entry.column).or_default().push((row, entry.cost));
        }
    }

    pub(super) fn of(&self, column: u32) -> impl Iterator<Item = Taker> {
        let first = self.starts[column as usize]..self.starts[column as usize + 1];
        let later = self.later.get(&column).map_or(&[][..], Vec::as_slice);
        self.first[first].iter().chain(later).copied()
    }
}
