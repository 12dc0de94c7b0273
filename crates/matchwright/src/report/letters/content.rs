//! What a letter says to its reader: of them, of whom they meet, and of nobody else.

use std::collections::BTreeMap;

use matchwright_tables::plain;

use crate::answers::Grounds;
use crate::criteria::AnyCriterion;
use crate::outcome::{Outcome, Pair};
use crate::report::who::Who;
use crate::report::words::readable;
use crate::roster::Side;

/// Criteria that a letter names.
const REASONS: usize = 3;

/// Where answers say nothing.
const NOTHING: &str = "nothing that both of you wrote down";

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
    pub(super) fn new(outcome: &Outcome, grounds: &Grounds<'_>, reader: &Reader<'_>) -> Self {
        let partner = |pair: &&Pair| reader.partner(outcome, pair);
        let partners: Vec<String> = reader.pairs.iter().map(partner).collect();
        let told = |about: &dyn Fn(&Pair) -> String| {
            let told: Vec<String> = reader.pairs.iter().map(|pair| about(pair)).collect();
            by_partner(&partners, told)
        };
        Self {
            name: Who::find(outcome, reader.side, reader.id).main,
            partner: joined(&partners),
            shared_topics: told(&|pair| shared_topics(outcome, grounds, pair)),
            why: told(&|pair| why(outcome, pair)),
        }
    }
}

/// What is told of the only partner, or of each of them: `with Ada: chess; with Ben: golf`.
fn by_partner(partners: &[String], told: Vec<String>) -> String {
    if let [one] = told.as_slice() {
        return one.clone();
    }
    let told = partners.iter().zip(told).map(|(partner, told)| format!("with {partner}: {told}"));
    told.collect::<Vec<_>>().join("; ")
}

/// What both named, and what one of them wants and the other has.
fn shared_topics(outcome: &Outcome, grounds: &Grounds<'_>, pair: &Pair) -> String {
    let roster = outcome.roster();
    let mentee = roster.mentees().position(pair.mentee());
    let (Ok(mentee), Ok(mentor)) = (mentee, roster.mentors().position(pair.mentor())) else {
        return NOTHING.to_owned();
    };
    let mut topics: Vec<String> = Vec::new();
    for label in grounds.of(mentee, mentor).into_iter().flat_map(|common| common.labels) {
        let label = plain(&label);
        if !topics.contains(&label) {
            topics.push(label);
        }
    }
    if topics.is_empty() { NOTHING.to_owned() } else { joined(&topics) }
}

/// The criteria that add most to the pair's score. Whom somebody asked for is theirs alone to tell.
fn why(outcome: &Outcome, pair: &Pair) -> String {
    let terms = outcome.program().criteria.iter();
    let mut parts: Vec<(f64, String)> = terms
        .zip(pair.contributions())
        .filter(|(term, points)| *points > 0.0 && !is_wish(&term.criterion))
        .map(|(term, points)| (points, readable(&term.name())))
        .collect();
    parts.sort_by(|one, other| other.0.total_cmp(&one.0));
    let names: Vec<String> = parts.into_iter().take(REASONS).map(|(_, name)| name).collect();
    if names.is_empty() { NOTHING.to_owned() } else { joined(&names) }
}

fn is_wish(criterion: &AnyCriterion) -> bool {
    matches!(criterion, AnyCriterion::Preference(_))
}

/// `a`, `a and b`, `a, b and c`.
fn joined(texts: &[String]) -> String {
    match texts {
        [] => String::new(),
        [one] => one.clone(),
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}
