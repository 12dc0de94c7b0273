//! Lists as amounts of labels, and what each label weighs, so that sums over lists are exact.

use std::collections::BTreeMap;

use matchwright_tables::vocabulary::Related;
use serde::{Deserialize, Serialize};

use crate::roster::{Entry, LabelId, Lists};

/// How much of each label a list has: 1, or with `counts` its level; and of a wider term as much as the
/// narrower label that gives the most of it. In ascending order of the labels, each once. A label with a
/// level of 0 is not there.
pub(crate) fn amounts(list: &[Entry], counts: bool, related: &Related) -> Vec<Entry> {
    let own = |entry: &Entry| if counts { entry.level.unwrap_or(1.0) } else { 1.0 };
    let wider = |entry: &Entry| {
        let amount = own(entry);
        related.wider(entry.label).iter().map(move |&(wider, share)| (wider, amount * share))
    };
    let mut amounts: Vec<(LabelId, f32)> = list
        .iter()
        .map(|entry| (entry.label, own(entry)))
        .chain(list.iter().flat_map(wider))
        .collect();
    amounts.retain(|&(_, amount)| amount > 0.0);
    amounts
        .sort_unstable_by(|(one, much), (other, more)| one.cmp(other).then(more.total_cmp(much)));
    amounts.dedup_by_key(|(label, _)| *label);
    amounts.into_iter().map(|(label, amount)| Entry { label, level: Some(amount) }).collect()
}

/// What labels weigh: learned from the lists of everybody, and the same whoever is scored by it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Weights {
    of: BTreeMap<LabelId, f32>,
    /// What any other label weighs: one that nobody had listed weighs as one that one person lists.
    otherwise: f32,
    scale: f32,
}

/// Sums of whole numbers are exact in f32 below 2²⁴. The sum over a list is 2²² at most, and rounding adds at
/// most 1 for each of 10,000 entries or of the 32,768 words of a text, so that the sum of two lists is exact in
/// any order.
const LARGEST_SUM: f64 = (1 << 22) as f64;

impl Weights {
    /// What every label weighs where they weigh the same, or else the more the fewer of the people with a
    /// list have it: ln(1 + N / n) where n of N have it; what the caller says goes first.
    pub(crate) fn new(
        lists: [&Lists<Entry>; 2],
        rarity: bool,
        callers: BTreeMap<LabelId, f32>,
    ) -> Self {
        let (of, otherwise) = if rarity { rarities(lists) } else { (BTreeMap::new(), 1.0) };
        Self { of, otherwise, scale: 1.0 }.with(callers)
    }

    /// The same, but for labels of which the caller says what they weigh.
    pub(crate) fn with(mut self, callers: BTreeMap<LabelId, f32>) -> Self {
        self.of.extend(callers);
        self
    }

    /// Whether lists could have given these numbers.
    pub(crate) fn is_sound(&self) -> bool {
        let is_weight = |weight: &f32| weight.is_finite() && *weight >= 0.0;
        let mut weights = self.of.values().chain([&self.otherwise]);
        weights.all(is_weight) && self.scale.is_finite() && self.scale > 0.0
    }

    /// Weights in steps so fine that the largest sum of `part` over a list is just below 2²².
    pub(crate) fn in_steps(
        self,
        lists: [&Lists<Entry>; 2],
        part: impl Fn(f32, f32) -> f32,
    ) -> Self {
        let size = |list: &[Entry]| -> f64 {
            list.iter().map(|entry| f64::from(part(self.of(entry.label), amount(entry)))).sum()
        };
        let largest = lists.iter().flat_map(|lists| lists.iter()).map(size).fold(0.0, f64::max);
        if largest == 0.0 {
            return self;
        }
        let steps = libm::floor(libm::log2(LARGEST_SUM / largest));
        Self { scale: libm::exp2(steps) as f32, ..self }
    }

    /// What a label weighs, in no steps.
    pub(crate) fn of(&self, label: LabelId) -> f32 {
        self.of.get(&label).copied().unwrap_or(self.otherwise)
    }

