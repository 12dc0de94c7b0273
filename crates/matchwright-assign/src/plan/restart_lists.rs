//! What a restart needs to read next to nothing: the cheapest pairs of every row.

use std::sync::Arc;

use crate::basics::memory::room;
use crate::basics::{Cost, Error};

use super::takers::{Taker, Takers};

/// A pair that may come into question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ListedPair {
    pub(crate) cost: Cost,
    pub(crate) column: u32,
}

/// The cheapest pairs of rows that were read at the same prices, and a bound on all others of each row.
///
/// After a small change the paths along which people change places lead through these pairs, and most
/// prices move little: nearly all rows can be searched, and proven, without reading them again.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Reading {
    /// Whole prices of the columns at which the rows looked; `None` for a column without a seat.
    prices: Vec<Option<Cost>>,
    pairs: Vec<ListedPair>,
    /// Where the pairs of each list end, and what all others cost at least, less their price.
    lists: Vec<(usize, Cost)>,
    takers: Takers,
}

impl Reading {
    /// No lists yet, and room for so many with so many pairs in all.
    pub(crate) fn new(
        prices: Vec<Option<Cost>>,
        lists: usize,
        pairs: usize,
    ) -> Result<Self, Error> {
        let takers = Takers::default();
        Ok(Self { prices, pairs: room(pairs, 1)?, lists: room(lists, 1)?, takers })
    }

    /// Adds the next list: pairs that rise by what they cost after prices.
    pub(crate) fn push(&mut self, pairs: impl Iterator<Item = ListedPair>, bound: Cost) {
        self.pairs.extend(pairs);
        self.lists.push((self.pairs.len(), bound));
    }

    /// With all lists turned, so that columns know who could take them.
    pub(crate) fn turned(self) -> Result<Self, Error> {
        let lists = (0..self.lists.len() as u32).map(|list| self.of(list).pairs);
        let takers = Takers::new(self.prices.len(), lists)?;
        Ok(Self { takers, ..self })
    }

    /// How many lists there are.
    pub(crate) fn len(&self) -> usize {
        self.lists.len()
    }

    pub(crate) fn of(&self, list: u32) -> RowList<'_> {
        let list = list as usize;
        let start = list.checked_sub(1).map_or(0, |before| self.lists[before].0);
        let (end, bound) = self.lists[list];
        RowList { prices: &self.prices, pairs: &self.pairs[start..end], bound }
    }

    /// The price of a column; `None` where it had no seat.
    pub(crate) fn price(&self, column: usize) -> Option<Cost> {
        self.prices.get(column).copied().flatten()
    }

    /// Which lists have a column, and what it costs their rows.
    pub(crate) fn takers(&self, column: u32) -> &[Taker] {
        self.takers.of(column)
    }

    /// How far any price has risen since: so much less may pairs cost than their lists say.
    ///
    /// `now` has the price of each column, and `None` where it is gone.
    pub(crate) fn risen(&self, now: impl Iterator<Item = Option<Cost>>) -> Cost {
        let rises = self.prices.iter().zip(now).map(|(before, now)| Some(now? - (*before)?));
        rises.flatten().max().unwrap_or(0)
    }
}

/// The list of a row.
#[derive(Clone, Copy)]
pub(crate) struct RowList<'a> {
    prices: &'a [Option<Cost>],
    /// Rising by what they cost after prices.
    pub(crate) pairs: &'a [ListedPair],
    /// What all other pairs cost at least, less their price.
    pub(crate) bound: Cost,
}

impl<'a> RowList<'a> {
    /// The pairs, and what each cost after the price of its column when the row was read, rising.
    pub(crate) fn priced(self) -> impl Iterator<Item = (ListedPair, Cost)> + use<'a> {
        let price = move |pair: &ListedPair| self.prices[pair.column as usize].unwrap_or(0);
        self.pairs.iter().map(move |pair| (*pair, pair.cost - price(pair)))
    }
}

/// Where the list of a row stands: in which reading, and which one it is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) reading: u32,
    pub(crate) list: u32,
}

/// The lists of all rows that have a seat. A restart adds a reading of the rows that it has read, and leaves the others
/// where they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct RestartLists {
    pub(crate) readings: Vec<Arc<Reading>>,
    pub(crate) places: Vec<Option<Place>>,
}

impl RestartLists {
    /// Of one reading with a list for each row.
    pub(crate) fn of_all(reading: Reading) -> Self {
        let place = |list| Some(Place { reading: 0, list });
        let places = (0..reading.len() as u32).map(place).collect();
        Self { readings: vec![Arc::new(reading)], places }
    }

    /// The list of a row, and which reading it is from.
    pub(crate) fn of(&self, row: usize) -> Option<(u32, RowList<'_>)> {
        let Place { reading, list } = (*self.places.get(row)?)?;
        Some((reading, self.readings[reading as usize].of(list)))
    }

    /// How far any price has risen since each reading.
    pub(crate) fn risen<I>(&self, now: impl Fn() -> I) -> Vec<Cost>
    where
        I: Iterator<Item = Option<Cost>>,
    {
        self.readings.iter().map(|reading| reading.risen(now())).collect()
    }
}
