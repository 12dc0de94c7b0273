//! The cheapest pairs of every row that a search has met, and a bound on its others.

use crate::basics::sweep::sweep;
use crate::basics::{Cost, Error};
use crate::plan::{ListedPair, RestartLists};
use crate::problem::Problem;
use crate::solver::auction::row_scan::{self, CLOSED, OPEN, PricedCosts, RowScan, Scratch};
use crate::solver::restart_lists::KEEP;

use super::carried::Carried;
use super::state::State;
use super::takers::Takers;

/// By which a list that has come to its end grows.
const GROWTH: usize = 4;

#[derive(Clone, Copy)]
pub(super) struct Entry {
    /// The cost less the highest price that the column had until the row was scanned.
    pub(super) floor: Cost,
    pub(super) cost: Cost,
    pub(super) column: u32,
}

/// Bytes that the list of a row takes at first, its own and turned.
pub(super) const BYTES_A_ROW: u64 =
    (KEEP * (size_of::<Entry>() + size_of::<(u32, Cost)>()) + size_of::<List>()) as u64;

#[derive(Clone, Default)]
pub(super) struct List {
    pub(super) entries: Vec<Entry>,
    /// For all other pairs the cost, less the highest price that the column had until the row was
    /// scanned, is at least this.
    pub(super) bound: Cost,
}

impl List {
    pub(super) fn of(scan: &RowScan, prices: &[Cost]) -> Self {
        let entry = |&(floor, column): &(Cost, u32)| Entry {
            floor,
            cost: floor + prices[column as usize],
            column,
        };
        Self { entries: scan.cheapest.iter().map(entry).collect(), bound: scan.bound }
    }

    /// The lowest cost after prices of the pairs that are not with one of `used`.
    pub(super) fn lowest_beside(&self, used: &[u32]) -> Cost {
        let other = self.entries.iter().find(|entry| !used.contains(&entry.column));
        other.map_or(self.bound, |entry| entry.floor)
    }
}

pub(super) struct Lists {
    of_rows: Vec<Option<List>>,
    carried: Option<Carried>,
    /// The lists turned, where every row has one.
    takers: Option<Takers>,
    /// Prices at the opening, and the highest ones since.
    opening: Vec<Cost>,
    highest: Vec<Cost>,
    /// By how much any price has risen above that of the opening. Pairs may be cheaper by that much
    /// than their bounds say; where prices only fall, bounds stay true.
    lifted: Cost,
    pub(super) scans: u64,
    scratch: Scratch,
}

impl Lists {
    pub(super) fn new(lists: Vec<Option<List>>, carried: Option<Carried>, prices: &[Cost]) -> Self {
        let scans = lists.iter().flatten().count() as u64;
        Self {
            of_rows: lists,
            carried,
            takers: None,
            opening: prices.to_vec(),
            highest: prices.to_vec(),
            lifted: 0,
            scans,
            scratch: Scratch::default(),
        }
    }

    /// Turns the lists, where every row has one, or one was carried over.
    pub(super) fn turn(&mut self, problem: &Problem<'_>) -> Result<(), Error> {
        let rows = || (0..problem.rows()).filter(|&row| problem.row_seats(row) > 0);
        if let Some(carried) = &self.carried {
            let missing: Vec<usize> = rows().filter(|&row| self.of_rows[row].is_none()).collect();
            let lists = sweep(missing.clone(), KEEP, |(): &mut (), row| {
                carried.list(problem, row, &self.highest)
            });
            for (row, list) in missing.into_iter().zip(lists) {
                self.of_rows[row] = list?;
            }
        }
        if rows().all(|row| self.of_rows[row].is_some()) {
            self.takers = Some(Takers::new(&self.of_rows, problem.columns()));
        }
        Ok(())
    }

    /// Whether it is known who could take a column.
    pub(super) fn have_takers(&self) -> bool {
        self.takers.is_some()
    }

    /// Rows that have a column on their lists, and what it costs them; `None` where nobody knows.
    pub(super) fn takers(&self, column: u32) -> Option<impl Iterator<Item = (u32, Cost)>> {
        self.takers.as_ref().map(|takers| takers.of(column))
    }

    /// Pairs on all lists.
    pub(super) fn length(&self) -> u64 {
        self.of_rows.iter().flatten().map(|list| list.entries.len() as u64).sum()
    }

