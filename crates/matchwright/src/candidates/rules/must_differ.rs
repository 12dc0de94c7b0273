//! `must_differ`: both must have different labels.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Judge, Rule, Verdict};
use crate::program::Columns;
use crate::roster::{Kind, LabelId, Read, Roster};

/// Both must have different labels: not the same manager, not the same organisation.
///
/// Forbids a pair whose labels are equal; cannot tell where one is missing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MustDiffer {
    /// The column of labels, one name for both tables or one for each.
    pub column: Columns,
}

impl MustDiffer {
    /// Compares `column`.
    pub fn new(column: impl Into<Columns>) -> Self {
        Self { column: column.into() }
    }
}

impl Rule for MustDiffer {
    fn reads(&self) -> Vec<Read> {
        self.column.reads(&Kind::Label)
    }

    fn compile(&self, roster: &Roster) -> Box<dyn Judge> {
        Box::new(Labels {
            mentees: roster.mentees().labels(self.column.mentee()),
            mentors: roster.mentors().labels(self.column.mentor()),
        })
    }
}

struct Labels {
    mentees: Vec<Option<LabelId>>,
    mentors: Vec<Option<LabelId>>,
}

impl Judge for Labels {
    fn verdicts(&self, mentee: usize, mentors: Range<usize>, out: &mut [Verdict]) {
        let own = self.mentees[mentee];
        for (verdict, other) in out.iter_mut().zip(&self.mentors[mentors]) {
            *verdict = match (own, *other) {
                (Some(own), Some(other)) => Verdict::forbid_if(own == other),
                _ => Verdict::Unknown,
            };
        }
    }
}
