//! The types of numbers that costs are read from.

use crate::basics::lanes::{arch, map};
use crate::basics::memory::room;
use crate::basics::{Cost, Error, Objective, cost_limit, grid_limit};
use crate::costs::digest::BLOCK;
use crate::costs::exact::{finest_of_float, sum_of_floats, units_of_float, units_of_integer};
use crate::costs::floats::{Extremes, Quantise};
use crate::costs::grid::{Factors, Floats, Grid, Integers, Sense, sign};

/// A type of numbers that costs are read from: `f64`, `f32`, and the integers up to 64 bits. Nobody else
/// can implement it.
pub trait Number: Reading {}

/// What [`Number`] has to do, out of the reach of callers.
pub trait Reading: Copy + Send + Sync {
    /// What is known about values that were looked at.
    type Summary: Default + Copy + Send;

    /// Adds values to a summary, and writes the best of each [`BLOCK`] of them to `best`, where that is not empty;
    /// the position of one that is no cost, as an error.
    fn add(
        summary: &mut Self::Summary,
        sense: Sense,
        values: &[Self],
        best: &mut [Self],
    ) -> Result<(), Fault>;

    /// What is worse than any other value.
    fn worst(sense: Sense) -> Self;

    /// What two summaries say together.
    fn join(one: Self::Summary, other: Self::Summary) -> Self::Summary;

    /// The grid for values of such a summary.
    fn grid(
        summary: &Self::Summary,
        rows: usize,
        columns: usize,
        sense: Sense,
        objective: Objective,
    ) -> Grid;

    /// The lowest cost on the grid for values of such a summary.
    fn lowest(summary: &Self::Summary, grid: &Grid) -> Option<Cost>;

    /// An earlier grid for so many rows and columns, where it holds all values.
    fn again(summary: &Self::Summary, rows: usize, columns: usize, grid: Grid) -> Option<Grid>;

    /// Writes the costs of values that were looked at.
    fn write(factors: &Factors, values: &[Self], costs: &mut [Cost]);

    /// `⌊±value ÷ 2^exponent⌋` modulo 2⁶⁴ for a finite value.
    fn units(self, sense: Sense, exponent: i32) -> i64;

    /// The exponent of the lowest bit that is set; `None` for 0.
    fn finest(self) -> Option<i32>;

    /// The sum of finite values, each as often as it says, rounded once at the end.
    fn sum(values: impl Iterator<Item = (Self, u32)>) -> f64;

    /// The same values in the type that holds all of them.
    fn kept(values: &[Self]) -> Result<Numbers, Error>;
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

/// Numbers in the type that holds all of them exactly.
#[derive(Clone, Debug, PartialEq)]
pub enum Numbers {
    /// Of 64 bits or 32.
    Floats(Vec<f64>),
    /// Of 64 bits or fewer, with a sign or without.
    Integers(Vec<i128>),
}

impl Numbers {
    /// As [`Reading::units`].
    pub(crate) fn units(&self, place: usize, sense: Sense, exponent: i32) -> i64 {
        match self {
            Self::Floats(numbers) => numbers[place].units(sense, exponent),
            Self::Integers(numbers) => units_of_integer(sense.turned(numbers[place]), exponent),
        }
    }

    /// As [`Reading::finest`].
    pub(crate) fn finest(&self, place: usize) -> Option<i32> {
        match self {
            Self::Floats(numbers) => numbers[place].finest(),
            Self::Integers(numbers) => {
                (numbers[place] != 0).then(|| numbers[place].trailing_zeros() as i32)
            }
        }
    }

