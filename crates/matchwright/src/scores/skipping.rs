//! Criteria that may skip a pair: where they have no opinion, the shares of the others grow.
//!
//! What a criterion gives a pair then depends on which others skip it. So groups can share its
//! [`Answers`](super::answers::Answers), but not its points. The criteria that may skip go first,
//! and leave a number for each pair: the set of those that skip it. By that set every criterion's
//! share of the pair is looked up.

use super::grid::{add_points, bar, shares_of};
use super::member::room;
use super::term::CompiledTerm;
use crate::lanes::{look_up, widest};

/// The criteria's shares of the points for every set of skipped criteria.
pub(super) struct Skipping {
    /// How many criteria may skip.
    count: usize,
    /// For each criterion its share by the set (bit k: the k-th criterion that may skip).
    shares: Vec<Vec<i32>>,
}

/// Working space.
#[derive(Default)]
pub(super) struct Silence {
    /// For each mentor of a block, the set of criteria that are skipped.
    sets: Vec<u16>,
    /// A criterion's share of each pair.
    shares: Vec<i32>,
    /// Values of the criteria that may skip, one after the other, and of one that may not.
    values: Vec<f32>,
}

impl Skipping {
    /// Of criteria with these weights, some of which may skip.
    pub(super) fn new(terms: &[CompiledTerm], weights: &[f64]) -> Self {
        let count = terms.iter().filter(|term| term.skip_bit > 0).count();
        let mut shares = vec![Vec::new(); terms.len()];
        for set in 0..1 << count {
            let counts: Vec<bool> = terms.iter().map(|term| term.skip_bit & set == 0).collect();
            for (shares, share) in shares.iter_mut().zip(shares_of(weights, &counts)) {
                shares.push(share);
            }
        }
        Self { count, shares }
    }

    /// Whether any criterion may skip.
    pub(super) fn is_possible(&self) -> bool {
        self.count > 0
    }

    /// The shares where the criteria of a set (their bits) are skipped.
    pub(super) fn shares(&self, set: usize) -> impl Iterator<Item = i32> {
        self.shares.iter().map(move |shares| shares[set])
    }

    /// Adds the points of all criteria for a block of mentors, if any may skip.
    /// `write(criterion, values)` has to write a criterion's values with each of them.
    pub(super) fn add(
        &self,
        terms: &[CompiledTerm],
        silence: &mut Silence,
        points: &mut [i32],
        mut write: impl FnMut(usize, &mut [f32]),
    ) {
        if !self.is_possible() {
            return;
        }
        let length = points.len();
        let sets = room(&mut silence.sets, length);
        let shares = room(&mut silence.shares, length);
        let values = room(&mut silence.values, (self.count + 1) * length);
        let (kept, other) = values.split_at_mut(self.count * length);
        sets.fill(0);
        let skipping = terms.iter().enumerate().filter(|(_, term)| term.skip_bit > 0);
        for ((criterion, term), values) in skipping.zip(kept.chunks_exact_mut(length)) {
            write(criterion, values);
            widest((term.skip_bit as u16, &*values, &mut *sets), add_silent);
        }
        let mut kept = kept.chunks_exact(length);
        for (criterion, (term, by_set)) in terms.iter().zip(&self.shares).enumerate() {
            let values = if term.skip_bit > 0 {
                kept.next().unwrap_or_default()
            } else {
                write(criterion, other);
                &*other
            };
            bar(term.required, values, points);
            look_up(by_set, sets, shares);
            widest((term.missing.unwrap_or(0.0), &*shares, values, &mut *points), add_shared);
        }
    }
}

/// Adds a criterion to the sets of the pairs that it is silent about.
#[inline(always)]
fn add_silent((bit, values, sets): (u16, &[f32], &mut [u16])) {
    for (set, value) in sets.iter_mut().zip(values) {
        *set |= if value.is_nan() { bit } else { 0 };
    }
}

/// Adds a criterion's points by its share of each pair. A skipped one has none.
#[inline(always)]
fn add_shared((missing, shares, values, points): (f32, &[i32], &[f32], &mut [i32])) {
    add_points(missing, shares.iter().copied(), values, points);
}
