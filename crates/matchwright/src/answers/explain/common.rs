//! What two people have in common, as their answers say it.

use std::fmt;

use serde::Serialize;

use crate::outcome::Outcome;
use crate::roster::{Entry, LabelId, Lists, People, Side};

/// What two people have in common by one criterion. `Debug` shows how many labels, and not which.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Common {
    /// The criterion's name.
    pub criterion: String,
    /// Who wants it from the other, who has it; `None` where both have it.
    pub learner: Option<Side>,
    /// The labels, in the order of their texts.
    pub labels: Vec<String>,
}

impl fmt::Debug for Common {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut common = f.debug_struct("Common");
        common.field("criterion", &self.criterion).field("learner", &self.learner);
        common.field("labels", &self.labels.len()).finish()
    }
}

/// The columns in which a programme's criteria say what people have in common.
pub(crate) struct Grounds<'a> {
    outcome: &'a Outcome,
    columns: Vec<Ground>,
}

struct Ground {
    criterion: String,
    learner: Option<Side>,
    mentees: Listed,
    mentors: Listed,
}

/// Everybody's answers in a column, whichever way it is read.
struct Listed {
    lists: Lists<Entry>,
    labels: Vec<Option<LabelId>>,
}

impl Listed {
    fn new(people: &People, column: &str) -> Self {
        Self { lists: people.lists(column), labels: people.labels(column) }
    }

    fn of(&self, person: usize) -> impl Iterator<Item = LabelId> {
        let listed = self.lists.of(person).iter().map(|entry| entry.label);
        listed.chain(self.labels[person])
    }
}

impl<'a> Grounds<'a> {
    pub(crate) fn new(outcome: &'a Outcome) -> Self {
        let roster = outcome.roster();
        let terms = outcome.program().criteria.iter();
        let grounds = terms.filter_map(|term| {
            let ground = term.criterion.common_ground()?;
            Some(Ground {
                criterion: term.name(),
                learner: ground.learner,
                mentees: Listed::new(roster.mentees(), &ground.mentee),
                mentors: Listed::new(roster.mentors(), &ground.mentor),
            })
        });
        Self { outcome, columns: grounds.collect() }
    }

    /// What a mentee and a mentor have in common; criteria by which they have nothing are left out.
    pub(crate) fn of(&self, mentee: usize, mentor: usize) -> Vec<Common> {
        let texts = self.outcome.roster().labels();
        let common = self.columns.iter().map(|ground| {
            let theirs: Vec<LabelId> = ground.mentors.of(mentor).collect();
            let both = ground.mentees.of(mentee).filter(|label| theirs.contains(label));
            let mut labels: Vec<String> = both.map(|label| texts.text(label).to_owned()).collect();
            labels.sort_unstable();
            labels.dedup();
            Common { criterion: ground.criterion.clone(), learner: ground.learner, labels }
        });
        common.filter(|common| !common.labels.is_empty()).collect()
    }
}
