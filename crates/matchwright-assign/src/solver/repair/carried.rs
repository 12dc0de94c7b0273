//! Lists that a warm start brings along, in the terms of the new problem.

use std::sync::Arc;

use crate::basics::{Cost, Error, FORBIDDEN};
use crate::plan::{ListedPair, RestartLists};
use crate::problem::Problem;
use crate::solver::auction::row_scan::{CLOSED, OPEN};
use crate::solver::warm_start::WarmStart;

use super::lists::{Entry, List};
use super::state::cost;

pub(super) struct Carried {
    restart_lists: Arc<RestartLists>,
    /// Where each row was, if it was.
    rows: Vec<Option<u32>>,
    /// Where each earlier column is now, if it has seats.
    columns: Vec<Option<u32>>,
    /// Columns that no list knows.
    new_columns: Vec<u32>,
    /// How far any price has risen since the rows were scanned.
    risen: Cost,
}

impl Carried {
    /// What a vouched-for warm start has of it, at the prices of the opening.
    pub(super) fn new(
        problem: &Problem<'_>,
        warm_start: &WarmStart,
        prices: &[Cost],
    ) -> Option<Self> {
        let restart_lists =
            warm_start.restart_lists.clone().filter(|_| warm_start.is_unchanged())?;
        let mut columns = vec![None; restart_lists.prices.len()];
        let mut new_columns = Vec::new();
        let open = (0..problem.columns()).filter(|&column| prices[column] != CLOSED);
        for column in open {
            let before = warm_start.column_before(column);
            match before.filter(|&before| restart_lists.prices[before].is_some()) {
                Some(before) => columns[before] = Some(column as u32),
                None => new_columns.push(column as u32),
            }
        }
        let now = columns.iter().map(|column| column.map(|column| prices[column as usize]));
        let risen = restart_lists.risen(now);
        let place = |row| warm_start.row_before(row).map(|before| before as u32);
        let rows = (0..problem.rows()).map(place).collect();
        Some(Self { restart_lists, rows, columns, new_columns, risen })
    }

    /// The list of a row that was there.
    pub(super) fn list(
        &self,
        problem: &Problem<'_>,
        row: usize,
        prices: &[Cost],
    ) -> Result<Option<List>, Error> {
        let Some(before) = self.rows[row] else { return Ok(None) };
        let (pairs, bound) = self.restart_lists.of(before as usize);
        let entry = |&ListedPair { cost, column }: &ListedPair| {
            let floor = cost - self.restart_lists.prices[column as usize]? - self.risen;
            Some(Entry { floor, cost, column: self.columns[column as usize]? })
        };
        let mut entries = Vec::with_capacity(pairs.len() + self.new_columns.len());
        entries.extend(pairs.iter().filter_map(entry));
        for &column in &self.new_columns {
            let cost = cost(problem, row, column as usize)?;
            if cost != FORBIDDEN {
                entries.push(Entry { floor: cost - prices[column as usize], cost, column });
            }
        }
        // Prices that have fallen since leave their columns behind cheaper ones.
        entries.sort_unstable_by_key(|entry| (entry.floor, entry.column));
        let bound = if bound < OPEN { bound - self.risen } else { OPEN };
        Ok(Some(List { entries, bound }))
    }
}
