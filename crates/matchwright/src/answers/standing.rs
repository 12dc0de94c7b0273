//! What the scores say of everybody, whoever meets whom: one pass over all pairs of people, of which no
//! matrix is kept.

use std::ops::Range;

use matchwright_assign::{Error as AssignError, Monitor, Stage, threads};

use crate::error::Error;
use crate::outcome::Outcome;
use crate::roster::Side;
use crate::scores::Scores;

/// What one side's people could have, and want.
#[derive(Debug, Clone, Default)]
pub(super) struct Standing {
    /// How many of the other side are allowed.
    pub(super) allowed: Vec<u32>,
    /// The points of all of these together.
    pub(super) sum: Vec<i64>,
    /// The best of them; below every score where nobody is allowed.
    best: Vec<i32>,
    /// Whether somebody else's partner would fit better than the worst of one's own.
    pub(super) envies: Vec<bool>,
}

/// Both sides, and the pairs that would rather have each other.
#[derive(Debug, Clone, Default)]
pub(super) struct Standings {
    pub(super) mentees: Standing,
    pub(super) mentors: Standing,
    pub(super) blocking: u64,
}

/// The pairs of an outcome by positions, and what somebody must offer to be preferred.
pub(super) struct Plan {
    /// Mentee, mentor, points; by mentee.
    pub(super) pairs: Vec<(usize, usize, i32)>,
    /// Seats of the mentors.
    pub(super) seats: Vec<u32>,
    mentees: Wants,
    mentors: Wants,
    /// The lowest points with which two may meet.
    floor: i32,
    /// How mentees and how mentors see it, where criteria have voices: who would rather have whom follows from that.
    seen: Option<[Scores; 2]>,
}

/// What each person of one side has.
struct Wants {
    /// Pairs of each.
    load: Vec<u32>,
    /// The worst points of one's own; below every score where one meets nobody.
    worst: Vec<i32>,
    /// More points than these are preferred: to the worst of one's own, or to a seat that is free.
    beaten_by: Vec<i32>,
}

impl Wants {
    /// Of people with so many seats, by the points of their pairs and by the same as they see it; no points that
    /// they see with somebody whom they may meet are as low as `nobody`.
    fn new(
        seats: &[u32],
        pairs: impl Iterator<Item = (usize, i32)>,
        seen: impl Iterator<Item = (usize, i32)>,
        nobody: i32,
    ) -> Self {
        let mut load = vec![0; seats.len()];
        let mut worst = vec![i32::MAX; seats.len()];
        for (person, points) in pairs {
            load[person] += 1;
            worst[person] = worst[person].min(points);
        }
        for (worst, load) in worst.iter_mut().zip(&load) {
            *worst = if *load == 0 { nobody } else { *worst };
        }
        let free = |(&seats, &load): (&u32, &u32)| match seats {
            0 => i32::MAX,
            seats if load < seats => nobody,
            _ => i32::MAX - 1,
        };
        let mut beaten_by: Vec<i32> = seats.iter().zip(&load).map(free).collect();
        for (person, points) in seen.filter(|&(person, _)| seats[person] > 0) {
            beaten_by[person] = beaten_by[person].min(points);
        }
        Self { load, worst, beaten_by }
    }
}

