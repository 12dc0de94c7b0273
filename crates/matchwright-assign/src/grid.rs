//! Where numbers of any kind become integer costs, and the way back.

use ndarray::{ArrayView1, ArrayView2};
use pulp::Arch;
use serde::{Deserialize, Serialize};

use crate::cost::{Cost, FORBIDDEN};
use crate::error::Error;
use crate::matrix::{CostMatrix, zeros};
use crate::problem::{Objective, cost_limit, grid_limit};
use crate::sweep::sweep;

/// Whether low or high values are good.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sense {
    /// Values are costs.
    #[default]
    Minimize,
    /// Values are gains.
    Maximize,
}

/// The grid of integers that a matrix of values was put on: `cost = round(±value ÷ unit) − offset`.
///
/// The unit is a power of two, so that dividing by it rounds nothing. It is the coarsest that holds
/// every value exactly, where the costs then stay within half of [`cost_limit`] of a square of the
/// longer side (the other half is for unmatched costs); otherwise the finest that stays within it, about
/// 2⁻⁴³ of the range of the values at 1,000 rows. With [`Objective::Participation`] an offset is subtracted from all costs where that
/// makes them fit: it changes all plans with equally many pairs alike.
///
/// ```
/// use matchwright_assign::{CostMatrix, Objective, Sense};
/// use ndarray::array;
///
/// // 10¹⁴ + x: exact, since values of this size lie on a grid of 1/64 anyway.
/// let values = array![[1e14, 1e14 + 100.0], [1e14 + 0.5, f64::INFINITY]];
/// let (_, grid) = CostMatrix::from_floats(values.view(), Sense::Minimize, Objective::Participation)?;
/// assert!(grid.exact());
/// assert_eq!(grid.rounding_bound(2), 0.0);
/// # Ok::<(), matchwright_assign::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Grid {
    sense: Sense,
    unit: f64,
    offset: i128,
    exact: bool,
    limit: Cost,
}

impl Grid {
    /// The value of one step; a power of two.
    #[must_use]
    pub fn unit(&self) -> f64 {
        self.unit
    }

    /// Whether every value lies on the grid, so that nothing was rounded.
    #[must_use]
    pub fn exact(&self) -> bool {
        self.exact
    }

    /// What rounding can have cost, in the caller's values, when plans have at most `pairs` pairs.
    ///
    /// Every cost is off by at most half a unit; a plan that is best on the grid is therefore within
    /// `pairs · unit` of the best one. 0 where the grid is [`exact`](Self::exact).
    #[must_use]
    pub fn rounding_bound(&self, pairs: usize) -> f64 {
        if self.exact { 0.0 } else { pairs as f64 * self.unit }
    }

    /// The value that a cost stands for.
    #[must_use]
    pub fn value(&self, cost: Cost) -> f64 {
        self.total(i128::from(cost), 1)
    }

    /// The value that the total of a plan with `pairs` pairs stands for.
    #[must_use]
    pub fn total(&self, total: i128, pairs: usize) -> f64 {
        let units = total + self.offset * pairs as i128;
        sign(self.sense) * (units as f64 * self.unit)
    }

    /// The unmatched cost that a value stands for: no offset, since no pair comes with it. Rounded to
    /// the unit; `None` where the value is not finite or beyond the range of the grid.
    #[must_use]
    pub fn unmatched_cost(&self, value: f64) -> Option<Cost> {
        let units = (sign(self.sense) * value / self.unit).round_ties_even();
        (units.abs() <= self.limit as f64).then_some(units as Cost)
    }

    /// The grid for values (already in the sense of costs) within `summary`.
    pub(crate) fn fit(summary: &Summary, sense: Sense, limit: Cost, objective: Objective) -> Self {
        let (low, high) = summary.range.unwrap_or_default();
        let finest = summary.finest.unwrap_or(0);
        let unshifted =
            |exponent: &i32| low.abs().max(high.abs()) / power(*exponent) < limit as f64;
        let shifted =
            |exponent: &i32| high / power(*exponent) - low / power(*exponent) < limit as f64;
        let shift = objective == Objective::Participation && !unshifted(&finest);
        let fits = |exponent: &i32| if shift { shifted(exponent) } else { unshifted(exponent) };
        let exponent = (finest..f64::MAX_EXP).find(fits).unwrap_or(f64::MAX_EXP - 1);
        let unit = power(exponent);
        let offset = if shift { (low / unit).round_ties_even() as i128 } else { 0 };
        Self { sense, unit, offset, exact: exponent == finest, limit }
    }

