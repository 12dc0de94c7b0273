//! Columns that cost every row the same, as one column with the seats of all of them.
//!
//! A question with few answers tells few people apart. Thousands of columns are then worth the same, and an auction
//! among them becomes a price war (similar objects: Bertsekas and Castañon 1989). Where no row has two seats, it does not
//! matter which of them a row takes: what is solved is rows × kinds of columns.
//!
//! Sums of hashed costs of some rows say which columns may be alike; one pass over all pairs compares them and keeps the
//! costs of each kind. O(rows · columns), besides the smaller problem; where columns are of many kinds, a few rows say
//! so.

use std::collections::HashMap;

use crate::basics::memory::zeros;
use crate::basics::sweep::sweep;
use crate::basics::{Cost, Error, Monitor, Stage};
use crate::costs::CostMatrix;
use crate::plan::{Cut, Pair, Prices};
use crate::problem::{Problem, RowCosts};
use crate::solver::{Plan, Stats};

use super::hungarian;

/// More kinds than this are no few. Their costs take four times what the lists of an auction take, while strips are put
/// together.
const MOST_KINDS: usize = 256;

/// Columns of a kind, on average, below which little is won.
const FEWEST_OF_A_KIND: usize = 4;

/// Rows that mostly tell all kinds apart: an eighth of a pass at 2,000².
const FEW_ROWS: usize = 256;

/// Into so many strips the rows are divided; each holds a number per column.
const STRIPS: usize = 64;

/// The kind of a column without seats.
const NO_KIND: u32 = u32::MAX;

/// The best plan, or `None` where the columns are of many kinds, a row has two seats, or time is up.
pub(super) fn solve(problem: &Problem<'_>, monitor: &Monitor) -> Result<Option<Plan>, Error> {
    let is_single = (0..problem.rows()).all(|row| problem.row_seats(row) <= 1);
    if problem.is_listed() || !is_single {
        return Ok(None);
    }
    let all: Vec<usize> = (0..problem.rows()).filter(|&row| problem.row_seats(row) > 0).collect();
    let few: Vec<usize> =
        all.iter().copied().step_by(all.len().div_ceil(FEW_ROWS).max(1)).collect();
    // Where a few rows do not tell all kinds apart, all rows do.
    for rows in [&few, &all] {
        monitor.begin(Stage::Prepare, rows.len() + all.len());
        let sums = sums(problem, rows, monitor)?;
        let kinds = sums.and_then(|sums| Kinds::by(&sums, problem));
        let Some(kinds) = kinds else { return Ok(None) };
        if let Some(costs) = kinds.costs(&all, problem, monitor)? {
            return kinds.plan(&costs, problem, monitor);
        }
    }
    Ok(None)
}

struct Kinds {
    /// The kind of each column.
    of: Vec<u32>,
    /// The first column of each kind.
    first: Vec<u32>,
}

impl Kinds {
    /// The plan of rows and kinds, with columns in the place of kinds.
    fn plan(
        &self,
        costs: &CostMatrix,
        problem: &Problem<'_>,
        monitor: &Monitor,
    ) -> Result<Option<Plan>, Error> {
        let smaller = Problem::new(costs)
            .row_capacity((0..problem.rows()).map(|row| problem.row_seats(row)).collect())
            .column_capacity(self.seats(problem))
            .objective(problem.goal());
        let Some(plan) = hungarian::solve(&smaller, monitor)? else { return Ok(None) };
        self.apart(plan, problem, monitor).map(Some)
    }

    /// Columns with equal sums; `None` where they are of many kinds.
    fn by(sums: &[u64], problem: &Problem<'_>) -> Option<Self> {
        let most = MOST_KINDS.min(sums.len() / FEWEST_OF_A_KIND);
        let mut kinds = Self { of: vec![NO_KIND; problem.columns()], first: Vec::new() };
        let mut by_sum = HashMap::new();
        for (column, sum) in problem.seated_columns().zip(sums) {
            if problem.column_seats(column) == 0 {
                continue;
            }
            kinds.of[column] = *by_sum.entry(sum).or_insert_with(|| {
                kinds.first.push(column as u32);
                kinds.first.len() as u32 - 1
            });
            if kinds.first.len() > most {
                return None;
            }
        }
        (!kinds.first.is_empty()).then_some(kinds)
    }

