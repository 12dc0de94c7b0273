//! Pairs within one population: `pair`.

use std::sync::Arc;

use matchwright::assign::general::{Pairing as Solved, Peers, pair};
use matchwright::assign::{CostView, Error, Grid, Monitor, Objective, Options, Sense};
use numpy::{PyArray1, PyUntypedArrayMethods};
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::array::array;
use crate::assign::{detached, refused, solve};
use crate::assignment::positive_zero;
use crate::border::guard;
use crate::errors;
use crate::matrix::{self, Numbers, Summed, with_numbers};
use crate::outcome::json;
use crate::pool::Workers;
use crate::watch;

/// What `matchwright.Pairing` says.
#[pyclass(frozen, module = "matchwright._core")]
pub(crate) struct Pairing {
    solved: Solved,
    /// The caller's values, summed.
    total: f64,
    grid: Grid,
}

#[pymethods]
impl Pairing {
    /// For each person the position of the partner; -1 for who is alone.
    #[getter]
    fn partners<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<i64>> {
        array(py, self.solved.partners().iter().map(|partner| partner.map_or(-1, i64::from)))
    }

    #[getter]
    fn total(&self) -> f64 {
        positive_zero(self.total)
    }

    /// The certificate as JSON.
    #[getter]
    fn certificate(&self, py: Python<'_>) -> PyResult<String> {
        json(py, self.solved.certificate())
    }

    #[getter]
    fn verified(&self) -> bool {
        self.solved.certificate().is_optimal()
    }

    #[getter]
    fn rounding_bound(&self) -> f64 {
        self.solved.certificate().rounding as f64 * self.grid.unit()
    }

    /// Prices of people and of odd sets, as JSON.
    #[getter]
    fn prices(&self, py: Python<'_>) -> PyResult<String> {
        json(py, self.solved.prices())
    }

    /// How numbers became whole ones, as JSON.
    #[getter]
    fn grid(&self, py: Python<'_>) -> PyResult<String> {
        json(py, &self.grid)
    }
}

/// The pairs of the highest total weight in a square of weights: an array, or the parts of a sparse matrix. With
/// `participation` there are as many pairs as possible first.
#[pyfunction]
#[pyo3(signature = (weights, *, participation, threads, progress, timeout))]
pub(crate) fn paired(
    py: Python<'_>,
    weights: &Bound<'_, PyAny>,
    participation: bool,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
    timeout: Option<f64>,
) -> PyResult<Pairing> {
    guard(py, || {
        let raise = |error: Error| refused(py, &error, true);
        let objective = if participation { Objective::Participation } else { Objective::Total };
        let time_limit = timeout.map(|seconds| watch::limit(py, seconds)).transpose()?.flatten();
        let options = Options { time_limit, ..Options::default() };
        let request = Request { objective, options, threads, progress };
        if weights.is_instance_of::<PyTuple>() {
            let read = matrix::sparse(&weights.extract()?, Sense::Maximize, objective)?;
            let read = read.map_err(raise)?;
            let grid = read.grid;
            return request.answer(py, &read, grid);
        }
        let array = matrix::as_matrix(weights)?;
        let workers = Workers::for_pairs(py, array.len(), threads)?;
        let numbers = Numbers::of(&array)?;
        with_numbers!(numbers, |values| {
            let read = || workers.install(|| CostView::new(values, Sense::Maximize, objective));
            let read = detached(py, array.len(), read).map_err(raise)?;
            let grid = *read.grid();
            request.answer(py, &read, grid)
        })
    })
}

/// What is asked of the weights.
struct Request {
    objective: Objective,
    options: Options,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
}

impl Request {
    fn answer<C: Summed>(self, py: Python<'_>, costs: &C, grid: Grid) -> PyResult<Pairing> {
        let people = Peers::new(costs).objective(self.objective);
        let pairs = costs.rows().saturating_mul(costs.columns());
        let workers = Workers::for_pairs(py, pairs, self.threads)?;
        let find = |monitor: &Arc<Monitor>| {
            pair(&people, &self.options.clone().with_monitor(Arc::clone(monitor)))
        };
        let solved = solve(py, pairs, self.progress, &workers, find)?;
        let solved = solved.map_err(|error| errors::from_assign(py, &error))?;
        let total = costs.sum(solved.pairs().map(|pair| (pair.row, pair.column, 1)));
        Ok(Pairing { solved, total, grid })
    }
}
