//! How far the mentor is ahead: what `min_gap` and `max_gap` have in common.

use std::ops::Range;

use super::{Judge, Verdict};
use crate::compare::{Grouped, scale};
use crate::roster::Roster;
use crate::schema::Columns;

/// Forbids the pairs of whose difference, mentor minus mentee, `forbidden` says so; cannot tell where
/// a number is missing.
pub(super) fn judge<F>(
    roster: &Roster,
    column: &Columns,
    scale: Option<&Vec<String>>,
    forbidden: F,
) -> Box<dyn Judge>
where
    F: Fn(f64) -> bool + Send + Sync + 'static,
{
    let [mentees, mentors] = scale::numbers(roster, column, scale);
    let prepare = |mentors| Gaps { mentees, mentors, forbidden };
    Box::new(Grouped::new(mentors, |number| number.to_bits(), prepare))
}

/// What is wrong with a gap and its scale. `too_wide` gets the steps from the lowest label of the
/// scale to the highest, and says which gap would fit where this one does not.
pub(super) fn check(
    gap: f64,
    scale: Option<&Vec<String>>,
    too_wide: impl FnOnce(f64) -> Option<String>,
) -> Vec<(&'static str, String)> {
    let mut wrong = scale::check(scale);
    let steps = scale.filter(|labels| labels.len() > 1).map(|labels| labels.len() - 1);
    if !gap.is_finite() {
        wrong.push(("gap", "must be a finite number".to_owned()));
    } else if let Some((steps, message)) =
        steps.and_then(|steps| Some((steps, too_wide(steps as f64)?)))
    {
        wrong.push(("gap", format!("{message}: the scale has {} labels", steps + 1)));
    }
    wrong
}

struct Gaps<F> {
    mentees: Vec<f64>,
    mentors: Vec<f64>,
    forbidden: F,
}

impl<F: Fn(f64) -> bool + Send + Sync> Judge for Gaps<F> {
    fn verdicts(&self, mentee: usize, mentors: Range<usize>, out: &mut [Verdict]) {
        let own = self.mentees[mentee];
        for (verdict, other) in out.iter_mut().zip(&self.mentors[mentors]) {
            let ahead = other - own;
            *verdict = if ahead.is_nan() {
                Verdict::Unknown
            } else {
                Verdict::forbid_if((self.forbidden)(ahead))
            };
        }
    }
}
