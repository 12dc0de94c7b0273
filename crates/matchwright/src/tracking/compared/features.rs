//! What weights are made from: each column as numbers in units of its spread, 0 where the matched have their mean.

use matchwright_assign::Monitor;

use super::super::balance::Column;
use super::super::statistics::{mean, variance};
use crate::error::Error;

/// Fewer people with a label say too little to be weighted by.
const FEWEST: f64 = 5.0;

/// The features of both groups, a row a person.
pub(super) struct Features {
    pub(super) matched: Vec<Vec<f64>>,
    pub(super) unmatched: Vec<Vec<f64>>,
}

impl Features {
    pub(super) fn new(
        columns: &[Column],
        is_matched: &[Option<bool>],
        monitor: &Monitor,
    ) -> Result<Self, Error> {
        let mut all: Vec<Vec<f64>> = Vec::new();
        for column in columns {
            monitor.check()?;
            let levels = column.levels();
            let is_missing = levels.first().map(|level| level.values.iter().map(Option::is_none));
            let is_missing =
                is_missing.into_iter().flatten().map(|missing| f64::from(u8::from(missing)));
            let is_missing: Vec<Option<f64>> = is_missing.map(Some).collect();
            let counted = levels.iter().filter(|level| {
                level.label.is_none() || level.values.iter().flatten().sum::<f64>() >= FEWEST
            });
            all.extend(counted.filter_map(|level| scaled(&level.values, is_matched)));
            if is_missing.iter().flatten().sum::<f64>() >= FEWEST {
                all.extend(scaled(&is_missing, is_matched));
            }
        }
        let of = |group: bool| {
            let people = (0..is_matched.len()).filter(|&person| is_matched[person] == Some(group));
            people.map(|person| all.iter().map(|feature| feature[person]).collect()).collect()
        };
        Ok(Self { matched: of(true), unmatched: of(false) })
    }
}

/// Weights of the unmatched in the places of all people; 0 for everybody else.
pub(super) fn spread(weights: &[f64], is_matched: &[Option<bool>]) -> Vec<f64> {
    let mut weights = weights.iter();
    let weight = |own: &Option<bool>| match own {
        Some(false) => weights.next().copied().unwrap_or_default(),
        _ => 0.0,
    };
    is_matched.iter().map(weight).collect()
}

/// A feature in units of its spread; `None` where nobody differs. Whoever gave no answer has the mean.
fn scaled(values: &[Option<f64>], is_matched: &[Option<bool>]) -> Option<Vec<f64>> {
    let people = || values.iter().zip(is_matched);
    let of = |group: Option<bool>| -> Vec<f64> {
        people().filter(|(_, own)| **own == group).filter_map(|(value, _)| *value).collect()
    };
    let (matched, unmatched) = (of(Some(true)), of(Some(false)));
    let spread = f64::midpoint(variance(&matched), variance(&unmatched)).sqrt();
    let centre = mean(&matched)?;
    let scaled = |value: &Option<f64>| value.map_or(0.0, |value| (value - centre) / spread);
    (spread > 0.0).then(|| values.iter().map(scaled).collect())
}
