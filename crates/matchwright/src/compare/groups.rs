//! Groups: mentors whom a criterion or a rule cannot tell apart, because they gave the same answer.
//!
//! There are 30,000 mentors but 8 departments. What depends on the department alone is computed 8
//! times for a mentee, and looked up for everybody.

use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Range;

/// Mentors put into groups; each group gets one value, or verdict, from a mentee.
///
/// ```
/// use matchwright::criteria::Groups;
///
/// let groups = Groups::new(["Leeds", "York", "Leeds"]);
/// assert_eq!(groups.as_ref().map(Groups::of), Some(&[0, 1, 0][..]));
/// assert!(Groups::new(0..1_000).is_none());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Groups {
    of: Vec<u8>,
    first: Vec<u32>,
}

impl Groups {
    /// The largest number of groups. A group is named by a byte, and a table for all of them stays
    /// in the first-level cache; whoever is told apart any finer is evaluated one by one.
    pub const MAX: usize = 256;

    /// Puts mentors with equal keys into one group; `None` where that makes more than
    /// [`MAX`](Self::MAX). One key per mentor, in the roster's order. O(mentors).
    pub fn new<K: Hash + Eq>(keys: impl IntoIterator<Item = K>) -> Option<Self> {
        let mut known = HashMap::new();
        let mut groups = Self { of: Vec::new(), first: Vec::new() };
        for (mentor, key) in keys.into_iter().enumerate() {
            let next = groups.first.len();
            let group = *known.entry(key).or_insert(next);
            if group == Self::MAX {
                return None;
            }
            if group == next {
                groups.first.push(mentor as u32);
            }
            groups.of.push(group as u8);
        }
        Some(groups)
    }

    /// The group of each mentor.
    #[must_use]
    pub fn of(&self) -> &[u8] {
        &self.of
    }

    /// How many groups.
    #[must_use]
    pub fn count(&self) -> usize {
        self.first.len()
    }

    /// The first mentor of each group.
    #[must_use]
    pub fn first(&self) -> &[u32] {
        &self.first
    }

    /// Writes what `of_groups` says of a range of groups for a range of mentors.
    pub(crate) fn spread<T: Copy + Default>(
        &self,
        mentors: Range<usize>,
        out: &mut [T],
        of_groups: impl Fn(Range<usize>, &mut [T]),
    ) {
        let groups = &self.of[mentors];
        if self.count() <= groups.len() {
            let mut table = [T::default(); Self::MAX];
            of_groups(0..self.count(), &mut table[..self.count()]);
            for (out, &group) in out.iter_mut().zip(groups) {
                *out = table[usize::from(group)];
            }
        } else {
            for (out, &group) in out.iter_mut().zip(groups) {
                let group = usize::from(group);
                of_groups(group..group + 1, std::slice::from_mut(out));
            }
        }
    }
}

/// An evaluator or a judge that knows only one mentor of each group, and answers for all of them.
#[derive(Debug)]
pub struct Grouped<E> {
    /// `None` where there are too many answers: then everybody is known.
    pub(crate) groups: Option<Groups>,
    pub(crate) inner: E,
}

impl<E> Grouped<E> {
    /// Prepares an evaluator or a judge from the mentors' answers, each given once where few are
    /// different. Mentors with equal keys must get equal values.
    pub fn new<A: Clone, K: Hash + Eq>(
        answers: Vec<A>,
        key: impl Fn(&A) -> K,
        prepare: impl FnOnce(Vec<A>) -> E,
    ) -> Self {
        // A table for half as many groups as there are mentors saves nothing.
        let groups = Groups::new(answers.iter().map(key));
        let groups = groups.filter(|groups| 2 * groups.count() <= answers.len());
        let distinct = match &groups {
            Some(groups) => {
                groups.first().iter().map(|&mentor| answers[mentor as usize].clone()).collect()
            }
            None => answers,
        };
        Self { inner: prepare(distinct), groups }
    }

    /// The same groups, known to another evaluator or judge.
    pub(crate) fn with<F>(&self, inner: F) -> Grouped<F> {
        Grouped { groups: self.groups.clone(), inner }
    }
}
