//! What a criterion says of one mentee: a value for each group of mentors, and one for each mentor
//! whom the group does not speak for. It is kept as long as that mentee's row is read.

use std::ops::Range;

use super::member::Member;
use super::term::CompiledTerm;
use crate::compare::Groups;
use crate::lanes::widest;

/// One criterion's values with one mentee.
pub(super) struct Answers {
    by_group: [f32; Groups::MAX],
    /// In ascending order of the mentors.
    exceptions: Vec<(u32, f32)>,
    found: Vec<u32>,
}

impl Default for Answers {
    fn default() -> Self {
        Self { by_group: [f32::NAN; Groups::MAX], exceptions: Vec::new(), found: Vec::new() }
    }
}

impl Answers {
    /// Asks a criterion about a mentee and so many mentors. A criterion without groups is asked by
    /// [`write`](Self::write).
    pub(super) fn fill(&mut self, term: &CompiledTerm, mentee: usize, mentors: usize) {
        let Some(groups) = term.groups_of(mentors) else { return };
        term.group_values(mentee, &mut self.by_group[..groups.count()]);
        self.found.clear();
        term.exceptions(mentee, &mut self.found);
        self.found.sort_unstable();
        self.found.dedup();
        let alone = self.found.iter().filter(|&&mentor| (mentor as usize) < mentors);
        self.exceptions.clear();
        self.exceptions.extend(alone.map(|&mentor| {
            let mut value = [f32::NAN];
            term.values(mentee, mentor as usize..mentor as usize + 1, &mut value);
            (mentor, value[0])
        }));
    }

    /// Writes the values with a range of the mentors, who are `all` together.
    pub(super) fn write(
        &self,
        term: &CompiledTerm,
        mentee: usize,
        mentors: &Range<usize>,
        all: usize,
        out: &mut [f32],
    ) {
        let Some(groups) = term.groups_of(all) else {
            term.values(mentee, mentors.clone(), out);
            return;
        };
        widest((&groups.of()[mentors.clone()], &self.by_group, &mut *out), look_up);
        let after = |&(mentor, _): &(u32, f32)| (mentor as usize) < mentors.start;
        for &(mentor, value) in &self.exceptions[self.exceptions.partition_point(after)..] {
            match out.get_mut(mentor as usize - mentors.start) {
                Some(out) => *out = value,
                None => break,
            }
        }
    }
}

#[inline(always)]
fn look_up((groups, table, values): (&[u8], &[f32; Groups::MAX], &mut [f32])) {
    for (value, &group) in values.iter_mut().zip(groups) {
        *value = table[usize::from(group)];
    }
}
