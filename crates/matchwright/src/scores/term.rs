//! A criterion with its weight, prepared for one roster.

use std::ops::Range;

use crate::candidates::Condition;
use crate::criteria::Evaluator;
use crate::program::{Missing, Term};
use crate::roster::Roster;

pub(super) struct CompiledTerm {
    pub(super) name: String,
    evaluator: Box<dyn Evaluator>,
    condition: Option<Condition>,
    /// What counts without an opinion; `None` where the criterion is skipped.
    pub(super) missing: Option<f32>,
    pub(super) required: Option<f32>,
    /// The bit of this criterion in a set of skipped criteria; 0 where it never skips.
    pub(super) skip_bit: usize,
}

impl CompiledTerm {
    pub(super) fn new(term: &Term, roster: &Roster, skipping: usize) -> Self {
        let missing = match term.missing {
            Missing::Value(value) => Some(value as f32),
            Missing::Skip(_) => None,
        };
        Self {
            name: term.name(),
            evaluator: term.criterion.compile(roster),
            condition: term.when.as_ref().map(|when| Condition::new(when, roster)),
            missing,
            required: term.required.map(|required| required as f32),
            skip_bit: if missing.is_none() { 1 << skipping } else { 0 },
        }
    }

    pub(super) fn values(&self, mentee: usize, mentors: &Range<usize>, out: &mut [f32]) {
        if self.condition.as_ref().is_some_and(|condition| !condition.holds(mentee)) {
            out.fill(f32::NAN);
        } else {
            self.evaluator.values(mentee, mentors.clone(), out);
        }
    }

    /// Whether an answer is below what the criterion requires; a missing answer is not.
    pub(super) fn refuses(&self, value: f32) -> bool {
        self.required.is_some_and(|required| value < required)
    }

    pub(super) fn refuse(&self, values: &[f32], allowed: &mut [bool]) {
        if self.required.is_some() {
            for (allowed, &value) in allowed.iter_mut().zip(values) {
                *allowed &= !self.refuses(value);
            }
        }
    }
}
