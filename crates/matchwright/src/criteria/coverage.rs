//! Weighted coverage: how much of what a learner wants does the other one offer?
//!
//! `skill_coverage` and `goal_fit` are this with and without levels, and `same` along a path, where
//! the mentee "wants" every part of their own path.

use std::ops::Range;
use std::sync::Arc;

use matchwright_tables::vocabulary::Related;

use super::{Compiled, Evaluator, Learned};
use crate::compare::Grouped;
use crate::compare::listings::Listings;
use crate::compare::postings::{Postings, starts};
use crate::lanes::widest;
use crate::roster::{Entry, LabelId, Lists, Side};

/// What each learner wants against what each of the others lists. Of the mentors' side nothing is asked where it was
/// learned.
pub(super) fn compile(
    learner: Side,
    wants: impl FnOnce() -> Lists<Want>,
    offers: impl FnOnce() -> Lists<Entry>,
    related: &Related,
    known: Option<&Learned>,
) -> Compiled {
    match learner {
        Side::Mentee => {
            let mentors = Learned::mentors_or(known, || Offers::new(&offers(), related));
            let evaluator = Coverage::by(wants(), &mentors);
            Compiled { evaluator, learned: Learned::of_mentors(&mentors) }
        }
        Side::Mentor => {
            let mentors = Learned::mentors_or(known, || Wanted::new(&wants()));
            let evaluator = Service::by(&offers(), related, &mentors);
            Compiled { evaluator, learned: Learned::of_mentors(&mentors) }
        }
    }
}

/// One thing that a learner wants.
#[derive(Debug, Clone, Copy)]
pub(super) struct Want {
    pub(super) label: LabelId,
    /// How much it counts beside the learner's other wants.
    pub(super) weight: f32,
    /// The level that serves the learner fully; 0 where any does.
    pub(super) target: f32,
    /// The level that the learner has already, below the target; others serve by what is above
    /// it.
    pub(super) current: f32,
}

impl Want {
    /// How far a level serves the want.
    fn cover(self, level: f32) -> f32 {
        if self.target > 0.0 {
            ((level - self.current) / (self.target - self.current)).clamp(0.0, 1.0)
        } else {
            1.0
        }
    }
}

/// Mentors whose best offers, or sums, are looked for at a time, in buffers on the stack.
const AT_ONCE: usize = 512;

/// What mentors offer.
struct Offers {
    listings: Listings,
    starts: Vec<f32>,
    /// What else serves a want, and how well.
    related: Related,
}

impl Offers {
    fn new(offers: &Lists<Entry>, related: &Related) -> Grouped<Self> {
        let prepare = |offers: Vec<&[Entry]>| Self {
            starts: starts(&offers),
            listings: Listings::new(&offers),
            related: related.clone(),
        };
        Grouped::new(offers.iter().collect(), |list| key(list), prepare)
    }
}

/// What mentors offer to mentees who want it. One pass per want, and one for each label related to it.
pub(super) struct Coverage {
    wants: Lists<Want>,
    mentors: Arc<Grouped<Offers>>,
}

impl Coverage {
    /// What each mentee wants against what each mentor lists.
    pub(super) fn compile(
        wants: Lists<Want>,
        offers: &Lists<Entry>,
        related: &Related,
    ) -> Box<dyn Evaluator> {
        Self::by(wants, &Arc::new(Offers::new(offers, related)))
    }

    fn by(wants: Lists<Want>, mentors: &Arc<Grouped<Offers>>) -> Box<dyn Evaluator> {
        Box::new(mentors.with(Self { wants, mentors: Arc::clone(mentors) }))
    }

