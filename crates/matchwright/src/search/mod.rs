//! A directory: who of some people lists what somebody looks for?
//!
//! ```text
//! columns   the people who take part, and where their labels and words stand
//! filters   who is in question: equality in columns
//! credits   which labels answer one that is asked for, and how well
//! ranking   who answers best
//! table     the people found, as columns
//! ```
//!
//! For programmes in which people choose themselves: a list of whom to ask, before anything is matched.

mod columns;
mod credits;
mod filters;
mod ranking;
mod table;

use std::fmt;

use matchwright_tables::{Cell, Item, Table};

use crate::error::{Error, Finding, Findings};
use crate::program::Program;
use crate::roster::{Directory, ID_COLUMN};
use crate::schema::Side;
use crate::scores::to_score;
use crate::vocabulary::Vocabulary;
use columns::Looked;
use filters::kept;
use ranking::{Answer, ranked};

/// A look for people in a table by the labels that they list.
///
/// A person's score is the mean over the labels that are asked for of what their best answer to it is worth,
/// from 0 to 1:
///
/// * 1 for the label itself, however it is written: another name of the vocabulary, a plural, a slip;
/// * for a wider or narrower one what [`Related`](crate::vocabulary::Related) says: 1/2, and 1/4 two steps away;
/// * 1/2 where all words of the label stand in another label of theirs, or in a text.
///
/// Where a level is asked for (`python:3`), an answer with a lower one is worth its part of it. Of answers that are
/// worth as much the surest counts, in the order of [`How`], and then the one with the highest level. Equal scores
/// stand by the sum of the levels of what answers, the highest first, and then by the ids. Whoever answers nothing
/// is not found.
///
/// With a [programme](Self::with_program) its lists and texts are looked at, as it reads them, of those who take
/// part (`active` in its `[tables]`). Without one, the columns that hold labels or words are recognised as
/// [`Proposal`](crate::propose::Proposal) does it; names, addresses, numbers and protected attributes are left out.
/// What labels mean is decided among those of all people and those asked for, as where a roster is read.
///
/// ```
/// use matchwright::roster::Table;
/// use matchwright::search::{How, Search};
///
/// let people = "id,site,skills,about\n\
///     m1,Leeds,Python:4; public speaking,\n\
///     m2,York,python:5; SQL,I coach public speaking at weekends.\n\
///     m3,Leeds,SQL; Excel,I knit.\n";
/// let people = Table::from_csv_reader(people.as_bytes(), "people")?;
///
/// let found = Search::new("pyhton, public speaking").run(&people)?;
/// let best = &found.people()[0];
/// assert_eq!((best.id(), best.score()), ("m1", 1.0));
/// assert_eq!((best.matches()[0].listed(), best.matches()[0].how()), ("Python", How::Slip));
/// assert_eq!((found.people()[1].id(), found.people()[1].score()), ("m2", 0.75));
///
/// let found = Search::new("sql").with_filter("site", "Leeds").run(&people)?;
/// assert_eq!(found.people().iter().map(|person| person.id()).collect::<Vec<_>>(), ["m3"]);
/// # Ok::<(), matchwright::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Search<'a> {
    asked: Vec<Item>,
    filters: Vec<(String, Cell)>,
    k: usize,
    id: String,
    program: Option<&'a Program>,
    vocabulary: Option<&'a Vocabulary>,
}

/// How many people are found unless the caller says otherwise: a page.
const PAGE: usize = 20;

impl<'a> Search<'a> {
    /// Looks for the labels in a text, with commas, semicolons or line ends between them.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self::labels(text.split([',', ';', '\n']))
    }

    /// Looks for labels, each whole; one may have a level behind a colon.
    pub fn labels<L: Into<String>>(labels: impl IntoIterator<Item = L>) -> Self {
        // A line end stands in no label.
        let items = labels.into_iter().flat_map(|label| Cell::Text(label.into()).items("\n"));
        Self {
            asked: items.collect(),
            filters: Vec::new(),
            k: PAGE,
            id: ID_COLUMN.to_owned(),
            program: None,
            vocabulary: None,
        }
    }

    /// Finds only people who have this in a column: texts are compared without case and blanks, of a list one entry
    /// has to be it. Filters of several columns hold together.
    #[must_use]
    pub fn with_filter(self, column: impl Into<String>, value: impl Into<String>) -> Self {
        self.with_cell(column, Cell::Text(value.into()))
    }

    /// As [`with_filter`](Self::with_filter), by a cell of a typed source; of a list any entry will do.
    #[must_use]
    pub fn with_cell(mut self, column: impl Into<String>, cell: Cell) -> Self {
        self.filters.push((column.into(), cell));
        self
    }

    /// Finds at most so many people; 20 unless said otherwise.
    #[must_use]
    pub fn with_k(self, k: usize) -> Self {
        Self { k, ..self }
    }

    /// Says in which column the ids stand, where the programme's `[tables]` does not; `id` by default.
    #[must_use]
    pub fn with_ids(self, column: impl Into<String>) -> Self {
        Self { id: column.into(), ..self }
    }

    /// Looks at what a programme reads.
    #[must_use]
    pub fn with_program(self, program: &'a Program) -> Self {
        Self { program: Some(program), ..self }
    }

    /// Says what labels mean.
    #[must_use]
    pub fn with_vocabulary(self, vocabulary: &'a Vocabulary) -> Self {
        Self { vocabulary: Some(vocabulary), ..self }
    }

    /// Finds people. O(cells of the columns that are looked at), and a sort of those who answer anything.
    ///
    /// # Errors
    /// [`Error::Input`] where nothing is asked for, a column is missing, no column holds labels or words, an id is
    /// missing or stands twice, or a cell is not what the programme reads.
    pub fn run(&self, people: &Table) -> Result<Found, Error> {
        if self.asked.is_empty() {
            let finding = Finding::new("at least one label is needed").code("nothing_asked");
            return Err(Findings::from_iter([finding.table("search")]).into());
        }
        let looked = Looked::new(people, &self.id, self.program).map_err(of_people)?;
        let unknown = Vocabulary::default();
        let vocabulary = self.vocabulary.unwrap_or(&unknown);
        let directory = looked.directory(vocabulary, &self.asked).map_err(of_people)?;
        let is_kept = kept(looked.table(), &looked.separator, &self.filters)?;
        let rows = directory.people().rows();
        let in_question: Vec<usize> = (0..rows.len()).filter(|&at| is_kept[rows[at]]).collect();
        let best = ranked(&directory, &looked, &in_question, self.k);
        Ok(Found::new(&directory, &looked, in_question.len(), &best))
    }
}

