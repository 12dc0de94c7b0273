//! The difference of matched and weighted unmatched people, and its error.

use super::features::Features;
use super::weights::effective;
use crate::tracking::line::Line;
use crate::tracking::statistics::{Estimate, mean};

/// The mean of the matched less the weighted mean of the others.
///
/// The error is that of the estimate's influence function: what each answer deviates from a straight line in the
/// features, which is fitted to the weighted unmatched (Zhao and Percival 2017).
pub(super) fn gap(
    features: &Features,
    matched: &[f64],
    unmatched: &[f64],
    weights: &[f64],
) -> Option<Estimate> {
    let weighted: f64 = weights.iter().zip(unmatched).map(|(weight, answer)| weight * answer).sum();
    let gap = mean(matched)? - weighted;
    let seen = features.unmatched.iter().zip(weights).zip(unmatched);
    let line = Line::fitted(seen.map(|((row, weight), answer)| (&row[..], *weight, *answer)))?;
    let left = |row: &Vec<f64>, answer: &f64| answer - line.says(row);
    let (own, others) = (matched.len() as f64, unmatched.len() as f64);
    let of_matched =
        features.matched.iter().zip(matched).map(|(row, answer)| left(row, answer) - gap);
    let of_matched: f64 = of_matched.map(|left| left * left).sum::<f64>() / (own * (own - 1.0));
    let of_others = features.unmatched.iter().zip(unmatched).zip(weights);
    let of_others: f64 =
        of_others.map(|((row, answer), weight)| (weight * left(row, answer)).powi(2)).sum();
    // The line has used up as many answers as it has numbers.
    let few = others / (others - line.len() as f64).max(1.0);
    let freedom = (own.min(effective(weights)) - 1.0).max(4.0);
    Some(Estimate::with_error(gap, (of_matched + few * of_others).sqrt(), freedom))
}
