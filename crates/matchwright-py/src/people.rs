//! The calls about people: match, score, recommend, validate, init.

use std::collections::BTreeSet;
use std::sync::Arc;

use matchwright::assign::{Monitor, Options, check_memory};
use matchwright::propose::Proposal;
use matchwright::roster::{Readings, Side, Table};
use matchwright::schema::Columns;
use matchwright::scores::{Float, Ranked, Scores, ranked_frame};
use matchwright::tables::mapping::Tables;
use matchwright::validate::{Validation, validate_with};
use matchwright::vocabulary::Vocabulary as CoreVocabulary;
use matchwright::{Error, Keep, Matcher, PeopleTables};
use numpy::{Element, PyArray2, PyArrayMethods};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::array::{array, columns};
use crate::border::guard;
use crate::errors;
use crate::function::Failure;
use crate::outcome::Outcome;
use crate::pool::Workers;
use crate::program::Program;
use crate::roster::Roster;
use crate::table::Source;
use crate::vocabulary::Vocabulary;
use crate::watch::{Watch, limit};

/// A call about people: what it was given, and how it runs. Each is answered once.
#[pyclass(module = "matchwright._core")]
pub(crate) struct Call {
    run: Run,
    failure: Arc<Failure>,
    /// Taken by the answer.
    people: Option<People>,
}

/// The people, and what they are judged by.
pub(crate) struct People {
    program: matchwright::Program,
    vocabulary: Arc<CoreVocabulary>,
    ids: Columns,
    given: Given,
}

/// The tables, not read yet.
enum Given {
    /// One for each role, mentees first.
    Each(Box<[Source; 2]>),
    /// One for both.
    Both(Box<Source>),
}

impl People {
    fn take(
        mentees: &Bound<'_, PyAny>,
        mentors: Option<&Bound<'_, PyAny>>,
        program: &Program,
        vocabulary: Option<&Vocabulary>,
        ids: Columns,
    ) -> PyResult<Self> {
        let wanted = |sides: &[Side], names: &[&str]| program.core.columns_of(sides, &ids, names);
        let given = Given::take(mentees, mentors, wanted)?;
        let vocabulary = Vocabulary::or_empty(vocabulary);
        Ok(Self { program: program.core.clone(), vocabulary, ids, given })
    }

    pub(crate) fn check(self) -> Result<(Matcher, matchwright::Roster), Error> {
        let Self { program, vocabulary, ids, given } = self;
        let tables = given.read(|sides, names| program.columns_of(sides, &ids, names));
        Matcher::with_people(program, tables, ids, &vocabulary)
    }

    fn validate(self, monitor: &Monitor) -> Result<Validation, Error> {
        let Self { program, vocabulary, ids, given } = self;
        let tables = given.read(|sides, names| program.columns_of(sides, &ids, names));
        validate_with(&program, tables, ids, &vocabulary, monitor)
    }
}

impl Given {
    /// Takes the tables, of which columns with these names are wanted for these sides.
    fn take(
        mentees: &Bound<'_, PyAny>,
        mentors: Option<&Bound<'_, PyAny>>,
        wanted: impl Fn(&[Side], &[&str]) -> BTreeSet<String>,
    ) -> PyResult<Self> {
        let take = |table, sides: &[Side]| {
            Source::take(table, origin(sides), |names| wanted(sides, names))
        };
        Ok(match mentors {
            Some(mentors) => {
                let mentees = take(mentees, &[Side::Mentee])?;
                Self::Each(Box::new([mentees, take(mentors, &[Side::Mentor])?]))
            }
            None => Self::Both(Box::new(take(mentees, &Side::BOTH)?)),
        })
    }

    fn read(
        self,
        wanted: impl Fn(&[Side], &[&str]) -> BTreeSet<String>,
    ) -> PeopleTables<Arc<Table>, Error> {
        let read = |source: Source, sides: &[Side]| {
            Ok(source.read(origin(sides), |names| wanted(sides, names))?)
        };
        match self {
            Self::Each(tables) => {
                let [mentees, mentors] = *tables;
                let mentees = read(mentees, &[Side::Mentee]);
                PeopleTables::Each([mentees, read(mentors, &[Side::Mentor])])
            }
            Self::Both(people) => PeopleTables::Both(read(*people, &Side::BOTH)),
        }
    }
}

