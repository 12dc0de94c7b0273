//! Lists that a warm start brings along, in the terms of other columns.

use crate::basics::sweep::sweep;
use crate::basics::{Cost, Error, FORBIDDEN};
use crate::plan::{ListedPair, RestartLists};
use crate::problem::Problem;
use crate::solver::auction::row_scan::OPEN;
use crate::solver::restart_lists::KEEP;
use crate::solver::warm_start::WarmStart;

use super::known::open;
use super::lists::{Entry, List};
use super::state::cost;

/// Where the columns of kept lists are now.
pub(super) struct Moved<'a> {
    warm_start: &'a WarmStart,
    lists: &'a RestartLists,
    /// At the opening.
    prices: &'a [Cost],
    /// Where each earlier column is now, if it has seats.
    columns: Vec<Option<u32>>,
    /// Columns that no list knows.
    new_columns: Vec<u32>,
    /// How far any price has risen since each reading.
    risen: Vec<Cost>,
}

impl<'a> Moved<'a> {
    pub(super) fn new(
        warm_start: &'a WarmStart,
        lists: &'a RestartLists,
        prices: &'a [Cost],
    ) -> Self {
        let mut columns = vec![None; warm_start.prices.columns.len()];
        let mut new_columns = Vec::new();
        let knows =
            |column: usize| lists.readings.iter().all(|reading| reading.price(column).is_some());
        for column in (0..prices.len()).filter(|&column| open(prices[column]).is_some()) {
            match warm_start.column_before(column).filter(|&before| knows(before)) {
                Some(before) => columns[before] = Some(column as u32),
                None => new_columns.push(column as u32),
            }
        }
        let now = || columns.iter().map(|column| column.map(|column| prices[column as usize]));
        let risen = lists.risen(now);
        Self { warm_start, lists, prices, columns, new_columns, risen }
    }

    /// The lists of all rows that were there, rising by what pairs cost at the opening.
    pub(super) fn lists(&self, problem: &Problem<'_>) -> Result<Vec<Option<List>>, Error> {
        let list = |(): &mut (), row| self.list(problem, row);
        sweep(0..problem.rows(), KEEP, list).into_iter().collect()
    }

    fn list(&self, problem: &Problem<'_>, row: usize) -> Result<Option<List>, Error> {
        let before = self.warm_start.row_before(row).filter(|_| problem.row_seats(row) > 0);
        let Some((reading, list)) = before.and_then(|before| self.lists.of(before)) else {
            return Ok(None);
        };
        let entry = |cost: Cost, column: u32| Entry {
            floor: cost - self.prices[column as usize],
            cost,
            column,
        };
        let known = |&ListedPair { cost, column }: &ListedPair| {
            Some(entry(cost, self.columns[column as usize]?))
        };
        let mut entries = Vec::with_capacity(list.pairs.len() + self.new_columns.len());
        entries.extend(list.pairs.iter().filter_map(known));
        for &column in &self.new_columns {
            let cost = cost(problem, row, column as usize)?;
            if cost != FORBIDDEN {
                entries.push(entry(cost, column));
            }
        }
        entries.sort_unstable_by_key(|entry| (entry.floor, entry.column));
        let risen = self.risen[reading as usize];
        let bound = if list.bound < OPEN { list.bound - risen } else { OPEN };
        Ok(Some(List { entries, bound }))
    }
}
