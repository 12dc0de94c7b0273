//! Who may meet: the programme's rules, prepared for one roster.

use matchwright_assign::{Error, Monitor};

use super::condition::Condition;
use super::contract::{Breach, judge};
use super::grid::{GRID, to_points};
use crate::program::{Clause, Program, Unanswered};
use crate::roster::Roster;
use crate::rules::{Judge, Verdict, same_person};

/// The rules of a programme over one roster.
pub(crate) struct Candidates {
    clauses: Vec<CompiledClause>,
}

/// A rule prepared for one roster.
pub(crate) struct CompiledClause {
    name: String,
    pub(crate) judge: Box<dyn Judge>,
    condition: Option<Condition>,
    missing: Unanswered,
    /// The points that it takes instead of forbidding.
    weakens: Option<i32>,
}

impl Candidates {
    pub(crate) fn new(
        program: &Program,
        roster: &Roster,
        breach: &Breach,
        monitor: &Monitor,
    ) -> Result<Self, Error> {
        let compile = |clause: &Clause| {
            monitor.check()?;
            let compiled = CompiledClause {
                name: clause.name(),
                judge: judge(clause, roster, breach),
                condition: clause.when.as_ref().map(|when| Condition::new(when, roster)),
                missing: clause.missing,
                weakens: clause.rule.weakens().map(|by| to_points(by as f32, GRID)),
            };
            monitor.advance(1);
            Ok(compiled)
        };
        let mut clauses: Vec<_> =
            program.rules.iter().map(compile).collect::<Result<_, Error>>()?;
        if program.same_id_is_same_person {
            let judge = same_person::judge(roster);
            let (name, missing) = (same_person::NAME.to_owned(), Unanswered::Allow);
            clauses.extend(judge.map(|judge| CompiledClause {
                name,
                judge,
                condition: None,
                missing,
                weakens: None,
            }));
        }
        Ok(Self { clauses })
    }

    /// The names of the rules, in the programme's order; last, that nobody meets themselves.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.clauses.iter().map(|clause| clause.name.as_str())
    }

    /// The rules that lower scores instead of forbidding, in the programme's order, each with its points.
    pub(crate) fn weakening(&self) -> impl Iterator<Item = (&CompiledClause, i32)> {
        self.clauses.iter().filter_map(|clause| Some((clause, clause.weakens?)))
    }

    /// The rules, in the order of their names.
    pub(crate) fn clauses(&self) -> &[CompiledClause] {
        &self.clauses
    }
}

impl CompiledClause {
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Whether the rule holds for the mentee.
    pub(crate) fn holds(&self, mentee: usize) -> bool {
        self.condition.as_ref().is_none_or(|condition| condition.holds(mentee))
    }

    /// Whether the rule keeps two people apart.
    pub(crate) fn forbids(&self, verdict: Verdict) -> bool {
        self.weakens.is_none() && self.applies(verdict)
    }

    /// Whether the rule is about two people: it keeps them apart, or lowers their score.
    pub(super) fn applies(&self, verdict: Verdict) -> bool {
        match verdict {
            Verdict::Allowed => false,
            Verdict::Forbidden => true,
            Verdict::Unknown => self.missing == Unanswered::Forbid,
        }
    }
}
