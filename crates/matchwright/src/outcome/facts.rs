//! What an outcome says, without what people answered.

use matchwright_tables::vocabulary::Merge;
use serde::Serialize;

use super::{Bound, Changes, Circle, Load, Outcome, Pair, Proof, Status, Summary, Unmatched};

/// What an [`Outcome`] says, to be written as JSON.
///
/// Beside ids, scores and reasons it holds nothing that people wrote but the labels that count as
/// others. Seconds are no part of it, so that it is equal for equal input.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Facts<'a> {
    summary: &'a Summary,
    criteria: &'a [String],
    pairs: &'a [Pair],
    unmatched: &'a [Unmatched],
    loads: &'a [Load],
    #[serde(skip_serializing_if = "<[Circle]>::is_empty")]
    circles: &'a [Circle],
    merges: &'a [Merge],
    certificate: &'a Proof,
    status: Status,
    bound: Bound,
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<&'a Changes>,
}

impl<'a> Facts<'a> {
    pub(super) fn new(outcome: &'a Outcome) -> Self {
        Self {
            summary: outcome.summary(),
            criteria: outcome.criteria(),
            pairs: outcome.pairs(),
            unmatched: outcome.unmatched(),
            loads: outcome.loads(),
            circles: outcome.circles(),
            merges: outcome.merges(),
            certificate: outcome.certificate(),
            status: outcome.status(),
            bound: outcome.bound(),
            changes: outcome.changes(),
        }
    }
}
