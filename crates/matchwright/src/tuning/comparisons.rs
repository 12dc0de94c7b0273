//! Which of two pairs went better: the rows that weights are learned from.

use std::ops::Range;

use super::Labelled;
use crate::dice::Dice;

/// With how many others a pair is compared where a mentee has so many that all would be too much: then a
/// mentee with a thousand pairs does not take longer than a hundred mentees with ten.
const PARTNERS: usize = 8;

/// The named stream of random numbers that chooses them.
const STREAM: u64 = 0x636f_6d70_6172_6973;

/// The least spread of a column from which anything can be learned: a value is known to a millionth.
const LEAST: f64 = 1e-6;

/// How pairs are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// Two pairs of one mentee, of which one went better (Joachims 2002): what is true of the mentee counts
    /// for both and falls out.
    Pairwise,
    /// Each pair by itself: whether it went well.
    Pointwise,
}

/// Rows x of which `x · b` above 0 says what happened, with how much each counts; those of one mentee side by
/// side. Columns are divided by their spread, so that a step is as far in each.
pub(super) struct Comparisons {
    /// Criteria whose weight can be learned: their positions in the programme. Their columns come first.
    pub(super) learned: Vec<usize>,
    /// Columns beside them: lengths of lists, or how often pairs go well at all.
    pub(super) others: usize,
    /// The spread of each column.
    pub(super) spread: Vec<f64>,
    rows: Vec<f64>,
    counts: Vec<f64>,
    ends: Vec<usize>,
}

impl Comparisons {
    pub(super) fn new(labelled: &Labelled, reading: Reading, with_lengths: bool) -> Self {
        let lengths = if with_lengths { labelled.lists.len() } else { 0 };
        let others = lengths + usize::from(reading == Reading::Pointwise);
        let columns = labelled.criteria + others;
        let mut made = Self {
            learned: (0..labelled.criteria).collect(),
            others,
            spread: vec![1.0; columns],
            rows: Vec::new(),
            counts: Vec::new(),
            ends: Vec::with_capacity(labelled.mentees()),
        };
        for mentee in 0..labelled.mentees() {
            match reading {
                Reading::Pairwise => made.add_pairs(labelled, mentee, lengths),
                Reading::Pointwise => {
                    labelled.of(mentee).for_each(|pair| made.add_pair(labelled, pair, lengths));
                }
            }
            made.ends.push(made.counts.len());
        }
        made.scale(columns);
        made
    }

    fn add_pairs(&mut self, labelled: &Labelled, mentee: usize, lengths: usize) {
        let (compared, count) = compared(labelled, mentee);
        for pairs in compared {
            self.add_comparison(labelled, pairs, count, lengths);
        }
    }

    fn add_comparison(
        &mut self,
        labelled: &Labelled,
        pairs: [usize; 2],
        count: f64,
        lengths: usize,
    ) {
        let [one, other] = pairs.map(|pair| labelled.outcomes[pair].value);
        let [better, worse] = match one.total_cmp(&other) {
            std::cmp::Ordering::Greater => pairs,
            std::cmp::Ordering::Less => [pairs[1], pairs[0]],
            std::cmp::Ordering::Equal => return,
        };
        let differences = |of: fn(&Labelled, usize) -> &[f64], most: usize| {
            let sides = of(labelled, better).iter().zip(of(labelled, worse)).take(most);
            sides.map(|(one, other)| one - other)
        };
        self.rows.extend(differences(Labelled::row, usize::MAX));
        self.rows.extend(differences(Labelled::lengths_of, lengths));
        self.counts.push(count);
    }

    /// A pair by itself.
    fn add_pair(&mut self, labelled: &Labelled, pair: usize, lengths: usize) {
        let sign = if labelled.outcomes[pair].is_good { 1.0 } else { -1.0 };
        let own = labelled.row(pair).iter().chain(&labelled.lengths_of(pair)[..lengths]);
        self.rows.extend(own.map(|value| sign * value).chain([sign]));
        self.counts.push(1.0);
    }

