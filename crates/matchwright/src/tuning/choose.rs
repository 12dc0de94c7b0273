//! How strongly weights are pulled towards those that there are: as held-out mentees say.

use matchwright_assign::{Error, Monitor, threads};

use super::comparisons::{Comparisons, product};
use super::newton::{Goal, loss};
use crate::dice::Dice;

/// Pulls that are tried, the strongest first; in units of the mean loss, by columns whose spread is 1. At the first the
/// weights hardly move, at the last a hundred comparisons have their way.
const PULLS: [f64; 8] = [3.0, 1.0, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001];

/// Parts into which mentees are divided, each held out once (Kohavi 1995 for the number).
const PARTS: usize = 10;

/// Beyond so many mentees half as many parts will do.
const MANY: usize = 500;

/// The named stream of random numbers that divides them.
const STREAM: u64 = 0x666f_6c64_735f_6279;

/// Mentees in parts of about the same size; the numbers of the part of each.
pub(super) fn parts(mentees: &[usize]) -> Vec<Vec<usize>> {
    let count = if mentees.len() > MANY { PARTS / 2 } else { PARTS.min(mentees.len()) };
    let mut order = mentees.to_vec();
    Dice::new(STREAM).shuffle(&mut order);
    let mut parts = vec![Vec::new(); count];
    for (at, mentee) in order.into_iter().enumerate() {
        parts[at % count].push(mentee);
    }
    for part in &mut parts {
        part.sort_unstable();
    }
    parts
}

/// Those who are not in a part.
pub(super) fn without(mentees: &[usize], part: &[usize]) -> Vec<usize> {
    mentees.iter().copied().filter(|mentee| part.binary_search(mentee).is_err()).collect()
}

/// What is learned of some mentees.
pub(super) struct Fit {
    pub(super) b: Vec<f64>,
    pub(super) pull: f64,
}

/// Weights of some mentees' comparisons, pulled as other parts of the same mentees say.
pub(super) fn learned(
    comparisons: &Comparisons,
    mentees: &[usize],
    towards: &[f64],
    monitor: &Monitor,
) -> Result<Fit, Error> {
    let parts = parts(mentees);
    let losses: Vec<Vec<f64>> = threads::map::<_, _, Result<_, _>>(parts, |part| {
        let training = without(mentees, &part);
        let mut losses = Vec::new();
        for b in path(comparisons, &training, towards, PULLS.len(), monitor)? {
            losses.push(part.iter().map(|&mentee| loss_of(comparisons, mentee, &b)).sum());
        }
        Ok::<_, Error>(losses)
    })?;
    let total = |pull: usize| losses.iter().map(|losses| losses[pull]).sum::<f64>();
    // Of equals the first, which is the strongest: weights move where that helps.
    let order = 0..PULLS.len();
    let best = order.min_by(|&one, &other| total(one).total_cmp(&total(other))).unwrap_or(0);
    let b = path(comparisons, mentees, towards, best + 1, monitor)?.pop().unwrap_or_default();
    Ok(Fit { b, pull: PULLS[best] })
}

/// The fits at the first pulls, each from the one before.
fn path(
    comparisons: &Comparisons,
    mentees: &[usize],
    towards: &[f64],
    pulls: usize,
    monitor: &Monitor,
) -> Result<Vec<Vec<f64>>, Error> {
    let centre = centre(comparisons, mentees, towards);
    let mut fits: Vec<Vec<f64>> = Vec::with_capacity(pulls);
    for &pull in &PULLS[..pulls] {
        monitor.check()?;
        let start = fits.last().unwrap_or(&centre);
        fits.push(Goal { comparisons, mentees, centre: &centre, pull }.minimum(start));
    }
    Ok(fits)
}

/// The weights that there are, at the scale that these comparisons speak for: the fit of the one number that
/// multiplies them all. 0 where they say nothing about what happened, or the contrary.
fn centre(comparisons: &Comparisons, mentees: &[usize], towards: &[f64]) -> Vec<f64> {
    let rows = || mentees.iter().flat_map(|&mentee| comparisons.of(mentee));
    let scores: Vec<(f64, f64)> =
        rows().map(|(row, count)| (product(row, towards), count)).collect();
    let scale = scale(&scores);
    towards.iter().map(|weight| scale * weight).collect()
}

/// The number s ≥ 0 at which `1 / (1 + exp(−s · score))` fits best what happened; so many count for each score. At
/// most so large that the most distant scores are told apart with certainty.
pub(super) fn scale(scores: &[(f64, f64)]) -> f64 {
    let spread = (scores.iter().map(|(score, count)| count * score * score).sum::<f64>()
        / scores.iter().map(|(_, count)| count).sum::<f64>().max(1e-300))
    .sqrt();
    if spread <= 1e-12 {
        return 0.0;
    }
    let mut scale = 0.0;
    for _ in 0..50 {
        let (mut slope, mut curve) = (0.0, 1e-9 * spread * spread);
        for &(score, count) in scores {
            let chance = super::newton::chance(scale * score);
            slope += count * (1.0 - chance) * score;
            curve += count * chance * (1.0 - chance) * score * score;
        }
        // Steps of at most one spread: far from the fit the curve says little.
        let step = (slope / curve).clamp(-1.0 / spread, 1.0 / spread);
        let next = (scale + step).clamp(0.0, MOST_SCALE / spread);
        let moved = (next - scale).abs();
        scale = next;
        if moved * spread < 1e-9 {
            break;
        }
    }
    scale
}

/// The largest scale, by scores whose spread is 1.
const MOST_SCALE: f64 = 10.0;

fn loss_of(comparisons: &Comparisons, mentee: usize, b: &[f64]) -> f64 {
    comparisons.of(mentee).map(|(row, count)| count * loss(product(row, b))).sum()
}
