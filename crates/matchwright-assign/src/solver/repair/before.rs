//! What a warm start says, in the terms of the new problem: who had which seat, whole prices, and what empty and free
//! seats cost.

use smallvec::SmallVec;

use crate::basics::{Cost, Error, Objective, PRICE_LIMIT};
use crate::plan::Prices;
use crate::plan::whole::{free_shift, gap, shifted};
use crate::problem::Problem;
use crate::solver::warm_start::WarmStart;

use super::state::{LARGE, cost};

/// The columns that a row had and may still have.
#[derive(Clone, Default)]
pub(super) struct Before {
    pub(super) columns: SmallVec<[u32; 1]>,
    /// Whether it had one more column, which has too few seats now. The prices of that pair are
    /// those of a pair in use, and need not fit one that is not.
    pub(super) has_lost: bool,
}

/// What a pair of the earlier plan costs: a matrix is read here and there more slowly than a list.
pub(super) fn cost_before(
    problem: &Problem<'_>,
    warm_start: &WarmStart,
    row: usize,
    column: u32,
) -> Result<Cost, Error> {
    let column = column as usize;
    warm_start.known_cost(row, column).map_or_else(|| cost(problem, row, column), Ok)
}

/// What each row had.
pub(super) fn seats_before(problem: &Problem<'_>, warm_start: &WarmStart) -> Vec<Before> {
    let rows = now(warm_start.prices.rows.len(), problem.rows(), |row| warm_start.row_before(row));
    let columns = now(warm_start.prices.columns.len(), problem.columns(), |column| {
        warm_start.column_before(column)
    });
    let place =
        |places: &[Option<u32>], before: u32| places.get(before as usize).copied().flatten();
    let mut used = vec![Before::default(); problem.rows()];
    let mut loads = vec![0; problem.columns()];
    for pair in &warm_start.pairs {
        let places = place(&rows, pair.row).zip(place(&columns, pair.column));
        let Some((row, column)) = places else { continue };
        let (load, used) = (&mut loads[column as usize], &mut used[row as usize]);
        if *load == problem.column_seats(column as usize) {
            used.has_lost = true;
        } else if !used.columns.contains(&column) {
            *load += 1;
            used.columns.push(column);
        }
    }
    used
}

/// Where everything is now that was somewhere before.
fn now(before: usize, now: usize, place: impl Fn(usize) -> Option<usize>) -> Vec<Option<u32>> {
    let mut places = vec![None; before];
    for index in 0..now {
        if let Some(place) = place(index).and_then(|before| places.get_mut(before)) {
            *place = Some(index as u32);
        }
    }
    places
}

/// The warm start's prices in whole units of cost, rounded so that pairs in use are exactly as good
/// as their prices.
pub(super) fn whole(
    problem: &Problem<'_>,
    warm_start: &WarmStart,
    used: &[Before],
) -> Result<Option<Prices>, Error> {
    let prices = &warm_start.prices;
    if prices.scale < 1 || !prices.are_within(PRICE_LIMIT) {
        return Ok(None);
    }
    if prices.scale == 1 {
        return Ok(prices.are_within(LARGE / 2).then(|| prices.clone()));
    }
    let mut gaps = Vec::new();
    for (row, used) in used.iter().enumerate() {
        let Some(before) = warm_start.row_before(row) else { continue };
        let base = prices.per_pair + prices.rows[before];
        for &column in &used.columns {
            let Some(before) = warm_start.column_before(column as usize) else { continue };
            let cost = cost_before(problem, warm_start, row, column)?;
            // A pair that has become this much worse is parted anyway.
            let Some(cost) = cost.checked_mul(prices.scale) else { continue };
            let Some(to) = base.checked_sub(cost) else { continue };
            let gap = gap(-prices.columns[before], to, prices.scale);
            gaps.extend(gap.filter(|(_, length)| *length < prices.scale));
        }
    }
    let shift = free_shift(gaps, prices.scale).unwrap_or(0);
    let whole = shifted(prices, shift);
    Ok(whole.are_within(LARGE / 2).then_some(whole))
}

/// What an empty seat of a row and a free seat of a column cost.
///
/// With [`Objective::Participation`] only the sum of the two counts, and it has to be more than any
/// path. The side that has none in the warm start pays. Where both sides have some, a plan with
/// more pairs needs a solve from scratch.
pub(super) fn empty_and_spare(
    problem: &Problem<'_>,
    warm_start: &WarmStart,
    prices: &Prices,
    used: &[Before],
) -> (Cost, Cost) {
    if problem.goal() == Objective::Total {
        return (0, 0);
    }
    let has_empty = |row: usize| {
        let price = warm_start.row_before(row).map(|before| prices.rows[before]);
        price == Some(0) && used[row].columns.len() < problem.row_seats(row) as usize
    };
    if !(0..problem.rows()).any(has_empty) {
        return (LARGE, 0);
    }
    let mut loads = vec![0; problem.columns()];
    for &column in used.iter().flat_map(|used| &used.columns) {
        loads[column as usize] += 1;
    }
    let has_spare = |column: usize| {
        let price = warm_start.column_before(column).map(|before| prices.columns[before]);
        price == Some(0) && loads[column] < problem.column_seats(column)
    };
    let spare = if (0..problem.columns()).any(has_spare) { 0 } else { LARGE };
    (prices.per_pair, spare)
}
