//! A sparse matrix of costs: what is not listed is forbidden.

use std::ops::Range;

use ndarray::ArrayView1;

use crate::basics::memory::filled;
use crate::basics::{Cost, Error, FORBIDDEN, Objective};
use crate::costs::grid::{Grid, Sense};
use crate::costs::number::{Number, Numbers};
use crate::costs::{CostSource, ExactCosts, rises_within};

/// Costs in compressed sparse rows. Listed pairs may meet, an explicit zero like any other cost;
/// all other pairs are forbidden.
///
/// ```
/// use matchwright_assign::{CsrMatrix, Options, Problem, assign};
///
/// // Row 0 may meet column 1 for nothing, row 1 columns 0 and 1.
/// let costs = CsrMatrix::new(2, vec![0, 1, 3], vec![1, 0, 1], vec![0, 5, 1])?;
/// let solution = assign(&Problem::new(&costs), &Options::default())?;
/// assert_eq!((solution.pairs().len(), solution.total()), (2, 5));
/// # Ok::<(), matchwright_assign::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CsrMatrix {
    columns: usize,
    starts: Vec<usize>,
    indices: Vec<u32>,
    costs: Vec<Cost>,
    rounded: Option<Rounded>,
}

/// What costs were rounded from.
#[derive(Clone, Debug, PartialEq)]
struct Rounded {
    grid: Grid,
    numbers: Numbers,
}

impl CsrMatrix {
    /// A matrix of `starts.len() - 1` rows; row `i` lists the columns `indices[starts[i]..starts[i + 1]]`,
    /// strictly rising, at the costs in the same places.
    ///
    /// # Errors
    /// [`Error::Sparse`] with the row where `starts` falls or does not span the entries, or where
    /// the columns of a row do not rise strictly below `columns`.
    pub fn new(
        columns: usize,
        starts: Vec<usize>,
        indices: Vec<u32>,
        costs: Vec<Cost>,
    ) -> Result<Self, Error> {
        let spans = starts.first() == Some(&0) && starts.last() == Some(&indices.len());
        if !spans || indices.len() != costs.len() {
            return Err(Error::Sparse { row: starts.len().saturating_sub(1) });
        }
        let matrix = Self { columns, starts, indices, costs, rounded: None };
        match (0..matrix.rows()).find(|&row| !matrix.is_sorted(row)) {
            Some(row) => Err(Error::Sparse { row }),
            None => Ok(matrix),
        }
    }

    /// Costs from numbers, with the grid that leads back to them; rows and columns as
    /// for [`new`](Self::new), and values as for
    /// [`CostView::new`](crate::CostView::new). O(entries), two passes.
    ///
    /// ```
    /// use matchwright_assign::{CsrMatrix, Objective, Options, Problem, Sense, assign};
    /// use ndarray::array;
    ///
    /// let values = array![0.5, 0.25, 0.75];
    /// let (costs, grid) = CsrMatrix::from_numbers(
    ///     2,
    ///     vec![0, 1, 3],
    ///     vec![1, 0, 1],
    ///     values.view(),
    ///     Sense::Minimize,
    ///     Objective::Participation,
    /// )?;
    /// let solution = assign(&Problem::new(&costs), &Options::default())?;
    /// assert_eq!(grid.total(solution.total(), solution.pairs().len()), 0.75);
    /// # Ok::<(), matchwright_assign::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of both, and [`Error::OutOfMemory`].
    #[expect(clippy::needless_pass_by_value, reason = "views are passed by value, as everywhere")]
    pub fn from_numbers<T: Number>(
        columns: usize,
        starts: Vec<usize>,
        indices: Vec<u32>,
        values: ArrayView1<'_, T>,
        sense: Sense,
        objective: Objective,
    ) -> Result<(Self, Grid), Error> {
        let mut matrix = Self::new(columns, starts, indices, filled(0, values.len())?)?;
        let values = values.as_standard_layout();
        let values = values.as_slice().unwrap_or_default();
        let mut summary = T::Summary::default();
        for (row, span) in matrix.starts.windows(2).enumerate() {
            let &[start, end] = span else { continue };
            let added = T::add(&mut summary, sense, &values[start..end], &mut []);
            added.map_err(|fault| matrix.at_column(fault.after(row, usize::MAX), start))?;
        }
        let grid = T::grid(&summary, matrix.rows(), columns, sense, objective);
        T::write(&grid.factors(), values, &mut matrix.costs);
        if !grid.exact() {
            matrix.rounded = Some(Rounded { grid, numbers: T::kept(values)? });
        }
        Ok((matrix, grid))
    }

