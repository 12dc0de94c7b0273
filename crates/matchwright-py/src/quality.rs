//! The quality report, as columns and text.

use std::sync::Arc;

use matchwright::answers::BlockingPair;
use matchwright::roster::Side;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::array::columns;
use crate::border::guard;
use crate::outcome::{Outcome, json};
use crate::people::Run;

/// The report as JSON, as a long table, and as text.
type Report<'py> = (String, Bound<'py, PyDict>, String);

/// How good a plan is, and for whom.
#[pyfunction]
pub(crate) fn quality<'py>(py: Python<'py>, outcome: &Outcome) -> PyResult<Report<'py>> {
    guard(py, || {
        let (run, answer) = (Run::new(py, None, None)?, Arc::clone(&outcome.answer));
        let quality = run.work(py, &outcome.failure, move |monitor| answer.quality(monitor))?;
        Ok((json(py, &quality)?, columns(py, &quality.frame())?, quality.to_string()))
    })
}

/// The pairs who would rather have each other, as columns with positions in the place of ids.
#[pyfunction]
pub(crate) fn blocking_pairs<'py>(
    py: Python<'py>,
    outcome: &Outcome,
) -> PyResult<Bound<'py, PyDict>> {
    guard(py, || {
        let (run, answer) = (Run::new(py, None, None)?, Arc::clone(&outcome.answer));
        let work = move |monitor: &Arc<_>| answer.blocking_pairs(monitor);
        let pairs: Vec<BlockingPair> = run.work(py, &outcome.failure, work)?;
        let columns = columns(py, &outcome.answer.blocking_frame(&pairs))?;
        let mentees = pairs.iter().map(|pair| (Side::Mentee, pair.mentee.as_str()));
        columns.set_item("mentee_id", outcome.positions(py, mentees))?;
        let mentors = pairs.iter().map(|pair| (Side::Mentor, pair.mentor.as_str()));
        columns.set_item("mentor_id", outcome.positions(py, mentors))?;
        Ok(columns)
    })
}
