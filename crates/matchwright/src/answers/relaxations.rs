//! What would help: single changes, each with what it gains when everybody is matched again.

use std::cmp::Reverse;
use std::fmt;
use std::sync::Arc;

use matchwright_assign::Monitor;
use matchwright_tables::{Frame, Values, counted};
use serde::Serialize;

use super::again::Again;
use crate::error::Error;
use crate::outcome::Outcome;
use crate::program::{Objective, Program};
use crate::scores::{GRID, Scores, to_score};

/// One change of the programme or of an answer, and what it gains. `Debug` does not show the answer.
#[derive(Clone, PartialEq, Serialize)]
pub struct Relaxation {
    /// What kind of change.
    pub kind: Lift,
    /// What is changed: a rule or a criterion by its name, `min_score`, `objective`, a mentor by their id, or a
    /// column of the person's own.
    pub what: String,
    /// To what: the new floor, or seats offered; `None` where something is left out, and for answers.
    pub to: Option<f64>,
    /// The other answer, or the entry of a list with its level behind a colon; `None` where none is changed.
    pub answer: Option<String>,
    /// Whom the person who asked would meet; `None` where nobody asked.
    pub partner: Option<String>,
    /// Pairs more; `None` for a seat where the objective is the total, and the number of pairs nobody's aim.
    pub pairs: Option<i64>,
    /// What the total score rises by.
    pub total: f64,
}

/// A kind of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Lift {
    /// A rule is left out.
    Rule,
    /// A criterion requires nothing any more.
    Required,
    /// The floor is lowered.
    MinScore,
    /// A mentor offers one seat more.
    Seat,
    /// Most people come first, then the total.
    Participation,
    /// The person lists one thing more, or one at a higher level.
    Entry,
    /// The person answers something else.
    Answer,
}

impl Lift {
    /// The name in tables and JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Rule => "rule",
            Self::Required => "required",
            Self::MinScore => "min_score",
            Self::Seat => "seat",
            Self::Participation => "participation",
            Self::Entry => "entry",
            Self::Answer => "answer",
        }
    }
}

/// A change of the programme alone.
pub(super) struct Change {
    pub(super) kind: Lift,
    pub(super) what: String,
    pub(super) to: Option<f64>,
    pub(super) program: Program,
}

impl Change {
    /// Each rule left out, each requirement dropped, and pairs before the total: every change that has
    /// nothing to choose.
    pub(super) fn all(program: &Program) -> Vec<Self> {
        let rules = program.rules.iter().enumerate().map(|(at, clause)| {
            let mut without = program.clone();
            without.rules.remove(at);
            Self { kind: Lift::Rule, what: clause.name(), to: None, program: without }
        });
        let criteria = program.criteria.iter().enumerate();
        let required = criteria.filter(|(_, term)| term.required.is_some()).map(|(at, term)| {
            let mut without = program.clone();
            without.criteria[at].required = None;
            Self { kind: Lift::Required, what: term.name(), to: None, program: without }
        });
        let mut all: Vec<Self> = rules.chain(required).collect();
        if program.objective.is_total() {
            let program = Program { objective: Objective::default(), ..program.clone() };
            let what = "objective".to_owned();
            all.push(Self { kind: Lift::Participation, what, to: None, program });
        }
        all
    }

    /// Another floor, in points.
    pub(super) fn floor(program: &Program, points: i32) -> Self {
        let to = to_score(points);
        let program = Program { min_score: to, ..program.clone() };
        Self { kind: Lift::MinScore, what: "min_score".to_owned(), to: Some(to), program }
    }

    /// What it gains, where `again` is the plan with it.
    pub(super) fn relaxation(
        self,
        again: &Again,
        outcome: &Outcome,
        partner: Option<String>,
    ) -> Relaxation {
        let Self { kind, what, to, .. } = self;
        Relaxation { to, ..again.relaxation((kind, what), outcome, partner) }
    }
}

