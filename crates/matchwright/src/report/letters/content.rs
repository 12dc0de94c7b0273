//! What a letter says to its reader: of them, of whom they meet, and of nobody else.

use std::collections::BTreeMap;

use crate::error::Error;
use crate::outcome::{Outcome, Pair};
use crate::report::who::Who;
use crate::roster::Side;

/// The texts behind the placeholders.
pub(super) struct Content {
    pub(super) name: String,
    pub(super) partner: String,
    pub(super) shared_topics: String,
    pub(super) why: String,
}

/// Somebody who meets somebody.
pub(super) struct Reader<'a> {
    pub(super) side: Side,
    pub(super) id: &'a str,
    pub(super) pairs: Vec<&'a Pair>,
}

/// Everybody who meets somebody: mentees, then mentors, by id.
pub(super) fn readers(outcome: &Outcome) -> Vec<Reader<'_>> {
    let mut readers: BTreeMap<(Side, &str), Vec<&Pair>> = BTreeMap::new();
    for pair in outcome.pairs() {
        for (side, id) in [(Side::Mentee, pair.mentee()), (Side::Mentor, pair.mentor())] {
            readers.entry((side, id)).or_default().push(pair);
        }
    }
    readers.into_iter().map(|((side, id), pairs)| Reader { side, id, pairs }).collect()
}

impl Reader<'_> {
    /// Whom they meet in a pair.
    fn partner(&self, outcome: &Outcome, pair: &Pair) -> String {
        let id = if self.side == Side::Mentee { pair.mentor() } else { pair.mentee() };
        Who::find(outcome, self.side.other(), id).main
    }
}

impl Content {
    pub(super) fn new(outcome: &Outcome, reader: &Reader<'_>) -> Result<Self, Error> {
        let partners: Vec<String> =
            reader.pairs.iter().map(|pair| reader.partner(outcome, pair)).collect();
        Ok(Self {
            name: Who::find(outcome, reader.side, reader.id).main,
            partner: joined(&partners),
            shared_topics: String::new(),
            why: String::new(),
        })
    }
}

/// `a`, `a and b`, `a, b and c`.
fn joined(texts: &[String]) -> String {
    match texts {
        [] => String::new(),
        [one] => one.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}
