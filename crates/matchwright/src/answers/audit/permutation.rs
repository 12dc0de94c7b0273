//! Could it be chance? Labels are shuffled, and people drawn again, many times.
//!
//! The test is exact: where the labels say nothing, every order of them is as likely as the one there is, whatever else
//! holds among people, also that they compete for the same partners (Fisher 1935; Pitman 1937). Of m draws, b as far
//! apart as the groups are, p = (b + 1) / (m + 1), which is never 0 and keeps its level (Phipson and Smyth 2010).
//!
//! Everything is a sum over people, so that a draw is one shuffle and one pass for all attributes, groups and metrics
//! at once. Each draw has a stream of random numbers of its own, so that threads do not matter.

use std::ops::Range;

use matchwright_assign::{Error as AssignError, Monitor, threads};

use super::measures::Measures;
use super::metrics::Metric;
use crate::dice::Dice;

/// Draws that one task makes.
const AT_ONCE: usize = 64;

/// Draws with replacement for an interval, where not fewer are asked for.
const BOOTSTRAP: usize = 2_000;

/// Floats of one quotient that were reached on different ways.
const SAME: f64 = 1e-12;

/// People of one side, with the places of the groups that they belong to, in each partition.
pub(super) struct Labelled<'a> {
    pub(super) measures: &'a [Measures],
    /// For each partition, the place of each person's group among all groups.
    pub(super) places: Vec<Vec<usize>>,
    /// All groups of all partitions.
    pub(super) groups: usize,
}

/// A group beside the one that it is compared with.
#[derive(Debug, Clone, Copy)]
pub(super) struct Comparison {
    pub(super) metric: Metric,
    pub(super) group: usize,
    pub(super) reference: usize,
}

impl Comparison {
    /// The difference between the two; `None` where there is no value.
    pub(super) fn difference(&self, sums: &[Measures]) -> Option<f64> {
        let value = |place: usize| self.metric.value(&sums[place]);
        Some(value(self.group)? - value(self.reference)?)
    }
}

impl Labelled<'_> {
    /// The sums of all groups, as people are.
    pub(super) fn sums(&self) -> Vec<Measures> {
        let mut sums = Vec::new();
        self.tally((0..self.measures.len()).map(|person| (person, person)), &mut sums);
        sums
    }

    /// The sums of all groups, where each pair is somebody's labels and somebody's numbers.
    fn tally(&self, people: impl Iterator<Item = (usize, usize)>, sums: &mut Vec<Measures>) {
        sums.clear();
        sums.resize(self.groups, Measures::default());
        for (label, person) in people {
            for places in &self.places {
                sums[places[label]] += self.measures[person];
            }
        }
    }

    /// The p-value of each comparison. Draws in which a group has no value count as far apart.
    pub(super) fn p_values(
        &self,
        comparisons: &[Comparison],
        draws: usize,
        seed: u64,
        monitor: &Monitor,
    ) -> Result<Vec<f64>, AssignError> {
        let sums = self.sums();
        let observed = comparisons.iter().map(|each| each.difference(&sums).unwrap_or(0.0).abs());
        let observed: Vec<f64> = observed.collect();
        let count = |draws: Range<usize>| self.as_far(comparisons, &observed, draws, seed, monitor);
        let counts: Result<Vec<Vec<u64>>, AssignError> = threads::map(tasks(draws), count);
        let counts = counts?;
        let p_value = |at: usize| {
            let as_far: u64 = counts.iter().map(|part| part[at]).sum();
            (as_far + 1) as f64 / (draws + 1) as f64
        };
        Ok((0..comparisons.len()).map(p_value).collect())
    }

    /// In how many of some draws each comparison is at least as far apart as it was observed.
    fn as_far(
        &self,
        comparisons: &[Comparison],
        observed: &[f64],
        draws: Range<usize>,
        seed: u64,
        monitor: &Monitor,
    ) -> Result<Vec<u64>, AssignError> {
        let (mut counts, mut sums) = (vec![0; comparisons.len()], Vec::new());
        let mut order: Vec<usize> = Vec::new();
        for draw in draws {
            monitor.check()?;
            order.clear();
            order.extend(0..self.measures.len());
            Dice::of_draw(seed, draw as u64).shuffle(&mut order);
            self.tally(order.iter().copied().enumerate(), &mut sums);
            for ((count, each), observed) in counts.iter_mut().zip(comparisons).zip(observed) {
                let far = each.difference(&sums).map_or(f64::INFINITY, f64::abs);
                *count += u64::from(far >= observed - SAME);
            }
        }
        Ok(counts)
    }

    /// For each comparison the differences that other people of the same kind might have had: everybody is drawn
    /// with replacement, with labels and numbers (Efron 1979). In ascending order.
    pub(super) fn bootstrap(
        &self,
        comparisons: &[Comparison],
        draws: usize,
        seed: u64,
        monitor: &Monitor,
    ) -> Result<Vec<Vec<f64>>, AssignError> {
        let tasks = tasks(draws.min(BOOTSTRAP));
        let draw = |draws: Range<usize>| self.resampled(comparisons, draws, seed, monitor);
        let parts: Result<Vec<Vec<Vec<f64>>>, AssignError> = threads::map(tasks, draw);
        let parts = parts?;
        let joined = |at: usize| {
            let mut all: Vec<f64> =
                parts.iter().flat_map(|part| part[at].iter().copied()).collect();
            all.sort_unstable_by(f64::total_cmp);
            all
        };
        Ok((0..comparisons.len()).map(joined).collect())
    }

    /// The differences of some draws, for each comparison.
    fn resampled(
        &self,
        comparisons: &[Comparison],
        draws: Range<usize>,
        seed: u64,
        monitor: &Monitor,
    ) -> Result<Vec<Vec<f64>>, AssignError> {
        let (mut found, mut sums) = (vec![Vec::new(); comparisons.len()], Vec::new());
        let people = self.measures.len();
        for draw in draws {
            monitor.check()?;
            let mut dice = Dice::of_draw(!seed, draw as u64);
            let sample = (0..people).map(|_| dice.below(people)).map(|person| (person, person));
            self.tally(sample, &mut sums);
            for (found, each) in found.iter_mut().zip(comparisons) {
                found.extend(each.difference(&sums));
            }
        }
        Ok(found)
    }
}

/// So many draws, parted into tasks.
fn tasks(draws: usize) -> Vec<Range<usize>> {
    (0..draws).step_by(AT_ONCE).map(|start| start..draws.min(start + AT_ONCE)).collect()
}
