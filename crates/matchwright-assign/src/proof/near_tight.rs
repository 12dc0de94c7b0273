//! The pairs that a plan as good as the proven one could use, where costs were rounded.

use pulp::{Simd, WithSimd};

use crate::basics::lanes::{bits, equal, subtract};
use crate::basics::{Cost, Error, FORBIDDEN, Objective};
use crate::plan::Pair;
use crate::problem::Problem;

/// By how many units the totals of two plans can differ less, or more, than those of their exact values:
/// each cost is off by less than one, and a plan has at most so many pairs.
pub(crate) fn rounding(problem: &Problem<'_>, pairs: &[Pair]) -> Cost {
    let seats = problem.all_row_seats().min(problem.all_column_seats());
    let most = match problem.goal() {
        // No plan that counts has another number of pairs.
        Objective::Participation => pairs.len() as u64,
        Objective::Total => seats.min(problem.pairs() as u64),
    };
    2 * most as Cost
}

/// Pairs whose reduced cost is so low that rounding may hide a better plan with them, by row and column.
///
/// Any other pair makes a plan dearer by more than all rounding in two plans together, if it is used
/// (reduced-cost fixing; Dantzig, Fulkerson and Johnson 1954).
#[derive(Debug, Default)]
pub(crate) struct NearTight {
    pub(crate) pairs: Vec<(Pair, Cost)>,
}

impl NearTight {
    /// Adds a pair and its cost, less the row's unmatched cost.
    pub(super) fn push(&mut self, row: usize, column: usize, cost: Cost) -> Result<(), Error> {
        let bytes = (self.pairs.len() + 1) as u128 * size_of::<(Pair, Cost)>() as u128;
        self.pairs.try_reserve(1).map_err(|_| Error::OutOfMemory { bytes })?;
        self.pairs.push((Pair { row: row as u32, column: column as u32 }, cost));
        Ok(())
    }

    /// Adds the pairs of the rows that follow.
    pub(super) fn append(&mut self, mut others: Self) -> Result<(), Error> {
        if self.pairs.is_empty() {
            *self = others;
            return Ok(());
        }
        let bytes =
            (self.pairs.len() + others.pairs.len()) as u128 * size_of::<(Pair, Cost)>() as u128;
        self.pairs.try_reserve(others.pairs.len()).map_err(|_| Error::OutOfMemory { bytes })?;
        self.pairs.append(&mut others.pairs);
        Ok(())
    }

    /// Whether no other plan with as many pairs can be made of them.
    pub(crate) fn are_only(&self, pairs: &[Pair], problem: &Problem<'_>) -> bool {
        problem.goal() == Objective::Participation && self.pairs.len() == pairs.len()
    }
}

/// Finds the positions whose cost after the price of the column is at most `most`, in steps of prices.
/// Compiled once for each instruction set.
pub(super) struct AtMost<'a> {
    pub(super) costs: &'a [Cost],
    pub(super) prices: &'a [Cost],
    pub(super) scale: Cost,
    pub(super) most: Cost,
    pub(super) places: &'a mut Vec<u32>,
}

impl WithSimd for AtMost<'_> {
    type Output = ();

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "has to be compiled for the instruction set")]
    fn with_simd<S: Simd>(self, simd: S) {
        let (forbidden, scale) = (simd.splat_i64s(FORBIDDEN), simd.splat_i64s(self.scale));
        let above = simd.splat_i64s(self.most + 1);
        let (costs, last_costs) = S::as_simd_i64s(self.costs);
        let (prices, last_prices) = S::as_simd_i64s(self.prices);
        let is_whole = self.scale == 1;
        let found = self.places;
        let near = |cost, price| {
            let scaled = if is_whole { cost } else { simd.mul_i64s(cost, scale) };
            let reduced = subtract(simd, scaled, price);
            let reduced = simd.select_i64s(equal(simd, cost, forbidden), forbidden, reduced);
            bits::<S>(simd.less_than_i64s(reduced, above))
        };
        let width = S::I64_LANES;
        for (vector, (&cost, &price)) in costs.iter().zip(prices).enumerate() {
            let mut near = near(cost, price);
            while near != 0 {
                found.push((vector * width) as u32 + near.trailing_zeros());
                near &= near - 1;
            }
        }
        for (place, (&cost, &price)) in last_costs.iter().zip(last_prices).enumerate() {
            if near(simd.splat_i64s(cost), simd.splat_i64s(price)) & 1 == 1 {
                found.push((costs.len() * width + place) as u32);
            }
        }
    }
}
