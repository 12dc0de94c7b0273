//! A table on its way in: a file, what was read of one, an Arrow stream, or columns of Python values.

use std::collections::BTreeSet;
use std::sync::Arc;

use arrow_array::{Array as _, RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, Schema, SchemaRef};
use matchwright::roster::{Cell, Table};
use matchwright::tables::{Error, Finding, Findings, ReadOptions};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyDict, PyList, PyString};
use pyo3_arrow::PyRecordBatchReader;

use crate::border::guard;
use crate::{cells, errors};

/// A table as a file was read.
#[pyclass(frozen, name = "Table", module = "matchwright._core")]
pub(crate) struct ReadTable(Arc<Table>);

#[pymethods]
impl ReadTable {
    /// Reads a file; what is not said is found out.
    #[staticmethod]
    #[expect(clippy::too_many_arguments, reason = "Python passes them by name")]
    #[pyo3(signature = (path, *, sheet, separator, encoding, decimal, skip_rows, date))]
    fn read(
        py: Python<'_>,
        path: String,
        sheet: Option<String>,
        separator: Option<char>,
        encoding: Option<String>,
        decimal: Option<char>,
        skip_rows: usize,
        date: Option<String>,
    ) -> PyResult<Self> {
        guard(py, || {
            let options = ReadOptions { separator, encoding, decimal, sheet, skip_rows, date };
            let read = py.detach(|| Table::from_file_with(path, &options));
            read.map(|table| Self(Arc::new(table)))
                .map_err(|error| errors::from_error(py, error.into()))
        })
    }

    /// With the columns of another table about the same people, whose ids are what a column here holds.
    fn beside(&self, py: Python<'_>, other: &Self, by: &str) -> PyResult<Self> {
        guard(py, || {
            let people = Table::clone(&self.0);
            let both = py.detach(|| people.beside(&other.0, by, "the other table"));
            both.map(|table| Self(Arc::new(table)))
                .map_err(|error| errors::from_error(py, error.into()))
        })
    }

    /// How it was read, in a line.
    fn reading(&self) -> String {
        self.0.reading().to_string()
    }

    /// The names of its columns; one may stand twice.
    fn names(&self) -> Vec<&str> {
        self.0.names().collect()
    }

    /// The cells of a column as Python values.
    fn column<'py>(&self, py: Python<'py>, name: &str) -> PyResult<Vec<Bound<'py, PyAny>>> {
        let cells = self.0.column(name).unwrap_or_default();
        cells.iter().map(|cell| plain(py, cell)).collect()
    }

    /// For each row the number that the spreadsheet shows beside it.
    fn sheet_rows(&self) -> Vec<usize> {
        (0..self.0.rows()).map(|row| self.0.sheet_row(row)).collect()
    }

    fn __len__(&self) -> usize {
        self.0.rows()
    }
}

/// A cell as a value from which the same cell is made again.
fn plain<'py>(py: Python<'py>, cell: &Cell) -> PyResult<Bound<'py, PyAny>> {
    Ok(match cell {
        Cell::Missing => py.None().into_bound(py),
        Cell::Text(text) => text.into_pyobject(py)?.into_any(),
        Cell::Number(number) => number.into_pyobject(py)?.into_any(),
        Cell::Numbers(numbers) => numbers.into_pyobject(py)?.into_any(),
        Cell::Lists(parts) => {
            let parts: Vec<_> =
                parts.iter().map(|part| plain(py, part)).collect::<PyResult<_>>()?;
            parts.into_pyobject(py)?.into_any()
        }
        Cell::List(items) if items.iter().all(|item| item.level.is_none()) => {
            let labels: Vec<&str> = items.iter().map(|item| item.label.as_str()).collect();
            labels.into_pyobject(py)?.into_any()
        }
        Cell::List(items) => {
            let levels = PyDict::new(py);
            items.iter().try_for_each(|item| levels.set_item(&item.label, item.level))?;
            levels.into_any()
        }
    })
}

/// A table taken from Python, not read yet.
pub(crate) enum Source {
    /// A path, read by its ending.
    File(String),
    /// What `read` has read.
    Read(Arc<Table>),
    /// Everything that an Arrow stream gave, and the names of columns that it left out.
    Arrow {
        /// The columns of the stream.
        schema: SchemaRef,
        /// Its rows.
        batches: Vec<RecordBatch>,
        /// What else the table has.
        unread: Vec<String>,
    },
    /// Python values.
    Cells(Table, Findings),
}

