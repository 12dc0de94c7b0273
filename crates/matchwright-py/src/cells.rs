//! Cells from Python values: what `read/json.rs` does for JSON, with Python's own kinds.

use std::collections::BTreeSet;

use matchwright::roster::{Cell, Item, Table};
use matchwright::{Finding, Findings};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyFrozenSet, PyInt, PyList, PySet, PyString, PyTuple};

use crate::border::guard;
use crate::errors;

/// Whole numbers up to this size have a float of their own; larger ones, such as long staff
/// numbers, stay text.
const LARGEST_EXACT: u64 = 1 << 53;

/// A table from `[("column", [values])]`; `origin` names it in findings. Only the columns that are
/// wanted are looked at.
pub(crate) fn table(
    columns: &Bound<'_, PyList>,
    origin: &str,
    wanted: impl Fn(&[&str]) -> BTreeSet<String>,
) -> PyResult<(Table, Findings)> {
    let given = columns.iter().map(|column| {
        let (name, values): (Bound<'_, PyAny>, Bound<'_, PyAny>) = column.extract()?;
        Ok((name.str()?.to_string_lossy().into_owned(), values))
    });
    let given: Vec<(String, Bound<'_, PyAny>)> = given.collect::<PyResult<_>>()?;
    let names: Vec<&str> = given.iter().map(|(name, _)| name.as_str()).collect();
    let wanted = wanted(&names);
    let mut findings = Findings::default();
    let mut read: Vec<(String, Option<Vec<Cell>>)> = Vec::new();
    for (name, values) in given {
        let is_wanted = wanted.contains(&name);
        let cells = is_wanted.then(|| cells(&values, origin, &name, &mut findings));
        read.push((name, cells.transpose()?));
    }
    let rows = read.iter().find_map(|(_, cells)| cells.as_ref()).map_or(0, Vec::len);
    let mut table = Table::new(rows);
    for (name, cells) in read {
        if let Some(cells) = cells.as_ref().filter(|cells| cells.len() != rows) {
            let message = format!("has {} values where the first column has {rows}", cells.len());
            findings.push(Finding::new(message).code("column_kind").table(origin).column(&name));
        }
        table.insert(name, cells.unwrap_or_default());
    }
    Ok((table, findings))
}

/// An id as text, as a table with this cell has it; `None` for what no id can be.
#[pyfunction]
pub(crate) fn id_text(value: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
    guard(value.py(), || Ok(cell(value)?.and_then(|cell| cell.as_text())))
}

/// The cells of a column; what no cell can hold is a finding.
fn cells(
    values: &Bound<'_, PyAny>,
    origin: &str,
    name: &str,
    findings: &mut Findings,
) -> PyResult<Vec<Cell>> {
    let values = match values.try_iter() {
        Ok(each) if !values.is_instance_of::<PyString>() => each,
        _ => {
            let text = format!("{origin}, column \"{name}\": must be a list with a value per row");
            return Err(errors::raise(values.py(), "KindError", text));
        }
    };
    let mut cells = Vec::new();
    for (row, value) in values.enumerate() {
        cells.push(cell(&value?)?.unwrap_or_else(|| {
            let message = "must be a text, a number, a list of texts, or a mapping to numbers";
            let finding = Finding::new(message).code("cell_kind").table(origin);
            findings.push(finding.row(row + 1).column(name));
            Cell::Missing
        }));
    }
    Ok(cells)
}

/// `None` for values that no column can hold.
pub(crate) fn cell(value: &Bound<'_, PyAny>) -> PyResult<Option<Cell>> {
    if let Some(cell) = single(value)? {
        return Ok(Some(cell));
    }
    if let Ok(levels) = value.cast::<PyDict>() {
        return levelled(levels);
    }
    if let Some(value) = plain(value)? {
        return cell(&value);
    }
    if value.is_instance_of::<PySet>() || value.is_instance_of::<PyFrozenSet>() {
        // The order of a set differs between runs.
        let items = items(value)?;
        return Ok(items.map(|mut items| {
            items.sort_by(|left, right| left.label.cmp(&right.label));
            Cell::List(items)
        }));
    }
    if is_list(value)? { list(value) } else { Ok(None) }
}

/// A list of single values, or with lists in it.
fn list(value: &Bound<'_, PyAny>) -> PyResult<Option<Cell>> {
    match flat(value)? {
        Some(cell) => Ok(Some(cell)),
        None => parts(value),
    }
}

/// A list of floats is a vector; any other is a list of labels. `None` where an entry is anything else.
fn flat(value: &Bound<'_, PyAny>) -> PyResult<Option<Cell>> {
    match vector(value)? {
        Some(numbers) => Ok(Some(Cell::Numbers(numbers))),
        None => Ok(items(value)?.map(Cell::List)),
    }
}

/// The lists in a list, and single values there; gaps keep their places. `None` where one is anything else.
fn parts(values: &Bound<'_, PyAny>) -> PyResult<Option<Cell>> {
    let mut parts = Vec::new();
    for value in values.try_iter()? {
        let value = value?;
        let value = plain(&value)?.unwrap_or(value);
        let part = match single(&value)? {
            None if is_list(&value)? => flat(&value)?,
            part => part,
        };
        match part {
            None => return Ok(None),
            Some(part) => parts.push(part),
        }
    }
    Ok(Some(Cell::Lists(parts)))
}

fn is_list(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    let is_sequence = value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>();
    Ok(is_sequence || value.hasattr("__array__")?)
}

/// The numbers of a list of floats, in which some may be whole; `None` for every other list.
fn vector(values: &Bound<'_, PyAny>) -> PyResult<Option<Vec<f64>>> {
    let (mut numbers, mut is_whole) = (Vec::new(), true);
    for value in values.try_iter()? {
        let value = value?;
        let value = plain(&value)?.unwrap_or(value);
        is_whole &= !value.is_instance_of::<PyFloat>();
        match single(&value)? {
            Some(Cell::Number(number)) => numbers.push(number),
            // A gap in a vector is no gap in a list: the number of dimensions has to stay.
            Some(Cell::Missing) if value.is_instance_of::<PyFloat>() => numbers.push(f64::NAN),
            _ => return Ok(None),
        }
    }
    Ok(Some(numbers).filter(|_| !is_whole))
}

/// A cell that holds one value; `None` for everything else.
fn single(value: &Bound<'_, PyAny>) -> PyResult<Option<Cell>> {
    Ok(Some(if is_nothing(value)? {
        Cell::Missing
    } else if let Ok(text) = value.cast::<PyString>() {
        let text = text.to_string_lossy();
        if text.trim().is_empty() { Cell::Missing } else { Cell::Text(text.into_owned()) }
    } else if value.is_instance_of::<PyBool>() {
        Cell::Text(if value.is_truthy()? { "yes" } else { "no" }.to_owned())
    } else if value.is_instance_of::<PyInt>() {
        whole(value)?
    } else if value.is_instance_of::<PyFloat>() {
        Cell::number(value.extract()?)
    } else {
        return Ok(None);
    }))
}

/// `None`, and what pandas calls missing among values that are no floats: `NA` and `NaT`.
fn is_nothing(value: &Bound<'_, PyAny>) -> PyResult<bool> {
    let is_named = || Ok(matches!(value.get_type().name()?.to_str()?, "NAType" | "NaTType"));
    if value.is_none() { Ok(true) } else { is_named() }
}

fn whole(value: &Bound<'_, PyAny>) -> PyResult<Cell> {
    match value.extract::<i64>() {
        Ok(number) if number.unsigned_abs() <= LARGEST_EXACT => Ok(Cell::Number(number as f64)),
        _ => Ok(Cell::Text(value.str()?.to_string_lossy().into_owned())),
    }
}

/// The plain value of a `NumPy` scalar, a decimal number, a date or a UUID; `None` for everything else.
fn plain<'py>(value: &Bound<'py, PyAny>) -> PyResult<Option<Bound<'py, PyAny>>> {
    if is_nothing(value)? {
        return Ok(None);
    }
    if value.hasattr("isoformat")? {
        return value.call_method0("isoformat").map(Some);
    }
    // A UUID.
    if value.hasattr("urn")? {
        return Ok(Some(value.str()?.into_any()));
    }
    let is_scalar = value.getattr_opt("ndim")?.is_some_and(|ndim| ndim.eq(0).unwrap_or(false));
    if is_scalar && value.hasattr("item")? {
        let item = value.call_method0("item")?;
        // An item of its own kind, such as `NumPy`'s long double, would come back for ever.
        if !item.get_type().is(value.get_type()) {
            return Ok(Some(item));
        }
    }
    if value.hasattr("as_integer_ratio")? {
        // A fraction may be too large for a float, and a decimal number none at all.
        let number = value.extract().ok();
        return Ok(number.map(|number| PyFloat::new(value.py(), number).into_any()));
    }
    Ok(None)
}