impl Plan {
    pub(super) fn new(outcome: &Outcome, monitor: &Monitor) -> Result<Self, Error> {
        let (roster, scores) = (outcome.roster(), outcome.scores());
        let place = |pair: &crate::outcome::Pair| {
            let mentee = roster.mentees().position(pair.mentee())?;
            Ok((mentee, roster.mentors().position(pair.mentor())?, pair.points()))
        };
        let pairs: Vec<_> = outcome.pairs().iter().map(place).collect::<Result<_, Error>>()?;
        let seen_by = |side| outcome.matcher().seen_by(side, roster, monitor);
        let seen = seen_by(Side::Mentee)?.zip(seen_by(Side::Mentor)?).map(<[Scores; 2]>::from);
        let wants = |side: Side| {
            let seats = outcome.program().seats(roster, side);
            let own = seen.as_ref().map(|seen| &seen[usize::from(side == Side::Mentor)]);
            let of = |&(mentee, mentor, points): &(usize, usize, i32)| {
                (if side == Side::Mentee { mentee } else { mentor }, points)
            };
            let as_seen = |pair: &(usize, usize, i32)| {
                let (person, points) = of(pair);
                (person, own.map_or(points, |own| own.points_of(pair.0, pair.1)))
            };
            let nobody = own.unwrap_or(scores).floor() - 1;
            let wants = Wants::new(&seats, pairs.iter().map(of), pairs.iter().map(as_seen), nobody);
            (seats, wants)
        };
        let ((_, mentees), (seats, mentors)) = (wants(Side::Mentee), wants(Side::Mentor));
        Ok(Self { seats, mentees, mentors, floor: scores.floor(), seen, pairs })
    }

    /// How many people each person of a side meets.
    pub(super) fn load(&self, side: Side) -> &[u32] {
        &self.wants(side).load
    }

    /// The worst points that somebody has, or none.
    pub(super) fn worst(&self, side: Side, person: usize) -> Option<i32> {
        let wants = self.wants(side);
        (wants.load[person] > 0).then(|| wants.worst[person])
    }

    fn wants(&self, side: Side) -> &Wants {
        match side {
            Side::Mentee => &self.mentees,
            Side::Mentor => &self.mentors,
        }
    }

    /// The mentors whom a mentee meets.
    pub(super) fn mentors_of(&self, mentee: usize) -> impl Iterator<Item = usize> {
        let start = self.pairs.partition_point(|pair| pair.0 < mentee);
        let own = self.pairs[start..].iter().take_while(move |pair| pair.0 == mentee);
        own.map(|pair| pair.1)
    }

    /// The mentors with whom the mentee would rather be, and they with the mentee, among these points.
    /// Those whom the mentee meets have no points here.
    pub(super) fn blocking(&self, mentee: usize, row: &[i32]) -> Vec<usize> {
        let (own, theirs) = (self.mentees.beaten_by[mentee], &self.mentors.beaten_by);
        let Some([by_mentees, by_mentors]) = &self.seen else {
            let is_better = |&at: &usize| row[at] > own.max(theirs[at]);
            return (0..row.len()).filter(is_better).collect();
        };
        let (wish, their_wish) = (by_mentees.points(mentee), by_mentors.points(mentee));
        let is_better = |&at: &usize| wish[at] > Some(own) && their_wish[at] > Some(theirs[at]);
        (0..row.len()).filter(|&at| row[at] >= self.floor).filter(is_better).collect()
    }

    /// A mentee's points with all mentors into `row`; none for those whom the mentee meets.
    pub(super) fn others(&self, outcome: &Outcome, mentee: usize, row: &mut Vec<i32>) {
        row.clear();
        outcome.scores().visit(mentee, |_, points| row.extend_from_slice(points));
        self.mentors_of(mentee).for_each(|mentor| row[mentor] = i32::MIN);
    }
}

impl Standing {
    fn new(people: usize) -> Self {
        let (allowed, sum) = (vec![0; people], vec![0; people]);
        Self { allowed, sum, best: vec![i32::MIN; people], envies: vec![false; people] }
    }

    /// The best points that somebody could have; `None` where nobody is allowed.
    pub(super) fn best(&self, person: usize) -> Option<i32> {
        (self.allowed[person] > 0).then(|| self.best[person])
    }

    /// Adds what other mentees say of the same mentors.
    fn join(&mut self, other: &Self) {
        for at in 0..self.allowed.len() {
            self.allowed[at] += other.allowed[at];
            self.sum[at] += other.sum[at];
            self.best[at] = self.best[at].max(other.best[at]);
            self.envies[at] |= other.envies[at];
        }
    }

