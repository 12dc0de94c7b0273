//! What became of the pairs: who is on track, how the programme stands, and what became of matched people.
//!
//! Check-ins and HR columns in; states of pairs, key figures, targets and differences out.

mod checkins;
mod figures;
mod gained;
mod standing;
mod table;
mod targets;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use matchwright_assign::Monitor;
use matchwright_tables::labels::id_key;
use matchwright_tables::mapping::Mapping;
use matchwright_tables::{Cell, Table};
use serde::Serialize;

pub use figures::KeyFigure;
pub use standing::{State, TrackedPair};
pub(crate) use table::{NO_CAUSE, short, signed, spaced};
pub use targets::{Reached, Target};

use super::balance::{self, Column, matched_of};
use super::compared::{Comparability, Compared, compared};
use super::reading::{Day, Sheet};
use crate::error::{Error, Findings};
use crate::outcome::Outcome;
use crate::roster::Side;
use checkins::{CheckIn, check_ins};

/// How pairs are tracked.
#[derive(Debug, Clone, PartialEq)]
pub struct TrackOptions {
    /// The day from which it is looked at; the day of the latest check-in where it is `None`.
    pub as_of: Option<Day>,
    /// After so many days without a check-in a pair needs a word.
    pub overdue: u32,
    /// A pair whose latest satisfaction is this or less needs a word.
    pub low: f64,
    /// What the programme wants to reach.
    pub targets: Vec<Target>,
    /// The side whose matched and unmatched people are compared.
    pub side: Side,
    /// The column of ids in the table of people.
    pub id: String,
    /// The columns of people that say what became of them; those of [`OUTCOMES`] that are there where it is empty.
    pub outcomes: Vec<String>,
    /// The columns that say who people were before; all others where it is empty.
    pub columns: Vec<String>,
    /// How the table of people is read: a programme's `[tables]`.
    pub mapping: Option<Mapping>,
    /// What columns of the check-ins are called there, by the names that they are read under.
    pub names: BTreeMap<String, String>,
}

/// Columns that say what became of people.
pub const OUTCOMES: [&str; 3] = ["promoted", "retained", "skills_gained"];

impl Default for TrackOptions {
    /// As of the latest check-in, a word after 60 days or at a satisfaction of 2 or less, mentees.
    fn default() -> Self {
        Self {
            as_of: None,
            overdue: 60,
            low: 2.0,
            targets: Vec::new(),
            side: Side::Mentee,
            id: "id".to_owned(),
            outcomes: Vec::new(),
            columns: Vec::new(),
            mapping: None,
            names: BTreeMap::new(),
        }
    }
}

impl TrackOptions {
    /// The table of people as the mapping names its columns.
    fn mapped<'a>(&self, people: &'a Table) -> Result<Cow<'a, Table>, Error> {
        let Some(mapping) = &self.mapping else { return Ok(Cow::Borrowed(people)) };
        let own = people.names().map(str::to_owned);
        let read = own.chain(mapping.columns.keys().cloned()).collect();
        Ok(Cow::Owned(mapping.apply_alone(people, &self.id, ";", read)?.table))
    }
}

/// The pairs that are tracked.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TrackedPairs {
    /// Mentee, mentor, and the day on which they began.
    pairs: Vec<(String, String, Option<Day>)>,
    /// How many mentees there were, matched or not.
    mentees: Option<usize>,
}

impl TrackedPairs {
    /// Those of an outcome.
    #[must_use]
    pub fn of(outcome: &Outcome) -> Self {
        let pairs = outcome.pairs().iter();
        let pairs = pairs.map(|pair| (id_key(pair.mentee()), id_key(pair.mentor()), None));
        Self { pairs: pairs.collect(), mentees: Some(outcome.roster().mentees().len()) }
    }

