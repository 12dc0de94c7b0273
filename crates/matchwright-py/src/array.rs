//! Arrays for the caller.

use numpy::{Element, PyArray1};
use pyo3::prelude::*;

/// A new array whose memory is that of `NumPy`. One that borrows ours cannot be made
/// writeable again once it has been broadcast, and the sparse matrices of `SciPy` do that to whatever
/// indexes them.
pub(crate) fn array<T: Element + Copy>(
    py: Python<'_>,
    values: impl IntoIterator<Item = T>,
) -> Bound<'_, PyArray1<T>> {
    PyArray1::from_slice(py, &values.into_iter().collect::<Vec<T>>())
}
