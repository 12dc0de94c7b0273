//! The types of numbers that costs are read from.

use pulp::{Arch, Simd, WithSimd};

use crate::cost::{Cost, FORBIDDEN};
use crate::error::Error;
use crate::grid::{Floats, Grid, Integers, Sense, sign};
use crate::lanes::{LANES, map, visit};
use crate::problem::{Objective, cost_limit, grid_limit};

/// A type of numbers that costs are read from: `f64`, `f32`, and the integers up to 64 bits that an
/// `i64` can hold. Nobody else can implement it.
pub trait Number: Reading {}

/// What [`Number`] has to do, out of the reach of callers.
pub trait Reading: Copy + Send + Sync {
    /// What is known about values that were looked at.
    type Summary: Default + Copy + Send;

    /// Adds values to a summary; the position of one that is no cost, as an error.
    fn add(summary: &mut Self::Summary, sense: Sense, values: &[Self]) -> Result<(), Fault>;

    /// What two summaries say together.
    fn join(one: Self::Summary, other: Self::Summary) -> Self::Summary;

    /// The grid for values of such a summary.
    fn grid(
        summary: &Self::Summary,
        shape: (usize, usize),
        sense: Sense,
        objective: Objective,
    ) -> Grid;

    /// The lowest cost on the grid for values of such a summary.
    fn lowest(summary: &Self::Summary, grid: &Grid) -> Option<Cost>;

    /// Whether the values of a summary are small enough for exact sums.
    fn all_fit(summary: &Self::Summary, grid: &Grid) -> bool;

    /// An earlier grid for so many rows and columns, where it holds all values.
    fn again(summary: &Self::Summary, shape: (usize, usize), grid: Grid) -> Option<Grid>;

    /// Whether one value is.
    fn fits(self, grid: &Grid) -> bool;

    /// Writes the costs of values that were looked at.
    fn write(grid: &Grid, values: &[Self], costs: &mut [Cost]);
}

/// A value that is no cost, and its position.
pub enum Fault {
    /// Not a number.
    NotANumber(usize),
    /// The better infinity.
    InfinitelyGood(usize),
}

impl Fault {
    /// The error, where the values are rows of so many columns.
    pub(crate) fn after(self, first_row: usize, columns: usize) -> Error {
        let place = |position| (first_row + position / columns, position % columns);
        match self {
            Self::NotANumber(position) => {
                let (row, column) = place(position);
                Error::NotANumber { row, column }
            }
            Self::InfinitelyGood(position) => {
                let (row, column) = place(position);
                Error::InfinitelyGood { row, column }
            }
        }
    }
}

macro_rules! floats {
    ($($kind:ty),*) => {$(
        impl Number for $kind {}

        impl Reading for $kind {
            type Summary = Floats;

            fn add(summary: &mut Floats, sense: Sense, values: &[Self]) -> Result<(), Fault> {
                let sign = sign(sense);
                for some in values.chunks(AT_ONCE) {
                    let grid = summary.unit();
                    let seen = Arch::new().dispatch(Look { values: some, sign, grid });
                    if seen.is_faulty {
                        return Err(fault(values, sense));
                    }
                    summary.add(seen.low, seen.high);
                    if !seen.is_on_grid {
                        for &value in some {
                            summary.refine(value.into());
                        }
                    }
                }
                Ok(())
            }

            fn join(one: Floats, other: Floats) -> Floats {
                one.with(&other)
            }

            fn grid(
                summary: &Floats,
                (rows, columns): (usize, usize),
                sense: Sense,
                objective: Objective,
            ) -> Grid {
                Grid::fit(summary, sense, grid_limit(rows, columns), objective)
            }

            fn lowest(summary: &Floats, grid: &Grid) -> Option<Cost> {
                summary.lowest(grid)
            }

            fn all_fit(_: &Floats, _: &Grid) -> bool {
                true
            }

            fn again(
                summary: &Floats,
                (rows, columns): (usize, usize),
                grid: Grid,
            ) -> Option<Grid> {
                grid.with_limit(grid_limit(rows, columns)).holding(summary)
            }

            fn fits(self, _: &Grid) -> bool {
                true
            }

            fn write(grid: &Grid, values: &[Self], costs: &mut [Cost]) {
                Arch::new().dispatch(Quantise { grid, values, costs });
            }
        }
    )*};
}

