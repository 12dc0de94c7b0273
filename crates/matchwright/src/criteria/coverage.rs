//! Weighted coverage: how much of what a mentee wants does a mentor offer?
//!
//! `skill_coverage` and `goal_fit` are this with and without levels, and `same` along a path, where
//! the mentee "wants" every part of their own path.

use std::ops::Range;

use super::listings::Listings;
use super::postings::starts;
use super::{Evaluator, Grouped};
use crate::lanes::widest;
use crate::roster::{Entry, LabelId, Lists};

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

/// Weighted coverage over one roster. One pass per want.
pub(super) struct Coverage {
    wants: Lists<Want>,
    offers: Listings,
    starts: Vec<f32>,
}

impl Coverage {
    /// What each mentee wants against what each mentor lists.
    pub(super) fn compile(wants: Lists<Want>, offers: &Lists<Entry>) -> Box<dyn Evaluator> {
        let prepare = |offers: Vec<&[Entry]>| Self {
            wants,
            starts: starts(&offers),
            offers: Listings::new(&offers),
        };
        Box::new(Grouped::new(offers.iter().collect(), |list| key(list), prepare))
    }
}

/// Equal for lists of the same labels at the same levels.
fn key(list: &[Entry]) -> Vec<(LabelId, Option<u32>)> {
    let mut key: Vec<_> =
        list.iter().map(|entry| (entry.label, entry.level.map(f32::to_bits))).collect();
    key.sort_unstable();
    key
}

impl Evaluator for Coverage {
    /// Sums in the order of the mentee's list. A sum of parts rounds to no more than the sum of
    /// the wholes in the same order, so that no value exceeds 1.
    fn values(&self, mentee: usize, mentors: Range<usize>, out: &mut [f32]) {
        let wants = self.wants.of(mentee);
        let total: f32 = wants.iter().map(|want| want.weight).sum();
        if total == 0.0 {
            out.fill(f32::NAN);
            return;
        }
        out.copy_from_slice(&self.starts[mentors.clone()]);
        for want in wants {
            self.offers.add(want.label, &mentors, |level| want.weight * want.cover(level), out);
        }
        widest((out, total), divide);
    }
}

#[inline(always)]
#[expect(clippy::inline_always, reason = "has to be compiled for the instruction set")]
fn divide((values, total): (&mut [f32], f32)) {
    for value in values {
        *value /= total;
    }
}
