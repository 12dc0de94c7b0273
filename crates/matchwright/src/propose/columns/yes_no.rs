//! Questions that are answered with yes or no.

use matchwright_tables::labels::answer_key;

use super::super::facts::Facts;
use super::{Found, Meaning, each};

const WHY: &str = "a yes or a no, which says little about two people; it can serve as `active` in \
                   [tables], or as `when` of a criterion";

pub(super) fn find(columns: &[(usize, &Facts<'_>)]) -> Vec<Found> {
    let is_yes_or_no = |text: &str| {
        matches!(answer_key(text).as_str(), "yes" | "no" | "y" | "n" | "true" | "false" | "maybe")
    };
    each(columns, |facts| facts.are(1.0, is_yes_or_no).then_some(Meaning::Unused(WHY)))
}