    /// An error about an entry of a row that starts at `start`, with the entry's column.
    fn at_column(&self, error: Error, start: usize) -> Error {
        let place = |entry| self.indices.get(start + entry).map_or(0, |&column| column as usize);
        match error {
            Error::NotANumber { row, column } => Error::NotANumber { row, column: place(column) },
            Error::InfinitelyGood { row, column } => {
                Error::InfinitelyGood { row, column: place(column) }
            }
            other => other,
        }
    }

    /// The sum of the numbers of entries, each as often as it says, rounded once at the end; the grid is that
    /// of the matrix. What is not listed adds nothing.
    pub fn sum(&self, grid: &Grid, entries: impl IntoIterator<Item = (u32, u32, u32)>) -> f64 {
        let place =
            |(row, column, times)| Some((self.places(row as usize, &[column]).next()?, times));
        let places = entries.into_iter().filter_map(place);
        if let Some(rounded) = &self.rounded {
            return rounded.numbers.sum(places);
        }
        let (mut sum, mut count) = (0, 0);
        for (place, times) in places {
            sum += i128::from(self.costs[place]) * i128::from(times);
            count += times as usize;
        }
        grid.total(sum, count)
    }

    /// The places of some columns among the entries of a row.
    fn places<'s>(&'s self, row: usize, columns: &'s [u32]) -> impl Iterator<Item = usize> + 's {
        let start = self.starts.get(row).copied().unwrap_or_default();
        let listed = self.entries(row).map(|(indices, _)| indices).unwrap_or_default();
        let place = move |column| Some(start + listed.binary_search(column).ok()?);
        columns.iter().filter_map(place)
    }

    fn is_sorted(&self, row: usize) -> bool {
        self.entries(row).is_some_and(|(indices, _)| rises_within(indices, self.columns))
    }
}

impl CostSource for CsrMatrix {
    fn rows(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    fn columns(&self) -> usize {
        self.columns
    }

    fn block(&self, row: usize, columns: Range<usize>, out: &mut [Cost]) {
        out.fill(FORBIDDEN);
        let Some((indices, costs)) = self.entries(row) else { return };
        let first = indices.partition_point(|&column| (column as usize) < columns.start);
        for (&column, &cost) in indices.iter().zip(costs).skip(first) {
            let Some(slot) = out.get_mut(column as usize - columns.start) else { return };
            *slot = cost;
        }
    }

    /// `None` where `starts` falls.
    fn entries(&self, row: usize) -> Option<(&[u32], &[Cost])> {
        let span = *self.starts.get(row)?..*self.starts.get(row + 1)?;
        Some((self.indices.get(span.clone())?, self.costs.get(span)?))
    }

    fn exact(&self) -> Option<&dyn ExactCosts> {
        self.rounded.is_some().then_some(self)
    }
}

impl ExactCosts for CsrMatrix {
    fn unit(&self) -> i32 {
        self.rounded.as_ref().map_or(0, |rounded| rounded.grid.exponent())
    }

    fn offset(&self) -> i64 {
        self.rounded.as_ref().map_or(0, |rounded| rounded.grid.offset() as i64)
    }

    fn units(&self, row: usize, columns: &[u32], exponent: i32, out: &mut [i64]) {
        let Some(rounded) = &self.rounded else { return };
        for (out, place) in out.iter_mut().zip(self.places(row, columns)) {
            *out = rounded.numbers.units(place, rounded.grid.sense(), exponent);
        }
    }

    fn finest(&self, row: usize, columns: &[u32]) -> Option<i32> {
        let numbers = &self.rounded.as_ref()?.numbers;
        self.places(row, columns).filter_map(|place| numbers.finest(place)).min()
    }
}
