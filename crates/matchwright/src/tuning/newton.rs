//! Weights of 0 or more that make what happened likely, pulled towards others: Newton's method on the free ones.
//!
//! ```text
//! minimise   Σ v · ln(1 + exp(−x · b)) / Σ v  +  pull / 2 · ‖b − centre‖²     with b ≥ 0 where it is a weight
//! ```
//!
//! A weight at 0 that would rather be below stays there, all others take a common step (Bertsekas 1982, projected
//! Newton methods with simple constraints). The pull makes the function strictly convex. O(rows · width²) a step, and
//! a few steps.

use super::comparisons::{Comparisons, product};
use super::linear::Symmetric;

/// More steps than any data have needed: fits from the strongest pull to the weakest took at most 12.
const MOST_STEPS: usize = 60;

/// A step that changes no column by more ends the search: weights are shown with four digits.
const LITTLE: f64 = 1e-6;

/// What is minimised.
pub(super) struct Goal<'a> {
    pub(super) comparisons: &'a Comparisons,
    /// The mentees whose comparisons count.
    pub(super) mentees: &'a [usize],
    pub(super) centre: &'a [f64],
    pub(super) pull: f64,
}

/// The chance that `x · b` says what happened, from its value.
pub(super) fn chance(value: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-value))
}

/// `ln(1 + exp(−value))`, without overflow.
pub(super) fn loss(value: f64) -> f64 {
    libm::log1p(libm::exp(-value.abs())) + (-value).max(0.0)
}

impl Goal<'_> {
    /// The minimum, from a start.
    pub(super) fn minimum(&self, start: &[f64]) -> Vec<f64> {
        let mut here = start.to_vec();
        let mut value = self.value(&here);
        for _ in 0..MOST_STEPS {
            let (slope, curve) = self.slope(&here);
            let direction = self.direction(&here, &slope, &curve);
            let most = direction.iter().fold(0.0, |most: f64, step| most.max(step.abs()));
            let Some((next, better)) = self.step(&here, value, &direction) else { break };
            (here, value) = (next, better);
            if most < LITTLE {
                break;
            }
        }
        here
    }

    /// Half the step, and half of that, until the value falls; `None` where it does not.
    fn step(&self, here: &[f64], value: f64, direction: &[f64]) -> Option<(Vec<f64>, f64)> {
        let weights = self.comparisons.learned.len();
        let mut length = 1.0;
        for _ in 0..40 {
            let moved = here.iter().zip(direction).enumerate().map(|(at, (from, step))| {
                let to = from + length * step;
                if at < weights { to.max(0.0) } else { to }
            });
            let moved: Vec<f64> = moved.collect();
            let new = self.value(&moved);
            if new <= value {
                return Some((moved, new));
            }
            length /= 2.0;
        }
        None
    }

    fn value(&self, b: &[f64]) -> f64 {
        let (mut sum, mut counts) = (0.0, 0.0);
        for &mentee in self.mentees {
            for (row, count) in self.comparisons.of(mentee) {
                sum += count * loss(product(row, b));
                counts += count;
            }
        }
        let away: f64 = b.iter().zip(self.centre).map(|(own, centre)| (own - centre).powi(2)).sum();
        sum / f64::max(counts, 1.0) + self.pull / 2.0 * away
    }

    /// The first and the second derivatives.
    fn slope(&self, b: &[f64]) -> (Vec<f64>, Symmetric) {
        let width = b.len();
        let (mut slope, mut curve, mut counts) = (vec![0.0; width], Symmetric::zeros(width), 0.0);
        for &mentee in self.mentees {
            for (row, count) in self.comparisons.of(mentee) {
                let chance = chance(product(row, b));
                for (slope, value) in slope.iter_mut().zip(row) {
                    *slope -= count * (1.0 - chance) * value;
                }
                curve.add_square(count * chance * (1.0 - chance), row);
                counts += count;
            }
        }
        curve.divide(f64::max(counts, 1.0));
        for (at, slope) in slope.iter_mut().enumerate() {
            *slope = *slope / f64::max(counts, 1.0) + self.pull * (b[at] - self.centre[at]);
            curve.add_at(at, at, self.pull);
        }
        (slope, curve)
    }

    /// Newton's step for whatever is free; a weight at 0 that would fall stays.
    fn direction(&self, b: &[f64], slope: &[f64], curve: &Symmetric) -> Vec<f64> {
        let weights = self.comparisons.learned.len();
        let is_free = |at: &usize| *at >= weights || b[*at] > LITTLE || slope[*at] < 0.0;
        let free: Vec<usize> = (0..b.len()).filter(is_free).collect();
        let part: Vec<f64> = free.iter().map(|&at| -slope[at]).collect();
        let steps = curve.part(&free).factor().solve(&part);
        // What is next to 0 and would fall goes all the way.
        let mut direction: Vec<f64> = b.iter().map(|own| -own).collect();
        for (&at, step) in free.iter().zip(steps) {
            direction[at] = step;
        }
        direction
    }
}

#[cfg(test)]
mod tests {
    use super::super::comparisons::Comparisons;
    use super::*;
    use crate::dice::Dice;

    /// At the minimum nothing pulls a free column anywhere, and a weight at 0 only below.
    #[test]
    fn at_the_minimum_no_step_helps() {
        let mut dice = Dice::new(3);
        for (weights, others) in [(1, 0), (3, 1), (6, 2), (12, 0)] {
            let width = weights + others;
            let rows = (0..width * 40).map(|_| dice.unit() - 0.4).collect();
            let comparisons = Comparisons::of_rows((weights, others), rows, 4);
            let mentees: Vec<usize> = (0..comparisons.mentees()).collect();
            for pull in [1.0, 0.01, 0.0001] {
                let centre: Vec<f64> = (0..width).map(|_| dice.unit() - 0.2).collect();
                let goal =
                    Goal { comparisons: &comparisons, mentees: &mentees, centre: &centre, pull };
                let b = goal.minimum(&vec![0.5; width]);
                let (slope, _) = goal.slope(&b);
                for (at, slope) in slope.iter().enumerate() {
                    let is_held = at < weights && b[at] <= 0.0;
                    assert!(
                        slope.abs() < 1e-4 || (is_held && *slope > 0.0),
                        "{at}: {slope}, {b:?}"
                    );
                    assert!(at >= weights || b[at] >= 0.0);
                }
            }
        }
    }
}
