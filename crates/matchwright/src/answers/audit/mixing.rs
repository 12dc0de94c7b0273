//! Who meets whom, by groups.

use std::collections::BTreeMap;

use serde::Serialize;

use super::groups::Partition;
use super::metrics::Base;
use super::side::SideAudit;
use super::suppression::{Cell, Cells, Hidden};

/// The pairs of two groups, for one attribute.
#[derive(Clone, PartialEq, Serialize)]
pub struct Mixing {
    /// The attribute.
    pub attribute: String,
    /// The mentees' group.
    pub mentee_group: String,
    /// The mentors' group.
    pub mentor_group: String,
    /// Pairs of the two; `None` where the number is hidden.
    pub pairs: Option<u64>,
    /// Pairs that there would be if groups did not matter: pairs of the mentees' group times pairs of the mentors' group
    /// over all pairs.
    pub expected: Option<f64>,
    /// Pairs over those expected.
    pub ratio: Option<f64>,
    /// Whether the number is hidden, because it or a group is small, or a small one could be computed from it.
    pub suppressed: bool,
}

/// For each attribute every mentees' group with every mentors' group.
pub(super) fn mixing(sides: &[SideAudit; 2], pairs: &[(usize, usize, i32)]) -> Vec<Mixing> {
    let attributes = 0..sides[0].partitions.single.len();
    attributes.flat_map(|attribute| Matrix::new(sides, attribute, pairs).rows()).collect()
}

struct Matrix<'a> {
    partitions: [&'a Partition; 2],
    /// For each group of both sides, whether it is hidden.
    hidden: [Vec<bool>; 2],
    /// Pairs by both groups.
    counts: BTreeMap<[usize; 2], u64>,
    total: u64,
}

impl<'a> Matrix<'a> {
    fn new(sides: &'a [SideAudit; 2], attribute: usize, pairs: &[(usize, usize, i32)]) -> Self {
        let partitions = [0, 1].map(|side| &sides[side].partitions.single[attribute]);
        let hidden = [0, 1].map(|side| {
            let groups = 0..partitions[side].len();
            let is_hidden = |group| sides[side].is_hidden(Base::People, attribute + 1, group);
            groups.map(is_hidden).collect::<Vec<bool>>()
        });
        let mut counts = BTreeMap::new();
        for &(mentee, mentor, _) in pairs {
            *counts.entry([partitions[0].of[mentee], partitions[1].of[mentor]]).or_default() += 1;
        }
        Self { partitions, hidden, counts, total: pairs.len() as u64 }
    }

    fn rows(&self) -> Vec<Mixing> {
        let suppressed = self.suppressed();
        let [mentees, mentors] = self.partitions.map(Partition::len);
        let at = |mentee| (0..mentors).map(move |mentor| [mentee, mentor]);
        (0..mentees).flat_map(at).map(|at| self.row(at, suppressed.get(&self.merged(at)))).collect()
    }

    fn row(&self, at: [usize; 2], is_small: Option<&bool>) -> Mixing {
        let is_of_hidden = self.hidden[0][at[0]] || self.hidden[1][at[1]];
        let suppressed = is_of_hidden || is_small == Some(&true);
        let pairs = self.counts.get(&at).copied().unwrap_or_default();
        let expected = (self.sum(0, at[0]) * self.sum(1, at[1])) as f64 / self.total as f64;
        let expected = Some(expected).filter(|expected| !suppressed && expected.is_finite());
        let ratio = expected.filter(|expected| *expected > 0.0);
        Mixing {
            attribute: self.partitions[0].name.clone(),
            mentee_group: self.partitions[0].groups[at[0]].clone(),
            mentor_group: self.partitions[1].groups[at[1]].clone(),
            pairs: (!suppressed).then_some(pairs),
            expected,
            ratio: ratio.map(|expected| pairs as f64 / expected),
            suppressed,
        }
    }

    /// All pairs of a group.
    fn sum(&self, side: usize, group: usize) -> u64 {
        self.counts.iter().filter(|(at, _)| at[side] == group).map(|(_, count)| count).sum()
    }

    /// Groups that are hidden count as one, behind the others: their pairs together are what is left of those.
    fn merged(&self, at: [usize; 2]) -> [usize; 2] {
        [0, 1].map(|side| {
            let groups = &self.hidden[side];
            if groups[at[side]] { groups.len() } else { at[side] }
        })
    }

    /// Which cells are hidden. How many pairs each group has stands in the audit.
    fn suppressed(&self) -> BTreeMap<[usize; 2], bool> {
        let mut merged: BTreeMap<[usize; 2], u64> = BTreeMap::new();
        let [mentees, mentors] = self.partitions.map(Partition::len);
        for mentee in 0..mentees {
            for mentor in 0..mentors {
                let count = self.counts.get(&[mentee, mentor]).copied().unwrap_or_default();
                *merged.entry(self.merged([mentee, mentor])).or_default() += count;
            }
        }
        let is_unseen = |at: &[usize; 2]| at[0] == mentees || at[1] == mentors;
        let cells = merged.iter().map(|(at, &count)| Cell {
            at: at.to_vec(),
            count,
            is_unseen: is_unseen(at),
        });
        let sizes = vec![mentees + 1, mentors + 1];
        let hidden = Hidden::of_cells(&Cells { sizes, cells: cells.collect() });
        merged.into_keys().zip(hidden).collect()
    }
}
