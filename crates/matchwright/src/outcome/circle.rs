//! Circles, as lines of the outcome.

use std::collections::{BTreeMap, BTreeSet};

use matchwright_assign::{Error as AssignError, Monitor};
use serde::Serialize;

use crate::matching::{Matcher, member_fit};
use crate::program::Form;
use crate::roster::Roster;
use crate::scores::{Scores, to_score};

/// People who meet as one group.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Circle {
    /// From 1, in the order of the leaders' ids, or of the first members' where nobody leads.
    pub number: usize,
    /// The mentor who leads it.
    pub leader: Option<String>,
    /// The ids of the members, rising.
    pub members: Vec<String>,
    /// Mean score of its members with the leader; `None` where nobody leads.
    pub leader_fit: Option<f64>,
    /// Mean, over the members, of how well each fits the others; `None` where that does not count, and for one
    /// member alone.
    pub member_fit: Option<f64>,
}

impl Circle {
    /// Its members, each with the circle.
    pub fn each(&self) -> impl Iterator<Item = (&Self, &str)> {
        self.members.iter().map(move |member| (self, member.as_str()))
    }
}

/// The circles of a plan, of peers the pairs and threes; nothing where the programme makes pairs of two sides.
pub(super) fn circles(
    matcher: &Matcher,
    roster: &Roster,
    scores: &Scores,
    plan: &[(usize, usize)],
    monitor: &Monitor,
) -> Result<Vec<Circle>, AssignError> {
    let program = matcher.program();
    if program.form == Form::Pairs {
        return Ok(Vec::new());
    }
    let are_peers = program.has_one_population();
    let groups = if are_peers { of_peers(plan) } else { of_leaders(plan) };
    let among = if are_peers { None } else { matcher.scores_among(roster, monitor)? };
    let among = if are_peers { Some(scores) } else { among.as_ref() };
    let ids = |people: &[String], at: usize| people[at].clone();
    let circle = |(number, (leader, members)): (usize, (Option<usize>, Vec<usize>))| Circle {
        number,
        leader: leader.map(|leader| ids(roster.mentors().ids(), leader)),
        leader_fit: leader.map(|leader| leader_fit(scores, leader, &members)),
        member_fit: among.and_then(|among| member_fit(among, &members)),
        members: members.iter().map(|&member| ids(roster.mentees().ids(), member)).collect(),
    };
    Ok((1..).zip(groups).map(circle).collect())
}

/// The mean score of members, of whom there is one at least, with their leader.
fn leader_fit(scores: &Scores, leader: usize, members: &[usize]) -> f64 {
    let score = |&member: &usize| to_score(scores.points_of(member, leader));
    members.iter().map(score).sum::<f64>() / members.len() as f64
}

fn of_leaders(plan: &[(usize, usize)]) -> Vec<(Option<usize>, Vec<usize>)> {
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for &(member, leader) in plan {
        members.entry(leader).or_default().push(member);
    }
    members.into_iter().map(|(leader, members)| (Some(leader), members)).collect()
}

/// Everybody meets everybody else of their own group.
fn of_peers(plan: &[(usize, usize)]) -> Vec<(Option<usize>, Vec<usize>)> {
    let mut groups: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for &(one, other) in plan {
        groups.entry(one).or_insert_with(|| BTreeSet::from([one])).insert(other);
    }
    let first = |(one, group): &(usize, BTreeSet<usize>)| group.first() == Some(one);
    groups.into_iter().filter(first).map(|(_, group)| (None, group.into_iter().collect())).collect()
}
