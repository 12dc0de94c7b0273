//! From the matrices of `NumPy` and `SciPy` to integer costs.

use std::ops::Range;

use matchwright::assign::{Cost, CostMatrix, CostSource, CsrMatrix, Error, Grid, Objective, Sense};
use numpy::{
    PyArray2, PyArrayDescrMethods, PyArrayMethods, PyReadonlyArray1, PyUntypedArray,
    PyUntypedArrayMethods,
};
use pyo3::prelude::*;

use crate::errors;
use crate::pool::Workers;

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

/// Integer costs of an array, and the grid that leads back to its values.
///
/// The values are read while attached to the interpreter, so that no other Python thread can
/// change them halfway. The inner error is about the values.
pub(crate) fn dense(
    array: &Bound<'_, PyUntypedArray>,
    workers: &Workers,
    sense: Sense,
    objective: Objective,
    large: &Large,
) -> PyResult<Result<(CostMatrix, Grid), Error>> {
    if is_whole(array)? {
        let values = converted::<i64>(array, "int64")?;
        let values = values.try_readonly()?;
        let values = values.as_array();
        let read = workers.install(|| CostMatrix::from_integers(values, sense, objective));
        if !matches!((&read, large), (Err(Error::CostTooLarge { .. }), Large::Round)) {
            return Ok(read);
        }
    } else if array.dtype().kind() == b'u' && matches!(large, Large::Refuse) {
        let text = "whole numbers must be below 2 to the power of 63";
        return Err(errors::raise(array.py(), "CostError", text));
    }
    let values = match array.cast::<PyArray2<f64>>() {
        Ok(values) if values.is_aligned() => values.clone(),
        _ => converted(array, "float64")?,
    };
    let values = values.try_readonly()?;
    let values = values.as_array();
    Ok(workers.install(|| CostMatrix::from_floats(values, sense, objective)))
}

/// Starts of the rows, columns, values and number of columns of a sparse matrix, by rows.
pub(crate) type Sparse<'py> =
    (PyReadonlyArray1<'py, i64>, PyReadonlyArray1<'py, i64>, PyReadonlyArray1<'py, f64>, usize);

/// As [`dense`], for a sparse matrix.
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

fn converted<'py, T: numpy::Element>(
    array: &Bound<'py, PyUntypedArray>,
    kind: &str,
) -> PyResult<Bound<'py, PyArray2<T>>> {
    Ok(array.call_method1("astype", (kind, "C"))?.cast_into()?)
}

/// Costs as they were read, whose last column may not be a column: with `priced` it holds what
/// staying unmatched costs each row, so that one grid fits both.
pub(crate) struct Costs<C> {
    pub(crate) read: C,
    pub(crate) priced: bool,
}

impl<C: CostSource> Costs<C> {
    /// What staying unmatched costs each row; 0 where nothing was said.
    pub(crate) fn unmatched(&self) -> Vec<Cost> {
        let price = |row| {
            let mut cost = [0];
            if self.priced {
                self.read.block(row, self.columns()..self.read.columns(), &mut cost);
            }
            cost[0]
        };
        (0..self.rows()).map(price).collect()
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
}
