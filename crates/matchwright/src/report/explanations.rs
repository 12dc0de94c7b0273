//! Why everybody has whom they have, a line a person. What others would cost exactly is not asked here: that is a
//! search for each of them, see [`Outcome::explain`].

use std::collections::BTreeMap;

use matchwright_assign::{Monitor, threads};
use matchwright_tables::{Frame, Values};

use super::who::Who;
use super::words::readable;
use crate::answers::Grounds;
use crate::error::Error;
use crate::outcome::{Outcome, Pair};
use crate::roster::Side;
use crate::scores::{Ranked, to_score};

/// Criteria that a line names.
const REASONS: usize = 3;

/// Other partners that a line names.
const OTHERS: usize = 3;

/// `side`, `id`, `partners`, `score` (the mean where they meet several), `ranks` in the person's own list,
/// `reasons` (the criteria that add most, or why there is nobody), `in_common`, and `others` who fit best of those
/// who are allowed, with why it is not them; with `name` behind the id where the programme's `[tables]` has one.
/// Mentees, then mentors, by id. Two looks at all pairs of people.
pub(super) fn frame(outcome: &Outcome, monitor: &Monitor) -> Result<Frame, Error> {
    let mut lines = Vec::new();
    for side in Side::BOTH {
        lines.extend(SideLines::new(outcome, side).lines(monitor)?);
    }
    let ids: Vec<(Side, &str)> = lines.iter().map(|line| (line.side, line.id)).collect();
    let side = ("side", Values::texts(&lines, |line| line.side.noun()));
    let rest = [
        ("partners", Values::texts(&lines, |line| &line.partners)),
        ("score", Values::numbers(&lines, |line| line.score)),
        ("ranks", Values::texts(&lines, |line| &line.ranks)),
        ("reasons", Values::texts(&lines, |line| &line.reasons)),
        ("in_common", Values::texts(&lines, |line| &line.in_common)),
        ("others", Values::texts(&lines, |line| &line.others)),
    ];
    Ok(Frame::new([side].into_iter().chain(outcome.roster().who(&ids)).chain(rest)))
}

/// A person's line.
struct Line<'a> {
    side: Side,
    id: &'a str,
    partners: String,
    score: Option<f64>,
    ranks: String,
    reasons: String,
    in_common: String,
    others: String,
}

/// What the lines of one side are made of.
struct SideLines<'a> {
    outcome: &'a Outcome,
    side: Side,
    grounds: Grounds<'a>,
    /// The pairs of everybody, on either side.
    pairs: [BTreeMap<&'a str, Vec<&'a Pair>>; 2],
}

impl<'a> SideLines<'a> {
    fn new(outcome: &'a Outcome, side: Side) -> Self {
        let pairs = [side, side.other()].map(|side| {
            let mut pairs: BTreeMap<&str, Vec<&Pair>> = BTreeMap::new();
            for pair in outcome.pairs() {
                pairs.entry(of(pair, side)).or_default().push(pair);
            }
            pairs
        });
        Self { outcome, side, grounds: Grounds::new(outcome), pairs }
    }

