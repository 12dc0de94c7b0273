//! Numbers.

use super::super::facts::Facts;
use super::{Found, Meaning, each};

pub(super) fn find(columns: &[(usize, &Facts<'_>)]) -> Vec<Found> {
    each(columns, |facts| facts.numbers().map(|_| Meaning::Number))
}
