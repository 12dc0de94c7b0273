//! What keeps people apart, by name. This is slower than reading points, which only say that
//! something does.

use std::ops::Range;

use matchwright_assign::{Error, Monitor, threads};

use super::grid::unbarred;
use super::{Barrier, Barriers, Scores};
use crate::rules::Verdict;

impl Scores {
    /// Everything that keeps two people apart.
    pub(crate) fn barriers(&self, mentee: usize, mentor: usize) -> Barriers {
        let mut found = Barriers::default();
        self.survey(mentee, mentor..mentor + 1, |_, barriers, _| found = barriers);
        found
    }

    /// Calls `each(mentor, barriers, points)` for each of a mentee's possible partners, those who
    /// are kept apart included.
    pub(crate) fn survey(
        &self,
        mentee: usize,
        mentors: Range<usize>,
        mut each: impl FnMut(usize, Barriers, i32),
    ) {
        let all_points = self.unbarred(mentee, mentors.clone());
        let mut all_barriers = vec![Barriers::default(); mentors.len()];
        self.add_rules(mentee, &mentors, &mut all_barriers);
        self.add_requirements(mentee, &mentors, &mut all_barriers);
        for ((mentor, mut barriers), points) in mentors.zip(all_barriers).zip(all_points) {
            if points < self.floor {
                barriers.add(Barrier::Floor);
            }
            each(mentor, barriers, points);
        }
    }

    /// The points of a mentee with every mentor, whatever keeps the two apart.
    pub(crate) fn points_of_all(&self, mentee: usize) -> Vec<i32> {
        self.unbarred(mentee, 0..self.mentors())
    }

    fn unbarred(&self, mentee: usize, mentors: Range<usize>) -> Vec<i32> {
        let mut all_points = Vec::with_capacity(mentors.len());
        self.kernel.visit(mentee, mentors, |_, points| {
            all_points.extend(points.iter().map(|&points| unbarred(points)));
        });
        all_points
    }

    fn add_rules(&self, mentee: usize, mentors: &Range<usize>, barriers: &mut [Barriers]) {
        let mut verdicts = vec![Verdict::Allowed; mentors.len()];
        let clauses = self.kernel.candidates.clauses().iter().enumerate();
        for (rule, clause) in clauses.filter(|(_, clause)| clause.holds(mentee)) {
            clause.judge.verdicts(mentee, mentors.clone(), &mut verdicts);
            for (barriers, &verdict) in barriers.iter_mut().zip(&verdicts) {
                if clause.forbids(verdict) {
                    barriers.add(Barrier::Rule(rule));
                }
            }
        }
    }

    fn add_requirements(&self, mentee: usize, mentors: &Range<usize>, barriers: &mut [Barriers]) {
        let mut values = vec![0.0; mentors.len()];
        let terms = self.kernel.terms.iter().enumerate();
        for (position, term) in terms.filter(|(_, term)| term.required.is_some()) {
            term.values(mentee, mentors.clone(), &mut values);
            for (barriers, &value) in barriers.iter_mut().zip(&values) {
                if term.refuses(value) {
                    barriers.add(Barrier::Required(position));
                }
            }
        }
    }

    /// For each criterion, whether it gives every pair the same value. O(mentees · mentors).
    pub(crate) fn constant_criteria(&self, monitor: &Monitor) -> Result<Vec<bool>, Error> {
        let mut first = [0.0];
        let is_constant = |term: &super::term::CompiledTerm| {
            term.values(0, 0..1, &mut first);
            let same = |value: &f32| value.to_bits() == first[0].to_bits();
            let constant: Option<()> = threads::map(0..self.mentees(), |mentee| {
                let mut values = vec![0.0; self.mentors()];
                term.values(mentee, 0..self.mentors(), &mut values);
                (!monitor.is_cancelled() && values.iter().all(same)).then_some(())
            });
            monitor.check().map(|()| constant.is_some())
        };
        self.kernel.terms.iter().map(is_constant).collect()
    }
}