/// What is proposed for these tables: the programme as TOML; what it uses and why; for each table the columns
/// that it leaves out and why; what is to be decided; other forms that the data suggest; and what is to be mended
/// in the tables.
type Proposed<'py> = (
    String,
    Vec<(String, String)>,
    Vec<(&'static str, String, String)>,
    Vec<String>,
    Vec<String>,
    Vec<Bound<'py, PyDict>>,
);

/// A first programme for tables that nobody has described.
#[pyfunction]
#[pyo3(signature = (mentees, mentors, *, mentee_id, mentor_id))]
pub(crate) fn proposed<'py>(
    py: Python<'py>,
    mentees: &Bound<'py, PyAny>,
    mentors: Option<&Bound<'py, PyAny>>,
    mentee_id: String,
    mentor_id: String,
) -> PyResult<Proposed<'py>> {
    guard(py, || {
        let all = |_: &[Side], names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        let given = Given::take(mentees, mentors, all)?;
        let proposal = Run::new(py, None, None)?.work(py, &Failure::default(), move |_| {
            let propose =
                |tables: Tables<'_>| Proposal::new(&tables.with_ids(&mentee_id, &mentor_id));
            match given.read(all) {
                PeopleTables::Each([mentees, mentors]) => {
                    let (mentees, mentors) = (mentees?, mentors?);
                    propose(Tables::sides(&mentees, &mentors))
                }
                PeopleTables::Both(people) => {
                    let people = people?;
                    propose(Tables::people(&people))
                }
            }
        })?;
        let used = proposal.used().iter().map(|used| (used.what.clone(), used.why.clone()));
        let left_out = proposal.left_out().iter();
        let left_out = left_out.map(|left| (left.table, left.column.clone(), left.why.clone()));
        let problems = proposal.problems().as_slice().iter();
        Ok((
            proposal.to_toml().to_owned(),
            used.collect(),
            left_out.collect(),
            proposal.questions().to_vec(),
            proposal.hints().to_vec(),
            problems.map(|finding| errors::to_dict(py, finding)).collect::<PyResult<_>>()?,
        ))
    })
}

/// What findings call a table of these people.
fn origin(sides: &[Side]) -> &'static str {
    match sides {
        [side] => side.table(),
        _ => "people",
    }
}

/// How a call runs: on which threads, and who watches.
pub(crate) struct Run {
    workers: Workers,
    watch: Watch,
    monitor: Arc<Monitor>,
}

impl Run {
    pub(crate) fn new(
        py: Python<'_>,
        threads: Option<usize>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Self> {
        let watch = Watch::new(progress);
        Ok(Self { workers: Workers::new(py, threads)?, watch, monitor: Arc::new(Monitor::new()) })
    }

    /// Does the work; an error in a function of the caller's own ends it.
    pub(crate) fn work<T: Send + 'static>(
        &self,
        py: Python<'_>,
        failure: &Failure,
        work: impl FnOnce(&Arc<Monitor>) -> Result<T, Error> + Send + 'static,
    ) -> PyResult<T> {
        failure.cancels(&self.monitor);
        let workers = self.workers.clone();
        let work = move |monitor: &Arc<Monitor>| workers.install(|| work(monitor));
        let answer = self.watch.run_apart(py, &self.monitor, work)?;
        if let Some(error) = failure.take() {
            return Err(error);
        }
        answer.map_err(|error| errors::from_error(py, error))
    }
}

