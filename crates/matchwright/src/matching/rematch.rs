//! What was told in an earlier round, and what of it can still be kept.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Matcher, Pinned};
use crate::error::{Error, Finding, Findings};
use crate::roster::{Roster, Side, id_key};
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
    /// Whether ids are what they have to be, and nothing was told twice.
    fn is_sound(&self) -> bool {
        let is_id = |id: &String| id_key(id) == *id;
        self.mentees.is_sorted_by(|one, next| one < next)
            && self.pairs.is_sorted_by(|one, next| one < next)
            && self.mentees.iter().chain(self.pairs.iter().map(|(mentee, _)| mentee)).all(is_id)
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
    /// The mentee may meet fewer mentors than they were told of.
    FewerMentors,
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
    /// No plan of those whose pair is not pinned has more pairs.
    most_pairs: i64,
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
        let seats = matcher.seats_left(roster, &pinned, Side::Mentor);
        let of_mentees = matcher.seats_left(roster, &pinned, Side::Mentee);
        let pins: BTreeMap<usize, usize> = pinned.pairs().iter().copied().collect();
        let look = |(mentee, mentor): &(String, String)| {
            let mentee = roster.mentees().position(mentee).map_err(|_| Obstacle::MenteeLeft)?;
            let mentor = roster.mentors().position(mentor).map_err(|_| Obstacle::MentorLeft)?;
            if pinned.is_by_organiser((mentee, mentor)) {
                return Ok((mentee, mentor));
            }
            if of_mentees[mentee] == 0 {
                return Err(pins
                    .get(&mentee)
                    .map_or(Obstacle::FewerMentors, |&pin| Obstacle::Pinned(pin)));
            }
            match scores.barriers(mentee, mentor).iter().next() {
                Some(barrier) => Err(Obstacle::Forbidden(barrier)),
                None if seats[mentor] == 0 => Err(Obstacle::NoSeat),
                None => Ok((mentee, mentor)),
            }
        };
        let mut pairs: Vec<Result<(usize, usize), Obstacle>> =
            earlier.pairs.iter().map(look).collect();
        let is_free = |pair: &(usize, usize)| !pinned.is_by_organiser(*pair);
        let mut possible: Vec<_> = pairs.iter().flatten().copied().filter(is_free).collect();
        let spare = too_many(&mut possible, &of_mentees, scores);
        let is_spare = |fate: &&mut Result<_, _>| fate.is_ok_and(|pair| spare.contains(&pair));
        for fate in pairs.iter_mut().filter(is_spare) {
            *fate = Err(Obstacle::FewerMentors);
        }
        let mut told = BTreeMap::new();
        for &(_, mentor) in &possible {
            *told.entry(mentor).or_default() += 1;
        }
        let most = |&seats: &u32| i64::from(seats).min(scores.mentors() as i64);
        let most_pairs = of_mentees.iter().map(most).sum();
        Ok(Self { pairs, seats, possible, told, most_pairs })
    }

    /// More than all pairs of a plan can score together, in points.
    pub(crate) fn above_all(&self) -> i64 {
        i64::from(GRID) * self.most_pairs + 1
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
        let price = i64::from(GRID) + 1;
        Told { decided, open, price, reserved, ..Told::default() }
    }

    /// As many of the possible pairs meet as can, before anything else.
    pub(crate) fn first(&self) -> Told {
        Told { open: self.possible.clone(), is_first: true, ..Told::default() }
    }

    /// Each possible pair that is kept is worth `price` points, and any pair `every`.
    pub(crate) fn priced(&self, price: i64, every: i64) -> Told {
        Told { open: self.possible.clone(), price, every, ..Told::default() }
    }
}

/// Takes out of the possible pairs, by mentee, those of mentees who may meet fewer mentors than they were told of:
/// who fit them best stay, of equal scores those with the first ids. Returns what was taken out.
fn too_many(
    possible: &mut Vec<(usize, usize)>,
    of_mentees: &[u32],
    scores: &Scores,
) -> BTreeSet<(usize, usize)> {
    let mut spare = BTreeSet::new();
    for pairs in possible.chunk_by(|one, next| one.0 == next.0) {
        let seats = of_mentees[pairs[0].0] as usize;
        if pairs.len() > seats {
            let mut by_score = pairs.to_vec();
            by_score
                .sort_by_key(|&(mentee, mentor)| (-scores.parts(mentee, mentor).total(), mentor));
            spare.extend(by_score.drain(seats..));
        }
    }
    possible.retain(|pair| !spare.contains(pair));
    spare
}
