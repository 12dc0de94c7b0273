//! A table on its way in: a file, an Arrow stream, or columns of Python values.

use std::collections::BTreeSet;

use arrow_array::{Array as _, RecordBatch, RecordBatchReader};
use arrow_schema::{ArrowError, Schema, SchemaRef};
use matchwright::roster::{Side, Table};
use matchwright::tables::{Error, Finding, Findings};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyList, PyString};
use pyo3_arrow::PyRecordBatchReader;

use crate::{cells, errors};

/// A table taken from Python, not read yet.
pub(crate) enum Source {
    /// A path, read by its ending.
    File(String),
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
    /// Takes a path, a list of columns, an object with an Arrow stream, or the stream's capsule, either
    /// of them alone or with the names of columns that it leaves out. Of Python's values only the
    /// columns named in `wanted` are looked at.
    pub(crate) fn take(
        value: &Bound<'_, PyAny>,
        side: Side,
        wanted: &BTreeSet<String>,
    ) -> PyResult<Self> {
        let py = value.py();
        if let Ok(path) = value.cast::<PyString>() {
            return Ok(Self::File(path.to_str()?.to_owned()));
        }
        if let Ok(columns) = value.cast::<PyList>() {
            return cells::table(columns, side.table(), wanted)
                .map(|(table, found)| Self::Cells(table, found));
        }
        let (value, unread) = match value.extract::<(Bound<'_, PyAny>, Vec<String>)>() {
            Ok(given) => given,
            Err(_) => (value.clone(), Vec::new()),
        };
        let reader = opened(&value).map_err(|error| unreadable(py, side, &error))?;
        let schema = reader.schema();
        // A producer in Python attaches by itself.
        let batches: Result<_, ArrowError> = py.detach(|| reader.collect());
        let batches = batches.map_err(|_| refused(py, side))?;
        Ok(Self::Arrow { schema, batches, unread })
    }

    /// Reads the columns named in `wanted`. The others keep their names, for suggestions, and are
    /// not looked at: no date or picture that nobody asks about can be an obstacle.
    pub(crate) fn read(self, side: Side, wanted: &BTreeSet<String>) -> Result<Table, Error> {
        match self {
            Self::File(path) => Table::from_file(path),
            Self::Cells(table, findings) => Ok(findings.into_result(table)?),
            Self::Arrow { schema, batches, unread } => {
                let mut table = read_arrow(&schema, batches, side, wanted)?;
                for name in unread {
                    table.insert(name, Vec::new());
                }
                Ok(table)
            }
        }
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
fn unreadable(py: Python<'_>, side: Side, cause: &PyErr) -> PyErr {
    let error = refused(py, side);
    error.set_cause(py, Some(cause.clone_ref(py)));
    error
}

/// What Arrow says may quote what a person wrote.
fn refused(py: Python<'_>, side: Side) -> PyErr {
    let text = "its Arrow stream cannot be read; a frame of pandas, polars or pyarrow can";
    errors::raise(py, "FormatError", format!("{}: {text}", side.table()))
}

fn read_arrow(
    schema: &Schema,
    batches: Vec<RecordBatch>,
    side: Side,
    wanted: &BTreeSet<String>,
) -> Result<Table, Error> {
    let syntax = |error: ArrowError| Error::Syntax {
        origin: side.table().to_owned(),
        message: error.to_string(),
    };
    let fields = schema.fields().iter().enumerate();
    let (read, passed): (Vec<_>, Vec<_>) =
        fields.partition(|(_, field)| wanted.contains(field.name()));
    let read: Vec<usize> = read.into_iter().map(|(position, _)| position).collect();
    let projected = batches.into_iter().map(|batch| batch.project(&read));
    let projected: Vec<RecordBatch> = projected.collect::<Result<_, _>>().map_err(syntax)?;
    let schema = schema.project(&read).map_err(syntax)?;
    refuse_broken(&schema, &projected, side).into_result(())?;
    let mut table = Table::from_arrow(&schema, &projected, side.table())?;
    for (_, field) in passed {
        table.insert(field.name(), Vec::new());
    }
    Ok(table)
}

/// Columns whose data does not hold together, such as texts that are not UTF-8: a producer may hand over
/// anything, and reading it unchecked would be undefined.
fn refuse_broken(schema: &Schema, batches: &[RecordBatch], side: Side) -> Findings {
    let is_broken = |position: &usize| {
        batches.iter().any(|batch| batch.column(*position).to_data().validate_full().is_err())
    };
    let broken = (0..schema.fields().len()).filter(is_broken);
    let mut findings = Findings::default();
    findings.extend(broken.map(|position| {
        let message = "its data is not what its Arrow type says, as a text that is not UTF-8";
        Finding::new(message).table(side.table()).column(schema.field(position).name())
    }));
    findings
}
