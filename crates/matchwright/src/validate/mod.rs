//! What is wrong with a programme and its people, and what looks wrong, before anybody is matched.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use matchwright_assign::{Error as AssignError, Monitor, threads};
use matchwright_tables::vocabulary::{Merge, Vocabulary};
use serde::Serialize;

use crate::error::{Error, Finding, Findings};
use crate::matching::{Intake, Matcher, PeopleTables, Pinned};
use crate::program::Program;
use crate::roster::{Cell, Kind, LabelId, Read, Readings, Roster, Side, Table, label_key};
use crate::rules::same_person;
use crate::schema::Columns;
use crate::scores::Scores;

/// Labels at least this alike (Jaro–Winkler on their keys, 0 to 1) may be slips of the keyboard:
/// "pyhton" and "python" come to 0.95, "java" and "javascript" to 0.88.
const RESEMBLES: f64 = 0.93;

/// Shorter labels resemble each other by chance ("Go", "Git").
const SHORTEST: usize = 5;

/// More distinct labels than this in a column are not compared with each other: it would take
/// seconds, and such a column is free text.
const COMPARED: usize = 5_000;

/// What a look at the input found.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Validation {
    /// How many mentees were read; `None` where the cells of their table are wrong.
    pub mentees: Option<usize>,
    /// How many mentors were read.
    pub mentors: Option<usize>,
    /// What has to be mended before matching.
    pub errors: Findings,
    /// What would be matched as it stands, but is probably not meant.
    pub suspicions: Findings,
    /// Every way of writing a label that counts as another one; nothing where there are errors in
    /// the tables.
    pub merges: Vec<Merge>,
    /// How the tables were read, and what the programme's `[tables]` decided.
    pub readings: Readings,
}

/// Looks at a programme and two tables (each with the name of its id column) without matching.
///
/// Suspicious are: columns without an answer, capacity short of demand, people whom the rules leave
/// nobody, criteria that say the same of every pair, wishes for people who are not there, labels
/// that one person wrote and that resemble a common one, and answers that look as if they held other
/// people's rows. O(mentees · mentors).
///
/// ```
/// use matchwright::Program;
/// use matchwright::assign::Monitor;
/// use matchwright::criteria::Same;
/// use matchwright::validate::validate;
/// use matchwright::roster::{Person, Table};
///
/// let program = Program::builder().criterion(1.0, Same::new("site")).build();
/// let mentees = Table::from_iter([Person::new("e1").text("site", "Leeds")]);
/// let mentors = Table::from_iter([Person::new("m1").text("town", "Leeds")]);
/// let found = validate(&program, (&mentees, "id"), (&mentors, "id"), &Monitor::new())?;
/// assert!(found.errors.to_string().starts_with("mentors, column \"site\": there is no such column"));
/// # Ok::<(), matchwright::Error>(())
/// ```
///
/// # Errors
/// [`Error::Assign`] where the monitor was cancelled; what is wrong in the input is no error here.
pub fn validate(
    program: &Program,
    mentees: (&Table, &str),
    mentors: (&Table, &str),
    monitor: &Monitor,
) -> Result<Validation, Error> {
    let tables = [Ok::<_, Error>(mentees.0), Ok(mentors.0)];
    validate_with(program, tables, (mentees.1, mentors.1), &Vocabulary::default(), monitor)
}

/// As [`validate`], with a vocabulary for the labels in lists. The tables are taken as their readers
/// returned them, as by [`Matcher::with_people`].
///
/// # Errors
/// As [`validate`], and whatever else than findings a reader returned.
pub fn validate_with<T: Borrow<Table>, E: Into<Error>>(
    program: &Program,
    tables: impl Into<PeopleTables<T, E>>,
    ids: impl Into<Columns>,
    vocabulary: &Vocabulary,
    monitor: &Monitor,
) -> Result<Validation, Error> {
    let Intake { tables, ids, readings, roster, findings } =
        Intake::new(program, tables.into(), ids.into(), vocabulary)?;
    let [mentees, mentors] = tables.each_ref().map(|table| table.as_ref().map(Borrow::borrow));
    let mut found = Validation {
        mentees: mentees.map(Table::rows),
        mentors: mentors.map(Table::rows),
        errors: findings,
        readings,
        ..Validation::default()
    };
    found.suspicions.extend(found.readings.notes.iter().cloned().map(Finding::from));
    let Some(roster) = roster else { return Ok(found) };
    found.merges = roster.merges().to_vec();
    let prepared =
        Matcher::new(program.clone()).and_then(|matcher| matcher.scores_watched(&roster, monitor));
    let scores = match prepared {
        Ok(scores) => scores,
        Err(Error::Assign(error)) => return Err(error.into()),
        Err(_) => return Ok(found),
    };
    if let Err(error) = Pinned::new(program, &roster, &scores) {
        found.errors.extend(findings_of(error));
    }
    let mut reads = program.reads();
    reads.sort();
    reads.dedup();
    for read in &reads {
        suspect_column(&roster, read, &mut found.suspicions);
    }
    for (side, table) in [(Side::Mentee, mentees), (Side::Mentor, mentors)] {
        let Some(table) = table else { continue };
        suspect_wishes(program, side, table, ids.of(side), &roster, &mut found.suspicions);
        suspect_quotes(side, table, &mut found.suspicions);
    }
    if program.same_id_is_same_person {
        suspect_same_people(&roster, ids.mentee(), &mut found.suspicions);
    }
    suspect_labels(&roster, &reads, monitor, &mut found.suspicions)?;
    suspect_seats(&roster, program, &mut found.suspicions);
    suspect_people(&roster, &scores, monitor, &mut found.suspicions)?;
    suspect_criteria(&scores, monitor, &mut found.suspicions)?;
    if let Err(error) = scores.check_criteria() {
        found.errors.extend(findings_of(error));
    }
    Ok(found)
}

