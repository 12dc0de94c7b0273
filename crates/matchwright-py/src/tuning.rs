//! What feedback says about the weights: pairs or feedback in, columns, texts and programmes out.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use matchwright::report::tuning as page;
use matchwright::rules::History;
use matchwright::tables::labels::id_key;
use matchwright::tables::mapping::Mapping;
use matchwright::tables::write_text;
use matchwright::tuning::{
    Aspect, Contribution, Contributions, EvaluateOptions, Evaluation as CoreEvaluation, Feedback,
    LearnOptions, Learned as CoreLearned, ValuedPairs,
};
use numpy::{PyArray1, PyArray2, PyArrayMethods as _};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::array::{array, columns};
use crate::border::guard;
use crate::errors;
use crate::function::Failure;
use crate::people::{Call, Run};
use crate::program::Program;
use crate::roster::Roster;
use crate::table::Source;

/// What errors call a table of pairs.
pub(crate) const PAIRS: &str = "pairs";

/// What errors call a table of feedback.
const FEEDBACK: &str = "feedback";

/// What every criterion and rule says of these pairs, as columns with positions in the place of ids, and who the people
/// are.
#[pyfunction]
pub(crate) fn contributed<'py>(
    py: Python<'py>,
    call: &mut Call,
    pairs: &Bound<'py, PyAny>,
) -> PyResult<(Bound<'py, PyDict>, Roster)> {
    guard(py, || {
        let pairs = Source::take(pairs, PAIRS, pair_columns)?;
        let (said, roster) = call.work(py, move |people, monitor| {
            let (matcher, roster) = people.check()?;
            let pairs = History::pairs_of(&*pairs.read(PAIRS, pair_columns)?, PAIRS)?;
            Ok((matcher.contributions(&roster, &pairs, monitor)?, roster))
        })?;
        Ok((contributions(py, &roster, &said)?, Roster(roster)))
    })
}

/// What is said of pairs, as columns with positions in the place of ids.
pub(crate) fn contributions<'py>(
    py: Python<'py>,
    roster: &matchwright::Roster,
    said: &Contributions,
) -> PyResult<Bound<'py, PyDict>> {
    let columns = columns(py, &said.frame(roster))?;
    let places = |place: fn(&Contribution) -> usize| {
        array(py, said.pairs().iter().map(|pair| place(pair) as i64))
    };
    columns.set_item("mentee_id", places(|pair| pair.mentee))?;
    columns.set_item("mentor_id", places(|pair| pair.mentor))?;
    Ok(columns)
}

/// The ids of pairs in a table, which errors call `origin`.
#[pyfunction]
pub(crate) fn ids_of_pairs(
    py: Python<'_>,
    pairs: &Bound<'_, PyAny>,
    origin: &str,
) -> PyResult<Vec<(String, String)>> {
    guard(py, || {
        let read = Source::take(pairs, origin, pair_columns)?.read(origin, pair_columns);
        let pairs = read.map_err(matchwright::Error::from);
        let pairs = pairs.and_then(|pairs| History::pairs_of(&pairs, origin));
        let pairs = pairs.map_err(|error| errors::from_error(py, error))?;
        Ok(pairs.iter().map(|(mentee, mentor)| (id_key(mentee), id_key(mentor))).collect())
    })
}

/// The columns of a table of pairs that are looked at.
pub(crate) fn pair_columns(names: &[&str]) -> BTreeSet<String> {
    let is_id = |name: &&&str| ["mentee_id", "mentor_id"].contains(*name);
    names.iter().filter(is_id).map(|&name| name.to_owned()).collect()
}

/// All columns: a mapping may take any.
fn all(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

/// Weights by spread: the columns, and the text.
#[pyfunction]
pub(crate) fn spread_weights<'py>(
    py: Python<'py>,
    call: &mut Call,
) -> PyResult<(Bound<'py, PyDict>, String)> {
    guard(py, || {
        let found = call.work(py, |people, monitor| {
            let (matcher, roster) = people.check()?;
            matcher.weights_by_spread(&roster, monitor)
        })?;
        Ok((columns(py, &found.frame())?, found.to_string()))
    })
}

fn aspect(py: Python<'_>, name: Option<&str>) -> PyResult<Option<Aspect>> {
    let Some(name) = name else { return Ok(None) };
    Aspect::of(name).map(Some).ok_or_else(|| {
        let names = Aspect::ALL.map(Aspect::name).join(", ");
        errors::raise(py, "OptionError", format!("aspect must be one of {names}"))
    })
}

/// What the tables of a programme say, for a table of feedback.
fn mapping(program: Option<&Program>) -> Mapping {
    program.and_then(|program| program.core.tables.clone()).unwrap_or_default()
}

fn options(
    py: Python<'_>,
    name: Option<&str>,
    (k, draws, seed): (usize, usize, u64),
) -> PyResult<EvaluateOptions> {
    Ok(EvaluateOptions { aspect: aspect(py, name)?, k, draws, seed })
}

