//! Who: mentees and mentors, checked against the schema of the programme that will read them.
//!
//! [`Table`] → [`Roster`]. Only the columns that the schema reads are looked at, each as the
//! kind that its criteria and rules declare. People stand in the order of their ids, whatever the
//! order of the rows, so that nothing later can depend on it.

mod basis;
mod builder;
mod check;
mod columns;
mod directory;
mod edit;
mod inactive;
mod join;
mod late;
mod needed;
mod ranking;
mod readings;
pub(crate) mod rows;
mod saved;
mod texts;
mod waiting;
mod week;
mod who;
mod zone;

use std::collections::BTreeMap;
use std::sync::Arc;

pub(crate) use basis::{Basis, SavedBasis};
pub use builder::{Person, RosterBuilder};
pub(crate) use columns::NOBODY;
pub use columns::{Entry, Lists, Several};
pub(crate) use directory::{Asked, Directory};
use matchwright_tables::labels::person_key;
pub use matchwright_tables::labels::{LabelId, Labels, id_key, label_key};
pub use matchwright_tables::{Cell, Item, Table};
pub use ranking::Ranked;
pub(crate) use ranking::together;
pub use readings::{Readings, TableReading};
pub(crate) use saved::SavedRoster;
pub use waiting::WAITED_COLUMN;
pub(crate) use waiting::Waiting;
pub use week::Week;
pub(crate) use zone::check_date;

use matchwright_assign::threads;
use matchwright_tables::Withheld;
use matchwright_tables::mapping::MappedTable;
use matchwright_tables::vocabulary::{Meanings, Merge, Merges, Related, Task, Vocabulary};
use ndarray::ArcArray2;

use crate::error::{Error, Findings};
pub use crate::schema::{
    Bounds, ID_COLUMN, Kind, MAX_DIMENSIONS, MAX_SEATS, MAX_SEVERAL, Read, Side,
};
use crate::schema::{Schema, Seats};
use check::Checker;
use columns::Column;
use inactive::Inactive;
use texts::Words;

/// Mentees and mentors, checked; the only way into scoring. A clone shares everything.
#[derive(Debug, Clone)]
pub struct Roster {
    mentees: Arc<People>,
    mentors: Arc<People>,
    labels: Arc<Labels>,
    merges: Arc<Merges>,
    related: Arc<Related>,
    readings: Arc<Readings>,
    inactive: Arc<Inactive>,
    waiting: Arc<Waiting>,
    /// The words of the texts; `None` where the roster was read back, since files do not keep them.
    words: Option<Words>,
}

/// One side of a roster, in the order of the ids.
#[derive(Debug, Clone)]
pub struct People {
    side: Side,
    ids: Vec<String>,
    rows: Vec<usize>,
    /// What the spreadsheet shows beside each person's row; nothing where a file was read back.
    sheet_rows: Vec<usize>,
    /// The row in the table as it was given, where `[tables]` made another of it.
    given_rows: Vec<usize>,
    /// Whether every id came as a number.
    are_numbers: bool,
    /// Names; nothing where `[tables]` does not say where they stand.
    names: Vec<Option<Withheld>>,
    columns: BTreeMap<(String, Kind), Column>,
}

impl Roster {
    /// Checks two tables against what the schema reads. The vocabulary says which of the labels in
    /// lists mean the same, and which something wider.
    ///
    /// # Errors
    /// [`Error::Input`] with every finding: missing columns, wrong kinds, duplicate ids, values
    /// outside their range.
    pub fn read(
        mentees: &Table,
        mentors: &Table,
        schema: &Schema,
        vocabulary: &Vocabulary,
    ) -> Result<Self, Error> {
        let mut findings = Findings::default();
        let (mut labels, mut words) = (Labels::apart(&schema.apart), Words::default());
        let mut sides = [(Side::Mentee, mentees), (Side::Mentor, mentors)]
            .map(|(side, table)| Checker::new(side, table, schema, &mut findings));
        let separator = &schema.list_separator;
        let ids = [sides[0].ids().to_vec(), sides[1].ids().to_vec()];
        for read in schema.reads() {
            let (own, other) = match read.side {
                Side::Mentee => (&mut sides[0], &ids[1]),
                Side::Mentor => (&mut sides[1], &ids[0]),
            };
            own.column(read, other, separator, &mut labels, &mut words, &mut findings);
        }
        let waiting = Waiting::read([mentees, mentors], &schema.ids, &mut findings);
        let meanings = meanings(&mut labels, vocabulary, schema);
        let people = sides.map(|side| side.finish(&meanings));
        let Meanings { merges, related, .. } = meanings;
        let roster = Self::shared(people, labels, merges, related);
        let words = Some(words.settled());
        let roster = Self { waiting: Arc::new(waiting), words, ..roster };
        let readings = Readings::of_sides(mentees, mentors);
        Ok(findings.into_result(roster.with_readings(readings))?)
    }

