//! Who the people are, for Python: the ids of each side, and the rows in which the caller gave them.

use matchwright::roster::{People, Side};
use numpy::PyArray1;
use pyo3::prelude::*;

use crate::array::{array, values};

/// The people of a match. Elsewhere a person is a position among the ids of a side.
#[pyclass(frozen, module = "matchwright._core")]
pub(crate) struct Roster(pub(crate) matchwright::Roster);

/// A side's ids as texts, the same in the type in which they came, and for each its row in the table as it was
/// given.
type Ids<'py> = (Vec<String>, Bound<'py, PyAny>, Bound<'py, PyArray1<i64>>);

#[pymethods]
impl Roster {
    /// The ids of a side, in their order.
    fn ids<'py>(&self, py: Python<'py>, side: &str) -> PyResult<Ids<'py>> {
        let people = self.side(side);
        let rows = people.given_rows().iter().map(|&row| row as i64);
        Ok((people.ids().to_vec(), values(py, &people.id_values())?, array(py, rows)))
    }

    /// The same of those of a side who pause.
    fn paused<'py>(&self, py: Python<'py>, side: &str) -> PyResult<Ids<'py>> {
        let (ids, rows) = self.0.paused(self.side(side).side());
        let ids: Vec<String> = ids.into_iter().map(str::to_owned).collect();
        let values = values(py, &self.side(side).ids_of(ids.iter().map(String::as_str)))?;
        Ok((ids, values, array(py, rows.into_iter().map(|row| row as i64))))
    }

    /// The positions of a side's people, in the order of the rows.
    fn by_row<'py>(&self, py: Python<'py>, side: &str) -> Bound<'py, PyArray1<i64>> {
        let people = self.side(side);
        let mut positions: Vec<(usize, i64)> = people.rows().iter().copied().zip(0..).collect();
        positions.sort_unstable();
        array(py, positions.into_iter().map(|(_, position)| position))
    }
}

impl Roster {
    fn side(&self, side: &str) -> &People {
        self.0.side(if side == Side::Mentor.noun() { Side::Mentor } else { Side::Mentee })
    }
}

/// The positions of people with these ids.
pub(crate) fn positions<'a>(
    roster: &matchwright::Roster,
    people: impl Iterator<Item = (Side, &'a str)>,
) -> Vec<i64> {
    let position = |(side, id): (Side, &str)| roster.side(side).position(id).unwrap_or_default();
    people.map(|person| position(person) as i64).collect()
}
