//! For whom a criterion or a rule counts.

use crate::program::When;
use crate::roster::{LabelId, Roster};

/// Which mentees a `when` holds for.
pub(crate) struct Condition {
    answers: Vec<Option<LabelId>>,
    wanted: Option<LabelId>,
}

impl Condition {
    pub(crate) fn new(when: &When, roster: &Roster) -> Self {
        let answers = roster.mentees().labels(&when.column);
        Self { answers, wanted: roster.labels().find(&when.equals) }
    }

    pub(crate) fn holds(&self, mentee: usize) -> bool {
        self.wanted.is_some() && self.answers[mentee] == self.wanted
    }
}
