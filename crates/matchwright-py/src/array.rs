//! Arrays and columns for the caller.

use matchwright::tables::{Frame, Values};
use numpy::{Element, PyArray1};
use pyo3::IntoPyObjectExt;
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// A new array whose memory is that of `NumPy`. One that borrows ours cannot be made
/// writeable again once it has been broadcast, and the sparse matrices of `SciPy` do that to whatever
/// indexes them.
pub(crate) fn array<T: Element + Copy>(
    py: Python<'_>,
    values: impl IntoIterator<Item = T>,
) -> Bound<'_, PyArray1<T>> {
    PyArray1::from_slice(py, &values.into_iter().collect::<Vec<T>>())
}

/// Columns by their names: lists of text, and arrays of numbers.
pub(crate) fn columns<'py>(py: Python<'py>, frame: &Frame) -> PyResult<Bound<'py, PyDict>> {
    let columns = PyDict::new(py);
    for (name, values) in frame.columns() {
        columns.set_item(name, self::values(py, values)?)?;
    }
    Ok(columns)
}

/// The values of a column: a list of text, or an array of numbers.
pub(crate) fn values<'py>(py: Python<'py>, values: &Values) -> PyResult<Bound<'py, PyAny>> {
    Ok(match values {
        Values::Texts(texts) => texts.into_bound_py_any(py)?,
        Values::Optional(texts) => texts.into_bound_py_any(py)?,
        Values::Whole(numbers) => PyArray1::from_slice(py, numbers).into_any(),
        Values::Numbers(numbers) => PyArray1::from_slice(py, numbers).into_any(),
    })
}
