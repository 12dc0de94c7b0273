//! What is wrong with a programme and its people, and what looks wrong, before anybody is matched.
//!
//! A suspicion is one file with a function from the `Look` at the input to findings, each with a code,
//! a place and, where that helps to mend it, what stands there. The list below is all there is to add to;
//! findings of one kind are put together afterwards, once for all.

mod alike;
mod columns;
mod criteria;
mod cut_labels;
mod formulas;
mod ids_alike;
mod level_words;
mod levels;
mod look;
mod managers;
mod no_answers;
mod numbers;
mod people;
mod prefixes;
mod quotes;
mod same_person;
mod seats;
mod slips;
mod unknown_ids;
mod wishes;

use std::borrow::Borrow;
use std::cmp::Reverse;
use std::mem::take;

use matchwright_assign::Monitor;
use matchwright_tables::vocabulary::{Merge, Vocabulary};
use serde::Serialize;

use crate::error::{Error, Finding, Findings};
use crate::matching::{Intake, Matcher, PeopleTables, Pinned};
use crate::program::Program;
use crate::roster::{Readings, Roster, Table};
use crate::schema::Columns;
use look::Look;

/// Looks for one kind of thing that is probably not meant; may end early where the monitor is cancelled.
type Suspicion = fn(&Look<'_>) -> Vec<Finding>;

/// All of them, those first that change most about who meets whom.
const SUSPICIONS: [Suspicion; 18] = [
    quotes::find,
    seats::find,
    people::find,
    managers::find,
    unknown_ids::find,
    wishes::find,
    ids_alike::find,
    same_person::find,
    columns::find,
    criteria::find,
    levels::find,
    level_words::find,
    no_answers::find,
    cut_labels::find,
    prefixes::find,
    slips::find,
    numbers::find,
    formulas::find,
];

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
/// Suspicious are, those first that change most about who meets whom:
///
/// | code | what |
/// |---|---|
/// | `rows_in_cell` | an answer that looks as if it held other people's rows |
/// | `seats_short`, `few_pairs` | fewer seats than mentees; fewer pairs than people and seats, because of the rules (exact, up to four million pairs of people) |
/// | `nobody_allowed` | people whom the rules and the floor leave nobody |
/// | `unknown_manager` | managers who are in neither table |
/// | `unknown_mentee`, `unknown_mentor` | ids in `pinned`, `block` and `history` that nobody has |
/// | `wishes_lost`, `unknown_wish` | lists of wishes in which nobody is there, and every id that nobody has |
/// | `ids_alike`, `same_person` | ids of one table that look like one person's; people in both tables |
/// | `column_silent` | a column without an answer |
/// | `criterion_constant`, `criterion_silent` | a criterion that decides nothing |
/// | `level_far` | a level that is another kind of number |
/// | `level_word` | a level in words, which counts as part of the label |
/// | `no_answer` | texts such as "n/a" that count as labels |
/// | `label_cut`, `label_prefix`, `label_alike` | half a label, one that others have without its prefix, a slip |
/// | `numbers_as_labels` | numbers that are compared as labels |
/// | `formula` | what a spreadsheet would run |
///
/// Errors and suspicions of one kind are one finding ([`Findings::grouped`]). What people wrote is in its
/// [`value`](Finding::value), which only [`Finding::shown`] tells. O(mentees · mentors), and a solve
/// where the pairs are counted.
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
    let Intake { tables, ids, readings, roster, findings, .. } =
        Intake::new(program, tables.into(), ids.into(), vocabulary)?;
    let [mentees, mentors] = tables.each_ref().map(|table| table.as_ref().map(Borrow::borrow));
    let mut found = Validation {
        mentees: mentees.map(Table::rows),
        mentors: mentors.map(Table::rows),
        errors: findings,
        readings,
        ..Validation::default()
    };
    if let (Some(roster), [Some(mentees), Some(mentors)]) = (roster, [mentees, mentors]) {
        found.merges = roster.merges().to_vec();
        found.look(program, &roster, [mentees, mentors], &ids, monitor)?;
    }
    let notes = found.readings.notes.iter().cloned().map(Finding::from);
    found.suspicions.extend(notes);
    found.errors = take(&mut found.errors).grouped();
    Ok(found)
}

impl Validation {
    /// Looks at people who could be read.
    fn look(
        &mut self,
        program: &Program,
        roster: &Roster,
        tables: [&Table; 2],
        ids: &Columns,
        monitor: &Monitor,
    ) -> Result<(), Error> {
        let prepared = Matcher::new(program.clone())
            .and_then(|matcher| matcher.scores_watched(roster, monitor));
        let scores = match prepared {
            Ok(scores) => scores,
            Err(Error::Assign(error)) => return Err(error.into()),
            // What is wrong with the programme stands among the errors.
            Err(_) => return Ok(()),
        };
        if let Err(error) = Pinned::new(program, roster, &scores) {
            self.errors.extend(findings_of(error));
        }
        let mut reads = program.reads();
        reads.sort();
        reads.dedup();
        let (reads, scores) = (reads.as_slice(), &scores);
        let look = Look { program, roster, tables, ids, reads, scores, monitor };
        for suspicion in SUSPICIONS {
            self.suspicions.extend(by_kind(suspicion(&look)));
            monitor.check()?;
        }
        if let Err(error) = scores.check_criteria() {
            self.errors.extend(findings_of(error));
        }
        Ok(())
    }
}

/// What one suspicion found, by kind; what stands in most rows first, whatever their order.
fn by_kind(found: Vec<Finding>) -> Vec<Finding> {
    let mut findings = Findings::default();
    findings.extend(found);
    let mut kinds: Vec<Finding> = findings.grouped().into_iter().collect();
    kinds.sort_by_cached_key(|finding| {
        let place = (finding.table.clone(), finding.column.clone());
        (Reverse(finding.count()), finding.code, place)
    });
    kinds
}

fn findings_of(error: Error) -> Findings {
    match error {
        Error::Input(findings) => findings,
        other => {
            let mut findings = Findings::default();
            findings.push(Finding::new(other.to_string()).code("refused"));
            findings
        }
    }
}
