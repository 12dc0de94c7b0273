//! What rounding leaves open: the same seats, fewer pairs, a finer grid.

use std::ops::Range;

use crate::basics::{Cost, Error, Objective, grid_limit};
use crate::costs::exact::shifted;
use crate::costs::{CostSource, CsrMatrix, ExactCosts};
use crate::plan::{Pair, Prices};
use crate::problem::Problem;

use super::near_tight::{NearTight, rounding};

/// A problem over the pairs that a better plan could use, whose best plans are those of the exact values.
///
/// Write `Δ` for all that rounding can hide. A seat whose price is below `−Δ` is taken in every plan as
/// good as the proven one, and a used pair whose reduced cost is below `−Δ` is used in every such plan.
/// The latter are settled and leave the problem. The former's prices are taken off the costs, up to
/// `Δ + 1` that stays so that leaving the seat empty is still dearer than `Δ`. What is left of the costs
/// is a few times `Δ`, so that they fit on a grid that is finer by all the bits that became free.
///
/// The method is proximal to the iterative refinement of linear programs (Gleixner, Steffy and Wolter
/// 2016), with reduced-cost fixing in each round. It ends, since every grid is finer, and floats end at
/// 2⁻¹⁰⁷⁴.
pub(crate) struct Finer<'a> {
    costs: CsrMatrix,
    values: &'a dyn ExactCosts,
    /// What was taken off the costs of a row or a column, in units of the values modulo 2⁶⁴.
    rows: Vec<i64>,
    columns: Vec<i64>,
    unmatched: Vec<Cost>,
    exponent: i32,
    is_exact: bool,
    /// Pairs of every plan that is as good.
    settled: Vec<Pair>,
    row_seats: Vec<u32>,
    column_seats: Vec<u32>,
}

impl<'a> Finer<'a> {
    /// What a plan that is proven best for the rounded costs leaves open. O(near-tight pairs).
    ///
    /// # Errors
    /// [`Error::OutOfMemory`].
    pub(crate) fn new(
        problem: &Problem<'a>,
        values: &'a dyn ExactCosts,
        (pairs, prices): (&[Pair], &Prices),
        near_tight: NearTight,
    ) -> Result<Self, Error> {
        let hidden = rounding(problem, pairs);
        let seats = |length: usize, seats: &dyn Fn(usize) -> u32| (0..length).map(seats).collect();
        let mut finer = Self {
            costs: CsrMatrix::default(),
            values,
            rows: Vec::new(),
            columns: off(&prices.columns, prices.scale, hidden),
            unmatched: (0..problem.rows()).map(|row| problem.unmatched(row)).collect(),
            exponent: 0,
            is_exact: false,
            settled: Vec::new(),
            row_seats: seats(problem.rows(), &|row| problem.row_seats(row)),
            column_seats: seats(problem.columns(), &|column| problem.column_seats(column)),
        };
        let per_pair = match problem.goal() {
            Objective::Participation => prices.per_pair.div_euclid(prices.scale),
            Objective::Total => 0,
        };
        finer.rows = off(&prices.rows, prices.scale, hidden);
        finer.rows.iter_mut().for_each(|row| *row += per_pair);
        let open = finer.settle(pairs, prices, near_tight, hidden);
        finer.read(&open)?;
        Ok(finer)
    }

