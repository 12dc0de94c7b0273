//! Weighted coverage: how much of what a mentee wants does a mentor offer?
//!
//! `skill_coverage` and `goal_fit` are this with and without levels, and `same` along a path, where
//! the mentee "wants" every part of their own path.

use std::ops::Range;

use super::Evaluator;
use super::postings::{Postings, starts};
use crate::roster::{Entry, LabelId, Lists};
use crate::vocabulary::Related;

/// One thing that a mentee wants.
#[derive(Debug, Clone, Copy)]
pub(super) struct Want {
    pub(super) label: LabelId,
    /// How much it counts beside the mentee's other wants.
    pub(super) weight: f32,
    /// The level that serves the mentee fully; 0 where any does.
    pub(super) target: f32,
}

impl Want {
    /// How far a mentor's level serves the want.
    fn cover(self, level: f32) -> f32 {
        if self.target > 0.0 { (level / self.target).min(1.0) } else { 1.0 }
    }
}

/// Weighted coverage over one roster. One pass per want, over the mentors who offer it or something
/// related.
pub(super) struct Coverage {
    wants: Vec<Vec<Want>>,
    offers: Postings<f32>,
    starts: Vec<f32>,
    /// What else serves a want, and how well.
    related: Related,
}

impl Coverage {
    /// What each mentee wants against what each mentor lists.
    pub(super) fn new(wants: Vec<Vec<Want>>, offers: &Lists<Entry>, related: &Related) -> Self {
        let (starts, offers) = (starts(offers), Postings::of_lists(offers));
        Self { wants, offers, starts, related: related.clone() }
    }

    /// How well each mentor serves a want, by what they list that serves it best. The mentors who
    /// list nothing of the kind are passed over.
    fn serve(&self, want: Want, mentors: &Range<usize>, mut add: impl FnMut(usize, f32)) {
        let near = self.related.of(want.label);
        if near.is_empty() {
            let offers = self.offers.within(want.label.0, mentors);
            offers.for_each(|(position, level)| add(position, want.cover(level)));
            return;
        }
        let mut best = vec![0.0_f32; mentors.len()];
        for &(label, relation) in [(want.label, 1.0)].iter().chain(near) {
            for (position, level) in self.offers.within(label.0, mentors) {
                best[position] = best[position].max(relation * want.cover(level));
            }
        }
        best.into_iter().enumerate().for_each(|(position, cover)| add(position, cover));
    }
}

impl Evaluator for Coverage {
    /// Sums in the order of the mentee's list. A sum of parts rounds to no more than the sum of
    /// the wholes in the same order, so that no value exceeds 1.
    fn values(&self, mentee: usize, mentors: Range<usize>, out: &mut [f32]) {
        let wants = &self.wants[mentee];
        let total: f32 = wants.iter().map(|want| want.weight).sum();
        if total == 0.0 {
            out.fill(f32::NAN);
            return;
        }
        out.copy_from_slice(&self.starts[mentors.clone()]);
        for want in wants {
            self.serve(*want, &mentors, |position, cover| out[position] += want.weight * cover);
        }
        for value in out {
            *value /= total;
        }
    }
}
