//! Is a caller's own criterion or rule what it has to be? What it says is looked at before it counts.
//!
//! Scoring gives numbers, not errors. So the first thing that is wrong is kept here, whoever was wrong says
//! nothing from then on, and whoever has scored asks at the end whether anything was wrong.

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, OnceLock};

use crate::compare::Groups;
use crate::criteria::{AnyCriterion, Compiled, Evaluator, Learned};
use crate::error::{Error, Finding, Findings};
use crate::program::{Clause, Term};
use crate::roster::Roster;
use crate::rules::{AnyRule, Judge, Verdict};

/// How far a value may be outside of 0 to 1 by rounding; it then counts as 0 or 1.
const ROUNDING: f32 = 1e-6;

/// The first thing that was wrong with anything of the caller's own.
#[derive(Clone, Default)]
pub(super) struct Breach(Arc<OnceLock<Finding>>);

impl Breach {
    pub(super) fn check(&self) -> Result<(), Error> {
        let mut findings = Findings::default();
        findings.extend(self.0.get().cloned());
        Ok(findings.into_result(())?)
    }

    fn is_there(&self) -> bool {
        self.0.get().is_some()
    }

    fn tell(&self, name: &str, message: String) {
        self.0.get_or_init(|| {
            Finding::new(message).table("programme").column(name).code("own_member")
        });
    }
}

/// Prepares a criterion for a roster; what is the caller's own is looked at from then on.
pub(super) fn evaluator(
    term: &Term,
    roster: &Roster,
    learned: Option<&Learned>,
    breach: &Breach,
) -> Compiled {
    if !matches!(term.criterion, AnyCriterion::Custom(_)) {
        return term.criterion.compile_with(roster, learned);
    }
    let compile = || term.criterion.compile(roster);
    let evaluator = Box::new(Own::new(term.name(), roster, breach, compile, Evaluator::groups));
    Compiled { evaluator, learned: Learned::default() }
}

/// Prepares a rule for a roster; what is the caller's own is looked at from then on.
pub(super) fn judge(clause: &Clause, roster: &Roster, breach: &Breach) -> Box<dyn Judge> {
    if !matches!(clause.rule, AnyRule::Custom(_)) {
        return clause.rule.compile(roster);
    }
    let compile = || clause.rule.compile(roster);
    Box::new(Own::new(clause.name(), roster, breach, compile, Judge::groups))
}

/// A criterion or a rule of the caller's own.
struct Own<T: ?Sized> {
    /// `None` where it could not be prepared.
    inner: Option<Box<T>>,
    name: String,
    /// The row of each mentee and of each mentor, as their spreadsheets show it.
    rows: [Vec<usize>; 2],
    /// Whether it puts mentors into groups.
    is_grouped: bool,
    breach: Breach,
}

impl<T: ?Sized> Own<T> {
    fn new(
        name: String,
        roster: &Roster,
        breach: &Breach,
        compile: impl FnOnce() -> Box<T>,
        groups: impl FnOnce(&T) -> Option<&Groups>,
    ) -> Self {
        let rows = [roster.mentees(), roster.mentors()]
            .map(|people| (0..people.len()).map(|person| people.sheet_row(person)).collect());
        let mut own = Self { inner: None, name, rows, is_grouped: false, breach: breach.clone() };
        own.inner = own.guard(None, compile);
        let of = own.ask(None, |inner| groups(inner).map(|groups| groups.of().len())).flatten();
        if of.is_some_and(|of| of != own.rows[1].len()) {
            own.breach.tell(&own.name, "must put every mentor into a group".to_owned());
        }
        own.is_grouped = of == Some(own.rows[1].len());
        own
    }

    /// Lets the caller's own work as long as nothing was wrong; `None` where something is.
    fn ask<'a, A>(&'a self, mentee: Option<usize>, work: impl FnOnce(&'a T) -> A) -> Option<A> {
        let inner = self.inner.as_deref().filter(|_| !self.breach.is_there())?;
        self.guard(mentee, || work(inner))
    }

