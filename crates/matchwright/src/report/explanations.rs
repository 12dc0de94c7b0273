//! Why everybody has whom they have, a line a person.

use std::collections::BTreeMap;

use matchwright_assign::{Monitor, threads};
use matchwright_tables::{Frame, Values};

use super::who::Who;
use super::words::readable;
use crate::answers::Alternative;
use crate::error::Error;
use crate::outcome::{Outcome, Pair};
use crate::roster::Side;

/// Criteria that a line names.
const REASONS: usize = 3;

/// Other partners that a line names.
const OTHERS: usize = 3;

/// A person's line.
struct Line<'a> {
    side: Side,
    id: &'a str,
    partners: String,
    score: Option<f64>,
    ranks: String,
    reasons: String,
    others: String,
}

/// `side`, `id`, `partners`, `score` (the mean where they meet several), `ranks`, `reasons`, `others`; with
/// `name` behind the id where the programme's `[tables]` has one. Mentees, then mentors, by id.
pub(super) fn frame(outcome: &Outcome, monitor: &Monitor) -> Result<Frame, Error> {
    let meetings = Side::BOTH.map(|side| meetings(outcome, side));
    let mut people: Vec<(Side, &str, &[&Pair])> = Vec::new();
    for (side, pairs) in Side::BOTH.into_iter().zip(&meetings) {
        let of = |id: &str| pairs.get(id).map(Vec::as_slice).unwrap_or_default();
        let ids = outcome.roster().side(side).ids().iter();
        people.extend(ids.map(|id| (side, id.as_str(), of(id))));
    }
    let lines: Result<Vec<Line<'_>>, Error> = threads::map(people, |(side, id, pairs)| {
        monitor.check()?;
        Line::new(outcome, side, id, pairs)
    });
    Ok(columns(outcome, &lines?))
}

/// The pairs of everybody on a side.
fn meetings(outcome: &Outcome, side: Side) -> BTreeMap<&str, Vec<&Pair>> {
    let mut pairs: BTreeMap<&str, Vec<&Pair>> = BTreeMap::new();
    for pair in outcome.pairs() {
        pairs.entry(of(pair, side)).or_default().push(pair);
    }
    pairs
}

fn of(pair: &Pair, side: Side) -> &str {
    match side {
        Side::Mentee => pair.mentee(),
        Side::Mentor => pair.mentor(),
    }
}

fn columns(outcome: &Outcome, lines: &[Line<'_>]) -> Frame {
    let ids: Vec<(Side, &str)> = lines.iter().map(|line| (line.side, line.id)).collect();
    let side = ("side", Values::texts(lines, |line| line.side.noun()));
    let rest = [
        ("partners", Values::texts(lines, |line| &line.partners)),
        ("score", Values::numbers(lines, |line| line.score)),
        ("ranks", Values::texts(lines, |line| &line.ranks)),
        ("reasons", Values::texts(lines, |line| &line.reasons)),
        ("others", Values::texts(lines, |line| &line.others)),
    ];
    Frame::new([side].into_iter().chain(outcome.roster().who(&ids)).chain(rest))
}

impl<'a> Line<'a> {
    fn new(outcome: &Outcome, side: Side, id: &'a str, pairs: &[&Pair]) -> Result<Self, Error> {
        let partner = |pair: &&Pair| Who::find(outcome, side.other(), of(pair, side.other())).main;
        let rank = |pair: &&Pair| match side {
            Side::Mentee => pair.rank_for_mentee().to_string(),
            Side::Mentor => pair.rank_for_mentor().to_string(),
        };
        let total: f64 = pairs.iter().map(|pair| pair.score()).sum();
        let is_alone = pairs.is_empty();
        Ok(Self {
            side,
            id,
            partners: pairs.iter().map(partner).collect::<Vec<_>>().join("; "),
            score: (!is_alone).then(|| total / pairs.len() as f64),
            ranks: pairs.iter().map(rank).collect::<Vec<_>>().join("; "),
            reasons: if is_alone { why_nobody(outcome, side, id) } else { reasons(outcome, pairs) },
            others: others(outcome, side, id)?,
        })
    }
}

/// The criteria that add most, with what they add.
fn reasons(outcome: &Outcome, pairs: &[&Pair]) -> String {
    let mut parts: Vec<(f64, String)> =
        outcome.criteria().iter().map(|name| (0.0, readable(name))).collect();
    for pair in pairs {
        let share = |points: f64| points / pairs.len() as f64;
        parts
            .iter_mut()
            .zip(pair.contributions())
            .for_each(|(part, points)| part.0 += share(points));
    }
    parts.sort_by(|one, other| other.0.total_cmp(&one.0));
    let named = parts.into_iter().take(REASONS).filter(|(points, _)| *points > 0.0);
    named.map(|(points, name)| format!("{name} {points:.3}")).collect::<Vec<_>>().join(", ")
}

fn why_nobody(outcome: &Outcome, side: Side, id: &str) -> String {
    let people = outcome.unmatched();
    let own = people.iter().find(|person| person.side == side && person.id == id);
    own.map_or_else(String::new, |person| format!("meets nobody: {}", person.detail))
}

/// The mentors who would fit a mentee best beside their own, and why it is not them.
fn others(outcome: &Outcome, side: Side, id: &str) -> Result<String, Error> {
    if side == Side::Mentor {
        return Ok(String::new());
    }
    let explained = outcome.explain(id)?;
    let other = |other: &Alternative| {
        let who = Who::find(outcome, side.other(), &other.mentor).main;
        format!("{who} {:.3} ({})", other.score, why_not(other))
    };
    let named = explained.alternatives.iter().take(OTHERS).map(other);
    Ok(named.collect::<Vec<_>>().join("; "))
}

fn why_not(other: &Alternative) -> String {
    if !other.blocked_by.is_empty() {
        return other.blocked_by.iter().map(|name| readable(name)).collect::<Vec<_>>().join(", ");
    }
    if other.full { "full".to_owned() } else { "free".to_owned() }
}
