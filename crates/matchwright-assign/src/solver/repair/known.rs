//! Lists of rows that were read before the searches: for an earlier plan, or at the opening.

use std::sync::Arc;

use crate::basics::memory::filled;
use crate::basics::{Cost, Error};
use crate::plan::{ListedPair, Place, Reading, RestartLists, RowList};
use crate::problem::Problem;
use crate::solver::auction::row_scan::{CLOSED, OPEN};
use crate::solver::warm_start::WarmStart;

use super::lists::{Entry, List};
use super::moved::Moved;

/// No row.
const NOBODY: u32 = u32::MAX;

/// Once there are so many readings, all rows are read anew: every reading is asked who could take a column, and prices
/// have moved since the first.
const MOST_READINGS: usize = 16;

#[derive(Default)]
pub(super) struct Known {
    readings: Vec<KnownReading>,
    /// Where the list of each row stands.
    places: Vec<Option<Place>>,
}

/// A reading in the terms of the problem.
struct KnownReading {
    reading: Arc<Reading>,
    /// The row of each list, if it is still that of a row.
    rows: Vec<u32>,
    /// How far any price has risen since.
    risen: Cost,
}

impl Known {
    /// What a vouched-for warm start has, at the prices of the opening.
    ///
    /// O(rows + readings · columns); where columns have come or moved, O(pairs of all lists).
    pub(super) fn carried(
        problem: &Problem<'_>,
        warm_start: &WarmStart,
        prices: &[Cost],
    ) -> Result<Self, Error> {
        let nothing = Self { readings: Vec::new(), places: filled(None, problem.rows())? };
        let lists = warm_start.restart_lists.as_deref().filter(|_| warm_start.is_unchanged());
        match lists {
            None => Ok(nothing),
            Some(lists) if knows_columns(warm_start, lists, prices) => {
                nothing.with_all(warm_start, lists, prices)
            }
            Some(lists) => {
                let moved = Moved::new(warm_start, lists, prices);
                nothing.with(prices, moved.lists(problem)?)
            }
        }
    }

    /// With the lists of the rows that were there, as they are.
    fn with_all(
        mut self,
        warm_start: &WarmStart,
        lists: &RestartLists,
        prices: &[Cost],
    ) -> Result<Self, Error> {
        let now = || prices.iter().map(|&price| open(price));
        for reading in &lists.readings {
            self.readings.push(KnownReading {
                reading: Arc::clone(reading),
                rows: filled(NOBODY, reading.len())?,
                risen: reading.risen(now()),
            });
        }
        for row in 0..self.places.len() {
            let place = warm_start.row_before(row).and_then(|before| lists.places[before]);
            if let Some(place) = place {
                self.put(row, place);
            }
        }
        Ok(self)
    }

    /// With what was read at some prices, of rows that stand for themselves.
    pub(super) fn with(mut self, prices: &[Cost], lists: Vec<Option<List>>) -> Result<Self, Error> {
        let count = lists.iter().flatten().count();
        if count == 0 {
            return Ok(self);
        }
        let pairs = lists.iter().flatten().map(|list| list.entries.len()).sum();
        let prices = prices.iter().map(|&price| open(price)).collect();
        let mut reading = Reading::new(prices, count, pairs)?;
        let mut rows = Vec::with_capacity(count);
        for (row, list) in lists.into_iter().enumerate() {
            if let Some(list) = list {
                rows.push(row);
                reading.push(list.entries.iter().map(Entry::pair), list.bound);
            }
        }
        self.add(reading.turned()?, &rows)?;
        Ok(self)
    }

    /// Adds a reading of some rows, at the prices of now.
    fn add(&mut self, reading: Reading, rows: &[usize]) -> Result<(), Error> {
        let of_lists = filled(NOBODY, reading.len())?;
        self.readings.push(KnownReading { reading: Arc::new(reading), rows: of_lists, risen: 0 });
        let reading = self.readings.len() as u32 - 1;
        for (list, &row) in (0..).zip(rows) {
            self.put(row, Place { reading, list });
        }
        Ok(())
    }

    /// Lets the list of a row stand somewhere, and nowhere else.
    fn put(&mut self, row: usize, place: Place) {
        if let Some(Place { reading, list }) = self.places[row].replace(place) {
            self.readings[reading as usize].rows[list as usize] = NOBODY;
        }
        self.readings[place.reading as usize].rows[place.list as usize] = row as u32;
    }

    /// Whether a row has a list.
    pub(super) fn has(&self, row: usize) -> bool {
        self.places[row].is_some()
    }

    /// The list of a row, and how far any price has risen since it was read.
    fn of(&self, row: usize) -> Option<(RowList<'_>, Cost)> {
        let Place { reading, list } = self.places[row]?;
        let KnownReading { reading, risen, .. } = &self.readings[reading as usize];
        Some((reading.of(list), *risen))
    }

    /// The pairs of the list of a row, rising by their floor.
    pub(super) fn entries(&self, row: usize) -> impl Iterator<Item = Entry> {
        self.of(row).into_iter().flat_map(|(list, risen)| {
            list.priced().map(move |(ListedPair { cost, column }, value)| Entry {
                floor: value - risen,
                cost,
                column,
            })
        })
    }

    /// How many pairs the list of a row has.
    pub(super) fn length(&self, row: usize) -> usize {
        self.of(row).map_or(0, |(list, _)| list.pairs.len())
    }

    /// What all pairs that are not on the list of a row cost at least, less the price of their column at the opening.
    pub(super) fn bound(&self, row: usize) -> Option<Cost> {
        let (RowList { bound, .. }, risen) = self.of(row)?;
        Some(if bound < OPEN { bound - risen } else { OPEN })
    }

    /// Rows that have a column on their lists, and what it costs them.
    pub(super) fn takers(&self, column: u32) -> impl Iterator<Item = (u32, Cost)> {
        self.readings.iter().flat_map(move |KnownReading { reading, rows, .. }| {
            let taker = |&(list, cost): &(u32, Cost)| (rows[list as usize], cost);
            reading.takers(column).iter().map(taker).filter(|&(row, _)| row != NOBODY)
        })
    }

    /// What the next restart needs; `None` where it should have everything read anew.
    pub(super) fn restart_lists(self) -> Option<RestartLists> {
        let Self { readings, places } = self;
        let readings: Vec<Arc<Reading>> = readings.into_iter().map(|known| known.reading).collect();
        (readings.len() <= MOST_READINGS).then_some(RestartLists { readings, places })
    }
}

/// Whether all columns stand where they stood, and every reading knows those that have seats.
fn knows_columns(warm_start: &WarmStart, lists: &RestartLists, prices: &[Cost]) -> bool {
    let is_known = |column: usize| {
        warm_start.column_before(column) == Some(column)
            && lists.readings.iter().all(|reading| reading.price(column).is_some())
    };
    let is_open = |column: &usize| open(prices[*column]).is_some();
    prices.len() == warm_start.prices.columns.len()
        && (0..prices.len()).filter(is_open).all(is_known)
}

/// The price of a column that has a seat.
pub(super) fn open(price: Cost) -> Option<Cost> {
    (price != CLOSED).then_some(price)
}
