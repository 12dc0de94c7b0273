//! Why somebody meets nobody, found by reading their scores with everybody they could have met.

use matchwright_assign::{Error, Monitor, threads};
use serde::Serialize;

use super::partners::Partners;
use crate::roster::{Roster, Side};
use crate::scores::Scores;

/// Somebody who meets nobody.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Unmatched {
    /// "mentee" or "mentor".
    pub side: Side,
    /// The person's id.
    pub id: String,
    /// The binding reason.
    pub reason: Reason,
    /// The reason with its numbers, in a sentence.
    pub detail: String,
}

/// Why somebody meets nobody. The first that applies is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Reason {
    /// The mentor offers no seat.
    NoSeats,
    /// Rules, or what criteria require, exclude everybody on the other side.
    RuledOut,
    /// Everybody who passes the rules scores below the floor.
    BelowFloor,
    /// Everybody who is allowed is taken by others, at a better total.
    AllTaken,
    /// Somebody is allowed and free, but the pair would add nothing to the total.
    NoGain,
    /// Somebody is allowed and free, but minimums, quotas, or a level before the total leave no place for the pair.
    HeldBack,
    /// A limit of time ended the match before reasons were sought.
    NotSought,
}

impl Reason {
    /// The name in tables and JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NoSeats => "no_seats",
            Self::RuledOut => "ruled_out",
            Self::BelowFloor => "below_floor",
            Self::AllTaken => "all_taken",
            Self::NoGain => "no_gain",
            Self::HeldBack => "held_back",
            Self::NotSought => "not_sought",
        }
    }
}

/// Mentors who are read together: their counts and one block of scores stay in the cache.
const BLOCK: usize = 1024;

/// Everybody who meets nobody.
///
/// Their possible partners are read in two steps. Scores say who is allowed, and for most people that is
/// enough. What keeps a pair apart takes longer to find out: it is read only for those who are allowed nobody.
pub(super) struct WithoutPair<'a> {
    roster: &'a Roster,
    scores: &'a Scores,
    monitor: &'a Monitor,
    /// Whether more than seats can keep those apart who are free.
    has_levels: bool,
    /// Seats that each mentor offers, and those that are free.
    capacities: &'a [u32],
    free_seats: Vec<u32>,
    /// Whether each mentee has a mentor.
    is_matched: Vec<bool>,
    /// The mentors who meet nobody, in ascending order.
    mentors: Vec<usize>,
}

impl<'a> WithoutPair<'a> {
    pub(super) fn new(
        roster: &'a Roster,
        scores: &'a Scores,
        has_levels: bool,
        capacities: &'a [u32],
        plan: &[(usize, usize)],
        monitor: &'a Monitor,
    ) -> Self {
        let mut free_seats = capacities.to_vec();
        let mut is_matched = vec![false; scores.mentees()];
        for &(mentee, mentor) in plan {
            is_matched[mentee] = true;
            free_seats[mentor] = free_seats[mentor].saturating_sub(1);
        }
        let meets_nobody = |&mentor: &usize| free_seats[mentor] == capacities[mentor];
        let mentors = (0..scores.mentors()).filter(meets_nobody).collect();
        Self { roster, scores, monitor, has_levels, capacities, free_seats, is_matched, mentors }
    }

    /// How many pairs of people [`reasons`](Self::reasons) reads, without what is read for mentors who are
    /// allowed nobody.
    pub(super) fn pairs(&self) -> usize {
        let mentees = self.is_matched.iter().filter(|is_matched| !**is_matched).count();
        let mentees_of_mentors = if self.mentors.is_empty() { 0 } else { self.is_matched.len() };
        (mentees + mentees_of_mentors) * self.capacities.len()
    }

    /// The reasons of the mentees, then of the mentors, by id. O(unmatched mentees · mentors), and
    /// O(mentees · mentors) where a mentor meets nobody.
    pub(super) fn reasons(&self) -> Result<Vec<Unmatched>, Error> {
        let of_mentees = self.reasons_of_mentees();
        let of_mentors = self.reasons_of_mentors()?;
        let sought = of_mentees.filter(|_| !self.monitor.is_stopped());
        Ok(match sought {
            Some(of_mentees) => of_mentees.into_iter().chain(of_mentors).collect(),
            None => self.not_sought(),
        })
    }

    /// `None` where the work was cancelled or stopped.
    fn reasons_of_mentees(&self) -> Option<Vec<Unmatched>> {
        let mentees = (0..self.is_matched.len()).filter(|&mentee| !self.is_matched[mentee]);
        threads::map(mentees.collect::<Vec<_>>(), |mentee| {
            let mentors = self.goes_on().then(|| self.mentors_for(mentee))?;
            self.monitor.advance(self.scores.mentors());
            let reason = mentors.reason(Side::Mentee, self.scores, self.has_levels);
            Some(self.unmatched(Side::Mentee, mentee, reason))
        })
    }

    fn reasons_of_mentors(&self) -> Result<Vec<Unmatched>, Error> {
        let partners = self.mentees_for_mentors()?;
        let reasons = self.mentors.iter().zip(partners).map(|(&mentor, partners)| {
            let reason = || partners.reason(Side::Mentor, self.scores, self.has_levels);
            self.unmatched(Side::Mentor, mentor, self.no_seats(mentor).unwrap_or_else(reason))
        });
        Ok(reasons.collect())
    }