fn findings_of(error: Error) -> Findings {
    match error {
        Error::Input(findings) => findings,
        other => {
            let mut findings = Findings::default();
            findings.push(Finding::new(other.to_string()));
            findings
        }
    }
}

fn suspect_column(roster: &Roster, read: &Read, suspicions: &mut Findings) {
    let people = roster.side(read.side);
    let answered = match &read.kind {
        Kind::Label => people.labels(&read.column).iter().flatten().count(),
        Kind::Number => people.numbers(&read.column, None).iter().flatten().count(),
        Kind::Within(bounds) => people.within(&read.column, *bounds).iter().flatten().count(),
        Kind::Vector(dimensions) => {
            let vectors = people.vectors(&read.column, *dimensions);
            vectors.rows().into_iter().filter(|row| row.iter().all(|x| !x.is_nan())).count()
        }
        Kind::Scale(scale) => people.numbers(&read.column, Some(scale)).iter().flatten().count(),
        Kind::Path(mark) => {
            people.paths(&read.column, mark).iter().filter(|path| !path.is_empty()).count()
        }
        Kind::List => people.lists(&read.column).iter().filter(|list| !list.is_empty()).count(),
        Kind::Ranking => {
            people.rankings(&read.column).iter().filter(|list| !list.is_empty()).count()
        }
        Kind::Hours => people.weeks(&read.column).iter().filter(|week| !week.is_empty()).count(),
        Kind::Zone(date) => people.zones(&read.column, date.as_deref()).iter().flatten().count(),
        Kind::Reference => people.references(&read.column).iter().flatten().count(),
        Kind::Seats => people.len(),
    };
    if answered == 0 {
        let message = format!("nobody among {} has an answer here", people.len());
        suspicions.push(Finding::new(message).table(read.side.table()).column(&read.column));
    }
}

/// People whose id the other table has as well, perhaps in another way of writing.
fn suspect_same_people(roster: &Roster, column: &str, suspicions: &mut Findings) {
    for (mentee, mentor) in same_person::same_ids(roster) {
        let (mentees, mentor) = (roster.mentees(), &roster.mentors().ids()[mentor as usize]);
        let id = &mentees.ids()[mentee as usize];
        let message = if id == mentor {
            "is in both tables, and does not meet themselves".to_owned()
        } else {
            format!(
                "is in both tables, as {mentor:?} among the mentors, and does not meet themselves"
            )
        };
        let row = mentees.sheet_row(mentee as usize);
        suspicions
            .push(Finding::new(message).table(Side::Mentee.table()).row(row).id(id).column(column));
    }
}

/// Ranked ids that nobody on the other side has.
fn suspect_wishes(
    program: &Program,
    side: Side,
    table: &Table,
    id: &str,
    roster: &Roster,
    suspicions: &mut Findings,
) {
    let reads = program.reads();
    for read in reads.iter().filter(|read| read.side == side && read.kind == Kind::Ranking) {
        for (row, count) in roster.unknown_wishes(read, table, &program.list_separator) {
            let others = side.other().table();
            let message = format!("{count} of the ranked ids are not among the {others}");
            let place = Finding::new(message).table(side.table()).row(table.sheet_row(row));
            let known = table.column(id).and_then(|cells| cells.get(row)?.as_text());
            let place = known.into_iter().fold(place, Finding::id);
            suspicions.push(place.column(&read.column));
        }
    }
}

/// Cells of several lines of which one could be the beginning of a row: between two quotes that were
/// forgotten, a table in CSV loses the people of every line.
fn suspect_quotes(side: Side, table: &Table, suspicions: &mut Findings) {
    for (position, name) in table.names().enumerate() {
        let is_row = |line: &str| position > 0 && line.matches(',').count() >= position;
        let cells = table.column(name).unwrap_or_default().iter().enumerate();
        for (row, cell) in cells {
            if let Cell::Text(text) = cell
                && text.lines().skip(1).any(is_row)
            {
                let message =
                    "an answer of several lines, which look like rows: is a quote missing?";
                let place = Finding::new(message).table(side.table()).row(table.sheet_row(row));
                suspicions.push(place.column(name));
            }
        }
    }
}

