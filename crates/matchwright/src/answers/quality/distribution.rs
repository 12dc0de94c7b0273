//! Many scores in a few numbers.

use serde::Serialize;

use crate::scores::{GRID, to_score};

/// How scores are distributed.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Distribution {
    /// How many scores.
    pub count: usize,
    /// Quantiles at [`LEVELS`](Self::LEVELS), by linear interpolation (type 7 of Hyndman and Fan 1996, the default
    /// of `NumPy` and R); empty where there is no score.
    pub quantiles: Vec<f64>,
    /// How many scores lie in each of [`BINS`](Self::BINS) bins of equal width from 0 to 1. A score on the edge
    /// of two bins is in the upper one; 1 is in the last.
    pub histogram: Vec<u64>,
}

impl Distribution {
    /// The levels of the quantiles.
    pub const LEVELS: [f64; 7] = [0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0];

    /// The bins of the histogram.
    pub const BINS: usize = 20;

    pub(super) fn new(mut points: Vec<i32>) -> Self {
        points.sort_unstable();
        let mut histogram = vec![0; Self::BINS];
        for &points in &points {
            let bin = points.max(0) as usize * Self::BINS / GRID as usize;
            histogram[bin.min(Self::BINS - 1)] += 1;
        }
        let scores: Vec<f64> = points.iter().map(|&points| to_score(points)).collect();
        let quantiles = Self::LEVELS.iter().filter_map(|&level| quantile(&scores, level));
        Self { count: points.len(), quantiles: quantiles.collect(), histogram }
    }
}

/// A quantile of sorted numbers; `None` where there are none.
pub(in crate::answers) fn quantile(sorted: &[f64], level: f64) -> Option<f64> {
    let place = level * sorted.len().checked_sub(1)? as f64;
    let below = *sorted.get(place.floor() as usize)?;
    let above = *sorted.get(place.ceil() as usize)?;
    Some(below + (above - below) * place.fract())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_lie_between_scores_and_edges_count_upwards() {
        let found = Distribution::new(vec![1_000_000, 0, 50_000, 500_000]);
        let expected = [(0, 0.0), (3, 0.275), (6, 1.0)];
        assert!(expected.iter().all(|&(at, value)| (found.quantiles[at] - value).abs() < 1e-12));
        assert_eq!([0, 1, 10, 19].map(|bin| found.histogram[bin]), [1, 1, 1, 1]);
        assert!(Distribution::new(Vec::new()).quantiles.is_empty());
    }
}
