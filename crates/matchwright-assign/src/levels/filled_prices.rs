//! Prices of rows, where columns have their minimum or nobody, as a bound on the total (Lagrangean duality: Held and
//! Karp 1971, Fisher 1981).
//!
//! Let each row pay a price for every pair. Then nothing is between columns any more: each has its cheapest rows beyond
//! what these pay, so many as it may have, or nobody. That costs less than any plan by what all rows pay for the pairs
//! that every plan gives them. A column that only one or two rows want has to take others too, or nobody; so
//! the bound is above that of the flow, which lets it have these alone. Prices follow how often rows were
//! taken, in steps by Polyak's rule (1969).

use crate::basics::memory::{collected, filled, room};
use crate::basics::{Cost, Error, FORBIDDEN, threads};
use crate::level_plan::LevelPlan;
use crate::problem::{Constraint, Demands, Level, Optional, Places, RowCosts};

use super::breaches::Decisions;
use super::climb::Question;
use super::total_bound::{Ascent, TotalBound, level_of_total};

/// Rounds of prices at most, and pairs that all of them read together: 2,000 × 700 has 280 rounds.
const MOST_ROUNDS: usize = 300;
const MOST_PAIRS: usize = 400_000_000;

/// Fewer rounds than these lead nowhere.
const FEWEST_ROUNDS: usize = 20;

/// A bound on the total, and which columns have nobody at the prices that it comes from.
pub(super) struct FilledBound {
    pub(super) bound: TotalBound,
    pub(super) closed: Decisions,
}

/// The costs of a column, and how many rows it may have where it has any.
struct Column {
    index: u32,
    costs: Vec<Cost>,
    least: usize,
    most: usize,
}

/// What a column has at some prices.
struct Taken {
    rows: Vec<u32>,
    value: i128,
}

/// The best bound of some rounds; `None` where it says nothing, as where plans do not give all rows that may meet
/// anybody their pairs.
pub(super) fn bound(
    question: &Question<'_>,
    relaxed: &Demands,
    optional: &[Optional],
    relaxation: &LevelPlan,
    best: Option<&LevelPlan>,
) -> Result<Option<FilledBound>, Error> {
    let problem = question.problem;
    let rounds = (MOST_PAIRS / problem.pairs().max(1)).min(MOST_ROUNDS);
    let has_columns = optional.iter().any(|one| matches!(one.of, Constraint::Column(_)));
    let Some(level) = level_of_total(question.levels) else { return Ok(None) };
    let (start, aim) = TotalBound::of_plans(level, relaxation, best);
    let Some(start) = start.filter(|_| {
        has_columns && rounds >= FEWEST_ROUNDS && !problem.is_listed() && !relaxed.has_seat_costs()
    }) else {
        return Ok(None);
    };
    let columns = read(question, optional)?;
    let Some(wanted) = wanted(question, level, relaxation, &columns) else { return Ok(None) };
    let mut prices = first_prices(question, relaxed, relaxation);
    let mut ascent = Ascent::new(start.total, aim);
    let mut found: Option<FilledBound> = None;
    let (mut direction, limit) = (vec![0.0; prices.len()], problem.limit());
    for _ in 0..rounds {
        question.monitor.check()?;
        if question.monitor.is_stopped() || ascent.is_reached() {
            break;
        }
        let taken: Result<Vec<Taken>, Error> =
            threads::map(&columns, |column| column.taken(&prices));
        let taken = taken?;
        let pay = |(&price, &wanted): (&Cost, &u32)| i128::from(price) * i128::from(wanted);
        let paid: i128 = prices.iter().zip(&wanted).map(pay).sum();
        let value = problem.base() + paid + taken.iter().map(|one| one.value).sum::<i128>();
        if ascent.takes(value) {
            let bound = TotalBound { level, total: value };
            found = Some(FilledBound { bound, closed: closed(&columns, &taken) });
        }
        let mut lack: Vec<i64> = wanted.iter().map(|&wanted| i64::from(wanted)).collect();
        for &row in taken.iter().flat_map(|one| &one.rows) {
            lack[row as usize] -= 1;
        }
        let Some(width) = ascent.width(value, &lack, &mut direction) else { break };
        for (price, direction) in prices.iter_mut().zip(&direction) {
            *price = (*price + (width * direction).round() as Cost).clamp(-limit, limit);
        }
    }
    Ok(found)
}

