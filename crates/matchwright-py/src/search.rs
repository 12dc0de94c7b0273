//! A directory: a table and labels in, columns out.

use std::collections::BTreeSet;

use matchwright::roster::{Cell, Side};
use matchwright::search::Search;
use numpy::PyArray1;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::array::{array, columns};
use crate::border::guard;
use crate::function::Failure;
use crate::people::Run;
use crate::program::Program;
use crate::table::Source;
use crate::vocabulary::Vocabulary;
use crate::{cells, errors};

/// What errors call the table.
const ORIGIN: &str = "people";

/// What is asked for: labels in a text, or each whole.
#[derive(FromPyObject)]
pub(crate) enum Asked {
    Text(String),
    Labels(Vec<String>),
}

/// The people found as columns, and their ids as texts with the row of each in the table.
type Found<'py> = (Bound<'py, PyDict>, Vec<String>, Bound<'py, PyArray1<i64>>);

/// Who answers best what is asked for.
#[pyfunction]
#[pyo3(signature = (people, asked, *, program, vocabulary, filters, k, id_column))]
#[expect(clippy::too_many_arguments, reason = "Python passes them by name")]
pub(crate) fn searched<'py>(
    py: Python<'py>,
    people: &Bound<'py, PyAny>,
    asked: Asked,
    program: Option<&Program>,
    vocabulary: Option<&Vocabulary>,
    filters: &Bound<'py, PyDict>,
    k: usize,
    id_column: String,
) -> PyResult<Found<'py>> {
    guard(py, || {
        let filters = filters.iter().map(|(column, value)| filter(&column, &value));
        let filters: Vec<(String, Cell)> = filters.collect::<PyResult<_>>()?;
        let program = program.map(|program| program.core.clone());
        let wanted = wanted(program.clone(), id_column.clone(), &filters);
        let source = Source::take(people, ORIGIN, &wanted)?;
        let vocabulary = Vocabulary::or_empty(vocabulary);
        let found = Run::new(py, None, None)?.work(py, &Failure::default(), move |_| {
            let table = source.read(ORIGIN, wanted)?;
            let search = match asked {
                Asked::Text(text) => Search::new(&text),
                Asked::Labels(labels) => Search::labels(labels),
            };
            let mut search = search.with_vocabulary(&vocabulary).with_ids(id_column).with_k(k);
            if let Some(program) = &program {
                search = search.with_program(program);
            }
            for (column, cell) in filters {
                search = search.with_cell(column, cell);
            }
            search.run(&table)
        })?;
        let ids = found.people().iter().map(|hit| hit.id().to_owned()).collect();
        let rows = array(py, found.people().iter().map(|hit| hit.row() as i64));
        Ok((columns(py, &found.frame())?, ids, rows))
    })
}

fn filter(column: &Bound<'_, PyAny>, value: &Bound<'_, PyAny>) -> PyResult<(String, Cell)> {
    let column = column.str()?.to_string_lossy().into_owned();
    let cell = cells::cell(value)?.ok_or_else(|| {
        let text =
            format!("where, column \"{column}\": must be a text, a number or a list of them");
        errors::raise(value.py(), "KindError", text)
    })?;
    Ok((column, cell))
}

/// The columns that are looked at: what a programme reads and what filters name; all without a programme.
fn wanted(
    program: Option<matchwright::Program>,
    id: String,
    filters: &[(String, Cell)],
) -> impl Fn(&[&str]) -> BTreeSet<String> + Send + use<> {
    let filtered: Vec<String> = filters.iter().map(|(column, _)| column.clone()).collect();
    move |names| match &program {
        Some(program) => {
            let read = program.columns_of(&Side::BOTH, &id.as_str().into(), names);
            read.into_iter().chain(filtered.iter().cloned()).collect()
        }
        None => names.iter().map(|&name| name.to_owned()).collect(),
    }
}
