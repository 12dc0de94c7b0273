//! How good a way of scoring is: sums by mentee, from which every measure is made, of all mentees or of a draw of them.

use super::Labelled;
use super::aspect::Outcome;
use super::choose::scale;
use super::comparisons::compared;
use super::newton::chance;

/// Parts of the chances from ½ to 1 by which it is seen whether they hold.
pub(super) const BINS: usize = 5;

/// A measure of how well scores fit what happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Of two pairs of one mentee, of which one went better: how often it has the higher score. Equal scores count
    /// half, as chance would.
    Accuracy,
    /// Of a pair that went well and one that did not, of anybody: how often the first has the higher score.
    Auc,
    /// How good the first places of mentees' lists are beside the best order: the discounted gain (Järvelin and
    /// Kekäläinen 2002) over that of the best order, the mean over mentees.
    Ndcg,
    /// How good the first place alone is: what happened there, from 0 to 1, the mean over mentees.
    FirstChoice,
    /// How far chances that are made of scores are from what happened: where the scores say 8 of 10, the distance
    /// from 8 of 10. The mean over comparisons; 0 is the best.
    CalibrationError,
}

impl Measure {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::Accuracy, Self::Auc, Self::Ndcg, Self::FirstChoice, Self::CalibrationError];

    /// Its name in tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Accuracy => "within_mentee_accuracy",
            Self::Auc => "auc",
            Self::Ndcg => "ndcg",
            Self::FirstChoice => "first_choice",
            Self::CalibrationError => "calibration_error",
        }
    }
}

/// What a way of scoring makes of the pairs, by mentee.
pub(super) struct Sums {
    /// Comparisons that it has right, and all.
    right: Vec<(f64, f64)>,
    /// Gain of the list over that of the best order, and gain of the first place; of mentees with pairs that went
    /// differently.
    lists: Vec<Option<(f64, f64)>>,
    /// The pairs by their scores, the lowest first: the score, whose pair, whether it went well.
    order: Vec<(f64, u32, bool)>,
    pub(super) bins: Vec<Bins>,
}

/// For each part of the chances: comparisons, the sum of the chances, and how many came true.
pub(super) type Bins = [[f64; 3]; BINS];

impl Sums {
    /// Of all pairs; lists count up to their k-th place. `parts` are the mentees in parts, of which each has chances
    /// that the others speak for.
    pub(super) fn new(labelled: &Labelled, scores: &[f64], k: usize, parts: &[Vec<usize>]) -> Self {
        let mut sums = Self {
            right: Vec::new(),
            lists: Vec::new(),
            order: Vec::with_capacity(labelled.len()),
            bins: bins(labelled, scores, parts),
        };
        for mentee in 0..labelled.mentees() {
            let pairs = labelled.of(mentee);
            let of: Vec<(f64, Outcome)> =
                pairs.map(|pair| (scores[pair], labelled.outcomes[pair])).collect();
            sums.right.push(right(&of));
            sums.lists.push(list(of.clone(), k));
            sums.order.extend(of.iter().map(|pair| (pair.0, mentee as u32, pair.1.is_good)));
        }
        sums.order.sort_by(|one, other| one.0.total_cmp(&other.0));
        sums
    }

    /// Every measure where each mentee counts so often; `None` where there is nothing to measure.
    pub(super) fn measured(&self, times: &[u32]) -> [Option<f64>; 5] {
        let times_of = |mentee: usize| f64::from(times[mentee]);
        let (mut right, mut all) = (0.0, 0.0);
        let (mut gain, mut first, mut lists) = (0.0, 0.0, 0.0);
        for (mentee, (own, list)) in self.right.iter().zip(&self.lists).enumerate() {
            right += times_of(mentee) * own.0;
            all += times_of(mentee) * own.1;
            if let Some(list) = list {
                gain += times_of(mentee) * list.0;
                first += times_of(mentee) * list.1;
                lists += times_of(mentee);
            }
        }
        let over = |part: f64, whole: f64| (whole > 0.0).then(|| part / whole);
        [
            over(right, all),
            self.auc(times),
            over(gain, lists),
            over(first, lists),
            self.error(times),
        ]
    }

