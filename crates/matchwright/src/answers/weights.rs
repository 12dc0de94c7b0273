//! How far each weight may change before other pairs are better.

use std::sync::Arc;

use matchwright_assign::{Error as AssignError, Monitor};
use matchwright_tables::{Frame, Values};
use serde::Serialize;

use super::again::Again;
use crate::error::Error;
use crate::matching::Matcher;
use crate::outcome::{Outcome, Pair};

/// The largest weight that a programme may have, and by how much smaller ones are tried: then a criterion is
/// the only one that counts, or counts nothing.
const MOST: f64 = 1e6;

/// How near the two ends of a search come: a thousandth of the weight.
const NEAR: f64 = 1.001;

/// The weights of one criterion with which these pairs are the best.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WeightRange {
    /// The criterion's name.
    pub criterion: String,
    /// Its weight in the programme.
    pub weight: f64,
    /// The lowest weight with which the pairs were found to be the best; 0 where any smaller one does.
    pub low: f64,
    /// The highest; `None` where any larger one does, up to the largest that a programme may have.
    pub high: Option<f64>,
    /// A weight below `low` with which other pairs are better, at most a thousandth away.
    pub changes_below: Option<f64>,
    /// One above `high`.
    pub changes_above: Option<f64>,
}

impl Outcome {
    /// For each criterion, the range of its weight over which these pairs stay the best, everything else being
    /// the same.
    ///
    /// Both ends of a range, and the weights beside them where other pairs are better, were tried: everybody
    /// was matched again. Between them the pairs stay, as long as the floor keeps nobody apart and no rule has
    /// lowered a score to 0: totals are
    /// linear in a weight, and the weights with which a plan is the best of all lie side by side (sensitivity
    /// of a linear programme). Weights from a millionth of the programme's to the largest that a
    /// programme may have are tried, some fifteen matches for each end.
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use matchwright::assign::Monitor;
    /// use matchwright::criteria::Same;
    /// use matchwright::roster::Person;
    /// use matchwright::{Matcher, Program, Roster};
    ///
    /// // By site the two should meet m1, by team m2.
    /// let program = Program::builder()
    ///     .criterion(2.0, Same::new("site"))
    ///     .criterion(1.0, Same::new("team"))
    ///     .build();
    /// let roster = Roster::builder()
    ///     .mentee(Person::new("e1").text("site", "Leeds").text("team", "red"))
    ///     .mentor(Person::new("m1").text("site", "Leeds").text("team", "blue"))
    ///     .mentor(Person::new("m2").text("site", "York").text("team", "red"))
    ///     .build(&program)?;
    /// let outcome = Matcher::new(program)?.run(&roster)?;
    /// let site = &outcome.weights(&Arc::new(Monitor::new()))?[0];
    /// assert!(site.low >= 1.0 && site.low < 1.002 && site.high.is_none());
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Input`] where the programme asks for more than an assignment, and [`Error::Assign`] where the plan is
    /// not proven best, the work was cancelled, or memory ran out.
    pub fn weights(&self, monitor: &Arc<Monitor>) -> Result<Vec<WeightRange>, Error> {
        self.assignment("how far a weight can move")?;
        if !self.certificate().is_optimal() {
            return Err(Error::Assign(AssignError::Unproven));
        }
        let terms = self.program().criteria.iter().enumerate();
        let ranges = terms.map(|(at, term)| {
            let stays = |weight: f64| self.stays(at, weight, monitor);
            let (low, changes_below) = furthest(term.weight, term.weight / MOST, stays)?;
            let (high, changes_above) = furthest(term.weight, MOST, stays)?;
            Ok(WeightRange {
                criterion: term.name(),
                weight: term.weight,
                low: if changes_below.is_none() { 0.0 } else { low },
                high: changes_above.map(|_| high),
                changes_below,
                changes_above,
            })
        });
        ranges.collect()
    }

    /// Whether these pairs are the best with another weight of a criterion.
    fn stays(&self, criterion: usize, weight: f64, monitor: &Arc<Monitor>) -> Result<bool, Error> {
        let mut program = self.program().clone();
        program.criteria[criterion].weight = weight;
        let scores = Matcher::new(program.clone())?.scores_watched(self.roster(), monitor)?;
        let mut points = 0;
        for pair in self.pairs() {
            let (mentee, mentor) = self.places(pair)?;
            if !scores.barriers(mentee, mentor).is_empty() {
                return Ok(false);
            }
            points += i64::from(scores.parts(mentee, mentor).total());
        }
        let best = Again::by(self, &program, monitor)?;
        Ok(best.is_worth(self.pairs().len(), points))
    }

    pub(super) fn places(&self, pair: &Pair) -> Result<(usize, usize), Error> {
        let roster = self.roster();
        Ok((roster.mentees().position(pair.mentee())?, roster.mentors().position(pair.mentor())?))
    }
}

/// The weight furthest from `start` on the way to `end` with which the pairs stay, and one just beyond with
/// which they do not; `None` where they stay all the way.
fn furthest(
    start: f64,
    end: f64,
    stays: impl Fn(f64) -> Result<bool, Error>,
) -> Result<(f64, Option<f64>), Error> {
    let (mut with, mut without) = (start, end);
    if stays(without)? {
        return Ok((without, None));
    }
    while (with / without).max(without / with) > NEAR {
        let middle = (with * without).sqrt();
        if stays(middle)? {
            with = middle;
        } else {
            without = middle;
        }
    }
    Ok((with, Some(without)))
}

/// Ranges as a table: `criterion`, `weight`, `low`, `high`, `changes_below`, `changes_above`.
#[must_use]
pub fn weights_frame(ranges: &[WeightRange]) -> Frame {
    Frame::new([
        ("criterion", Values::texts(ranges, |range| &range.criterion)),
        ("weight", Values::numbers(ranges, |range| Some(range.weight))),
        ("low", Values::numbers(ranges, |range| Some(range.low))),
        ("high", Values::numbers(ranges, |range| range.high)),
        ("changes_below", Values::numbers(ranges, |range| range.changes_below)),
        ("changes_above", Values::numbers(ranges, |range| range.changes_above)),
    ])
}
