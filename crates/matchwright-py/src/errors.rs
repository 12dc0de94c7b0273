//! From the crates' errors to the package's exceptions.
//!
//! The exceptions are Python classes, so that Python can document and type them; here they are
//! found by name.

use matchwright::assign::Error as AssignError;
use matchwright::tables::Error as ReadError;
use matchwright::{Error, Finding, Findings, Infeasible, plain_lines};
use pyo3::prelude::*;
use pyo3::types::PyDict;

/// An exception of `matchwright._errors` with the given arguments.
fn raise_with<'py>(
    py: Python<'py>,
    class: &str,
    arguments: impl pyo3::call::PyCallArgs<'py>,
) -> PyErr {
    let made = py.import("matchwright._errors").and_then(|module| module.getattr(class));
    match made.and_then(|class| class.call1(arguments)) {
        Ok(exception) => PyErr::from_value(exception),
        Err(error) => error,
    }
}

/// An exception with a text, which is safe to show: uncaught, it goes to a terminal.
pub(crate) fn raise(py: Python<'_>, class: &str, text: impl AsRef<str>) -> PyErr {
    raise_with(py, class, (plain_lines(text.as_ref()),))
}

/// Rows and columns (which, its position, pairs) whose minimums cannot be met, those that bound them, and the pairs
/// that may meet besides.
type Witness = (Vec<(&'static str, u32, u32)>, Vec<(&'static str, u32, u32)>, Vec<(u32, u32)>);

/// Minimums that cannot be met: pairs that they need, and that there can be.
pub(crate) fn infeasible(py: Python<'_>, (needed, possible): (u64, u64), why: Witness) -> PyErr {
    raise_with(py, "infeasible_assignment", (needed, possible, why.0, why.1, why.2))
}

/// A panic: always a bug.
pub(crate) fn internal(py: Python<'_>) -> PyErr {
    let text = "a bug in Matchwright ended the call; its text stands on standard error";
    raise(py, "MatchwrightError", text)
}

/// An error of the library.
pub(crate) fn from_error(py: Python<'_>, error: Error) -> PyErr {
    match error {
        Error::Input(findings) => from_findings(py, &findings),
        Error::Read(error) => from_reading(py, error),
        Error::UnknownId { .. } => raise(py, "UnknownIdError", error.to_string()),
        Error::Infeasible(why) => from_infeasible(py, &why),
        Error::Assign(error) => from_assign(py, &error),
        other => raise(py, "MatchwrightError", other.to_string()),
    }
}

/// An error of what reads and writes files.
fn from_reading(py: Python<'_>, error: ReadError) -> PyErr {
    match error {
        ReadError::File { source, .. } if source.kind() == std::io::ErrorKind::OutOfMemory => {
            raise(py, "OutOfMemoryError", "the file does not fit into memory")
        }
        ReadError::File { path, source } => match source.raw_os_error() {
            Some(number) => raise_with(py, "FileError", (number, text_of(number, &source), path)),
            None => raise(py, "FileError", format!("{path}: {source}")),
        },
        ReadError::Syntax { .. }
        | ReadError::UnknownEnding { .. }
        | ReadError::NotWritten { .. } => raise(py, "FormatError", error.to_string()),
        other => raise(py, "MatchwrightError", other.to_string()),
    }
}

/// An error of the solver. A cancelled solve never comes here: whoever cancelled it has raised.
pub(crate) fn from_assign(py: Python<'_>, error: &AssignError) -> PyErr {
    match error {
        AssignError::OutOfMemory { .. } => raise(py, "OutOfMemoryError", error.to_string()),
        AssignError::UnknownMethod { .. }
        | AssignError::Unsupported { .. }
        | AssignError::Threads { .. }
        | AssignError::NoClock => raise(py, "OptionError", error.to_string()),
        _ => raise(py, "CostError", error.to_string()),
    }
}

/// An `InputError` that lists what was found.
pub(crate) fn from_findings(py: Python<'_>, findings: &Findings) -> PyErr {
    let listed: PyResult<Vec<_>> =
        findings.as_slice().iter().map(|finding| to_dict(py, finding)).collect();
    match listed {
        Ok(listed) => raise_with(py, "InputError", (findings.to_string(), listed)),
        Err(error) => error,
    }
}

/// An `InfeasibleError` with its witness and what would help.
fn from_infeasible(py: Python<'_>, why: &Infeasible) -> PyErr {
    let relaxations: Vec<(&str, &str)> =
        why.relaxations.iter().map(|one| (one.field.as_str(), one.change.as_str())).collect();
    let arguments = (
        plain_lines(&why.to_string()),
        why.witness.as_str(),
        why.needed,
        why.possible,
        relaxations,
    );
    raise_with(py, "InfeasibleError", arguments)
}

/// `{"table": …, "row": …, "rows": …, "id": …, "column": …, "message": …, "code": …}`; what is not known is
/// `None`. What a person wrote is left out.
pub(crate) fn to_dict<'py>(py: Python<'py>, finding: &Finding) -> PyResult<Bound<'py, PyDict>> {
    let dict = PyDict::new(py);
    dict.set_item("table", &finding.table)?;
    dict.set_item("row", finding.row)?;
    dict.set_item("rows", &finding.rows)?;
    dict.set_item("id", &finding.id)?;
    dict.set_item("column", &finding.column)?;
    dict.set_item("message", &finding.message)?;
    dict.set_item("code", finding.code)?;
    Ok(dict)
}

/// What the operating system says, without the number that Rust appends.
fn text_of(number: i32, error: &std::io::Error) -> String {
    error.to_string().replace(&format!(" (os error {number})"), "")
}
