//! What became of the pairs: tables in, columns, texts and a page out.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use matchwright::roster::{Side, Table};
use matchwright::tables::write_text;
use matchwright::tracking::{
    Balance as CoreBalance, Choices, Day, Observed, PolicyPairs, PolicyValue as CoreValue, Target,
    TrackOptions, TrackedPairs, Tracking as CoreTracking, balance_of, policy_value, track,
};
use matchwright::{Error, Outcome as CoreOutcome};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::array::{array, columns};
use crate::border::guard;
use crate::errors;
use crate::experiment::Experiment;
use crate::function::Failure;
use crate::outcome::{Outcome, json};
use crate::people::Run;
use crate::program::Program;
use crate::table::Source;

/// A table of which every column may be read.
fn take(value: &Bound<'_, PyAny>, origin: &str) -> PyResult<Source> {
    Source::take(value, origin, all)
}

fn read(source: Source, origin: &str) -> Result<Arc<Table>, Error> {
    Ok(source.read(origin, all)?)
}

fn all(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

/// An outcome, or a table of pairs.
enum Plan {
    Outcome(Arc<CoreOutcome>),
    Table(Box<Source>),
}

impl Plan {
    fn take(value: &Bound<'_, PyAny>, origin: &str) -> PyResult<Self> {
        Ok(match value.cast::<Outcome>() {
            Ok(outcome) => Self::Outcome(Arc::clone(&outcome.get().answer)),
            Err(_) => Self::Table(Box::new(take(value, origin)?)),
        })
    }
}

fn side(name: &str) -> Side {
    if name == Side::Mentor.noun() { Side::Mentor } else { Side::Mentee }
}

/// What a plan is estimated to be worth.
#[pyclass(frozen, module = "matchwright._core")]
pub(crate) struct PolicyValue(CoreValue);

/// Estimates the mean outcome of a policy's pairs.
#[pyfunction]
#[pyo3(signature = (feedback, policy, *, outcome, choices, model, progress))]
pub(crate) fn policy_valued(
    py: Python<'_>,
    feedback: &Bound<'_, PyAny>,
    policy: Option<&Bound<'_, PyAny>>,
    outcome: String,
    choices: Option<&Bound<'_, PyAny>>,
    model: Vec<String>,
    progress: Option<Py<PyAny>>,
) -> PyResult<PolicyValue> {
    guard(py, || {
        let feedback = take(feedback, "feedback")?;
        let policy = policy.map(|policy| Plan::take(policy, "policy")).transpose()?;
        let drawn = choices.and_then(|choices| choices.cast::<Experiment>().ok());
        let drawn = drawn.map(|drawn| Arc::clone(&drawn.get().core));
        let choices = choices.filter(|_| drawn.is_none());
        let choices = choices.map(|choices| take(choices, "choices")).transpose()?;
        let run = Run::new(py, None, progress)?;
        let value = run.work(py, &Failure::default(), move |monitor| {
            let feedback = read(feedback, "feedback")?;
            let policy = match policy {
                None => None,
                Some(Plan::Outcome(outcome)) => Some(PolicyPairs::of(&outcome)),
                Some(Plan::Table(source)) => Some(PolicyPairs::read(&*read(*source, "policy")?)?),
            };
            if let Some(drawn) = drawn {
                let observed = Observed::read(&feedback, &outcome)?;
                return policy_value(&observed, &Choices::of(&drawn), policy.as_ref(), monitor);
            }
            let choices = choices.map(|choices| read(choices, "choices")).transpose()?;
            let model: Vec<&str> = model.iter().map(String::as_str).collect();
            CoreValue::read(
                &feedback,
                &outcome,
                choices.as_deref(),
                policy.as_ref(),
                &model,
                monitor,
            )
        })?;
        Ok(PolicyValue(value))
    })
}

#[pymethods]
impl PolicyValue {
    /// The estimates, as columns.
    fn table<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        columns(py, &self.0.frame())
    }

    /// Pairs, draws, pairs without an outcome, pairs left aside.
    fn counts(&self) -> (usize, usize, usize, usize) {
        (self.0.pairs, self.0.draws, self.0.unknown, self.0.uncovered)
    }

    /// What is to be known about the numbers.
    fn notes(&self) -> Vec<String> {
        self.0.notes.clone()
    }

    /// All of it as text.
    fn text(&self) -> String {
        self.0.to_string()
    }
}

/// Two groups of people beside each other.
#[pyclass(frozen, module = "matchwright._core")]
pub(crate) struct Balance(CoreBalance);

/// Compares two groups: of an outcome, of an outcome with a table of its people, or of a table and ids.
#[pyfunction]
#[pyo3(signature = (outcome, people, matched, *, id_column, of, by, progress))]
#[expect(clippy::too_many_arguments, reason = "Python passes them by name")]
pub(crate) fn balanced(
    py: Python<'_>,
    outcome: Option<&Outcome>,
    people: Option<&Bound<'_, PyAny>>,
    matched: BTreeSet<String>,
    id_column: String,
    of: &str,
    by: Vec<String>,
    progress: Option<Py<PyAny>>,
) -> PyResult<Balance> {
    guard(py, || {
        let outcome = outcome.map(|outcome| Arc::clone(&outcome.answer));
        let people = people.map(|people| take(people, "people")).transpose()?;
        let of = side(of);
        let run = Run::new(py, None, progress)?;
        let balance = run.work(py, &Failure::default(), move |monitor| {
            let people = people.map(|people| read(people, "people")).transpose()?;
            match (outcome, people) {
                (Some(outcome), None) => outcome.balance(of, monitor),
                (Some(outcome), Some(people)) => {
                    balance_of(&outcome, &people, &id_column, of, &by, monitor)
                }
                (None, people) => {
                    let people = people.unwrap_or_default();
                    CoreBalance::read(&people, &id_column, &matched, &by, monitor)
                }
            }
        })?;
        Ok(Balance(balance))
    })
}

