//! Costs read from a matrix of numbers where it lies.

use std::ops::Range;

use ndarray::{Array2, ArrayView2, Axis, CowArray, Ix2, Slice};

use crate::basics::memory::{filled, room};
use crate::basics::sweep::sweep;
use crate::basics::{Cost, Error, FORBIDDEN, Objective};
use crate::costs::grid::{Factors, Grid, Sense};
use crate::costs::number::Number;
use crate::costs::{CostSource, Digest, ExactCosts};

/// Rows that one task looks at.
const ROWS_AT_ONCE: usize = 64;

/// The costs of a matrix of numbers, worked out when they are looked at, with the [`Grid`] that leads
/// back to the numbers.
///
/// Nothing is copied where the numbers of a row lie side by side; any other matrix is copied once.
///
/// ```
/// use matchwright_assign::{CostView, Objective, Options, Problem, Sense, assign};
/// use ndarray::array;
///
/// let scores = array![[0.9, 0.8], [0.7, f64::NEG_INFINITY]];
/// let costs = CostView::new(scores.view(), Sense::Maximize, Objective::Participation)?;
/// let solution = assign(&Problem::new(&costs), &Options::default())?;
/// let total = costs.grid().total(solution.total(), solution.pairs().len());
/// assert!((total - 1.5).abs() <= costs.grid().rounding_bound(2));
///
/// // Whole numbers are exact.
/// let ranks = array![[3_i32, 5], [4, 9]];
/// let costs = CostView::new(ranks.view(), Sense::Maximize, Objective::Participation)?;
/// let solution = assign(&Problem::new(&costs), &Options::default())?;
/// assert_eq!(costs.grid().total(solution.total(), 2), 12.0);
/// # Ok::<(), matchwright_assign::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct CostView<'a, T> {
    values: CowArray<'a, T, Ix2>,
    grid: Grid,
    factors: Factors,
    /// The lowest cost, where all numbers were looked at.
    lowest: Option<Cost>,
    /// Of blocks where there are more columns than rows, so that few of them are needed.
    digest: Option<Digest>,
}

impl<'a, T: Number> CostView<'a, T> {
    /// Looks at all numbers once, to find the grid for them. Views of any strides.
    ///
    /// The worse infinity (+∞ for costs, −∞ for gains) means forbidden; with integers nothing is.
    /// O(rows · columns), in parallel.
    ///
    /// # Errors
    /// [`Error::NotANumber`] and [`Error::InfinitelyGood`] with the first row and column at fault;
    /// [`Error::OutOfMemory`].
    #[expect(clippy::needless_pass_by_value, reason = "views are passed by value, as everywhere")]
    pub fn new(
        values: ArrayView2<'a, T>,
        sense: Sense,
        objective: Objective,
    ) -> Result<Self, Error> {
        let values = side_by_side(&values)?;
        let (rows, columns) = values.dim();
        let blocks = if columns > rows { Digest::blocks(columns) } else { 0 };
        let mut best = filled(T::worst(sense), rows * blocks)?;
        let summary = summary(&values, sense, None, &mut best)?;
        let grid = T::grid(&summary, rows, columns, sense, objective);
        let (factors, lowest) = (grid.factors(), T::lowest(&summary, &grid));
        let digest = if blocks > 0 {
            Some(digest(&factors, (rows, columns), &best)?)
        } else {
            lowest.map(|lowest| Digest::of_all(rows, columns, lowest))
        };
        Ok(Self { values, grid, factors, lowest, digest })
    }

    /// The numbers on the grid of an earlier matrix, so that its prices hold for this one too
    /// ([`WarmStart`](crate::WarmStart)); `None` where the grid has no room for them, or is coarser than
    /// their own.
    ///
    /// With `rows`, only those are looked at: the caller vouches for it that all others are as they were.
    ///
    /// ```
    /// use matchwright_assign::{CostView, Objective, Sense};
    /// use ndarray::array;
    ///
    /// let before = array![[0.5, 0.25], [1.0, 0.75]];
    /// let before = CostView::new(before.view(), Sense::Minimize, Objective::Participation)?;
    /// let again = |values: ndarray::Array2<f64>| {
    ///     Ok::<_, matchwright_assign::Error>(CostView::on_grid(values.view(), before.grid(), None)?.is_some())
    /// };
    /// assert!(again(array![[0.5, 0.25], [2.0, 0.75]])?);
    /// assert!(!again(array![[0.5, 0.25], [0.125, 0.75]])?, "it would round them");
    /// # Ok::<(), matchwright_assign::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::NotANumber`], [`Error::InfinitelyGood`] and [`Error::OutOfMemory`], as [`new`](Self::new).
    #[expect(clippy::needless_pass_by_value, reason = "views are passed by value, as everywhere")]
    pub fn on_grid(
        values: ArrayView2<'a, T>,
        grid: &Grid,
        rows: Option<&[u32]>,
    ) -> Result<Option<Self>, Error> {
        let values = side_by_side(&values)?;
        let summary = summary(&values, grid.sense(), rows, &mut [])?;
        let (all_rows, columns) = values.dim();
        let again = T::again(&summary, all_rows, columns, *grid);
        let is_coarse = |again: &Grid| {
            let objective =
                if grid.offset() == 0 { Objective::Total } else { Objective::Participation };
            let own = T::grid(&summary, all_rows, columns, grid.sense(), objective);
            rows.is_none() && !again.exact() && own.unit() < again.unit()
        };
        let again = again.filter(|again| !is_coarse(again));
        let view =
            |grid: Grid| Self { values, grid, factors: grid.factors(), lowest: None, digest: None };
        Ok(again.map(view))
    }

