//! How far up in everybody's own list their partner stands.

use matchwright_assign::{Error, Monitor};
use rayon::prelude::*;

use crate::scores::Scores;

/// For each pair of the plan, one more than the number of allowed mentors who fit the mentee
/// better, and one more than the number of allowed mentees who fit the mentor better. Equal scores
/// share a rank. One pass over all pairs of people, O(mentees · mentors).
pub(super) fn ranks(
    scores: &Scores,
    plan: &[(usize, usize)],
    monitor: &Monitor,
) -> Result<Vec<(u32, u32)>, Error> {
    let own: Vec<i32> =
        plan.par_iter().map(|&(mentee, mentor)| scores.parts(mentee, mentor).total()).collect();
    let mut by_mentor: Vec<Vec<usize>> = vec![Vec::new(); scores.mentors()];
    let mut by_mentee: Vec<Vec<usize>> = vec![Vec::new(); scores.mentees()];
    for (pair, &(mentee, mentor)) in plan.iter().enumerate() {
        by_mentor[mentor].push(pair);
        by_mentee[mentee].push(pair);
    }
    let nobody = || vec![(1, 1); plan.len()];
    let ranks = (0..scores.mentees())
        .into_par_iter()
        .take_any_while(|_| !monitor.is_cancelled())
        .fold(nobody, |mut ranks: Vec<(u32, u32)>, mentee| {
            for (mentor, points) in scores.points(mentee).into_iter().enumerate() {
                let Some(points) = points else { continue };
                for &pair in &by_mentee[mentee] {
                    ranks[pair].0 += u32::from(points > own[pair]);
                }
                for &pair in &by_mentor[mentor] {
                    ranks[pair].1 += u32::from(points > own[pair]);
                }
            }
            monitor.advance(scores.mentors());
            ranks
        })
        .reduce(nobody, |mut left, right| {
            for (left, right) in left.iter_mut().zip(right) {
                *left = (left.0 + right.0 - 1, left.1 + right.1 - 1);
            }
            left
        });
    monitor.check()?;
    Ok(ranks)
}