/// Measures how well scores fit feedback.
#[pyfunction]
#[pyo3(signature = (call, feedback, *, tables, aspect, k, draws, seed))]
#[expect(clippy::too_many_arguments, reason = "Python passes them by name")]
pub(crate) fn evaluated(
    py: Python<'_>,
    call: &mut Call,
    feedback: &Bound<'_, PyAny>,
    tables: Option<&Program>,
    aspect: Option<&str>,
    k: usize,
    draws: usize,
    seed: u64,
) -> PyResult<Evaluation> {
    guard(py, || {
        let (options, mapping) = (options(py, aspect, (k, draws, seed))?, mapping(tables));
        let feedback = Source::take(feedback, FEEDBACK, all)?;
        let found = call.work(py, move |people, monitor| {
            let (matcher, roster) = people.check()?;
            let feedback = Feedback::read(&*feedback.read(FEEDBACK, all)?, &mapping)?;
            matcher.evaluate(&roster, &feedback, &options, monitor)
        })?;
        Ok(Evaluation(Arc::new(found)))
    })
}

/// Learns weights from feedback.
#[pyfunction]
#[pyo3(signature = (call, feedback, *, tables, aspect, pointwise, list_lengths, k, draws, seed))]
#[expect(clippy::too_many_arguments, reason = "Python passes them by name")]
pub(crate) fn learned(
    py: Python<'_>,
    call: &mut Call,
    feedback: &Bound<'_, PyAny>,
    tables: Option<&Program>,
    aspect: Option<&str>,
    pointwise: bool,
    list_lengths: bool,
    k: usize,
    draws: usize,
    seed: u64,
) -> PyResult<Learned> {
    guard(py, || {
        let evaluation = options(py, aspect, (k, draws, seed))?;
        let aspect = evaluation.aspect;
        let options = LearnOptions { aspect, pointwise, list_lengths, evaluation };
        let mapping = mapping(tables);
        let feedback = Source::take(feedback, FEEDBACK, all)?;
        let found = call.work(py, move |people, monitor| {
            let (matcher, roster) = people.check()?;
            let feedback = Feedback::read(&*feedback.read(FEEDBACK, all)?, &mapping)?;
            matcher.learn(&roster, &feedback, &options, monitor)
        })?;
        Ok(Learned(Arc::new(found)))
    })
}

/// Weights, and the ends of their intervals.
type Weights<'py> = [Bound<'py, PyArray1<f64>>; 3];

/// Learns weights from values and outcomes.
#[pyfunction]
pub(crate) fn learned_of_values<'py>(
    py: Python<'py>,
    values: &Bound<'py, PyArray2<f64>>,
    outcomes: &Bound<'py, PyArray1<f64>>,
    mentees: &Bound<'py, PyArray1<i64>>,
    current: &Bound<'py, PyArray1<f64>>,
) -> PyResult<Weights<'py>> {
    guard(py, || {
        let values: Vec<f64> = values.readonly().as_array().iter().copied().collect();
        let outcomes = outcomes.readonly().as_array().to_vec();
        let mentees: Vec<usize> = mentees
            .readonly()
            .as_array()
            .iter()
            .map(|mentee| mentee.unsigned_abs() as usize)
            .collect();
        let current = current.readonly().as_array().to_vec();
        let found = Run::new(py, None, None)?.work(py, &Failure::default(), move |monitor| {
            let (values, outcomes) = (&values, &outcomes);
            let pairs = ValuedPairs { values, outcomes, mentees: &mentees, current: &current };
            pairs.learn(monitor)
        })?;
        let lows = found.intervals.iter().map(|interval| interval.0);
        let highs = found.intervals.iter().map(|interval| interval.1);
        Ok([array(py, found.weights.iter().copied()), array(py, lows), array(py, highs)])
    })
}

/// How well scores fit feedback.
#[pyclass(frozen, module = "matchwright._core")]
pub(crate) struct Evaluation(Arc<CoreEvaluation>);

#[pymethods]
impl Evaluation {
    fn table<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        columns(py, &self.0.frame())
    }

    fn calibration<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        columns(py, &self.0.calibration_frame())
    }

    fn aspect(&self) -> &'static str {
        self.0.aspect().name()
    }

    fn text(&self) -> String {
        self.0.to_string()
    }

    #[pyo3(signature = (path, *, date))]
    fn report(&self, py: Python<'_>, path: PathBuf, date: &str) -> PyResult<()> {
        written(py, path, || page::evaluation(&self.0, Some(date)))
    }
}

/// Weights that were learned.
#[pyclass(frozen, module = "matchwright._core")]
pub(crate) struct Learned(Arc<CoreLearned>);

#[pymethods]
impl Learned {
    fn weights<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        columns(py, &self.0.frame())
    }

    fn evaluation(&self) -> Evaluation {
        Evaluation(Arc::new(self.0.evaluation().clone()))
    }

    /// The weights of the programme's criteria.
    fn program_weights(&self) -> Vec<f64> {
        self.0.program().criteria.iter().map(|term| term.weight).collect()
    }

    fn notes(&self) -> Vec<String> {
        self.0.notes()
    }

    fn text(&self) -> String {
        self.0.to_string()
    }

    #[pyo3(signature = (path, *, date))]
    fn report(&self, py: Python<'_>, path: PathBuf, date: &str) -> PyResult<()> {
        written(py, path, || page::learned(&self.0, Some(date)))
    }
}

/// Writes the page, which appears whole or not at all.
fn written(py: Python<'_>, path: PathBuf, page: impl FnOnce() -> String) -> PyResult<()> {
    guard(py, || {
        let text = page();
        write_text(path, &text).map_err(|error| errors::from_error(py, error.into()))
    })
}
