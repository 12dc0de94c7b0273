//! Criteria that leave the score where they have no opinion: the shares of the others grow.

use std::ops::Range;

use super::grid::{BARRED, shares_of, to_points};
use super::term::CompiledTerm;

/// The criteria's shares of the points for every set of skipped criteria.
pub(super) struct Skipping {
    /// By the set (bit k: the k-th criterion that may skip).
    shares: Vec<Vec<i32>>,
}

impl Skipping {
    /// Of criteria with these weights, some of which may skip.
    pub(super) fn new(terms: &[CompiledTerm], weights: &[f64]) -> Self {
        let skipping = terms.iter().filter(|term| term.skip_bit > 0).count();
        let shares = (0..1 << skipping).map(|skipped| {
            let counts = terms.iter().map(|term| term.skip_bit & skipped == 0);
            shares_of(weights, &counts.collect::<Vec<_>>())
        });
        Self { shares: shares.collect() }
    }

    /// Whether any criterion may skip.
    pub(super) fn is_possible(&self) -> bool {
        self.shares.len() > 1
    }

    /// The shares where the criteria of a set (their bits) are skipped.
    pub(super) fn shares(&self, skipped: usize) -> &[i32] {
        &self.shares[skipped]
    }

    /// Adds the points of all criteria, if any may skip: all values first, then the shares of what
    /// was answered.
    pub(super) fn add(
        &self,
        terms: &[CompiledTerm],
        mentee: usize,
        mentors: &Range<usize>,
        points: &mut [i32],
    ) {
        if !self.is_possible() {
            return;
        }
        let length = mentors.len();
        let mut skipped = vec![0; length];
        let mut all_values = vec![0.0; length * terms.len()];
        for (term, values) in terms.iter().zip(all_values.chunks_exact_mut(length)) {
            term.values(mentee, mentors.clone(), values);
            for ((points, skipped), &value) in points.iter_mut().zip(&mut skipped).zip(&*values) {
                *skipped |= if value.is_nan() { term.skip_bit } else { 0 };
                *points -= if term.refuses(value) { BARRED } else { 0 };
            }
        }
        let values = all_values.chunks_exact(length);
        for (position, (term, values)) in terms.iter().zip(values).enumerate() {
            let missing = term.missing.unwrap_or(0.0);
            for ((points, &value), &skipped) in points.iter_mut().zip(values).zip(&skipped) {
                let value = if value.is_nan() { missing } else { value };
                *points += to_points(value, self.shares[skipped][position]);
            }
        }
    }
}
