//! Rules: each forbids pairs and says why. None scores; one that weakens lowers the score of its pairs instead.
//!
//! One rule is one file, in the same order as a criterion's. The list at the end of this file is
//! the registry.

mod gaps;
mod labels;
mod lines;
mod pairs;
pub(crate) mod same_person;

use std::fmt::Debug;
use std::ops::Range;

use crate::compare::{Grouped, Groups};
use crate::error::Finding;
use crate::registry::registry;
use crate::roster::{Read, Roster};

/// A reason why two people may not meet.
pub trait Rule: Debug + Send + Sync {
    /// The columns that the verdict depends on. Nothing else may influence it.
    fn reads(&self) -> Vec<Read>;

    /// What is wrong with the parameters: the field, and what is allowed there.
    fn check(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    /// Why no pair can satisfy both this rule and `other`, where that can be told without people.
    fn contradicts(&self, other: &AnyRule) -> Option<String> {
        let _ = other;
        None
    }

    /// What is wrong with people's answers taken together, where each by itself is sound. A roster
    /// with a finding is refused.
    fn inspect(&self, roster: &Roster) -> Vec<Finding> {
        let _ = roster;
        Vec::new()
    }

    /// By how much the score of a pair is lowered that the rule would forbid, above 0 and at most 1 and not
    /// below a score of 0; `None` where it forbids.
    fn weakens(&self) -> Option<f64> {
        None
    }

    /// What it asks of a pair, in a sentence for people who read no programmes; where there is none, documents
    /// name the kind and what it was given.
    fn sentence(&self) -> Option<String> {
        None
    }

    /// Prepares the rule for one roster, which holds every column that [`reads`](Self::reads) names.
    fn compile(&self, roster: &Roster) -> Box<dyn Judge>;
}

/// What a rule says of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Verdict {
    /// They may meet.
    #[default]
    Allowed,
    /// They may not.
    Forbidden,
    /// It cannot be told, because an answer is missing.
    Unknown,
}

impl Verdict {
    /// [`Verdict::Forbidden`] or [`Verdict::Allowed`].
    #[must_use]
    pub fn forbid_if(forbidden: bool) -> Self {
        if forbidden { Self::Forbidden } else { Self::Allowed }
    }
}

/// A rule prepared for one roster.
///
/// [`verdicts`](Self::verdicts) is all that has to be written; the other three are those of an
/// [`Evaluator`](crate::criteria::Evaluator).
pub trait Judge: Send + Sync {
    /// Writes the verdicts on `mentee` with each of `mentors` to `out` (of the same length). A panic ends
    /// the match with an error that names the rule.
    fn verdicts(&self, mentee: usize, mentors: Range<usize>, out: &mut [Verdict]);

    /// Groups of mentors who get the same verdict as each other, whoever the mentee is, unless they
    /// are [`exceptions`](Self::exceptions); `None` where everybody is judged.
    fn groups(&self) -> Option<&Groups> {
        None
    }

    /// Writes the verdicts on `mentee` with each of the groups; by default those on the first
    /// mentors. A group whose first mentor is an exception has to be given the verdict on the others.
    fn group_verdicts(&self, mentee: usize, out: &mut [Verdict]) {
        let first = self.groups().map(Groups::first).unwrap_or_default();
        for (verdict, &mentor) in out.iter_mut().zip(first) {
            let mentor = mentor as usize;
            self.verdicts(mentee, mentor..mentor + 1, std::slice::from_mut(verdict));
        }
    }

    /// Adds the mentors on whom the verdict is not that on their group.
    fn exceptions(&self, mentee: usize, found: &mut Vec<u32>) {
        let _ = (mentee, found);
    }
}

impl<E: Judge> Judge for Grouped<E> {
    fn verdicts(&self, mentee: usize, mentors: Range<usize>, out: &mut [Verdict]) {
        let verdicts = |groups, out: &mut [Verdict]| self.inner.verdicts(mentee, groups, out);
        match &self.groups {
            Some(groups) => groups.spread(mentors, out, verdicts),
            None => verdicts(mentors, out),
        }
    }

    fn groups(&self) -> Option<&Groups> {
        self.groups.as_ref()
    }

    fn group_verdicts(&self, mentee: usize, out: &mut [Verdict]) {
        self.inner.verdicts(mentee, 0..out.len(), out);
    }
}

pub use history::Met;

registry! {
    /// Any rule, as a programme lists it.
    AnyRule: Rule {
        must_differ => MustDiffer,
        must_equal => MustEqual,
        must_share => MustShare,
        min_gap => MinGap,
        min_shared_hours => MinSharedHours,
        max_distance => MaxDistance,
        max_gap => MaxGap,
        not_in_reporting_line => NotInReportingLine,
        avoid => Avoid,
        block => Block,
        history => History,
    }
}
