//! What rounding leaves open: the same seats, fewer pairs, a finer grid.

use std::ops::Range;

use crate::basics::{Cost, Error, Objective, grid_limit};
use crate::costs::exact::shifted;
use crate::costs::{CostSource, CsrMatrix, ExactCosts};
use crate::plan::{Pair, Prices};
use crate::problem::Problem;

use super::near_tight::{NearTight, rounding};

/// A problem over the pairs in which a better plan could differ. Its best plans are those of the
/// exact values, and its rows and columns are those of these pairs.
///
/// Let `Δ` be all that rounding can hide. A seat whose price is below `−Δ` is taken in every plan
/// as good as the proven one. So its price is taken off the costs, all but `Δ + 1`: leaving the
/// seat empty has to stay dearer than `Δ`. What is left of the costs is a few times `Δ`, and fits
/// on a grid that is finer by all the bits that became free.
///
/// The method is close to the iterative refinement of linear programs (Gleixner, Steffy and Wolter
/// 2016), with reduced-cost fixing in each round. It ends because every grid is finer than the one
/// before, and floats end at 2⁻¹⁰⁷⁴.
pub(crate) struct Finer<'a> {
    costs: CsrMatrix,
    values: &'a dyn ExactCosts,
    rows: Vec<Open>,
    columns: Vec<Open>,
    exponent: i32,
    is_exact: bool,
    /// Pairs that every plan uses which is as good as the proven one.
    settled: Vec<Pair>,
}

/// A row or column of the open problem.
struct Open {
    /// Its position in the whole problem.
    position: u32,
    /// Seats that are not settled.
    seats: u32,
    /// What was taken off its costs, in units of the values.
    taken: i64,
    /// What staying unmatched costs a row where the problem says so exactly, in the same units.
    unmatched: i64,
}

impl<'a> Finer<'a> {
    /// The problem that a plan leaves open which is proven best for the rounded costs. O(rows +
    /// columns + near-tight pairs · log).
    ///
    /// # Errors
    /// [`Error::OutOfMemory`], and [`Error::Sparse`] where the source changes while it is read.
    pub(crate) fn new(
        problem: &Problem<'_>,
        values: &'a dyn ExactCosts,
        pairs: &[Pair],
        prices: &Prices,
        near_tight: NearTight,
    ) -> Result<Self, Error> {
        let NearTight { pairs: open, settled, .. } = near_tight;
        let hidden = rounding(problem, pairs);
        let per_pair = match problem.goal() {
            Objective::Participation => prices.per_pair.div_euclid(prices.scale),
            Objective::Total => 0,
        };
        let row = |position: u32| Open {
            position,
            seats: problem.row_seats(position as usize),
            taken: per_pair + taken(prices.rows[position as usize], prices.scale, hidden),
            unmatched: problem.unmatched(position as usize),
        };
        let column = |position: u32| Open {
            position,
            seats: problem.column_seats(position as usize),
            taken: taken(prices.columns[position as usize], prices.scale, hidden),
            unmatched: 0,
        };
        let mut finer = Self {
            costs: CsrMatrix::default(),
            values,
            rows: distinct(open.iter().map(|(pair, _)| pair.row)).map(row).collect(),
            columns: distinct(open.iter().map(|(pair, _)| pair.column)).map(column).collect(),
            exponent: 0,
            is_exact: false,
            settled,
        };
        for pair in &finer.settled {
            take_seat(&mut finer.rows, pair.row);
            take_seat(&mut finer.columns, pair.column);
        }
        finer.read(&open)?;
        Ok(finer)
    }

