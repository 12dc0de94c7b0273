//! Where prices start: those of a sample, carried over to all columns.
//!
//! What a seat is worth depends on what is scarce, and a few hundred rows and columns, evenly
//! spaced, show that about as well as all of them. Each column starts at the price at which the
//! first of the sampled rows would want it.

use crate::basics::memory::filled;
use crate::basics::sweep::sweep;
use crate::basics::{Cost, Error, FORBIDDEN, Monitor};
use crate::costs::CostMatrix;
use crate::problem::{Problem, RowCosts};
use crate::solver::hungarian;

/// Rows and columns of the sample on the longer side. At 5,000², 256, 512 and 1,024 took 233, 214
/// and 228 ms on mentor-like scores, 212, 185 and 148 on uniform costs, and 488, 493 and 451 on 2-D
/// distances. Of that the sample itself took 3, 9 and 22 ms.
const SAMPLE: usize = 512;

/// Columns that one task prices.
const COLUMNS_AT_ONCE: usize = 256;

/// Estimated prices, unscaled.
pub(super) struct Start {
    pub(super) columns: Vec<Cost>,
    pub(super) per_pair: Cost,
    /// How far apart the costs of the sample are; at least 1.
    pub(super) range: Cost,
    /// Whether hardly any column seems to be disputed.
    pub(super) is_easy: bool,
    /// Costs that were read to find them.
    pub(super) pairs_read: u64,
}

impl Start {
    /// Prices of a sample; `None` where there is no time for one.
    pub(super) fn from_sample(
        problem: &Problem<'_>,
        limit: Cost,
        monitor: &Monitor,
    ) -> Result<Option<Self>, Error> {
        let longer = problem.rows().max(problem.columns());
        // A small problem is sampled too, so that its auction is one.
        let step = longer.div_ceil(SAMPLE).max(2);
        let rows: Vec<usize> =
            (0..problem.rows()).filter(|&row| problem.row_seats(row) > 0).step_by(step).collect();
        let columns: Vec<usize> = (0..problem.columns())
            .filter(|&column| problem.column_seats(column) > 0)
            .step_by(step)
            .collect();
        let Some(costs) = sample(problem, limit, (&rows, &columns), monitor)? else {
            return Ok(None);
        };
        let range = range(&costs);
        let seats_of_rows: u64 = rows.iter().map(|&row| u64::from(problem.row_seats(row))).sum();
        let seats = seats_of_rows.min(columns.len() as u64);
        if 4 * favourites(&costs, columns.len()) >= 3 * seats {
            let per_pair = costs.iter().copied().filter(|&cost| cost != FORBIDDEN).max();
            return Ok(Some(Self {
                columns: vec![0; problem.columns()],
                per_pair: per_pair.unwrap_or(0),
                range,
                is_easy: true,
                pairs_read: (rows.len() * problem.columns()) as u64,
            }));
        }
        let matrix = CostMatrix::from_vec(rows.len(), columns.len(), costs)?;
        let sample = Problem::new(&matrix)
            .row_capacity(rows.iter().map(|&row| problem.row_seats(row)).collect())
            .column_capacity(columns.iter().map(|&column| problem.column_seats(column)).collect())
            .objective(problem.goal());
        let Some(plan) = hungarian::solve(&sample, &Monitor::new())? else { return Ok(None) };
        let prices = plan.prices;
        let levels: Vec<(usize, Cost)> =
            rows.into_iter().zip(prices.rows.iter().map(|price| price + prices.per_pair)).collect();
        let Some(columns) = price_columns(problem, limit, &levels, monitor)? else {
            return Ok(None);
        };
        let pairs_read = 2 * (levels.len() * columns.len()) as u64;
        let per_pair = prices.per_pair;
        Ok(Some(Self { columns, per_pair, range, is_easy: false, pairs_read }))
    }

    /// Prices of 0, for a source that lists so few pairs that a sample would have none of them; `None` where
    /// there is no time to read them.
    pub(super) fn from_entries(
        problem: &Problem<'_>,
        limit: Cost,
        monitor: &Monitor,
    ) -> Result<Option<Self>, Error> {
        let mut ends: Option<(Cost, Cost)> = None;
        let mut costs = Vec::new();
        for row in (0..problem.rows()).filter(|&row| problem.row_seats(row) > 0) {
            monitor.check()?;
            if monitor.is_late() {
                return Ok(None);
            }
            let read = RowCosts::read(problem, limit, row, 0..problem.columns(), &mut costs)?;
            for (_, cost) in read.allowed() {
                let (low, high) = ends.unwrap_or((cost, cost));
                ends = Some((low.min(cost), high.max(cost)));
            }
        }
        let (low, high) = ends.unwrap_or_default();
        Ok(Some(Self {
            columns: vec![0; problem.columns()],
            per_pair: high,
            range: (high - low).max(1),
            is_easy: false,
            pairs_read: problem.pairs() as u64,
        }))
    }