    fn lines(&self, monitor: &Monitor) -> Result<Vec<Line<'a>>, Error> {
        let most = self.pairs[0].values().map(Vec::len).max().unwrap_or_default();
        let lists = self.outcome.scores().recommend(self.side, most + OTHERS, monitor)?;
        let ids = self.outcome.roster().side(self.side).ids().iter();
        let people: Vec<(&str, Vec<Ranked>)> = ids.map(String::as_str).zip(lists).collect();
        Ok(threads::map(people, |(id, list)| self.line(id, &list)))
    }

    fn line(&self, id: &'a str, list: &[Ranked]) -> Line<'a> {
        let pairs = self.pairs[0].get(id).map(Vec::as_slice).unwrap_or_default();
        let each = |text: &dyn Fn(&Pair) -> String| -> String {
            let texts = pairs.iter().map(|pair| text(pair)).filter(|text| !text.is_empty());
            texts.collect::<Vec<_>>().join("; ")
        };
        let total: f64 = pairs.iter().map(|pair| pair.score()).sum();
        Line {
            side: self.side,
            id,
            partners: each(&|pair| self.partner(of(pair, self.side.other()))),
            score: (!pairs.is_empty()).then(|| total / pairs.len() as f64),
            ranks: each(&|pair| rank(pair, self.side).to_string()),
            reasons: match pairs {
                [] => self.why_nobody(id),
                _ => each(&|pair| self.strongest(pair)),
            },
            in_common: each(&|pair| self.in_common(pair)),
            others: self.others(pairs, list),
        }
    }

    fn partner(&self, id: &str) -> String {
        Who::find(self.outcome, self.side.other(), id).main
    }

    fn why_nobody(&self, id: &str) -> String {
        let people = self.outcome.unmatched();
        let own = people.binary_search_by_key(&(self.side, id), |one| (one.side, one.id.as_str()));
        own.map_or_else(|_| String::new(), |at| format!("meets nobody: {}", people[at].detail))
    }

    /// The criteria that add most, with what they add.
    fn strongest(&self, pair: &Pair) -> String {
        let criteria = self.outcome.criteria().iter();
        let parts = criteria.zip(pair.contributions()).filter(|(_, points)| *points > 0.0);
        let mut parts: Vec<(&String, f64)> = parts.collect();
        parts.sort_by(|one, other| other.1.total_cmp(&one.1));
        let strongest = parts.into_iter().take(REASONS);
        let texts = strongest.map(|(name, points)| format!("{} {points:.3}", readable(name)));
        texts.collect::<Vec<_>>().join(", ")
    }

    fn in_common(&self, pair: &Pair) -> String {
        let roster = self.outcome.roster();
        let mentee = roster.mentees().position(pair.mentee());
        let (Ok(mentee), Ok(mentor)) = (mentee, roster.mentors().position(pair.mentor())) else {
            return String::new();
        };
        let common = self.grounds.of(mentee, mentor);
        common.into_iter().flat_map(|one| one.labels).collect::<Vec<_>>().join(", ")
    }

    /// Who fits best beside the partners, and where they are instead.
    fn others(&self, pairs: &[&Pair], list: &[Ranked]) -> String {
        let ids = self.outcome.roster().side(self.side.other()).ids();
        let is_other = |one: &&Ranked| {
            pairs.iter().all(|pair| of(pair, self.side.other()) != ids[one.partner])
        };
        let others = list.iter().filter(is_other).take(OTHERS).map(|one| {
            let id = &ids[one.partner];
            format!("{} {:.3} ({})", self.partner(id), to_score(one.points), self.why_not(one))
        });
        others.collect::<Vec<_>>().join("; ")
    }

    fn why_not(&self, other: &Ranked) -> String {
        let outcome = self.outcome;
        let id = outcome.roster().side(self.side.other()).ids()[other.partner].as_str();
        let theirs = self.pairs[1].get(id).map(Vec::as_slice).unwrap_or_default();
        let load = outcome.loads().get(other.partner).filter(|_| self.side == Side::Mentee);
        match (load, theirs) {
            (Some(load), _) if load.capacity == 0 => "offers no seat".to_owned(),
            (Some(load), _) if load.load < load.capacity => "has a free seat".to_owned(),
            (_, []) => "meets nobody".to_owned(),
            _ => {
                let whom = theirs.iter().map(|pair| of(pair, self.side));
                let whom = whom.map(|id| Who::find(outcome, self.side, id).main);
                format!("meets {}", whom.collect::<Vec<_>>().join(", "))
            }
        }
    }
}

fn of(pair: &Pair, side: Side) -> &str {
    match side {
        Side::Mentee => pair.mentee(),
        Side::Mentor => pair.mentor(),
    }
}

fn rank(pair: &Pair, side: Side) -> u32 {
    match side {
        Side::Mentee => pair.rank_for_mentee(),
        Side::Mentor => pair.rank_for_mentor(),
    }
}
