//! Towards which weights others are pulled, and how strongly: as held-out mentees say.

use matchwright_assign::{Error, Monitor, threads};

use super::comparisons::{Comparisons, product};
use super::newton::{Goal, loss};
use crate::dice::Dice;

/// Pulls that are tried, the strongest first; in units of the mean loss, by columns whose spread is 1. At the first the
/// weights hardly move, at the last a hundred comparisons have their way.
const PULLS: [f64; 8] = [3.0, 1.0, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001];

/// Parts into which mentees are divided, each held out once (Kohavi 1995 for the number).
const PARTS: usize = 10;

/// Beyond so many mentees half as many parts will do, and those who are left out of a part choose what all choose.
pub(super) const MANY: usize = 500;

/// So many mentees choose at most; more would say hardly anything else, and take longer.
const MOST_ASKED: usize = 2_000;

/// A fit that counts less moves no weight by a millionth.
const NEXT_TO_NOTHING: f64 = 1e-9;

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

/// Weights towards which others are pulled.
pub(super) struct Target {
    /// What they are, in words.
    pub(super) name: &'static str,
    /// By columns whose spread is 1.
    b: Vec<f64>,
}

/// The weights that there are, if any; those by the spread of what is compared; and the same for all.
pub(super) fn targets(comparisons: &Comparisons, current: &[f64]) -> Vec<Target> {
    let weights = comparisons.learned.iter().zip(&comparisons.spread);
    let own = weights.filter_map(|(&at, spread)| Some(current.get(at)? * spread)).collect();
    let equal = comparisons.spread[..comparisons.learned.len()].to_vec();
    let by_spread = vec![1.0; equal.len()];
    let is_told = current.windows(2).any(|pair| pair[0].total_cmp(&pair[1]).is_ne());
    let own = is_told.then_some(("the present weights", own));
    let others = [("weights by spread", by_spread), ("equal weights", equal)];
    let target = |(name, mut b): (&'static str, Vec<f64>)| {
        b.resize(comparisons.width(), 0.0);
        Target { name, b }
    };
    own.into_iter().chain(others).map(target).collect()
}

/// What is learned of some mentees.
pub(super) struct Fit {
    pub(super) b: Vec<f64>,
    /// The fits towards each target at each pull; nothing where one does not count.
    fits: Vec<Vec<f64>>,
    /// How much the fit towards each target at each pull counts; they sum to 1.
    shares: Vec<f64>,
}

impl Fit {
    /// The target that counts most, of equals the first.
    pub(super) fn target(&self) -> usize {
        let shares = self.shares.chunks(PULLS.len()).map(|own| own.iter().sum::<f64>());
        let shares = shares.enumerate();
        let most =
            |best: (usize, f64), next: (usize, f64)| if next.1 > best.1 { next } else { best };
        shares.reduce(most).map_or(0, |(target, _)| target)
    }
}

/// Weights of some mentees' comparisons, pulled as parts of the same mentees say that are held out.
pub(super) fn learned(
    comparisons: &Comparisons,
    mentees: &[usize],
    targets: &[Target],
    monitor: &Monitor,
) -> Result<Fit, Error> {
    let asked: Vec<usize> =
        mentees.iter().copied().step_by(mentees.len().div_ceil(MOST_ASKED).max(1)).collect();
    let losses: Vec<Vec<Vec<f64>>> = threads::map::<_, _, Result<_, _>>(parts(&asked), |part| {
        let training = without(&asked, &part);
        let fits =
            Paths { comparisons, mentees: &training, targets }.fits(|_| true, None, monitor)?;
        let loss = |b: &Vec<f64>| part.iter().map(|&it| loss_of(comparisons, it, b)).collect();
        Ok::<_, Error>(fits.iter().map(loss).collect())
    })?;
    let of = |fit: usize| -> Vec<f64> {
        losses.iter().flat_map(|part| part[fit].iter().copied()).collect()
    };
    let shares = shares(&(0..targets.len() * PULLS.len()).map(of).collect::<Vec<_>>());
    let counts = |fit: usize| shares[fit] >= NEXT_TO_NOTHING;
    let fits = Paths { comparisons, mentees, targets }.fits(counts, None, monitor)?;
    Ok(Fit { b: mean(comparisons, &fits, &shares), fits, shares })
}

