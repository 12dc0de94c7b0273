//! Where numbers of any kind become integer costs, and the way back.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::basics::{Cost, Objective, cost_limit};

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

impl Sense {
    /// A whole number as a cost.
    pub(crate) fn turned(self, value: i128) -> i128 {
        match self {
            Self::Minimize => value,
            Self::Maximize => -value,
        }
    }
}

/// The grid of integers that a matrix of values was put on: `cost = round(±value ÷ unit) − offset`.
///
/// The unit is a power of two, so that dividing by it rounds nothing. It is the coarsest that holds
/// every value exactly, where the costs then stay within half of
/// [`cost_limit`](crate::cost_limit) of a square of the
/// longer side (the other half is for unmatched costs); otherwise the finest that stays within it, about
/// 2⁻⁴³ of the range of the values at 1,000 rows. With [`Objective::Participation`] an offset is
/// subtracted from all costs where that
/// makes them fit: it changes all plans with equally many pairs alike.
///
/// ```
/// use matchwright_assign::{CostView, Objective, Sense};
/// use ndarray::array;
///
/// // 10¹⁴ + x: exact, since values of this size lie on a grid of 1/64 anyway.
/// let values = array![[1e14, 1e14 + 100.0], [1e14 + 0.5, f64::INFINITY]];
/// let costs = CostView::new(values.view(), Sense::Minimize, Objective::Participation)?;
/// assert!(costs.grid().exact());
/// assert_eq!(costs.grid().rounding_bound(2), 0.0);
/// # Ok::<(), matchwright_assign::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Grid {
    sense: Sense,
    unit: f64,
    offset: i128,
    exact: bool,
    limit: Cost,
}

/// No grid subtracts more: values of 64 bits are within, and floats that are near each other.
const MOST_OFFSET: i128 = 1 << 64;

/// As it is derived.
impl Serialize for Grid {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Self::serialize(self, serializer)
    }
}

/// As it is derived; what is no grid is refused.
impl<'de> Deserialize<'de> for Grid {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let grid = Self::deserialize(deserializer)?;
        let is_power = grid.unit.is_finite()
            && grid.unit > 0.0
            && power(exponent(grid.unit)).to_bits() == grid.unit.to_bits();
        let fits = (-MOST_OFFSET..=MOST_OFFSET).contains(&grid.offset)
            && (0..=cost_limit(1, 1)).contains(&grid.limit);
        if is_power && fits {
            return Ok(grid);
        }
        Err(de::Error::custom(
            "the unit of a grid is a power of two, and its offset and limit small",
        ))
    }
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

    /// The grid for floats.
    pub(crate) fn fit(summary: &Floats, sense: Sense, limit: Cost, objective: Objective) -> Self {
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

    /// The same grid with room for other costs.
    pub(crate) fn with_limit(self, limit: Cost) -> Self {
        Self { limit, ..self }
    }

    /// The same grid where it has room for floats, and rounds them only if it has rounded others.
    pub(crate) fn holding(self, summary: &Floats) -> Option<Self> {
        let (low, high) = summary.range.unwrap_or_default();
        let has_room =
            |value: f64| (value / self.unit - self.offset as f64).abs() <= self.limit as f64;
        let is_exact = summary.finest.is_none_or(|finest| finest >= exponent(self.unit));
        (has_room(low) && has_room(high) && (is_exact || !self.exact)).then_some(self)
    }

    /// The grid for integers: themselves, where sums of them fit, and otherwise the finest on which they do.
    pub(crate) fn of_integers(
        summary: &Integers,
        sense: Sense,
        limit: Cost,
        objective: Objective,
    ) -> Self {
        let whole = Self { sense, unit: 1.0, offset: 0, exact: true, limit };
        let grids = (0..).map(|exponent| {
            let grid = Self { unit: power(exponent), exact: exponent == 0, ..whole };
            let shift = objective == Objective::Participation && !summary.are_on(&grid);
            let offset = if shift { summary.lowest_units(&grid) } else { 0 };
            Self { offset, ..grid }
        });
        grids.take(i64::BITS as usize).find(|grid| summary.are_on(grid)).unwrap_or(whole)
    }

    /// Whether the cost of an integer is small enough for exact sums.
    fn holds(&self, value: i128) -> bool {
        (self.units_of(value) - self.offset).abs() <= i128::from(self.limit)
    }

    /// An integer in units, in the sense of costs.
    fn units_of(&self, value: i128) -> i128 {
        self.sense.turned(value >> exponent(self.unit))
    }

    /// Units that are subtracted from every cost; 0 unless costs would not fit otherwise.
    #[must_use]
    pub fn offset(&self) -> i128 {
        self.offset
    }

    /// Whether low or high values are good.
    #[must_use]
    pub fn sense(&self) -> Sense {
        self.sense
    }

    /// The exponent of the unit.
    pub(crate) fn exponent(&self) -> i32 {
        exponent(self.unit)
    }

    /// The way from values to costs.
    pub(crate) fn factors(&self) -> Factors {
        let [one, other] = to_units(exponent(self.unit));
        let sign = sign(self.sense);
        Factors {
            units: [sign * one, other],
            offset: self.offset as f64,
            turn: sign as Cost,
            steps: exponent(self.unit).clamp(0, 63) as u32,
            whole_offset: self.offset as Cost,
        }
    }
}

