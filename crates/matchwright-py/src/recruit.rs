//! What mentors who are not there yet would add: a table in, columns out.

use std::collections::BTreeSet;
use std::sync::Arc;

use matchwright::answers::recruits_frame;
use matchwright::assign::Options;
use matchwright::roster::Side;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::array::{array, columns};
use crate::border::guard;
use crate::compare::has_functions;
use crate::errors;
use crate::outcome::Outcome;
use crate::people::Run;
use crate::table::Source;

/// What errors call the table.
const ORIGIN: &str = "mentors";

/// What each candidate would add, as columns with ids as texts, and in `row` where each stands in the table.
#[pyfunction]
#[pyo3(signature = (outcome, mentors, *, id_column))]
pub(crate) fn recruited<'py>(
    py: Python<'py>,
    outcome: &Outcome,
    mentors: &Bound<'py, PyAny>,
    id_column: String,
) -> PyResult<Bound<'py, PyDict>> {
    guard(py, || {
        if has_functions(outcome) {
            let text = "a criterion that is a function reads the tables itself: match the longer \
                        table, and compare";
            return Err(errors::raise(py, "KindError", text));
        }
        let wanted = wanted(outcome, &id_column);
        let source = Source::take(mentors, ORIGIN, |_| wanted.clone())?;
        let answer = Arc::clone(&outcome.answer);
        let found = Run::new(py, None, None)?.work(py, &outcome.failure, move |monitor| {
            let table = source.read(ORIGIN, |_| wanted.clone())?;
            answer.recruit(
                &table,
                &id_column,
                &Options::default().with_monitor(Arc::clone(monitor)),
            )
        })?;
        let columns = columns(py, &recruits_frame(&found))?;
        columns.set_item("row", array(py, found.iter().map(|one| one.row as i64)))?;
        Ok(columns)
    })
}

/// The columns of mentors that the programme reads, and that of the ids.
#[pyfunction]
pub(crate) fn mentor_columns(outcome: &Outcome, id_column: &str) -> Vec<String> {
    wanted(outcome, id_column).into_iter().collect()
}

fn wanted(outcome: &Outcome, id_column: &str) -> BTreeSet<String> {
    outcome.answer.program().schema().with_ids(id_column).columns(Side::Mentor)
}
