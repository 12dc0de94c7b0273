//! What criteria and rules have in common: both add to a pair's points.

use std::ops::Range;

use super::candidates::CompiledClause;
use super::grid::BARRED;
use crate::compare::Groups;
use crate::rules::Verdict;

/// A criterion or a rule of the programme. A criterion adds points; a rule, and what a criterion
/// requires, takes [`BARRED`] away.
pub(super) trait Member {
    /// As [`Evaluator::groups`](crate::criteria::Evaluator::groups).
    fn groups(&self) -> Option<&Groups>;

    /// The groups, if they are of so many mentors. A caller's own criterion may have groups of
    /// other people, which are of no use.
    fn groups_of(&self, mentors: usize) -> Option<&Groups> {
        self.groups().filter(|groups| groups.of().len() == mentors)
    }

    /// Adds what each group gets from the mentee.
    fn add_groups(&self, mentee: usize, scratch: &mut Scratch, points: &mut [i32]);

    /// Adds the mentors who do not get what their group gets.
    fn exceptions(&self, mentee: usize, found: &mut Vec<u32>);

    /// Adds what each mentor of a range gets from the mentee.
    fn add(&self, mentee: usize, mentors: Range<usize>, scratch: &mut Scratch, points: &mut [i32]);
}

/// Working space of members.
#[derive(Default)]
pub(super) struct Scratch {
    values: Vec<f32>,
    verdicts: Vec<Verdict>,
}

impl Scratch {
    /// Room for values.
    pub(super) fn values(&mut self, length: usize) -> &mut [f32] {
        room(&mut self.values, length)
    }

    pub(super) fn verdicts(&mut self, length: usize) -> &mut [Verdict] {
        room(&mut self.verdicts, length)
    }
}

/// Room for so many values in a space that only grows; what stands in it means nothing.
pub(super) fn room<T: Clone + Default>(space: &mut Vec<T>, length: usize) -> &mut [T] {
    if space.len() < length {
        space.resize(length, T::default());
    }
    &mut space[..length]
}

impl Member for CompiledClause {
    fn groups(&self) -> Option<&Groups> {
        self.judge.groups()
    }

    fn add_groups(&self, mentee: usize, scratch: &mut Scratch, points: &mut [i32]) {
        if self.holds(mentee) {
            let verdicts = scratch.verdicts(points.len());
            self.judge.group_verdicts(mentee, verdicts);
            bar(self, verdicts, points);
        }
    }

    fn exceptions(&self, mentee: usize, found: &mut Vec<u32>) {
        if self.holds(mentee) {
            self.judge.exceptions(mentee, found);
        }
    }

    fn add(&self, mentee: usize, mentors: Range<usize>, scratch: &mut Scratch, points: &mut [i32]) {
        if self.holds(mentee) {
            let verdicts = scratch.verdicts(points.len());
            self.judge.verdicts(mentee, mentors, verdicts);
            bar(self, verdicts, points);
        }
    }
}

fn bar(clause: &CompiledClause, verdicts: &[Verdict], points: &mut [i32]) {
    for (points, &verdict) in points.iter_mut().zip(verdicts) {
        *points -= if clause.forbids(verdict) { BARRED } else { 0 };
    }
}