/// Findings about the one table, which is read as that of the mentors beside one without mentees.
fn of_people(error: Error) -> Error {
    let Error::Input(findings) = error else { return error };
    let mut renamed: Vec<Finding> = Vec::new();
    for finding in findings {
        let is_side = Side::BOTH.iter().any(|side| finding.table.as_deref() == Some(side.table()));
        let finding = if is_side { finding.table("people") } else { finding };
        if !renamed.contains(&finding) {
            renamed.push(finding);
        }
    }
    Error::Input(renamed.into_iter().collect())
}

/// The people who were found, best first. `Debug` shows nothing that people wrote, here and below.
#[derive(Clone, PartialEq)]
pub struct Found {
    people: Vec<Hit>,
    looked_through: usize,
    columns: Vec<String>,
    who: Vec<(&'static str, matchwright_tables::Values)>,
}

impl Found {
    fn new(directory: &Directory, looked: &Looked<'_>, people: usize, best: &[Answer]) -> Self {
        let positions: Vec<usize> = best.iter().map(|answer| answer.person).collect();
        let hits = best.iter().map(|answer| Hit::new(directory, looked, answer));
        Self {
            people: hits.collect(),
            looked_through: people,
            columns: looked.lists.iter().chain(&looked.texts).cloned().collect(),
            who: directory.people().who(&positions),
        }
    }

    /// The people, best first.
    #[must_use]
    pub fn people(&self) -> &[Hit] {
        &self.people
    }

    /// How many people were in question: who take part and pass the filters.
    #[must_use]
    pub fn looked_through(&self) -> usize {
        self.looked_through
    }

    /// The columns in which labels and words were looked for.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        &self.columns
    }
}

/// A person who was found.
#[derive(Clone, PartialEq)]
pub struct Hit {
    id: String,
    row: usize,
    score: f64,
    matches: Vec<Match>,
}

impl Hit {
    fn new(directory: &Directory, looked: &Looked<'_>, answer: &Answer) -> Self {
        let people = directory.people();
        let matches = ranking::matches(directory, looked, answer);
        Self {
            id: people.ids()[answer.person].clone(),
            row: people.given_rows()[answer.person],
            score: to_score(answer.points),
            matches,
        }
    }

    /// The person's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The row in the table as it was given, counted from 0.
    #[must_use]
    pub fn row(&self) -> usize {
        self.row
    }

    /// From above 0 to 1.
    #[must_use]
    pub fn score(&self) -> f64 {
        self.score
    }

    /// What of theirs answers what was asked for, in the order of asking.
    #[must_use]
    pub fn matches(&self) -> &[Match] {
        &self.matches
    }
}

/// What of somebody's answers a label.
#[derive(Clone, PartialEq)]
pub struct Match {
    asked: String,
    listed: String,
    how: How,
}

impl Match {
    /// The label as it was asked for.
    #[must_use]
    pub fn asked(&self) -> &str {
        &self.asked
    }

    /// What the person lists, as they wrote it; where the words stand in a text, the name of its column.
    #[must_use]
    pub fn listed(&self) -> &str {
        &self.listed
    }

    /// How that answers it.
    #[must_use]
    pub fn how(&self) -> How {
        self.how
    }
}

impl fmt::Debug for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut found = f.debug_struct("Found");
        found.field("people", &self.people).field("columns", &self.columns).finish_non_exhaustive()
    }
}

impl fmt::Debug for Hit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut hit = f.debug_struct("Hit");
        hit.field("id", &self.id).field("score", &self.score).finish_non_exhaustive()
    }
}

impl fmt::Debug for Match {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Match").field("how", &self.how).finish_non_exhaustive()
    }
}

/// How something answers a label that is asked for, the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// It is the label; neither case nor punctuation counts.
    Exact,
    /// It differs in the number of a word.
    Plural,
    /// The vocabulary has it as another name.
    Alias,
    /// One is a slip of the keyboard of the other.
    Slip,
    /// It is a wider term.
    Wider,
    /// It is a narrower term.
    Narrower,
    /// It is otherwise near: under one wider term, or by its vector.
    Related,
    /// All words of the label stand in it.
    Words,
}

impl How {
    /// As a word.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Plural => "plural",
            Self::Alias => "alias",
            Self::Slip => "slip",
            Self::Wider => "wider",
            Self::Narrower => "narrower",
            Self::Related => "related",
            Self::Words => "words",
        }
    }
}

impl fmt::Display for How {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
