//! The best partners of one person, or of everybody on one side.

use std::ops::Range;

use matchwright_assign::{Error as AssignError, Monitor, check_memory, threads};

use super::Scores;
use crate::error::Error;
use crate::lanes::widest;
use crate::roster::Side;

/// Somebody in a person's own list of partners.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ranked {
    /// The partner's position in the roster.
    pub partner: usize,
    /// The score in points.
    pub points: i32,
    /// 1 where no allowed partner scores higher.
    pub rank: u32,
}

/// People whose lists are asked for at once.
const ASKED: usize = 64;

/// Bytes that are left to everything else while lists are filled.
const SPARE: usize = 8 << 20;

/// Points that are compared with the threshold at once; of most chunks none is above it.
const CHUNK: usize = 64;

impl Scores {
    /// The `count` best allowed partners of a person, best first; equal scores share a rank and stand
    /// in the order of the ids. O(people of the other side), memory O(count).
    ///
    /// ```
    /// use matchwright::criteria::Same;
    /// use matchwright::roster::{Person, Side};
    /// use matchwright::{Matcher, Program, Roster};
    ///
    /// let program = Program::builder().criterion(1.0, Same::new("site")).build();
    /// let roster = Roster::builder()
    ///     .mentee(Person::new("e1").text("site", "Leeds"))
    ///     .mentee(Person::new("e2").text("site", "York"))
    ///     .mentor(Person::new("m1").text("site", "York"))
    ///     .mentor(Person::new("m2").text("site", "Leeds"))
    ///     .build(&program)?;
    /// let scores = Matcher::new(program)?.scores(&roster)?;
    /// let partners = |side, person| scores.best(side, person, 1).map(|best| best[0].partner);
    /// assert_eq!(partners(Side::Mentee, 0)?, 1);
    /// assert_eq!(partners(Side::Mentor, 0)?, 1);
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Assign`] where memory does not suffice, and those of
    /// [`check_criteria`](Self::check_criteria).
    pub fn best(&self, side: Side, person: usize, count: usize) -> Result<Vec<Ranked>, Error> {
        let mut best = Best::new(self.floor);
        match side {
            Side::Mentee => self.kernel.visit(person, 0..self.mentors(), |first, points| {
                for (chunk, points) in points.chunks(CHUNK).enumerate() {
                    if widest(points, highest) > best.threshold {
                        best.add_all(first + chunk * CHUNK, points, count);
                    }
                }
            }),
            Side::Mentor => (0..self.mentees()).for_each(|mentee| {
                self.kernel.visit(mentee, person..person + 1, |_, points| {
                    best.add_all(mentee, points, count);
                });
            }),
        }
        self.check_criteria()?;
        Ok(best.ranked(count)?)
    }

    /// [`best`](Self::best) for everybody on one side, in the roster's order, on the current
    /// threads. Every pair is scored once. Memory: O(count) for each person; for mentors, as much
    /// on every thread.
    ///
    /// # Errors
    /// [`Error::Assign`] where the monitor was cancelled or memory does not suffice, and those of
    /// [`check_criteria`](Self::check_criteria).
    pub fn recommend(
        &self,
        side: Side,
        count: usize,
        monitor: &Monitor,
    ) -> Result<Vec<Vec<Ranked>>, Error> {
        match side {
            Side::Mentee => {
                let most = count.min(self.mentors());
                let best = |mentee| {
                    monitor.check()?;
                    if mentee % ASKED == 0 {
                        check_memory::<u8>(1, SPARE)?;
                        check_memory::<Ranked>(ASKED, most)?;
                    }
                    self.best(side, mentee, count)
                };
                threads::map(0..self.mentees(), best)
            }
            Side::Mentor => {
                let lists = self.best_mentees(count, monitor)?;
                self.check_criteria()?;
                Ok(lists)
            }
        }
    }

    /// Each thread reads the rows of some mentees and keeps the best of them for every mentor.
    fn best_mentees(
        &self,
        count: usize,
        monitor: &Monitor,
    ) -> Result<Vec<Vec<Ranked>>, AssignError> {
        let read = |mentees: Range<usize>| {
            let mut part = Bests::new(self.mentors(), self.floor);
            for mentee in mentees {
                monitor.check()?;
                if mentee % ASKED == 0 {
                    check_memory::<u8>(1, SPARE)?;
                    check_memory::<(i32, u32)>(self.mentors(), ASKED)?;
                }
                self.kernel.visit(mentee, 0..self.mentors(), |first, points| {
                    part.add_row(mentee, first, points, count);
                });
            }
            Ok(part)
        };
        let parts: Result<Vec<Bests>, AssignError> =
            threads::map(threads::parts(self.mentees()), read);
        let mut all = Bests::new(self.mentors(), self.floor).best;
        for part in parts? {
            for (all, part) in all.iter_mut().zip(part.best) {
                all.join(part);
            }
        }
        check_memory::<Ranked>(self.mentors(), count.min(self.mentees()))?;
        threads::map(all, |best: Best| best.ranked(count))
    }
}

/// The best mentees of every mentor.
struct Bests {
    best: Vec<Best>,
    /// Those of `best` once more, side by side, to be compared with a row.
    thresholds: Vec<i32>,
}

impl Bests {
    fn new(mentors: usize, floor: i32) -> Self {
        let best: Vec<Best> = (0..mentors).map(|_| Best::new(floor)).collect();
        Self { thresholds: best.iter().map(|best| best.threshold).collect(), best }
    }

    /// Looks at the next mentee's points with mentors from `first` on.
    fn add_row(&mut self, mentee: usize, first: usize, points: &[i32], count: usize) {
        for (chunk, points) in points.chunks(CHUNK).enumerate() {
            let start = first + chunk * CHUNK;
            let range = start..start + points.len();
            if !widest((points, &self.thresholds[range.clone()]), any_above) {
                continue;
            }
            let best = self.best[range.clone()].iter_mut().zip(&mut self.thresholds[range]);
            for ((best, threshold), points) in best.zip(points) {
                best.add_all(mentee, std::slice::from_ref(points), count);
                *threshold = best.threshold;
            }
        }
    }
}

#[inline(always)]
fn highest(points: &[i32]) -> i32 {
    points.iter().copied().fold(i32::MIN, i32::max)
}

#[inline(always)]
#[expect(clippy::needless_bitwise_bool, reason = "a branch would keep the loop narrow")]
fn any_above((points, thresholds): (&[i32], &[i32])) -> bool {
    points.iter().zip(thresholds).fold(false, |any, (points, threshold)| any | (points > threshold))
}

/// The best of the partners that were seen in ascending order, and at most three times as many.
struct Best {
    /// Only points above this can still count: an equal score comes later in the order of the ids.
    threshold: i32,
    /// Negative points with the partner, so that the best come first.
    found: Vec<(i32, u32)>,
    /// Whether memory ran out, and somebody is missing.
    is_cut: bool,
}

impl Best {
    /// Nobody below the floor counts.
    fn new(floor: i32) -> Self {
        Self { threshold: floor - 1, found: Vec::new(), is_cut: false }
    }

    /// Looks at the next partners.
    fn add_all(&mut self, first: usize, points: &[i32], count: usize) {
        if self.is_cut || self.found.try_reserve(points.len()).is_err() {
            self.is_cut = true;
            return;
        }
        for (position, &points) in points.iter().enumerate() {
            if points > self.threshold {
                self.found.push((-points, (first + position) as u32));
            }
        }
        if self.found.len() >= 4 * count.max(1) {
            self.shrink(count);
        }
    }

    /// Keeps the best `count`.
    fn shrink(&mut self, count: usize) {
        if let Some(last) = count.checked_sub(1).filter(|&last| last < self.found.len()) {
            self.threshold = -self.found.select_nth_unstable(last).1.0;
        }
        self.found.truncate(count);
    }

    fn join(&mut self, other: Self) {
        self.is_cut |= other.is_cut || self.found.try_reserve(other.found.len()).is_err();
        if !self.is_cut {
            self.found.extend(other.found);
        }
    }

    fn ranked(mut self, count: usize) -> Result<Vec<Ranked>, AssignError> {
        self.shrink(count);
        let bytes = size_of::<Ranked>() as u128 * self.found.len() as u128;
        let mut list = Vec::new();
        if self.is_cut || list.try_reserve_exact(self.found.len()).is_err() {
            return Err(AssignError::OutOfMemory { bytes });
        }
        self.found.sort_unstable();
        let rank = |points| 1 + self.found.partition_point(|&(better, _)| better < points) as u32;
        let ranked = self.found.iter().map(|&(points, partner)| Ranked {
            partner: partner as usize,
            points: -points,
            rank: rank(points),
        });
        list.extend(ranked);
        Ok(list)
    }
}
