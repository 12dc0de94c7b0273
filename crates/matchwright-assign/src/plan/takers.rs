//! Who could take a column: the lists of rows, turned.

use crate::basics::memory::filled;
use crate::basics::{Cost, Error};

use super::ListedPair;

/// Which list has a column, and what the column costs its row.
pub(crate) type Taker = (u32, Cost);

/// The takers of all columns, one column after the other.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Takers {
    all: Vec<Taker>,
    /// Where those of each column begin, and at last where they end.
    starts: Vec<usize>,
}

impl Takers {
    /// Turns lists, which are counted in their order. O(columns + pairs).
    pub(crate) fn new<'a>(
        columns: usize,
        lists: impl Iterator<Item = &'a [ListedPair]> + Clone,
    ) -> Result<Self, Error> {
        let mut starts = filled(0, columns + 1)?;
        for pair in lists.clone().flatten() {
            starts[pair.column as usize] += 1;
        }
        let mut pairs = 0;
        for start in &mut starts {
            pairs += std::mem::replace(start, pairs);
        }
        let mut all = filled((0, 0), pairs)?;
        // The next free place of each column; at the end, that is where the next column begins.
        let mut next = starts.clone();
        for (list, pairs) in (0..).zip(lists) {
            for pair in pairs {
                let next = &mut next[pair.column as usize];
                all[*next] = (list, pair.cost);
                *next += 1;
            }
        }
        Ok(Self { all, starts })
    }

    /// The takers of a column, in the order of their lists.
    pub(crate) fn of(&self, column: u32) -> &[Taker] {
        &self.all[self.starts[column as usize]..self.starts[column as usize + 1]]
    }
}
