//! Outcomes of people with groups, for audits.

use matchwright::answers::{Attributes, Audit, AuditOptions};
use matchwright::assign::Monitor;
use matchwright::criteria::Matrix;
use matchwright::roster::{Cell, Person, RosterBuilder, Table};
use matchwright::{Error, Matcher, Outcome, Program, Roster};
use ndarray::Array2;

use crate::answers::person_id;

/// Everybody with everybody's score, in hundredths; one seat each.
///
/// # Errors
/// As [`Matcher::run`].
pub fn outcome(scores: &Array2<i32>) -> Result<Outcome, Error> {
    let (mentees, mentors) = scores.dim();
    let ids =
        |side, count| (0..count).map(|position| person_id(side, position)).collect::<Vec<_>>();
    let values = scores.mapv(|score| score as f32 / 100.0);
    let matrix = Matrix::new(ids("e", mentees), ids("m", mentors), values);
    let program = Program::builder().criterion(1.0, matrix).build();
    let roster = ids("e", mentees).into_iter().map(Person::new);
    let roster = roster.fold(Roster::builder(), RosterBuilder::mentee);
    let mentors = ids("m", mentors).into_iter().map(Person::new);
    let roster = mentors.fold(roster, RosterBuilder::mentor).build(&program)?;
    Matcher::new(program)?.run(&roster)
}

/// A table of attributes, each a column of labels for the mentees and then the mentors of an outcome; an empty label
/// is no answer.
#[must_use]
pub fn table(outcome: &Outcome, columns: &[(&str, Vec<String>)]) -> Table {
    let roster = outcome.roster();
    let ids = roster.mentees().ids().iter().chain(roster.mentors().ids());
    let mut table = Table::new(roster.mentees().len() + roster.mentors().len());
    table.insert("id", ids.map(|id| Cell::Text(id.clone())).collect());
    for (name, labels) in columns {
        let cell = |label: &String| match label.as_str() {
            "" => Cell::Missing,
            label => Cell::Text(label.to_owned()),
        };
        table.insert(name, labels.iter().map(cell).collect());
    }
    table
}

/// The audit of an outcome by all columns of such a table.
///
/// # Errors
/// As [`Outcome::audit`].
pub fn audit(
    outcome: &Outcome,
    columns: &[(&str, Vec<String>)],
    options: &AuditOptions,
) -> Result<Audit, Error> {
    let attributes = Attributes::read::<&str>(&table(outcome, columns), "id", &[])?;
    outcome.audit(&attributes, options, &Monitor::new())
}
