//! The groups of people that a programme's quotas are about.

use std::collections::BTreeMap;

use matchwright_assign as assign;

use super::question::axis;
use crate::program::{Per, Program, Quota};
use crate::roster::{LabelId, Roster, Side};

/// One group for each quota and answer.
pub(super) struct Groups(Vec<Group>);

struct Group {
    quota: Quota,
    /// The position of the quota in the programme.
    position: usize,
    answer: String,
    /// Rising.
    members: Vec<u32>,
}

impl Groups {
    /// O(people · quotas · log answers).
    pub(super) fn new(program: &Program, roster: &Roster) -> Self {
        let quotas = program.quotas.iter().enumerate();
        Self(quotas.flat_map(|(position, quota)| groups(position, quota, roster)).collect())
    }

    /// As the solver knows them.
    pub(super) fn quotas(&self) -> impl Iterator<Item = assign::Quota> {
        self.0.iter().map(|Group { quota, members, .. }| assign::Quota {
            of: axis(quota.of),
            members: members.clone(),
            min: quota.min,
            max: quota.max.unwrap_or(u32::MAX),
            per: if quota.per == Per::Programme {
                assign::Per::Programme
            } else {
                assign::Per::Partner
            },
        })
    }

    /// Whom a group holds: `mentees with department "Sales"`.
    pub(super) fn name(&self, group: usize) -> String {
        self.0.get(group).map_or_else(String::new, |Group { quota, answer, .. }| {
            format!("{} with {} {answer:?}", quota.of.table(), quota.column)
        })
    }

    /// The side of a group, and the position of its quota in the programme.
    pub(super) fn quota(&self, group: usize) -> Option<(Side, usize)> {
        self.0.get(group).map(|group| (group.quota.of, group.position))
    }

    /// The members of a group.
    pub(super) fn members(&self, group: usize) -> &[u32] {
        self.0.get(group).map_or(&[], |group| &group.members)
    }
}

fn groups(position: usize, quota: &Quota, roster: &Roster) -> Vec<Group> {
    let answers = roster.side(quota.of).labels(&quota.column);
    let group = |answer: String, members| Group { quota: quota.clone(), position, answer, members };
    if let Some(value) = &quota.value {
        let wanted = roster.labels().find(value);
        let has_it = |label: &Option<LabelId>| label.is_some() && *label == wanted;
        let members = (0..).zip(&answers).filter(|(_, label)| has_it(label)).map(|(at, _)| at);
        return vec![group(value.clone(), members.collect())];
    }
    let mut by_answer: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    for (at, label) in (0..).zip(&answers) {
        if let Some(label) = label {
            by_answer.entry(roster.labels().text(*label)).or_default().push(at);
        }
    }
    by_answer.into_iter().map(|(answer, members)| group(answer.to_owned(), members)).collect()
}