/// The entries of a list, each a label; `None` where one is anything else.
fn items(values: &Bound<'_, PyAny>) -> PyResult<Option<Vec<Item>>> {
    let mut items = Vec::new();
    for value in values.try_iter()? {
        let value = value?;
        let value = plain(&value)?.unwrap_or(value);
        match single(&value)? {
            Some(Cell::Missing) => {}
            Some(Cell::Text(label)) => items.push(Item::new(label)),
            Some(Cell::Number(number)) => items.push(Item::new(number.to_string())),
            _ => return Ok(None),
        }
    }
    Ok(Some(items))
}

/// `{"python": 4, "sql": None}`: labels with levels, or without.
fn levelled(levels: &Bound<'_, PyDict>) -> PyResult<Option<Cell>> {
    let mut items = Vec::with_capacity(levels.len());
    for (label, level) in levels {
        if let Some(Cell::Missing) = single(&label)? {
            continue;
        }
        let label = label.str()?.to_string_lossy().into_owned();
        let level = plain(&level)?.unwrap_or(level);
        match single(&level)? {
            Some(Cell::Missing) => items.push(Item::new(label)),
            Some(Cell::Number(level)) => items.push(Item::with_level(label, level)),
            _ => return Ok(None),
        }
    }
    Ok(Some(Cell::List(items)))
}
