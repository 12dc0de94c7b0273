//! What a pair's outcome is expected to be: a straight line in what is known of the pair.

use super::estimates::{Decision, draws};
use crate::tracking::line::Line;

/// Parts into which the draws are put; each is spoken of by a model that has not seen it.
const FOLDS: usize = 5;

/// For each part of the draws a model of the others; `None` where there are too few.
pub(super) fn fitted(decisions: &[Decision]) -> Option<Vec<Line>> {
    let folds = FOLDS.min(draws(decisions));
    let of_others = |fold: usize| {
        let others = decisions.iter().filter(|decision| decision.draw % folds != fold);
        Line::fitted(others.map(|decision| (&decision.features[..], 1.0, decision.value)))
    };
    (0..folds).map(of_others).collect()
}