    /// Whether no price is further from 0 than `limit`.
    pub(super) fn is_within(&self, limit: Cost) -> bool {
        let lowest = self.columns.iter().min().copied().unwrap_or(0);
        lowest >= -limit && self.per_pair.abs() <= limit
    }
}

/// The costs of some rows at some columns; `None` where there is no time to read them.
fn sample(
    problem: &Problem<'_>,
    limit: Cost,
    (rows, columns): (&[usize], &[usize]),
    monitor: &Monitor,
) -> Result<Option<Vec<Cost>>, Error> {
    let mut table = filled(FORBIDDEN, rows.len() * columns.len())?;
    let with_own = rows.iter().zip(table.chunks_mut(columns.len().max(1)));
    let read = sweep(with_own, problem.columns(), |costs: &mut Vec<Cost>, (&row, own)| {
        monitor.check()?;
        if monitor.is_late() {
            return Ok(false);
        }
        costs.resize(problem.columns(), FORBIDDEN);
        problem.folded_block_within(limit, row, 0..problem.columns(), costs)?;
        for (own, &column) in own.iter_mut().zip(columns) {
            *own = costs[column];
        }
        Ok::<_, Error>(true)
    });
    for is_read in read {
        if !is_read? {
            return Ok(None);
        }
    }
    Ok(Some(table))
}

/// Columns that are among the cheapest of some row.
///
/// Where every row has one cheapest column, and tastes differ, the rows of a square sample name 63
/// % of the columns; where tastes agree, fewer. Where they name more than three quarters of what
/// there are seats for, most rows have several columns that are as good, or there are columns to
/// spare. Hardly any column is disputed then, and the few sampled rows that have to give way would
/// set prices that keep the other rows away.
fn favourites(costs: &[Cost], columns: usize) -> u64 {
    let mut named = vec![false; columns];
    for row in costs.chunks_exact(columns.max(1)) {
        let lowest = row.iter().copied().min().unwrap_or(FORBIDDEN);
        for (named, &cost) in named.iter_mut().zip(row) {
            *named |= cost == lowest && cost != FORBIDDEN;
        }
    }
    named.into_iter().filter(|named| *named).count() as u64
}

fn range(costs: &[Cost]) -> Cost {
    let allowed = || costs.iter().copied().filter(|&cost| cost != FORBIDDEN);
    allowed().max().zip(allowed().min()).map_or(1, |(high, low)| (high - low).max(1))
}

/// The highest price of each column, at most 0, at which no sampled row wants it more than what it has;
/// `None` where there is no time for it.
fn price_columns(
    problem: &Problem<'_>,
    limit: Cost,
    levels: &[(usize, Cost)],
    monitor: &Monitor,
) -> Result<Option<Vec<Cost>>, Error> {
    let starts = (0..problem.columns()).step_by(COLUMNS_AT_ONCE);
    let strips = sweep(starts, COLUMNS_AT_ONCE * levels.len(), |costs: &mut Vec<Cost>, start| {
        let columns = start..problem.columns().min(start + COLUMNS_AT_ONCE);
        costs.resize(columns.len(), FORBIDDEN);
        let mut prices = vec![0; columns.len()];
        for &(row, level) in levels {
            monitor.check()?;
            if monitor.is_late() {
                return Ok(None);
            }
            problem.folded_block_within(limit, row, columns.clone(), costs)?;
            for (price, &cost) in prices.iter_mut().zip(&*costs) {
                *price = cost.saturating_sub(level).min(*price);
            }
        }
        Ok(Some(prices))
    });
    let strips: Option<Vec<Vec<Cost>>> = strips.into_iter().collect::<Result<_, Error>>()?;
    Ok(strips.map(|strips| strips.concat()))
}

#[cfg(test)]
mod tests {
    use super::Start;

    #[test]
    fn prices_of_columns_and_of_pairs_are_within_a_limit() {
        let is_within = |columns: &[i64], per_pair| {
            let columns = columns.to_vec();
            Start { columns, per_pair, range: 1, is_easy: false, pairs_read: 0 }.is_within(4)
        };
        assert!(is_within(&[-4, 0], 4) && is_within(&[], -4));
        assert!(!is_within(&[-5, 0], 0) && !is_within(&[0], 5) && !is_within(&[0], -5));
    }
}
