//! The cheapest pairs of every row that a search has met, and a bound on its others.

use crate::contenders::{Contender, Contenders};
use crate::cost::Cost;
use crate::error::Error;
use crate::problem::Problem;
use crate::solver::sparse::scan::{self, CLOSED, Look, OPEN, Scratch, Sight};

use super::carried::Carried;
use super::state::State;

/// Pairs of a list at first. A search that needs more looks again for four times as many.
pub(super) const KEEP: usize = 32;

/// By which a list that has come to its end grows.
const GROWTH: usize = 4;

#[derive(Clone, Copy)]
pub(super) struct Entry {
    /// Cost less price when the row looked.
    pub(super) floor: Cost,
    pub(super) cost: Cost,
    pub(super) column: u32,
}

/// Bytes that the list of a row takes at first.
pub(super) const BYTES_A_ROW: u64 = (KEEP * size_of::<Entry>() + size_of::<List>()) as u64;

#[derive(Clone, Default)]
pub(super) struct List {
    pub(super) entries: Vec<Entry>,
    /// All other pairs cost at least this, less their price, when the row looked.
    pub(super) bound: Cost,
    /// How far prices had risen by then.
    pub(super) lifted: Cost,
}

impl List {
    pub(super) fn of(look: &Look, prices: &[Cost], lifted: Cost) -> Self {
        let entry = |&(floor, column): &(Cost, u32)| Entry {
            floor,
            cost: floor + prices[column as usize],
            column,
        };
        Self { entries: look.cheapest.iter().map(entry).collect(), bound: look.bound, lifted }
    }
}

impl List {
    /// What the cheapest pair costs that is not with one of `used`, less its price.
    pub(super) fn lowest_beside(&self, used: &[u32]) -> Cost {
        let other = self.entries.iter().find(|entry| !used.contains(&entry.column));
        other.map_or(self.bound, |entry| entry.floor)
    }
}

#[derive(Default)]
pub(super) struct Lists {
    of_rows: Vec<Option<List>>,
    carried: Option<Carried>,
    /// How far any price can have risen so far. Where prices only fall, bounds stay true.
    pub(super) lifted: Cost,
    pub(super) looks: u64,
    scratch: Scratch,
}

impl Lists {
    pub(super) fn new(lists: Vec<Option<List>>, carried: Option<Carried>) -> Self {
        let looks = lists.iter().flatten().count() as u64;
        Self { of_rows: lists, carried, looks, ..Self::default() }
    }

    /// Pairs on all lists.
    pub(super) fn length(&self) -> u64 {
        self.of_rows.iter().flatten().map(|list| list.entries.len() as u64).sum()
    }

    /// The list of a row, and how far prices may have risen since it was made.
    pub(super) fn of(&mut self, row: usize, state: &State<'_>) -> Result<(&List, Cost), Error> {
        if self.of_rows[row].is_none() {
            let carried = self.carried.as_ref().map(|carried| carried.list(row, state));
            match carried.transpose()?.flatten() {
                Some(list) => self.of_rows[row] = Some(list),
                None => self.look(row, KEEP, state)?,
            }
        }
        let list = self.of_rows[row].get_or_insert_default();
        Ok((list, self.lifted - list.lifted))
    }

    /// What no pair beyond the list is below; `None` where there are no others.
    pub(super) fn bound(&self, row: usize) -> Option<Cost> {
        let list = self.of_rows[row].as_ref()?;
        (list.bound < OPEN).then(|| list.bound - (self.lifted - list.lifted))
    }

    /// Looks for more pairs than the list has.
    pub(super) fn lengthen(&mut self, row: usize, state: &State<'_>) -> Result<(), Error> {
        let length = self.of_rows[row].as_ref().map_or(0, |list| list.entries.len());
        self.look(row, KEEP.max(GROWTH * length), state)
    }

    /// The lists as they are at the end, for the next restart; `None` where some row has none.
    pub(super) fn contenders(&self, state: &State<'_>) -> Result<Option<Contenders>, Error> {
        let open = |&price: &Cost| (price != CLOSED).then_some(price);
        let mut contenders = Contenders::new(state.prices.iter().map(open).collect());
        let nothing = List { bound: -OPEN, ..List::default() };
        for (row, list) in self.of_rows.iter().enumerate() {
            let is_idle = state.problem.row_seats(row) == 0;
            let carried = match (list, &self.carried) {
                (None, Some(carried)) => carried.list(row, state)?,
                _ => None,
            };
            let Some(list) = list.as_ref().or(carried.as_ref()).or(is_idle.then_some(&nothing))
            else {
                return Ok(None);
            };
            let (kept, others) = list.entries.split_at(list.entries.len().min(KEEP));
            let bound = others.first().map_or(list.bound, |next| next.floor.min(list.bound));
            let bound = if bound < OPEN { bound - (self.lifted - list.lifted) } else { OPEN };
            let pairs = kept.iter().map(|&Entry { cost, column, .. }| Contender { cost, column });
            contenders.push(pairs, bound);
        }
        Ok(Some(contenders))
    }

    fn look(&mut self, row: usize, keep: usize, state: &State<'_>) -> Result<(), Error> {
        self.looks += 1;
        let sight = sight(state.problem, &state.prices);
        let look = scan::look(&sight, row, keep, OPEN, &mut self.scratch)?;
        self.of_rows[row] = Some(List::of(&look, &state.prices, self.lifted));
        Ok(())
    }
}

/// Costs as they are, against prices.
pub(super) fn sight<'a>(problem: &'a Problem<'a>, prices: &'a [Cost]) -> Sight<'a> {
    Sight { problem, limit: problem.limit(), shift: 0, prices }
}
