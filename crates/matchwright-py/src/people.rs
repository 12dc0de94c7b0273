//! The calls about people: match, score, recommend, validate.

use std::collections::BTreeSet;
use std::sync::Arc;

use matchwright::assign::{Monitor, Options};
use matchwright::roster::{Roster, Side, Table};
use matchwright::scores::{Ranked, to_score};
use matchwright::validate::validate_with;
use matchwright::vocabulary::Vocabulary as CoreVocabulary;
use matchwright::{Error, Matcher};
use numpy::{PyArray2, ToPyArray};
use pyo3::prelude::*;
use pyo3::types::PyDict;

use crate::array::array;
use crate::border::guard;
use crate::errors;
use crate::function::Failure;
use crate::outcome::Outcome;
use crate::pool::Workers;
use crate::program::Program;
use crate::table::Source;
use crate::vocabulary::Vocabulary;
use crate::watch::{Watch, limit};

/// What every call about people takes first.
struct People {
    program: matchwright::Program,
    vocabulary: Arc<CoreVocabulary>,
    mentees: (Source, String),
    mentors: (Source, String),
}

impl People {
    fn take(
        mentees: &Bound<'_, PyAny>,
        mentors: &Bound<'_, PyAny>,
        program: &Program,
        vocabulary: Option<&Vocabulary>,
        mentee_id: String,
        mentor_id: String,
    ) -> PyResult<Self> {
        let take = |table, side, id: String| {
            let wanted = wanted(&program.core, side, &id);
            Source::take(table, side, &wanted).map(|source| (source, id))
        };
        Ok(Self {
            program: program.core.clone(),
            vocabulary: Vocabulary::or_empty(vocabulary),
            mentees: take(mentees, Side::Mentee, mentee_id)?,
            mentors: take(mentors, Side::Mentor, mentor_id)?,
        })
    }

    /// The programme and both tables, each with the name of its id column.
    fn read(self) -> Result<(matchwright::Program, [(Table, String); 2]), Error> {
        let read = |side, (source, id): (Source, String)| {
            source.read(side, &wanted(&self.program, side, &id)).map(|table| (table, id))
        };
        let tables = [read(Side::Mentee, self.mentees)?, read(Side::Mentor, self.mentors)?];
        Ok((self.program, tables))
    }

    fn check(self) -> Result<(Matcher, Roster), Error> {
        let vocabulary = Arc::clone(&self.vocabulary);
        let (program, [mentees, mentors]) = self.read()?;
        let matcher = Matcher::new(program)?;
        let mentees = (&mentees.0, mentees.1.as_str());
        let mentors = (&mentors.0, mentors.1.as_str());
        let roster = Roster::with_vocabulary(mentees, mentors, matcher.program(), &vocabulary)?;
        Ok((matcher, roster))
    }
}

/// The columns that are looked at: what the programme reads, and the ids.
pub(crate) fn wanted(program: &matchwright::Program, side: Side, id: &str) -> BTreeSet<String> {
    let reads = program.reads();
    let own = reads.iter().filter(|read| read.side == side);
    own.map(|read| read.column.clone()).chain([id.to_owned()]).collect()
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
    pub(crate) fn work<T: Send>(
        &self,
        py: Python<'_>,
        failure: &Failure,
        work: impl FnOnce(&Arc<Monitor>) -> Result<T, Error> + Send,
    ) -> PyResult<T> {
        failure.cancels(&self.monitor);
        let answer =
            self.watch.run(py, &self.monitor, || self.workers.install(|| work(&self.monitor)))?;
        if let Some(error) = failure.take() {
            return Err(error);
        }
        answer.map_err(|error| errors::from_error(py, error))
    }
}

/// Matches everybody.
#[pyfunction]
#[pyo3(signature = (
    mentees, mentors, program, *, vocabulary, mentee_id, mentor_id, threads, progress, timeout, warm_start,
    restartable
))]
#[expect(clippy::too_many_arguments, reason = "Python passes them by name")]
pub(crate) fn matched(
    py: Python<'_>,
    mentees: &Bound<'_, PyAny>,
    mentors: &Bound<'_, PyAny>,
    program: &Program,
    vocabulary: Option<&Vocabulary>,
    mentee_id: String,
    mentor_id: String,
    threads: Option<usize>,
    progress: Option<Py<PyAny>>,
    timeout: Option<f64>,
    warm_start: Option<&Outcome>,
    restartable: bool,
) -> PyResult<Outcome> {
    guard(py, || {
        let run = Run::new(py, threads, progress)?;
        let time_limit = timeout.map(|seconds| limit(py, seconds)).transpose()?.flatten();
        let people = People::take(mentees, mentors, program, vocabulary, mentee_id, mentor_id)?;
        let failure = Arc::clone(&program.failure);
        run.work(py, &program.failure, |monitor| {
            let (matcher, roster) = people.check()?;
            let monitor = Some(Arc::clone(monitor));
            let warm_start = warm_start.map(|earlier| Arc::new(earlier.answer.warm_start(&roster)));
            let options =
                Options { monitor, time_limit, warm_start, restartable, ..Options::default() };
            let outcome = matcher.run_with(&roster, &options)?;
            Ok(Outcome { answer: outcome, failure })
        })
    })
}

/// A matrix of scores, the mentees' ids and the mentors' ids.
type Scored<'py> = (Bound<'py, PyArray2<f64>>, Vec<String>, Vec<String>);

