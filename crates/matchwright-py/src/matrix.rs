//! From the matrices of `NumPy` and `SciPy` to integer costs.

use std::ops::Range;

use matchwright::assign::{Cost, CostSource, CsrMatrix, Error, Grid, Objective, Sense};
use numpy::{
    PyArray2, PyArrayDescrMethods, PyArrayMethods, PyReadonlyArray1, PyReadonlyArray2,
    PyUntypedArray, PyUntypedArrayMethods,
};
use pyo3::prelude::*;

use crate::errors;

/// The argument as an array of two dimensions that holds numbers.
pub(crate) fn array<'py>(cost: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyUntypedArray>> {
    let py = cost.py();
    let array = match cost.cast::<PyUntypedArray>() {
        Ok(array) => array.clone(),
        Err(_) => py.import("numpy")?.call_method1("asarray", (cost,))?.cast_into()?,
    };
    if array.ndim() != 2 {
        let text = format!("expected a matrix (2-D array), got a {} array", array.ndim());
        return Err(errors::raise(py, "CostError", text));
    }
    let kind = array.dtype();
    let is_long_double = kind.kind() == b'f' && kind.itemsize() > size_of::<f64>();
    if !b"biuf".contains(&kind.kind()) || is_long_double {
        // The beginning is SciPy's, whose tests ask for it.
        let text =
            format!("Cannot cast array data from {kind} to float64: expected a matrix of numbers");
        return Err(errors::raise(py, "KindError", text));
    }
    Ok(array)
}

/// What becomes of whole numbers that are too large for exact sums.
pub(crate) enum Large {
    /// They are refused.
    Refuse,
    /// They are rounded, as by everybody who computes in floats.
    Round,
}

/// The numbers of an array in a type that costs are read from: where they lie, or converted.
pub(crate) enum Numbers<'py> {
    Float64(PyReadonlyArray2<'py, f64>),
    Float32(PyReadonlyArray2<'py, f32>),
    Int64(PyReadonlyArray2<'py, i64>),
}

impl<'py> Numbers<'py> {
    /// Reads the type; numbers that are whole stay so, where 64 bits with a sign hold them.
    pub(crate) fn of(array: &Bound<'py, PyUntypedArray>, large: &Large) -> PyResult<Self> {
        if is_whole(array)? {
            return Ok(Self::Int64(readable(array, "int64")?));
        }
        let kind = array.dtype();
        if kind.kind() == b'u' && matches!(large, Large::Refuse) {
            let text = "whole numbers must be below 2 to the power of 63";
            return Err(errors::raise(array.py(), "CostError", text));
        }
        if (kind.kind(), kind.itemsize()) == (b'f', size_of::<f32>()) {
            return Ok(Self::Float32(readable(array, "float32")?));
        }
        Self::rounded(array)
    }

    /// The numbers as floats, whatever they are.
    pub(crate) fn rounded(array: &Bound<'py, PyUntypedArray>) -> PyResult<Self> {
        Ok(Self::Float64(readable(array, "float64")?))
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
    (PyReadonlyArray1<'py, i64>, PyReadonlyArray1<'py, i64>, PyReadonlyArray1<'py, f64>, usize);

/// Integer costs of a sparse matrix, and the grid that leads back to its values.
pub(crate) fn sparse(
    (starts, indices, values, columns): &Sparse<'_>,
    sense: Sense,
    objective: Objective,
) -> Result<(CsrMatrix, Grid), Error> {
    // What does not fit is out of range or out of order, which the matrix finds.
    let starts = starts.as_array().iter().map(|&start| start as usize).collect();
    let index = |&column: &i64| u32::try_from(column).unwrap_or(u32::MAX);
    let indices = indices.as_array().iter().map(index).collect();
    CsrMatrix::from_floats(*columns, starts, indices, values.as_array(), sense, objective)
}

/// Whether every value is a whole number that 64 bits with a sign can hold.
fn is_whole(array: &Bound<'_, PyUntypedArray>) -> PyResult<bool> {
    let kind = array.dtype();
    match kind.kind() {
        b'b' | b'i' => Ok(true),
        b'u' if kind.itemsize() < size_of::<u64>() || array.is_empty() => Ok(true),
        b'u' => array.call_method0("max")?.le(i64::MAX),
        _ => Ok(false),
    }
}

/// Costs as they were read, whose last column may not be a column: with `priced` it holds what
/// staying unmatched costs each row, so that one grid fits both.
pub(crate) struct Costs<C> {
    pub(crate) read: C,
    pub(crate) priced: bool,
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
}
