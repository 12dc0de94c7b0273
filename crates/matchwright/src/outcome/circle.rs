//! Circles, as lines of the outcome.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::matching::MemberFit;
use crate::program::{Form, Program};
use crate::roster::Roster;

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
    program: &Program,
    roster: &Roster,
    plan: &[(usize, usize)],
    leader_scores: impl Fn((usize, usize)) -> f64,
    member_fit: &MemberFit,
) -> Vec<Circle> {
    if program.form == Form::Pairs {
        return Vec::new();
    }
    let groups = if program.has_one_population() { of_peers(plan) } else { of_leaders(plan) };
    let name = |side: &[String], at: usize| side[at].clone();
    let circle = |(at, (leader, members)): (usize, (Option<usize>, Vec<usize>))| {
        let fit = leader.map(|leader| {
            members.iter().map(|&member| leader_scores((member, leader))).sum::<f64>()
                / members.len() as f64
        });
        Circle {
            number: at + 1,
            leader: leader.map(|leader| name(roster.mentors().ids(), leader)),
            member_fit: member_fit.of(&members),
            members: members.iter().map(|&at| name(roster.mentees().ids(), at)).collect(),
            leader_fit: fit,
        }
    };
    groups.into_iter().enumerate().map(circle).collect()
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
