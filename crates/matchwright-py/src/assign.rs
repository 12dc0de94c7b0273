//! Costs without people: `linear_sum_assignment` and `assign`.

use std::sync::Arc;
use std::time::Duration;

use matchwright::assign::{
    Cost, CostSource, CostView, Error, Grid, Method, Monitor, Number, Objective, Options, Problem,
    Sense, Solution, WarmStart as CoreStart, alternatives, assign, k_best,
};
use numpy::PyUntypedArrayMethods;
use numpy::ndarray::ArrayView2;
use pyo3::prelude::*;
use pyo3::types::PyTuple;

use crate::assignment::{self, Plan};
use crate::border::guard;
use crate::errors;
use crate::matrix::{self, Costs, Numbers, Summed, with_numbers};
use crate::pool::Workers;
use crate::warm_start::{self, Parts, WarmStart};
use crate::watch::{self, Watch};

/// Pairs below which a solve takes some tens of milliseconds at most: not worth a thread of its
/// own, and over before anybody can press Ctrl-C.
const WATCHED: usize = 250_000;

/// Pairs below which a solve keeps the interpreter, which is some 20 µs. Whoever lets go has to wait
/// until whoever takes over lets go again, 5 ms where that computes too; 20 µs is what anybody can
/// wait.
const HELD: usize = 1 << 12;

/// Solve the linear sum assignment problem.
///
/// The same arguments, answers and errors as SciPy's function of this name; the solver is exact and
/// its answer is proven before it is returned.
///
/// Parameters
/// ----------
/// cost_matrix : array_like of shape (n, m)
///     Costs, of any numeric type and any strides. `inf` (`-inf` with `maximize`) forbids a pair.
///     A list or frame of other numbers (columns that can hold NA, whole numbers beyond 64 bits,
///     fractions) is read as floats; NA is refused.
/// maximize : bool, default False
///     Look for the highest total instead of the lowest.
///
/// Returns
/// -------
/// row_ind, col_ind : ndarray of int64
///     Positions of min(n, m) pairs, sorted by row.
///
/// Raises
/// ------
/// CostError
///     A `ValueError`, where the matrix is not two-dimensional, holds NaN or the better infinity,
///     or forbids so much that not every row (or column) can have a pair.
/// KindError
///     A `TypeError`, where it does not hold numbers.
/// OverflowError
///     Where a whole number is beyond all floats.
///
/// Examples
/// --------
/// >>> import matchwright as mw
/// >>> row_ind, col_ind = mw.linear_sum_assignment([[4, 1, 3], [2, 0, 5], [3, 2, 2]])
/// >>> col_ind
/// array([1, 0, 2])
#[pyfunction]
#[pyo3(signature = (cost_matrix, maximize = false))]
#[expect(clippy::doc_markdown, reason = "Python's help shows this text as it stands")]
pub(crate) fn linear_sum_assignment<'py>(
    py: Python<'py>,
    cost_matrix: &Bound<'py, PyAny>,
    maximize: bool,
) -> PyResult<assignment::Positions<'py>> {
    guard(py, || {
        let array = matrix::as_matrix(cost_matrix)?;
        let workers = Workers::for_pairs(py, array.len(), None)?;
        let sense = sense(maximize);
        let numbers = Numbers::of(&array)?;
        let solution = with_numbers!(numbers, |values| fullest(py, values, sense, &workers)?);
        let solution = solution.map_err(|error| match error {
            Error::NotANumber { .. } | Error::InfinitelyGood { .. } => {
                errors::raise(py, "CostError", "matrix contains invalid numeric entries")
            }
            error => errors::from_assign(py, &error),
        })?;
        if solution.pairs().len() < array.shape().iter().copied().min().unwrap_or_default() {
            return Err(errors::raise(py, "CostError", "cost matrix is infeasible"));
        }
        Ok(assignment::positions(py, &solution))
    })
}

