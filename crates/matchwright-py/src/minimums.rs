//! Plans in which rows and columns have so many pairs at least.

use std::sync::Arc;

use matchwright::assign::{
    Answer, Certificate, Constraint, CostSource, CostView, Count, Demands, Error, Grid, Level,
    LevelPlan as Solved, Monitor, Objective, Options, Problem, Scope, Shortage, solve_levels,
};
use numpy::{PyArray1, PyUntypedArrayMethods};
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use serde_json::json;

use crate::array::array;
use crate::assign::{detached, refused, sense, solve};
use crate::assignment::positive_zero;
use crate::border::guard;
use crate::errors;
use crate::matrix::{self, Costs, Numbers, Summed, with_numbers};
use crate::outcome::json;
use crate::pool::Workers;

/// What `matchwright.Assignment` says of a plan with minimums.
#[pyclass(frozen, module = "matchwright._core")]
pub(crate) struct LevelPlan {
    solved: Solved,
    certificate: Certificate,
    /// The caller's values, summed.
    total: f64,
    grid: Grid,
}

#[pymethods]
#[expect(clippy::unused_self, reason = "Python asks a plan, whatever the answer")]
impl LevelPlan {
    #[getter]
    fn row_ind<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<i64>> {
        array(py, self.solved.pairs().iter().map(|pair| i64::from(pair.row)))
    }

    #[getter]
    fn col_ind<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<i64>> {
        array(py, self.solved.pairs().iter().map(|pair| i64::from(pair.column)))
    }

    #[getter]
    fn total(&self) -> f64 {
        positive_zero(self.total)
    }

