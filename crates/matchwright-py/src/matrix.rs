//! From the matrices of `NumPy` and `SciPy` to integer costs.

use std::ops::Range;

use matchwright::assign::{
    Cost, CostSource, CostView, CsrMatrix, Digest, Error, ExactCosts, Grid, Number, Objective,
    Pair, Sense,
};
use numpy::{
    PyArray2, PyArrayDescrMethods, PyArrayMethods, PyReadonlyArray1, PyReadonlyArray2,
    PyUntypedArray, PyUntypedArrayMethods,
};
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;

use crate::errors;

/// The argument as an array of two dimensions that holds numbers.
#[pyfunction]
pub(crate) fn as_matrix<'py>(cost: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyUntypedArray>> {
    let array = as_array(cost)?;
    if array.ndim() != 2 {
        let text = format!("expected a matrix (2-D array), got a {} array", array.ndim());
        return Err(errors::raise(cost.py(), "CostError", text));
    }
    if holds_numbers(&array) { Ok(array) } else { Err(no_numbers(&array)) }
}

/// An array as it is; anything else as `NumPy` reads it. As `SciPy` does, what becomes no array of
/// numbers (a frame whose columns can hold `NA`, whole numbers beyond 64 bits, fractions) is read as
/// floats, but an array of such things is refused.
fn as_array<'py>(cost: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyUntypedArray>> {
    let py = cost.py();
    if let Ok(array) = cost.cast::<PyUntypedArray>() {
        return Ok(array.clone());
    }
    let numpy = py.import("numpy")?;
    let array = numpy.call_method1("asarray", (cost,))?.cast_into()?;
    if holds_numbers(&array) {
        return Ok(array);
    }
    match numpy.call_method1("asarray", (cost, "float64")) {
        Ok(floats) => Ok(floats.cast_into()?),
        Err(error) if error.is_instance_of::<PyTypeError>(py) => Err(no_numbers(&array)),
        Err(error) if error.is_instance_of::<PyValueError>(py) => {
            Err(errors::raise(py, "CostError", "expected a matrix of numbers"))
        }
        Err(error) => Err(error),
    }
}

fn holds_numbers(array: &Bound<'_, PyUntypedArray>) -> bool {
    let kind = array.dtype();
    let is_long_double = kind.kind() == b'f' && kind.itemsize() > size_of::<f64>();
    b"biuf".contains(&kind.kind()) && !is_long_double
}

/// The beginning is `SciPy`'s, whose tests ask for it.
fn no_numbers(array: &Bound<'_, PyUntypedArray>) -> PyErr {
    let kind = array.dtype();
    let text =
        format!("Cannot cast array data from {kind} to float64: expected a matrix of numbers");
    errors::raise(array.py(), "KindError", text)
}

/// The numbers of an array in a type that costs are read from: where they lie, or converted.
pub(crate) enum Numbers<'py> {
    Float64(PyReadonlyArray2<'py, f64>),
    Float32(PyReadonlyArray2<'py, f32>),
    Int64(PyReadonlyArray2<'py, i64>),
    UInt64(PyReadonlyArray2<'py, u64>),
}

impl<'py> Numbers<'py> {
    /// Reads the type; no number is rounded.
    pub(crate) fn of(array: &Bound<'py, PyUntypedArray>) -> PyResult<Self> {
        let kind = array.dtype();
        Ok(match (kind.kind(), kind.itemsize()) {
            (b'u', 8) => Self::UInt64(readable(array, "uint64")?),
            (b'b' | b'i' | b'u', _) => Self::Int64(readable(array, "int64")?),
            (b'f', 4) => Self::Float32(readable(array, "float32")?),
            _ => Self::Float64(readable(array, "float64")?),
        })
    }
}

/// Does the same work whatever the numbers are: `with_numbers!(numbers, |values| work)`, where the
/// values are an `ndarray` view.
macro_rules! with_numbers {
    ($numbers:expr, |$values:ident| $work:expr) => {
        match &$numbers {
            $crate::matrix::Numbers::Float64(array) => {
                let $values = array.as_array();
                $work
            }
            $crate::matrix::Numbers::Float32(array) => {
                let $values = array.as_array();
                $work
            }
            $crate::matrix::Numbers::Int64(array) => {
                let $values = array.as_array();
                $work
            }
            $crate::matrix::Numbers::UInt64(array) => {
                let $values = array.as_array();
                $work
            }
        }
    };
}
pub(crate) use with_numbers;

/// An array as one of a certain type, converted where it is not.
fn readable<'py, T: numpy::Element>(
    array: &Bound<'py, PyUntypedArray>,
    kind: &str,
) -> PyResult<PyReadonlyArray2<'py, T>> {
    let values = match array.cast::<PyArray2<T>>() {
        Ok(values) if values.is_aligned() => values.clone(),
        _ => array.call_method1("astype", (kind, "C"))?.cast_into()?,
    };
    Ok(values.try_readonly()?)
}

/// Starts of the rows, columns, values and number of columns of a sparse matrix, by rows.
pub(crate) type Sparse<'py> =
    (PyReadonlyArray1<'py, i64>, PyReadonlyArray1<'py, i64>, Bound<'py, PyUntypedArray>, usize);

/// A sparse matrix, and the grid that leads back to its values.
pub(crate) struct SparseCosts {
    costs: CsrMatrix,
    pub(crate) grid: Grid,
}

/// Integer costs of a sparse matrix. The outer error is about the type of its values, the inner one about
/// the values.
pub(crate) fn sparse(
    (starts, indices, values, columns): &Sparse<'_>,
    sense: Sense,
    objective: Objective,
) -> PyResult<Result<SparseCosts, Error>> {
    // What does not fit is out of range or out of order, which the matrix finds.
    let starts = starts.as_array().iter().map(|&start| start as usize).collect();
    let index = |&column: &i64| u32::try_from(column).unwrap_or(u32::MAX);
    let indices = indices.as_array().iter().map(index).collect();
    // A row of a matrix, so that the types of a matrix are those of its entries.
    let row = values.call_method1("reshape", ((1, values.len()),))?.cast_into()?;
    let numbers = Numbers::of(&row)?;
    Ok(with_numbers!(numbers, |row| {
        let values = row.row(0);
        CsrMatrix::from_numbers(*columns, starts, indices, values, sense, objective)
    })
    .map(|(costs, grid)| SparseCosts { costs, grid }))
}

impl CostSource for SparseCosts {
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
        self.costs.exact()
    }
}

/// Costs that know the numbers they were read from.
pub(crate) trait Summed: CostSource {
    /// The sum of the numbers at rows and columns, each as often as it says, rounded once at the end.
    fn sum(&self, places: impl Iterator<Item = (u32, u32, u32)>) -> f64;
}

impl<T: Number> Summed for CostView<'_, T> {
    fn sum(&self, places: impl Iterator<Item = (u32, u32, u32)>) -> f64 {
        Self::sum(self, places)
    }
}