impl Source {
    /// Takes a path, a table that was read, a list of columns, an object with an Arrow stream, or the
    /// stream's capsule, either of these alone or with the names of columns that it leaves out. Of
    /// Python's values only the columns that are wanted are looked at; `origin` names the table in
    /// findings.
    pub(crate) fn take(
        value: &Bound<'_, PyAny>,
        origin: &str,
        wanted: impl Fn(&[&str]) -> BTreeSet<String>,
    ) -> PyResult<Self> {
        let py = value.py();
        if let Ok(path) = value.cast::<PyString>() {
            return Ok(Self::File(path.to_str()?.to_owned()));
        }
        if let Ok(table) = value.cast::<ReadTable>() {
            return Ok(Self::Read(Arc::clone(&table.get().0)));
        }
        if let Ok(columns) = value.cast::<PyList>() {
            return cells::table(columns, origin, wanted)
                .map(|(table, found)| Self::Cells(table, found));
        }
        let (value, unread) = match value.extract::<(Bound<'_, PyAny>, Vec<String>)>() {
            Ok(given) => given,
            Err(_) => (value.clone(), Vec::new()),
        };
        let reader = opened(&value).map_err(|error| unreadable(py, origin, &error))?;
        let schema = reader.schema();
        // A producer in Python attaches by itself.
        let batches: Result<_, ArrowError> = py.detach(|| reader.collect());
        let batches = batches.map_err(|_| refused(py, origin))?;
        Ok(Self::Arrow { schema, batches, unread })
    }

    /// Reads the columns that are wanted. The others keep their names, for suggestions, and are
    /// not looked at: no date or picture that nobody asks about can be an obstacle.
    pub(crate) fn read(
        self,
        origin: &str,
        wanted: impl Fn(&[&str]) -> BTreeSet<String>,
    ) -> Result<Arc<Table>, Error> {
        Ok(Arc::new(match self {
            Self::File(path) => Table::from_file(path)?,
            Self::Read(table) => return Ok(table),
            Self::Cells(table, findings) => findings.into_result(table)?,
            Self::Arrow { schema, batches, unread } => {
                let names: Vec<&str> =
                    schema.fields().iter().map(|field| field.name().as_str()).collect();
                let mut table = read_arrow(&schema, batches, origin, &wanted(&names))?;
                for name in unread {
                    table.insert(name, Vec::new());
                }
                table
            }
        }))
    }
}

/// The stream of an object or of a capsule.
fn opened(value: &Bound<'_, PyAny>) -> PyResult<Box<dyn RecordBatchReader + Send>> {
    let reader: PyRecordBatchReader = match value.cast::<PyCapsule>() {
        Ok(capsule) => PyRecordBatchReader::from_arrow_pycapsule(capsule)?,
        // Opened only now, because a database may allow one open stream at a time.
        Err(_) => value.extract()?,
    };
    reader.into_reader()
}

/// A stream that the producer could not open: its own error stays behind ours.
fn unreadable(py: Python<'_>, origin: &str, cause: &PyErr) -> PyErr {
    let error = refused(py, origin);
    error.set_cause(py, Some(cause.clone_ref(py)));
    error
}

/// What Arrow says may quote what a person wrote.
fn refused(py: Python<'_>, origin: &str) -> PyErr {
    let text = "its Arrow stream cannot be read; a frame of pandas, polars or pyarrow can";
    errors::raise(py, "FormatError", format!("{origin}: {text}"))
}

fn read_arrow(
    schema: &Schema,
    batches: Vec<RecordBatch>,
    origin: &str,
    wanted: &BTreeSet<String>,
) -> Result<Table, Error> {
    let syntax =
        |error: ArrowError| Error::Syntax { origin: origin.to_owned(), message: error.to_string() };
    let fields = schema.fields().iter().enumerate();
    let (read, passed): (Vec<_>, Vec<_>) =
        fields.partition(|(_, field)| wanted.contains(field.name()));
    let read: Vec<usize> = read.into_iter().map(|(position, _)| position).collect();
    let projected = batches.into_iter().map(|batch| batch.project(&read));
    let projected: Vec<RecordBatch> = projected.collect::<Result<_, _>>().map_err(syntax)?;
    let schema = schema.project(&read).map_err(syntax)?;
    refuse_broken(&schema, &projected, origin).into_result(())?;
    let mut table = Table::from_arrow(&schema, &projected, origin)?;
    for (_, field) in passed {
        table.insert(field.name(), Vec::new());
    }
    Ok(table)
}

/// Columns whose data does not hold together, such as texts that are not UTF-8: a producer may hand over
/// anything, and reading it unchecked would be undefined.
fn refuse_broken(schema: &Schema, batches: &[RecordBatch], origin: &str) -> Findings {
    let is_broken = |position: &usize| {
        batches.iter().any(|batch| batch.column(*position).to_data().validate_full().is_err())
    };
    let broken = (0..schema.fields().len()).filter(is_broken);
    let mut findings = Findings::default();
    findings.extend(broken.map(|position| {
        let message = "its data is not what its Arrow type says, as a text that is not UTF-8";
        let finding = Finding::new(message).code("column_broken").table(origin);
        finding.column(schema.field(position).name())
    }));
    findings
}
