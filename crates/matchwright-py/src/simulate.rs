//! Populations that do not exist, as columns.

use matchwright::roster::{Cell, Table};
use matchwright::simulate::Simulation;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::array::array;
use crate::border::guard;
use crate::errors;

/// Columns of the mentees, of the mentors, and of the pairs who should meet.
type Simulated<'py> = (Bound<'py, PyDict>, Bound<'py, PyDict>, Bound<'py, PyDict>);

/// Draws a population; what is `None` is as the crate has it.
#[pyfunction]
#[pyo3(signature = (
    mentees, mentors, *, seats, departments, popularity, missing, wishes, noise, seed
))]
#[expect(clippy::too_many_arguments, reason = "Python passes them by name")]
pub(crate) fn simulated(
    py: Python<'_>,
    mentees: usize,
    mentors: usize,
    seats: Option<u32>,
    departments: Option<Vec<u32>>,
    popularity: Option<f64>,
    missing: Option<f64>,
    wishes: Option<f64>,
    noise: Option<f64>,
    seed: Option<u64>,
) -> PyResult<Simulated<'_>> {
    guard(py, || {
        let usual = Simulation::new(mentees, mentors);
        let wanted = Simulation {
            mentees,
            mentors,
            seats: seats.unwrap_or(usual.seats),
            departments: departments.unwrap_or(usual.departments),
            popularity: popularity.unwrap_or(usual.popularity),
            missing: missing.unwrap_or(usual.missing),
            wishes: wishes.unwrap_or(usual.wishes),
            noise: noise.unwrap_or(usual.noise),
            seed: seed.unwrap_or(usual.seed),
        };
        let population = py.detach(|| wanted.population());
        let population = population.map_err(|error| errors::from_error(py, error))?;
        let truth = PyDict::new(py);
        let (own, others): (Vec<String>, Vec<String>) = population.truth.into_iter().unzip();
        truth.set_item("mentee_id", own)?;
        truth.set_item("mentor_id", others)?;
        Ok((columns(py, &population.mentees)?, columns(py, &population.mentors)?, truth))
    })
}

/// Numbers as an array, everything else as text.
fn columns<'py>(py: Python<'py>, table: &Table) -> PyResult<Bound<'py, PyDict>> {
    let columns = PyDict::new(py);
    for name in table.names() {
        let cells = table.column(name).unwrap_or_default();
        let whole = |cell: &Cell| match cell {
            Cell::Number(number) => Some(*number as i64),
            _ => None,
        };
        match cells.iter().map(whole).collect::<Option<Vec<i64>>>() {
            Some(numbers) => columns.set_item(name, array(py, numbers))?,
            None => columns.set_item(name, cells.iter().map(text).collect::<Vec<_>>())?,
        }
    }
    Ok(columns)
}

fn text(cell: &Cell) -> Option<String> {
    Some(cell.to_string()).filter(|text| !text.is_empty())
}