    /// The list of a row.
    pub(super) fn of(&mut self, row: usize, problem: &Problem<'_>) -> Result<&List, Error> {
        if self.of_rows[row].is_none() {
            self.of_rows[row] = Some(self.scan(row, KEEP, problem)?);
        }
        Ok(self.of_rows[row].get_or_insert_default())
    }

    /// How much lower than the floor of an entry its pair may be.
    pub(super) fn lifted(&self) -> Cost {
        self.lifted
    }

    /// Notes the price of a column.
    pub(super) fn raise(&mut self, column: usize, price: Cost) {
        let highest = &mut self.highest[column];
        *highest = price.max(*highest);
        self.lifted = self.lifted.max(*highest - self.opening[column]);
    }

    /// What every pair beyond the list costs at least, less the price of its column; `None` where
    /// there are no others.
    pub(super) fn bound(&self, row: usize) -> Option<Cost> {
        let list = self.of_rows[row].as_ref()?;
        (list.bound < OPEN).then(|| list.bound - self.lifted)
    }

    /// Scans for more pairs than the list has.
    pub(super) fn lengthen(&mut self, row: usize, problem: &Problem<'_>) -> Result<(), Error> {
        let length = self.of_rows[row].as_ref().map_or(0, |list| list.entries.len());
        let list = self.scan(row, KEEP.max(GROWTH * length), problem)?;
        if let Some(takers) = &mut self.takers {
            takers.add(row as u32, &list, self.of_rows[row].as_ref());
        }
        self.of_rows[row] = Some(list);
        Ok(())
    }

    fn scan(&mut self, row: usize, keep: usize, problem: &Problem<'_>) -> Result<List, Error> {
        self.scans += 1;
        let priced = priced(problem, &self.highest);
        let scan = row_scan::scan(&priced, row, keep, OPEN, &mut self.scratch)?;
        Ok(List::of(&scan, &self.highest))
    }

    /// What the next restart needs, at the prices of the end; `None` where rows have no lists. A row whose
    /// bound has become too low to prove anything is scanned again.
    pub(super) fn restart_lists(
        &mut self,
        state: &State<'_>,
    ) -> Result<Option<RestartLists>, Error> {
        if !self.have_takers() {
            return Ok(None);
        }
        let rows = || (0..state.rows.len()).filter(|&row| state.problem.row_seats(row) > 0);
        let is_low = |&row: &usize| self.bound(row).is_some_and(|bound| bound < state.rows[row]);
        let low: Vec<usize> = rows().filter(is_low).collect();
        let priced = priced(state.problem, &state.prices);
        let scans =
            sweep(low.clone(), state.problem.pairs_a_row(), |scratch: &mut Scratch, row| {
                row_scan::scan(&priced, row, KEEP, OPEN, scratch)
            });
        for (row, scan) in low.into_iter().zip(scans) {
            self.scans += 1;
            let list = List::of(&scan?, &state.prices);
            let bound = if list.bound < OPEN { list.bound + self.lifted } else { OPEN };
            self.of_rows[row] = Some(List { bound, ..list });
        }
        let open = |&price: &Cost| (price != CLOSED).then_some(price);
        let open_prices = state.prices.iter().map(open).collect();
        let kept = |list: &List| list.entries.len().min(KEEP);
        let pairs = self.of_rows.iter().flatten().map(kept).sum();
        let mut restart_lists = RestartLists::new(open_prices, self.of_rows.len(), pairs)?;
        let idle = List { bound: -OPEN, ..List::default() };
        for list in &self.of_rows {
            let list = list.as_ref().unwrap_or(&idle);
            let (kept, others) = list.entries.split_at(kept(list));
            let bound = others.first().map_or(list.bound, |next| next.floor.min(list.bound));
            let bound = if bound < OPEN { bound - self.lifted } else { OPEN };
            let pairs = kept.iter().map(|&Entry { cost, column, .. }| ListedPair { cost, column });
            restart_lists.push(pairs, bound);
        }
        Ok(Some(restart_lists))
    }
}

/// Costs as they are, against prices.
pub(super) fn priced<'a>(problem: &'a Problem<'a>, prices: &'a [Cost]) -> PricedCosts<'a> {
    PricedCosts {
        problem,
        columns: problem.seated_columns(),
        limit: problem.limit(),
        shift: 0,
        prices,
        highest: None,
    }
}
