//! Free text: long answers, and answers that hardly two people share.

use super::super::facts::Facts;
use super::{Found, Meaning, each};

/// Options of a question are shorter.
const LONGEST: usize = 150;

/// Options have fewer words.
const WORDS: usize = 12;

pub(super) fn find(columns: &[(usize, &Facts<'_>)]) -> Vec<Found> {
    let is_long = |text: &str| {
        text.len() > LONGEST || text.contains('\n') || text.split_whitespace().count() > WORDS
    };
    let is_text = |facts: &Facts<'_>| {
        facts.is_mostly_different() || (facts.are(0.5, is_long) && !facts.has_options())
    };
    let why = "free text";
    each(columns, |facts| is_text(facts).then_some(Meaning::Text(why)))
}
