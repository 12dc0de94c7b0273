//! The cheapest pairs of every row that a search has met, and a bound on its others.

use crate::basics::memory::filled;
use crate::basics::sweep::sweep;
use crate::basics::{Cost, Error};
use crate::plan::{ListedPair, RestartLists};
use crate::problem::Problem;
use crate::solver::auction::row_scan::{self, OPEN, PricedCosts, RowScan, Scratch};
use crate::solver::restart_lists::KEEP;
use crate::solver::warm_start::WarmStart;

use super::known::Known;
use super::later::Later;
use super::state::State;

/// By which a list that has come to its end grows.
const GROWTH: usize = 4;

#[derive(Clone, Copy)]
pub(super) struct Entry {
    /// The cost less the highest price that the column had until the row was scanned.
    pub(super) floor: Cost,
    pub(super) cost: Cost,
    pub(super) column: u32,
}

impl Entry {
    pub(super) fn pair(&self) -> ListedPair {
        ListedPair { cost: self.cost, column: self.column }
    }
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

    /// The list at other prices, of which none is higher by more than `lifted` than the highest ones were when the row
    /// was scanned. It keeps no more pairs than it takes to know that no other costs less than `price`.
    fn at(mut self, prices: &[Cost], lifted: Cost, price: Cost) -> Self {
        if let Some(next) = self.entries.get(KEEP)
            && next.floor - lifted >= price
        {
            self.bound = self.bound.min(next.floor);
            self.entries.truncate(KEEP);
        }
        for entry in &mut self.entries {
            entry.floor = entry.cost - prices[entry.column as usize];
        }
        self.entries.sort_unstable_by_key(|entry| (entry.floor, entry.column));
        let bound = if self.bound < OPEN { self.bound - lifted } else { OPEN };
        Self { bound, ..self }
    }

    /// The lowest cost after prices of the pairs that are not with one of `used`.
    pub(super) fn lowest_beside(&self, used: &[u32]) -> Cost {
        let other = self.entries.iter().find(|entry| !used.contains(&entry.column));
        other.map_or(self.bound, |entry| entry.floor)
    }
}

pub(super) struct Lists {
    /// Lists of rows that were read before the searches.
    known: Known,
    /// Lists that were read since, which come before those.
    own: Vec<Option<List>>,
    /// Who could take a column, where every row has a list: by lists that were read since.
    later: Option<Later>,
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
    /// With the lists that a warm start brings along, and those of rows that were read at the opening.
    pub(super) fn new(
        problem: &Problem<'_>,
        warm_start: &WarmStart,
        read: Vec<Option<List>>,
        prices: &[Cost],
    ) -> Result<Self, Error> {
        let scans = read.iter().flatten().count() as u64;
        let known = Known::carried(problem, warm_start, prices)?.with(prices, read)?;
        let all_have = (0..problem.rows()).all(|row| problem.row_seats(row) == 0 || known.has(row));
        let later = if all_have { Some(Later::new(problem.columns())?) } else { None };
        Ok(Self {
            known,
            own: filled(None, problem.rows())?,
            later,
            opening: prices.to_vec(),
            highest: prices.to_vec(),
            lifted: 0,
            scans,
            scratch: Scratch::default(),
        })
    }

    /// Whether it is known who could take a column.
    pub(super) fn have_takers(&self) -> bool {
        self.later.is_some()
    }

    /// Rows that have a column on their lists, and what it costs them; `None` where nobody knows.
    pub(super) fn takers(&self, column: u32) -> Option<impl Iterator<Item = (u32, Cost)>> {
        let later = self.later.as_ref()?;
        Some(self.known.takers(column).chain(later.of(column)))
    }

    /// Pairs on all lists.
    pub(super) fn length(&self) -> u64 {
        (0..self.own.len()).map(|row| self.length_of(row) as u64).sum()
    }

    fn length_of(&self, row: usize) -> usize {
        self.own[row].as_ref().map_or_else(|| self.known.length(row), |list| list.entries.len())
    }

    /// Reads a row that has no list.
    pub(super) fn read(&mut self, row: usize, problem: &Problem<'_>) -> Result<(), Error> {
        if self.own[row].is_none() && !self.known.has(row) {
            self.own[row] = Some(self.scan(row, KEEP, problem)?);
        }
        Ok(())
    }

    /// The pairs of the list of a row, rising by their floor.
    pub(super) fn entries(&self, row: usize) -> impl Iterator<Item = Entry> {
        let own = self.own[row].as_ref();
        let known = own.is_none().then(|| self.known.entries(row));
        let own = own.into_iter().flat_map(|list| list.entries.iter().copied());
        own.chain(known.into_iter().flatten())
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
        let own = self.own[row].as_ref().map(|list| list.bound);
        let bound = own.or_else(|| self.known.bound(row))?;
        (bound < OPEN).then(|| bound - self.lifted)
    }

    /// Scans for more pairs than the list has.
    pub(super) fn lengthen(&mut self, row: usize, problem: &Problem<'_>) -> Result<(), Error> {
        let list = self.scan(row, KEEP.max(GROWTH * self.length_of(row)), problem)?;
        let mut listed: Vec<u32> = self.entries(row).map(|entry| entry.column).collect();
        listed.sort_unstable();
        if let Some(later) = &mut self.later {
            let is_new = |entry: &&Entry| listed.binary_search(&entry.column).is_err();
            for entry in list.entries.iter().filter(is_new) {
                later.add(row as u32, entry.column, entry.cost);
            }
        }
        self.own[row] = Some(list);
        Ok(())
    }

    fn scan(&mut self, row: usize, keep: usize, problem: &Problem<'_>) -> Result<List, Error> {
        self.scans += 1;
        let priced = priced(problem, &self.highest);
        let scan = row_scan::scan(&priced, row, keep, OPEN, &mut self.scratch)?;
        Ok(List::of(&scan, &self.highest))
    }

    /// What the next restart needs, at the prices of the end; `None` where rows have no lists, or all should be read
    /// anew. A row whose bound has become too low to prove anything is scanned again.
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
        self.scans += low.len() as u64;
        let mut own = std::mem::take(&mut self.own);
        for (list, &price) in own.iter_mut().zip(&state.rows) {
            *list = list.take().map(|list| list.at(&state.prices, self.lifted, price));
        }
        for (row, scan) in low.into_iter().zip(scans) {
            own[row] = Some(List::of(&scan?, &state.prices));
        }
        let known = std::mem::take(&mut self.known);
        Ok(known.with(&state.prices, own)?.restart_lists())
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