impl Summed for SparseCosts {
    fn sum(&self, places: impl Iterator<Item = (u32, u32, u32)>) -> f64 {
        self.costs.sum(&self.grid, places)
    }
}

/// Costs as they were read, whose last column may not be a column: with `priced` it holds what
/// staying unmatched costs each row, so that one grid fits both.
pub(crate) struct Costs<C> {
    pub(crate) read: C,
    pub(crate) priced: bool,
}

impl<C: Summed> Costs<C> {
    /// The numbers of the pairs of a plan, and of the seats of rows that stay empty, where those cost
    /// something.
    pub(crate) fn total(&self, pairs: &[Pair], row_seats: Option<&[u32]>) -> f64 {
        let used = pairs.iter().map(|pair| (pair.row, pair.column, 1));
        let mut empty = Vec::new();
        if self.priced {
            empty = row_seats.map_or_else(|| vec![1; self.rows()], <[u32]>::to_vec);
            for pair in pairs {
                empty[pair.row as usize] -= 1;
            }
        }
        let column = self.columns() as u32;
        let empty = (0..).zip(empty).map(|(row, times)| (row, column, times));
        self.read.sum(used.chain(empty))
    }
}

impl<C: CostSource> Costs<C> {
    /// What staying unmatched costs each row, where something was said.
    pub(crate) fn unmatched(&self) -> Option<Vec<Cost>> {
        let price = |row| {
            let mut cost = [0];
            self.read.block(row, self.columns()..self.read.columns(), &mut cost);
            cost[0]
        };
        self.priced.then(|| (0..self.rows()).map(price).collect())
    }
}

impl<C: CostSource> CostSource for Costs<C> {
    fn rows(&self) -> usize {
        self.read.rows()
    }

    fn columns(&self) -> usize {
        self.read.columns().saturating_sub(usize::from(self.priced))
    }

    fn block(&self, row: usize, columns: Range<usize>, out: &mut [Cost]) {
        self.read.block(row, columns, out);
    }

    fn entries(&self, row: usize) -> Option<(&[u32], &[Cost])> {
        let (columns, costs) = self.read.entries(row)?;
        // What staying unmatched costs stands last.
        let end = columns.partition_point(|&column| (column as usize) < self.columns());
        Some((columns.get(..end)?, costs.get(..end)?))
    }

    fn lowest(&self) -> Option<Cost> {
        self.read.lowest()
    }

    fn digest(&self) -> Option<&Digest> {
        // What staying unmatched costs would be taken for a column.
        if self.priced { None } else { self.read.digest() }
    }

    fn exact(&self) -> Option<&dyn ExactCosts> {
        self.read.exact().is_some().then_some(self)
    }
}

impl<C: CostSource> ExactCosts for Costs<C> {
    fn unit(&self) -> i32 {
        self.read.exact().map_or(0, ExactCosts::unit)
    }

    fn offset(&self) -> i64 {
        self.read.exact().map_or(0, ExactCosts::offset)
    }

    fn units(&self, row: usize, columns: &[u32], exponent: i32, out: &mut [i64]) {
        if let Some(exact) = self.read.exact() {
            exact.units(row, columns, exponent, out);
        }
    }

    fn finest(&self, row: usize, columns: &[u32]) -> Option<i32> {
        self.read.exact()?.finest(row, columns)
    }

    fn unmatched(&self, row: usize, exponent: i32) -> Option<(i64, Option<i32>)> {
        let (exact, last) = (self.read.exact()?, [self.columns() as u32]);
        let mut units = [0];
        exact.units(row, &last, exponent, &mut units);
        self.priced.then(|| (units[0], exact.finest(row, &last)))
    }
}
