//! An outcome, as columns and texts.

use std::path::PathBuf;
use std::sync::Arc;

use matchwright::Error;
use matchwright::assign::Monitor;
use matchwright::outcome::Circle;
use matchwright::roster::Side;
use numpy::PyArray1;
use pyo3::prelude::*;
use pyo3::types::PyDict;
use serde::Serialize;

use crate::array::{array, columns};
use crate::border::guard;
use crate::errors;
use crate::function::Failure;
use crate::people::{Run, lines};
use crate::roster::{Roster, positions};

/// An outcome, and what went wrong in functions of the caller's own.
#[pyclass(frozen, module = "matchwright._core")]
pub(crate) struct Outcome {
    pub(crate) answer: Arc<matchwright::Outcome>,
    pub(crate) failure: Arc<Failure>,
}

#[pymethods]
impl Outcome {
    /// Who the people are.
    fn roster(&self) -> Roster {
        Roster(self.answer.roster().clone())
    }

    /// Who meets whom, as columns. In columns of ids stand positions, here and below.
    fn pairs<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let columns = columns(py, &self.answer.pairs_frame())?;
        let pairs = self.answer.pairs();
        let mentees = pairs.iter().map(|pair| (Side::Mentee, pair.mentee()));
        columns.set_item("mentee_id", self.positions(py, mentees))?;
        let mentors = pairs.iter().map(|pair| (Side::Mentor, pair.mentor()));
        columns.set_item("mentor_id", self.positions(py, mentors))?;
        Ok(columns)
    }

    /// Who meets nobody and why, as columns.
    fn unmatched<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let columns = columns(py, &self.answer.unmatched_frame())?;
        let people = self.answer.unmatched().iter();
        let people = people.map(|person| (person.side, person.id.as_str()));
        columns.set_item("id", self.positions(py, people))?;
        Ok(columns)
    }

    /// Who is in which circle, as columns.
    fn circles<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let columns = columns(py, &self.answer.circles_frame())?;
        let circles = self.answer.circles();
        let members = circles.iter().flat_map(Circle::each).map(|(_, id)| (Side::Mentee, id));
        columns.set_item("mentee_id", self.positions(py, members))?;
        let leaders = circles.iter().flat_map(Circle::each);
        let leaders =
            leaders.filter_map(|(circle, _)| Some((Side::Mentor, circle.leader.as_deref()?)));
        let leaders: Vec<_> = leaders.collect();
        if !leaders.is_empty() {
            columns.set_item("mentor_id", self.positions(py, leaders.into_iter()))?;
        }
        Ok(columns)
    }

    /// Everybody on a side after the round, as columns: those who take part, and then those who pause.
    fn people<'py>(&self, py: Python<'py>, side: &str) -> PyResult<Bound<'py, PyDict>> {
        let side = if side == Side::Mentor.noun() { Side::Mentor } else { Side::Mentee };
        columns(py, &self.answer.people_frame(side))
    }

    /// Seats offered and taken and what they are worth, as columns.
    fn loads<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        guard(py, || {
            let run = Run::new(py, None, None)?;
            let answer = Arc::clone(&self.answer);
            let prices = run.work(py, &self.failure, move |monitor| answer.seat_prices(monitor))?;
            let columns = columns(py, &self.answer.loads_frame(&prices))?;
            let mentors = self.answer.loads().iter();
            let mentors = mentors.map(|load| (Side::Mentor, load.mentor.as_str()));
            columns.set_item("mentor_id", self.positions(py, mentors))?;
            Ok(columns)
        })
    }

    /// Labels that count as another one, as columns.
    fn merges<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        crate::vocabulary::columns(py, self.answer.merges())
    }

    /// How the tables were read; nothing where the outcome comes from a file.
    fn reading(&self) -> Vec<String> {
        lines(self.answer.roster().readings())
    }

    /// The outcome in a few numbers, as JSON.
    fn summary(&self, py: Python<'_>) -> PyResult<String> {
        json(py, self.answer.summary())
    }

    /// Seconds per stage.
    fn seconds<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let timings = self.answer.timings();
        let seconds = PyDict::new(py);
        seconds.set_item("prepare", timings.prepare)?;
        seconds.set_item("assign", timings.assign)?;
        seconds.set_item("outcome", timings.outcome)?;
        seconds.set_item("total", timings.total)?;
        Ok(seconds)
    }

    /// The proof, as JSON.
    fn certificate(&self, py: Python<'_>) -> PyResult<String> {
        json(py, self.answer.certificate())
    }

    /// Whether the plan is proven to be what it is said to be: the best, or stable.
    fn is_verified(&self) -> bool {
        self.answer.certificate().is_verified()
    }

    /// How sure it is that no plan is better.
    fn status(&self) -> &'static str {
        self.answer.status().name()
    }

    /// How far the plan can be from the best, as JSON.
    fn bound(&self, py: Python<'_>) -> PyResult<String> {
        json(py, &self.answer.bound())
    }

    /// The mentees for whom something is new, as columns with ids as texts.
    fn changes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        columns(py, &self.answer.changes_frame())
    }

    /// What is new in a sentence; `None` where there was nothing before.
    fn changes_sentence(&self) -> Option<String> {
        self.answer.changes().map(ToString::to_string)
    }

    /// Writes a file.
    fn save(&self, py: Python<'_>, path: PathBuf) -> PyResult<()> {
        guard(py, || {
            let saved = py.detach(|| self.answer.save(path));
            saved.map_err(|error| errors::from_error(py, error))
        })
    }

    /// What the file would hold.
    fn saved(&self, py: Python<'_>) -> PyResult<String> {
        guard(py, || {
            let (run, answer) = (Run::new(py, None, None)?, Arc::clone(&self.answer));
            run.work(py, &self.failure, move |_| answer.to_json_string())
        })
    }

    /// Whether both say the same by the same programme.
    fn equals(&self, other: &Self) -> bool {
        self.answer == other.answer
    }

    /// What it says, as JSON; equal for equal input.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        json(py, &self.answer.facts())
    }
}

impl Outcome {
    pub(crate) fn positions<'py, 'a>(
        &self,
        py: Python<'py>,
        people: impl Iterator<Item = (Side, &'a str)>,
    ) -> Bound<'py, PyArray1<i64>> {
        array(py, positions(self.answer.roster(), people))
    }
}

/// An outcome from a file.
#[pyfunction]
pub(crate) fn loaded(py: Python<'_>, path: PathBuf) -> PyResult<Outcome> {
    read_back(py, move |monitor| matchwright::Outcome::load_with(path, monitor))
}

/// An outcome from what a file would hold.
#[pyfunction]
pub(crate) fn restored(py: Python<'_>, text: String) -> PyResult<Outcome> {
    read_back(py, move |monitor| matchwright::Outcome::from_json_str(&text, monitor))
}

fn read_back(
    py: Python<'_>,
    read: impl FnOnce(&Arc<Monitor>) -> Result<matchwright::Outcome, Error> + Send + 'static,
) -> PyResult<Outcome> {
    guard(py, || {
        // A file holds no function that could fail.
        let failure = Arc::<Failure>::default();
        let run = Run::new(py, None, None)?;
        let answer = run.work(py, &failure, move |monitor| read(monitor))?;
        Ok(Outcome { answer: Arc::new(answer), failure })
    })
}

pub(crate) fn json(py: Python<'_>, value: &impl Serialize) -> PyResult<String> {
    serde_json::to_string(value)
        .map_err(|error| errors::raise(py, "MatchwrightError", error.to_string()))
}