macro_rules! integers {
    ($($kind:ty),*) => {$(
        impl Number for $kind {}

        impl Reading for $kind {
            type Summary = Integers;

            fn add(summary: &mut Integers, _: Sense, values: &[Self]) -> Result<(), Fault> {
                let extremes = values.iter().min().zip(values.iter().max());
                if let Some((&low, &high)) = extremes {
                    summary.add(low.into(), high.into());
                }
                Ok(())
            }

            fn join(one: Integers, other: Integers) -> Integers {
                one.with(&other)
            }

            fn grid(
                summary: &Integers,
                (rows, columns): (usize, usize),
                sense: Sense,
                objective: Objective,
            ) -> Grid {
                Grid::of_integers(summary, sense, cost_limit(rows, columns) / 2, objective)
            }

            fn lowest(summary: &Integers, grid: &Grid) -> Option<Cost> {
                summary.lowest(grid)
            }

            fn all_fit(summary: &Integers, grid: &Grid) -> bool {
                summary.are_on(grid)
            }

            fn again(
                summary: &Integers,
                (rows, columns): (usize, usize),
                grid: Grid,
            ) -> Option<Grid> {
                let grid = grid.with_limit(cost_limit(rows, columns) / 2);
                (grid.unit().to_bits() == 1_f64.to_bits() && summary.are_on(&grid)).then_some(grid)
            }

            fn fits(self, grid: &Grid) -> bool {
                grid.holds(self.into())
            }

            fn write(grid: &Grid, values: &[Self], costs: &mut [Cost]) {
                let (turn, offset) = grid.whole();
                // Sums may leave 64 bits on the way, and are back within them at the end.
                let cost = |value| turn.wrapping_mul(i64::from(value)).wrapping_sub(offset);
                Arch::new().dispatch(
                    #[inline(always)]
                    || map(values, costs, cost),
                );
            }
        }
    )*};
}

floats!(f64, f32);
integers!(i64, i32, i16, i8, u32, u16, u8);

/// Floats that are looked at together: where one of them needs a finer grid, each of them is looked at
/// again.
const AT_ONCE: usize = 256;

/// What floats are seen to be.
struct Seen {
    low: f64,
    high: f64,
    is_faulty: bool,
    is_on_grid: bool,
}

/// A look at floats, compiled once for each instruction set.
struct Look<'a, T> {
    values: &'a [T],
    sign: f64,
    /// Factors that put values on the finest grid seen so far.
    grid: [f64; 2],
}

impl<T: Copy + Into<f64>> WithSimd for Look<'_, T> {
    type Output = Seen;

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "has to be compiled for the instruction set")]
    #[expect(clippy::float_cmp, reason = "whether a number is whole is a question of its bits")]
    fn with_simd<S: Simd>(self, _: S) -> Seen {
        let (mut low, mut high) = ([f64::INFINITY; LANES], [f64::NEG_INFINITY; LANES]);
        let (mut faulty, mut off_grid) = ([0_u64; LANES], [0_u64; LANES]);
        visit(self.values, |values| {
            for lane in 0..LANES {
                let value: f64 = self.sign * values[lane].into();
                let is_cost = value > f64::NEG_INFINITY;
                faulty[lane] |= u64::from(!is_cost);
                low[lane] = if value < low[lane] { value } else { low[lane] };
                let finite = if value < f64::INFINITY { value } else { f64::NEG_INFINITY };
                high[lane] = if finite > high[lane] { finite } else { high[lane] };
                let units = value * self.grid[0] * self.grid[1];
                // What is too small for its units to be a number has none.
                let is_whole = units == units.round_ties_even() && (units != 0.0 || value == 0.0);
                off_grid[lane] |= u64::from(!is_whole);
            }
        });
        Seen {
            low: low.into_iter().fold(f64::INFINITY, f64::min),
            high: high.into_iter().fold(f64::NEG_INFINITY, f64::max),
            is_faulty: faulty.iter().any(|&faulty| faulty != 0),
            is_on_grid: off_grid.iter().all(|&off| off == 0),
        }
    }
}

/// The first value that is no cost.
fn fault<T: Copy + Into<f64>>(values: &[T], sense: Sense) -> Fault {
    let mut costs = values.iter().map(|&value| sign(sense) * value.into());
    let is_cost = |cost: f64| cost > f64::NEG_INFINITY;
    let position = costs.position(|cost| !is_cost(cost)).unwrap_or_default();
    match values.get(position) {
        Some(&found) if !found.into().is_nan() => Fault::InfinitelyGood(position),
        _ => Fault::NotANumber(position),
    }
}

/// Floats on their way to costs, compiled once for each instruction set.
struct Quantise<'a, T> {
    grid: &'a Grid,
    values: &'a [T],
    costs: &'a mut [Cost],
}

impl<T: Copy + Into<f64>> WithSimd for Quantise<'_, T> {
    type Output = ();

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "has to be compiled for the instruction set")]
    fn with_simd<S: Simd>(self, _: S) {
        let (factors, offset) = self.grid.factors();
        map(self.values, self.costs, |value| {
            let value: f64 = value.into();
            // Whole numbers from here on, and where an offset is subtracted, small ones: exact.
            let units = (value * factors[0] * factors[1]).round_ties_even() - offset;
            let cost = (units + WHOLE).to_bits().wrapping_sub(WHOLE.to_bits()) as Cost;
            if value.abs() < f64::INFINITY { cost } else { FORBIDDEN }
        });
    }
}

/// A whole number up to 2⁵¹ on either side of 0, added to this, stands in the lowest bits of the sum.
/// Processors have an instruction for turning floats into integers, but none that does what Rust asks
/// of it where the float is too large, and compilers make a dozen out of it.
const WHOLE: f64 = 1.5 * (1_u64 << 52) as f64;
