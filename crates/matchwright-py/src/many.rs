//! Many matrices of costs in one call.

use std::sync::Arc;

use matchwright::assign::{
    CostView, Error, Monitor, Number, Objective, Options, Problem, Sense, Stage, assign, threads,
};
use numpy::PyUntypedArrayMethods;
use numpy::ndarray::ArrayView2;
use pyo3::prelude::*;
use pyo3::types::PyList;

use crate::assign::{refused, sense, solve};
use crate::assignment::Plan;
use crate::border::guard;
use crate::errors;
use crate::matrix::{Numbers, as_matrix};
use crate::pool::Workers;

/// Cells below which all matrices together are solved on one thread: they take half a millisecond, and waking
/// another thread some tens of microseconds.
const SHARED: usize = 1 << 14;

/// The best plan for each of many matrices. The interpreter is let go once, and threads share the matrices.
#[pyfunction]
#[pyo3(signature = (costs, *, maximize, threads, progress))]
pub(crate) fn assigned_many<'py>(
    py: Python<'py>,
    costs: &Bound<'py, PyList>,
    maximize: bool,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<Vec<Plan>> {
    guard(py, || {
        let number = |(at, cost): (usize, Bound<'py, PyAny>)| {
            let read =
                as_matrix(&cost).and_then(|matrix| Ok((matrix.len(), Numbers::of(&matrix)?)));
            read.map_err(|error| at_matrix(py, at, error))
        };
        let matrices: Vec<(usize, Numbers<'py>)> =
            costs.iter().enumerate().map(number).collect::<PyResult<_>>()?;
        let cells = matrices.iter().map(|(cells, _)| cells).sum();
        let views: Vec<View<'_>> = matrices.iter().map(|(_, numbers)| View::of(numbers)).collect();
        let is_small = cells < SHARED && threads.is_none();
        let workers = if is_small { Workers::none() } else { Workers::new(py, threads)? };
        let find = |monitor: &Arc<Monitor>| {
            monitor.begin(Stage::Solve, views.len());
            let one = |view: &View<'_>| {
                let plan = view.solve(sense(maximize), monitor);
                monitor.advance(1);
                plan
            };
            Ok(if is_small { views.iter().map(one).collect() } else { threads::map(&views, one) })
        };
        let found: Vec<Result<Plan, Error>> = solve(py, cells, progress, &workers, find)?
            .map_err(|error| errors::from_assign(py, &error))?;
        let plan = |(at, plan): (usize, Result<Plan, Error>)| {
            plan.map_err(|error| at_matrix(py, at, refused(py, &error, maximize)))
        };
        found.into_iter().enumerate().map(plan).collect()
    })
}

/// Says which of the matrices it was.
fn at_matrix(py: Python<'_>, at: usize, error: PyErr) -> PyErr {
    let value = error.value(py);
    // An exception whose text cannot be had says what it says.
    let Ok(text) = value.str() else { return error };
    let class = value.get_type();
    match class.call1((format!("matrix {at}: {text}"),)) {
        Ok(named) => PyErr::from_value(named),
        Err(_) => error,
    }
}

/// The numbers of a matrix where they lie, which another thread may read.
enum View<'a> {
    Float64(ArrayView2<'a, f64>),
    Float32(ArrayView2<'a, f32>),
    Int64(ArrayView2<'a, i64>),
    UInt64(ArrayView2<'a, u64>),
}

impl<'a> View<'a> {
    fn of(numbers: &'a Numbers<'_>) -> Self {
        match numbers {
            Numbers::Float64(array) => Self::Float64(array.as_array()),
            Numbers::Float32(array) => Self::Float32(array.as_array()),
            Numbers::Int64(array) => Self::Int64(array.as_array()),
            Numbers::UInt64(array) => Self::UInt64(array.as_array()),
        }
    }

    fn solve(&self, sense: Sense, monitor: &Arc<Monitor>) -> Result<Plan, Error> {
        match self {
            Self::Float64(values) => best(values, sense, monitor),
            Self::Float32(values) => best(values, sense, monitor),
            Self::Int64(values) => best(values, sense, monitor),
            Self::UInt64(values) => best(values, sense, monitor),
        }
    }
}

fn best<T: Number>(
    values: &ArrayView2<'_, T>,
    sense: Sense,
    batch: &Arc<Monitor>,
) -> Result<Plan, Error> {
    let costs = CostView::new(values.view(), sense, Objective::Participation)?;
    let monitor = Arc::new(Monitor::part_of(batch));
    let options = Options::default().with_monitor(monitor);
    let solution = assign(&Problem::new(&costs), &options)?;
    let pairs = solution.pairs().iter().map(|pair| (pair.row, pair.column, 1));
    let total = costs.sum(pairs);
    Ok(Plan { solution, total, grid: *costs.grid(), unmatched: None, tied_rows: None })
}
