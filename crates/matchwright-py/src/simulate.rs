//! Populations that do not exist, as columns.

use std::sync::Arc;

use matchwright::roster::{Cell, Table};
use matchwright::simulate::Simulation;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyList};

use crate::array::array;
use crate::border::guard;
use crate::errors;
use crate::watch::Watch;

/// Texts that are made between two looks for signals: less than a hundredth of a second.
const LOOK: usize = 1 << 14;

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
        // NumPy is loaded here, where no signal is waiting that would interrupt it.
        array(py, [0_i64; 0]);
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
        let drawn = Watch::new(None)
            .run_apart(py, &Arc::default(), move |monitor| wanted.population_watched(monitor));
        let population = drawn?.map_err(|error| errors::from_error(py, error))?;
        py.check_signals()?;
        let truth = PyDict::new(py);
        truth
            .set_item("mentee_id", texts(py, population.truth.iter().map(|pair| Some(&pair.0)))?)?;
        truth
            .set_item("mentor_id", texts(py, population.truth.iter().map(|pair| Some(&pair.1)))?)?;
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
            None => columns.set_item(name, texts(py, cells.iter().map(text))?)?,
        }
    }
    Ok(columns)
}

/// A list of texts, with an eye on Ctrl-C.
fn texts<T: AsRef<str>>(
    py: Python<'_>,
    texts: impl IntoIterator<Item = Option<T>>,
) -> PyResult<Bound<'_, PyList>> {
    let list = PyList::empty(py);
    for (position, text) in texts.into_iter().enumerate() {
        if position % LOOK == 0 {
            py.check_signals()?;
        }
        list.append(text.as_ref().map(AsRef::as_ref))?;
    }
    Ok(list)
}

fn text(cell: &Cell) -> Option<String> {
    Some(cell.to_string()).filter(|text| !text.is_empty())
}
