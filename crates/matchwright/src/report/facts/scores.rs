//! How the scores of the pairs are distributed, and what everybody could have had at best.

use matchwright_tables::{Frame, Values};

use super::Heatmap;
use crate::outcome::Outcome;
use crate::scores::{GRID, to_score};

/// Equal parts of the scores from 0 to 1.
pub(in crate::report) const BINS: usize = 20;

/// Counts by score.
pub(in crate::report) struct Spread {
    pub(in crate::report) bins: [Bin; BINS],
}

/// A twentieth of the scores; 1 belongs to the last.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::report) struct Bin {
    pub(in crate::report) from: f64,
    pub(in crate::report) to: f64,
    /// Pairs that were made.
    pub(in crate::report) pairs: u32,
    /// Mentees whose best allowed mentor scores so.
    pub(in crate::report) best: u32,
}

impl Spread {
    pub(super) fn new(outcome: &Outcome, looked: &Heatmap) -> Self {
        let mut bins = [Bin::default(); BINS];
        for (at, bin) in bins.iter_mut().enumerate() {
            bin.from = at as f64 / BINS as f64;
            bin.to = (at + 1) as f64 / BINS as f64;
        }
        for pair in outcome.pairs() {
            bins[bin_of(pair.score())].pairs += 1;
        }
        for &points in looked.best.iter().flatten() {
            bins[bin_of(to_score(points))].best += 1;
        }
        Self { bins }
    }

    /// As [`Plot::frame`](super::Plot::frame) has it.
    pub(in crate::report) fn frame(&self) -> Frame {
        Frame::new([
            ("score_from", Values::numbers(&self.bins, |bin| Some(bin.from))),
            ("score_to", Values::numbers(&self.bins, |bin| Some(bin.to))),
            ("pairs", Values::whole(&self.bins, |bin| bin.pairs)),
            ("best_possible", Values::whole(&self.bins, |bin| bin.best)),
        ])
    }
}

/// In whole points: 0.15 belongs to the bin that begins with it.
fn bin_of(score: f64) -> usize {
    let points = (score * f64::from(GRID)).round() as usize;
    (points * BINS / GRID as usize).min(BINS - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_score_belongs_to_the_bin_that_begins_with_it() {
        assert_eq!([0.0, 0.049_999, 0.05, 0.15, 0.95, 1.0].map(bin_of), [0, 0, 1, 3, 19, 19]);
    }
}