/// What takes values to costs, worked out once for a matrix: for a short row it would take longer
/// than the row.
#[derive(Clone, Copy, Debug)]
pub struct Factors {
    /// Take a float to units, one after the other: one alone may be too large or too small to be a
    /// number.
    pub(crate) units: [f64; 2],
    /// What is subtracted from a float in units.
    pub(crate) offset: f64,
    /// Turns an integer into a cost: 1 or −1.
    pub(crate) turn: Cost,
    /// Bits of an integer below its unit.
    pub(crate) steps: u32,
    /// What is subtracted from an integer.
    pub(crate) whole_offset: Cost,
}

pub(crate) fn sign(sense: Sense) -> f64 {
    match sense {
        Sense::Minimize => 1.0,
        Sense::Maximize => -1.0,
    }
}

/// What a grid of floats has to hold, already in the sense of costs: their range, and the exponent of
/// their lowest bit.
#[derive(Clone, Copy, Debug, Default)]
pub struct Floats {
    pub(crate) range: Option<(f64, f64)>,
    finest: Option<i32>,
}

impl Floats {
    /// Adds the lowest and the highest of some values, and the lowest bit that is set in one of
    /// them; nothing where there were none.
    pub(crate) fn add(&mut self, low: f64, high: f64, bit: f64) {
        let range = (low <= high).then_some((low, high));
        let finest = bit.is_finite().then(|| exponent(bit));
        *self = self.with(&Self { range, finest });
    }

    pub(crate) fn with(self, other: &Self) -> Self {
        Self {
            range: self.range.into_iter().chain(other.range).reduce(widest),
            finest: self.finest.into_iter().chain(other.finest).min(),
        }
    }
}

/// What a grid of integers has to hold: their range.
#[derive(Clone, Copy, Debug, Default)]
pub struct Integers {
    range: Option<(i128, i128)>,
}

impl Integers {
    /// Adds the lowest and the highest of some values.
    pub(crate) fn add(&mut self, low: i128, high: i128) {
        self.range = self.range.into_iter().chain([(low, high)]).reduce(widest);
    }

    pub(crate) fn with(self, other: &Self) -> Self {
        Self { range: self.range.into_iter().chain(other.range).reduce(widest) }
    }

    /// The lowest cost.
    pub(crate) fn lowest(&self, grid: &Grid) -> Option<Cost> {
        self.range?;
        Cost::try_from(self.lowest_units(grid) - grid.offset).ok()
    }

    /// The lowest in units, in the sense of costs.
    fn lowest_units(&self, grid: &Grid) -> i128 {
        let (low, high) = self.range.unwrap_or_default();
        grid.units_of(low).min(grid.units_of(high))
    }

    /// Whether a grid holds all of them.
    pub(crate) fn are_on(&self, grid: &Grid) -> bool {
        self.range.is_none_or(|(low, high)| grid.holds(low) && grid.holds(high))
    }
}

/// The range that spans two ranges.
fn widest<T: PartialOrd>(a: (T, T), b: (T, T)) -> (T, T) {
    (if b.0 < a.0 { b.0 } else { a.0 }, if b.1 > a.1 { b.1 } else { a.1 })
}

/// Two factors that divide by 2 to the power of `exponent`: one alone may be too small or too large
/// to be a number.
fn to_units(exponent: i32) -> [f64; 2] {
    let half = exponent / 2;
    [power(-half), power(half - exponent)]
}

/// The exponent of a power of two.
fn exponent(power: f64) -> i32 {
    let bits = power.to_bits();
    match (bits >> MANTISSA_BITS) as i32 {
        // Subnormal: its one bit stands for itself.
        0 => bits.trailing_zeros() as i32 - 1074,
        exponent => exponent - 1023,
    }
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
