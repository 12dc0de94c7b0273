//! The estimates, from decisions whose propensities are known.

use std::collections::BTreeMap;

use super::super::statistics::Estimate;
use super::choices::{Choices, Observed, PolicyPairs, Row};
use super::{Estimator, model};

/// A pair that met, with what else could have been decided for the mentee.
pub(super) struct Decision {
    /// The outcome.
    pub(super) value: f64,
    pub(super) propensity: Option<f64>,
    /// How likely the policy makes the pair.
    pub(super) wanted: f64,
    /// What the model knows of the pair.
    pub(super) features: Vec<f64>,
    /// The same of all pairs that the policy could have made, each with how likely it makes it.
    pub(super) options: Vec<(f64, Vec<f64>)>,
    /// Whether the options are all that there are.
    pub(super) is_whole: bool,
    /// The draw, counted from 0.
    pub(super) draw: usize,
}

/// What was left aside.
#[derive(Clone, Copy, Default)]
pub(super) struct Counts {
    pub(super) unknown: usize,
    pub(super) uncovered: usize,
}

/// The decisions of which the outcome is known and whose policy could have been followed.
pub(super) fn decisions(
    observed: &Observed,
    choices: &Choices,
    policy: Option<&PolicyPairs>,
) -> (Vec<Decision>, Counts) {
    let options = options(choices);
    let (mut decisions, mut counts) = (Vec::new(), Counts::default());
    let mut draws = Draws::default();
    for row in choices.rows.iter().filter(|row| row.is_drawn) {
        let own = [row];
        let key = row.draw.as_deref().map(|draw| (row.ids.0.as_str(), draw));
        let options = key.and_then(|key| options.get(&key)).map_or(&own[..], Vec::as_slice);
        let Some(value) = observed.of(&row.ids) else {
            counts.unknown += 1;
            continue;
        };
        match Decision::new(row, options, value, policy) {
            Some(decision) => {
                decisions.push(Decision { draw: draws.of(row.draw.as_deref()), ..decision });
            }
            None => counts.uncovered += 1,
        }
    }
    (decisions, counts)
}

/// What could have been decided for each mentee in each draw.
fn options(choices: &Choices) -> BTreeMap<(&str, &str), Vec<&Row>> {
    let mut options: BTreeMap<(&str, &str), Vec<&Row>> = BTreeMap::new();
    for row in &choices.rows {
        if let Some(draw) = &row.draw {
            options.entry((&row.ids.0, draw)).or_default().push(row);
        }
    }
    options
}

/// Numbers of draws, in the order in which they are met.
#[derive(Default)]
struct Draws<'a> {
    named: BTreeMap<&'a str, usize>,
    found: usize,
}

impl<'a> Draws<'a> {
    /// The number of a draw; one of its own where no coin decided.
    fn of(&mut self, draw: Option<&'a str>) -> usize {
        let known = draw.and_then(|draw| self.named.get(draw).copied());
        known.unwrap_or_else(|| {
            self.named.extend(draw.map(|draw| (draw, self.found)));
            self.found += 1;
            self.found - 1
        })
    }
}

impl Decision {
    /// Of a pair that met; `None` where the policy could not have been followed.
    fn new(row: &Row, options: &[&Row], value: f64, policy: Option<&PolicyPairs>) -> Option<Self> {
        let wanted = |row: &Row| match policy {
            Some(policy) => policy.pairs.get(&row.ids).copied().unwrap_or_default(),
            None => f64::from(u8::from(row.is_planned)),
        };
        let all: f64 = options.iter().filter_map(|row| row.propensity).sum();
        let is_whole = (all - 1.0).abs() < 1e-9;
        let likely: f64 = options.iter().map(|row| wanted(row)).sum();
        if likely == 0.0 && (is_whole || row.propensity.is_none()) {
            return None;
        }
        // A policy that names both pairs makes each of them half as likely.
        let wanted = |row: &Row| wanted(row) / likely.max(1.0);
        Some(Self {
            value,
            propensity: row.propensity,
            wanted: wanted(row),
            features: row.features.clone(),
            options: options.iter().map(|row| (wanted(row), row.features.clone())).collect(),
            is_whole,
            draw: 0,
        })
    }
}

/// How many draws there are among decisions.
pub(super) fn draws(decisions: &[Decision]) -> usize {
    decisions.iter().map(|decision| decision.draw + 1).max().unwrap_or_default()
}

/// The estimate by one method; `None` where it cannot say.
pub(super) fn estimate(estimator: Estimator, decisions: &[Decision]) -> Option<Estimate> {
    match estimator {
        Estimator::Observed => {
            let weights: Vec<f64> = decisions.iter().map(|decision| decision.wanted).collect();
            normalised(decisions, &weights)
        }
        Estimator::Ips => {
            let values = decisions.iter().zip(weights(decisions)?);
            let values: Vec<f64> =
                values.map(|(decision, weight)| weight * decision.value).collect();
            Some(mean(decisions, &values))
        }
        Estimator::Snips => normalised(decisions, &weights(decisions)?),
        Estimator::Dr => doubly_robust(decisions),
    }
}

/// How much likelier the policy would have made each pair.
fn weights(decisions: &[Decision]) -> Option<Vec<f64>> {
    decisions.iter().map(|decision| Some(decision.wanted / decision.propensity?)).collect()
}

/// A weighted mean; its error by linearisation.
fn normalised(decisions: &[Decision], weights: &[f64]) -> Option<Estimate> {
    let whole: f64 = weights.iter().sum();
    if whole <= 0.0 {
        return None;
    }
    let weighted = decisions.iter().zip(weights);
    let value = weighted.clone().map(|(decision, weight)| weight * decision.value).sum::<f64>();
    let value = value / whole;
    let residuals = weighted.map(|(decision, weight)| weight * (decision.value - value) / whole);
    Some(Estimate::of_clusters(value, &by_draw(decisions, residuals)))
}

fn mean(decisions: &[Decision], values: &[f64]) -> Estimate {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let residuals = values.iter().map(|value| (value - mean) / count);
    Estimate::of_clusters(mean, &by_draw(decisions, residuals))
}

fn doubly_robust(decisions: &[Decision]) -> Option<Estimate> {
    let weights = weights(decisions)?;
    if decisions.iter().any(|decision| !decision.is_whole) {
        return None;
    }
    let models = model::fitted(decisions)?;
    let values = decisions.iter().zip(weights).map(|(decision, weight)| {
        let model = &models[decision.draw % models.len()];
        let said = |(likely, features): &(f64, Vec<f64>)| likely * model.says(features);
        let of_policy: f64 = decision.options.iter().map(said).sum();
        of_policy + weight * (decision.value - model.says(&decision.features))
    });
    Some(mean(decisions, &values.collect::<Vec<f64>>()))
}

/// The sums by draw.
fn by_draw(decisions: &[Decision], values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut sums = vec![0.0; draws(decisions)];
    for (decision, value) in decisions.iter().zip(values) {
        sums[decision.draw] += value;
    }
    sums
}