    /// The grid that the numbers were put on.
    #[must_use]
    pub fn grid(&self) -> &Grid {
        &self.grid
    }

    /// The sum of the numbers at these rows and columns, each as often as it says, rounded once at the end;
    /// positions outside the matrix add nothing.
    pub fn sum(&self, places: impl IntoIterator<Item = (u32, u32, u32)>) -> f64 {
        let number = |(row, column, times)| Some((self.number(row as usize, column)?, times));
        T::sum(places.into_iter().filter_map(number))
    }

    fn number(&self, row: usize, column: u32) -> Option<T> {
        self.values.get((row, column as usize)).copied()
    }
}

impl<T: Number> CostSource for CostView<'_, T> {
    fn rows(&self) -> usize {
        self.values.nrows()
    }

    fn columns(&self) -> usize {
        self.values.ncols()
    }

    fn block(&self, row: usize, columns: Range<usize>, out: &mut [Cost]) {
        let numbers = (row < self.values.nrows()).then(|| self.values.row(row));
        match numbers.as_ref().and_then(|row| row.to_slice()?.get(columns)) {
            Some(numbers) if numbers.len() == out.len() => T::write(&self.factors, numbers, out),
            _ => out.fill(FORBIDDEN),
        }
    }

    fn lowest(&self) -> Option<Cost> {
        self.lowest
    }

    fn digest(&self) -> Option<&Digest> {
        self.digest.as_ref()
    }

    fn exact(&self) -> Option<&dyn ExactCosts> {
        (!self.grid.exact()).then_some(self)
    }
}

impl<T: Number> ExactCosts for CostView<'_, T> {
    fn unit(&self) -> i32 {
        self.grid.exponent()
    }

    fn offset(&self) -> i64 {
        self.grid.offset() as i64
    }

    fn units(&self, row: usize, columns: &[u32], exponent: i32, out: &mut [i64]) {
        let units = |number: T| number.units(self.grid.sense(), exponent);
        for (out, &column) in out.iter_mut().zip(columns) {
            *out = self.number(row, column).map_or(0, units);
        }
    }

    fn finest(&self, row: usize, columns: &[u32]) -> Option<i32> {
        columns.iter().filter_map(|&column| self.number(row, column)?.finest()).min()
    }
}

/// What a grid has to hold: all rows, or some. Writes the best number of each block of each row to `best`, where
/// that is not empty.
fn summary<T: Number>(
    values: &CowArray<'_, T, Ix2>,
    sense: Sense,
    some: Option<&[u32]>,
    best: &mut [T],
) -> Result<T::Summary, Error> {
    let (rows, columns) = values.dim();
    // Rows that follow each other in memory are one long row, unless each is to be parted into blocks.
    let side_by_side = if values.is_standard_layout() { ROWS_AT_ONCE } else { 1 };
    let look = |(): &mut (), (rows, best): (Range<usize>, &mut [T])| {
        let mut summary = T::Summary::default();
        let at_once = if best.is_empty() { rows.len() } else { 1 };
        let mut best = best.chunks_mut(Digest::blocks(columns).max(1));
        for first in rows.clone().step_by(at_once.max(1)) {
            let numbers = numbers_of(values, first..first + at_once);
            let added = T::add(&mut summary, sense, numbers, best.next().unwrap_or_default());
            added.map_err(|fault| fault.after(first, columns))?;
        }
        Ok(summary)
    };
    let strip = |row| row..rows.min(row + side_by_side);
    let mut strips_of_best = best.chunks_mut((side_by_side * Digest::blocks(columns)).max(1));
    let mut with_best = |rows| (rows, strips_of_best.next().unwrap_or_default());
    let summaries = if let Some(some) = some {
        let rows = some.iter().map(|&row| (row as usize..row as usize + 1, &mut [][..]));
        sweep(rows, columns, look)
    } else {
        let strips = (0..rows).step_by(side_by_side).map(strip).map(&mut with_best);
        sweep(strips, side_by_side * columns, look)
    };
    let mut all = T::Summary::default();
    for some in summaries {
        all = T::join(all, some?);
    }
    Ok(all)
}

/// The best numbers of blocks as costs: rounding keeps the order of numbers.
fn digest<T: Number>(
    factors: &Factors,
    (rows, columns): (usize, usize),
    best: &[T],
) -> Result<Digest, Error> {
    let mut lowest = filled(FORBIDDEN, best.len())?;
    T::write(factors, best, &mut lowest);
    Ok(Digest::of_blocks(rows, columns, lowest))
}

/// The same numbers with those of each row side by side, copied where they were not.
fn side_by_side<'a, T: Copy>(values: &ArrayView2<'a, T>) -> Result<CowArray<'a, T, Ix2>, Error> {
    let (rows, columns) = values.dim();
    if rows == 0 || columns <= 1 || values.stride_of(Axis(1)) == 1 {
        return Ok(CowArray::from(*values));
    }
    let mut copy = room(rows, columns)?;
    values.iter().for_each(|&value| copy.push(value));
    let shape = |_| Error::Shape { rows, columns, values: values.len() };
    Ok(CowArray::from(Array2::from_shape_vec((rows, columns), copy).map_err(shape)?))
}

/// The numbers of rows that follow each other in memory; none where there are no such rows.
fn numbers_of<'v, T>(values: &'v CowArray<'_, T, Ix2>, rows: Range<usize>) -> &'v [T] {
    if rows.end > values.nrows() {
        return &[];
    }
    values.slice_axis(Axis(0), Slice::from(rows)).to_slice().unwrap_or_default()
}