    /// Says how the tables behind the roster were read.
    pub(crate) fn with_readings(self, readings: Readings) -> Self {
        Self { readings: Arc::new(readings), ..self }
    }

    fn shared(people: [People; 2], labels: Labels, merges: Merges, related: Related) -> Self {
        let [mentees, mentors] = people.map(Arc::new);
        let (labels, merges, related) = (Arc::new(labels), Arc::new(merges), Arc::new(related));
        let (readings, inactive, waiting) = (Arc::default(), Arc::default(), Arc::default());
        let words = None;
        Self { mentees, mentors, labels, merges, related, readings, inactive, waiting, words }
    }

    /// Adds people who take no part.
    pub(crate) fn with_inactive(self, tables: &[Table], schema: &Schema) -> Self {
        Self { inactive: Arc::new(Inactive::new(tables, schema)), ..self }
    }

    /// Adds who of those who take no part is a mentee and who a mentor.
    pub(crate) fn with_paused(mut self, paused: &[MappedTable; 2]) -> Self {
        Arc::make_mut(&mut self.waiting).add_paused(paused);
        self
    }

    /// Who of a side pauses (`active` in the programme's `[tables]`), in the order of the ids: the ids, and the row
    /// of each in the table as it was given, counted from 0.
    #[must_use]
    pub fn paused(&self, side: Side) -> (Vec<&str>, Vec<usize>) {
        let paused = self.waiting.paused(side).iter();
        paused.map(|person| (person.id.as_str(), person.row)).unzip()
    }

    /// How many rounds people have waited.
    pub(crate) fn waiting(&self) -> &Waiting {
        &self.waiting
    }

    /// People who take no part.
    pub(crate) fn inactive(&self) -> &Inactive {
        &self.inactive
    }

    /// Starts a roster from Rust values.
    #[must_use]
    pub fn builder() -> RosterBuilder {
        RosterBuilder::default()
    }

    /// The mentees, in the order of their ids.
    #[must_use]
    pub fn mentees(&self) -> &People {
        &self.mentees
    }

    /// The mentors, in the order of their ids.
    #[must_use]
    pub fn mentors(&self) -> &People {
        &self.mentors
    }

    /// One of the two sides.
    #[must_use]
    pub fn side(&self, side: Side) -> &People {
        match side {
            Side::Mentee => &self.mentees,
            Side::Mentor => &self.mentors,
        }
    }

    /// Whether the roster was read with this column.
    #[must_use]
    pub(crate) fn holds(&self, read: &Read) -> bool {
        self.side(read.side).column(&read.column, read.kind.clone()).is_some()
    }

    /// How the tables were read, and what the programme's `[tables]` decided; nothing where the roster
    /// comes from an outcome that was saved.
    #[must_use]
    pub fn readings(&self) -> &Readings {
        &self.readings
    }

    /// All labels that somebody wrote in a column that the programme reads, and the vocabulary's
    /// preferred names for them.
    #[must_use]
    pub fn labels(&self) -> &Labels {
        &self.labels
    }

    /// Every way of writing a label that counts as another one, in the order of the texts.
    #[must_use]
    pub fn merges(&self) -> &[Merge] {
        self.merges.all()
    }

    /// Those of [`merges`](Self::merges) that concern what one person wrote; `person` is a position
    /// on that side. O(merges · log people).
    ///
    /// ```
    /// use matchwright::criteria::Overlap;
    /// use matchwright::roster::{Person, Side};
    /// use matchwright::{Program, Roster};
    ///
    /// let program = Program::builder().criterion(1.0, Overlap::new("skills")).build();
    /// let roster = Roster::builder()
    ///     .mentee(Person::new("e1").text("skills", "sql"))
    ///     .mentor(Person::new("m1").text("skills", "SQL; kubernets"))
    ///     .mentor(Person::new("m2").text("skills", "SQL; Kubernetes"))
    ///     .mentor(Person::new("m3").text("skills", "SQL; Kubernetes"))
    ///     .build(&program)?;
    /// let of = |side, person| roster.merges_of(side, person).map(|merge| &*merge.label);
    /// assert_eq!(of(Side::Mentee, 0).collect::<Vec<_>>(), ["sql"]);
    /// assert_eq!(of(Side::Mentor, 0).collect::<Vec<_>>(), ["kubernets"]);
    /// assert_eq!(of(Side::Mentor, 1).count(), 0);
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    pub fn merges_of(&self, side: Side, person: usize) -> impl Iterator<Item = &Merge> {
        let row = self.side(side).rows().get(person);
        row.into_iter().flat_map(move |&row| self.merges.of(writer(side, row)))
    }