    /// One pass over the pairs in order (Mann and Whitney 1947); equal scores count half.
    fn auc(&self, times: &[u32]) -> Option<f64> {
        let (mut below, mut all_good, mut right) = (0.0, 0.0, 0.0);
        for equal in self.order.chunk_by(|one, other| one.0.total_cmp(&other.0).is_eq()) {
            let (mut good, mut bad) = (0.0, 0.0);
            for &(_, mentee, is_good) in equal {
                let count = f64::from(times[mentee as usize]);
                if is_good { good += count } else { bad += count }
            }
            right += good * (below + bad / 2.0);
            below += bad;
            all_good += good;
        }
        let pairs = all_good * below;
        (pairs > 0.0).then(|| right / pairs)
    }

    fn error(&self, times: &[u32]) -> Option<f64> {
        let bins = self.bins_of(times);
        let all: f64 = bins.iter().map(|bin| bin[0]).sum();
        let away: f64 = bins.iter().map(|[_, said, seen]| (said - seen).abs()).sum();
        (all > 0.0).then(|| away / all)
    }

    /// The parts of the chances where each mentee counts so often.
    pub(super) fn bins_of(&self, times: &[u32]) -> Bins {
        let mut sum = Bins::default();
        for (bins, &times) in self.bins.iter().zip(times).filter(|(_, times)| **times > 0) {
            for (sum, own) in sum.iter_mut().flatten().zip(bins.iter().flatten()) {
                *sum += f64::from(times) * own;
            }
        }
        sum
    }
}

/// How many of a mentee's comparisons scores have right, and how many there are. O(n log n).
fn right(pairs: &[(f64, Outcome)]) -> (f64, f64) {
    let mut values: Vec<f64> = pairs.iter().map(|pair| pair.1.value).collect();
    values.sort_by(f64::total_cmp);
    let same: f64 = values.chunk_by(|one, other| one.total_cmp(other).is_eq()).map(count_of).sum();
    values.dedup_by(|one, other| one.total_cmp(other).is_eq());
    let rank = |pair: &(f64, Outcome)| values.partition_point(|value| *value < pair.1.value);
    let mut order: Vec<(f64, usize)> = pairs.iter().map(|pair| (pair.0, rank(pair))).collect();
    order.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    let (mut below, mut right) = (Counts(vec![0.0; values.len()]), 0.0);
    for equal in order.chunk_by(|one, other| one.0.total_cmp(&other.0).is_eq()) {
        right += equal.iter().map(|pair| below.before(pair.1)).sum::<f64>();
        let alike: f64 = equal.chunk_by(|one, other| one.1 == other.1).map(count_of).sum();
        right += (count_of(equal) - alike) / 2.0;
        for pair in equal {
            below.add(pair.1);
        }
    }
    (right, count_of(pairs) - same)
}

/// How many pairs can be made of these.
fn count_of<T>(some: &[T]) -> f64 {
    let count = some.len() as f64;
    count * (count - 1.0) / 2.0
}

/// Counts of ranks, of which those before one are summed quickly (Fenwick 1994).
struct Counts(Vec<f64>);

impl Counts {
    fn add(&mut self, rank: usize) {
        let mut at = rank + 1;
        while let Some(count) = self.0.get_mut(at - 1) {
            *count += 1.0;
            at += at & at.wrapping_neg();
        }
    }

    /// How many have a lower rank.
    fn before(&self, rank: usize) -> f64 {
        let (mut at, mut sum) = (rank, 0.0);
        while at > 0 {
            sum += self.0[at - 1];
            at &= at - 1;
        }
        sum
    }
}

/// The gain of a mentee's list over the best one, and that of its first place; `None` where all went alike.
fn list(mut pairs: Vec<(f64, Outcome)>, k: usize) -> Option<(f64, f64)> {
    let gain = |pair: &(f64, Outcome)| pair.1.gain;
    let [low, high] = [f64::min as fn(f64, f64) -> f64, f64::max]
        .map(|of| pairs.iter().map(gain).reduce(of).unwrap_or_default());
    if low >= high {
        return None;
    }
    pairs.sort_by(|one, other| other.0.total_cmp(&one.0));
    // Pairs with equal scores stand in any order: each has the mean of their gains.
    let equal = pairs.chunk_by(|one, other| one.0.total_cmp(&other.0).is_eq());
    let gains: Vec<f64> = equal
        .flat_map(|some| {
            let mean = some.iter().map(gain).sum::<f64>() / some.len() as f64;
            std::iter::repeat_n(mean, some.len())
        })
        .collect();
    let mut best: Vec<f64> = pairs.iter().map(gain).collect();
    best.sort_by(|one, other| other.total_cmp(one));
    let discounted = |gains: &[f64]| -> f64 {
        let places = gains.iter().take(k).enumerate();
        places.map(|(at, gain)| gain / libm::log2(at as f64 + 2.0)).sum()
    };
    Some((discounted(&gains) / discounted(&best), gains.first().copied()?))
}