    /// What each kind costs each row that has a seat; `None` where columns of a kind differ after all, or time is up.
    fn costs(
        &self,
        rows: &[usize],
        problem: &Problem<'_>,
        monitor: &Monitor,
    ) -> Result<Option<CostMatrix>, Error> {
        let (columns, kinds) = (problem.seated_columns(), self.first.len());
        let strip = rows.len().div_ceil(STRIPS).max(1);
        let strips = rows.chunks(strip);
        let read = sweep(strips, strip * columns.len(), |costs: &mut Vec<Cost>, rows| {
            let mut table = zeros(rows.len(), kinds)?;
            for (&row, own) in rows.iter().zip(table.chunks_mut(kinds)) {
                if !goes_on(monitor)? {
                    return Ok(None);
                }
                let limit = problem.limit();
                let read = RowCosts::read(problem, limit, row, columns.clone(), costs)?.costs;
                for (own, &first) in own.iter_mut().zip(&self.first) {
                    *own = read[first as usize - columns.start];
                }
                let is_as_its_kind =
                    |(&kind, cost): (&u32, &Cost)| kind == NO_KIND || own[kind as usize] == *cost;
                if !self.of[columns.clone()].iter().zip(read).all(is_as_its_kind) {
                    return Ok(None);
                }
            }
            Ok(Some(table))
        });
        let mut table = zeros(problem.rows(), kinds)?;
        for (rows, read) in rows.chunks(strip).zip(read) {
            let Some(read) = read? else { return Ok(None) };
            for (&row, own) in rows.iter().zip(read.chunks(kinds)) {
                table[row * kinds..][..kinds].copy_from_slice(own);
            }
        }
        CostMatrix::from_vec(problem.rows(), kinds, table).map(Some)
    }

    /// The seats of each kind; more than all rows can take are one more, so that the kind is never full.
    fn seats(&self, problem: &Problem<'_>) -> Vec<u32> {
        let most = (problem.rows() as u32).saturating_add(1);
        let mut seats = vec![0_u32; self.first.len()];
        for (column, &kind) in self.of.iter().enumerate().filter(|(_, kind)| **kind != NO_KIND) {
            let seats = &mut seats[kind as usize];
            *seats = seats.saturating_add(problem.column_seats(column)).min(most);
        }
        seats
    }

    /// The plan with columns in the place of kinds: rows in their order take the columns in theirs.
    fn apart(&self, plan: Plan, problem: &Problem<'_>, monitor: &Monitor) -> Result<Plan, Error> {
        let mut free: Vec<Vec<(u32, u32)>> = vec![Vec::new(); self.first.len()];
        for (column, &kind) in self.of.iter().enumerate().rev() {
            if let Some(free) = free.get_mut(kind as usize) {
                free.push((column as u32, problem.column_seats(column)));
            }
        }
        let apart = |Pair { row, column: kind }: Pair| {
            let free = &mut free[kind as usize];
            let (column, seats) = free.last_mut()?;
            let pair = Pair { row, column: *column };
            *seats -= 1;
            if *seats == 0 {
                free.pop();
            }
            Some(pair)
        };
        let pairs: Vec<Pair> = plan.pairs.into_iter().filter_map(apart).collect();
        let cut = Cut::of_plan(problem, &pairs, monitor)?.unwrap_or_default();
        let price = |kind: &u32| plan.prices.columns.get(*kind as usize).copied().unwrap_or(0);
        let mut prices =
            Prices { columns: self.of.iter().map(price).collect(), cut, ..plan.prices };
        // A row has a kind once, and may pay less for it than it is worth. It has many columns of the kind, and a seat
        // that is full pays the whole of it.
        for &Pair { row, column } in &pairs {
            let (row, column) = (row as usize, column as usize);
            let cost = problem.cost_within(problem.limit(), row, column)?;
            let paid = prices.per_pair + prices.rows[row] + prices.columns[column];
            prices.rows[row] += (cost * prices.scale - paid).min(0);
        }
        let pairs_read = plan.stats.pairs_read + problem.pairs() as u64;
        Ok(Plan { pairs, prices, stats: Stats { pairs_read, ..plan.stats }, ..plan })
    }
}

