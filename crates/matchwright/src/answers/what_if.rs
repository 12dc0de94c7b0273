//! What would the plan be if something were different? Seats, people, rules, weights, the floor, answers.

use std::collections::BTreeSet;
use std::fmt;

use matchwright_assign::Options;
use matchwright_tables::Cell;
use matchwright_tables::labels::nearest;
use matchwright_tables::plain;

use super::Comparison;
use crate::error::{Error, Finding, Findings};
use crate::matching::Matcher;
use crate::outcome::Outcome;
use crate::program::{Capacity, Clause, Program, Seats, Term};
use crate::roster::{MAX_SEATS, Roster, Side};
use crate::schema::Schema;

/// The column that holds the seats where the programme had a number for all mentors.
const SEATS: &str = "capacity";

/// What is to be different. Nothing is, at first.
///
/// `Debug` counts answers and does not show them.
#[derive(Clone, Default)]
pub struct WhatIf {
    capacity: Vec<(String, u32)>,
    without: Vec<(Option<Side>, String)>,
    without_rules: Vec<String>,
    weights: Vec<(String, f64)>,
    min_score: Option<f64>,
    answers: Vec<Answer>,
}

/// Another answer of one person.
#[derive(Clone)]
struct Answer {
    side: Side,
    id: String,
    column: String,
    cell: Cell,
}

impl WhatIf {
    /// Nothing is different yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A mentor offers so many seats.
    #[must_use]
    pub fn capacity(mut self, mentor: impl Into<String>, seats: u32) -> Self {
        self.capacity.push((mentor.into(), seats));
        self
    }

    /// Somebody takes no part. Without a side it is whoever has the id; an id of both sides needs one. Pinned
    /// pairs of theirs are no longer pinned.
    #[must_use]
    pub fn without(mut self, side: Option<Side>, id: impl Into<String>) -> Self {
        self.without.push((side, id.into()));
        self
    }

    /// A rule does not count, by its [name](Clause::name).
    #[must_use]
    pub fn without_rule(mut self, name: impl Into<String>) -> Self {
        self.without_rules.push(name.into());
        self
    }

    /// A criterion has another weight, by its [name](Term::name).
    #[must_use]
    pub fn weight(mut self, criterion: impl Into<String>, weight: f64) -> Self {
        self.weights.push((criterion.into(), weight));
        self
    }

    /// Pairs that score less may not meet.
    #[must_use]
    pub fn min_score(mut self, score: f64) -> Self {
        self.min_score = Some(score);
        self
    }

    /// Somebody answers something else in a column that the programme reads.
    #[must_use]
    pub fn answer(
        mut self,
        side: Side,
        id: impl Into<String>,
        column: impl Into<String>,
        cell: Cell,
    ) -> Self {
        self.answers.push(Answer { side, id: id.into(), column: column.into(), cell });
        self
    }
}

impl fmt::Debug for WhatIf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WhatIf")
            .field("capacity", &self.capacity)
            .field("without", &self.without)
            .field("without_rules", &self.without_rules)
            .field("weights", &self.weights)
            .field("min_score", &self.min_score)
            .field("answers", &self.answers.len())
            .finish()
    }
}