/// Whether chances hold: those of each part of the mentees come from the scale that fits all others.
fn bins(labelled: &Labelled, scores: &[f64], parts: &[Vec<usize>]) -> Vec<Bins> {
    let apart: Vec<Vec<(f64, f64)>> =
        (0..labelled.mentees()).map(|mentee| apart(labelled, scores, mentee)).collect();
    let mut bins = vec![Bins::default(); apart.len()];
    for part in parts {
        let others = (0..apart.len()).filter(|mentee| part.binary_search(mentee).is_err());
        let others: Vec<(f64, f64)> =
            others.flat_map(|mentee| apart[mentee].iter().copied()).collect();
        let scale = scale(&others);
        for &mentee in part {
            for &(away, count) in &apart[mentee] {
                let chance = chance(scale * away.abs());
                let bin = (((chance - 0.5) * 2.0 * BINS as f64) as usize).min(BINS - 1);
                let came_true = if away > 0.0 { 1.0 } else { 0.0 };
                let came_true = if away.abs() > 0.0 { came_true } else { 0.5 };
                for (sum, own) in bins[mentee][bin].iter_mut().zip([1.0, chance, came_true]) {
                    *sum += count * own;
                }
            }
        }
    }
    bins
}

/// By how much the better pair of each comparison of a mentee has the higher score, and how much that counts.
fn apart(labelled: &Labelled, scores: &[f64], mentee: usize) -> Vec<(f64, f64)> {
    let (pairs, count) = compared(labelled, mentee);
    let away = |[one, other]: [usize; 2]| {
        let better = labelled.outcomes[one].value.total_cmp(&labelled.outcomes[other].value);
        let sign = f64::from(better as i8);
        (better.is_ne()).then(|| (sign * (scores[one] - scores[other]), count))
    };
    pairs.into_iter().filter_map(away).collect()
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::*;

    fn outcome(value: f64) -> Outcome {
        Outcome { value, is_good: value > 2.0, gain: value / 4.0 }
    }

    #[test]
    fn comparisons_are_counted_as_one_by_one() {
        let mut dice = crate::dice::Dice::new(5);
        for _ in 0..200 {
            let size = dice.below(9);
            let mut draw = |below: usize| dice.below(below) as f64;
            let pairs: Vec<(f64, Outcome)> =
                (0..size).map(|_| (draw(4), outcome(draw(4)))).collect();
            let (mut good, mut all) = (0.0, 0.0);
            for one in &pairs {
                for other in pairs.iter().filter(|other| other.1.value < one.1.value) {
                    all += 1.0;
                    good += match one.0.total_cmp(&other.0) {
                        Ordering::Greater => 1.0,
                        Ordering::Equal => 0.5,
                        Ordering::Less => 0.0,
                    };
                }
            }
            let counted = right(&pairs);
            assert!((counted.0 - good).abs() < 1e-9 && (counted.1 - all).abs() < 1e-9);
        }
    }

    #[test]
    fn the_best_order_has_all_of_the_gain() {
        let pairs = |scores: [f64; 3]| {
            scores.into_iter().zip([0.0, 2.0, 4.0].map(outcome)).collect::<Vec<_>>()
        };
        assert_eq!(list(pairs([1.0, 2.0, 3.0]), 5), Some((1.0, 1.0)));
        let (gain, first) = list(pairs([3.0, 2.0, 1.0]), 1).unwrap_or((1.0, 1.0));
        assert!(gain.abs() < 1e-12 && first.abs() < 1e-12);
        assert_eq!(list(vec![(1.0, outcome(1.0)), (2.0, outcome(1.0))], 5), None);
    }
}
