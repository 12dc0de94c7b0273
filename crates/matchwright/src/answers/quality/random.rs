//! What chance makes of the same people.

use std::collections::BTreeSet;

use matchwright_assign::{Error as AssignError, Monitor, threads};

use super::{OtherPlan, Quality, total};
use crate::dice::Dice;
use crate::error::Error;
use crate::matching::Pinned;
use crate::outcome::Outcome;
use crate::roster::Side;
use crate::scores::Scores;

/// The seed of the draws: the report is part of the outcome, and no two of them differ.
const SEED: u64 = 0;

/// Seats that are tried before the whole row is read. Where half of all pairs are allowed, hardly any row is.
const TRIES: usize = 32;

/// The mean of several random plans. O(mentees · tries) each where most pairs are allowed, and
/// O(mentees · mentors) where few are.
pub(super) fn random(
    outcome: &Outcome,
    pinned: &Pinned,
    monitor: &Monitor,
) -> Result<OtherPlan, Error> {
    let draw = |draw: u32| {
        let mut plan = RandomPlan::new(outcome, pinned, Dice::of_draw(SEED, draw.into()));
        plan.fill(monitor).map(|()| (plan.met.len(), plan.points))
    };
    let draws: Vec<u32> = (0..Quality::RANDOM_PLANS).collect();
    let plans: Result<Vec<(usize, i64)>, AssignError> = threads::map(draws, draw);
    let plans = plans?;
    outcome.scores().check_criteria()?;
    let count = plans.len() as f64;
    Ok(OtherPlan {
        pairs: plans.iter().map(|plan| plan.0).sum::<usize>() as f64 / count,
        total: total(plans.iter().map(|plan| plan.1).sum()) / count,
        highest_total: total(plans.iter().map(|plan| plan.1).max().unwrap_or_default()),
    })
}

struct RandomPlan<'a> {
    scores: &'a Scores,
    dice: Dice,
    /// Mentees without a seat yet, in random order.
    mentees: Vec<usize>,
    /// Mentors, once for each free seat, in any order.
    seats: Vec<usize>,
    met: BTreeSet<(usize, usize)>,
    points: i64,
}

impl<'a> RandomPlan<'a> {
    fn new(outcome: &'a Outcome, pinned: &Pinned, mut dice: Dice) -> Self {
        let (roster, scores) = (outcome.roster(), outcome.scores());
        let [wanted, free] = [Side::Mentee, Side::Mentor]
            .map(|side| outcome.matcher().seats_left(roster, pinned, side));
        let seats = (0..free.len()).flat_map(|mentor| {
            // Nobody meets more people than there are.
            std::iter::repeat_n(mentor, (free[mentor] as usize).min(scores.mentees()))
        });
        let mentees = (0..wanted.len()).flat_map(|mentee| {
            std::iter::repeat_n(mentee, (wanted[mentee] as usize).min(scores.mentors()))
        });
        let mut mentees: Vec<usize> = mentees.collect();
        dice.shuffle(&mut mentees);
        let pinned_points = pinned
            .pairs()
            .iter()
            .map(|&(mentee, mentor)| i64::from(scores.parts(mentee, mentor).total()));
        let (met, points) = (pinned.pairs().iter().copied().collect(), pinned_points.sum());
        Self { seats: seats.collect(), scores, dice, mentees, met, points }
    }

    fn fill(&mut self, monitor: &Monitor) -> Result<(), AssignError> {
        for mentee in std::mem::take(&mut self.mentees) {
            monitor.check()?;
            if let Some((seat, points)) = self.tried(mentee).or_else(|| self.among_all(mentee)) {
                self.met.insert((mentee, self.seats.swap_remove(seat)));
                self.points += i64::from(points);
            }
        }
        Ok(())
    }

    /// Whether the mentee may have a seat: allowed, and not of somebody whom they meet already.
    fn is_open(&self, mentee: usize, seat: usize, points: i32) -> bool {
        points >= self.scores.floor() && !self.met.contains(&(mentee, self.seats[seat]))
    }

    /// A seat that the mentee may have, drawn evenly; `None` where none was met by chance.
    fn tried(&mut self, mentee: usize) -> Option<(usize, i32)> {
        let tries = if self.seats.is_empty() { 0 } else { TRIES };
        (0..tries).find_map(|_| {
            let seat = self.dice.below(self.seats.len());
            let points = self.scores.points_of(mentee, self.seats[seat]);
            self.is_open(mentee, seat, points).then_some((seat, points))
        })
    }

    /// The same where few seats are allowed: drawn evenly among those.
    fn among_all(&mut self, mentee: usize) -> Option<(usize, i32)> {
        let mut row = Vec::with_capacity(self.scores.mentors());
        self.scores.visit(mentee, |_, points| row.extend_from_slice(points));
        let is_open = |seat: &usize| self.is_open(mentee, *seat, row[self.seats[*seat]]);
        let allowed: Vec<usize> = (0..self.seats.len()).filter(is_open).collect();
        let seat = *allowed.get(self.dice.below(allowed.len()))?;
        Some((seat, row[self.seats[seat]]))
    }
}
