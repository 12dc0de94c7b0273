//! Rules: each forbids pairs and says why, and never scores.
//!
//! One rule is one file, in the same order as a criterion's. The list at the end of this file is
//! the registry.

use std::fmt::Debug;
use std::ops::Range;

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
pub trait Judge: Send + Sync {
    /// Writes the verdicts on `mentee` with each of `mentors` to `out` (of the same length).
    fn verdicts(&self, mentee: usize, mentors: Range<usize>, out: &mut [Verdict]);
}

registry! {
    /// Any rule, as a programme lists it.
    AnyRule: Rule {
        must_differ => MustDiffer,
        must_share => MustShare,
        min_gap => MinGap,
        block => Block,
    }
}
