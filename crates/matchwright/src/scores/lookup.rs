//! One look-up for several members: the groups of mentors whom none of them can tell apart.
//!
//! 8 departments, 6 grades and 5 time zones make at most 240 joint groups. What all three say of a
//! mentee with each of the groups is added up once per mentee; after that it is one look-up a pair.

use std::collections::HashMap;
use std::ops::Range;

use crate::compare::Groups;
use crate::lanes::widest;

/// The largest number of joint groups: a table of 16 KiB stays in the first-level cache.
pub(super) const TABLE: usize = 4096;

/// Mentors for each joint group. Filling a table takes two look-ups for each joint group, and saves
/// one for each mentor.
const MENTORS_PER_GROUP: usize = 4;

/// Points for each joint group.
pub(super) type Table = [i32; TABLE];

/// Members that are looked up together.
pub(super) struct Lookup {
    /// The joint group of each mentor.
    of: Vec<u16>,
    steps: Vec<Step>,
}

/// Joins one more member to the groups so far.
struct Step {
    member: usize,
    /// How many groups the member has.
    groups: usize,
    /// For each joint group: which it was before this step, and the member's group.
    from: Vec<(u16, u8)>,
}

/// Working space for filling tables.
pub(super) struct Sums {
    own: [i32; Groups::MAX],
    before: Box<Table>,
}

impl Default for Sums {
    fn default() -> Self {
        Self { own: [0; Groups::MAX], before: Box::new([0; TABLE]) }
    }
}

/// Puts members into as few look-ups as the sizes allow, those with the fewest groups first.
pub(super) fn join(mut members: Vec<(usize, &Groups)>, mentors: usize) -> Vec<Lookup> {
    let most = (mentors / MENTORS_PER_GROUP).min(TABLE);
    members.sort_by_key(|(_, groups)| groups.count());
    let mut lookups: Vec<Lookup> = Vec::new();
    for (member, groups) in members {
        let joined = lookups.last_mut().is_some_and(|last| last.join(member, groups, most));
        if !joined {
            let mut alone = Lookup { of: vec![0; mentors], steps: Vec::new() };
            alone.join(member, groups, Groups::MAX);
            lookups.push(alone);
        }
    }
    lookups
}

impl Lookup {
    /// Joins a member, unless that makes more than `most` joint groups.
    fn join(&mut self, member: usize, groups: &Groups, most: usize) -> bool {
        let mut known = HashMap::new();
        let mut from = Vec::new();
        let mut of = Vec::with_capacity(self.of.len());
        for pair in self.of.iter().copied().zip(groups.of().iter().copied()) {
            let joint = *known.entry(pair).or_insert_with(|| {
                from.push(pair);
                (from.len() - 1) as u16
            });
            if from.len() > most {
                return false;
            }
            of.push(joint);
        }
        self.of = of;
        self.steps.push(Step { member, groups: groups.count(), from });
        true
    }

    /// Fills the table. `add_groups(member, points)` adds what each group of a member gets.
    pub(super) fn fill(
        &self,
        sums: &mut Sums,
        table: &mut Table,
        mut add_groups: impl FnMut(usize, &mut [i32]),
    ) {
        table[0] = 0;
        for step in &self.steps {
            let own = &mut sums.own[..step.groups];
            own.fill(0);
            add_groups(step.member, own);
            let Sums { own, before } = sums;
            before[..step.from.len()].copy_from_slice(&table[..step.from.len()]);
            for (joint, &(from, group)) in table.iter_mut().zip(&step.from) {
                *joint = before[usize::from(from) % TABLE] + own[usize::from(group)];
            }
        }
    }

    /// Adds the points of each mentor of a range.
    pub(super) fn add(&self, mentors: Range<usize>, table: &Table, points: &mut [i32]) {
        widest((&self.of[mentors], table, points), add_looked_up);
    }
}

#[inline(always)]
fn add_looked_up((groups, table, points): (&[u16], &Table, &mut [i32])) {
    for (points, &group) in points.iter_mut().zip(groups) {
        *points += table[usize::from(group) % TABLE];
    }
}
