//! Vetoes: labels that never count as one.

use std::collections::{BTreeMap, BTreeSet};

use crate::labels::{LabelId, Labels};

/// Groups of labels of which no two may stand for the same.
pub(super) struct Apart {
    /// The groups in which a label stands, in ascending order.
    groups: BTreeMap<LabelId, Vec<usize>>,
    /// What somebody of a group already stands for. Every label stands for itself at first.
    taken: BTreeSet<(LabelId, usize)>,
}

impl Apart {
    /// The groups as the programme names them; labels that nobody wrote are passed over.
    pub(super) fn new(groups: &[Vec<String>], labels: &Labels) -> Self {
        let mut apart = Self { groups: BTreeMap::new(), taken: BTreeSet::new() };
        for (group, texts) in groups.iter().enumerate() {
            for label in texts.iter().filter_map(|text| labels.find(text)) {
                apart.groups.entry(label).or_default().push(group);
                apart.taken.insert((label, group));
            }
        }
        apart
    }

    /// Whether nothing that stands for `target` must stay apart from `label`.
    pub(super) fn may_join(&self, label: LabelId, target: LabelId) -> bool {
        self.groups_of(label).iter().all(|&group| !self.taken.contains(&(target, group)))
    }

    /// Notes that `label` stands for `target` from now on.
    pub(super) fn join(&mut self, label: LabelId, target: LabelId) {
        let groups = self.groups.get(&label).into_iter().flatten();
        self.taken.extend(groups.map(|&group| (target, group)));
    }

    /// Whether two labels stand in one group.
    pub(super) fn are_apart(&self, left: LabelId, right: LabelId) -> bool {
        self.groups_of(left).iter().any(|group| self.groups_of(right).contains(group))
    }

    fn groups_of(&self, label: LabelId) -> &[usize] {
        self.groups.get(&label).map_or(&[], Vec::as_slice)
    }
}