#[pymethods]
impl Call {
    #[new]
    #[pyo3(signature = (
        mentees, mentors, program, *, vocabulary, mentee_id, mentor_id, threads, progress
    ))]
    #[expect(clippy::too_many_arguments, reason = "Python passes them by name")]
    fn new(
        py: Python<'_>,
        mentees: &Bound<'_, PyAny>,
        mentors: Option<&Bound<'_, PyAny>>,
        program: &Program,
        vocabulary: Option<&Vocabulary>,
        mentee_id: String,
        mentor_id: String,
        threads: Option<usize>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Self> {
        guard(py, || {
            let run = Run::new(py, threads, progress)?;
            let ids = Columns::Each { mentee: mentee_id, mentor: mentor_id };
            let people = People::take(mentees, mentors, program, vocabulary, ids)?;
            Ok(Self { run, failure: Arc::clone(&program.failure), people: Some(people) })
        })
    }

    /// Matches everybody.
    #[pyo3(name = "match", signature = (*, timeout, warm_start, restartable))]
    fn matched(
        &mut self,
        py: Python<'_>,
        timeout: Option<f64>,
        warm_start: Option<&Outcome>,
        restartable: bool,
    ) -> PyResult<Outcome> {
        let failure = Arc::clone(&self.failure);
        guard(py, || {
            let time_limit = timeout.map(|seconds| limit(py, seconds)).transpose()?.flatten();
            let warm_start = warm_start.map(|earlier| Arc::clone(&earlier.answer));
            self.work(py, move |people, monitor| {
                let (matcher, roster) = people.check()?;
                let monitor = Some(Arc::clone(monitor));
                let warm_start =
                    warm_start.and_then(|earlier| earlier.warm_start(&roster)).map(Arc::new);
                let options =
                    Options { monitor, time_limit, warm_start, restartable, ..Options::default() };
                let outcome = matcher.run_with(&roster, &options)?;
                Ok(Outcome { answer: Arc::new(outcome), failure })
            })
        })
    }

    /// Matches everybody, and keeps what was told: all of it, all but so many pairs, or what is worth a price.
    #[pyo3(signature = (*, previous, broken, price, timeout))]
    fn rematch(
        &mut self,
        py: Python<'_>,
        previous: &Outcome,
        broken: Option<usize>,
        price: Option<f64>,
        timeout: Option<f64>,
    ) -> PyResult<Outcome> {
        let failure = Arc::clone(&self.failure);
        let keep = match (broken, price) {
            (Some(broken), _) => Keep::AtMost(broken),
            (None, Some(price)) => Keep::Price(price),
            (None, None) => Keep::Told,
        };
        guard(py, || {
            let time_limit = timeout.map(|seconds| limit(py, seconds)).transpose()?.flatten();
            let previous = Arc::clone(&previous.answer);
            self.work(py, move |people, monitor| {
                let (matcher, roster) = people.check()?;
                let monitor = Some(Arc::clone(monitor));
                let options = Options { monitor, time_limit, ..Options::default() };
                let outcome = matcher.rematch(&previous, &roster, keep, &options)?;
                Ok(Outcome { answer: Arc::new(outcome), failure })
            })
        })
    }

    /// The scores of all pairs in the order of the callers' tables, and who the people are.
    #[pyo3(signature = (*, is_f32))]
    fn score<'py>(&mut self, py: Python<'py>, is_f32: bool) -> PyResult<Scored<'py>> {
        guard(py, || if is_f32 { self.scored::<f32>(py) } else { self.scored::<f64>(py) })
    }

    /// The best mentors of every mentee, or the best mentees of every mentor, as columns with positions in
    /// the place of ids, and who the people are.
    #[pyo3(signature = (*, k, exposure, of_mentors))]
    fn recommend<'py>(
        &mut self,
        py: Python<'py>,
        k: usize,
        exposure: Option<usize>,
        of_mentors: bool,
    ) -> PyResult<(Bound<'py, PyDict>, Roster)> {
        guard(py, || {
            let side = if of_mentors { Side::Mentor } else { Side::Mentee };
            let (roster, lists) = self.work(py, move |people, monitor| {
                let (matcher, roster) = people.check()?;
                let scores = matcher.scores_watched(&roster, monitor)?;
                let lists = match exposure {
                    Some(exposure) => scores.recommend_within(side, k, exposure, monitor)?,
                    None => scores.recommend(side, k, monitor)?,
                };
                Ok((roster, lists))
            })?;
            Ok((recommendations(py, &roster, side, lists)?, Roster(roster)))
        })
    }

    /// Looks at the input without matching.
    fn validate<'py>(&mut self, py: Python<'py>) -> PyResult<Found<'py>> {
        guard(py, || {
            let found = self.work(py, |people, monitor| people.validate(monitor))?;
            let list = |findings: &matchwright::Findings| {
                let findings = findings.as_slice().iter();
                findings.map(|finding| errors::to_dict(py, finding)).collect::<PyResult<Vec<_>>>()
            };
            let findings = [&found.errors, &found.suspicions];
            let values = findings.into_iter().flat_map(matchwright::Findings::as_slice);
            let values = values.map(|finding| Some(finding.value.as_ref()?.as_str().to_owned()));
            let values = values.collect();
            let merges = crate::vocabulary::columns(py, &found.merges)?;
            let people = (found.mentees, found.mentors);
            let readings = lines(&found.readings);
            Ok((list(&found.errors)?, list(&found.suspicions)?, values, merges, people, readings))
        })
    }
}

