//! The pairs to start with, and a plan of them.

use crate::basics::memory::{append, filled, grow, push, room};
use crate::basics::sweep::sweep;
use crate::basics::{Cost, Error, Monitor};
use crate::plan::{Pair, Prices};
use crate::problem::{Problem, RowCosts};
use crate::solver::choose::from_scratch;
use crate::solver::solve;

use super::network::Network;
use super::{Goal, ListedPair, limit};

/// Up to so many pairs are all listed.
const FEW_PAIRS: usize = 1 << 12;

/// Pairs of a row that cost least beyond the prices of columns. At 10,000 × 3,000 with minimum loads, 658 pairs
/// of all rows entered later. Whether shorter lists are faster has not been measured on a quiet machine.
const PAIRS_OF_ROW: usize = 32;

/// Pairs of a column that cost least beyond the prices of rows, for columns that nobody would choose.
const PAIRS_OF_COLUMN: usize = 8;

/// Rows that one task reads, and of which it keeps one for each column.
const ROWS_AT_ONCE: usize = 64;

pub(crate) struct Shortlist {
    pub(super) pairs: Vec<ListedPair>,
    /// Whether each pair is in the plan to start from.
    pub(super) used: Vec<bool>,
    /// What each pair costs beyond the prices of that plan.
    pub(super) reduced: Vec<Cost>,
    /// What a seat of each row and of each column is worth then; empty where nothing is known.
    pub(super) row_prices: Vec<Cost>,
    pub(super) column_prices: Vec<Cost>,
    /// Whether these are all pairs.
    pub(super) is_complete: bool,
}

