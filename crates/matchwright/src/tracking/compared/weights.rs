//! Weights of the unmatched with which the means of all features are those of the matched.

use matchwright_assign::Monitor;

use super::features::Features;
use crate::error::Error;
use crate::tracking::line::solved;

/// Steps of Newton's method; it takes about ten.
const STEPS: usize = 100;

/// A small price on extreme weights, so that there is an answer where the means cannot be met.
const RIDGE: f64 = 1e-5;

/// Means that are as near as this are met.
const NEAR: f64 = 1e-9;

/// The weights, which sum to 1. Of all that meet the means they are nearest to equal ones (Hainmueller 2012): in
/// proportion to exp(λ · x), where λ minimises the convex function log Σ exp(λ · x) of features whose means among
/// the matched are 0. Newton's method with halved steps; O(steps · people · features²).
pub(super) fn weights(features: &Features, monitor: &Monitor) -> Result<Vec<f64>, Error> {
    let rows = &features.unmatched;
    let size = rows.first().map_or(0, Vec::len);
    let mut tilt = vec![0.0; size];
    for _ in 0..STEPS {
        monitor.check()?;
        let (weights, worth) = at(rows, &tilt);
        let (slope, curve) = derivatives(rows, &weights, &tilt);
        if slope.iter().all(|part| part.abs() < NEAR) {
            break;
        }
        let Some(step) = solved(curve, slope.clone()) else { break };
        let fall: f64 = slope.iter().zip(&step).map(|(slope, step)| slope * step).sum();
        let moved = |by: f64| -> Vec<f64> {
            tilt.iter().zip(&step).map(|(tilt, step)| tilt - by * step).collect()
        };
        let sizes = std::iter::successors(Some(1.0), |by| Some(by / 2.0)).take(40);
        let better = sizes.map(|by| (by, moved(by)));
        let mut better = better.filter(|(by, next)| at(rows, next).1 <= worth - 1e-4 * by * fall);
        match better.next() {
            Some((_, next)) => tilt = next,
            None => break,
        }
    }
    Ok(at(rows, &tilt).0)
}

/// The weights at a tilt, and what is minimised.
fn at(rows: &[Vec<f64>], tilt: &[f64]) -> (Vec<f64>, f64) {
    let lean = |row: &Vec<f64>| row.iter().zip(tilt).map(|(x, tilt)| x * tilt).sum::<f64>();
    let leans: Vec<f64> = rows.iter().map(lean).collect();
    let most = leans.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut weights: Vec<f64> = leans.iter().map(|lean| (lean - most).exp()).collect();
    let whole: f64 = weights.iter().sum();
    for weight in &mut weights {
        *weight /= whole;
    }
    let ridge: f64 = tilt.iter().map(|tilt| tilt * tilt).sum();
    (weights, most + whole.ln() + RIDGE / 2.0 * ridge)
}

fn derivatives(rows: &[Vec<f64>], weights: &[f64], tilt: &[f64]) -> (Vec<f64>, Vec<Vec<f64>>) {
    let size = tilt.len();
    let mut means = vec![0.0; size];
    let mut curve = vec![vec![0.0; size]; size];
    for (row, weight) in rows.iter().zip(weights) {
        for (at, x) in row.iter().enumerate() {
            means[at] += weight * x;
            for (sum, other) in curve[at].iter_mut().zip(row) {
                *sum += weight * x * other;
            }
        }
    }
    for (at, row) in curve.iter_mut().enumerate() {
        for (sum, other) in row.iter_mut().zip(&means) {
            *sum -= means[at] * other;
        }
        row[at] += RIDGE;
    }
    let slope = means.iter().zip(tilt).map(|(mean, tilt)| mean + RIDGE * tilt).collect();
    (slope, curve)
}

/// How many people weights leave, as if each counted alike (Kish 1965).
pub(super) fn effective(weights: &[f64]) -> f64 {
    let whole: f64 = weights.iter().sum();
    let squares: f64 = weights.iter().map(|weight| weight * weight).sum();
    if squares > 0.0 { whole * whole / squares } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_means_are_met_where_they_can_be() -> Result<(), Error> {
        let unmatched = vec![vec![-2.0, 1.0], vec![-1.0, -1.0], vec![0.5, 0.0], vec![2.0, 0.5]];
        let features = Features { matched: Vec::new(), unmatched };
        let weights = weights(&features, &Monitor::new())?;
        for at in 0..2 {
            let mean: f64 =
                features.unmatched.iter().zip(&weights).map(|(row, w)| w * row[at]).sum();
            assert!(mean.abs() < 1e-4, "{mean}");
        }
        assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        Ok(())
    }

    #[test]
    fn what_cannot_be_met_is_left_far() -> Result<(), Error> {
        let features = Features { matched: Vec::new(), unmatched: vec![vec![1.0]; 30] };
        let weights = weights(&features, &Monitor::new())?;
        assert!(weights.iter().all(|weight| (weight - 1.0 / 30.0).abs() < 1e-12));
        Ok(())
    }
}
