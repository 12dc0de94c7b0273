//! Many matrices of costs in one call.

use std::ops::Range;
use std::sync::Arc;

use matchwright::assign::{
    CostView, Error, Monitor, Number, Objective, Options, Problem, Sense, Stage, assign, threads,
};
use numpy::ndarray::{ArrayView2, s};
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

/// Matrices that are read and solved before the next are read, and Ctrl-C is noticed: some milliseconds where they are
/// as small as can be. Whoever borrows parts of one array is compared with all others who do, so that many more of them
/// take longer to borrow than to solve.
const AT_ONCE: usize = 1 << 10;

/// The best plan for each of many matrices. The interpreter is let go meanwhile, and threads share the matrices.
/// Where there are `rows`, one array has them all, each matrix with so many rows below the one before.
#[pyfunction]
#[pyo3(signature = (costs, *, rows, maximize, threads, progress))]
pub(crate) fn assigned_many<'py>(
    py: Python<'py>,
    costs: &Bound<'py, PyList>,
    rows: Option<usize>,
    maximize: bool,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
) -> PyResult<Vec<Py<Plan>>> {
    guard(py, || {
        let costs = Costs::of(costs, rows)?;
        let count = costs.count();
        let many = Many { costs, maximize, threads, progress };
        let mut plans = Vec::with_capacity(count);
        // Also without a matrix, a number of threads that does not exist is refused.
        Workers::for_pairs(py, 0, threads)?;
        for start in (0..count).step_by(AT_ONCE) {
            py.check_signals()?;
            plans.extend(many.solve(py, start..count.min(start + AT_ONCE))?);
        }
        Ok(plans)
    })
}

/// Where the matrices are.
enum Costs<'py> {
    Apart(Vec<Bound<'py, PyAny>>),
    /// Below each other in one, each with so many rows.
    Stacked(Numbers<'py>, usize),
}

impl<'py> Costs<'py> {
    fn of(costs: &Bound<'py, PyList>, rows: Option<usize>) -> PyResult<Self> {
        let costs: Vec<Bound<'py, PyAny>> = costs.iter().collect();
        Ok(match rows {
            Some(rows) => Self::Stacked(numbers(&costs, 0)?, rows),
            None => Self::Apart(costs),
        })
    }

    fn count(&self) -> usize {
        match self {
            Self::Apart(costs) => costs.len(),
            Self::Stacked(numbers, rows) => View::of(numbers).rows() / rows,
        }
    }
}

/// The numbers of one of the matrices.
fn numbers<'py>(costs: &[Bound<'py, PyAny>], at: usize) -> PyResult<Numbers<'py>> {
    let read = as_matrix(&costs[at]).and_then(|matrix| Numbers::of(&matrix));
    read.map_err(|error| at_matrix(costs[at].py(), at, error))
}

/// What is asked of all matrices.
struct Many<'py> {
    costs: Costs<'py>,
    maximize: bool,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
}

impl Many<'_> {
    /// The plans of some of them.
    fn solve(&self, py: Python<'_>, some: Range<usize>) -> PyResult<Vec<Py<Plan>>> {
        let read: Vec<Numbers<'_>>;
        let views: Vec<View<'_>> = match &self.costs {
            Costs::Apart(costs) => {
                let all = some.clone().map(|at| numbers(costs, at));
                read = all.collect::<PyResult<_>>()?;
                read.iter().map(View::of).collect()
            }
            Costs::Stacked(all, rows) => {
                let one = |at| View::of(all).below(at * rows..(at + 1) * rows);
                some.clone().map(one).collect()
            }
        };
        let cells = views.iter().map(View::cells).sum();
        let is_small = cells < SHARED && self.threads.is_none();
        let workers = if is_small { Workers::none() } else { Workers::new(py, self.threads)? };
        let (sense, count) = (sense(self.maximize), self.costs.count());
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

    fn shape(&self) -> [usize; 2] {
        let (rows, columns) = match self {
            Self::Float64(values) => values.dim(),
            Self::Float32(values) => values.dim(),
            Self::Int64(values) => values.dim(),
            Self::UInt64(values) => values.dim(),
        };
        [rows, columns]
    }

    fn rows(&self) -> usize {
        self.shape()[0]
    }

    fn cells(&self) -> usize {
        self.shape().into_iter().product()
    }

    /// Some of the rows.
    fn below(self, rows: Range<usize>) -> Self {
        match self {
            Self::Float64(values) => Self::Float64(values.slice_move(s![rows, ..])),
            Self::Float32(values) => Self::Float32(values.slice_move(s![rows, ..])),
            Self::Int64(values) => Self::Int64(values.slice_move(s![rows, ..])),
            Self::UInt64(values) => Self::UInt64(values.slice_move(s![rows, ..])),
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
