//! What an outcome is asked, as texts and columns.

use std::sync::Arc;

use matchwright::Error;
use matchwright::answers::{given_up_frame, relaxations_frame, weights_frame};
use matchwright::assign::Monitor;
use matchwright::roster::Side;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use serde::Serialize;

use crate::array::{array, columns};
use crate::border::guard;
use crate::outcome::{Outcome, json};
use crate::people::Run;
use crate::roster::positions;

/// Asks an outcome; Ctrl-C ends the work.
fn ask<T: Send + 'static>(
    py: Python<'_>,
    outcome: &Outcome,
    answer: impl FnOnce(&matchwright::Outcome, &Arc<Monitor>) -> Result<T, Error> + Send + 'static,
) -> PyResult<T> {
    let (run, asked) = (Run::new(py, None, None)?, Arc::clone(&outcome.answer));
    run.work(py, &outcome.failure, move |monitor| answer(&asked, monitor))
}

/// What an outcome is asked, as JSON.
fn ask_json<T: Serialize + Send + 'static>(
    py: Python<'_>,
    outcome: &Outcome,
    answer: impl FnOnce(&matchwright::Outcome, &Arc<Monitor>) -> Result<T, Error> + Send + 'static,
) -> PyResult<String> {
    guard(py, || json(py, &ask(py, outcome, answer)?))
}

/// One person's place; the side where the id alone does not say it.
#[pyfunction]
#[pyo3(signature = (outcome, who, side = None))]
pub(crate) fn explain(
    py: Python<'_>,
    outcome: &Outcome,
    who: String,
    side: Option<&str>,
) -> PyResult<String> {
    let side = side.map(side_of);
    ask_json(py, outcome, move |asked, monitor| match side {
        Some(side) => asked.explain_one(side, &who, monitor),
        None => asked.explain(&who, monitor),
    })
}

/// Everybody's place on one side.
#[pyfunction]
pub(crate) fn explanations(py: Python<'_>, outcome: &Outcome, side: &str) -> PyResult<String> {
    let side = side_of(side);
    ask_json(py, outcome, move |asked, monitor| asked.explanations(side, monitor))
}

fn side_of(name: &str) -> Side {
    if name == Side::Mentor.noun() { Side::Mentor } else { Side::Mentee }
}

/// Why two people do not meet, with the sentence.
#[pyfunction]
pub(crate) fn why_not(
    py: Python<'_>,
    outcome: &Outcome,
    mentee: String,
    mentor: String,
) -> PyResult<(String, String)> {
    guard(py, || {
        let why = ask(py, outcome, move |asked, monitor| asked.why_not(&mentee, &mentor, monitor))?;
        Ok((json(py, &why)?, why.to_string()))
    })
}

/// What each mentor would cost, as columns; positions stand for the mentors.
#[pyfunction]
pub(crate) fn why_not_any<'py>(
    py: Python<'py>,
    outcome: &Outcome,
    mentee: String,
) -> PyResult<Bound<'py, PyDict>> {
    guard(py, || {
        let frame = ask(py, outcome, move |asked, monitor| asked.why_not_any(&mentee, monitor))?;
        let columns = columns(py, &frame)?;
        let roster = outcome.answer.roster();
        let mentors = roster.mentors().ids().iter().map(|id| (Side::Mentor, id.as_str()));
        columns.set_item("mentor_id", array(py, positions(roster, mentors)))?;
        Ok(columns)
    })
}

/// Why somebody meets nobody, with the sentences.
#[pyfunction]
pub(crate) fn why_unmatched(
    py: Python<'_>,
    outcome: &Outcome,
    who: String,
) -> PyResult<(String, String)> {
    guard(py, || {
        let why = ask(py, outcome, move |asked, monitor| asked.why_unmatched(&who, monitor))?;
        Ok((json(py, &why)?, why.to_string()))
    })
}

/// What single changes of the programme gain, as columns.
#[pyfunction]
pub(crate) fn relaxations<'py>(py: Python<'py>, outcome: &Outcome) -> PyResult<Bound<'py, PyDict>> {
    guard(py, || {
        let found = ask(py, outcome, matchwright::Outcome::relaxations)?;
        columns(py, &relaxations_frame(&found))
    })
}

/// How far each weight may change, as columns.
#[pyfunction]
pub(crate) fn weights<'py>(py: Python<'py>, outcome: &Outcome) -> PyResult<Bound<'py, PyDict>> {
    guard(py, || {
        let found = ask(py, outcome, matchwright::Outcome::weights)?;
        columns(py, &weights_frame(&found))
    })
}

/// Each measure beside the best that a plan could have, as columns.
#[pyfunction]
pub(crate) fn given_up<'py>(py: Python<'py>, outcome: &Outcome) -> PyResult<Bound<'py, PyDict>> {
    guard(py, || {
        let found = ask(py, outcome, matchwright::Outcome::given_up)?;
        columns(py, &given_up_frame(&found))
    })
}

/// The ids of the mentees who have another mentor in a plan that is as good; `None` where the plan is not
/// proven best.
#[pyfunction]
pub(crate) fn tied(py: Python<'_>, outcome: &Outcome) -> PyResult<Option<Vec<String>>> {
    guard(py, || {
        ask(py, outcome, move |asked, monitor| {
            let tied = asked.tied(monitor)?.into_iter().map(str::to_owned).collect();
            Ok(asked.unique(monitor)?.map(|_| tied))
        })
    })
}
