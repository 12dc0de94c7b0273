//! A scorer: what is learned from everybody, by which some of the mentees are scored.

use std::collections::BTreeSet;
use std::sync::Arc;

use matchwright::assign::Monitor;
use matchwright::roster::{Side, Table};
use matchwright::rules::History;
use matchwright::scorer::Batch;
use matchwright::{Error, Scorer as CoreScorer};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict};
use pyo3_arrow::PyRecordBatch;

use crate::border::guard;
use crate::errors;
use crate::function::Failure;
use crate::people::{Call, Run, recommendations};
use crate::roster::Roster;
use crate::table::Source;
use crate::tuning::{PAIRS, contributions, pair_columns};

/// What is learned from everybody.
#[pyclass(frozen, module = "matchwright._core")]
pub(crate) struct Scorer {
    pub(crate) core: Arc<CoreScorer>,
}

/// Learns from the people of a call.
#[pyfunction]
pub(crate) fn scorer(py: Python<'_>, call: &mut Call) -> PyResult<Scorer> {
    guard(py, || {
        let core = call.work(py, |people, monitor| {
            let (matcher, roster) = people.check()?;
            CoreScorer::new(&matcher, &roster, monitor)
        })?;
        Ok(Scorer { core: Arc::new(core) })
    })
}

#[pymethods]
impl Scorer {
    /// Reads what `to_bytes` wrote.
    #[staticmethod]
    fn from_bytes(py: Python<'_>, data: &[u8]) -> PyResult<Self> {
        guard(py, || {
            let core = py.detach(|| CoreScorer::from_bytes(data));
            let core = core.map_err(|error| errors::from_error(py, error))?;
            Ok(Self { core: Arc::new(core) })
        })
    }