/// The scores of all pairs and the ids, in the order of the callers' tables.
#[pyfunction]
#[pyo3(signature = (mentees, mentors, program, *, vocabulary, mentee_id, mentor_id, threads))]
#[expect(clippy::too_many_arguments, reason = "Python passes them by name")]
pub(crate) fn scored<'py>(
    py: Python<'py>,
    mentees: &Bound<'_, PyAny>,
    mentors: &Bound<'_, PyAny>,
    program: &Program,
    vocabulary: Option<&Vocabulary>,
    mentee_id: String,
    mentor_id: String,
    threads: Option<usize>,
) -> PyResult<Scored<'py>> {
    guard(py, || {
        let run = Run::new(py, threads, None)?;
        let people = People::take(mentees, mentors, program, vocabulary, mentee_id, mentor_id)?;
        let (matrix, [mentees, mentors]) = run.work(py, &program.failure, |monitor| {
            let (matcher, roster) = people.check()?;
            let matrix = matcher.scores(&roster)?.matrix(monitor)?;
            Ok((matrix, Side::BOTH.map(|side| ids_by_row(&roster, side))))
        })?;
        Ok((PyArray2::from_owned_array(py, matrix), mentees, mentors))
    })
}

fn ids_by_row(roster: &Roster, side: Side) -> Vec<String> {
    let people = roster.side(side);
    let mut ids: Vec<(usize, &String)> = people.rows().iter().copied().zip(people.ids()).collect();
    ids.sort_unstable();
    ids.into_iter().map(|(_, id)| id.clone()).collect()
}

/// The best mentors of every mentee, or the best mentees of every mentor, as columns.
#[pyfunction]
#[pyo3(signature = (
    mentees, mentors, program, *, vocabulary, mentee_id, mentor_id, threads, k, of_mentors
))]
#[expect(clippy::too_many_arguments, reason = "Python passes them by name")]
pub(crate) fn recommended<'py>(
    py: Python<'py>,
    mentees: &Bound<'_, PyAny>,
    mentors: &Bound<'_, PyAny>,
    program: &Program,
    vocabulary: Option<&Vocabulary>,
    mentee_id: String,
    mentor_id: String,
    threads: Option<usize>,
    k: usize,
    of_mentors: bool,
) -> PyResult<Bound<'py, PyDict>> {
    guard(py, || {
        let side = if of_mentors { Side::Mentor } else { Side::Mentee };
        let run = Run::new(py, threads, None)?;
        let people = People::take(mentees, mentors, program, vocabulary, mentee_id, mentor_id)?;
        let (roster, lists) = run.work(py, &program.failure, |monitor| {
            let (matcher, roster) = people.check()?;
            let scores = matcher.scores(&roster)?;
            let lists = scores.recommend(side, k, monitor)?;
            Ok((roster, lists))
        })?;
        recommendations(py, &roster, side, &lists)
    })
}

fn recommendations<'py>(
    py: Python<'py>,
    roster: &Roster,
    side: Side,
    lists: &[Vec<Ranked>],
) -> PyResult<Bound<'py, PyDict>> {
    let (own_ids, other_ids) = (roster.side(side).ids(), roster.side(side.other()).ids());
    let rows = || {
        let lists = own_ids.iter().zip(lists);
        lists.flat_map(|(id, list)| list.iter().map(move |ranked| (id, ranked)))
    };
    let own: Vec<&String> = rows().map(|(person, _)| person).collect();
    let others: Vec<&String> = rows().map(|(_, ranked)| &other_ids[ranked.partner]).collect();
    let ranks: Vec<i64> = rows().map(|(_, ranked)| i64::from(ranked.rank)).collect();
    let scores: Vec<f64> = rows().map(|(_, ranked)| to_score(ranked.points)).collect();
    let columns = PyDict::new(py);
    let (mentees, mentors) = if side == Side::Mentee { (own, others) } else { (others, own) };
    columns.set_item("mentee_id", mentees)?;
    columns.set_item("mentor_id", mentors)?;
    columns.set_item("rank", array(py, ranks))?;
    columns.set_item("score", scores.to_pyarray(py))?;
    Ok(columns)
}

/// What is wrong and what looks wrong, each as a list of findings; the merges as columns; and how many
/// mentees and mentors were read.
type Found<'py> =
    (Vec<Bound<'py, PyDict>>, Vec<Bound<'py, PyDict>>, Bound<'py, PyDict>, (usize, usize));

/// Looks at the input without matching.
#[pyfunction]
#[pyo3(signature = (mentees, mentors, program, *, vocabulary, mentee_id, mentor_id, threads))]
#[expect(clippy::too_many_arguments, reason = "Python passes them by name")]
pub(crate) fn validated<'py>(
    py: Python<'py>,
    mentees: &Bound<'_, PyAny>,
    mentors: &Bound<'_, PyAny>,
    program: &Program,
    vocabulary: Option<&Vocabulary>,
    mentee_id: String,
    mentor_id: String,
    threads: Option<usize>,
) -> PyResult<Found<'py>> {
    guard(py, || {
        let run = Run::new(py, threads, None)?;
        let people = People::take(mentees, mentors, program, vocabulary, mentee_id, mentor_id)?;
        let found = run.work(py, &program.failure, |monitor| {
            let words = Arc::clone(&people.vocabulary);
            let (program, [mentees, mentors]) = people.read()?;
            validate_with(
                &program,
                (&mentees.0, &mentees.1),
                (&mentors.0, &mentors.1),
                &words,
                monitor,
            )
        })?;
        let list = |findings: &matchwright::Findings| {
            findings
                .as_slice()
                .iter()
                .map(|finding| errors::to_dict(py, finding))
                .collect::<PyResult<Vec<_>>>()
        };
        let merges = crate::vocabulary::columns(py, &found.merges)?;
        let people = (found.mentees, found.mentors);
        Ok((list(&found.errors)?, list(&found.suspicions)?, merges, people))
    })
}
