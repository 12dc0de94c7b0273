//! Weighted coverage: how much of what a mentee wants does a mentor offer?
//!
//! `skill_coverage` and `goal_fit` are this with and without levels, and `same` along a path, where
//! the mentee "wants" every part of their own path.

use std::ops::Range;

use matchwright_tables::vocabulary::Related;

use super::Evaluator;
use crate::compare::Grouped;
use crate::compare::listings::Listings;
use crate::compare::postings::starts;
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
    /// The level that the mentee has already, below the target; a mentor serves by what is above
    /// it.
    pub(super) current: f32,
}

impl Want {
    /// How far a mentor's level serves the want.
    fn cover(self, level: f32) -> f32 {
        if self.target > 0.0 {
            ((level - self.current) / (self.target - self.current)).clamp(0.0, 1.0)
        } else {
            1.0
        }
    }
}

/// Mentors whose best offers are looked for at a time, in two buffers on the stack.
const AT_ONCE: usize = 512;

/// Weighted coverage over one roster. One pass per want, and one for each label related to it.
pub(super) struct Coverage {
    wants: Lists<Want>,
    offers: Listings,
    starts: Vec<f32>,
    /// What else serves a want, and how well.
    related: Related,
}

impl Coverage {
    /// What each mentee wants against what each mentor lists.
    pub(super) fn compile(
        wants: Lists<Want>,
        offers: &Lists<Entry>,
        related: &Related,
    ) -> Box<dyn Evaluator> {
        let prepare = |offers: Vec<&[Entry]>| Self {
            wants,
            starts: starts(&offers),
            offers: Listings::new(&offers),
            related: related.clone(),
        };
        Box::new(Grouped::new(offers.iter().collect(), |list| key(list), prepare))
    }

    /// Adds how well each mentor serves a want, by what they list that serves it best.
    fn serve(&self, want: Want, mentors: &Range<usize>, out: &mut [f32]) {
        let near = self.related.of(want.label);
        if near.is_empty() {
            self.offers.add(want.label, mentors, |level| want.weight * want.cover(level), out);
            return;
        }
        let (mut best, mut part) = ([0.0_f32; AT_ONCE], [0.0_f32; AT_ONCE]);
        for (start, out) in mentors.clone().step_by(AT_ONCE).zip(out.chunks_mut(AT_ONCE)) {
            let mentors = start..start + out.len();
            let (best, part) = (&mut best[..out.len()], &mut part[..out.len()]);
            best.fill(0.0);
            for &(label, relation) in [(want.label, 1.0)].iter().chain(near) {
                part.fill(0.0);
                self.offers.add(label, &mentors, |level| relation * want.cover(level), part);
                for (best, part) in best.iter_mut().zip(&*part) {
                    *best = best.max(*part);
                }
            }
            for (value, cover) in out.iter_mut().zip(best) {
                *value += want.weight * *cover;
            }
        }
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
            self.serve(*want, &mentors, out);
        }
        widest((out, total), divide);
    }
}

#[inline(always)]
fn divide((values, total): (&mut [f32], f32)) {
    for value in values {
        *value /= total;
    }
}
