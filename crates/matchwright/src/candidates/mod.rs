//! Who may meet: the programme's rules, prepared for one roster.

mod condition;
pub mod rules;

use std::ops::Range;

use crate::program::{Clause, Unanswered};
use crate::roster::Roster;
pub(crate) use condition::Condition;
use rules::{Judge, Verdict};

/// The rules of a programme over one roster.
pub(crate) struct Candidates {
    clauses: Vec<CompiledClause>,
}

struct CompiledClause {
    name: String,
    judge: Box<dyn Judge>,
    condition: Option<Condition>,
    missing: Unanswered,
}

impl Candidates {
    pub(crate) fn new(clauses: &[Clause], roster: &Roster) -> Self {
        let compile = |clause: &Clause| CompiledClause {
            name: clause.name(),
            judge: clause.rule.compile(roster),
            condition: clause.when.as_ref().map(|when| Condition::new(when, roster)),
            missing: clause.missing,
        };
        Self { clauses: clauses.iter().map(compile).collect() }
    }

    /// The names of the rules, in the programme's order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.clauses.iter().map(|clause| clause.name.as_str())
    }

    /// Calls `each(rule, position in the range)` for every pair that a rule forbids.
    /// `verdicts` is working space of the range's length.
    pub(crate) fn forbidden(
        &self,
        mentee: usize,
        mentors: &Range<usize>,
        verdicts: &mut [Verdict],
        mut each: impl FnMut(usize, usize),
    ) {
        for (rule, clause) in self.clauses.iter().enumerate() {
            if clause.condition.as_ref().is_some_and(|condition| !condition.holds(mentee)) {
                continue;
            }
            clause.judge.verdicts(mentee, mentors.clone(), verdicts);
            for (position, verdict) in verdicts.iter().enumerate() {
                let forbidden = match verdict {
                    Verdict::Allowed => false,
                    Verdict::Forbidden => true,
                    Verdict::Unknown => clause.missing == Unanswered::Forbid,
                };
                if forbidden {
                    each(rule, position);
                }
            }
        }
    }
}
