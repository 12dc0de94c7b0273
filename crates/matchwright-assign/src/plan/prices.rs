//! Prices: what a seat is worth.

use serde::{Deserialize, Serialize};

use crate::basics::{Cost, Error, Objective, PRICE_LIMIT};
use crate::plan::Cut;
use crate::problem::Problem;

/// The dual side of a plan.
///
/// A pair is *tight* where its cost, less the row's unmatched cost, equals
/// `per_pair + rows[row] + columns[column]`, all of them divided by `scale`. In an optimal plan every
/// pair used costs at most that, every pair not used at least that, and a row or column with an empty
/// seat has price 0. A scale above 1 comes from a method whose prices are that close to it: together
/// they are off by less than one unit of cost, which is what the proof needs, since totals are whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prices {
    /// Steps of a price that make one unit of cost; at least 1.
    pub scale: Cost,
    /// What one pair more would cost with [`Objective::Participation`](crate::Objective::Participation);
    /// 0 with [`Objective::Total`](crate::Objective::Total).
    pub per_pair: Cost,
    /// One price per row, 0 or below: no more than what the total would change by with one seat more,
    /// and no less than minus what it would change by with one less, where the number of pairs stays
    /// the same, unmatched costs aside. [`seat_prices`](crate::seat_prices) has both ends.
    pub rows: Vec<Cost>,
    /// One price per column, 0 or below.
    pub columns: Vec<Cost>,
    /// Why no plan has more pairs; empty with [`Objective::Total`](crate::Objective::Total).
    pub cut: Cut,
}

impl Default for Prices {
    /// No rows, no columns, whole units.
    fn default() -> Self {
        Self { scale: 1, per_pair: 0, rows: Vec::new(), columns: Vec::new(), cut: Cut::default() }
    }
}

impl Prices {
    /// Refuses prices with which nothing can be proven.
    pub(crate) fn check(&self, objective: Objective) -> Result<(), Error> {
        if !(1..=PRICE_LIMIT).contains(&self.scale) {
            return Err(Error::Price { what: "scale", index: 0 });
        }
        let per_pair = if objective == Objective::Total { 0 } else { PRICE_LIMIT };
        if !(-per_pair..=per_pair).contains(&self.per_pair) {
            return Err(Error::Price { what: "pair", index: 0 });
        }
        for (what, prices) in [("row", &self.rows), ("column", &self.columns)] {
            let refused = prices.iter().position(|price| !(-PRICE_LIMIT..=0).contains(price));
            refused.map_or(Ok(()), |index| Err(Error::Price { what, index }))?;
        }
        Ok(())
    }

    /// Whether no price is further from 0 than `limit`.
    pub(crate) fn are_within(&self, limit: Cost) -> bool {
        let mut all = self.rows.iter().chain(&self.columns).chain([&self.per_pair]);
        all.all(|price| (-limit..=limit).contains(price))
    }

    /// Prices of 0 for every seat.
    pub(crate) fn zero(problem: &Problem<'_>) -> Self {
        let (rows, columns) = (vec![0; problem.rows()], vec![0; problem.columns()]);
        Self { rows, columns, ..Self::default() }
    }
}