    /// Writes the costs of finite or forbidden values.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "has to be compiled inside the dispatched closure")]
    pub(crate) fn quantise(&self, values: &ArrayView1<'_, f64>, costs: &mut [Cost]) {
        let (sign, offset) = (sign(self.sense), self.offset as Cost);
        for (cost, &value) in costs.iter_mut().zip(values) {
            // The offset is one of the quotients, and all of them are below 2⁶¹: where they were
            // large against their range, they would lie on a coarser grid.
            let units = (sign * value / self.unit).round_ties_even() as Cost;
            *cost = if value.is_finite() { units - offset } else { FORBIDDEN };
        }
    }
}

impl CostMatrix {
    /// Costs from integers, exact, with the grid that leads back to them.
    ///
    /// Every integer is a value; nothing is forbidden. O(rows · columns), in parallel.
    ///
    /// ```
    /// use matchwright_assign::{CostMatrix, Objective, Options, Problem, Sense, assign};
    /// use ndarray::array;
    ///
    /// let gains = array![[3_i64, 5], [4, 9]];
    /// let (costs, grid) =
    ///     CostMatrix::from_integers(gains.view(), Sense::Maximize, Objective::Participation)?;
    /// let solution = assign(&Problem::new(&costs), &Options::default())?;
    /// assert_eq!(grid.total(solution.total(), 2), 12.0);
    /// # Ok::<(), matchwright_assign::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::CostTooLarge`] where the integers (with [`Objective::Participation`], their range) are
    /// too large for exact sums: half of [`cost_limit`]; and [`Error::OutOfMemory`].
    #[expect(clippy::needless_pass_by_value, reason = "views are passed by value, as everywhere")]
    pub fn from_integers(
        values: ArrayView2<'_, i64>,
        sense: Sense,
        objective: Objective,
    ) -> Result<(Self, Grid), Error> {
        let (rows, columns) = values.dim();
        let limit = cost_limit(rows, columns) / 2;
        let range = sweep(0..rows, columns, |(): &mut (), row| range_of(&values.row(row), sense));
        let (low, high) = range.into_iter().flatten().reduce(widest).unwrap_or_default();
        let fits = |cost: i128| cost.abs() <= i128::from(limit);
        let shift = objective == Objective::Participation && !(fits(low) && fits(high));
        let offset = if shift { low } else { 0 };
        if !fits(low - offset) || !fits(high - offset) {
            let beyond = |value: &i64| !fits(oriented(*value, sense) - offset);
            let found = values.indexed_iter().find(|(_, value)| beyond(value));
            let (row, column) = found.map(|(position, _)| position).unwrap_or_default();
            return Err(Error::CostTooLarge { row, column, limit });
        }
        let grid = Grid { sense, unit: 1.0, offset, exact: true, limit };
        let mut costs = zeros(rows, columns)?;
        let strips: Vec<_> = costs.chunks_mut(columns.max(1)).zip(values.rows()).collect();
        sweep(strips, columns, |(): &mut (), (costs, values)| {
            for (cost, &value) in costs.iter_mut().zip(values) {
                *cost = (oriented(value, sense) - offset) as Cost;
            }
        });
        Ok((Self::from_vec(rows, columns, costs)?, grid))
    }

    /// Costs from floating-point values, with the grid that leads back to them.
    ///
    /// The worse infinity (+∞ for costs, −∞ for gains) means forbidden. Views of any strides.
    /// O(rows · columns), two passes, in parallel.
    ///
    /// ```
    /// use matchwright_assign::{CostMatrix, Objective, Options, Problem, Sense, assign};
    /// use ndarray::array;
    ///
    /// let scores = array![[0.9, 0.8], [0.7, f64::NEG_INFINITY]];
    /// let (costs, grid) =
    ///     CostMatrix::from_floats(scores.view(), Sense::Maximize, Objective::Participation)?;
    /// let solution = assign(&Problem::new(&costs), &Options::default())?;
    /// let total = grid.total(solution.total(), solution.pairs().len());
    /// assert!((total - 1.5).abs() <= grid.rounding_bound(2));
    /// # Ok::<(), matchwright_assign::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::NotANumber`] and [`Error::InfinitelyGood`] with the first row and column at fault, and
    /// [`Error::OutOfMemory`].
    #[expect(clippy::needless_pass_by_value, reason = "views are passed by value, as everywhere")]
    pub fn from_floats(
        values: ArrayView2<'_, f64>,
        sense: Sense,
        objective: Objective,
    ) -> Result<(Self, Grid), Error> {
        let (rows, columns) = values.dim();
        let summaries = sweep(0..rows, columns, |(): &mut (), row| {
            Summary::of_row(row, &values.row(row), sign(sense))
        });
        let mut summary = Summary::default();
        for row in summaries {
            summary = summary.with(&row?);
        }
        let grid = Grid::fit(&summary, sense, grid_limit(rows, columns), objective);
        let mut costs = zeros(rows, columns)?;
        let strips: Vec<_> = costs.chunks_mut(columns.max(1)).zip(values.rows()).collect();
        let arch = Arch::new();
        sweep(strips, columns, |(): &mut (), (costs, values)| {
            arch.dispatch(
                #[inline(always)]
                || grid.quantise(&values, costs),
            );
        });
        Ok((Self::from_vec(rows, columns, costs)?, grid))
    }
}

