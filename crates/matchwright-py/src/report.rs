//! An outcome as documents, and the numbers of plots.

use std::path::PathBuf;
use std::sync::Arc;

use matchwright::report::{Plot, Report};
use matchwright::tables::{Error as ReadError, Frame, Values, write_bytes, write_text};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::array::columns;
use crate::border::guard;
use crate::errors;
use crate::outcome::Outcome;
use crate::people::Run;

/// A column of a frame of the caller's.
#[derive(FromPyObject)]
pub(crate) enum Column {
    Numbers(Vec<Option<f64>>),
    Texts(Vec<Option<String>>),
}

/// Writes the page, or the text where the path says so.
#[pyfunction]
#[pyo3(signature = (outcome, path, *, date, audit))]
pub(crate) fn reported(
    py: Python<'_>,
    outcome: &Outcome,
    path: PathBuf,
    date: String,
    audit: Option<Vec<(String, Column)>>,
) -> PyResult<()> {
    let audit = audit.map(frame);
    guard(py, || {
        let (run, answer) = (Run::new(py, None, None)?, Arc::clone(&outcome.answer));
        run.work(py, &outcome.failure, move |monitor| {
            let report = Report::new(&answer, monitor)?.with_date(&date);
            let report = match &audit {
                Some(audit) => report.with_audit(audit),
                None => report,
            };
            let text = report.for_file(&path);
            Ok(write_text(path, &text)?)
        })
    })
}

/// Writes the workbook.
#[pyfunction]
#[pyo3(signature = (outcome, path, *, date))]
pub(crate) fn workbook(
    py: Python<'_>,
    outcome: &Outcome,
    path: PathBuf,
    date: String,
) -> PyResult<()> {
    guard(py, || {
        let (run, answer) = (Run::new(py, None, None)?, Arc::clone(&outcome.answer));
        run.work(py, &outcome.failure, move |monitor| {
            let report = Report::new(&answer, monitor)?.with_date(&date);
            let (mut bytes, path_text) = (Vec::new(), path.display().to_string());
            let written = report.excel(&mut bytes, monitor);
            written.map_err(|source| ReadError::File { path: path_text, source })?;
            Ok(write_bytes(path, &bytes)?)
        })
    })
}

/// What a plot draws, as columns; ids are texts.
#[pyfunction]
pub(crate) fn plotted<'py>(
    py: Python<'py>,
    outcome: &Outcome,
    kind: &str,
) -> PyResult<Bound<'py, PyDict>> {
    let Some(plot) = Plot::ALL.into_iter().find(|plot| plot.name() == kind) else {
        let kinds = Plot::ALL.map(Plot::name).join(", ");
        return Err(errors::raise(py, "OptionError", format!("kind must be one of {kinds}")));
    };
    guard(py, || {
        let (run, answer) = (Run::new(py, None, None)?, Arc::clone(&outcome.answer));
        let frame = run.work(py, &outcome.failure, move |monitor| plot.frame(&answer, monitor))?;
        columns(py, &frame)
    })
}

fn frame(columns: Vec<(String, Column)>) -> Frame {
    let values = |column| match column {
        Column::Numbers(numbers) => {
            Values::Numbers(numbers.into_iter().map(|number| number.unwrap_or(f64::NAN)).collect())
        }
        Column::Texts(texts) => Values::Optional(texts),
    };
    Frame::new(columns.into_iter().map(|(name, column)| (name, values(column))))
}
