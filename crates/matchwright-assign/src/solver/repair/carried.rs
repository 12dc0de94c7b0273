//! Lists that a seed brings along, in the terms of the new problem.

use std::sync::Arc;

use crate::basics::{Cost, Error, FORBIDDEN};
use crate::plan::{Contender, Contenders};
use crate::problem::Problem;
use crate::solver::auction::scan::{CLOSED, OPEN};
use crate::solver::warm_start::Seed;

use super::lists::{Entry, List};
use super::state::cost;

pub(super) struct Carried {
    contenders: Arc<Contenders>,
    /// Where each row was, if it was.
    rows: Vec<Option<u32>>,
    /// Where each earlier column is now, if it has seats.
    columns: Vec<Option<u32>>,
    /// Columns that no list knows.
    new_columns: Vec<u32>,
    /// How far any price has risen since the rows looked.
    risen: Cost,
}

impl Carried {
    /// What a vouched-for seed has of it, at the prices of the opening.
    pub(super) fn new(problem: &Problem<'_>, seed: &Seed, prices: &[Cost]) -> Option<Self> {
        let contenders = seed.contenders.clone().filter(|_| seed.is_unchanged())?;
        let mut columns = vec![None; contenders.prices.len()];
        let mut new_columns = Vec::new();
        let open = (0..problem.columns()).filter(|&column| prices[column] != CLOSED);
        for column in open {
            let before = seed.column_before(column);
            match before.filter(|&before| contenders.prices[before].is_some()) {
                Some(before) => columns[before] = Some(column as u32),
                None => new_columns.push(column as u32),
            }
        }
        let now = columns.iter().map(|column| column.map(|column| prices[column as usize]));
        let risen = contenders.risen(now);
        let place = |row| seed.row_before(row).map(|before| before as u32);
        let rows = (0..problem.rows()).map(place).collect();
        Some(Self { contenders, rows, columns, new_columns, risen })
    }

    /// The list of a row that was there.
    pub(super) fn list(
        &self,
        problem: &Problem<'_>,
        row: usize,
        prices: &[Cost],
    ) -> Result<Option<List>, Error> {
        let Some(before) = self.rows[row] else { return Ok(None) };
        let (pairs, bound) = self.contenders.of(before as usize);
        let entry = |&Contender { cost, column }: &Contender| {
            let floor = cost - self.contenders.prices[column as usize]? - self.risen;
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
        if !self.new_columns.is_empty() {
            entries.sort_unstable_by_key(|entry| (entry.floor, entry.column));
        }
        let bound = if bound < OPEN { bound - self.risen } else { OPEN };
        Ok(Some(List { entries, bound }))
    }
}
