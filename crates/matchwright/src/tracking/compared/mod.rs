//! Matched people beside unmatched ones who resemble them: a difference with its interval, never a cause.
//!
//! First come the standardised differences of what is known of both groups. Then the unmatched are weighted so that
//! the means of all columns are those of the matched (entropy balancing: Hainmueller 2012), and the difference is
//! the mean of the matched less the weighted mean of the others. It estimates what it is meant to where either the
//! chance to be matched or the outcome follows the columns (Zhao and Percival 2017). Where weights cannot make the
//! groups alike, or do it with a few people, no difference is stated.

mod features;
mod gap;
mod weights;

use matchwright_assign::Monitor;
use serde::Serialize;

use super::balance::{Balance, Column, LARGE, SMALL};
use super::statistics::{Estimate, mean};
use crate::error::Error;
use features::Features;

/// Fewer people of a group are not compared, and no mean of theirs is shown, as in the fairness audit: that of one person
/// is their answer.
pub(super) const FEWEST: usize = 10;

/// Fewer unmatched people, counted by their weights (Kish 1965), are too few to stand for others.
const FEWEST_EFFECTIVE: f64 = 20.0;

/// Whether matched and unmatched people can be compared.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparability {
    /// The standardised differences, before and after weighting.
    pub balance: Balance,
    /// How many unmatched people the weights leave, as if each counted alike.
    pub effective: f64,
    /// Whether a difference can be stated.
    pub is_comparable: bool,
    /// What is in the way, or is to be known.
    pub warnings: Vec<String>,
}

/// What became of matched people beside unmatched ones.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Compared {
    /// What was looked at.
    pub outcome: String,
    /// The mean of the matched; of yes and no the share of yes. `None` where fewer than ten have an answer.
    pub matched: Option<f64>,
    /// The mean of the unmatched as they are; `None` where fewer than ten have an answer.
    pub unmatched: Option<f64>,
    /// The mean of the unmatched, weighted to resemble the matched; `None` where they cannot.
    pub weighted: Option<f64>,
    /// The mean of the matched less the weighted mean of the others.
    pub difference: Option<Estimate>,
    /// Matched people with an answer.
    pub matched_people: usize,
    /// Unmatched people with an answer.
    pub unmatched_people: usize,
}

impl Comparability {
    /// Of people, of whom some are matched, by their columns.
    ///
    /// # Errors
    /// [`Error::Assign`] where the monitor was cancelled.
    pub(super) fn new(
        columns: &[Column],
        is_matched: &[Option<bool>],
        monitor: &Monitor,
    ) -> Result<Self, Error> {
        let features = Features::new(columns, is_matched, monitor)?;
        let found = weights::weights(&features, monitor)?;
        let weights = features::spread(&found, is_matched);
        let balance =
            Balance::new(columns, is_matched, Some(&weights), monitor)?.without_few(FEWEST);
        let effective = weights::effective(&found);
        let (mut warnings, mut is_comparable) = (Vec::new(), true);
        if columns.is_empty() {
            warnings.push(
                "There is no column to compare people by: nothing shows whether they are alike."
                    .to_owned(),
            );
        }
        if balance.matched.min(balance.unmatched) < FEWEST {
            is_comparable = false;
            warnings.push(format!("A group has fewer than {FEWEST} people: nothing is compared."));
        } else if let Some(text) = unlike(&balance) {
            is_comparable = false;
            warnings.push(text);
        } else if effective < FEWEST_EFFECTIVE {
            is_comparable = false;
            warnings.push(format!(
                "Only {effective:.0} unmatched people, counted by their weights, resemble the matched: too few to \
                 stand for others."
            ));
        }
        warnings.extend(differs(&balance));
        Ok(Self { balance, effective, is_comparable, warnings })
    }
}

/// Columns that weights cannot make alike.
fn unlike(balance: &Balance) -> Option<String> {
    let rows = balance.rows.iter();
    let far = rows.filter(|row| row.weighted.is_some_and(|left| left.abs() > SMALL));
    let names: Vec<String> = far.map(super::balance::Difference::name).collect();
    let list = listed(&names)?;
    Some(format!(
        "Matched and unmatched people are not comparable: no weighting makes them alike in {list}. No difference \
         is stated."
    ))
}

/// Columns that differ much before anything is weighted.
fn differs(balance: &Balance) -> Option<String> {
    let rows = balance.by_size().into_iter();
    let large = rows.filter(|row| row.difference.is_some_and(|own| own.abs() > LARGE));
    let list = listed(&large.map(super::balance::Difference::name).collect::<Vec<_>>())?;
    Some(format!(
        "Before weighting, matched and unmatched people differ much in {list}. Who takes part is not who does not, \
         and may differ in what no column shows."
    ))
}

/// The first three of some names, and how many there are besides.
fn listed(names: &[String]) -> Option<String> {
    let shown = names.get(..names.len().min(3)).filter(|shown| !shown.is_empty())?.join(", ");
    Some(match names.len() {
        0..=3 => shown,
        all => format!("{shown} and {} more", all - 3),
    })
}

/// What became of people in one respect; of those with an answer.
///
/// # Errors
/// [`Error::Assign`] where the monitor was cancelled.
pub(super) fn compared(
    outcome: &str,
    answers: &[Option<f64>],
    columns: &[Column],
    is_matched: &[Option<bool>],
    is_comparable: bool,
    monitor: &Monitor,
) -> Result<Compared, Error> {
    let known: Vec<Option<bool>> = is_matched
        .iter()
        .zip(answers)
        .map(|(own, answer)| own.filter(|_| answer.is_some()))
        .collect();
    let of = |group: bool| -> Vec<f64> {
        let own = known.iter().zip(answers).filter(|(own, _)| **own == Some(group));
        own.filter_map(|(_, answer)| *answer).collect()
    };
    let (matched, unmatched) = (of(true), of(false));
    let is_enough = matched.len().min(unmatched.len()) >= FEWEST;
    let gap = if is_comparable && is_enough {
        let features = Features::new(columns, &known, monitor)?;
        gap::gap(&features, &matched, &unmatched, &weights::weights(&features, monitor)?)
    } else {
        None
    };
    Ok(Compared {
        outcome: outcome.to_owned(),
        matched: shown(&matched),
        unmatched: shown(&unmatched),
        weighted: gap.and_then(|gap| Some(mean(&matched)? - gap.value)),
        difference: gap,
        matched_people: matched.len(),
        unmatched_people: unmatched.len(),
    })
}

/// The mean of so many that it is nobody's own answer.
fn shown(answers: &[f64]) -> Option<f64> {
    mean(answers).filter(|_| answers.len() >= FEWEST)
}