    fn guard<A>(&self, mentee: Option<usize>, work: impl FnOnce() -> A) -> Option<A> {
        let answer = catch_unwind(AssertUnwindSafe(work));
        if answer.is_err() {
            let place = mentee.map_or(String::new(), |mentee| {
                format!(" at row {} of the mentees", self.row(0, mentee))
            });
            self.breach.tell(&self.name, format!("panicked{place}"));
        }
        answer.ok()
    }

    /// The row of a person in the table of the mentees (0) or mentors (1).
    fn row(&self, table: usize, person: usize) -> usize {
        self.rows[table].get(person).copied().unwrap_or_default()
    }
}

impl Own<dyn Evaluator> {
    /// Looks at the values of a mentee with mentors; those outside of 0 to 1 by a rounding are put right.
    fn look(&self, mentee: usize, mentor_of: impl Fn(usize) -> usize, values: &mut [f32]) {
        let allowed = -ROUNDING..=1.0 + ROUNDING;
        for (position, value) in values.iter_mut().enumerate() {
            if value.is_nan() || (0.0..=1.0).contains(value) {
                continue;
            }
            if !allowed.contains(value) {
                let (mentee, mentor) = (self.row(0, mentee), self.row(1, mentor_of(position)));
                let place = format!("row {mentee} of the mentees and row {mentor} of the mentors");
                let message =
                    format!("must give numbers from 0 to 1, or NaN, not {value} ({place})");
                self.breach.tell(&self.name, message);
            }
            *value = value.clamp(0.0, 1.0);
        }
    }
}

impl Evaluator for Own<dyn Evaluator> {
    fn values(&self, mentee: usize, mentors: Range<usize>, out: &mut [f32]) {
        let first = mentors.start;
        match self.ask(Some(mentee), |inner| inner.values(mentee, mentors, &mut *out)) {
            Some(()) => self.look(mentee, |position| first + position, out),
            None => out.fill(f32::NAN),
        }
    }

    fn groups(&self) -> Option<&Groups> {
        let inner = self.inner.as_deref().filter(|_| self.is_grouped)?;
        self.guard(None, || inner.groups()).flatten()
    }

    fn group_values(&self, mentee: usize, out: &mut [f32]) {
        let first = self.groups().map(Groups::first).unwrap_or_default();
        match self.ask(Some(mentee), |inner| inner.group_values(mentee, &mut *out)) {
            Some(()) => {
                let mentor = |group: usize| first.get(group).map_or(0, |&mentor| mentor as usize);
                self.look(mentee, mentor, out);
            }
            None => out.fill(f32::NAN),
        }
    }

    fn exceptions(&self, mentee: usize, found: &mut Vec<u32>) {
        self.ask(Some(mentee), |inner| inner.exceptions(mentee, found));
    }
}

impl Judge for Own<dyn Judge> {
    fn verdicts(&self, mentee: usize, mentors: Range<usize>, out: &mut [Verdict]) {
        if self.ask(Some(mentee), |inner| inner.verdicts(mentee, mentors, &mut *out)).is_none() {
            out.fill(Verdict::Forbidden);
        }
    }

    fn groups(&self) -> Option<&Groups> {
        let inner = self.inner.as_deref().filter(|_| self.is_grouped)?;
        self.guard(None, || inner.groups()).flatten()
    }

    fn group_verdicts(&self, mentee: usize, out: &mut [Verdict]) {
        if self.ask(Some(mentee), |inner| inner.group_verdicts(mentee, &mut *out)).is_none() {
            out.fill(Verdict::Forbidden);
        }
    }

    fn exceptions(&self, mentee: usize, found: &mut Vec<u32>) {
        self.ask(Some(mentee), |inner| inner.exceptions(mentee, found));
    }
}
