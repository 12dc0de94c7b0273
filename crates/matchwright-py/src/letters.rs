//! Letters to everybody who meets somebody.

use std::path::PathBuf;
use std::sync::Arc;

use matchwright::report::Letters;
use matchwright::tables::read_text;
use pyo3::prelude::*;

use crate::border::guard;
use crate::outcome::Outcome;
use crate::people::Run;

/// Writes the letters; how many.
#[pyfunction]
#[pyo3(signature = (outcome, folder, *, template, file, date))]
pub(crate) fn lettered(
    py: Python<'_>,
    outcome: &Outcome,
    folder: PathBuf,
    template: Option<String>,
    file: Option<PathBuf>,
    date: String,
) -> PyResult<usize> {
    guard(py, || {
        let (run, answer) = (Run::new(py, None, None)?, Arc::clone(&outcome.answer));
        run.work(py, &outcome.failure, move |monitor| {
            let template = file.map(read_text).transpose()?.or(template);
            let template = template.as_deref().unwrap_or(Letters::TEMPLATE);
            let letters = Letters::new(&answer, template, Some(&date), monitor)?;
            letters.write(folder)?;
            Ok(letters.as_slice().len())
        })
    })
}