    /// Reads `mentee_id`, `mentor_id` and, where it is there, the day `started`.
    ///
    /// # Errors
    /// [`Error::Input`] with every cell that cannot be read, and pairs that stand twice.
    pub fn read(table: &Table) -> Result<Self, Error> {
        let mut sheet = Sheet::new(table, "pairs");
        let (mentees, mentors) = (sheet.ids("mentee_id"), sheet.ids("mentor_id"));
        let days = sheet.days_if_any("started");
        let mut seen = BTreeSet::new();
        let mut pairs = Vec::new();
        for (row, (mentee, mentor)) in mentees.into_iter().zip(mentors).enumerate() {
            if !seen.insert((mentee.clone(), mentor.clone())) {
                sheet.refuse(row, "mentee_id", "pair_twice", "this pair stands twice");
            }
            pairs.push((mentee, mentor, days.as_ref().and_then(|days| days[row])));
        }
        Ok(sheet.findings.into_result(Self { pairs, mentees: None })?)
    }

    fn of_side(&self, side: Side) -> BTreeSet<String> {
        let id = |(mentee, mentor, _): &(String, String, _)| match side {
            Side::Mentee => mentee.clone(),
            Side::Mentor => mentor.clone(),
        };
        self.pairs.iter().map(id).collect()
    }
}

/// How pairs and programme stand.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tracking {
    /// The day from which it was looked at.
    pub as_of: Option<String>,
    /// Every pair, by the mentee's id.
    pub pairs: Vec<TrackedPair>,
    /// The programme in numbers.
    pub figures: Vec<KeyFigure>,
    /// What was wanted, and where it stands.
    pub targets: Vec<Reached>,
    /// Whether matched and unmatched people can be compared; `None` without a table of people.
    pub comparability: Option<Comparability>,
    /// What became of matched people beside unmatched ones.
    pub compared: Vec<Compared>,
    /// What else is to be known.
    pub notes: Vec<String>,
}

/// Tracks pairs.
///
/// `check_ins` has a row for each check-in: `mentee_id`, `mentor_id`, and as far as they are there `date`, `met` (how
/// many meetings since the last, or yes or no), `satisfaction` (1 to 5), `goal_reached` and `ended` (yes or no).
/// `people` has a row for each person, matched or not: `id`, what became of them (`promoted` and `retained` as yes or
/// no, `skills_gained` as a number, or lists `skills_before` and `skills_after`), and columns that say who they were
/// before, by which matched and unmatched people are compared.
///
/// O(check-ins + people · columns²).
///
/// ```
/// use matchwright::assign::Monitor;
/// use matchwright::roster::Table;
/// use matchwright::tracking::{State, TrackOptions, TrackedPairs, track};
///
/// let table = |text: &str| Table::from_csv_reader(text.as_bytes(), "example.csv");
/// let pairs = TrackedPairs::read(&table("mentee_id,mentor_id\ne1,m1\ne2,m2\n")?)?;
/// let check_ins = "mentee_id,mentor_id,date,met,satisfaction\n\
///                  e1,m1,2026-03-01,2,5\ne2,m2,2026-03-02,1,2\n";
/// let tracking = track(&pairs, &table(check_ins)?, None, &TrackOptions::default(), &Monitor::new())?;
/// let states: Vec<State> = tracking.pairs.iter().map(|pair| pair.state).collect();
/// assert_eq!(states, [State::OnTrack, State::NeedsAWord]);
/// assert!(tracking.to_string().contains("e2 and m2: satisfaction 2"));
/// # Ok::<(), matchwright::Error>(())
/// ```
///
/// # Errors
/// [`Error::Input`] with everything that is wrong with the tables, and targets that no figure is about; [`Error::Assign`] where the
/// monitor was cancelled.
pub fn track(
    pairs: &TrackedPairs,
    check_ins: &Table,
    people: Option<&Table>,
    options: &TrackOptions,
    monitor: &Monitor,
) -> Result<Tracking, Error> {
    let mut findings = Findings::default();
    let mut notes = Vec::new();
    let read = self::check_ins(check_ins, options, &mut findings);
    let by_pair = checkins::by_pair(&read, pairs, &mut notes);
    let as_of = options.as_of.or_else(|| read.iter().filter_map(|one| one.day).max());
    let people = people.map(|people| options.mapped(people)).transpose()?;
    let people = people.map(|people| People::read(&people, pairs, options, &mut findings, monitor));
    let people = people.transpose()?;
    findings.extend(targets::unknown(&options.targets));
    let states = standing::states(pairs, &by_pair, as_of, options);
    let figures = figures::figures(pairs, &states, &by_pair, people.as_ref());
    let compared = people.as_ref().map(|people| people.compared(monitor)).transpose()?;
    let (comparability, compared) = compared.unzip();
    let targets = targets::reached(&options.targets, &figures, as_of);
    Ok(findings.into_result(Tracking {
        as_of: as_of.map(|day| day.to_string()),
        pairs: states,
        figures,
        targets,
        comparability,
        compared: compared.unwrap_or_default(),
        notes,
    })?)
}

