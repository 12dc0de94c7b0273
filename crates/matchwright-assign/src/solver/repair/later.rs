//! Who could take a column by pairs that were found while searches ran.

use crate::basics::Cost;
use crate::basics::Error;
use crate::basics::memory::filled;

/// No taker.
const NOBODY: u32 = u32::MAX;

/// Takers of columns, each with the one that was added before it.
pub(super) struct Later {
    /// The last taker of each column.
    last: Vec<u32>,
    all: Vec<(u32, Cost, u32)>,
}

impl Later {
    pub(super) fn new(columns: usize) -> Result<Self, Error> {
        Ok(Self { last: filled(NOBODY, columns)?, all: Vec::new() })
    }

    pub(super) fn add(&mut self, row: u32, column: u32, cost: Cost) {
        let last = &mut self.last[column as usize];
        let before = std::mem::replace(last, self.all.len() as u32);
        self.all.push((row, cost, before));
    }

    /// Rows that could take a column, and what it costs them.
    pub(super) fn of(&self, column: u32) -> impl Iterator<Item = (u32, Cost)> {
        let mut next = self.last[column as usize];
        std::iter::from_fn(move || {
            let &(row, cost, before) = self.all.get(next as usize)?;
            next = before;
            Some((row, cost))
        })
    }
}
