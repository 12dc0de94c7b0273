//! Which labels of a roster are wider, narrower, or otherwise near.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::hierarchy::Hierarchy;
use crate::labels::LabelId;

/// For each label the others that are related to it, and how strongly, above 0 and at most 1.
///
/// A label is related to itself by 1, to a wider or narrower one by 1/2, and by 1/4 two steps away:
/// to the wider of the wider, and to siblings under one wider term (unless that has more than a
/// hundred narrower ones: it says too little). Labels with vectors are related by their cosine
/// where that is higher. Only others than the label itself are listed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Related {
    near: BTreeMap<LabelId, Vec<(LabelId, f32)>>,
    /// For each label the wider terms that another one has too.
    #[serde(default)]
    wider: BTreeMap<LabelId, Vec<(LabelId, f32)>>,
}

impl Related {
    /// The labels that are related to one, in ascending order of their numbers. O(log labels).
    #[must_use]
    pub fn of(&self, label: LabelId) -> &[(LabelId, f32)] {
        self.near.get(&label).map_or(&[], Vec::as_slice)
    }

    /// The wider terms within reach that a label has in common with another one of the roster, in ascending
    /// order of their numbers, and how much of the label each stands for: 1/2, or 1/4 two steps up. A term
    /// that nobody lists has a number beyond those of the labels. O(log labels).
    #[must_use]
    pub fn wider(&self, label: LabelId) -> &[(LabelId, f32)] {
        self.wider.get(&label).map_or(&[], Vec::as_slice)
    }

    /// Whether no label is related to another.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.near.is_empty() && self.wider.is_empty()
    }

    /// One more than the largest number of a term that stands above labels; 0 where none does.
    #[must_use]
    pub fn end(&self) -> usize {
        let terms = self.wider.values().flatten();
        terms.map(|&(term, _)| term.0 as usize + 1).max().unwrap_or(0)
    }

    /// The same relations among so many labels, with the smallest numbers for terms beyond them: a file may hold
    /// any, and numbers take room.
    #[must_use]
    pub fn renumbered(mut self, labels: usize) -> Self {
        let terms = self.wider.values().flatten().map(|&(term, _)| term);
        let beyond: BTreeSet<LabelId> = terms.filter(|term| term.0 as usize >= labels).collect();
        let numbers: BTreeMap<LabelId, LabelId> =
            beyond.into_iter().zip((labels as u32..).map(LabelId)).collect();
        for (term, _) in self.wider.values_mut().flatten() {
            *term = numbers.get(term).copied().unwrap_or(*term);
        }
        self
    }

    /// Whether only so many labels are related, none to itself, and with strengths that can be.
    #[must_use]
    pub fn is_among(&self, labels: usize) -> bool {
        let is_known = |label: LabelId| (label.0 as usize) < labels;
        let is_sound = |(own, others): (&LabelId, &Vec<(LabelId, f32)>)| {
            let fits = |&(other, relation): &(LabelId, f32)| {
                other != *own && relation > 0.0 && relation <= 1.0
            };
            is_known(*own) && others.is_sorted_by_key(|(other, _)| other) && others.iter().all(fits)
        };
        let are_known =
            |others: &Vec<(LabelId, f32)>| others.iter().all(|&(other, _)| is_known(other));
        self.near.values().all(are_known) && self.near.iter().chain(&self.wider).all(is_sound)
    }

    /// From labels with their terms, how many labels there are, and pairs that are related for another reason.
    pub(super) fn new(
        terms: &[(LabelId, u32)],
        labels: usize,
        hierarchy: &Hierarchy,
        others: impl IntoIterator<Item = (LabelId, LabelId, f32)>,
    ) -> Self {
        let mut strongest: BTreeMap<(LabelId, LabelId), f32> = BTreeMap::new();
        let mut add = |left: LabelId, right: LabelId, relation: f32| {
            if left != right && relation > 0.0 {
                let have = strongest.entry((left, right)).or_default();
                *have = have.max(relation);
            }
        };
        let mut below: BTreeMap<u32, Vec<(LabelId, u8)>> = BTreeMap::new();
        for &(label, term) in terms {
            for (wider, steps) in hierarchy.reach(term) {
                below.entry(wider).or_default().push((label, steps));
            }
        }
        for (&common, labels) in &below {
            let (own, others): (Vec<_>, Vec<_>) = labels.iter().partition(|&&(_, up)| up == 0);
            let siblings = if hierarchy.relation(common, 1, 1) > 0.0 { &others[..] } else { &[] };
            for &(left, up) in labels {
                let rest = if up == 0 { &others[..] } else { siblings };
                for &(right, down) in own.iter().chain(rest) {
                    add(left, right, hierarchy.relation(common, up, down));
                }
            }
        }
        for (left, right, relation) in others {
            add(left, right, relation);
            add(right, left, relation);
        }
        let mut near: BTreeMap<LabelId, Vec<(LabelId, f32)>> = BTreeMap::new();
        for ((left, right), relation) in strongest {
            near.entry(left).or_default().push((right, relation));
        }
        Self { near, wider: wider(terms, labels, &below, hierarchy) }
    }
}