impl Call {
    /// Does work with the people.
    pub(crate) fn work<T: Send + 'static>(
        &mut self,
        py: Python<'_>,
        work: impl FnOnce(People, &Arc<Monitor>) -> Result<T, Error> + Send + 'static,
    ) -> PyResult<T> {
        let people = self.people.take();
        let people =
            people.ok_or_else(|| errors::raise(py, "MatchwrightError", "answered already"))?;
        self.run.work(py, &self.failure, move |monitor| work(people, monitor))
    }

    /// The scores of everybody.
    fn scored<'py, T: Float + Element>(&mut self, py: Python<'py>) -> PyResult<Scored<'py>> {
        let (matrix, roster) = self.work(py, |people, monitor| {
            let (matcher, roster) = people.check()?;
            Ok((written::<T>(&matcher.scores_watched(&roster, monitor)?, monitor)?, roster))
        })?;
        Ok((matrix.into_bound(py).into_any(), Roster(roster)))
    }
}

/// The matrix of scores in memory of `NumPy`, which asks for large pages: the system gives those out several times
/// as fast as small ones, and that takes longer than half of the scores.
fn written<T: Float + Element>(
    scores: &Scores,
    monitor: &Monitor,
) -> Result<Py<PyArray2<T>>, Error> {
    let (rows, columns) = (scores.mentees(), scores.mentors());
    check_memory::<T>(rows, columns)?;
    Python::attach(|py| {
        let bytes = (rows * columns * size_of::<T>()) as u128;
        let matrix = empty::<T>(py, (rows, columns));
        let matrix = matrix.map_err(|_| matchwright::assign::Error::OutOfMemory { bytes })?;
        let mut open = matrix.readwrite();
        let view = open.as_array_mut();
        py.detach(|| scores.write_matrix(view, monitor))?;
        drop(open);
        Ok(matrix.unbind())
    })
}

/// An array whose content is not written yet.
fn empty<T: Element>(py: Python<'_>, shape: (usize, usize)) -> PyResult<Bound<'_, PyArray2<T>>> {
    let made = py.import("numpy")?.call_method1("empty", (shape, T::get_dtype(py)))?;
    Ok(made.cast_into()?)
}

/// A matrix of scores, and who the people are.
type Scored<'py> = (Bound<'py, PyAny>, Roster);

/// What is wrong and what looks wrong, each as a list of findings, and what people wrote there; the merges as columns; how many mentees
/// and mentors were read, where their table could be; and how the tables were read.
type Found<'py> = (
    Vec<Bound<'py, PyDict>>,
    Vec<Bound<'py, PyDict>>,
    Vec<Option<String>>,
    Bound<'py, PyDict>,
    (Option<usize>, Option<usize>),
    Vec<String>,
);

/// A line for each table and each decision.
pub(crate) fn lines(readings: &Readings) -> Vec<String> {
    readings.to_string().lines().map(str::to_owned).collect()
}

/// Bytes that a row of recommendations takes in Python: two texts, four columns, and those of ours.
const BYTES_A_ROW: usize = 240;

/// Lists of partners as columns with positions in the place of ids.
pub(crate) fn recommendations<'py>(
    py: Python<'py>,
    roster: &matchwright::Roster,
    side: Side,
    lists: Vec<Vec<Ranked>>,
) -> PyResult<Bound<'py, PyDict>> {
    let rows = lists.iter().map(Vec::len).sum();
    let memory = check_memory::<u8>(rows, BYTES_A_ROW);
    memory.map_err(|error| errors::from_assign(py, &error))?;
    let lists: Vec<(usize, Vec<Ranked>)> = lists.into_iter().enumerate().collect();
    let columns = columns(py, &ranked_frame(roster, side, &lists))?;
    let each = |own: bool| {
        let rows = lists.iter().flat_map(|(person, list)| list.iter().map(move |x| (*person, x)));
        rows.map(move |(person, ranked)| if own { person } else { ranked.partner } as i64)
    };
    columns.set_item("mentee_id", array(py, each(side == Side::Mentee)))?;
    columns.set_item("mentor_id", array(py, each(side == Side::Mentor)))?;
    Ok(columns)
}