/// All pairs where they are few. Otherwise the problem is solved without demands, and its prices choose.
pub(crate) fn shortlist(goal: &Goal<'_>, monitor: &Monitor) -> Result<Shortlist, Error> {
    let problem = goal.seats.problem;
    let network = &Network::new(problem, goal.seats.demands)?;
    let limit = limit(network, problem);
    goal.seats.demands.check_seat_costs(limit)?;
    if problem.pairs() <= FEW_PAIRS {
        return everything(goal, network, limit, monitor);
    }
    let plan = solve(from_scratch(problem), problem, None, monitor)?;
    let mut pairs = chosen(goal, network, (&plan.prices, limit), monitor)?;
    for pair in &plan.pairs {
        if network.is_open(pair.row as usize, pair.column as usize) {
            push(&mut pairs, (pair.row, pair.column))?;
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    let Prices { scale, per_pair, mut rows, columns, .. } = plan.prices;
    for price in &mut rows {
        *price = price.saturating_add(per_pair);
    }
    let mut listed = Shortlist {
        pairs: room(pairs.len(), 1)?,
        used: room(pairs.len(), 1)?,
        reduced: room(pairs.len(), 1)?,
        row_prices: rows,
        column_prices: columns,
        is_complete: false,
    };
    for (row, column) in pairs {
        let pair = read_pair(goal, limit, row, column)?;
        let price =
            listed.row_prices[row as usize].saturating_add(listed.column_prices[column as usize]);
        listed.reduced.push(pair.cost.saturating_mul(scale).saturating_sub(price));
        listed.used.push(plan.pairs.binary_search(&Pair { row, column }).is_ok());
        listed.pairs.push(pair);
    }
    Ok(listed)
}

fn everything(
    goal: &Goal<'_>,
    network: &Network,
    limit: Cost,
    monitor: &Monitor,
) -> Result<Shortlist, Error> {
    let problem = goal.seats.problem;
    let (mut pairs, mut costs) = (Vec::new(), Vec::new());
    for row in (0..problem.rows()).filter(|&row| problem.row_seats(row) > 0) {
        monitor.check()?;
        let read = RowCosts::read(problem, limit, row, problem.seated_columns(), &mut costs)?;
        for (column, cost) in read.allowed() {
            if network.is_open(row, column) {
                push(&mut pairs, ListedPair { row: row as u32, column: column as u32, cost })?;
            }
        }
    }
    let (used, reduced) = (filled(false, pairs.len())?, filled(0, pairs.len())?);
    let (row_prices, column_prices) = (Vec::new(), Vec::new());
    Ok(Shortlist { pairs, used, reduced, row_prices, column_prices, is_complete: true })
}

fn read_pair(goal: &Goal<'_>, limit: Cost, row: u32, column: u32) -> Result<ListedPair, Error> {
    let cost = goal.seats.problem.cost_within(limit, row as usize, column as usize)?;
    Ok(ListedPair { row, column, cost })
}

/// A row and a column.
type Place = (u32, u32);

/// What a pair costs beyond a price, with the pair.
type Priced = (Cost, u32, u32);

/// The cheapest pairs of each row by the prices of columns, and of each column by those of rows.
fn chosen(
    goal: &Goal<'_>,
    network: &Network,
    (prices, limit): (&Prices, Cost),
    monitor: &Monitor,
) -> Result<Vec<Place>, Error> {
    let problem = goal.seats.problem;
    let starts = (0..problem.rows()).step_by(ROWS_AT_ONCE);
    let cells = ROWS_AT_ONCE * problem.pairs_a_row();
    let mut pairs = Vec::new();
    let mut of_columns: Vec<Vec<Priced>> = filled(Vec::new(), problem.columns())?;
    for strip in sweep(starts, cells, |scratch: &mut Scratch, start| {
        scratch.read(problem, network, (prices, limit), start, monitor)
    }) {
        let (mut of_rows, best) = strip?;
        append(&mut pairs, &mut of_rows)?;
        for priced in best {
            let kept = &mut of_columns[priced.2 as usize];
            push(kept, priced)?;
            if kept.len() == 2 * PAIRS_OF_COLUMN {
                keep_lowest(kept, PAIRS_OF_COLUMN);
            }
        }
    }
    for mut kept in of_columns {
        keep_lowest(&mut kept, PAIRS_OF_COLUMN);
        grow(&mut pairs, kept.len())?;
        pairs.extend(kept.into_iter().map(|(_, row, column)| (row, column)));
    }
    Ok(pairs)
}

fn keep_lowest(priced: &mut Vec<Priced>, count: usize) {
    if priced.len() > count {
        priced.select_nth_unstable(count);
        priced.truncate(count);
    }
}

/// Room for reading some rows.
#[derive(Default)]
struct Scratch {
    costs: Vec<Cost>,
    of_row: Vec<Priced>,
}

impl Scratch {
    /// The cheapest pairs of some rows, and the cheapest one of each column among them.
    fn read(
        &mut self,
        problem: &Problem<'_>,
        network: &Network,
        (prices, limit): (&Prices, Cost),
        start: usize,
        monitor: &Monitor,
    ) -> Result<(Vec<Place>, Vec<Priced>), Error> {
        let none = (Cost::MAX, 0, 0);
        let (mut pairs, mut best) = (Vec::new(), filled(none, problem.columns())?);
        for row in start..problem.rows().min(start + ROWS_AT_ONCE) {
            monitor.check()?;
            if problem.row_seats(row) == 0 {
                continue;
            }
            let columns = problem.seated_columns();
            let read = RowCosts::read(problem, limit, row, columns, &mut self.costs)?;
            let row_price = prices.rows[row].saturating_add(prices.per_pair);
            self.of_row.clear();
            for (column, cost) in read.allowed() {
                let scaled = cost.saturating_mul(prices.scale);
                let place = (row as u32, column as u32);
                let of_row = (scaled.saturating_sub(prices.columns[column]), place.0, place.1);
                let of_column = (scaled.saturating_sub(row_price), place.0, place.1);
                if of_column < best[column] && network.is_open(row, column) {
                    best[column] = of_column;
                }
                self.of_row.push(of_row);
                if self.of_row.len() == 4 * PAIRS_OF_ROW {
                    keep_lowest(&mut self.of_row, PAIRS_OF_ROW);
                }
            }
            keep_lowest(&mut self.of_row, PAIRS_OF_ROW);
            grow(&mut pairs, self.of_row.len())?;
            let places = self.of_row.iter().map(|&(_, row, column)| (row, column));
            pairs.extend(
                places.filter(|&(row, column)| network.is_open(row as usize, column as usize)),
            );
        }
        best.retain(|&priced| priced != none);
        Ok((pairs, best))
    }
}