/// Labels that one person wrote and that resemble a label of several people. The text names the
/// common label; the odd one is the person's own and stays in the table.
fn suspect_labels(
    roster: &Roster,
    reads: &[Read],
    monitor: &Monitor,
    suspicions: &mut Findings,
) -> Result<(), AssignError> {
    let mut columns: BTreeMap<&str, Vec<&Read>> = BTreeMap::new();
    for read in reads.iter().filter(|read| matches!(read.kind, Kind::List | Kind::Label)) {
        columns.entry(&read.column).or_default().push(read);
    }
    for (column, reads) in columns {
        let writers = writers_of(roster, &reads);
        let keys: Vec<(LabelId, String)> =
            writers.keys().map(|&label| (label, label_key(roster.labels().text(label)))).collect();
        if keys.len() > COMPARED {
            continue;
        }
        let count = |label: &LabelId| writers.get(label).map_or(0, Vec::len);
        let odd = keys.iter().filter(|(label, key)| count(label) == 1 && key.len() >= SHORTEST);
        for (label, key) in odd {
            monitor.check()?;
            let alike = |other: &str| strsim::jaro_winkler(key, other);
            let nearest = keys
                .iter()
                .filter(|(other, text)| count(other) > 1 && alike(text) >= RESEMBLES)
                .max_by(|(_, a), (_, b)| alike(a).total_cmp(&alike(b)));
            if let (Some((common, _)), Some(&(side, person))) =
                (nearest, writers.get(label).and_then(|who| who.first()))
            {
                let message = format!(
                    "a label that nobody else wrote resembles {:?}, which {} wrote",
                    roster.labels().text(*common),
                    count(common)
                );
                let people = roster.side(side);
                let place = Finding::new(message).table(side.table()).row(people.sheet_row(person));
                suspicions.push(place.id(&people.ids()[person]).column(column));
            }
        }
    }
    Ok(())
}

/// Who wrote each label in the given columns.
fn writers_of(roster: &Roster, reads: &[&Read]) -> BTreeMap<LabelId, Vec<(Side, usize)>> {
    let mut writers: BTreeMap<LabelId, Vec<(Side, usize)>> = BTreeMap::new();
    for read in reads {
        let people = roster.side(read.side);
        let mut add = |label, person| writers.entry(label).or_default().push((read.side, person));
        if read.kind == Kind::List {
            for (person, list) in people.lists(&read.column).iter().enumerate() {
                for entry in list {
                    add(entry.label, person);
                }
            }
        } else {
            for (person, label) in people.labels(&read.column).into_iter().enumerate() {
                if let Some(label) = label {
                    add(label, person);
                }
            }
        }
    }
    writers
}

fn suspect_seats(roster: &Roster, program: &Program, suspicions: &mut Findings) {
    let seats: u64 =
        roster.capacities(&program.capacity).iter().map(|&seats| u64::from(seats)).sum();
    let mentees = roster.mentees().len();
    if seats < mentees as u64 {
        let message = format!(
            "{seats} seats for {mentees} mentees: {} will stay unmatched",
            mentees as u64 - seats
        );
        suspicions.push(Finding::new(message).table(Side::Mentor.table()));
    }
}

/// People whom the rules and the floor leave nobody.
fn suspect_people(
    roster: &Roster,
    scores: &Scores,
    monitor: &Monitor,
    suspicions: &mut Findings,
) -> Result<(), AssignError> {
    let parts: Vec<(Vec<usize>, Vec<bool>)> =
        threads::map(threads::parts(scores.mentees()), |mentees| {
            let (mut alone, mut met) = (Vec::new(), vec![false; scores.mentors()]);
            for mentee in mentees.take_while(|_| !monitor.is_cancelled()) {
                let row = scores.points(mentee);
                if row.iter().all(Option::is_none) {
                    alone.push(mentee);
                }
                met.iter_mut().zip(&row).for_each(|(met, points)| *met |= points.is_some());
            }
            (alone, met)
        });
    monitor.check()?;
    let (mut alone, mut met) = (Vec::new(), vec![false; scores.mentors()]);
    for (others_alone, others_met) in parts {
        alone.extend(others_alone);
        met.iter_mut().zip(others_met).for_each(|(met, other)| *met |= other);
    }
    let mentors = met.iter().enumerate().filter(|(_, met)| !**met).map(|(mentor, _)| mentor);
    let mentees = alone.into_iter().map(|mentee| (Side::Mentee, mentee));
    for (side, person) in mentees.chain(mentors.map(|mentor| (Side::Mentor, mentor))) {
        let people = roster.side(side);
        let message = format!("the rules and min_score leave this {} nobody", side.noun());
        let place = Finding::new(message).table(side.table()).row(people.sheet_row(person));
        suspicions.push(place.id(&people.ids()[person]));
    }
    Ok(())
}

fn suspect_criteria(
    scores: &Scores,
    monitor: &Monitor,
    suspicions: &mut Findings,
) -> Result<(), AssignError> {
    for (criterion, constant) in scores.criteria().zip(scores.constant_criteria(monitor)?) {
        if constant {
            let message = format!("{criterion} says the same of every pair and decides nothing");
            suspicions.push(Finding::new(message).table("programme").column("criteria"));
        }
    }
    Ok(())
}
