//! Who may meet: the programme's rules, prepared for one roster.

use matchwright_assign::{Error, Monitor};

use super::condition::Condition;
use super::contract::{Breach, judge};
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
            }));
        }
        Ok(Self { clauses })
    }

    /// The names of the rules, in the programme's order; last, that nobody meets themselves.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.clauses.iter().map(|clause| clause.name.as_str())
    }

    /// The rules, in the order of their names.
    pub(crate) fn clauses(&self) -> &[CompiledClause] {
        &self.clauses
    }
}

impl CompiledClause {
    /// Whether the rule holds for the mentee.
    pub(crate) fn holds(&self, mentee: usize) -> bool {
        self.condition.as_ref().is_none_or(|condition| condition.holds(mentee))
    }

    /// Whether the rule keeps two people apart.
    pub(crate) fn forbids(&self, verdict: Verdict) -> bool {
        match verdict {
            Verdict::Allowed => false,
            Verdict::Forbidden => true,
            Verdict::Unknown => self.missing == Unanswered::Forbid,
        }
    }
}