    /// Of one objective after the other there is no price of a row that holds for all of them.
    #[getter]
    fn row_prices(&self, py: Python<'_>) -> PyResult<Bound<'_, PyArray1<f64>>> {
        Err(without_prices(py))
    }

    #[getter]
    fn column_prices(&self, py: Python<'_>) -> PyResult<Bound<'_, PyArray1<f64>>> {
        Err(without_prices(py))
    }

    /// The certificate as JSON.
    #[getter]
    fn certificate(&self, py: Python<'_>) -> PyResult<String> {
        json(py, &self.certificate)
    }

    #[getter]
    fn verified(&self) -> bool {
        self.solved.is_proven() && self.certificate.is_optimal()
    }

    #[getter]
    fn method(&self) -> &'static str {
        "flow"
    }

    /// The statistics as JSON.
    #[getter]
    fn stats(&self) -> String {
        json!({ "steps": self.solved.steps() }).to_string()
    }

    #[getter]
    fn rounding_bound(&self) -> f64 {
        self.certificate.rounding as f64 * self.grid.unit()
    }

    /// There are none: values that had to be rounded stay so.
    #[getter]
    fn rounded_pairs(&self) -> Option<Vec<(u32, u32)>> {
        None
    }

    /// For each objective the prices that prove it, and what they prove, as JSON.
    #[getter]
    fn prices(&self) -> String {
        json!({ "levels": self.solved.proof(), "bounds": self.solved.bounds() }).to_string()
    }

    /// The grid as JSON.
    #[getter]
    fn grid(&self, py: Python<'_>) -> PyResult<String> {
        json(py, &self.grid)
    }

    /// Nobody looks for other plans here.
    #[getter]
    fn tied_rows<'py>(&self) -> Option<Bound<'py, PyArray1<i64>>> {
        None
    }
}

fn without_prices(py: Python<'_>) -> PyErr {
    let text = "a plan with minimums has prices for each of its objectives; to_json() has them";
    errors::raise(py, "OptionError", text)
}

/// The best plan for a matrix of costs in which rows and columns have so many pairs at least. The matrix and
/// `priced` are those of `assigned`.
#[pyfunction]
#[pyo3(signature = (
    cost, *, row_capacity, column_capacity, row_minimum, column_minimum, priced, maximize, threads, progress
))]
#[expect(clippy::too_many_arguments, reason = "Python passes them by name")]
pub(crate) fn assigned_within(
    py: Python<'_>,
    cost: &Bound<'_, PyAny>,
    row_capacity: Option<Vec<u32>>,
    column_capacity: Option<Vec<u32>>,
    row_minimum: Vec<u32>,
    column_minimum: Vec<u32>,
    priced: bool,
    maximize: bool,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<LevelPlan> {
    guard(py, || {
        let raise = |error: Error| refused(py, &error, maximize);
        let demands = Demands::default().row_minimum(row_minimum).column_minimum(column_minimum);
        let objective = if priced { Objective::Total } else { Objective::Participation };
        let sense = sense(maximize);
        let request =
            Request { row_capacity, column_capacity, demands, objective, threads, progress };
        if cost.is_instance_of::<PyTuple>() {
            let read = matrix::sparse(&cost.extract()?, sense, objective)?.map_err(raise)?;
            let grid = read.grid;
            return request.answer(py, &Costs { read, priced }, grid);
        }
        let array = matrix::as_matrix(cost)?;
        let workers = Workers::for_pairs(py, array.len(), threads)?;
        let numbers = Numbers::of(&array)?;
        with_numbers!(numbers, |values| {
            let read = || workers.install(|| CostView::new(values, sense, objective));
            let read = detached(py, array.len(), read).map_err(raise)?;
            let grid = *read.grid();
            request.answer(py, &Costs { read, priced }, grid)
        })
    })
}

/// What is asked of a matrix.
struct Request {
    row_capacity: Option<Vec<u32>>,
    column_capacity: Option<Vec<u32>>,
    demands: Demands,
    objective: Objective,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
}

impl Request {
    fn answer<C: Summed>(
        self,
        py: Python<'_>,
        costs: &Costs<C>,
        grid: Grid,
    ) -> PyResult<LevelPlan> {
        let mut problem = Problem::new(costs).objective(self.objective);
        if let Some(costs) = costs.unmatched() {
            problem = problem.unmatched_cost(costs);
        }
        if let Some(seats) = &self.row_capacity {
            problem = problem.row_capacity(seats.clone());
        }
        if let Some(seats) = self.column_capacity {
            problem = problem.column_capacity(seats);
        }
        let is_priced = self.objective == Objective::Total;
        let levels = if is_priced { vec![Level::Total] } else { vec![Level::Pairs, Level::Total] };
        let pairs = costs.rows().saturating_mul(costs.columns());
        let workers = Workers::for_pairs(py, pairs, self.threads)?;
        let find = |monitor: &Arc<Monitor>| {
            let options = Options::default().with_monitor(Arc::clone(monitor));
            solve_levels(&problem, &self.demands, &levels, &options)
        };
        let found = solve(py, pairs, self.progress, &workers, find)?;
        match found.map_err(|error| errors::from_assign(py, &error))? {
            Answer::Impossible(shortage) => Err(infeasible(py, &shortage)),
            Answer::Plan(solved) => {
                let seats = self.row_capacity.as_deref();
                let total = costs.total(solved.pairs(), seats);
                // Each seat of a row counts a number where staying empty does: its pair's, or that.
                let row_seats =
                    || seats.map_or(costs.rows(), |seats| seats.iter().map(|&s| s as usize).sum());
                let numbers = if is_priced { row_seats() } else { solved.pairs().len() };
                let certificate = certificate(&solved, self.objective, &grid, numbers);
                Ok(LevelPlan { solved, certificate, total, grid })
            }
        }
    }
}

/// The proof of the last objective, the total, and of how many pairs there can be, in the words of other plans.
/// So many numbers make up a total: each may be off by half a unit, in this plan and in another one.
fn certificate(solved: &Solved, objective: Objective, grid: &Grid, numbers: usize) -> Certificate {
    let primal = solved.reached().last().copied().flatten().unwrap_or_default();
    let gap = solved.bounds().last().map_or(0, |last| last.value - last.bound);
    let pairs = solved.pairs().len() as u64;
    let most_pairs = match (objective, solved.bounds()) {
        (Objective::Participation, [.., most, _]) => u64::try_from(-most.bound).unwrap_or(pairs),
        _ => pairs,
    };
    let rounding = if grid.exact() { 0 } else { numbers as i64 };
    let dual = primal - gap;
    Certificate { primal, dual, pairs, most_pairs, objective, scope: Scope::AllPairs, rounding }
}

/// An `InfeasibleError`: how many pairs the minimums need, how many there can be, and what keeps them from more.
fn infeasible(py: Python<'_>, shortage: &Shortage) -> PyErr {
    let listed = |counts: &[Count]| -> Vec<(&'static str, u32, u32)> {
        let row = |count: &Count| match count.of {
            Constraint::Row(row) => Some(("row", row, count.pairs)),
            Constraint::Column(column) => Some(("column", column, count.pairs)),
            Constraint::Quota { .. } => None,
        };
        counts.iter().filter_map(row).collect()
    };
    let pairs: Vec<(u32, u32)> =
        shortage.pairs.iter().map(|pair| (pair.row, pair.column)).collect();
    let witness = (listed(&shortage.minimums), listed(&shortage.maximums), pairs);
    errors::infeasible(py, (shortage.needed(), shortage.possible()), witness)
}