/// Columns with seats, and what each costs with every row. 8 bytes a pair.
fn read(question: &Question<'_>, optional: &[Optional]) -> Result<Vec<Column>, Error> {
    let problem = question.problem;
    let mut columns = room(problem.columns(), 1)?;
    for index in 0..problem.columns() {
        let most = (problem.column_seats(index) as usize).min(problem.rows());
        let costs = filled(FORBIDDEN, if most > 0 { problem.rows() } else { 0 })?;
        columns.push(Column { index: index as u32, costs, least: 0, most });
    }
    for &Optional { of, minimum } in optional {
        if let Constraint::Column(column) = of {
            columns[column as usize].least = minimum as usize;
        }
    }
    let mut costs = Vec::new();
    for row in (0..problem.rows()).filter(|&row| problem.row_seats(row) > 0) {
        question.monitor.check()?;
        let seated = problem.seated_columns();
        let read = RowCosts::read(problem, problem.limit(), row, seated, &mut costs)?;
        for (column, cost) in read.allowed() {
            if let Some(place) = columns[column].costs.get_mut(row) {
                *place = cost;
            }
        }
    }
    columns.retain(|column| column.most > 0);
    Ok(columns)
}

/// The pairs that each row has in every plan that is as good as the relaxation before the total; `None` where these may
/// differ.
fn wanted(
    question: &Question<'_>,
    level: usize,
    relaxation: &LevelPlan,
    columns: &[Column],
) -> Option<Vec<u32>> {
    let problem = question.problem;
    let may_meet = |row: usize| columns.iter().any(|column| column.costs[row] != FORBIDDEN);
    let of_row = |row: usize| if may_meet(row) { problem.row_seats(row) } else { 0 };
    let wanted: Vec<u32> = (0..problem.rows()).map(of_row).collect();
    let has_single_seats = wanted.iter().all(|&seats| seats <= 1);
    let is_fixed = question.levels[..level].iter().any(|level| match level {
        Level::Pairs => true,
        Level::Participation(_) => has_single_seats,
        _ => false,
    });
    let all: u64 = wanted.iter().map(|&seats| u64::from(seats)).sum();
    (is_fixed && all == relaxation.pairs().len() as u64).then_some(wanted)
}

/// What the relaxation's prices say that a row pays.
fn first_prices(question: &Question<'_>, relaxed: &Demands, relaxation: &LevelPlan) -> Vec<Cost> {
    let places = Places::new(question.problem, relaxed);
    let prices = relaxation.proof().last().map_or(&[][..], |proof| &proof.prices);
    let limit = question.problem.limit();
    let price = |row: usize| {
        let place = places.of(Constraint::Row(row as u32));
        prices.get(place).map_or(0, |price| (-price).clamp(-limit, limit))
    };
    (0..question.problem.rows()).map(price).collect()
}

/// The columns that have nobody.
fn closed(columns: &[Column], taken: &[Taken]) -> Decisions {
    let none = columns.iter().zip(taken).filter(|(_, taken)| taken.rows.is_empty());
    none.map(|(column, _)| (Constraint::Column(column.index), (0, 0))).collect()
}

impl Column {
    /// The rows that cost least beyond their prices: all that gain, or as many as there have to be.
    fn taken(&self, prices: &[Cost]) -> Result<Taken, Error> {
        let cheapest = self.cheapest(prices)?;
        let gaining = cheapest.iter().take_while(|(cost, _)| *cost < 0).count();
        let count = gaining.max(self.least);
        let value = cheapest.iter().take(count).map(|&(cost, _)| i128::from(cost)).sum();
        if cheapest.len() < count || value >= 0 {
            return Ok(Taken { rows: Vec::new(), value: 0 });
        }
        let rows = collected(cheapest[..count].iter().map(|&(_, row)| row))?;
        Ok(Taken { rows, value })
    }

    /// The cheapest rows, as many as there may be at most, the cheapest one first.
    fn cheapest(&self, prices: &[Cost]) -> Result<Vec<(Cost, u32)>, Error> {
        let mut kept: Vec<(Cost, u32)> = room(2, self.most)?;
        let mut above = Cost::MAX;
        for (row, (&cost, &price)) in (0..).zip(self.costs.iter().zip(prices)) {
            if cost == FORBIDDEN || cost - price >= above {
                continue;
            }
            kept.push((cost - price, row));
            if kept.len() == 2 * self.most {
                kept.select_nth_unstable(self.most - 1);
                kept.truncate(self.most);
                above = kept[self.most - 1].0;
            }
        }
        kept.sort_unstable();
        kept.truncate(self.most);
        Ok(kept)
    }
}
