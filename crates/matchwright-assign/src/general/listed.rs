//! The pairs that searches know: for each person others and costs.

use crate::basics::memory::{filled, push};
use crate::basics::{Cost, Error};

/// Costs here are twice the folded ones, less what one pair more is worth, so that prices are whole where the best
/// are halves, and the best plan is the one with the least sum.
pub(super) struct Listed {
    of: Vec<Vec<(u32, Cost)>>,
    /// Twice what one pair more is worth; the price per pair.
    per_pair: Cost,
}

impl Listed {
    pub(super) fn new(people: usize, per_pair: Cost) -> Result<Self, Error> {
        Ok(Self { of: filled(Vec::new(), people)?, per_pair })
    }

    /// Others that a person can meet, with costs.
    pub(super) fn of(&self, person: u32) -> &[(u32, Cost)] {
        &self.of[person as usize]
    }

    /// What a pair costs here.
    pub(super) fn cost(&self, folded: Cost) -> Cost {
        2 * folded - self.per_pair
    }

    /// Whether a pair is listed already. O(the shorter list of the two).
    pub(super) fn has(&self, one: u32, other: u32) -> bool {
        let is_shorter = self.of(one).len() <= self.of(other).len();
        let (one, other) = if is_shorter { (one, other) } else { (other, one) };
        self.of(one).iter().any(|&(listed, _)| listed == other)
    }

    /// Lists a pair that is not listed yet, in both directions.
    pub(super) fn add(&mut self, one: u32, other: u32, cost: Cost) -> Result<(), Error> {
        for (from, to) in [(one, other), (other, one)] {
            push(&mut self.of[from as usize], (to, cost))?;
        }
        Ok(())
    }
}
