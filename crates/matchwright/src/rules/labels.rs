//! Two labels, compared: what `must_differ` and `must_equal` have in common.

use std::ops::Range;

use super::{Judge, Verdict};
use crate::compare::Grouped;
use crate::roster::{LabelId, Roster};
use crate::schema::Columns;

/// Forbids the pairs whose labels `forbidden` says of; cannot tell where a label is missing.
pub(super) fn judge<F>(roster: &Roster, column: &Columns, forbidden: F) -> Box<dyn Judge>
where
    F: Fn(LabelId, LabelId) -> bool + Send + Sync + 'static,
{
    let mentees = roster.mentees().labels(column.mentee());
    let mentors = roster.mentors().labels(column.mentor());
    let prepare = |mentors| Labels { mentees, mentors, forbidden };
    Box::new(Grouped::new(mentors, |label| *label, prepare))
}

struct Labels<F> {
    mentees: Vec<Option<LabelId>>,
    mentors: Vec<Option<LabelId>>,
    forbidden: F,
}

impl<F: Fn(LabelId, LabelId) -> bool + Send + Sync> Judge for Labels<F> {
    fn verdicts(&self, mentee: usize, mentors: Range<usize>, out: &mut [Verdict]) {
        let own = self.mentees[mentee];
        for (verdict, other) in out.iter_mut().zip(&self.mentors[mentors]) {
            *verdict = match (own, *other) {
                (Some(own), Some(other)) => Verdict::forbid_if((self.forbidden)(own, other)),
                _ => Verdict::Unknown,
            };
        }
    }
}