/// The best of the plans with most pairs. The outer error is about the call, the inner one about
/// the values.
#[expect(clippy::needless_pass_by_value, reason = "views are passed by value, as everywhere")]
fn fullest<T: Number>(
    py: Python<'_>,
    values: ArrayView2<'_, T>,
    sense: Sense,
    workers: &Workers,
) -> PyResult<Result<Solution, Error>> {
    let pairs = values.len();
    let read = || workers.install(|| CostView::new(values, sense, Objective::Participation));
    match detached(py, pairs, read) {
        Ok(costs) => {
            let work = |monitor: &Arc<Monitor>| {
                let options = Options::default().with_monitor(Arc::clone(monitor));
                assign(&Problem::new(&costs), &options)
            };
            let solved = solve(py, pairs, None, workers, work)?;
            if let Ok(solution) = &solved {
                check_proof(py, solution)?;
            }
            Ok(solved)
        }
        Err(error) => Ok(Err(error)),
    }
}

/// The `k` best plans for a matrix of costs; with `alternatives`, what other best plans there are is
/// found out for the first.
///
/// The matrix is an array, or the parts of a sparse matrix. With `priced`, the last column is not a
/// column: it holds what staying unmatched costs each row.
#[pyfunction]
#[pyo3(signature = (
    cost, *, row_capacity, column_capacity, priced, maximize, method, threads, progress, timeout,
    warm_start, k, alternatives, restartable
))]
#[expect(
    clippy::too_many_arguments,
    clippy::fn_params_excessive_bools,
    reason = "Python passes them by name"
)]
pub(crate) fn assigned<'py>(
    py: Python<'py>,
    cost: &Bound<'py, PyAny>,
    row_capacity: Option<Vec<u32>>,
    column_capacity: Option<Vec<u32>>,
    priced: bool,
    maximize: bool,
    method: &str,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
    timeout: Option<f64>,
    warm_start: Option<Parts<'py>>,
    k: usize,
    alternatives: bool,
    restartable: bool,
) -> PyResult<Vec<Plan>> {
    guard(py, || {
        let raise = |error: Error| refused(py, &error, maximize);
        let request = Request {
            row_capacity,
            column_capacity,
            objective: if priced { Objective::Total } else { Objective::Participation },
            method: method.parse().map_err(raise)?,
            threads,
            progress,
            limit: timeout.map(|seconds| watch::limit(py, seconds)).transpose()?.flatten(),
            k,
            alternatives,
            restartable,
        };
        let sense = sense(maximize);
        let warm_start = warm_start.map(|parts| WarmStart::read(&parts));
        if cost.is_instance_of::<PyTuple>() {
            let read = matrix::sparse(&cost.extract()?, sense, request.objective)?;
            let read = read.map_err(raise)?;
            let grid = read.grid;
            let warm_start = warm_start.and_then(|warm_start| warm_start.for_grid(&grid));
            return request.answer(py, &Costs { read, priced }, grid, warm_start);
        }
        let array = matrix::as_matrix(cost)?;
        let workers = Workers::for_pairs(py, array.len(), threads)?;
        let numbers = Numbers::of(&array)?;
        with_numbers!(numbers, |values| {
            let read = || warm_start::view(&values, sense, request.objective, warm_start.as_ref());
            let read = detached(py, array.len(), || workers.install(read)).map_err(raise)?;
            let grid = *read.grid();
            let warm_start = warm_start.and_then(|warm_start| warm_start.for_grid(&grid));
            request.answer(py, &Costs { read, priced }, grid, warm_start)
        })
    })
}

/// A refused matrix. NaN stands for "may not meet" in what `score` returns, so that the error says how
/// this is said here.
pub(crate) fn refused(py: Python<'_>, error: &Error, maximize: bool) -> PyErr {
    let Error::NotANumber { .. } = error else { return errors::from_assign(py, error) };
    let forbidden = if maximize { "-np.inf" } else { "np.inf" };
    let text = format!(
        "{error}; where NaN means that two may not meet, pass \
         np.where(np.isnan(cost), {forbidden}, cost)"
    );
    errors::raise(py, "CostError", text)
}

