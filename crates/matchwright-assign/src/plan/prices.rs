//! Prices: what a seat is worth.

use serde::{Deserialize, Serialize};

use crate::basics::{Cost, Error, Objective, PRICE_LIMIT};
use crate::costs::Grid;
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
    /// The price of each row in the numbers that were put on a grid, with that of a pair and what staying unmatched
    /// costs the row, 0 where the list is too short: beside the prices of columns all there is to compare a pair's
    /// number with. O(rows).
    ///
    /// ```
    /// use matchwright_assign::{CostView, Objective, Options, Problem, Sense, assign};
    ///
    /// let costs = ndarray::array![[0.5, 2.0], [1.0, 4.0]];
    /// let costs = CostView::new(costs.view(), Sense::Minimize, Objective::Participation)?;
    /// let plan = assign(&Problem::new(&costs), &Options::default())?;
    /// let rows: Vec<f64> = plan.prices().rows_on(costs.grid(), &[]).collect();
    /// let columns: Vec<f64> = plan.prices().columns_on(costs.grid()).collect();
    /// // The second row has the first column, and the first row the second.
    /// assert_eq!([rows[1] + columns[0], rows[0] + columns[1]], [1.0, 2.0]);
    /// # Ok::<(), matchwright_assign::Error>(())
    /// ```
    pub fn rows_on<'a>(
        &'a self,
        grid: &'a Grid,
        unmatched: &'a [Cost],
    ) -> impl Iterator<Item = f64> + 'a {
        let scale = self.scale;
        // The sum of `scale` pairs, so that what is divided is whole.
        self.rows.iter().enumerate().map(move |(row, &price)| {
            let unmatched = unmatched.get(row).copied().unwrap_or_default();
            let sum = i128::from(price) + i128::from(self.per_pair);
            let sum = sum + i128::from(unmatched) * i128::from(scale);
            positive_zero(grid.total(sum, scale as usize) / scale as f64)
        })
    }

    /// The price of each column in the numbers that were put on a grid. O(columns).
    pub fn columns_on<'a>(&'a self, grid: &'a Grid) -> impl Iterator<Item = f64> + 'a {
        let price = |&price: &Cost| grid.total(i128::from(price), 0) / self.scale as f64;
        self.columns.iter().map(move |column| positive_zero(price(column)))
    }

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

/// Maximising turns signs, and nobody wants to read −0.
fn positive_zero(value: f64) -> f64 {
    value + 0.0
}
