//! What is measured of each person, so that every metric of a group is a quotient of two sums over its people.

use std::ops::AddAssign;

use matchwright_assign::Monitor;

use crate::answers::quality::quantile;
use crate::answers::standing::{Plan, Standings};
use crate::error::Error;
use crate::outcome::{Outcome, Pair};
use crate::roster::Side;
use crate::scores::GRID;

/// Fractions are counted in billionths, so that sums are exact and the same in any order.
pub(super) const UNIT: i64 = 1_000_000_000;

/// How many numbers there are of each person.
const COUNT: usize = 13;

/// What a number of a person says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// 1 for everybody.
    People,
    /// Whether somebody is allowed, and the person has a seat.
    Eligible,
    /// Whether the person meets somebody.
    Matched,
    /// The mean score of the person's pairs.
    Score,
    /// Whether that is above the median of the side.
    AboveMedian,
    /// Whether the person has a pair whose rank is known.
    Ranked,
    /// The mean rank of the person's partners.
    Rank,
    /// The share of the person's pairs with the first choice.
    First,
    /// The share of those with one of the first three choices.
    TopThree,
    /// Whether somebody else's partner would fit better.
    Envies,
    /// Pairs of the person.
    Load,
    /// The mean score with everybody who is allowed.
    Before,
    /// The score of the plan, 0 for those without a pair, less that.
    Gain,
}

/// The numbers of a person, or their sums over several.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Measures([i64; COUNT]);

impl Measures {
    pub(super) fn get(&self, field: Field) -> i64 {
        self.0[field as usize]
    }

    fn set(&mut self, field: Field, value: i64) {
        self.0[field as usize] = value;
    }
}

impl AddAssign for Measures {
    /// Without a look at each sum, which would keep them out of wide registers: the largest, of ranks, is below
    /// 10⁹ · people · people of the other side, and fits as long as these are fewer than 10⁹ pairs.
    #[inline]
    fn add_assign(&mut self, other: Self) {
        for (sum, value) in self.0.iter_mut().zip(other.0) {
            *sum = sum.wrapping_add(value);
        }
    }
}

/// Everybody on one side.
pub(super) struct People {
    /// The numbers of each person.
    pub(super) measures: Vec<Measures>,
    /// The mean score of each person who meets somebody.
    pub(super) scores: Vec<Option<f64>>,
}

impl People {
    /// Of both sides, mentees first. One pass over all pairs of people.
    pub(super) fn of_sides(
        outcome: &Outcome,
        plan: &Plan,
        monitor: &Monitor,
    ) -> Result<[Self; 2], Error> {
        let standings = Standings::new(outcome, plan, monitor)?;
        Ok(Side::BOTH.map(|side| Self::of_side(outcome, side, plan, &standings)))
    }

    fn of_side(outcome: &Outcome, side: Side, plan: &Plan, standings: &Standings) -> Self {
        let count = plan.load(side).len();
        let mut measures: Vec<Measures> =
            (0..count).map(|person| before(side, person, plan, standings)).collect();
        let mut sums = vec![Pairs::default(); count];
        for (&(mentee, mentor, points), pair) in plan.pairs.iter().zip(outcome.pairs()) {
            let person = if side == Side::Mentee { mentee } else { mentor };
            sums[person].add(points, rank(pair, side));
        }
        let scores: Vec<Option<f64>> = sums.iter().map(Pairs::score).collect();
        let mut sorted: Vec<f64> = scores.iter().flatten().copied().collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let median = quantile(&sorted, 0.5).unwrap_or_default();
        for ((measures, pairs), score) in measures.iter_mut().zip(&sums).zip(&scores) {
            pairs.put(measures);
            let is_above = score.is_some_and(|score| score > median);
            measures.set(Field::AboveMedian, i64::from(is_above));
        }
        Self { measures, scores }
    }
}

/// What a person could have, whoever meets whom.
fn before(side: Side, person: usize, plan: &Plan, standings: &Standings) -> Measures {
    let standing = standings.of(side);
    let allowed = i64::from(standing.allowed[person]);
    let has_seat = side == Side::Mentee || plan.seats[person] > 0;
    let is_eligible = allowed > 0 && has_seat;
    let mut measures = Measures::default();
    measures.set(Field::People, 1);
    measures.set(Field::Eligible, i64::from(is_eligible));
    measures.set(Field::Envies, i64::from(standing.envies[person]));
    if is_eligible {
        measures.set(Field::Before, quotient(standing.sum[person], allowed * i64::from(GRID)));
    }
    measures
}

/// The pairs of one person.
#[derive(Debug, Clone, Copy, Default)]
struct Pairs {
    count: i64,
    points: i64,
    ranked: i64,
    ranks: i64,
    first: i64,
    top_three: i64,
}

impl Pairs {
    fn add(&mut self, points: i32, rank: u32) {
        self.count += 1;
        self.points += i64::from(points);
        self.ranked += i64::from(rank > 0);
        self.ranks += i64::from(rank);
        self.first += i64::from(rank == 1);
        self.top_three += i64::from((1..=3).contains(&rank));
    }

    fn score(&self) -> Option<f64> {
        let points = self.count * i64::from(GRID);
        (self.count > 0).then(|| self.points as f64 / points as f64)
    }

    fn put(&self, measures: &mut Measures) {
        let score = quotient(self.points, self.count * i64::from(GRID));
        measures.set(Field::Matched, i64::from(self.count > 0));
        measures.set(Field::Score, score);
        measures.set(Field::Ranked, i64::from(self.ranked > 0));
        measures.set(Field::Rank, quotient(self.ranks, self.ranked));
        measures.set(Field::First, quotient(self.first, self.ranked));
        measures.set(Field::TopThree, quotient(self.top_three, self.ranked));
        measures.set(Field::Load, self.count);
        if measures.get(Field::Eligible) > 0 {
            measures.set(Field::Gain, score - measures.get(Field::Before));
        }
    }
}

/// A quotient in billionths, rounded to the nearest; 0 where the divisor is 0. No argument is below 0.
fn quotient(sum: i64, count: i64) -> i64 {
    let (sum, count) = (i128::from(sum), i128::from(count));
    if count == 0 {
        return 0;
    }
    ((2 * sum * i128::from(UNIT) + count) / (2 * count)) as i64
}

/// The rank of a pair for one side; 0 where it was not counted.
fn rank(pair: &Pair, side: Side) -> u32 {
    match side {
        Side::Mentee => pair.rank_for_mentee(),
        Side::Mentor => pair.rank_for_mentor(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quotient_is_rounded_to_the_nearest() {
        assert_eq!(
            [quotient(1, 3), quotient(2, 3), quotient(1, 1)],
            [333_333_333, 666_666_667, UNIT]
        );
        assert_eq!(quotient(5, 0), 0);
    }

    #[test]
    fn every_field_has_a_place() {
        assert_eq!(Field::Gain as usize, COUNT - 1);
    }
}
