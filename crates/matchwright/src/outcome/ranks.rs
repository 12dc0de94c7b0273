//! How far up in everybody's own list their partner stands.

use std::ops::Range;

use matchwright_assign::{Error, Monitor, threads};

use crate::scores::Scores;

/// For each pair of the plan, one more than the number of allowed mentors who fit the mentee
/// better, and one more than the number of allowed mentees who fit the mentor better. Equal scores
/// share a rank. `None` where the work was stopped before its end.
///
/// One pass over all pairs of people, O(mentees · mentors · log seats). The plan is sorted.
pub(super) fn ranks(
    scores: &Scores,
    plan: &[(usize, usize)],
    monitor: &Monitor,
) -> Result<Option<Vec<(u32, u32)>>, Error> {
    let plan = Plan::new(plan, scores, monitor)?;
    let seats = Seats::new(&plan, scores.mentors());
    let read = |mentees| Better::read(scores, mentees, &plan, &seats, monitor);
    let parts: Result<Vec<Option<Better>>, Error> =
        threads::map(threads::parts(scores.mentees()), read);
    let parts: Option<Vec<Better>> = parts?.into_iter().collect();
    Ok(parts.map(|parts| seats.ranks(parts)))
}

/// Pairs of a mentee and a mentor, sorted, with their points.
struct Plan<'a> {
    pairs: &'a [(usize, usize)],
    points: Vec<i32>,
}

impl<'a> Plan<'a> {
    fn new(pairs: &'a [(usize, usize)], scores: &Scores, monitor: &Monitor) -> Result<Self, Error> {
        let points: Result<_, Error> = threads::map(pairs, |&(mentee, mentor)| {
            monitor.check()?;
            Ok(scores.parts(mentee, mentor).total())
        });
        Ok(Self { pairs, points: points? })
    }
}

/// Taken seats, mentor by mentor, the lowest points first.
struct Seats {
    /// Where each mentor's seats begin, and the end of the last.
    starts: Vec<usize>,
    points: Vec<i32>,
    /// The pair of the plan on each seat.
    pairs: Vec<usize>,
}

impl Seats {
    fn new(plan: &Plan<'_>, mentors: usize) -> Self {
        let mut pairs: Vec<usize> = (0..plan.pairs.len()).collect();
        threads::sort_unstable_by_key(&mut pairs, |&pair| (plan.pairs[pair].1, plan.points[pair]));
        let mut starts = vec![0; mentors + 1];
        for &(_, mentor) in plan.pairs {
            starts[mentor + 1] += 1;
        }
        for mentor in 0..mentors {
            starts[mentor + 1] += starts[mentor];
        }
        Self { starts, points: pairs.iter().map(|&pair| plan.points[pair]).collect(), pairs }
    }

    fn of(&self, mentor: usize) -> Range<usize> {
        self.starts[mentor]..self.starts[mentor + 1]
    }

    /// Of each mentee's part the counts in the order of the plan; of the mentors' the sums of all parts.
    fn ranks(&self, parts: Vec<Better>) -> Vec<(u32, u32)> {
        let mut beaten = vec![0_u32; self.pairs.len()];
        let mut ranks = Vec::with_capacity(self.pairs.len());
        for part in parts {
            ranks.extend(part.for_mentee.into_iter().map(|better| (better + 1, 0)));
            beaten.iter_mut().zip(part.beaten).for_each(|(all, part)| *all += part);
        }
        for mentor in 0..self.starts.len() - 1 {
            let mut better = 0;
            for seat in self.of(mentor).rev() {
                better += beaten[seat];
                ranks[self.pairs[seat]].1 = better + 1;
            }
        }
        ranks
    }
}

/// How many others fit somebody better than their partner, as far as some of the mentees say.
struct Better {
    /// For each of their pairs in the plan, the mentors.
    for_mentee: Vec<u32>,
    /// For each seat, the mentees who fit better than it and those before it, and not the next.
    beaten: Vec<u32>,
}

impl Better {
    fn read(
        scores: &Scores,
        mentees: Range<usize>,
        plan: &Plan<'_>,
        seats: &Seats,
        monitor: &Monitor,
    ) -> Result<Option<Self>, Error> {
        let mut better = Self { for_mentee: Vec::new(), beaten: vec![0; plan.pairs.len()] };
        let mut row = Vec::new();
        let mut pair = plan.pairs.partition_point(|pair| pair.0 < mentees.start);
        for mentee in mentees {
            monitor.check()?;
            if monitor.is_stopped() {
                return Ok(None);
            }
            row.clear();
            scores.visit(mentee, |_, points| row.extend_from_slice(points));
            while plan.pairs.get(pair).is_some_and(|of| of.0 == mentee) {
                let count = row.iter().filter(|points| **points > plan.points[pair]).count();
                better.for_mentee.push(count as u32);
                pair += 1;
            }
            better.beat(&row, seats);
            monitor.advance(scores.mentors());
        }
        Ok(Some(better))
    }

    /// Counts a mentee's points with every mentor. Whom nobody may meet have points below those of any
    /// pair.
    fn beat(&mut self, row: &[i32], seats: &Seats) {
        for (mentor, &points) in row.iter().enumerate() {
            let range = seats.of(mentor);
            let below = seats.points[range.clone()].partition_point(|&own| own < points);
            if let Some(last) = below.checked_sub(1) {
                self.beaten[range.start + last] += 1;
            }
        }
    }
}
