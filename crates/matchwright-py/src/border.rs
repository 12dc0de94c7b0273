//! The border: no panic crosses it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use pyo3::prelude::*;

use crate::errors;

/// Work that ended in a panic. The panic's own text stays on standard error, where the panic put
/// it: it may quote what a person wrote.
pub(crate) struct Panicked;

/// Runs `work` and stops a panic.
pub(crate) fn catch<T>(work: impl FnOnce() -> T) -> Result<T, Panicked> {
    // After a panic nothing that `work` could change is looked at again.
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| Panicked)
}

/// Runs the body of a function that Python calls; a panic becomes `MatchwrightError`.
pub(crate) fn guard<T>(py: Python<'_>, body: impl FnOnce() -> PyResult<T>) -> PyResult<T> {
    catch(body).unwrap_or_else(|Panicked| Err(errors::internal(py)))
}
