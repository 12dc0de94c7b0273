//! How far up in everybody's own list their partner stands.

use matchwright_assign::{Error, Monitor};
use rayon::prelude::*;

use crate::scores::Scores;

/// For each pair of the plan, one more than the number of allowed mentors who fit the mentee
/// better, and one more than the number of allowed mentees who fit the mentor better. Equal scores
/// share a rank. One pass over all pairs of people, O(mentees · (mentors + pairs)). The plan is sorted.
pub(super) fn ranks(
    scores: &Scores,
    plan: &[(usize, usize)],
    monitor: &Monitor,
) -> Result<Vec<(u32, u32)>, Error> {
    let own: Vec<i32> =
        plan.par_iter().map(|&(mentee, mentor)| scores.parts(mentee, mentor).total()).collect();
    let mut by_mentor: Vec<usize> = (0..plan.len()).collect();
    by_mentor.sort_unstable_by_key(|&pair| plan[pair].1);
    let seats: Vec<(usize, i32)> =
        by_mentor.iter().map(|&pair| (plan[pair].1, own[pair])).collect();
    let better = (0..scores.mentees())
        .into_par_iter()
        .take_any_while(|_| !monitor.is_cancelled())
        .fold(
            || Better::none(plan.len()),
            |mut better, mentee| {
                better.look(scores, mentee, (plan, &own), &seats);
                monitor.advance(scores.mentors());
                better
            },
        )
        .reduce(|| Better::none(plan.len()), Better::join);
    monitor.check()?;
    let mut ranks: Vec<(u32, u32)> =
        better.for_mentee.into_iter().map(|better| (better + 1, 0)).collect();
    for (pair, better) in by_mentor.into_iter().zip(better.for_mentor) {
        ranks[pair].1 = better + 1;
    }
    Ok(ranks)
}

/// How many others fit somebody better than their partner, as far as was looked.
struct Better {
    /// For each pair of the plan.
    for_mentee: Vec<u32>,
    /// For each taken seat, in the order of the mentors.
    for_mentor: Vec<u32>,
    row: Vec<i32>,
}

impl Better {
    fn none(pairs: usize) -> Self {
        Self { for_mentee: vec![0; pairs], for_mentor: vec![0; pairs], row: Vec::new() }
    }

    /// Looks at a mentee and all mentors. Whom nobody may meet have points below those of any pair.
    fn look(
        &mut self,
        scores: &Scores,
        mentee: usize,
        (plan, own): (&[(usize, usize)], &[i32]),
        seats: &[(usize, i32)],
    ) {
        let row = &mut self.row;
        row.clear();
        scores.visit(mentee, |_, points| row.extend_from_slice(points));
        let first = plan.partition_point(|pair| pair.0 < mentee);
        for (pair, _) in
            plan.iter().enumerate().skip(first).take_while(|(_, pair)| pair.0 == mentee)
        {
            let better = row.iter().filter(|points| **points > own[pair]).count();
            self.for_mentee[pair] = better as u32;
        }
        for (better, &(mentor, own)) in self.for_mentor.iter_mut().zip(seats) {
            *better += u32::from(row[mentor] > own);
        }
    }

    fn join(mut self, other: Self) -> Self {
        let add = |mine: &mut [u32], theirs: Vec<u32>| {
            mine.iter_mut().zip(theirs).for_each(|(mine, theirs)| *mine += theirs);
        };
        add(&mut self.for_mentee, other.for_mentee);
        add(&mut self.for_mentor, other.for_mentor);
        self
    }
}
