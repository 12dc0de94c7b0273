//! The record of a run, written and checked again.

use std::path::PathBuf;
use std::sync::Arc;

use matchwright::answers::Record;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::border::guard;
use crate::errors;
use crate::outcome::{Outcome, json};
use crate::people::{Call, Run};

/// What differs, the proof as JSON, whether it proves the plan to be the best, and the number of pairs.
type Verified<'py> = (Vec<Bound<'py, PyDict>>, Option<String>, bool, usize);

/// Writes the record of the run.
#[pyfunction]
pub(crate) fn record(py: Python<'_>, outcome: &Outcome, path: PathBuf) -> PyResult<()> {
    guard(py, || {
        let (run, answer) = (Run::new(py, None, None)?, Arc::clone(&outcome.answer));
        run.work(py, &outcome.failure, move |monitor| answer.record(monitor)?.write(path))
    })
}

/// The programme of a record, as JSON.
#[pyfunction]
pub(crate) fn recorded_program(py: Python<'_>, path: PathBuf) -> PyResult<String> {
    guard(py, || {
        let record = py.detach(|| Record::read(path));
        let record = record.map_err(|error| errors::from_error(py, error))?;
        json(py, record.program())
    })
}

/// Checks a record by the people of a call, which has the record's programme.
#[pyfunction]
pub(crate) fn verified<'py>(
    py: Python<'py>,
    call: &mut Call,
    path: PathBuf,
) -> PyResult<Verified<'py>> {
    guard(py, || {
        let found = call.work(py, move |people, monitor| {
            let (_, roster) = people.check()?;
            Record::read(path)?.verify(&roster, monitor)
        })?;
        let findings = found.findings.as_slice().iter();
        let findings =
            findings.map(|finding| errors::to_dict(py, finding)).collect::<PyResult<_>>()?;
        let proof = found.certificate.as_ref();
        let is_optimal = proof.is_some_and(matchwright::assign::Certificate::is_optimal);
        Ok((findings, proof.map(|proof| json(py, proof)).transpose()?, is_optimal, found.pairs))
    })
}
