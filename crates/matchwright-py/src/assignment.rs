//! A solution in the caller's own numbers.

use matchwright::assign::{Cost, Grid, Objective, Pair, Prices, Solution};
use numpy::PyArray1;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::array::array;
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

/// The fields of `matchwright.Assignment`; what Python takes apart by itself as JSON.
pub(crate) fn fields<'py>(
    py: Python<'py>,
    solution: &Solution,
    grid: &Grid,
    unmatched: &[Cost],
    row_seats: usize,
) -> PyResult<Bound<'py, PyDict>> {
    let (row_ind, col_ind) = positions(py, solution);
    let (row_prices, column_prices) = prices(grid, solution.prices(), unmatched);
    let pairs = solution.pairs().len();
    let certificate = solution.certificate();
    // Every plan has as many pairs, or as many seats of rows that are taken or paid for.
    let rounded = if certificate.objective == Objective::Total { row_seats } else { pairs };
    let fields = PyDict::new(py);
    fields.set_item("row_ind", row_ind)?;
    fields.set_item("col_ind", col_ind)?;
    fields.set_item("total", positive_zero(grid.total(solution.total(), pairs)))?;
    fields.set_item("row_prices", array(py, row_prices))?;
    fields.set_item("column_prices", array(py, column_prices))?;
    fields.set_item("certificate", json(py, certificate)?)?;
    fields.set_item("verified", certificate.is_optimal())?;
    fields.set_item("method", solution.method().name())?;
    fields.set_item("stats", json(py, solution.stats())?)?;
    fields.set_item("rounding_bound", grid.rounding_bound(rounded))?;
    fields.set_item("_prices", json(py, solution.prices())?)?;
    fields.set_item("_grid", json(py, grid)?)?;
    Ok(fields)
}

/// Prices such that value − row price − column price is not negative (when maximising: not
/// positive) for a pair that is not used, and not positive for one that is; by the sparse method, up to
/// less than one unit of the grid in all. The price per pair and what staying unmatched costs are
/// counted with the rows.
fn prices(grid: &Grid, prices: &Prices, unmatched: &[Cost]) -> (Vec<f64>, Vec<f64>) {
    let scale = i128::from(prices.scale);
    // The sum of `scale` pairs, so that what is divided is whole.
    let row = |(&price, &unmatched): (&Cost, &Cost)| {
        let sum = i128::from(price) + i128::from(prices.per_pair) + i128::from(unmatched) * scale;
        positive_zero(grid.total(sum, scale as usize) / scale as f64)
    };
    let column = |&price: &Cost| positive_zero(grid.total(i128::from(price), 0) / scale as f64);
    let rows = prices.rows.iter().zip(unmatched).map(row).collect();
    (rows, prices.columns.iter().map(column).collect())
}

/// Maximising turns signs, and nobody wants to read −0.
fn positive_zero(value: f64) -> f64 {
    value + 0.0
}