    /// The open problem itself; `None` where its grid would not be finer, which takes tens of millions of
    /// seats.
    pub(crate) fn problem(&self, goal: Objective) -> Option<Problem<'_>> {
        let is_finer = self.is_exact || self.exponent < self.values.unit();
        let problem = Problem::new(self)
            .row_capacity(self.row_seats.clone())
            .column_capacity(self.column_seats.clone())
            .objective(goal);
        is_finer.then_some(problem)
    }

    /// A plan of the open problem as one of the whole.
    pub(crate) fn with_settled(&self, pairs: &[Pair]) -> Vec<Pair> {
        let mut all = [pairs, &self.settled].concat();
        all.sort_unstable();
        all
    }

    /// Takes out the pairs that every plan uses which is as good.
    fn settle(
        &mut self,
        pairs: &[Pair],
        prices: &Prices,
        near_tight: NearTight,
        hidden: Cost,
    ) -> Vec<(Pair, Cost)> {
        let least = -(hidden + 1).saturating_mul(prices.scale);
        let mut open = near_tight.pairs;
        // RestartLists of a row stand in the order of their reduced costs.
        open.sort_unstable();
        open.retain(|&(pair, cost)| {
            let (row, column) = (pair.row as usize, pair.column as usize);
            let reduced =
                cost * prices.scale - (prices.per_pair + prices.rows[row] + prices.columns[column]);
            let is_settled = reduced < least && pairs.binary_search(&pair).is_ok();
            if is_settled {
                self.settled.push(pair);
                self.row_seats[row] -= 1;
                self.column_seats[column] -= 1;
            }
            !is_settled
        });
        open
    }

    /// Puts the open pairs on the finest grid that has room for them, or on the coarsest that is exact.
    fn read(&mut self, open: &[(Pair, Cost)]) -> Result<(), Error> {
        let (rows, columns) = (self.row_seats.len(), self.column_seats.len());
        let left = |&(Pair { row, column }, cost): &(Pair, Cost)| {
            (cost - self.rows[row as usize] - self.columns[column as usize]).abs()
        };
        // What is left of an exact value is off by less than one.
        let largest = open.iter().map(left).max().unwrap_or_default() + 1;
        let steps = (grid_limit(rows, columns) / largest).max(1).ilog2() as i32;
        let listed: Vec<u32> = open.iter().map(|(pair, _)| pair.column).collect();
        let mut starts = vec![0];
        starts.extend(
            (0..rows).map(|row| open.partition_point(|(pair, _)| pair.row as usize <= row)),
        );
        let finest = self.finest_of_all(&starts, &listed);
        let finer = self.values.unit() - steps;
        self.is_exact = finest.is_none_or(|finest| finest >= finer);
        self.exponent = if self.is_exact { finest.unwrap_or(finer).max(finer) } else { finer };
        // Nothing is gained by a grid that is coarser than the costs were.
        self.exponent = self.exponent.min(self.values.unit());
        let mut costs = vec![0; listed.len()];
        for (row, span) in starts.windows(2).enumerate() {
            let span = span[0]..span[1];
            self.units(row, &listed[span.clone()], self.exponent, &mut costs[span]);
        }
        self.costs = CsrMatrix::new(columns, starts, listed, costs)?;
        Ok(())
    }

    /// The exponent of the lowest bit of the values of all open pairs.
    fn finest_of_all(&self, starts: &[usize], listed: &[u32]) -> Option<i32> {
        let of_row = |(row, span): (usize, &[usize])| self.finest(row, &listed[span[0]..span[1]]);
        starts.windows(2).enumerate().filter_map(of_row).min()
    }
}

/// What is taken off the costs of seats with these prices: all but what has to stay.
fn off(prices: &[Cost], scale: Cost, hidden: Cost) -> Vec<i64> {
    let whole = |&price: &Cost| -((-price).div_euclid(scale) - hidden - 1).max(0);
    prices.iter().map(whole).collect()
}

impl CostSource for Finer<'_> {
    fn rows(&self) -> usize {
        self.costs.rows()
    }

    fn columns(&self) -> usize {
        self.costs.columns()
    }

    fn block(&self, row: usize, columns: Range<usize>, out: &mut [Cost]) {
        self.costs.block(row, columns, out);
    }

    fn entries(&self, row: usize) -> Option<(&[u32], &[Cost])> {
        self.costs.entries(row)
    }

    fn exact(&self) -> Option<&dyn ExactCosts> {
        (!self.is_exact).then_some(self)
    }
}

impl ExactCosts for Finer<'_> {
    fn unit(&self) -> i32 {
        self.exponent
    }

    fn offset(&self) -> i64 {
        0
    }

    fn units(&self, row: usize, columns: &[u32], exponent: i32, out: &mut [i64]) {
        let unit = self.values.unit();
        let finer = |units: i64| shifted(units, unit - exponent);
        self.values.units(row, columns, exponent, out);
        let unmatched = match self.values.unmatched(row, exponent) {
            Some((units, _)) => units,
            None => finer(self.unmatched[row]),
        };
        let of_row =
            finer(self.values.offset().wrapping_add(self.rows[row])).wrapping_add(unmatched);
        for (out, &column) in out.iter_mut().zip(columns) {
            let taken = of_row.wrapping_add(finer(self.columns[column as usize]));
            *out = out.wrapping_sub(taken);
        }
    }

    /// What staying unmatched costs is taken off the values, and may have lower bits than they.
    fn finest(&self, row: usize, columns: &[u32]) -> Option<i32> {
        if columns.is_empty() {
            return None;
        }
        let unmatched = self.values.unmatched(row, 0).and_then(|(_, finest)| finest);
        self.values.finest(row, columns).into_iter().chain(unmatched).min()
    }
}
