//! An earlier plan to start from.

use matchwright::assign::{
    CostView, Error, Grid, Number, Objective, Sense, WarmStart as CoreStart,
};
use numpy::PyReadonlyArray1;
use numpy::ndarray::ArrayView2;
use pyo3::prelude::*;

use crate::assignment::Plan;

/// The fields of a `matchwright.WarmStart`: its plan, and where rows and columns were (-1 for a new one).
#[derive(FromPyObject)]
pub(crate) struct Parts<'py> {
    plan: Bound<'py, Plan>,
    rows: Option<PyReadonlyArray1<'py, i64>>,
    columns: Option<PyReadonlyArray1<'py, i64>>,
    unchanged: bool,
}

/// A warm start, and what its plan's numbers were read by.
pub(crate) struct WarmStart {
    core: CoreStart,
    grid: Grid,
    /// Rows that have to be looked at; all where nobody vouches for the others.
    new_rows: Option<Vec<u32>>,
}

impl WarmStart {
    pub(crate) fn read(parts: &Parts<'_>) -> Self {
        let plan = parts.plan.get();
        let mut core = CoreStart::new(&plan.solution);
        let mut new_rows = Vec::new();
        if let Some(rows) = &parts.rows {
            let rows = places(rows);
            new_rows.extend((0..).zip(&rows).filter(|(_, was)| was.is_none()).map(|(row, _)| row));
            core = core.rows(rows);
        }
        if let Some(columns) = &parts.columns {
            core = core.columns(places(columns));
        }
        // New columns are in every row, and nobody can vouch for what was not proven here.
        let is_proven = plan.solution.certificate().is_optimal_rounded();
        let vouched = parts.unchanged && parts.columns.is_none() && is_proven;
        let core = if parts.unchanged { core.unchanged() } else { core };
        Self { core, grid: plan.grid, new_rows: vouched.then_some(new_rows) }
    }

    /// The warm start, where the costs lie on its grid.
    pub(crate) fn for_grid(self, grid: &Grid) -> Option<CoreStart> {
        let is_same = grid.unit().to_bits() == self.grid.unit().to_bits()
            && grid.offset() == self.grid.offset()
            && grid.sense() == self.grid.sense();
        is_same.then_some(self.core)
    }

    /// The matrix on the earlier plan's grid, where that has room for it.
    fn view<'a, T: Number>(
        &self,
        values: &ArrayView2<'a, T>,
        sense: Sense,
    ) -> Result<Option<CostView<'a, T>>, Error> {
        if sense != self.grid.sense() {
            return Ok(None);
        }
        CostView::on_grid(*values, &self.grid, self.new_rows.as_deref())
    }
}

/// A matrix on the grid of the warm start, or on its own.
pub(crate) fn view<'a, T: Number>(
    values: &ArrayView2<'a, T>,
    sense: Sense,
    objective: Objective,
    warm_start: Option<&WarmStart>,
) -> Result<CostView<'a, T>, Error> {
    if let Some(warm_start) = warm_start
        && let Some(view) = warm_start.view(values, sense)?
    {
        return Ok(view);
    }
    CostView::new(*values, sense, objective)
}

fn places(positions: &PyReadonlyArray1<'_, i64>) -> Vec<Option<u32>> {
    positions.as_array().iter().map(|&place| u32::try_from(place).ok()).collect()
}
