//! Text that is safe to show.

use pyo3::prelude::*;

/// A text for one line of a terminal, in which nothing is obeyed.
#[pyfunction]
pub(crate) fn plain(text: &str) -> String {
    matchwright::plain(text)
}