/// What is asked of a matrix.
struct Request {
    row_capacity: Option<Vec<u32>>,
    column_capacity: Option<Vec<u32>>,
    objective: Objective,
    method: Method,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
    limit: Option<Duration>,
    k: usize,
    alternatives: bool,
    restartable: bool,
}

impl Request {
    fn answer<C: Summed>(
        self,
        py: Python<'_>,
        costs: &Costs<C>,
        grid: Grid,
        warm_start: Option<CoreStart>,
    ) -> PyResult<Vec<Plan>> {
        let unmatched: Option<Arc<[Cost]>> = costs.unmatched().map(Into::into);
        let mut problem = Problem::new(costs).objective(self.objective);
        if let Some(costs) = &unmatched {
            problem = problem.unmatched_cost(costs.to_vec());
        }
        if let Some(seats) = &self.row_capacity {
            problem = problem.row_capacity(seats.clone());
        }
        if let Some(seats) = self.column_capacity {
            problem = problem.column_capacity(seats);
        }
        let pairs = costs.rows().saturating_mul(costs.columns());
        let workers = Workers::for_pairs(py, pairs, self.threads)?;
        let (method, time_limit, warm_start) = (self.method, self.limit, warm_start.map(Arc::new));
        let restartable = self.restartable;
        let options = Options { method, time_limit, warm_start, restartable, ..Options::default() };
        let is_limited = self.limit.is_some();
        let find = |monitor: &Arc<Monitor>| {
            let plans = k_best(&problem, self.k, &options.with_monitor(Arc::clone(monitor)))?;
            let first =
                plans.first().filter(|plan| self.alternatives && plan.certificate().is_optimal());
            let others = first.map(|first| alternatives(&problem, first, monitor)).transpose()?;
            Ok((plans, others))
        };
        let found = solve(py, pairs.saturating_mul(self.k), self.progress, &workers, find)?;
        let (plans, others) = found.map_err(|error| errors::from_assign(py, &error))?;
        if let Some(first) = plans.first().filter(|_| !is_limited) {
            check_proof(py, first)?;
        }
        // What other plans there are was asked for the first.
        let mut tied_rows = others.map(|others| others.rows().to_vec());
        let plan = |solution: Solution| {
            let (unmatched, tied_rows) = (unmatched.clone(), tied_rows.take());
            let total = costs.total(solution.pairs(), self.row_capacity.as_deref());
            Plan { solution, total, grid, unmatched, tied_rows }
        };
        Ok(plans.into_iter().map(plan).collect())
    }
}

pub(crate) fn sense(maximize: bool) -> Sense {
    if maximize { Sense::Maximize } else { Sense::Minimize }
}

/// Works without holding the interpreter where that is worth it.
pub(crate) fn detached<T: Send>(
    py: Python<'_>,
    cells: usize,
    work: impl FnOnce() -> T + Send,
) -> T {
    if cells < HELD { work() } else { py.detach(work) }
}

/// Works, watched where it may take long: `cells` is how many pairs there are, times the plans that
/// are asked for. The outer error is about the call, the inner one about the problem.
pub(crate) fn solve<T: Send>(
    py: Python<'_>,
    cells: usize,
    progress: Option<Py<PyAny>>,
    workers: &Workers,
    work: impl FnOnce(&Arc<Monitor>) -> Result<T, Error> + Send,
) -> PyResult<Result<T, Error>> {
    let monitor = Arc::new(Monitor::new());
    if cells < WATCHED && progress.is_none() {
        return Ok(detached(py, cells, || workers.install(|| work(&monitor))));
    }
    let watch = Watch::new(progress);
    watch.run(py, &monitor, || workers.install(|| work(&monitor)))
}

/// Refuses a best plan without a proof: another thread has changed the array meanwhile.
fn check_proof(py: Python<'_>, solution: &Solution) -> PyResult<()> {
    if solution.certificate().is_optimal() {
        return Ok(());
    }
    let text = "the plan has no proof: the matrix was changed while it was solved";
    Err(errors::raise(py, "CostError", text))
}