impl Outcome {
    /// Which single change of the programme gains most pairs, and then most score: every rule left out, every
    /// requirement dropped, the floor lowered to the score that the plan without it needs, and one seat more
    /// of each mentor for whom it gains anything. Each gain is that of everybody matched again. Changes that
    /// gain nothing are left out; the best come first.
    ///
    /// O(rules + criteria) matches of everybody, and what [`seat_prices`](Self::seat_prices) takes.
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use matchwright::assign::Monitor;
    /// use matchwright::criteria::Same;
    /// use matchwright::roster::Person;
    /// use matchwright::rules::MustEqual;
    /// use matchwright::{Matcher, Program, Roster};
    ///
    /// let program = Program::builder()
    ///     .criterion(1.0, Same::new("site"))
    ///     .rule(MustEqual::new("language"))
    ///     .build();
    /// let roster = Roster::builder()
    ///     .mentee(Person::new("e1").text("site", "Leeds").text("language", "en"))
    ///     .mentor(Person::new("m1").text("site", "Leeds").text("language", "fr"))
    ///     .build(&program)?;
    /// let outcome = Matcher::new(program)?.run(&roster)?;
    /// let best = &outcome.relaxations(&Arc::new(Monitor::new()))?[0];
    /// assert_eq!((best.what.as_str(), best.pairs, best.total), ("must_equal_language", Some(1), 1.0));
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Assign`] where the work was cancelled or memory ran out.
    pub fn relaxations(&self, monitor: &Arc<Monitor>) -> Result<Vec<Relaxation>, Error> {
        let mut found = Vec::new();
        for change in Change::all(self.program()) {
            let again = Again::by(self, &change.program, monitor)?;
            found.push(change.relaxation(&again, self, None));
        }
        found.extend(self.lower_floor(monitor)?);
        let counts_pairs = !self.program().objective.is_total();
        for (load, price) in self.loads().iter().zip(self.seat_prices(monitor)?) {
            found.push(Relaxation {
                kind: Lift::Seat,
                what: load.mentor.clone(),
                to: Some(f64::from(load.capacity) + 1.0),
                answer: None,
                partner: None,
                pairs: counts_pairs.then_some(i64::from(price.pairs_low)),
                total: price.low.unwrap_or_default(),
            });
        }
        found.retain(|relaxation| relaxation.pairs > Some(0) || relaxation.total > 0.0);
        let points = |relaxation: &Relaxation| (relaxation.total * f64::from(GRID)).round() as i64;
        found.sort_by_cached_key(|one| {
            (Reverse((one.pairs.unwrap_or_default(), points(one))), one.kind, one.what.clone())
        });
        Ok(found)
    }

    /// The floor that the best plan without one needs.
    fn lower_floor(&self, monitor: &Arc<Monitor>) -> Result<Option<Relaxation>, Error> {
        let scores: &Scores = self.scores();
        if scores.floor() <= 0 {
            return Ok(None);
        }
        let again = Again::by(self, &Change::floor(self.program(), 0).program, monitor)?;
        let points = |&(mentee, mentor): &(usize, usize)| scores.parts(mentee, mentor).total();
        let lowest = again.pairs.iter().map(points).min().unwrap_or_default();
        let is_lower = lowest < scores.floor();
        let change = || Change::floor(self.program(), lowest);
        Ok(is_lower.then(|| change().relaxation(&again, self, None)))
    }
}

/// Relaxations as a table: `kind`, `what`, `to`, `partner`, `pairs`, `total`.
#[must_use]
pub fn relaxations_frame(relaxations: &[Relaxation]) -> Frame {
    Frame::new([
        ("kind", Values::texts(relaxations, |one| one.kind.name())),
        ("what", Values::texts(relaxations, |one| &one.what)),
        ("to", Values::numbers(relaxations, |one| one.to)),
        ("partner", Values::Optional(relaxations.iter().map(|one| one.partner.clone()).collect())),
        ("pairs", Values::numbers(relaxations, |one| one.pairs.map(|pairs| pairs as f64))),
        ("total", Values::numbers(relaxations, |one| Some(one.total))),
    ])
}

impl fmt::Debug for Relaxation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { kind, what, to, answer, partner, pairs, total } = self;
        let mut shown = f.debug_struct("Relaxation");
        shown.field("kind", kind).field("what", what).field("to", to);
        shown.field("answer", &answer.as_ref().map(|_| "…")).field("partner", partner);
        shown.field("pairs", pairs).field("total", total).finish()
    }
}

impl fmt::Display for Relaxation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, to, answer, pairs, total, .. } = self;
        let (to, answer) = (to.unwrap_or_default(), answer.as_deref().unwrap_or_default());
        match self.kind {
            Lift::Rule => write!(f, "without the rule {what}")?,
            Lift::Required => write!(f, "where {what} requires nothing")?,
            Lift::MinScore => write!(f, "with min_score lowered to {to:.6}")?,
            Lift::Seat => write!(f, "with {} of {what}", counted(to, "seat", "seats"))?,
            Lift::Participation => write!(f, "with objective \"participation\"")?,
            Lift::Entry => write!(f, "with {answer} among their {what}")?,
            Lift::Answer => write!(f, "with {answer} as their {what}")?,
        }
        if let Some(partner) = &self.partner {
            write!(f, " they would meet {partner};")?;
        }
        if let Some(pairs) = pairs {
            write!(f, " pairs {pairs:+},")?;
        }
        write!(f, " total score {total:+.3}")
    }
}
