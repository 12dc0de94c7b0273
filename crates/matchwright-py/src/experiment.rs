//! An experiment: an outcome in, the drawn outcome, propensities as columns, and files.

use std::path::PathBuf;
use std::sync::Arc;

use matchwright::Error;
use matchwright::assign::{Monitor, Options};
use matchwright::roster::Side;
use matchwright::tracking::ExperimentOptions;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::array::columns;
use crate::border::guard;
use crate::errors;
use crate::function::Failure;
use crate::outcome::Outcome;
use crate::people::Run;

/// An experiment, and what went wrong in functions of the caller's own.
#[pyclass(frozen, module = "matchwright._core")]
pub(crate) struct Experiment {
    pub(crate) core: Arc<matchwright::tracking::Experiment>,
    failure: Arc<Failure>,
}

/// Makes an experiment of an outcome.
#[pyfunction]
#[pyo3(signature = (outcome, *, share, within, seed, threads, progress))]
pub(crate) fn experimented(
    py: Python<'_>,
    outcome: &Outcome,
    share: f64,
    within: f64,
    seed: u64,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<Experiment> {
    guard(py, || {
        let options = ExperimentOptions { share, within, seed };
        let (answer, failure) = (Arc::clone(&outcome.answer), Arc::clone(&outcome.failure));
        let core = Run::new(py, threads, progress)?.work(py, &failure, move |monitor| {
            let run = Options::default().with_monitor(Arc::clone(monitor));
            answer.experiment(&options, &run)
        })?;
        Ok(Experiment { core: Arc::new(core), failure })
    })
}

/// An experiment from a file.
#[pyfunction]
pub(crate) fn experiment_loaded(py: Python<'_>, path: PathBuf) -> PyResult<Experiment> {
    read_back(py, move |monitor| matchwright::tracking::Experiment::load(path, monitor))
}

/// An experiment from what a file would hold.
#[pyfunction]
pub(crate) fn experiment_restored(py: Python<'_>, text: String) -> PyResult<Experiment> {
    let read = move |monitor: &Arc<Monitor>| {
        matchwright::tracking::Experiment::from_json_str(&text, monitor)
    };
    read_back(py, read)
}

fn read_back(
    py: Python<'_>,
    read: impl FnOnce(&Arc<Monitor>) -> Result<matchwright::tracking::Experiment, Error>
    + Send
    + 'static,
) -> PyResult<Experiment> {
    guard(py, || {
        let failure = Arc::<Failure>::default();
        let core = Run::new(py, None, None)?.work(py, &failure, move |monitor| read(monitor))?;
        Ok(Experiment { core: Arc::new(core), failure })
    })
}

#[pymethods]
impl Experiment {
    /// The plan before, and the plan as it was drawn.
    fn outcomes(&self) -> (Outcome, Outcome) {
        let outcome = |answer: &matchwright::Outcome| Outcome {
            answer: Arc::new(answer.clone()),
            failure: Arc::clone(&self.failure),
        };
        (outcome(self.core.before()), outcome(self.core.outcome()))
    }

    /// Every pair that could have been, as columns with positions in the place of ids.
    fn choices<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let columns = columns(py, &self.core.frame())?;
        let (before, _) = self.outcomes();
        let choices = self.core.choices().iter();
        let mentees = choices.clone().map(|choice| (Side::Mentee, choice.mentee.as_str()));
        columns.set_item("mentee_id", before.positions(py, mentees))?;
        let mentors = choices.map(|choice| (Side::Mentor, choice.mentor.as_str()));
        columns.set_item("mentor_id", before.positions(py, mentors))?;
        Ok(columns)
    }

    /// Draws, draws that were wanted, swaps; the cost in total score, and what was to be expected.
    fn numbers(&self) -> (usize, usize, usize, f64, f64) {
        let core = &self.core;
        (core.draws(), core.wanted(), core.swaps(), core.cost(), core.expected_cost())
    }

    /// Share, band and seed.
    fn options(&self) -> (f64, f64, u64) {
        let options = self.core.options();
        (options.share, options.within, options.seed)
    }

    /// Writes a file.
    fn save(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        guard(py, || {
            let saved = py.detach(|| self.core.save(path));
            saved.map_err(|error| errors::from_error(py, error))
        })
    }

    /// What the file would hold.
    fn saved(&self, py: Python<'_>) -> PyResult<String> {
        guard(py, || {
            let saved = py.detach(|| self.core.to_json_string());
            saved.map_err(|error| errors::from_error(py, error))
        })
    }

    /// Whether both say the same of the same plan.
    fn equals(&self, other: &Self) -> bool {
        self.core == other.core
    }

    /// The experiment in a few sentences.
    fn text(&self) -> String {
        self.core.to_string()
    }
}