    /// The open problem itself; `None` where its grid would not be finer. That takes tens of
    /// millions of seats.
    pub(crate) fn problem(&self, goal: Objective) -> Option<Problem<'_>> {
        let seats = |all: &[Open]| all.iter().map(|open| open.seats).collect();
        let is_finer = self.is_exact || self.exponent < self.values.unit();
        let problem = Problem::new(self)
            .row_capacity(seats(&self.rows))
            .column_capacity(seats(&self.columns))
            .objective(goal);
        is_finer.then_some(problem)
    }

    /// The position of a row in the whole problem.
    pub(crate) fn row(&self, row: u32) -> u32 {
        self.rows[row as usize].position
    }

    /// A plan of the open problem as one of the whole.
    pub(crate) fn with_settled(&self, pairs: &[Pair]) -> Vec<Pair> {
        let whole = |pair: &Pair| Pair {
            row: self.row(pair.row),
            column: self.columns[pair.column as usize].position,
        };
        let mut all: Vec<Pair> =
            pairs.iter().map(whole).chain(self.settled.iter().copied()).collect();
        all.sort_unstable();
        all
    }

    /// Puts the open pairs on the finest grid that has room for them, or on the coarsest that is exact.
    fn read(&mut self, open: &[(Pair, Cost)]) -> Result<(), Error> {
        let (mut starts, mut listed, mut largest) = (vec![0], Vec::with_capacity(open.len()), 0);
        for row in open.chunk_by(|(one, _), (other, _)| one.row == other.row) {
            let taken = self.rows[starts.len() - 1].taken;
            for (pair, cost) in row {
                let column = position(&self.columns, pair.column).unwrap_or_default();
                largest = largest.max((cost - taken - self.columns[column].taken).abs());
                listed.push(column as u32);
            }
            starts.push(listed.len());
        }
        self.choose_grid(&starts, &listed, largest);
        let mut costs = vec![0; listed.len()];
        for (row, span) in starts.windows(2).enumerate() {
            let span = span[0]..span[1];
            self.units(row, &listed[span.clone()], self.exponent, &mut costs[span]);
        }
        self.costs = CsrMatrix::new(self.columns.len(), starts, listed, costs)?;
        Ok(())
    }

    /// The grid for costs up to `largest` in units of the values.
    fn choose_grid(&mut self, starts: &[usize], listed: &[u32], largest: Cost) {
        // What is left of an exact value is off by less than one.
        let room = grid_limit(self.rows.len(), self.columns.len()) / (largest + 1);
        let finer = self.values.unit() - room.max(1).ilog2() as i32;
        let of_row = |(row, span): (usize, &[usize])| self.finest(row, &listed[span[0]..span[1]]);
        let finest = starts.windows(2).enumerate().filter_map(of_row).min();
        self.is_exact = finest.is_none_or(|finest| finest >= finer);
        let exact = finest.unwrap_or(finer);
        // Nothing is gained by a grid that is coarser than the costs were.
        self.exponent = if self.is_exact { exact.min(self.values.unit()) } else { finer };
    }

    /// The columns in the whole problem.
    fn whole(&self, columns: &[u32]) -> Vec<u32> {
        columns.iter().map(|&column| self.columns[column as usize].position).collect()
    }
}

/// Each number once, rising.
fn distinct(numbers: impl Iterator<Item = u32>) -> impl Iterator<Item = u32> {
    let mut numbers: Vec<u32> = numbers.collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers.into_iter()
}

/// Where a row or column of the whole problem is among those of the open one.
fn position(all: &[Open], position: u32) -> Option<usize> {
    all.binary_search_by_key(&position, |open| open.position).ok()
}

fn take_seat(all: &mut [Open], taken: u32) {
    if let Some(index) = position(all, taken) {
        all[index].seats = all[index].seats.saturating_sub(1);
    }
}

/// How much of a seat's price is taken off its costs: all but what has to stay.
fn taken(price: Cost, scale: Cost, hidden: Cost) -> i64 {
    -((-price).div_euclid(scale) - hidden - 1).max(0)
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
        let row = &self.rows[row];
        let unit = self.values.unit();
        let finer = |units: i64| shifted(units, unit - exponent);
        self.values.units(row.position as usize, &self.whole(columns), exponent, out);
        let unmatched = match self.values.unmatched(row.position as usize, exponent) {
            Some((units, _)) => units,
            None => finer(row.unmatched),
        };
        let of_row = finer(self.values.offset().wrapping_add(row.taken)).wrapping_add(unmatched);
        for (out, &column) in out.iter_mut().zip(columns) {
            let taken = of_row.wrapping_add(finer(self.columns[column as usize].taken));
            *out = out.wrapping_sub(taken);
        }
    }

    /// What staying unmatched costs is taken off the values, and may have lower bits than they.
    fn finest(&self, row: usize, columns: &[u32]) -> Option<i32> {
        let row = self.rows[row].position as usize;
        let unmatched = self.values.unmatched(row, 0).and_then(|(_, finest)| finest);
        self.values.finest(row, &self.whole(columns)).into_iter().chain(unmatched).min()
    }
}

#[cfg(test)]
mod tests {
    use super::taken;

    #[test]
    fn what_is_left_of_a_price_is_just_above_what_rounding_hides() {
        for (scale, hidden, price) in [(1, 0, -1), (1, 4, -5), (1, 4, -6), (3, 4, -29), (3, 2, 0)] {
            let left = price - taken(price, scale, hidden) * scale;
            let most = (hidden + 2) * scale;
            assert!(left == price || (-most < left && left <= -(hidden + 1) * scale), "{left}");
            assert!(left > -most, "{left}");
        }
    }
}
