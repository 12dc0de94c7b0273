//! Costs without people: `linearSumAssignment` and `assign`.

use matchwright::assign::{
    CostView, Error, Grid, Objective, Options, Pair, Problem, Sense, Solution, assign,
};
use ndarray::ArrayView2;
use wasm_bindgen::prelude::*;

use crate::errors;

/// A solution in the caller's own numbers.
#[wasm_bindgen]
pub struct Plan {
    solution: Solution,
    grid: Grid,
    total: f64,
}

#[wasm_bindgen]
impl Plan {
    /// Rows of the pairs, rising.
    #[wasm_bindgen(js_name = rowInd)]
    pub fn row_ind(&self) -> Vec<u32> {
        self.solution.pairs().iter().map(|pair| pair.row).collect()
    }

    /// Columns of the pairs.
    #[wasm_bindgen(js_name = colInd)]
    pub fn col_ind(&self) -> Vec<u32> {
        self.solution.pairs().iter().map(|pair| pair.column).collect()
    }

    /// The sum of the pairs' numbers, rounded once at the end.
    pub fn total(&self) -> f64 {
        self.total
    }

    /// Prices of the rows, with those of a pair.
    #[wasm_bindgen(js_name = rowPrices)]
    pub fn row_prices(&self) -> Vec<f64> {
        self.solution.prices().rows_on(&self.grid, &[]).collect()
    }

    /// Prices of the columns.
    #[wasm_bindgen(js_name = columnPrices)]
    pub fn column_prices(&self) -> Vec<f64> {
        self.solution.prices().columns_on(&self.grid).collect()
    }

    /// The method that found the plan.
    pub fn method(&self) -> String {
        self.solution.method().name().to_owned()
    }

    /// Whether the plan is proven best.
    pub fn verified(&self) -> bool {
        self.solution.certificate().is_optimal()
    }

    /// The certificate as JSON.
    pub fn certificate(&self) -> String {
        serde_json::to_string(self.solution.certificate()).unwrap_or_default()
    }
}

/// The best of the plans with most pairs for a matrix, row after row. Where `is_full`, as `SciPy`'s function has
/// it, every row or every column has to have a pair.
#[wasm_bindgen]
#[expect(unreachable_pub, reason = "JavaScript reaches it")]
pub fn solve(
    values: &[f64],
    rows: usize,
    columns: usize,
    row_capacity: Option<Vec<u32>>,
    column_capacity: Option<Vec<u32>>,
    maximize: bool,
    is_full: bool,
) -> Result<Plan, JsValue> {
    let view = ArrayView2::from_shape((rows, columns), values)
        .map_err(|_| Error::Shape { rows, columns, values: values.len() })
        .map_err(|error| errors::from_assign(&error))?;
    let plan = found(&view, row_capacity, column_capacity, maximize)
        .map_err(|error| refused(&error, is_full))?;
    if is_full && plan.solution.pairs().len() < rows.min(columns) {
        return Err(errors::refuse("CostError", "cost matrix is infeasible"));
    }
    Ok(plan)
}

fn found(
    values: &ArrayView2<'_, f64>,
    row_capacity: Option<Vec<u32>>,
    column_capacity: Option<Vec<u32>>,
    maximize: bool,
) -> Result<Plan, Error> {
    let sense = if maximize { Sense::Maximize } else { Sense::Minimize };
    let costs = CostView::new(values.view(), sense, Objective::Participation)?;
    let mut problem = Problem::new(&costs);
    if let Some(seats) = row_capacity {
        problem = problem.row_capacity(seats);
    }
    if let Some(seats) = column_capacity {
        problem = problem.column_capacity(seats);
    }
    let solution = assign(&problem, &Options::default())?;
    let total =
        costs.sum(solution.pairs().iter().map(|&Pair { row, column, .. }| (row, column, 1)));
    // Maximising turns signs, and nobody wants to read −0.
    Ok(Plan { grid: *costs.grid(), total: total + 0.0, solution })
}

/// `SciPy`'s words where its function is asked for.
fn refused(error: &Error, is_full: bool) -> JsValue {
    match error {
        Error::NotANumber { .. } | Error::InfinitelyGood { .. } if is_full => {
            errors::refuse("CostError", "matrix contains invalid numeric entries")
        }
        error => errors::from_assign(error),
    }
}