    /// Everybody who meets nobody, without the reasons that take time.
    fn not_sought(&self) -> Vec<Unmatched> {
        let not_sought = || {
            let detail = "the limit of time ended the match before reasons were sought";
            (Reason::NotSought, detail.to_owned())
        };
        let mentees = (0..self.is_matched.len()).filter(|&mentee| !self.is_matched[mentee]);
        let mentees = mentees.map(|mentee| self.unmatched(Side::Mentee, mentee, not_sought()));
        let mentors = self.mentors.iter().map(|&mentor| {
            let reason = self.no_seats(mentor).unwrap_or_else(not_sought);
            self.unmatched(Side::Mentor, mentor, reason)
        });
        mentees.chain(mentors).collect()
    }

    fn no_seats(&self, mentor: usize) -> Option<(Reason, String)> {
        let reason = (Reason::NoSeats, "the mentor offers no seat".to_owned());
        (self.capacities[mentor] == 0).then_some(reason)
    }

    fn unmatched(&self, side: Side, person: usize, reason: (Reason, String)) -> Unmatched {
        let id = self.roster.side(side).ids()[person].clone();
        let (reason, detail) = reason;
        Unmatched { side, id, reason, detail }
    }

    /// The possible partners of a mentee.
    fn mentors_for(&self, mentee: usize) -> Partners {
        let mut partners = Partners::default();
        self.scores.visit(mentee, |first, points| {
            for (&points, free_seats) in points.iter().zip(&self.free_seats[first..]) {
                if points >= self.scores.floor() {
                    partners.add_allowed(points, *free_seats > 0);
                }
            }
        });
        if partners.allowed == 0 {
            self.scores.survey(mentee, 0..self.scores.mentors(), |mentor, barriers, points| {
                partners.add(barriers, points, self.free_seats[mentor] > 0);
            });
        }
        partners
    }

    /// The possible partners of each of the mentors who meet nobody.
    fn mentees_for_mentors(&self) -> Result<Vec<Partners>, Error> {
        let mut partners = self.allowed_mentees();
        self.monitor.check()?;
        let without = (0..partners.len()).filter(|&place| partners[place].allowed == 0);
        let (places, mentors): (Vec<_>, Vec<_>) =
            without.map(|place| (place, self.mentors[place])).unzip();
        let blocks = mentors.chunk_by(|one, next| one / BLOCK == next / BLOCK);
        let read: Vec<Vec<Partners>> =
            threads::map(blocks.collect::<Vec<_>>(), |block| self.all_mentees(block));
        self.monitor.check()?;
        for (place, read) in places.into_iter().zip(read.into_iter().flatten()) {
            partners[place] = read;
        }
        Ok(partners)
    }

    /// For each of the mentors who meet nobody, the mentees who are allowed. One pass over all pairs of
    /// people.
    fn allowed_mentees(&self) -> Vec<Partners> {
        let nobody = || vec![Partners::default(); self.mentors.len()];
        if self.mentors.is_empty() {
            return nobody();
        }
        let parts: Vec<Vec<Partners>> =
            threads::map(threads::parts(self.is_matched.len()), |mentees| {
                let (mut partners, mut row) = (nobody(), Vec::new());
                for mentee in mentees.take_while(|_| self.goes_on()) {
                    self.add_if_allowed(mentee, &mut row, &mut partners);
                }
                partners
            });
        let mut partners = nobody();
        for part in &parts {
            partners.iter_mut().zip(part).for_each(|(one, other)| one.join_allowed(other));
        }
        partners
    }

    /// Counts a mentee for the mentors whom they may meet; `row` is room for their scores.
    fn add_if_allowed(&self, mentee: usize, row: &mut Vec<i32>, partners: &mut [Partners]) {
        row.clear();
        self.scores.visit(mentee, |_, points| row.extend_from_slice(points));
        for (partners, &mentor) in partners.iter_mut().zip(&self.mentors) {
            if row[mentor] >= self.scores.floor() {
                partners.add_allowed(row[mentor], !self.is_matched[mentee]);
            }
        }
        self.monitor.advance(self.scores.mentors());
    }

    /// For each of some mentors who are near each other, in ascending order, all mentees with what
    /// excludes them.
    fn all_mentees(&self, mentors: &[usize]) -> Vec<Partners> {
        let mut partners = vec![Partners::default(); mentors.len()];
        let (Some(&first), Some(&last)) = (mentors.first(), mentors.last()) else {
            return partners;
        };
        for mentee in (0..self.is_matched.len()).take_while(|_| self.goes_on()) {
            let mut next = mentors.iter().zip(&mut partners).peekable();
            self.scores.survey(mentee, first..last + 1, |mentor, barriers, points| {
                if let Some((_, partners)) = next.next_if(|(next, _)| **next == mentor) {
                    partners.add(barriers, points, !self.is_matched[mentee]);
                }
            });
        }
        partners
    }

    /// Whether the work was neither cancelled nor stopped. Where it was, what is missing does not matter:
    /// the caller gets the error, or no reasons.
    fn goes_on(&self) -> bool {
        !self.monitor.is_cancelled() && !self.monitor.is_stopped()
    }
}