    /// Leaves out the criteria that never differ, and divides each column by its spread.
    fn scale(&mut self, columns: usize) {
        let total = self.total();
        let mut squares = vec![0.0; columns];
        for (row, count) in self.rows.chunks_exact(columns).zip(&self.counts) {
            for (square, value) in squares.iter_mut().zip(row) {
                *square += count * value * value;
            }
        }
        let spread: Vec<f64> = squares.iter().map(|it| (it / total.max(1.0)).sqrt()).collect();
        self.learned.retain(|&criterion| spread[criterion] > LEAST);
        let others = columns - self.others..columns;
        let kept: Vec<usize> = self.learned.iter().copied().chain(others).collect();
        self.spread = kept.iter().map(|&column| spread[column].max(LEAST)).collect();
        let rows = self.rows.chunks_exact(columns);
        self.rows = rows
            .flat_map(|row| kept.iter().zip(&self.spread).map(|(&at, spread)| row[at] / spread))
            .collect();
    }

    /// Of rows as they are, so many a mentee.
    #[cfg(test)]
    pub(super) fn of_rows((learned, others): (usize, usize), rows: Vec<f64>, each: usize) -> Self {
        let width = learned + others;
        let count = rows.len() / width;
        Self {
            learned: (0..learned).collect(),
            others,
            spread: vec![1.0; width],
            rows,
            counts: vec![1.0; count],
            ends: (1..=count / each).map(|mentee| mentee * each).collect(),
        }
    }

    /// How many columns.
    pub(super) fn width(&self) -> usize {
        self.learned.len() + self.others
    }

    /// How many comparisons.
    pub(super) fn len(&self) -> usize {
        self.counts.len()
    }

    /// How many mentees there are, those of whom nothing is compared among them.
    pub(super) fn mentees(&self) -> usize {
        self.ends.len()
    }

    /// How many mentees have comparisons.
    pub(super) fn telling(&self) -> usize {
        (0..self.mentees()).filter(|&mentee| !self.range(mentee).is_empty()).count()
    }

    fn range(&self, mentee: usize) -> Range<usize> {
        let start = mentee.checked_sub(1).map_or(0, |before| self.ends[before]);
        start..self.ends[mentee]
    }

    /// The rows of a mentee, each with how much it counts.
    pub(super) fn of(&self, mentee: usize) -> impl Iterator<Item = (&[f64], f64)> {
        let (range, width) = (self.range(mentee), self.width().max(1));
        let rows =
            self.rows[range.start * self.width()..range.end * self.width()].chunks_exact(width);
        rows.zip(self.counts[range].iter().copied())
    }

    /// How much all comparisons count together.
    pub(super) fn total(&self) -> f64 {
        self.counts.iter().sum()
    }
}

/// Which pairs of a mentee are compared, and how much each comparison counts: all of a mentee's with n pairs as n − 1,
/// as many as put them in order.
pub(super) fn compared(labelled: &Labelled, mentee: usize) -> (Vec<[usize; 2]>, f64) {
    let mut order: Vec<usize> = labelled.of(mentee).collect();
    let size = order.len();
    let is_much = size > 2 * PARTNERS + 1;
    if is_much {
        let (person, _) = labelled.places[order[0]];
        Dice::of_draw(STREAM, person as u64).shuffle(&mut order);
    }
    let steps = if is_much { PARTNERS } else { size.saturating_sub(1) };
    let pairs = (0..size).flat_map(|at| (1..=steps).map(move |step| [at, at + step]));
    let pairs = pairs.filter(|pair| is_much || pair[1] < size);
    let pairs: Vec<[usize; 2]> = pairs.map(|pair| pair.map(|at| order[at % size])).collect();
    let count = size.saturating_sub(1) as f64 / pairs.len().max(1) as f64;
    (pairs, count)
}

/// `x · y`.
pub(super) fn product(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(one, other)| one * other).sum()
}

/// How many comparisons a mentee's pairs make: those of which one went better.
pub(super) fn told(labelled: &Labelled, mentee: usize) -> usize {
    let differ = |pair: &&[usize; 2]| {
        let [one, other] = pair.map(|pair| labelled.outcomes[pair].value);
        one.total_cmp(&other).is_ne()
    };
    compared(labelled, mentee).0.iter().filter(differ).count()
}
