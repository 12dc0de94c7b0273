//! Many matrices of costs in one call.

use std::ops::Range;
use std::sync::Arc;

use matchwright::assign::{
    CostView, Error, Monitor, Number, Objective, Options, Problem, Sense, Stage, assign, threads,
};
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

/// Matrices that are read and solved before the next are read, and Ctrl-C is noticed: a tenth of a second where
/// they are as small as can be.
const AT_ONCE: usize = 1 << 14;

/// The best plan for each of many matrices. The interpreter is let go meanwhile, and threads share the matrices.
#[pyfunction]
#[pyo3(signature = (costs, *, maximize, threads, progress))]
pub(crate) fn assigned_many<'py>(
    py: Python<'py>,
    costs: &Bound<'py, PyList>,
    maximize: bool,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<Vec<Py<Plan>>> {
    guard(py, || {
        let costs: Vec<Bound<'py, PyAny>> = costs.iter().collect();
        let many = Many { costs: &costs, maximize, threads, progress };
        let mut plans = Vec::with_capacity(costs.len());
        // Also without a matrix, a number of threads that does not exist is refused.
        Workers::for_pairs(py, 0, threads)?;
        for start in (0..costs.len()).step_by(AT_ONCE) {
            py.check_signals()?;
            plans.extend(many.solve(py, start..costs.len().min(start + AT_ONCE))?);
        }
        Ok(plans)
    })
}

/// What is asked of all matrices.
struct Many<'a, 'py> {
    costs: &'a [Bound<'py, PyAny>],
    maximize: bool,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
}

impl<'py> Many<'_, 'py> {
    /// The plans of some of them.
    fn solve(&self, py: Python<'py>, some: Range<usize>) -> PyResult<Vec<Py<Plan>>> {
        let number = |at: usize| {
            let read = as_matrix(&self.costs[at]).and_then(|matrix| Numbers::of(&matrix));
            read.map_err(|error| at_matrix(py, at, error))
        };
        let numbers: Vec<Numbers<'py>> = some.clone().map(number).collect::<PyResult<_>>()?;
        let views: Vec<View<'_>> = numbers.iter().map(View::of).collect();
        let cells = views.iter().map(View::cells).sum();
        let is_small = cells < SHARED && self.threads.is_none();
        let workers = if is_small { Workers::none() } else { Workers::new(py, self.threads)? };
        let (sense, count) = (sense(self.maximize), self.costs.len());
        let find = |monitor: &Arc<Monitor>| {
            monitor.begin(Stage::Solve, count);
            monitor.advance(some.start);
            let one = |view: &View<'_>| {
                let plan = view.solve(sense, monitor);
                monitor.advance(1);
                plan
            };
            Ok(if is_small { views.iter().map(one).collect() } else { threads::map(&views, one) })
        };
        let progress = self.progress.as_ref().map(|progress| progress.clone_ref(py));
        let found: Vec<Result<Plan, Error>> = solve(py, cells, progress, &workers, find)?
            .map_err(|error| errors::from_assign(py, &error))?;
        let plan = |(at, plan): (usize, Result<Plan, Error>)| {
            Py::new(
                py,
                plan.map_err(|error| at_matrix(py, at, refused(py, &error, self.maximize)))?,
            )
        };
        some.zip(found).map(plan).collect()
    }
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

    fn cells(&self) -> usize {
        match self {
            Self::Float64(values) => values.len(),
            Self::Float32(values) => values.len(),
            Self::Int64(values) => values.len(),
            Self::UInt64(values) => values.len(),
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