    /// Appends people behind these.
    fn append(&mut self, mut other: Self) {
        self.allowed.append(&mut other.allowed);
        self.sum.append(&mut other.sum);
        self.best.append(&mut other.best);
        self.envies.append(&mut other.envies);
    }
}

impl Standings {
    /// One pass over all pairs of people. Memory: O(people) on every thread.
    pub(super) fn new(outcome: &Outcome, plan: &Plan, monitor: &Monitor) -> Result<Self, Error> {
        let scores = outcome.scores();
        monitor.begin(Stage::Outcome, scores.mentees() * scores.mentors());
        let read = |mentees| Self::of_mentees(outcome, plan, mentees, monitor);
        let parts: Result<Vec<Self>, AssignError> =
            threads::map(threads::parts(scores.mentees()), read);
        let mut all = Self { mentors: Standing::new(scores.mentors()), ..Self::default() };
        for part in parts? {
            all.mentees.append(part.mentees);
            all.mentors.join(&part.mentors);
            all.blocking += part.blocking;
        }
        scores.check_criteria()?;
        Ok(all)
    }

    pub(super) fn of(&self, side: Side) -> &Standing {
        match side {
            Side::Mentee => &self.mentees,
            Side::Mentor => &self.mentors,
        }
    }

    /// What some of the mentees say.
    fn of_mentees(
        outcome: &Outcome,
        plan: &Plan,
        mentees: Range<usize>,
        monitor: &Monitor,
    ) -> Result<Self, AssignError> {
        let scores = outcome.scores();
        let mut part = Self {
            mentees: Standing::new(mentees.len()),
            mentors: Standing::new(scores.mentors()),
            blocking: 0,
        };
        let mut row = Vec::with_capacity(scores.mentors());
        for (place, mentee) in mentees.enumerate() {
            monitor.check()?;
            row.clear();
            scores.visit(mentee, |_, points| row.extend_from_slice(points));
            part.add_allowed(place, &row, scores.floor());
            plan.mentors_of(mentee).for_each(|mentor| row[mentor] = i32::MIN);
            part.add_wanted(place, mentee, &row, plan);
            monitor.advance(scores.mentors());
        }
        Ok(part)
    }

    /// Counts everybody who is allowed; points below the floor are no score.
    fn add_allowed(&mut self, place: usize, row: &[i32], floor: i32) {
        let (mut allowed, mut sum, mut best) = (0, 0, i32::MIN);
        let mentors = &mut self.mentors;
        let sums = mentors.allowed.iter_mut().zip(&mut mentors.sum).zip(&mut mentors.best);
        for (&points, ((count, total), highest)) in row.iter().zip(sums) {
            let is_allowed = points >= floor;
            let counted = if is_allowed { i64::from(points) } else { 0 };
            allowed += u32::from(is_allowed);
            sum += counted;
            best = best.max(points);
            *count += u32::from(is_allowed);
            *total += counted;
            *highest = (*highest).max(points);
        }
        let own = &mut self.mentees;
        (own.allowed[place], own.sum[place], own.best[place]) = (allowed, sum, best);
    }

    /// Who would rather have whom, among those who do not meet.
    fn add_wanted(&mut self, place: usize, mentee: usize, row: &[i32], plan: &Plan) {
        let worst = plan.mentees.worst[mentee];
        let mut of_others = row.iter().zip(&plan.mentors.load);
        self.mentees.envies[place] = of_others.any(|(&points, &load)| points > worst && load > 0);
        if plan.mentees.load[mentee] > 0 {
            let wants = row.iter().zip(&plan.mentors.worst).zip(&plan.seats);
            for (envies, ((points, worst), &seats)) in self.mentors.envies.iter_mut().zip(wants) {
                *envies |= points > worst && seats > 0;
            }
        }
        self.blocking += plan.blocking(mentee, row).len() as u64;
    }
}
