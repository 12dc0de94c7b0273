//! What was told in an earlier round, and what of it can still be kept.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Matcher, Pinned};
use crate::error::{Error, Finding, Findings};
use crate::roster::{Roster, id_key};
use crate::scores::{Barrier, GRID, Scores, Told};

/// How much of what people were told a new plan keeps.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Keep {
    /// All of it that is still possible.
    #[default]
    Told,
    /// All but so many pairs, of those that are still possible together.
    AtMost(usize),
    /// What is worth it: breaking a pair costs so much of the total score.
    Price(f64),
}

/// The largest price of breaking a pair: far beyond any total that a pair could be worth.
const MAX_PRICE: f64 = 1_000.0;

impl Keep {
    /// What is wrong with it.
    fn check(self) -> Findings {
        let mut findings = Findings::default();
        if matches!(self, Self::Price(price) if !(0.0..=MAX_PRICE).contains(&price)) {
            let message = "the price of breaking a pair must be a score from 0 to 1,000";
            findings.push(Finding::new(message).column("keep").code("bad_price"));
        }
        findings
    }
}

/// Who there was in an earlier round, and what they were told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Earlier {
    /// The ids of all mentees, in ascending order.
    pub(crate) mentees: Vec<String>,
    /// Pairs of a mentee's and a mentor's id, by mentee.
    pub(crate) pairs: Vec<(String, String)>,
}

/// The terms of a match after an earlier round.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Terms {
    pub(crate) earlier: Earlier,
    pub(crate) keep: Keep,
}

impl Earlier {
    /// Whether ids are what they have to be, and nobody was told two things.
    fn is_sound(&self) -> bool {
        let are_ids = |ids: &[&String]| {
            ids.is_sorted_by(|one, next| one < next) && ids.iter().all(|id| id_key(id) == **id)
        };
        let told: Vec<&String> = self.pairs.iter().map(|(mentee, _)| mentee).collect();
        are_ids(&self.mentees.iter().collect::<Vec<_>>()) && are_ids(&told)
    }
}

impl Terms {
    /// Whether they are what they have to be.
    pub(crate) fn is_sound(&self) -> bool {
        self.earlier.is_sound() && self.keep.check().is_empty()
    }

    pub(crate) fn new(earlier: Earlier, keep: Keep) -> Result<Self, Error> {
        Ok(keep.check().into_result(Self { earlier, keep })?)
    }
}

/// Why a pair that was told cannot meet now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Obstacle {
    MenteeLeft,
    MentorLeft,
    Forbidden(Barrier),
    /// The mentee is pinned to the mentor with this position.
    Pinned(usize),
    NoSeat,
}

/// What became of the pairs that were told.
pub(crate) struct Standing {
    /// For each pair that was told, where its people are now, or why it cannot meet.
    pub(crate) pairs: Vec<Result<(usize, usize), Obstacle>>,
    /// The seats that pinned pairs leave.
    seats: Vec<u32>,
    /// The possible pairs, by mentee.
    possible: Vec<(usize, usize)>,
    /// How many of them each mentor has.
    told: BTreeMap<usize, usize>,
}

impl Standing {
    /// Looks at the pairs, beside those that the organiser pins. O(pairs · log people).
    ///
    /// # Errors
    /// Those of pinned pairs.
    pub(crate) fn new(
        matcher: &Matcher,
        roster: &Roster,
        scores: &Scores,
        earlier: &Earlier,
    ) -> Result<Self, Error> {
        let pinned = Pinned::organisers(matcher.program(), roster, scores)?;
        let seats = pinned.seats_left(roster.capacities(&matcher.program().capacity));
        let pins: BTreeMap<usize, usize> = pinned.pairs().iter().copied().collect();
        let look = |(mentee, mentor): &(String, String)| {
            let mentee = roster.mentees().position(mentee).map_err(|_| Obstacle::MenteeLeft)?;
            let mentor = roster.mentors().position(mentor).map_err(|_| Obstacle::MentorLeft)?;
            if let Some(&pin) = pins.get(&mentee) {
                return if pin == mentor {
                    Ok((mentee, mentor))
                } else {
                    Err(Obstacle::Pinned(pin))
                };
            }
            match scores.barriers(mentee, mentor).iter().next() {
                Some(barrier) => Err(Obstacle::Forbidden(barrier)),
                None if seats[mentor] == 0 => Err(Obstacle::NoSeat),
                None => Ok((mentee, mentor)),
            }
        };
        let pairs: Vec<Result<(usize, usize), Obstacle>> = earlier.pairs.iter().map(look).collect();
        let is_free = |pair: &(usize, usize)| !pins.contains_key(&pair.0);
        let mut possible: Vec<_> = pairs.iter().flatten().copied().filter(is_free).collect();
        possible.sort_unstable();
        let mut told = BTreeMap::new();
        for &(_, mentor) in &possible {
            *told.entry(mentor).or_default() += 1;
        }
        Ok(Self { pairs, seats, possible, told })
    }

    /// How many of the possible pairs can meet together.
    pub(crate) fn most(&self) -> usize {
        self.told.iter().map(|(&mentor, &told)| told.min(self.seats[mentor] as usize)).sum()
    }

    /// By how many a mentor has fewer seats than pairs that could be kept.
    pub(crate) fn short_by(&self, mentor: usize) -> usize {
        let told = self.told.get(&mentor).copied().unwrap_or_default();
        told.saturating_sub(self.seats[mentor] as usize)
    }

    /// All possible pairs meet. Where a mentor has fewer seats than such pairs, all of the seats are for
    /// them, and the best plan decides for whom.
    ///
    /// Whoever of them has another mentor may then take a seat that is free, which makes no other pair
    /// impossible and costs less than a score of 1. So a price just above keeps every seat taken.
    pub(crate) fn kept(&self) -> Told {
        let mentors = self.told.keys().copied();
        let reserved: Vec<usize> = mentors.filter(|&mentor| self.short_by(mentor) > 0).collect();
        let is_open = |pair: &(usize, usize)| reserved.binary_search(&pair.1).is_ok();
        let (open, decided) = self.possible.iter().copied().partition(is_open);
        Told { decided, open, reserved, price: i64::from(GRID) + 1, every: 0 }
    }

    /// Each possible pair that is kept is worth `price` points, and any pair `every`.
    pub(crate) fn priced(&self, price: i64, every: i64) -> Told {
        Told { open: self.possible.clone(), price, every, ..Told::default() }
    }
}
