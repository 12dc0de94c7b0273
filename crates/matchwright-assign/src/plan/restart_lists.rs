//! What a restart needs to read next to nothing: the cheapest pairs of every row.

use crate::basics::memory::room;
use crate::basics::{Cost, Error};

/// A pair that may come into question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ListedPair {
    pub(crate) cost: Cost,
    pub(crate) column: u32,
}

/// The cheapest pairs of every row at the prices of a plan, and a bound on all others.
///
/// After a small change the paths along which people change places lead through these pairs, and most
/// prices move little: nearly all rows can be searched, and proven, without reading them again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RestartLists {
    /// Whole prices of the columns at which the rows looked; `None` for a column without a seat.
    pub(crate) prices: Vec<Option<Cost>>,
    pairs: Vec<ListedPair>,
    /// Where the pairs of each row end, and what all others cost at least, less their price.
    rows: Vec<(usize, Cost)>,
}

impl RestartLists {
    /// No rows yet, and room for so many with so many pairs in all.
    pub(crate) fn new(prices: Vec<Option<Cost>>, rows: usize, pairs: usize) -> Result<Self, Error> {
        Ok(Self { prices, pairs: room(pairs, 1)?, rows: room(rows, 1)? })
    }

    /// Adds the next row.
    pub(crate) fn push(&mut self, pairs: impl Iterator<Item = ListedPair>, bound: Cost) {
        self.pairs.extend(pairs);
        self.rows.push((self.pairs.len(), bound));
    }

    /// The pairs of a row, rising by what they cost after prices, and the bound on all others.
    pub(crate) fn of(&self, row: usize) -> (&[ListedPair], Cost) {
        let start = row.checked_sub(1).map_or(0, |above| self.rows[above].0);
        let (end, bound) = self.rows[row];
        (&self.pairs[start..end], bound)
    }

    /// How far any price has risen since: so much less may pairs beyond the bound cost.
    ///
    /// `now` has the price of each column, and `None` where it is gone.
    pub(crate) fn risen(&self, now: impl Iterator<Item = Option<Cost>>) -> Cost {
        let rises = self.prices.iter().zip(now).map(|(before, now)| Some(now? - (*before)?));
        rises.flatten().max().unwrap_or(0)
    }
}