impl Outcome {
    /// Matches again with something different, starting from this plan, and compares. Told pairs are kept on
    /// the same terms as here. Both plans are scored on the programme of this outcome.
    ///
    /// What labels mean stays as it was decided for all people; a label that nobody wrote before is one of its
    /// own. As fast as a match that starts from an earlier one.
    ///
    /// ```
    /// use matchwright::answers::WhatIf;
    /// use matchwright::assign::Options;
    /// use matchwright::criteria::Same;
    /// use matchwright::roster::{Cell, Person, Side};
    /// use matchwright::{Matcher, Program, Roster};
    ///
    /// let program = Program::builder().criterion(1.0, Same::new("site")).build();
    /// let person = |id: &str, site: &str| Person::new(id).text("site", site);
    /// let roster = Roster::builder()
    ///     .mentee(person("e1", "Leeds"))
    ///     .mentee(person("e2", "Leeds"))
    ///     .mentor(person("m1", "Leeds"))
    ///     .build(&program)?;
    /// let outcome = Matcher::new(program)?.run(&roster)?;
    /// let seat = outcome.what_if(&WhatIf::new().capacity("m1", 2), &Options::default())?;
    /// assert_eq!(seat.after().summary().total, 2.0);
    /// let york = WhatIf::new().answer(Side::Mentor, "m1", "site", Cell::Text("York".into()));
    /// assert_eq!(outcome.what_if(&york, &Options::default())?.after().summary().total, 0.0);
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Input`] with everything that cannot be changed: ids, rules, criteria and columns that are not
    /// there, answers that cannot be read, a programme that does not hold together; and those of
    /// [`Matcher::run_with`](crate::Matcher::run_with).
    pub fn what_if(&self, changes: &WhatIf, options: &Options) -> Result<Comparison, Error> {
        let mut findings = Findings::default();
        let people = People::find(self.roster(), changes, &mut findings);
        let program = program(self, changes, &people, &mut findings);
        findings.extend(program.check());
        findings.into_result(())?;
        let roster = people.apply(self, changes)?;
        program.inspect(&roster).into_result(())?;
        let after = self.again(&Matcher::new(program)?, &roster, options)?;
        Comparison::new(self, &after, Some(self.program()))
    }
}

/// Whom the changes are about, by position.
struct People {
    seats: Vec<(usize, u32)>,
    /// Mentees and mentors who take no part.
    gone: [BTreeSet<usize>; 2],
    /// Of each answer the person.
    answers: Vec<usize>,
}

impl People {
    /// Finds everybody, or what is nearest to an id that nobody has.
    fn find(roster: &Roster, changes: &WhatIf, findings: &mut Findings) -> Self {
        let mut seats = Vec::new();
        for (mentor, offered) in &changes.capacity {
            if *offered > MAX_SEATS {
                let message = "seats must be a whole number from 0 to 1,000,000";
                findings.push(Finding::new(message).table("mentors").id(mentor).code("not_seats"));
            }
            seats.extend(find(roster, Side::Mentor, mentor, findings).map(|at| (at, *offered)));
        }
        let mut gone = [BTreeSet::new(), BTreeSet::new()];
        for (side, id) in &changes.without {
            let side = side.or_else(|| side_of(roster, id, findings));
            let person = side.and_then(|side| Some((side, find(roster, side, id, findings)?)));
            if let Some((side, person)) = person {
                gone[side as usize].insert(person);
            }
        }
        for side in Side::BOTH {
            if gone[side as usize].len() == roster.side(side).len() {
                let message = format!("at least one {} has to stay", side.noun());
                findings.push(Finding::new(message).table(side.table()).code("no_rows"));
            }
        }
        let person = |answer: &Answer| find(roster, answer.side, &answer.id, findings);
        let answers = changes.answers.iter().filter_map(person).collect();
        Self { seats, gone, answers }
    }

    /// Whether somebody takes no part.
    fn is_gone(&self, roster: &Roster, side: Side, id: &str) -> bool {
        let person = roster.side(side).position(id);
        person.is_ok_and(|person| self.gone[side as usize].contains(&person))
    }

    /// The people as they would be.
    fn apply(&self, outcome: &Outcome, changes: &WhatIf) -> Result<Roster, Error> {
        let (mut roster, mut findings) = (outcome.roster().clone(), Findings::default());
        let (schema, capacity) = (outcome.program().schema(), &outcome.program().capacity);
        for (answer, &person) in changes.answers.iter().zip(&self.answers) {
            let who = (answer.side, person);
            let read = known_column(&schema, answer).and_then(|()| {
                roster.clone().with_answer(&schema, who, &answer.column, answer.cell.clone())
            });
            match read {
                Ok(other) => roster = other,
                Err(wrong) => findings.extend(wrong),
            }
        }
        findings.into_result(())?;
        if !self.seats.is_empty() {
            let mut seats = roster.seats(Side::Mentor, &capacity.max);
            self.seats.iter().for_each(|&(mentor, offered)| seats[mentor] = offered);
            roster = roster.with_seats(seats_column(capacity), seats);
        }
        let [mentees, mentors] = &self.gone;
        Ok(roster.without([mentees, mentors]))
    }
}

/// The programme as it would be.
fn program(
    outcome: &Outcome,
    changes: &WhatIf,
    people: &People,
    findings: &mut Findings,
) -> Program {
    let mut program = outcome.program().clone();
    let criteria: Vec<String> = program.criteria.iter().map(Term::name).collect();
    for (name, weight) in &changes.weights {
        match criteria.iter().position(|known| known == name) {
            Some(at) => program.criteria[at].weight = *weight,
            None => findings.push(unknown("criterion", "criteria", name, &criteria)),
        }
    }
    let rules: Vec<String> = program.rules.iter().map(Clause::name).collect();
    let unknown_rules = changes.without_rules.iter().filter(|name| !rules.contains(name));
    findings.extend(unknown_rules.map(|name| unknown("rule", "rules", name, &rules)));
    program.rules.retain(|rule| !changes.without_rules.contains(&rule.name()));
    program.min_score = changes.min_score.unwrap_or(program.min_score);
    if !changes.capacity.is_empty() {
        program.capacity.max = Seats::Column(seats_column(&program.capacity).to_owned());
    }
    let is_gone = |side, id: &str| people.is_gone(outcome.roster(), side, id);
    program.pinned.retain(|(mentee, mentor)| {
        !is_gone(Side::Mentee, mentee) && !is_gone(Side::Mentor, mentor)
    });
    program
}

fn seats_column(capacity: &Capacity) -> &str {
    match &capacity.max {
        Seats::Column(column) => column,
        Seats::Same(_) => SEATS,
    }
}

/// The position of an id, or a finding with the id that is nearest.
fn find(roster: &Roster, side: Side, id: &str, findings: &mut Findings) -> Option<usize> {
    let people = roster.side(side);
    let found = people.find(id);
    if let Err(unknown) = &found {
        let near = nearest(id, people.ids().iter().map(String::as_str));
        let message = format!("{unknown}{}", did_you_mean(near));
        findings.push(Finding::new(message).table(side.table()).code(match side {
            Side::Mentee => "unknown_mentee",
            Side::Mentor => "unknown_mentor",
        }));
    }
    found.ok()
}

/// The side on which an id stands, or a finding.
fn side_of(roster: &Roster, id: &str, findings: &mut Findings) -> Option<Side> {
    let sides = Side::BOTH.into_iter().filter(|&side| roster.side(side).find(id).is_ok());
    let sides: Vec<Side> = sides.collect();
    let (code, message) = match sides.as_slice() {
        [side] => return Some(*side),
        [] => {
            let ids = Side::BOTH.into_iter().flat_map(|side| roster.side(side).ids());
            let near = did_you_mean(nearest(id, ids.map(String::as_str)));
            ("unknown_id", format!("there is nobody with the id {:?}{near}", plain(id)))
        }
        _ => ("two_sides", "is the id of a mentee and of a mentor: say which".to_owned()),
    };
    findings.push(Finding::new(message).id(id).code(code));
    None
}

fn known_column(schema: &Schema, answer: &Answer) -> Result<(), Findings> {
    let columns = schema.reads().iter().filter(|read| read.side == answer.side);
    let columns: BTreeSet<&str> = columns.map(|read| read.column.as_str()).collect();
    let mut findings = Findings::default();
    if !columns.contains(answer.column.as_str()) {
        let near = did_you_mean(nearest(&answer.column, columns));
        let message = format!("the programme reads no such column{near}");
        let place = Finding::new(message).table(answer.side.table()).column(&answer.column);
        findings.push(place.code("no_such_column"));
    }
    findings.into_result(())
}

/// A name in the programme that nothing has.
fn unknown(what: &str, field: &str, name: &str, known: &[String]) -> Finding {
    let near = did_you_mean(nearest(name, known.iter().map(String::as_str)));
    let message = format!("there is no {what} {:?}{near}", plain(name));
    Finding::new(message).table("programme").column(field).code("unknown_name")
}

fn did_you_mean(name: Option<&str>) -> String {
    name.map_or_else(String::new, |name| format!(" (did you mean {:?}?)", plain(name)))
}
