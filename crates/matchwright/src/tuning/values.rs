//! Weights from values and outcomes alone, without people: for callers who have them already.

use matchwright_assign::Monitor;

use super::aspect::Outcome;
use super::choose::{learned, targets};
use super::comparisons::{Comparisons, Reading};
use super::intervals::shares;
use super::learn::refuse_few;
use super::{Aspect, Labelled};
use crate::error::{Error, Finding, Findings};

/// Pairs by what criteria say of them, and how they went.
#[derive(Debug, Clone, Copy)]
pub struct ValuedPairs<'a> {
    /// For each pair the value of every criterion, row after row; finite.
    pub values: &'a [f64],
    /// How each pair went, the higher the better; finite.
    pub outcomes: &'a [f64],
    /// Whose pair each is: a number a mentee.
    pub mentees: &'a [usize],
    /// Weights towards which others may be pulled, beside one over the spread of each criterion and equal ones; may be empty.
    pub current: &'a [f64],
}

/// What was learned of them, a criterion each.
#[derive(Debug, Clone, PartialEq)]
pub struct ValueWeights {
    /// The weights; they sum to 1, or are all 0 where nothing is learned.
    pub weights: Vec<f64>,
    /// The 95 % intervals of what they may be by the data alone; from 0 to 1 for a criterion that never differs.
    pub intervals: Vec<(f64, f64)>,
}

impl ValuedPairs<'_> {
    /// Learns the weights, as [`Matcher::learn`](crate::Matcher::learn) does of people: pairwise within mentees.
    ///
    /// ```
    /// use matchwright::assign::Monitor;
    /// use matchwright::tuning::ValuedPairs;
    ///
    /// // Forty mentees with two pairs each: three of four times the first criterion decides.
    /// let values: Vec<f64> = (0..40).flat_map(|_| [1.0, 0.0, 0.0, 1.0]).collect();
    /// let outcomes: Vec<f64> =
    ///     (0..40).flat_map(|at| if at % 4 > 0 { [1.0, 0.0] } else { [0.0, 1.0] }).collect();
    /// let mentees: Vec<usize> = (0..40).flat_map(|at| [at, at]).collect();
    /// let pairs =
    ///     ValuedPairs { values: &values, outcomes: &outcomes, mentees: &mentees, current: &[] };
    /// let found = pairs.learn(&Monitor::new())?;
    /// assert!(found.weights[0] > found.weights[1]);
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Input`] where lengths do not fit together, a number is not finite, or there are too few pairs, with how
    /// many are needed; [`Error::Assign`] where the monitor was cancelled.
    pub fn learn(&self, monitor: &Monitor) -> Result<ValueWeights, Error> {
        let labelled = self.labelled()?;
        let comparisons = Comparisons::new(&labelled, Reading::Pairwise, false);
        refuse_few(&labelled, &comparisons, Reading::Pairwise)?;
        let targets = targets(&comparisons, self.current);
        let mentees: Vec<usize> = (0..labelled.mentees()).collect();
        let fit = learned(&comparisons, &mentees, &targets, monitor)?;
        let mut weights = vec![0.0; labelled.criteria];
        let mut intervals = vec![(0.0, 1.0); labelled.criteria];
        for (at, interval) in shares(&comparisons).into_iter().enumerate() {
            weights[comparisons.learned[at]] = fit.b[at] / comparisons.spread[at];
            intervals[comparisons.learned[at]] = interval;
        }
        let sum: f64 = weights.iter().sum();
        if sum > 0.0 {
            for weight in &mut weights {
                *weight /= sum;
            }
        }
        Ok(ValueWeights { weights, intervals })
    }

    /// The pairs, those of a mentee side by side.
    fn labelled(&self) -> Result<Labelled, Error> {
        let pairs = self.outcomes.len();
        let criteria = self.values.len().checked_div(pairs).unwrap_or_default();
        let fits = self.mentees.len() == pairs && criteria * pairs == self.values.len();
        let is_finite = self.values.iter().chain(self.outcomes).all(|number| number.is_finite());
        let fits = fits && (self.current.is_empty() || self.current.len() == criteria);
        let mut findings = Findings::default();
        if !(fits && is_finite && criteria > 0) {
            let message = "values, outcomes and mentees must be finite numbers, as many of each as there are pairs";
            findings.push(Finding::new(message).code("shape"));
        }
        findings.into_result(())?;
        let mut order: Vec<usize> = (0..pairs).collect();
        order.sort_by_key(|&pair| self.mentees[pair]);
        let places: Vec<(usize, usize)> =
            order.iter().map(|&pair| (self.mentees[pair], pair)).collect();
        let row = |&pair: &usize| &self.values[pair * criteria..][..criteria];
        let outcome = |&pair: &usize| {
            let value = self.outcomes[pair];
            Outcome { value, is_good: value > 0.0, gain: value }
        };
        Ok(Labelled {
            aspect: Aspect::Fit,
            outcomes: order.iter().map(outcome).collect(),
            ends: super::labelled::ends(&places),
            scores: vec![0.0; pairs],
            values: order.iter().flat_map(row).copied().collect(),
            criteria,
            lengths: Vec::new(),
            lists: Vec::new(),
            strangers: 0,
            places,
        })
    }
}
