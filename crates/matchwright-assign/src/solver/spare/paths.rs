//! The shortest path from a row to a free column, over the blocks that could be on it.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::basics::lanes::positions;
use crate::basics::memory::filled;
use crate::basics::{Cost, Error, FORBIDDEN};
use crate::costs::{BLOCK, Digest};

use super::block::{Block, shorter};
use super::{NOBODY, Rows, first_lowest};

/// What a search has found, for each column.
pub(super) struct Search {
    /// The cost of the shortest path so far, block by block.
    distances: Vec<Block>,
    /// The row before the column on it.
    before: Vec<u32>,
    /// Columns whose distance is not infinite.
    reached: Vec<u32>,
    /// Columns by distance, some of them more than once.
    pending: BinaryHeap<Reverse<(Cost, u32)>>,
    /// Columns whose rows have been looked at.
    settled: Vec<u32>,
    /// The nearest free column.
    free: u32,
    /// Its distance.
    limit: Cost,
}

impl Search {
    pub(super) fn new(columns: usize) -> Result<Self, Error> {
        Ok(Self {
            distances: filled([FORBIDDEN; BLOCK], Digest::blocks(columns))?,
            before: filled(NOBODY, columns)?,
            reached: Vec::new(),
            pending: BinaryHeap::new(),
            settled: Vec::new(),
            free: NOBODY,
            limit: FORBIDDEN,
        })
    }

    fn begin(&mut self) {
        for column in self.reached.drain(..) {
            self.distances.as_flattened_mut()[column as usize] = FORBIDDEN;
        }
        self.pending.clear();
        self.settled.clear();
        (self.free, self.limit) = (NOBODY, FORBIDDEN);
    }

    fn distance(&self, column: u32) -> Cost {
        self.distances.as_flattened()[column as usize]
    }

    /// Notes a path that is shorter than the one before.
    fn reach(&mut self, row: u32, column: usize, distance: Cost, is_free: bool) {
        let before = &mut self.distances.as_flattened_mut()[column];
        if std::mem::replace(before, distance) == FORBIDDEN {
            self.reached.push(column as u32);
        }
        self.before[column] = row;
        if is_free {
            (self.free, self.limit) = (column as u32, distance);
        } else {
            self.pending.push(Reverse((distance, column as u32)));
        }
    }
}

impl Rows<'_> {
    /// Finds the shortest path from a row to a free column, and lets everybody on it move up; `false` where
    /// there is none.
    pub(super) fn search(&mut self, root: u32) -> Result<bool, Error> {
        self.search.begin();
        self.paid[root as usize] = 0;
        self.relax(root, 0)?;
        while let Some(Reverse((distance, column))) = self.search.pending.pop() {
            if distance >= self.search.limit {
                break;
            }
            if distance == self.search.distance(column) && !self.is_spent() {
                self.search.settled.push(column);
                self.relax(self.row_of[column as usize], distance)?;
            }
        }
        if self.search.free == NOBODY || self.is_spent() {
            return Ok(false);
        }
        self.raise(root);
        self.augment(root);
        Ok(true)
    }

    /// Goes on from a row at a distance.
    fn relax(&mut self, row: u32, distance: Cost) -> Result<(), Error> {
        let lowest = self.digest.row(row as usize);
        let Some(first) = first_lowest(lowest, row as usize) else { return Ok(()) };
        let from = distance - self.paid[row as usize];
        for block in (first..lowest.len()).chain(0..first) {
            if lowest[block] == FORBIDDEN || lowest[block] + from >= self.search.limit {
                continue;
            }
            self.open(row, block)?;
            let (costs, prices) = (&self.costs, &self.prices[block]);
            let distances = &self.search.distances[block];
            for place in positions(shorter(costs, prices, distances, from, self.search.limit)) {
                let distance = costs[place] - prices[place] + from;
                let column = block * BLOCK + place;
                if distance < self.search.limit {
                    let is_free = self.row_of[column] == NOBODY;
                    self.search.reach(row, column, distance, is_free);
                }
            }
        }
        Ok(())
    }

    /// Changes prices so that the path costs nothing beyond them.
    fn raise(&mut self, root: u32) {
        let limit = self.search.limit;
        self.paid[root as usize] = limit;
        let settled = std::mem::take(&mut self.search.settled);
        for &column in &settled {
            let gained = limit - self.search.distance(column);
            *self.price(column as usize) -= gained;
            self.paid[self.row_of[column as usize] as usize] += gained;
        }
        // Room for the next search.
        self.search.settled = settled;
    }

    fn augment(&mut self, root: u32) {
        let mut column = self.search.free;
        loop {
            let row = self.search.before[column as usize];
            self.row_of[column as usize] = row;
            column = std::mem::replace(&mut self.column_of[row as usize], column);
            if row == root {
                return;
            }
        }
    }
}
