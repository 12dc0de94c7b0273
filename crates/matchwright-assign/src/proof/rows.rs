//! What one row of pairs adds to the proof.

use std::ops::{AddAssign, Range};

use pulp::{Simd, WithSimd};

use crate::basics::lanes::{arch, equal, lesser, lowest, partial, subtract};
use crate::basics::{Cost, Error, FORBIDDEN, Fault};
use crate::plan::{Pair, Prices};
use crate::problem::{Columns, Problem, RowCosts};

use super::near_tight::{AtMost, NearTight};

/// What the seats, or some rows of pairs, add to the two sides of the proof and to the cut.
#[derive(Default)]
pub(super) struct Sums {
    pub(super) primal: i128,
    pub(super) dual: i128,
    pub(super) most_pairs: u64,
}

impl AddAssign for Sums {
    fn add_assign(&mut self, other: Self) {
        self.primal += other.primal;
        self.dual += other.dual;
        self.most_pairs = self.most_pairs.saturating_add(other.most_pairs);
    }
}

/// Room for reading rows one after another, and the near-tight pairs of those that were read.
#[derive(Default)]
pub(super) struct Scratch {
    pub(super) costs: Vec<Cost>,
    pub(super) places: Vec<u32>,
    pub(super) near_tight: NearTight,
}

/// Everything that reading one row of pairs needs.
pub(super) struct Reader<'a> {
    pub(super) problem: &'a Problem<'a>,
    pub(super) pairs: &'a [Pair],
    pub(super) prices: &'a Prices,
    /// Rows of the cut.
    pub(super) inside: &'a [bool],
    /// Columns with seats outside the cut, rising.
    pub(super) outside: &'a [usize],
    /// The columns that are read.
    pub(super) columns: Range<usize>,
    /// The largest cost that can be scaled.
    pub(super) limit: Cost,
    /// Where costs were rounded: the reduced cost up to which a pair is near tight, in steps of prices.
    pub(super) near: Option<Cost>,
}