    /// As [`Reading::sum`].
    pub(crate) fn sum(&self, places: impl Iterator<Item = (usize, u32)>) -> f64 {
        match self {
            Self::Floats(numbers) => f64::sum(places.map(|(place, times)| (numbers[place], times))),
            Self::Integers(numbers) => {
                let product = |(place, times)| numbers[place] * i128::from(times);
                places.map(product).sum::<i128>() as f64
            }
        }
    }
}

fn copied<T: Copy + Into<U>, U>(values: &[T]) -> Result<Vec<U>, Error> {
    let mut copies = room(values.len(), 1)?;
    copies.extend(values.iter().map(|&value| value.into()));
    Ok(copies)
}

macro_rules! floats {
    ($($kind:ty),*) => {$(
        impl Number for $kind {}

        impl Reading for $kind {
            type Summary = Floats;

            fn add(
                summary: &mut Floats,
                sense: Sense,
                values: &[Self],
                best: &mut [Self],
            ) -> Result<(), Fault> {
                let seen = arch().dispatch(Extremes { values, sign: sign(sense), best });
                if !seen.are_costs {
                    return Err(fault(values, sense));
                }
                summary.add(seen.low, seen.high, seen.lowest_bit);
                Ok(())
            }

            fn worst(sense: Sense) -> Self {
                match sense {
                    Sense::Minimize => Self::INFINITY,
                    Sense::Maximize => Self::NEG_INFINITY,
                }
            }

            fn join(one: Floats, other: Floats) -> Floats {
                one.with(&other)
            }

            fn grid(
                summary: &Floats,
                rows: usize,
                columns: usize,
                sense: Sense,
                objective: Objective,
            ) -> Grid {
                Grid::fit(summary, sense, grid_limit(rows, columns), objective)
            }

            fn lowest(summary: &Floats, grid: &Grid) -> Option<Cost> {
                let (mut cost, (low, _)) = ([0], summary.range?);
                f64::write(&grid.factors(), &[sign(grid.sense()) * low], &mut cost);
                Some(cost[0])
            }

            fn again(
                summary: &Floats,
                rows: usize,
                columns: usize,
                grid: Grid,
            ) -> Option<Grid> {
                grid.with_limit(grid_limit(rows, columns)).holding(summary)
            }

            fn write(factors: &Factors, values: &[Self], costs: &mut [Cost]) {
                arch().dispatch(Quantise { factors, values, costs });
            }

            fn units(self, sense: Sense, exponent: i32) -> i64 {
                units_of_float(sign(sense) * f64::from(self), exponent)
            }

            fn finest(self) -> Option<i32> {
                finest_of_float(self.into())
            }

            fn sum(values: impl Iterator<Item = (Self, u32)>) -> f64 {
                sum_of_floats(values.map(|(value, times)| (value.into(), times)))
            }

            fn kept(values: &[Self]) -> Result<Numbers, Error> {
                Ok(Numbers::Floats(copied(values)?))
            }
        }
    )*};
}

macro_rules! integers {
    ($($kind:ty as $wide:ty),*) => {$(
        impl Number for $kind {}

        impl Reading for $kind {
            type Summary = Integers;

            fn add(
                summary: &mut Integers,
                sense: Sense,
                values: &[Self],
                best: &mut [Self],
            ) -> Result<(), Fault> {
                let widest = |(low, high): (Self, Self), &value: &Self| -> (Self, Self) {
                    (low.min(value), high.max(value))
                };
                let at_once = if best.is_empty() { values.len().max(1) } else { BLOCK };
                let mut best = best.iter_mut();
                for values in values.chunks(at_once) {
                    let (low, high) = arch().dispatch(
                        #[inline(always)]
                        || values.iter().fold((Self::MAX, Self::MIN), widest),
                    );
                    summary.add(low.into(), high.into());
                    if let Some(best) = best.next() {
                        *best = if sense == Sense::Minimize { low } else { high };
                    }
                }
                Ok(())
            }

            fn worst(sense: Sense) -> Self {
                if sense == Sense::Minimize { Self::MAX } else { Self::MIN }
            }

            fn join(one: Integers, other: Integers) -> Integers {
                one.with(&other)
            }

            fn grid(
                summary: &Integers,
                rows: usize,
                columns: usize,
                sense: Sense,
                objective: Objective,
            ) -> Grid {
                Grid::of_integers(summary, sense, cost_limit(rows, columns) / 2, objective)
            }

            fn lowest(summary: &Integers, grid: &Grid) -> Option<Cost> {
                summary.lowest(grid)
            }

            fn again(
                summary: &Integers,
                rows: usize,
                columns: usize,
                grid: Grid,
            ) -> Option<Grid> {
                let grid = grid.with_limit(cost_limit(rows, columns) / 2);
                summary.are_on(&grid).then_some(grid)
            }

            fn write(factors: &Factors, values: &[Self], costs: &mut [Cost]) {
                let (turn, offset) = (factors.turn, factors.whole_offset);
                let steps = factors.steps;
                // Sums may leave 64 bits on the way, and are back within them at the end.
                let units = |value: $kind| (<$wide>::from(value) >> steps) as Cost;
                let cost = |value| turn.wrapping_mul(units(value)).wrapping_sub(offset);
                arch().dispatch(
                    #[inline(always)]
                    || map(values, costs, cost),
                );
            }

            fn units(self, sense: Sense, exponent: i32) -> i64 {
                units_of_integer(sense.turned(self.into()), exponent)
            }

            fn finest(self) -> Option<i32> {
                (self != 0).then(|| self.trailing_zeros() as i32)
            }

            fn sum(values: impl Iterator<Item = (Self, u32)>) -> f64 {
                let product = |(value, times)| i128::from(value) * i128::from(times);
                values.map(product).sum::<i128>() as f64
            }

            fn kept(values: &[Self]) -> Result<Numbers, Error> {
                Ok(Numbers::Integers(copied(values)?))
            }
        }
    )*};
}

floats!(f64, f32);
integers!(
    i64 as i64, i32 as i64, i16 as i64, i8 as i64, u64 as u64, u32 as i64, u16 as i64, u8 as i64
);

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