/// For each label the wider terms that stand above another one too, from the labels below each term.
fn wider(
    terms: &[(LabelId, u32)],
    labels: usize,
    below: &BTreeMap<u32, Vec<(LabelId, u8)>>,
    hierarchy: &Hierarchy,
) -> BTreeMap<LabelId, Vec<(LabelId, f32)>> {
    let listed: BTreeMap<u32, LabelId> = terms.iter().map(|&(label, term)| (term, label)).collect();
    let mut wider: BTreeMap<LabelId, Vec<(LabelId, f32)>> = BTreeMap::new();
    for (place, (term, labels_below)) in below.iter().enumerate() {
        let own = LabelId((labels + place) as u32);
        let own = listed.get(term).copied().unwrap_or(own);
        for &(label, steps) in labels_below.iter().filter(|&&(label, _)| label != own) {
            if labels_below.len() > 1 {
                let relation = hierarchy.relation(*term, steps, 0);
                wider.entry(label).or_default().push((own, relation));
            }
        }
    }
    for terms in wider.values_mut() {
        terms.sort_unstable_by_key(|&(term, _)| term);
    }
    wider
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relations_fall_by_half_with_each_step() -> Result<(), crate::error::Error> {
        // python, ruby < scripting < programming < work; the labels are numbered like the terms.
        let names: Vec<String> = (0..5).map(|term| term.to_string()).collect();
        let hierarchy = Hierarchy::new(&names, vec![(0, 2), (1, 2), (2, 3), (3, 4)])?;
        let terms: Vec<(LabelId, u32)> = (0..5).map(|term| (LabelId(term), term)).collect();
        let related = Related::new(&terms, 5, &hierarchy, [(LabelId(0), LabelId(3), 0.9)]);
        let of = |label| related.of(LabelId(label)).iter().map(|&(id, r)| (id.0, r));
        assert_eq!(of(0).collect::<Vec<_>>(), [(1, 0.25), (2, 0.5), (3, 0.9)]);
        assert_eq!(of(2).collect::<Vec<_>>(), [(0, 0.5), (1, 0.5), (3, 0.5), (4, 0.25)]);
        assert_eq!(of(4).collect::<Vec<_>>(), [(2, 0.25), (3, 0.5)]);
        Ok(())
    }

    #[test]
    fn wider_terms_that_two_labels_share_are_listed_whether_anybody_lists_them_or_not()
    -> Result<(), crate::error::Error> {
        // python, ruby < scripting < programming; chess < games. Nobody lists scripting or games.
        let names: Vec<String> = (0..6).map(|term| term.to_string()).collect();
        let hierarchy = Hierarchy::new(&names, vec![(0, 2), (1, 2), (2, 3), (4, 5)])?;
        let terms = vec![(LabelId(0), 0), (LabelId(1), 1), (LabelId(2), 3), (LabelId(3), 4)];
        let related = Related::new(&terms, 4, &hierarchy, []);
        let of = |label| related.wider(LabelId(label)).iter().map(|&(id, r)| (id.0, r));
        // Scripting is the third of the terms in reach, beyond the four labels.
        assert_eq!(of(0).collect::<Vec<_>>(), [(2, 0.25), (6, 0.5)]);
        assert_eq!(of(1).collect::<Vec<_>>(), [(2, 0.25), (6, 0.5)]);
        assert_eq!(of(2).count() + of(3).count(), 0);
        assert!(related.is_among(4) && !related.is_among(2));
        Ok(())
    }
}
