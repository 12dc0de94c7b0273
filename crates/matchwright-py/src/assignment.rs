//! A solution in the caller's own numbers.

use std::sync::Arc;

use matchwright::assign::{Cost, Grid, Pair, Solution};
use numpy::PyArray1;
use pyo3::prelude::*;
use pyo3::types::PyTuple;
use serde::{Deserialize, Serialize};

use crate::array::array;
use crate::errors;
use crate::outcome::json;

/// Two arrays of positions.
pub(crate) type Positions<'py> = (Bound<'py, PyArray1<i64>>, Bound<'py, PyArray1<i64>>);

/// Rows and columns of the pairs, sorted by row.
pub(crate) fn positions<'py>(py: Python<'py>, solution: &Solution) -> Positions<'py> {
    let of = |position: fn(&Pair) -> u32| {
        array(py, solution.pairs().iter().map(|pair| i64::from(position(pair))))
    };
    (of(|pair| pair.row), of(|pair| pair.column))
}

/// What `matchwright.Assignment` says, each thing worked out when it is asked for: all together take
/// longer than to solve a small problem.
#[pyclass(frozen, module = "matchwright._core")]
pub(crate) struct Plan {
    pub(crate) solution: Solution,
    /// The caller's values, summed.
    pub(crate) total: f64,
    pub(crate) grid: Grid,
    /// What staying unmatched costs each row, where somebody said so.
    pub(crate) unmatched: Option<Arc<[Cost]>>,
    /// Rows that have other columns in another best plan, where that was asked for.
    pub(crate) tied_rows: Option<Vec<u32>>,
}

/// A plan as text.
#[derive(Serialize)]
struct Kept<'a> {
    solution: &'a Solution,
    total: f64,
    grid: &'a Grid,
    unmatched: Option<&'a [Cost]>,
    tied_rows: Option<&'a [u32]>,
}

/// A plan from text.
#[derive(Deserialize)]
struct Found {
    solution: Solution,
    total: f64,
    grid: Grid,
    unmatched: Option<Vec<Cost>>,
    tied_rows: Option<Vec<u32>>,
}

impl Found {
    /// What the solution does not know of; the name of what is wrong.
    fn check(&self) -> Result<(), &'static str> {
        let rows = self.solution.prices().rows.len();
        if self.unmatched.as_ref().is_some_and(|costs| costs.len() != rows) {
            return Err("costs of staying unmatched");
        }
        let tied = self.tied_rows.as_deref().unwrap_or_default();
        let is_rising = tied.is_sorted_by(|a, b| a < b);
        let is_within = tied.last().is_none_or(|&row| (row as usize) < rows);
        if is_rising && is_within { Ok(()) } else { Err("tied rows") }
    }
}

#[pymethods]
impl Plan {
    /// For `pickle`: everything but what was kept for a restart.
    fn __reduce__<'py>(
        slf: &Bound<'py, Self>,
    ) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let plan = slf.get();
        let kept = Kept {
            solution: &plan.solution,
            total: plan.total,
            grid: &plan.grid,
            unmatched: plan.unmatched.as_deref(),
            tied_rows: plan.tied_rows.as_deref(),
        };
        let text = json(slf.py(), &kept)?;
        Ok((slf.get_type().getattr("from_json")?, PyTuple::new(slf.py(), [text])?))
    }

    /// What `__reduce__` has written, or what somebody has made of it: checked, and not proven.
    #[staticmethod]
    fn from_json(py: Python<'_>, text: &str) -> PyResult<Self> {
        let broken = |why: String| {
            let text = format!("this is no plan that was pickled: {why}");
            errors::raise(py, "FormatError", text)
        };
        let found: Found = serde_json::from_str(text).map_err(|error| broken(error.to_string()))?;
        found.check().map_err(|what| broken(format!("{what} do not fit the rows")))?;
        let Found { solution, total, grid, unmatched, tied_rows } = found;
        Ok(Self { solution, total, grid, unmatched: unmatched.map(Into::into), tied_rows })
    }

    #[getter]
    fn row_ind<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<i64>> {
        array(py, self.solution.pairs().iter().map(|pair| i64::from(pair.row)))
    }

    #[getter]
    fn col_ind<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<i64>> {
        array(py, self.solution.pairs().iter().map(|pair| i64::from(pair.column)))
    }

    #[getter]
    fn total(&self) -> f64 {
        positive_zero(self.total)
    }

    /// Prices such that value − row price − column price is not negative (when maximising: not
    /// positive) for a pair that is not used, and not positive for one that is; by the sparse method,
    /// up to less than one unit of the grid in all. The price per pair and what staying unmatched
    /// costs are counted with the rows.
    #[getter]
    fn row_prices<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<f64>> {
        let unmatched = self.unmatched.as_deref().unwrap_or_default();
        array(py, self.solution.prices().rows_on(&self.grid, unmatched))
    }

    #[getter]
    fn column_prices<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray1<f64>> {
        array(py, self.solution.prices().columns_on(&self.grid))
    }

    /// The certificate as JSON.
    #[getter]
    fn certificate(&self, py: Python<'_>) -> PyResult<String> {
        json(py, self.solution.certificate())
    }

    #[getter]
    fn verified(&self) -> bool {
        self.solution.certificate().is_optimal()
    }

    #[getter]
    fn method(&self) -> &'static str {
        self.solution.method().name()
    }

    /// The statistics as JSON.
    #[getter]
    fn stats(&self, py: Python<'_>) -> PyResult<String> {
        json(py, self.solution.stats())
    }

    #[getter]
    fn rounding_bound(&self) -> f64 {
        self.solution.certificate().rounding as f64 * self.grid.unit()
    }

    /// Pairs of the best plan for the rounded values, where it is another one.
    #[getter]
    fn rounded_pairs(&self) -> Option<Vec<(u32, u32)>> {
        let pairs = self.solution.rounded_pairs();
        let is_other = pairs != self.solution.pairs();
        is_other.then(|| pairs.iter().map(|pair| (pair.row, pair.column)).collect())
    }

    /// Prices as the solver has them, as JSON.
    #[getter]
    fn prices(&self, py: Python<'_>) -> PyResult<String> {
        json(py, self.solution.prices())
    }

    /// The grid as JSON.
    #[getter]
    fn grid(&self, py: Python<'_>) -> PyResult<String> {
        json(py, &self.grid)
    }

    #[getter]
    fn tied_rows<'py>(&self, py: Python<'py>) -> Option<Bound<'py, PyArray1<i64>>> {
        let rows = self.tied_rows.as_ref()?;
        Some(array(py, rows.iter().map(|&row| i64::from(row))))
    }
}

/// Maximising turns signs, and nobody wants to read −0.
pub(crate) fn positive_zero(value: f64) -> f64 {
    value + 0.0
}
