//! How far up in everybody's own list their partner stands.

use std::ops::Range;

use matchwright_assign::{Error, Monitor, threads};

use crate::lanes::widest;
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
    let points = points(scores, plan, monitor)?;
    let seats = Seats::new(plan, &points, scores.mentors());
    let read = |mentees| Better::read(scores, mentees, (plan, &points), &seats, monitor);
    let parts: Result<Vec<Option<Better>>, Error> =
        threads::map(threads::parts(scores.mentees()), read);
    let parts: Option<Vec<Better>> = parts?.into_iter().collect();
    Ok(parts.and_then(|parts| parts.into_iter().reduce(Better::and)).map(|all| {
        let for_mentors = plan
            .iter()
            .zip(&points)
            .map(|(&(_, mentor), &points)| 1 + seats.better(&all, mentor, points));
        all.for_mentees.iter().map(|better| 1 + better).zip(for_mentors).collect()
    }))
}

/// The points of each pair.
fn points(scores: &Scores, plan: &[(usize, usize)], monitor: &Monitor) -> Result<Vec<i32>, Error> {
    threads::map(plan, |&(mentee, mentor)| {
        monitor.check()?;
        Ok(scores.parts(mentee, mentor).total())
    })
}

/// Taken seats of a mentor that are compared with everybody one after the other, as many mentors at a time as a
/// register holds. Where there are more, how many are beaten is looked for.
const LAYERS: usize = 8;

/// The points on taken seats.
struct Seats {
    /// Layer after layer, those on a seat of each mentor, or the most that there are where there is none: nobody has more.
    layers: Vec<Vec<i32>>,
    /// Mentors with more seats than layers, and the points on them, the lowest first.
    long: Vec<(usize, Vec<i32>)>,
}

impl Seats {
    fn new(plan: &[(usize, usize)], points: &[i32], mentors: usize) -> Self {
        let mut taken: Vec<Vec<i32>> = vec![Vec::new(); mentors];
        for (&(_, mentor), &points) in plan.iter().zip(points) {
            taken[mentor].push(points);
        }
        for own in &mut taken {
            own.sort_unstable();
        }
        let is_long = |own: &Vec<i32>| own.len() > LAYERS;
        let depth = taken.iter().filter(|own| !is_long(own)).map(Vec::len).max().unwrap_or(0);
        let seat = |own: &Vec<i32>, layer: usize| own.get(layer).copied().filter(|_| !is_long(own));
        let layer = |layer| taken.iter().map(|own| seat(own, layer).unwrap_or(i32::MAX)).collect();
        let layers = (0..depth).map(layer).collect();
        let long = taken.into_iter().enumerate().filter(|(_, own)| is_long(own)).collect();
        Self { layers, long }
    }

    /// Those of the mentors with many seats who are among these.
    fn long_among(&self, mentors: &Range<usize>) -> Range<usize> {
        let before = |end: usize| self.long.partition_point(|(mentor, _)| *mentor < end);
        before(mentors.start)..before(mentors.end)
    }

    /// How many mentees fit a mentor better than one whom they meet, who has these points.
    fn better(&self, all: &Better, mentor: usize, points: i32) -> u32 {
        if let Ok(long) = self.long.binary_search_by_key(&mentor, |(mentor, _)| *mentor) {
            let seat = self.long[long].1.partition_point(|&own| own < points);
            return all.long[long][seat + 1..].iter().sum();
        }
        let seat = self.layers.iter().position(|layer| layer[mentor] == points);
        seat.map_or(0, |layer| all.layers[layer][mentor])
    }
}

/// How many others fit somebody better than their partner, as far as some of the mentees say.
struct Better {
    /// For each of their pairs in the plan, the mentors.
    for_mentees: Vec<u32>,
    /// For each seat of a layer, the mentees.
    layers: Vec<Vec<u32>>,
    /// For each mentor with many seats, the mentees by how many of them they beat.
    long: Vec<Vec<u32>>,
}

impl Better {
    fn read(
        scores: &Scores,
        mentees: Range<usize>,
        (plan, points): (&[(usize, usize)], &[i32]),
        seats: &Seats,
        monitor: &Monitor,
    ) -> Result<Option<Self>, Error> {
        let mut better = Self {
            for_mentees: Vec::new(),
            layers: vec![vec![0; scores.mentors()]; seats.layers.len()],
            long: seats.long.iter().map(|(_, own)| vec![0; own.len() + 1]).collect(),
        };
        let before = |end: usize| plan.partition_point(|pair| pair.0 < end);
        let first = before(mentees.start);
        for mentee in mentees {
            monitor.check()?;
            if monitor.is_stopped() {
                return Ok(None);
            }
            let own = first + better.for_mentees.len();
            let own = &points[own..before(mentee + 1)];
            better.add(scores, mentee, own, seats);
            monitor.advance(scores.mentors());
        }
        Ok(Some(better))
    }

    /// Counts a mentee's points with every mentor, beside those on their own seats. Whom nobody may meet have points
    /// below those of any pair.
    fn add(&mut self, scores: &Scores, mentee: usize, own: &[i32], seats: &Seats) {
        let first_own = self.for_mentees.len();
        self.for_mentees.resize(first_own + own.len(), 0);
        scores.visit(mentee, |first, points| {
            for (count, &own) in self.for_mentees[first_own..].iter_mut().zip(own) {
                *count += widest((points, own), above);
            }
            let mentors = first..first + points.len();
            for (counts, layer) in self.layers.iter_mut().zip(&seats.layers) {
                let layer = &layer[mentors.clone()];
                widest((points, layer, &mut counts[mentors.clone()]), count_above);
            }
            for long in seats.long_among(&mentors) {
                let (mentor, own) = &seats.long[long];
                let points = points[mentor - first];
                self.long[long][own.partition_point(|&own| own < points)] += 1;
            }
        });
    }

    /// What these mentees say and those who follow.
    fn and(mut self, mut others: Self) -> Self {
        self.for_mentees.append(&mut others.for_mentees);
        for (all, part) in [(&mut self.layers, &others.layers), (&mut self.long, &others.long)] {
            let counts = all.iter_mut().flatten().zip(part.iter().flatten());
            counts.for_each(|(all, part)| *all += part);
        }
        self
    }
}

/// How many points are above these.
#[inline(always)]
fn above((points, own): (&[i32], i32)) -> u32 {
    points.iter().map(|&points| u32::from(points > own)).sum()
}

/// Counts where points are above those of a seat.
#[inline(always)]
fn count_above((points, seats, counts): (&[i32], &[i32], &mut [u32])) {
    for ((&points, &seat), count) in points.iter().zip(seats).zip(counts) {
        *count += u32::from(points > seat);
    }
}