    /// The mentees on both sides: as they fit each other.
    pub(crate) fn members(&self) -> Self {
        let mentors = People { side: Side::Mentor, ..People::clone(&self.mentees) };
        Self { mentors: Arc::new(mentors), ..self.clone() }
    }

    /// Which labels in lists are wider, narrower, or otherwise near.
    #[must_use]
    pub fn related(&self) -> &Related {
        &self.related
    }

    /// How many partners each person of a side may have. [`Program::seats`](crate::Program::seats) knows where a
    /// programme says so.
    #[must_use]
    pub fn seats(&self, side: Side, seats: &Seats) -> Vec<u32> {
        match seats {
            Seats::Same(seats) => vec![*seats; self.side(side).len()],
            Seats::Column(column) => self.side(side).seats(column),
        }
    }
}

impl People {
    /// Nobody.
    fn nobody(side: Side) -> Self {
        Self {
            side,
            ids: Vec::new(),
            rows: Vec::new(),
            sheet_rows: Vec::new(),
            given_rows: Vec::new(),
            are_numbers: false,
            names: Vec::new(),
            columns: BTreeMap::new(),
        }
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether there is nobody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// Which side.
    #[must_use]
    pub fn side(&self) -> Side {
        self.side
    }

    /// Ids in ascending order.
    #[must_use]
    pub fn ids(&self) -> &[String] {
        &self.ids
    }

    /// The row of each person in the table it came from, counted from 0.
    #[must_use]
    pub fn rows(&self) -> &[usize] {
        &self.rows
    }

    /// The number that a spreadsheet shows beside a person's row, as [`Table::sheet_row`] has it.
    pub(crate) fn sheet_row(&self, person: usize) -> usize {
        let row = self.rows.get(person).copied().unwrap_or_default();
        self.sheet_rows.get(person).copied().unwrap_or(row + 1)
    }

    /// The position of an id.
    ///
    /// # Errors
    /// [`Error::UnknownId`] where nobody has it.
    pub fn position(&self, id: &str) -> Result<usize, Error> {
        let key = id_key(id);
        self.ids
            .binary_search(&key)
            .map_err(|_| Error::UnknownId { side: self.side.noun(), id: id.to_owned() })
    }

    /// As [`position`](Self::position), or that of the only id which differs in nothing but case and blanks.
    /// O(people) then.
    ///
    /// # Errors
    /// [`Error::UnknownId`] where nobody has it, or more than one.
    pub fn find(&self, id: &str) -> Result<usize, Error> {
        let alike = || {
            let key = person_key(id);
            let mut alike = (0..self.len()).filter(|&at| person_key(&self.ids[at]) == key);
            alike.next().filter(|_| alike.next().is_none())
        };
        self.position(id).or_else(|unknown| alike().ok_or(unknown))
    }

    /// A column declared as [`Kind::Label`]; `None` where the answer is missing.
    ///
    /// This and the readers below give an empty answer for a column that was never declared;
    /// the conformance tests of criteria and rules prove that none of them reads such a column.
    #[must_use]
    pub fn labels(&self, column: &str) -> Vec<Option<LabelId>> {
        match self.column(column, Kind::Label) {
            Some(Column::Labels(labels)) => labels.clone(),
            _ => vec![None; self.len()],
        }
    }

    /// A column declared as [`Kind::Path`] with the given mark between the parts: the parts, the
    /// widest first; an empty path where the answer is missing.
    #[must_use]
    pub fn paths(&self, column: &str, mark: &str) -> Lists<LabelId> {
        match self.column(column, Kind::Path(mark.to_owned())) {
            Some(Column::Paths(paths)) => paths.clone(),
            _ => self.nothing(),
        }
    }

    /// A column declared as [`Kind::List`]; an empty list where the answer is missing.
    #[must_use]
    pub fn lists(&self, column: &str) -> Lists<Entry> {
        match self.column(column, Kind::List) {
            Some(Column::Lists(lists)) => lists.clone(),
            _ => self.nothing(),
        }
    }

    /// A column declared as [`Kind::Number`], or as [`Kind::Scale`] with the given scale.
    #[must_use]
    pub fn numbers(&self, column: &str, scale: Option<&[String]>) -> Vec<Option<f64>> {
        let kind = scale.map_or(Kind::Number, |labels| Kind::Scale(labels.to_vec()));
        match self.column(column, kind) {
            Some(Column::Numbers(numbers)) => numbers.clone(),
            _ => vec![None; self.len()],
        }
    }

    /// A column declared as [`Kind::Within`] the given bounds.
    #[must_use]
    pub fn within(&self, column: &str, bounds: Bounds) -> Vec<Option<f64>> {
        match self.column(column, Kind::Within(bounds)) {
            Some(Column::Numbers(numbers)) => numbers.clone(),
            _ => vec![None; self.len()],
        }
    }

    /// A column declared as [`Kind::Ranking`]: people of the other side in the order in which they are
    /// listed, each once; an id that nobody there has keeps its rank.
    #[must_use]
    pub fn rankings(&self, column: &str) -> Lists<Ranked> {
        match self.column(column, Kind::Ranking) {
            Some(Column::Rankings(rankings)) => rankings.clone(),
            _ => self.nothing(),
        }
    }

    /// A column declared as [`Kind::Vector`] of so many numbers: everybody's vectors, each a row; one of NaN
    /// where the answer is missing.
    #[must_use]
    pub fn vectors(&self, column: &str, dimensions: usize) -> Several<ArcArray2<f32>> {
        match self.column(column, Kind::Vector(dimensions)) {
            Some(Column::Vectors { rows, ends }) => {
                Several { all: rows.clone(), ends: ends.clone() }
            }
            _ => self.one_each(ArcArray2::from_elem((self.len(), dimensions), f32::NAN)),
        }
    }

    /// A column declared as [`Kind::Text`]: everybody's texts, each as the words in it, in ascending order,
    /// with how often each stands there; one without words where the answer is missing. The numbers of words
    /// are not those of labels.
    #[must_use]
    pub fn texts(&self, column: &str) -> Several<Lists<Entry>> {
        match self.column(column, Kind::Text) {
            Some(Column::Texts { words, ends }) => {
                Several { all: words.clone(), ends: ends.clone() }
            }
            _ => self.one_each(self.nothing()),
        }
    }

    /// A column declared as [`Kind::Hours`]; an empty week where the answer is missing.
    #[must_use]
    pub fn weeks(&self, column: &str) -> Vec<Week> {
        match self.column(column, Kind::Hours) {
            Some(Column::Weeks(weeks)) => weeks.clone(),
            _ => vec![Week::default(); self.len()],
        }
    }

    /// A column declared as [`Kind::Zone`] with the given day: hours ahead of UTC.
    #[must_use]
    pub fn zones(&self, column: &str, date: Option<&str>) -> Vec<Option<f64>> {
        match self.column(column, Kind::Zone(date.map(str::to_owned))) {
            Some(Column::Numbers(hours)) => hours.clone(),
            _ => vec![None; self.len()],
        }
    }

    /// A column declared as [`Kind::Reference`]: ids as [`id_key`] has them.
    #[must_use]
    pub fn references(&self, column: &str) -> Vec<Option<String>> {
        match self.column(column, Kind::Reference) {
            Some(Column::References(ids)) => ids.clone(),
            _ => vec![None; self.len()],
        }
    }

    fn seats(&self, column: &str) -> Vec<u32> {
        match self.column(column, Kind::Seats) {
            Some(Column::Seats(seats)) => seats.clone(),
            _ => vec![1; self.len()],
        }
    }

    fn column(&self, column: &str, kind: Kind) -> Option<&Column> {
        self.columns.get(&(column.to_owned(), kind))
    }

    fn one_each<T>(&self, all: T) -> Several<T> {
        Several { all, ends: (1..=self.len() as u32).collect() }
    }

    fn nothing<T>(&self) -> Lists<T> {
        let mut lists = Lists::default();
        (0..self.len()).for_each(|_| lists.push([]));
        lists
    }
}

/// What the labels of people mean; vectors are compared on the threads of the current pool.
fn meanings(labels: &mut Labels, vocabulary: &Vocabulary, schema: &Schema) -> Meanings {
    let share = |count, task: &Task<'_>| threads::map(0..count, task);
    Meanings::new(labels, vocabulary, schema.fuzzy, &schema.apart, share)
}

/// The number of a person as a writer of labels: even for mentees, odd for mentors.
fn writer(side: Side, row: usize) -> u32 {
    2 * row as u32 + u32::from(side == Side::Mentor)
}
