//! A match of everybody by what batches of mentees say.

use std::sync::Arc;

use matchwright::scorer::Exchange as CoreExchange;
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::border::guard;
use crate::errors;
use crate::function::Failure;
use crate::outcome::Outcome;
use crate::people::{Call, Run};
use crate::scorer::Scorer;

/// The queries and replies of a match.
#[pyclass(module = "matchwright._core")]
pub(crate) struct Exchange {
    /// Taken while replies are looked at, and by an error.
    core: Option<CoreExchange>,
}

/// Learns from the people of a call, to match them by what batches say.
#[pyfunction]
pub(crate) fn exchange(py: Python<'_>, call: &mut Call, keep: u32) -> PyResult<Exchange> {
    guard(py, || {
        let core = call.work(py, move |people, monitor| {
            let (matcher, roster) = people.check()?;
            CoreExchange::new(&matcher, &roster, keep, monitor)
        })?;
        Ok(Exchange { core: Some(core) })
    })
}

#[pymethods]
impl Exchange {
    /// What batches are scored by.
    fn scorer(&self, py: Python<'_>) -> PyResult<Scorer> {
        guard(py, || Ok(Scorer { core: Arc::new(self.open(py)?.scorer().clone()) }))
    }

    /// What is to be asked of all mentees, as bytes.
    fn query<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        guard(py, || {
            let bytes = self.open(py)?.query();
            Ok(PyBytes::new(py, &bytes.map_err(|error| errors::from_error(py, error))?))
        })
    }

    /// Takes the replies of all mentees: the outcome, or `None` where there is a next query.
    #[pyo3(signature = (replies, *, threads, progress))]
    fn take(
        &mut self,
        py: Python<'_>,
        replies: Vec<Vec<u8>>,
        threads: Option<usize>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Option<Outcome>> {
        guard(py, || {
            let run = Run::new(py, threads, progress)?;
            let mut core = self.core.take().ok_or_else(|| ended(py))?;
            let (core, outcome) = run.work(py, &Failure::default(), move |monitor| {
                let outcome = core.take(&replies, monitor)?;
                Ok((core, outcome))
            })?;
            self.core = Some(core);
            let failure = Arc::new(Failure::default());
            Ok(outcome.map(|outcome| Outcome { answer: Arc::new(outcome), failure }))
        })
    }
}

impl Exchange {
    fn open(&self, py: Python<'_>) -> PyResult<&CoreExchange> {
        self.core.as_ref().ok_or_else(|| ended(py))
    }
}

fn ended(py: Python<'_>) -> PyErr {
    errors::raise(py, "MatchwrightError", "this exchange has ended with an error")
}