#[pymethods]
impl Balance {
    /// The differences, as columns.
    fn table<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        columns(py, &self.0.frame())
    }

    /// The same, the largest first.
    fn love<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        columns(py, &self.0.love_frame())
    }

    /// People of both groups.
    fn counts(&self) -> (usize, usize) {
        (self.0.matched, self.0.unmatched)
    }

    /// The largest difference.
    fn largest(&self) -> f64 {
        self.0.largest()
    }

    /// The largest differences as text.
    fn text(&self) -> String {
        self.0.to_string()
    }
}

/// How pairs and programme stand.
#[pyclass(frozen, module = "matchwright._core")]
pub(crate) struct Tracking(CoreTracking);

/// Tracks pairs; `targets` are a figure, a number and perhaps a day.
#[pyfunction]
#[pyo3(signature = (
    pairs, check_ins, people, *, id_column, program, of, columns, by, outcomes, as_of, overdue, low, targets,
    progress
))]
#[expect(clippy::too_many_arguments, reason = "Python passes them by name")]
pub(crate) fn tracked(
    py: Python<'_>,
    pairs: &Bound<'_, PyAny>,
    check_ins: &Bound<'_, PyAny>,
    people: Option<&Bound<'_, PyAny>>,
    id_column: String,
    program: Option<&Program>,
    of: &str,
    columns: BTreeMap<String, String>,
    by: Vec<String>,
    outcomes: Vec<String>,
    as_of: Option<String>,
    overdue: u32,
    low: f64,
    targets: Vec<(String, f64, Option<String>)>,
    progress: Option<Py<PyAny>>,
) -> PyResult<Tracking> {
    guard(py, || {
        let options = TrackOptions {
            as_of: as_of.map(|day| read_day(py, &day)).transpose()?,
            overdue,
            low,
            targets: targets.into_iter().map(|each| target(py, each)).collect::<PyResult<_>>()?,
            side: side(of),
            id: id_column,
            outcomes,
            columns: by,
            mapping: program.and_then(|program| program.core.tables.clone()),
            names: columns,
        };
        let (pairs, check_ins) = (Plan::take(pairs, "pairs")?, take(check_ins, "check-ins")?);
        let people = people.map(|people| take(people, "people")).transpose()?;
        let run = Run::new(py, None, progress)?;
        let tracking = run.work(py, &Failure::default(), move |monitor| {
            let pairs = match pairs {
                Plan::Outcome(outcome) => TrackedPairs::of(&outcome),
                Plan::Table(source) => TrackedPairs::read(&*read(*source, "pairs")?)?,
            };
            let people = people.map(|people| read(people, "people")).transpose()?;
            let check_ins = read(check_ins, "check-ins")?;
            track(&pairs, &check_ins, people.as_deref(), &options, monitor)
        })?;
        Ok(Tracking(tracking))
    })
}

fn read_day(py: Python<'_>, text: &str) -> PyResult<Day> {
    Day::read(text)
        .ok_or_else(|| errors::raise(py, "OptionError", "a day must be written as 2026-05-01"))
}

fn target(py: Python<'_>, (figure, wanted, by): (String, f64, Option<String>)) -> PyResult<Target> {
    let by = by.map(|day| read_day(py, &day)).transpose()?;
    Target::new(&figure, wanted, by).map_err(|text| errors::raise(py, "OptionError", text))
}

#[pymethods]
impl Tracking {
    /// The pairs, as columns; ids as texts, and the row of each pair among those that were given.
    fn pairs<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let columns = columns(py, &self.0.pairs_frame())?;
        columns.set_item("row", array(py, self.0.pairs.iter().map(|pair| pair.row as i64)))?;
        Ok(columns)
    }

    /// The key figures, as columns.
    fn figures<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        columns(py, &self.0.figures_frame())
    }

    /// The targets, as columns.
    fn targets<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        columns(py, &self.0.targets_frame())
    }

    /// What became of matched and unmatched people, as columns.
    fn compared<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        columns(py, &self.0.compared_frame())
    }

    /// How alike they are; `None` without a table of people.
    fn balance(&self) -> Option<Balance> {
        self.0.comparability.as_ref().map(|own| Balance(own.balance.clone()))
    }

    /// Whether they can be compared, how many the weights leave, and what is in the way.
    fn comparability(&self) -> Option<(bool, f64, Vec<String>)> {
        let own = self.0.comparability.as_ref()?;
        Some((own.is_comparable, own.effective, own.warnings.clone()))
    }

    /// The day from which it was looked at, and what else is to be known.
    fn notes(&self) -> (Option<String>, Vec<String>) {
        (self.0.as_of.clone(), self.0.notes.clone())
    }

    /// All of it as text.
    fn text(&self) -> String {
        self.0.to_string()
    }

    /// All of it as JSON.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        json(py, &self.0)
    }

    /// Writes the page.
    #[pyo3(signature = (path, *, title, date))]
    fn report(&self, py: Python<'_>, path: PathBuf, title: &str, date: &str) -> PyResult<()> {
        guard(py, || {
            let written = py.detach(|| write_text(path, &self.0.html(title, Some(date))));
            written.map_err(|error| errors::from_error(py, error.into()))
        })
    }
}