/// The sum of what each column costs some rows, each cost times a number of the row's own; `None` where time is up.
fn sums(
    problem: &Problem<'_>,
    rows: &[usize],
    monitor: &Monitor,
) -> Result<Option<Vec<u64>>, Error> {
    let columns = problem.seated_columns();
    let strips = rows.chunks(rows.len().div_ceil(STRIPS).max(1));
    let cells = rows.len().div_ceil(STRIPS) * columns.len();
    let parts = sweep(strips, cells, |costs: &mut Vec<Cost>, rows| {
        let mut sums = vec![0_u64; columns.len()];
        for &row in rows {
            if !goes_on(monitor)? {
                return Ok(None);
            }
            let factor = hashed(row as u64);
            let read = RowCosts::read(problem, problem.limit(), row, columns.clone(), costs)?;
            for (sum, &cost) in sums.iter_mut().zip(read.costs) {
                *sum = sum.wrapping_add(factor.wrapping_mul(cost as u64));
            }
        }
        Ok(Some(sums))
    });
    let mut sums = vec![0_u64; columns.len()];
    for part in parts {
        let Some(part) = part? else { return Ok(None) };
        for (sum, part) in sums.iter_mut().zip(part) {
            *sum = sum.wrapping_add(part);
        }
    }
    Ok(Some(sums))
}

/// Counts a row; `false` where time is up.
fn goes_on(monitor: &Monitor) -> Result<bool, Error> {
    monitor.check()?;
    monitor.advance(1);
    Ok(!monitor.is_late())
}

/// A number as if drawn, odd (the finaliser of `SplitMix64`: Steele, Lea and Flood 2014).
fn hashed(row: u64) -> u64 {
    let mut hash = row.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (hash ^ (hash >> 31)) | 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::basics::{FORBIDDEN, Objective};
    use crate::costs::CostFn;
    use crate::proof::certify_watched;

    /// Costs of 60 rows with one of four kinds of 40 columns, and seats of rows and columns.
    fn costs(seed: u64) -> impl Fn(usize, usize) -> Cost + Sync {
        move |row, column| {
            let cost = hashed(seed ^ ((row as u64) << 8) ^ (hashed(column as u64) / 2 % 4)) % 7;
            if cost == 6 { FORBIDDEN } else { cost as Cost - 2 }
        }
    }

    fn seats(seed: u64, count: usize, most: u64) -> Vec<u32> {
        (0..count as u64).map(|at| (hashed(seed + at) / 2 % (most + 1)) as u32).collect()
    }

    #[test]
    fn the_plan_is_proven_over_all_pairs() -> Result<(), Error> {
        let monitor = Monitor::new();
        for seed in 0..200 {
            let costs = CostFn::new(60, 40, costs(seed));
            for goal in [Objective::Total, Objective::Participation] {
                let problem = Problem::new(&costs)
                    .row_capacity(seats(seed, 60, 1))
                    .column_capacity(seats(seed + 99, 40, seed % 4))
                    .objective(goal);
                let found = solve(&problem, &monitor)?;
                assert_eq!(found.is_none(), seed % 4 == 0, "columns without seats are of no kind");
                let Some(plan) = found else { continue };
                let proof = certify_watched(&problem, &plan.pairs, &plan.prices, &monitor)?;
                assert!(proof.certificate.is_optimal_rounded(), "{seed}: {:?}", proof.certificate);
            }
        }
        Ok(())
    }

    #[test]
    fn a_kind_that_few_rows_do_not_tell_apart_is_found_by_all() -> Result<(), Error> {
        let costs = CostFn::new(600, 40, |row, column| i64::from(row == 1 && column < 39) - 1);
        let problem = Problem::new(&costs).objective(Objective::Total);
        let monitor = Monitor::new();
        let plan = solve(&problem, &monitor)?.ok_or(Error::Unproven)?;
        let proof = certify_watched(&problem, &plan.pairs, &plan.prices, &monitor)?;
        assert!(proof.certificate.is_optimal_rounded());
        assert_eq!(plan.stats.pairs_kept, 600 * 2);
        Ok(())
    }

    #[test]
    fn columns_that_differ_are_of_many_kinds() -> Result<(), Error> {
        let costs =
            CostFn::new(50, 50, |row, column| (hashed((row * 50 + column) as u64) % 99) as i64);
        assert!(solve(&Problem::new(&costs), &Monitor::new())?.is_none());
        Ok(())
    }

    #[test]
    fn a_row_with_two_seats_cannot_take_a_column_twice() -> Result<(), Error> {
        let costs = CostFn::new(9, 9, |_, _| 1);
        let problem = Problem::new(&costs).row_capacity(vec![2; 9]);
        assert!(solve(&problem, &Monitor::new())?.is_none());
        Ok(())
    }
}