    /// The scorer as bytes.
    fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        guard(py, || {
            let bytes = py.detach(|| self.core.to_bytes());
            Ok(PyBytes::new(py, &bytes.map_err(|error| errors::from_error(py, error))?))
        })
    }

    /// How many mentors it holds.
    fn mentors(&self) -> usize {
        self.core.mentors().len()
    }

    /// The programme's values.
    fn program(&self, py: Python<'_>) -> PyResult<String> {
        let values = || self.core.program().to_json_value().map(|values| values.to_string());
        guard(py, || values().map_err(|error| errors::from_error(py, error)))
    }

    /// Which of the columns with these names are looked at.
    #[expect(clippy::needless_pass_by_value, reason = "Python's texts come in a list of ours")]
    fn columns(&self, id_column: &str, names: Vec<String>) -> BTreeSet<String> {
        wanted(&self.core, id_column, &names.iter().map(String::as_str).collect::<Vec<_>>())
    }

    /// Which of them holds the ids, taken as they are.
    #[expect(clippy::needless_pass_by_value, reason = "Python's texts come in a list of ours")]
    fn id_column(&self, id_column: &str, names: Vec<String>) -> Option<String> {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        self.core.program().id_column(Side::Mentee, &id_column.into(), &names)
    }

    /// The best mentors of these mentees, as columns with positions in the place of ids, and who they are.
    #[pyo3(signature = (mentees, *, k, mentee_id, threads, progress))]
    fn recommend<'py>(
        &self,
        py: Python<'py>,
        mentees: &Bound<'py, PyAny>,
        k: usize,
        mentee_id: String,
        threads: Option<usize>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<(Bound<'py, PyDict>, Roster)> {
        guard(py, || {
            let run = Run::new(py, threads, progress)?;
            let (lists, roster) =
                self.work(py, &run, mentees, mentee_id, move |batch, monitor| {
                    let lists = batch.scores().recommend(Side::Mentee, k, monitor)?;
                    Ok((lists, batch.roster().clone()))
                })?;
            Ok((recommendations(py, &roster, Side::Mentee, lists)?, Roster(roster)))
        })
    }

    /// The same as a record batch with the ids themselves; `None` where there are no mentees.
    #[pyo3(signature = (mentees, *, k, mentee_id, threads))]
    fn recommend_batch(
        &self,
        py: Python<'_>,
        mentees: &Bound<'_, PyAny>,
        k: usize,
        mentee_id: String,
        threads: Option<usize>,
    ) -> PyResult<Option<PyRecordBatch>> {
        guard(py, || {
            let run = Run::new(py, threads, None)?;
            let (core, source) = self.taken(mentees, &mentee_id)?;
            let frame = run.work(py, &Failure::default(), move |monitor| {
                let table = read(&core, source, &mentee_id)?;
                if table.rows() == 0 {
                    return Ok(None);
                }
                core.batch(&table, &mentee_id, monitor)?.recommend(k, monitor).map(Some)
            })?;
            let batch = frame.map(|frame| frame.record_batch()).transpose();
            let batch =
                batch.map_err(|error| errors::raise(py, "MatchwrightError", error.to_string()))?;
            Ok(batch.map(PyRecordBatch::new))
        })
    }

    /// What these mentees reply to a query about a match, as bytes; `None` where there are no mentees.
    #[pyo3(signature = (mentees, query, *, mentee_id, threads))]
    fn reply<'py>(
        &self,
        py: Python<'py>,
        mentees: &Bound<'py, PyAny>,
        query: Vec<u8>,
        mentee_id: String,
        threads: Option<usize>,
    ) -> PyResult<Option<Bound<'py, PyBytes>>> {
        guard(py, || {
            let run = Run::new(py, threads, None)?;
            let (core, source) = self.taken(mentees, &mentee_id)?;
            let reply = run.work(py, &Failure::default(), move |monitor| {
                let table = read(&core, source, &mentee_id)?;
                if table.rows() == 0 {
                    return Ok(None);
                }
                core.batch(&table, &mentee_id, monitor)?.reply(&query, monitor).map(Some)
            })?;
            Ok(reply.map(|bytes| PyBytes::new(py, &bytes)))
        })
    }

    /// What every criterion and rule says of pairs, as columns with positions in the place of ids, and who the
    /// people are.
    #[pyo3(signature = (mentees, pairs, *, mentee_id, threads, progress))]
    fn contributions<'py>(
        &self,
        py: Python<'py>,
        mentees: &Bound<'py, PyAny>,
        pairs: &Bound<'py, PyAny>,
        mentee_id: String,
        threads: Option<usize>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<(Bound<'py, PyDict>, Roster)> {
        guard(py, || {
            let run = Run::new(py, threads, progress)?;
            let pairs = Source::take(pairs, PAIRS, pair_columns)?;
            let (said, roster) =
                self.work(py, &run, mentees, mentee_id, move |batch, monitor| {
                    let pairs = History::pairs_of(&*pairs.read(PAIRS, pair_columns)?, PAIRS)?;
                    Ok((batch.contributions(&pairs, monitor)?, batch.roster().clone()))
                })?;
            Ok((contributions(py, &roster, &said)?, Roster(roster)))
        })
    }
}

impl Scorer {
    /// Does work with mentees of a table.
    fn work<T: Send + 'static>(
        &self,
        py: Python<'_>,
        run: &Run,
        mentees: &Bound<'_, PyAny>,
        mentee_id: String,
        work: impl FnOnce(&Batch, &Monitor) -> Result<T, Error> + Send + 'static,
    ) -> PyResult<T> {
        let (core, source) = self.taken(mentees, &mentee_id)?;
        run.work(py, &Failure::default(), move |monitor| {
            let table = read(&core, source, &mentee_id)?;
            work(&core.batch(&table, &mentee_id, monitor)?, monitor)
        })
    }

    /// The scorer, and a table that is not read yet.
    fn taken(
        &self,
        mentees: &Bound<'_, PyAny>,
        mentee_id: &str,
    ) -> PyResult<(Arc<CoreScorer>, Source)> {
        let wanted = |names: &[&str]| wanted(&self.core, mentee_id, names);
        let source = Source::take(mentees, Side::Mentee.table(), wanted)?;
        Ok((Arc::clone(&self.core), source))
    }
}

fn read(core: &CoreScorer, source: Source, mentee_id: &str) -> Result<Arc<Table>, Error> {
    let wanted = |names: &[&str]| wanted(core, mentee_id, names);
    Ok(source.read(Side::Mentee.table(), wanted)?)
}

fn wanted(core: &CoreScorer, mentee_id: &str, names: &[&str]) -> BTreeSet<String> {
    core.program().columns_of(&[Side::Mentee], &mentee_id.into(), names)
}