pub(crate) fn sign(sense: Sense) -> f64 {
    match sense {
        Sense::Minimize => 1.0,
        Sense::Maximize => -1.0,
    }
}

/// An integer in the sense of costs.
fn oriented(value: i64, sense: Sense) -> i128 {
    match sense {
        Sense::Minimize => i128::from(value),
        Sense::Maximize => -i128::from(value),
    }
}

/// Lowest and highest cost of a row; `None` where it is empty.
fn range_of(values: &ArrayView1<'_, i64>, sense: Sense) -> Option<(i128, i128)> {
    let one = |&value| (oriented(value, sense), oriented(value, sense));
    values.iter().map(one).reduce(widest)
}

/// The range that spans two ranges.
fn widest<T: PartialOrd>(a: (T, T), b: (T, T)) -> (T, T) {
    (if b.0 < a.0 { b.0 } else { a.0 }, if b.1 > a.1 { b.1 } else { a.1 })
}

/// What a grid has to hold: the range of the finite values, and the exponent of their lowest bit.
#[derive(Clone, Copy, Default)]
pub(crate) struct Summary {
    range: Option<(f64, f64)>,
    finest: Option<i32>,
}

impl Summary {
    pub(crate) fn of_row(
        row: usize,
        values: &ArrayView1<'_, f64>,
        sign: f64,
    ) -> Result<Self, Error> {
        let (mut low, mut high, mut finest) = (f64::INFINITY, f64::NEG_INFINITY, i32::MAX);
        for (column, &value) in values.iter().enumerate() {
            let value = sign * value;
            if value.is_nan() {
                return Err(Error::NotANumber { row, column });
            }
            if value == f64::NEG_INFINITY {
                return Err(Error::InfinitelyGood { row, column });
            }
            if value.is_finite() {
                (low, high) = (low.min(value), high.max(value));
                finest = finest.min(lowest_bit(value));
            }
        }
        Ok(Self {
            range: (low <= high).then_some((low, high)),
            finest: (finest < i32::MAX).then_some(finest),
        })
    }

    pub(crate) fn with(self, other: &Self) -> Self {
        Self {
            range: self.range.into_iter().chain(other.range).reduce(widest),
            finest: self.finest.into_iter().chain(other.finest).min(),
        }
    }
}

/// Exponent of the lowest bit that is set in a finite value: it is a multiple of `2` to this power.
/// `i32::MAX` for 0, a multiple of everything.
fn lowest_bit(value: f64) -> i32 {
    let bits = value.to_bits();
    let exponent = (bits >> MANTISSA_BITS & 0x7ff) as i32;
    let mantissa = bits & ((1 << MANTISSA_BITS) - 1);
    // Subnormal numbers have the exponent of the smallest normal ones and no leading bit.
    let (mantissa, exponent) =
        if exponent == 0 { (mantissa, 1) } else { (mantissa | 1 << MANTISSA_BITS, exponent) };
    if mantissa == 0 { i32::MAX } else { exponent - 1075 + mantissa.trailing_zeros() as i32 }
}

/// Bits of a 64-bit float below its exponent.
const MANTISSA_BITS: u32 = f64::MANTISSA_DIGITS - 1;

/// 2 to the power of `exponent`, exact down to the smallest subnormal number.
fn power(exponent: i32) -> f64 {
    if exponent < f64::MIN_EXP - 1 {
        f64::from_bits(1 << (exponent + 1074))
    } else {
        f64::from_bits(((exponent + 1023) as u64) << MANTISSA_BITS)
    }
}
