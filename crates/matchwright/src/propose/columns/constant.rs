//! Columns in which everybody says the same.

use super::super::facts::Facts;
use super::{Found, Meaning, each};

pub(super) fn find(columns: &[(usize, &Facts<'_>)]) -> Vec<Found> {
    // What one of two people says is no constant.
    let is_constant = |facts: &Facts<'_>| facts.answers.len() == 1 && facts.answered > 1;
    each(columns, |facts| is_constant(facts).then_some(Meaning::Constant))
}