/// The weights of others by the same shares, whose fits begin where those of all ended.
pub(super) fn relearned(
    comparisons: &Comparisons,
    mentees: &[usize],
    targets: &[Target],
    fit: &Fit,
    monitor: &Monitor,
) -> Result<Vec<f64>, Error> {
    let counts = |at: usize| fit.shares[at] >= NEXT_TO_NOTHING;
    let fits = Paths { comparisons, mentees, targets }.fits(counts, Some(&fit.fits), monitor)?;
    Ok(mean(comparisons, &fits, &fit.shares))
}

/// How much each fit counts, by the losses of held-out mentees: exp(−distance from the least / its standard error). Few
/// mentees do not tell fits apart, and then all count: the best of them would often be so by chance (as for the weights
/// of models in Yao, Vehtari, Simpson and Gelman 2018, where the error of the losses tempers them, too).
fn shares(losses: &[Vec<f64>]) -> Vec<f64> {
    let totals: Vec<f64> = losses.iter().map(|of| of.iter().sum()).collect();
    let least = totals.iter().copied().fold(f64::INFINITY, f64::min);
    let best = totals.iter().position(|total| total.total_cmp(&least).is_eq());
    let error = best.map_or(0.0, |best| error_of_sum(&losses[best]));
    let counts = totals.iter().map(|total| libm::exp((least - total) / error.max(1e-9)));
    let counts: Vec<f64> = counts.collect();
    let sum: f64 = counts.iter().sum();
    counts.into_iter().map(|count| count / sum).collect()
}

/// The standard error of a sum.
fn error_of_sum(numbers: &[f64]) -> f64 {
    let count = numbers.len() as f64;
    let mean = numbers.iter().sum::<f64>() / count;
    let squares: f64 = numbers.iter().map(|number| (number - mean).powi(2)).sum();
    (squares * count / (count - 1.0).max(1.0)).sqrt()
}

/// The mean of fits, each as shares of the weights, by how much they count.
fn mean(comparisons: &Comparisons, fits: &[Vec<f64>], shares: &[f64]) -> Vec<f64> {
    let mut mean = vec![0.0; comparisons.width()];
    for (b, share) in fits.iter().zip(shares) {
        let weights = b.iter().zip(&comparisons.spread).take(comparisons.learned.len());
        let sum: f64 = weights.map(|(b, spread)| b / spread).sum();
        if sum > 0.0 {
            mean.iter_mut().zip(b).for_each(|(mean, b)| *mean += share * b / sum);
        }
    }
    mean
}

/// Fits to the comparisons of some mentees, towards each target at each pull.
struct Paths<'a> {
    comparisons: &'a Comparisons,
    mentees: &'a [usize],
    targets: &'a [Target],
}

impl Paths<'_> {
    /// Those that count, and nothing in the place of others; each begins where others have ended, or where the one
    /// before did.
    fn fits(
        &self,
        counts: impl Fn(usize) -> bool,
        ends: Option<&[Vec<f64>]>,
        monitor: &Monitor,
    ) -> Result<Vec<Vec<f64>>, Error> {
        let Self { comparisons, mentees, targets } = *self;
        let mut fits = Vec::with_capacity(targets.len() * PULLS.len());
        for target in targets {
            let centre = centre(comparisons, mentees, &target.b);
            let mut last = centre.clone();
            for pull in PULLS {
                if !counts(fits.len()) {
                    fits.push(Vec::new());
                    continue;
                }
                monitor.check()?;
                let start = ends.map_or(&last, |ends| &ends[fits.len()]);
                last = Goal { comparisons, mentees, centre: &centre, pull }.minimum(start);
                fits.push(last.clone());
            }
        }
        Ok(fits)
    }
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
