//! The fairness audit: a table of attributes in, columns and text out.

use std::collections::BTreeSet;
use std::sync::Arc;

use matchwright::answers::{Attributes, AuditOptions, Metric};
use matchwright::roster::Side;
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::array::columns;
use crate::border::guard;
use crate::errors;
use crate::outcome::Outcome;
use crate::people::Run;
use crate::table::Source;

/// What errors call the table.
const ORIGIN: &str = "attributes";

/// An audit, and the outcome that it is of.
#[pyclass(frozen, module = "matchwright._core")]
pub(crate) struct Audit {
    audit: Arc<matchwright::answers::Audit>,
    outcome: Py<Outcome>,
}

/// Makes the audit. `by` are the attributes, all of the table's where it is empty; `metrics` likewise.
#[pyfunction]
#[pyo3(signature = (outcome, attributes, *, id_column, by, metrics, seed))]
pub(crate) fn audited(
    py: Python<'_>,
    outcome: Py<Outcome>,
    attributes: &Bound<'_, PyAny>,
    id_column: String,
    by: Vec<String>,
    metrics: Vec<String>,
    seed: u64,
) -> PyResult<Audit> {
    guard(py, || {
        let metrics = metrics.into_iter().map(|name| metric(py, &name));
        let metrics = metrics.collect::<PyResult<_>>()?;
        let options = AuditOptions { metrics, seed, ..AuditOptions::default() };
        let wanted = |names: &[&str], by: &[String], id: &str| -> BTreeSet<String> {
            let is_wanted = |name: &&&str| {
                by.is_empty() || name.trim() == id.trim() || by.iter().any(|by| by == *name)
            };
            names.iter().filter(is_wanted).map(|&name| name.to_owned()).collect()
        };
        let source = Source::take(attributes, ORIGIN, |names| wanted(names, &by, &id_column))?;
        let (answer, failure) = (Arc::clone(&outcome.get().answer), &outcome.get().failure);
        let audit = Run::new(py, None, None)?.work(py, failure, move |monitor| {
            let table = source.read(ORIGIN, |names| wanted(names, &by, &id_column))?;
            let attributes = Attributes::read(&table, &id_column, &by)?;
            answer.audit(&attributes, &options, monitor)
        })?;
        Ok(Audit { audit: Arc::new(audit), outcome })
    })
}

fn metric(py: Python<'_>, name: &str) -> PyResult<Metric> {
    Metric::of(name).ok_or_else(|| {
        let names = Metric::ALL.map(Metric::name).join(", ");
        errors::raise(py, "OptionError", format!("metrics must be some of: {names}"))
    })
}

#[pymethods]
impl Audit {
    /// Every group and metric, as columns.
    fn table<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        columns(py, &self.audit.frame())
    }

    /// The flagged rows.
    fn flags<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        columns(py, &self.audit.flags_frame())
    }

    /// Who meets whom, by groups.
    fn mixing<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        columns(py, &self.audit.mixing_frame())
    }

    /// Everybody as the audit has seen them, with positions in the place of ids.
    fn people<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let outcome = self.outcome.get();
        let columns = columns(py, &self.audit.people_frame(&outcome.answer))?;
        let roster = outcome.answer.roster();
        let ids = |side: Side| roster.side(side).ids().iter().map(move |id| (side, id.as_str()));
        let people = Side::BOTH.into_iter().flat_map(ids);
        columns.set_item("id", outcome.positions(py, people))?;
        Ok(columns)
    }

    /// The plan beside those of other objectives.
    fn price<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        guard(py, || {
            let outcome = self.outcome.get();
            let (answer, audit) = (Arc::clone(&outcome.answer), Arc::clone(&self.audit));
            let work = move |monitor: &Arc<_>| answer.price_of_fairness(&audit, monitor);
            let plans = Run::new(py, None, None)?.work(py, &outcome.failure, work)?;
            columns(py, &matchwright::answers::Audit::price_frame(&plans))
        })
    }

    /// The attributes.
    fn attributes(&self) -> Vec<String> {
        self.audit.attributes().to_vec()
    }

    /// What stands out, as text.
    fn text(&self) -> String {
        self.audit.to_string()
    }
}