/// The check-ins of each pair, in the order of their days.
type ByPair<'a> = BTreeMap<(&'a str, &'a str), Vec<&'a CheckIn>>;

/// What is known of people: who they were, and what became of them.
struct People {
    /// Whether each is matched; `None` for those of the other side.
    is_matched: Vec<Option<bool>>,
    columns: Vec<Column>,
    outcomes: Vec<(String, Vec<Option<f64>>)>,
}

impl People {
    fn read(
        table: &Table,
        pairs: &TrackedPairs,
        options: &TrackOptions,
        findings: &mut Findings,
        monitor: &Monitor,
    ) -> Result<Self, Error> {
        let mut sheet = Sheet::new(table, "people");
        let ids = sheet.ids_once(&options.id);
        let outcomes = gained::outcomes(&mut sheet, &options.outcomes);
        let columns = columns(&mut sheet, table, options, monitor)?;
        let (own, others) = (pairs.of_side(options.side), pairs.of_side(options.side.other()));
        let group = |id: &String| match (own.contains(id), others.contains(id)) {
            (true, _) => Some(true),
            (false, true) => None,
            (false, false) => Some(false),
        };
        findings.extend(sheet.findings.as_slice().iter().cloned());
        Ok(Self { is_matched: ids.iter().map(group).collect(), columns, outcomes })
    }

    fn compared(&self, monitor: &Monitor) -> Result<(Comparability, Vec<Compared>), Error> {
        let comparability = Comparability::new(&self.columns, &self.is_matched, monitor)?;
        let is_comparable = comparability.is_comparable;
        let one = |(name, answers): &(String, Vec<Option<f64>>)| {
            compared(name, answers, &self.columns, &self.is_matched, is_comparable, monitor)
        };
        let all: Result<Vec<Compared>, Error> = self.outcomes.iter().map(one).collect();
        Ok((comparability, all?))
    }
}

/// The columns by which people are compared: those that are named, or all that say neither who somebody is nor what
/// became of them.
fn columns(
    sheet: &mut Sheet<'_>,
    table: &Table,
    options: &TrackOptions,
    monitor: &Monitor,
) -> Result<Vec<Column>, Error> {
    let wanted = &options.columns;
    let is_outcome = |name: &str| {
        let own = OUTCOMES.contains(&name) || gained::LISTS.contains(&name);
        own || options.outcomes.iter().any(|outcome| outcome == name)
    };
    let tells = |name: &str| {
        name != options.id && !is_outcome(name) && !is_own(table.column(name).unwrap_or_default())
    };
    let names: Vec<String> = if wanted.is_empty() {
        table.names().filter(|name| tells(name)).map(str::to_owned).collect()
    } else {
        wanted.clone()
    };
    if names.is_empty() {
        return Ok(Vec::new());
    }
    balance::read(sheet, table, &options.id, &names, monitor)
}

/// Whether nobody shares their text with anybody: a name, an address, and nothing to compare people by.
fn is_own(cells: &[Cell]) -> bool {
    let texts: Vec<String> = cells.iter().filter_map(Cell::as_text).collect();
    let different: BTreeSet<&String> = texts.iter().collect();
    let are_texts = texts.iter().any(|text| text.parse::<f64>().is_err());
    are_texts && texts.len() > 1 && different.len() == texts.len()
}

/// Matched people beside unmatched ones, of an outcome and a table with any columns of theirs.
///
/// # Errors
/// Those of [`Balance::read`](balance::Balance::read).
pub fn balance_of<S: AsRef<str>>(
    outcome: &Outcome,
    people: &Table,
    id: &str,
    side: Side,
    by: &[S],
    monitor: &Monitor,
) -> Result<balance::Balance, Error> {
    balance::Balance::read(people, id, &matched_of(outcome, side), by, monitor)
}