impl Reader<'_> {
    /// One row's share. A row without seats has no pair in any plan and adds nothing.
    pub(super) fn read(&self, row: usize, scratch: &mut Scratch) -> Result<Sums, Error> {
        if self.problem.row_seats(row) == 0 {
            return Ok(Sums::default());
        }
        let Scratch { costs, places, near_tight } = scratch;
        let read = RowCosts::read(self.problem, self.limit, row, self.columns.clone(), costs)?;
        let dual = self.all_shortfall(row, &read, places, near_tight)?;
        let primal = self.primal(row, &read)?;
        let most_pairs = if self.inside[row] { self.crossing(&read) } else { 0 };
        Ok(Sums { primal, dual, most_pairs })
    }

    /// `Σ min(0, c − λ − u − v)` over the pairs that were read of a row; where costs were rounded, those that are near
    /// tight are kept.
    pub(super) fn all_shortfall(
        &self,
        row: usize,
        read: &RowCosts<'_>,
        places: &mut Vec<u32>,
        near_tight: &mut NearTight,
    ) -> Result<i128, Error> {
        if self.near.is_some() {
            self.near_shortfall(row, read, places, near_tight)
        } else {
            Ok(self.shortfall(row, read))
        }
    }

    /// The prices of a row and of a pair together.
    pub(super) fn price(&self, row: usize) -> Cost {
        self.prices.per_pair + self.prices.rows[row]
    }

    /// The cost of one pair.
    pub(super) fn cost(&self, row: usize, column: u32) -> Result<Cost, Error> {
        self.problem.cost_within(self.limit, row, column as usize)
    }

    /// The plan's pairs in a row.
    pub(super) fn pairs_of(&self, row: usize) -> &[Pair] {
        let is_of =
            |index: usize| self.pairs.get(index).is_some_and(|pair| pair.row as usize == row);
        // Where every row before has one pair.
        let is_at_home = is_of(row) && (row == 0 || !is_of(row - 1));
        let before = |pair: &Pair| (pair.row as usize) < row;
        let start = if is_at_home { row } else { self.pairs.partition_point(before) };
        let count = self.pairs[start..].iter().take_while(|pair| pair.row as usize == row).count();
        &self.pairs[start..start + count]
    }

    /// Costs of the plan's pairs in this row.
    fn primal(&self, row: usize, read: &RowCosts<'_>) -> Result<i128, Error> {
        let mut sum = 0;
        for pair in self.pairs_of(row) {
            sum += i128::from(allowed(*pair, read.cost(pair.column as usize))?);
        }
        Ok(sum)
    }

    /// What a pair costs beyond its prices, in steps of a price. Saturation keeps a forbidden pair, 2⁶³ − 1,
    /// above every sum of prices.
    pub(super) fn reduced(&self, price: Cost, column: usize, cost: Cost) -> Cost {
        let scaled = if cost == FORBIDDEN { cost } else { cost * self.prices.scale };
        scaled.saturating_sub(self.prices.columns[column]).saturating_sub(price)
    }

    /// `Σ min(0, c − λ − u − v)` over the pairs of a row that a plan may use.
    fn shortfall(&self, row: usize, read: &RowCosts<'_>) -> i128 {
        let price = self.price(row);
        if let Columns::Range(columns) = &read.columns {
            let (costs, scale) = (read.costs, self.prices.scale);
            let prices = &self.prices.columns[columns.clone()];
            if arch().dispatch(Lowest { costs, prices, scale }) >= price {
                return 0;
            }
        }
        let falls =
            self.usable(read).map(|(column, cost)| self.reduced(price, column, cost).min(0));
        falls.map(i128::from).sum()
    }

    /// [`shortfall`](Self::shortfall), keeping the near-tight pairs; `places` is room for their
    /// positions.
    fn near_shortfall(
        &self,
        row: usize,
        read: &RowCosts<'_>,
        places: &mut Vec<u32>,
        near_tight: &mut NearTight,
    ) -> Result<i128, Error> {
        let Columns::Range(columns) = &read.columns else {
            return self.fall(row, self.usable(read), near_tight);
        };
        places.clear();
        let most = self.price(row) + self.near.unwrap_or(0);
        let (costs, scale) = (read.costs, self.prices.scale);
        let prices = &self.prices.columns[columns.clone()];
        arch().dispatch(AtMost { costs, prices, scale, most, places });
        let pair = |&place: &u32| (columns.start + place as usize, costs[place as usize]);
        let usable = |&(column, _): &(usize, Cost)| self.problem.column_seats(column) > 0;
        self.fall(row, places.iter().map(pair).filter(usable), near_tight)
    }

    /// `Σ min(0, c − λ − u − v)` over some pairs of a row, keeping those that are near tight.
    pub(super) fn fall(
        &self,
        row: usize,
        pairs: impl Iterator<Item = (usize, Cost)>,
        near_tight: &mut NearTight,
    ) -> Result<i128, Error> {
        let price = self.price(row);
        let pairs = pairs.map(|(column, cost)| (column, cost, self.reduced(price, column, cost)));
        match self.near {
            Some(near) => near_tight.extend(row, near, pairs),
            None => Ok(pairs.map(|(_, _, reduced)| i128::from(reduced.min(0))).sum()),
        }
    }

    /// The pairs of a row that some plan may use: columns and costs.
    fn usable(&self, read: &RowCosts<'_>) -> impl Iterator<Item = (usize, Cost)> {
        read.allowed().filter(|&(column, _)| self.problem.column_seats(column) > 0)
    }

    /// Usable pairs of a row with columns outside the cut.
    fn crossing(&self, read: &RowCosts<'_>) -> u64 {
        let is_outside = |&(column, _): &(usize, Cost)| self.outside.binary_search(&column).is_ok();
        let is_allowed = |column: &&usize| read.cost(**column) != FORBIDDEN;
        let crossing = match read.columns {
            Columns::Range(_) => self.outside.iter().filter(is_allowed).count(),
            Columns::Listed(_) => read.allowed().filter(is_outside).count(),
        };
        crossing as u64
    }
}

/// The cost of a pair of the plan.
pub(super) fn allowed(pair: Pair, cost: Cost) -> Result<Cost, Error> {
    if cost != FORBIDDEN {
        return Ok(cost);
    }
    let Pair { row, column } = pair;
    Err(Error::Plan { row, column, fault: Fault::Forbidden })
}

/// The lowest cost after the price of the column, in steps of prices; [`FORBIDDEN`] where nothing is
/// allowed. Compiled once for each instruction set.
struct Lowest<'a> {
    costs: &'a [Cost],
    prices: &'a [Cost],
    scale: Cost,
}

impl WithSimd for Lowest<'_> {
    type Output = Cost;

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) -> Cost {
        let (forbidden, scale) = (simd.splat_i64s(FORBIDDEN), simd.splat_i64s(self.scale));
        let (costs, last_costs) = S::as_simd_i64s(self.costs);
        let (prices, last_prices) = S::as_simd_i64s(self.prices);
        let (mut least, is_whole) = (forbidden, self.scale == 1);
        let mut meet = |cost, price| {
            // Most methods give whole prices, and multiplying takes longer than all the rest.
            let scaled = if is_whole { cost } else { simd.mul_i64s(cost, scale) };
            let reduced = subtract(simd, scaled, price);
            let reduced = simd.select_i64s(equal(simd, cost, forbidden), forbidden, reduced);
            least = lesser(simd, least, reduced);
        };
        for (&cost, &price) in costs.iter().zip(prices) {
            meet(cost, price);
        }
        if !last_costs.is_empty() {
            meet(partial(simd, last_costs), simd.partial_load_i64s(last_prices));
        }
        lowest::<S>(least)
    }
}