    /// Adds how well each mentor serves a want, by what they list that serves it best.
    fn serve(&self, want: Want, mentors: &Range<usize>, out: &mut [f32]) {
        let Offers { listings, related, .. } = &self.mentors.inner;
        let near = related.of(want.label);
        if near.is_empty() {
            listings.add(want.label, mentors, |level| want.weight * want.cover(level), out);
            return;
        }
        let (mut best, mut part) = ([0.0_f32; AT_ONCE], [0.0_f32; AT_ONCE]);
        for (start, out) in mentors.clone().step_by(AT_ONCE).zip(out.chunks_mut(AT_ONCE)) {
            let mentors = start..start + out.len();
            let (best, part) = (&mut best[..out.len()], &mut part[..out.len()]);
            best.fill(0.0);
            for &(label, relation) in [(want.label, 1.0)].iter().chain(near) {
                part.fill(0.0);
                listings.add(label, &mentors, |level| relation * want.cover(level), part);
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
        out.copy_from_slice(&self.mentors.inner.starts[mentors.clone()]);
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

/// What mentors want.
struct Wanted {
    wants: Postings<Want>,
    /// The weight of all that each mentor wants; NaN where there is none.
    totals: Vec<f64>,
}

impl Wanted {
    fn new(wants: &Lists<Want>) -> Grouped<Self> {
        let prepare = |wants: Vec<&[Want]>| Self {
            totals: wants.iter().map(|wants| total(wants)).collect(),
            wants: Postings::new(named(&wants)),
        };
        Grouped::new(wants.iter().collect(), |wants| key_of_wants(wants), prepare)
    }
}

/// What mentees offer to mentors who want it. The mentors who want a label are looked up once for each label
/// that the mentee's list serves.
struct Service {
    mentors: Arc<Grouped<Wanted>>,
    /// What each mentee's list serves, in the order of the labels.
    serves: Lists<Serve>,
}

/// A label that an offer serves: its own, or one related to it.
#[derive(Clone, Copy)]
struct Serve {
    label: LabelId,
    relation: f32,
    level: f32,
}

impl Service {
    fn by(
        offers: &Lists<Entry>,
        related: &Related,
        mentors: &Arc<Grouped<Wanted>>,
    ) -> Box<dyn Evaluator> {
        let serves = offers.iter().map(|list| serves(list, related)).collect();
        Box::new(mentors.with(Self { serves, mentors: Arc::clone(mentors) }))
    }
}

/// What a list serves, in the order of the labels. A relation holds in both directions.
fn serves(list: &[Entry], related: &Related) -> Vec<Serve> {
    let of = |entry: &Entry| {
        let level = entry.level.unwrap_or(f32::INFINITY);
        let near = related.of(entry.label).iter().copied();
        let all = near.chain([(entry.label, 1.0)]);
        all.map(move |(label, relation)| Serve { label, relation, level })
    };
    let mut serves: Vec<Serve> = list.iter().flat_map(of).collect();
    serves.sort_by_key(|serve| serve.label);
    serves
}

/// In the order of the labels, in which parts are added: no value exceeds 1.
fn total(wants: &[Want]) -> f64 {
    let mut wants = wants.to_vec();
    wants.sort_by_key(|want| want.label);
    let total: f64 = wants.iter().map(|want| f64::from(want.weight)).sum();
    if total > 0.0 { total } else { f64::NAN }
}

/// Which mentor wants which label.
fn named(wants: &[&[Want]]) -> Vec<(u32, u32, Want)> {
    let of = |(mentor, wants): (usize, &&[Want])| {
        wants.iter().map(|&want| (want.label.0, mentor as u32, want)).collect::<Vec<_>>()
    };
    wants.iter().enumerate().flat_map(of).collect()
}

/// Equal for lists of the same wants.
fn key_of_wants(wants: &[Want]) -> Vec<(LabelId, [u32; 3])> {
    let numbers = |want: &Want| [want.weight, want.target, want.current].map(f32::to_bits);
    let mut key: Vec<_> = wants.iter().map(|want| (want.label, numbers(want))).collect();
    key.sort_unstable();
    key
}

impl Evaluator for Service {
    /// Summed in f64 and rounded to f32 once.
    fn values(&self, mentee: usize, mentors: Range<usize>, out: &mut [f32]) {
        let Wanted { wants, totals } = &self.mentors.inner;
        let serves = self.serves.of(mentee);
        if serves.is_empty() {
            out.fill(f32::NAN);
            return;
        }
        for (start, out) in mentors.step_by(AT_ONCE).zip(out.chunks_mut(AT_ONCE)) {
            let mentors = start..start + out.len();
            let mut sums = [0.0_f64; AT_ONCE];
            for serves in serves.chunk_by(|one, other| one.label == other.label) {
                for (position, want) in wants.within(serves[0].label.0, &mentors) {
                    let covers =
                        serves.iter().map(|serve| serve.relation * want.cover(serve.level));
                    sums[position] += f64::from(want.weight * covers.fold(0.0, f32::max));
                }
            }
            for ((value, sum), total) in out.iter_mut().zip(sums).zip(&totals[mentors]) {
                *value = (sum / total) as f32;
            }
        }
    }
}