    /// A part of a sum in steps.
    pub(crate) fn steps(&self, part: f32) -> f32 {
        part * self.scale
    }
}

/// 1.5 · 2²³: added to a number below 2²² it leaves no room for a fraction. A function that rounds would be
/// called for every entry.
const NO_FRACTION: f32 = 12_582_912.0;

/// The whole number of steps next to it (the even one of two), at least one where there is any.
#[inline]
pub(crate) fn whole(steps: f32) -> f32 {
    if steps > 0.0 { ((steps + NO_FRACTION) - NO_FRACTION).max(1.0) } else { 0.0 }
}

/// How much of its label an entry of amounts has.
pub(crate) fn amount(entry: &Entry) -> f32 {
    entry.level.unwrap_or(1.0)
}

/// The rarity of each label that somebody lists, and that of one which one person lists.
fn rarities(lists: [&Lists<Entry>; 2]) -> (BTreeMap<LabelId, f32>, f32) {
    let mut counts: BTreeMap<LabelId, f64> = BTreeMap::new();
    let mut people = 0.0;
    for list in lists.iter().flat_map(|lists| lists.iter()).filter(|list| !list.is_empty()) {
        people += 1.0;
        for entry in list {
            *counts.entry(entry.label).or_default() += 1.0;
        }
    }
    // libm gives the same last bit on every machine.
    let rarity = |count: f64| libm::log1p(people / count) as f32;
    let of = counts.into_iter().map(|(label, count)| (label, rarity(count))).collect();
    (of, rarity(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(entries: &[(u32, f32)]) -> Vec<Entry> {
        let entry = |&(label, level)| Entry { label: LabelId(label), level: Some(level) };
        entries.iter().map(entry).collect()
    }

    #[test]
    fn levels_are_amounts_where_they_count() {
        let written = list(&[(3, 2.0), (1, 0.0), (2, 0.5)]);
        assert_eq!(
            amounts(&written, false, &Related::default()),
            list(&[(1, 1.0), (2, 1.0), (3, 1.0)])
        );
        assert_eq!(amounts(&written, true, &Related::default()), list(&[(2, 0.5), (3, 2.0)]));
    }

    #[test]
    fn the_rarer_a_label_the_more_it_weighs_and_the_caller_knows_better() {
        let lists =
            [[list(&[(0, 1.0), (1, 1.0)]), list(&[])], [list(&[(0, 1.0)]), list(&[(0, 1.0)])]];
        let lists = lists.map(|lists| lists.into_iter().collect::<Lists<Entry>>());
        let lists = [&lists[0], &lists[1]];
        let callers = BTreeMap::from([(LabelId(9), 7.0)]);
        let weights = Weights::new(lists, true, callers.clone());
        let expected = [libm::log1p(1.0) as f32, libm::log1p(3.0) as f32, 7.0];
        let found = [0, 1, 9].map(|label| weights.of(LabelId(label)));
        assert_eq!(found.map(f32::to_bits), expected.map(f32::to_bits));
        assert_eq!(Weights::new(lists, false, callers).of(LabelId(1)).to_bits(), 1.0_f32.to_bits());
    }

    #[test]
    fn sums_of_parts_stay_whole_and_small() {
        let long: Lists<Entry> =
            [list(&(0..10_000).map(|at| (at, 3.3)).collect::<Vec<_>>())].into_iter().collect();
        let none = Lists::default();
        for power in [-20.0_f32, 0.0, 20.0] {
            let part = |weight: f32, amount: f32| weight * amount * power.exp2();
            let weights = Weights::new([&long, &none], true, BTreeMap::new());
            let weights = weights.in_steps([&long, &none], part);
            let sum: f64 = long
                .of(0)
                .iter()
                .map(|entry| f64::from(whole(weights.steps(part(weights.of(entry.label), 3.3)))))
                .sum();
            assert!(sum > LARGEST_SUM / 4.0 && sum < LARGEST_SUM * 1.01, "{sum}");
        }
    }
}
