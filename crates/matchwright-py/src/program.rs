//! Programmes, as texts in and out.

use std::collections::BTreeSet;
use std::sync::Arc;

use matchwright::Error;
use matchwright::assign::check_memory;
use matchwright::criteria::{AnyCriterion, Matrix};
use matchwright::program::Program as CoreProgram;
use matchwright::roster::Side;
use matchwright::tables::Error as ReadError;
use numpy::PyReadonlyArray2;
use numpy::ndarray::{Array2, Axis};
use pyo3::prelude::*;
use serde_json::Value;

use crate::border::guard;
use crate::errors;
use crate::function::{Failure, Function};

/// A programme as written; calls check it.
#[pyclass(frozen, module = "matchwright._core")]
pub(crate) struct Program {
    pub(crate) core: CoreProgram,
    /// What goes wrong in its functions.
    pub(crate) failure: Arc<Failure>,
}

#[pymethods]
impl Program {
    /// Parses a programme in JSON.
    #[staticmethod]
    fn from_json(py: Python<'_>, text: &str) -> PyResult<Self> {
        read(py, || CoreProgram::from_json_str(text))
    }

    /// Takes a programme that Python objects say, which JSON carries here: its lists are as long as
    /// they like. `matrices` holds the values of `matrix` criteria, each with the criterion's
    /// position; among the values they are left out (`[]`).
    #[staticmethod]
    #[pyo3(signature = (values, matrices))]
    fn from_values(
        py: Python<'_>,
        values: &str,
        matrices: Vec<(usize, PyReadonlyArray2<'_, f32>)>,
    ) -> PyResult<Self> {
        let mut program = read(py, || CoreProgram::from_json_value(parsed(values)?))?;
        for (position, values) in matrices {
            if let Some(term) = program.core.criteria.get_mut(position)
                && let AnyCriterion::Matrix(matrix) = &mut term.criterion
            {
                let mentees = std::mem::take(&mut matrix.mentee_ids);
                let mentors = std::mem::take(&mut matrix.mentor_ids);
                *matrix = Matrix::new(mentees, mentors, copied(py, &values)?);
            }
        }
        Ok(program)
    }

    /// The programme with functions of the caller's own as criteria, each in its position and bound
    /// to the tables of one call, and whether it is asked once, for everybody.
    fn with_functions(&self, functions: Vec<(usize, Py<PyAny>, bool)>) -> Self {
        let (mut core, failure) = (self.core.clone(), Arc::<Failure>::default());
        for (position, function, is_whole) in functions {
            if let Some(term) = core.criteria.get_mut(position) {
                let function = Function::new(function, is_whole, Arc::clone(&failure));
                term.criterion = AnyCriterion::custom("custom", function);
            }
        }
        Self { core, failure }
    }

    /// Parses a programme in TOML.
    #[staticmethod]
    fn from_toml(py: Python<'_>, text: &str) -> PyResult<Self> {
        read(py, || CoreProgram::from_toml_str(text))
    }

    /// Reads a programme file: TOML, or JSON where the name ends in `.json`.
    #[staticmethod]
    fn from_file(py: Python<'_>, path: &str) -> PyResult<Self> {
        read(py, || CoreProgram::from_file(path))
    }

    /// Which of the columns with these names a call looks at: of the mentees' table, of the mentors', or
    /// of one table of people.
    #[expect(clippy::needless_pass_by_value, reason = "Python's texts come in a list of ours")]
    fn columns(
        &self,
        py: Python<'_>,
        table: &str,
        id_column: &str,
        names: Vec<String>,
    ) -> PyResult<BTreeSet<String>> {
        guard(py, || {
            let sides: Vec<Side> = match Side::BOTH.into_iter().find(|side| side.table() == table) {
                Some(side) => vec![side],
                None => Side::BOTH.to_vec(),
            };
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            Ok(self.core.columns_of(&sides, &id_column.into(), &names))
        })
    }

    /// Which of the columns with these names holds the ids, taken as they are; the arguments are those of
    /// `columns`.
    #[expect(clippy::needless_pass_by_value, reason = "Python's texts come in a list of ours")]
    fn id_column(&self, table: &str, id_column: &str, names: Vec<String>) -> Option<String> {
        let side = if table == Side::Mentor.table() { Side::Mentor } else { Side::Mentee };
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        self.core.id_column(side, &id_column.into(), &names)
    }

    /// The JSON Schema of a programme, as JSON.
    #[staticmethod]
    fn schema(py: Python<'_>) -> PyResult<String> {
        guard(py, || Ok(CoreProgram::json_schema().to_string()))
    }

    /// The programme's values, as `from_values` takes them.
    fn to_values(&self, py: Python<'_>) -> PyResult<String> {
        let values = || self.core.to_json_value().map(|values| values.to_string());
        guard(py, || values().map_err(|error| errors::from_error(py, error)))
    }

    /// The programme in JSON.
    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        guard(py, || self.core.to_json_string().map_err(|error| errors::from_error(py, error)))
    }

    /// The programme in TOML.
    fn to_toml(&self, py: Python<'_>) -> PyResult<String> {
        guard(py, || self.core.to_toml_string().map_err(|error| errors::from_error(py, error)))
    }
}

fn parsed(values: &str) -> Result<Value, Error> {
    let wrong = |error: serde_json::Error| ReadError::Syntax {
        origin: "programme".to_owned(),
        message: error.to_string(),
    };
    Ok(serde_json::from_str(values).map_err(wrong)?)
}

/// Values that are copied between two looks for signals: some milliseconds.
const LOOK: usize = 1 << 22;

/// The values of a matrix, copied with an eye on Ctrl-C.
fn copied(py: Python<'_>, values: &PyReadonlyArray2<'_, f32>) -> PyResult<Array2<f32>> {
    let view = values.as_array();
    let (rows, columns) = view.dim();
    check_memory::<f32>(rows, columns).map_err(|error| errors::from_assign(py, &error))?;
    let mut copy = Array2::zeros((rows, columns));
    let at_once = (LOOK / columns.max(1)).max(1);
    let parts = copy.axis_chunks_iter_mut(Axis(0), at_once);
    for (mut part, values) in parts.zip(view.axis_chunks_iter(Axis(0), at_once)) {
        py.check_signals()?;
        part.assign(&values);
    }
    Ok(copy)
}

fn read(py: Python<'_>, parse: impl FnOnce() -> Result<CoreProgram, Error>) -> PyResult<Program> {
    let program = |core| Program { core, failure: Arc::default() };
    guard(py, || parse().map(program).map_err(|error| errors::from_error(py, error)))
}
