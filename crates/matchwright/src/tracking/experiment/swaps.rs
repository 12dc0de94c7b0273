//! Which pairs can change partners, in the order of chance.

use std::collections::BTreeSet;

use matchwright_assign::{Monitor, Stage, threads};
use matchwright_tables::labels::LabelId;

use super::{Draw, ExperimentOptions, points};
use crate::dice::Dice;
use crate::error::Error;
use crate::outcome::{Outcome, Pair};
use crate::program::Per;
use crate::roster::Side;
use crate::scores::{GRID, Scores};

/// Pairs of a plan that are tried at once: enough for several threads, few beside those that are tried in vain.
const AT_ONCE: usize = 512;

/// The pairs of an outcome by the places of their people, with their points.
pub(super) struct Plan {
    pub(super) pairs: Vec<(usize, usize)>,
    points: Vec<i32>,
}

impl Plan {
    pub(super) fn new(outcome: &Outcome) -> Result<Self, Error> {
        let roster = outcome.roster();
        let place = |pair: &Pair| {
            let mentee = roster.mentees().position(pair.mentee())?;
            Ok((mentee, roster.mentors().position(pair.mentor())?))
        };
        let pairs = outcome.pairs().iter().map(place).collect::<Result<_, Error>>()?;
        Ok(Self { pairs, points: outcome.pairs().iter().map(points).collect() })
    }

    /// The two pairs with their mentors in each other's place.
    pub(super) fn swapped(&self, [one, other]: [usize; 2]) -> [(usize, usize); 2] {
        let (one, other) = (self.pairs[one], self.pairs[other]);
        [(one.0, other.1), (other.0, one.1)]
    }

    /// What a swap takes from the total, in points.
    pub(super) fn cost(&self, outcome: &Outcome, draw: Draw) -> i64 {
        let before = draw.pairs.iter().map(|&pair| i64::from(self.points[pair]));
        let after = self.swapped(draw.pairs).into_iter();
        let after = after.map(|(mentee, mentor)| outcome.scores().points_of(mentee, mentor));
        before.sum::<i64>() - after.map(i64::from).sum::<i64>()
    }
}

/// The search for swaps.
pub(super) struct Swaps<'a> {
    scores: &'a Scores,
    plan: &'a Plan,
    /// How many points less a pair may have.
    within: i64,
    /// For each mentor the places of their pairs in the plan.
    of_mentor: Vec<Vec<usize>>,
    /// Whether a pair of the plan may still be part of a draw.
    is_free: Vec<bool>,
    /// Pairs that there are or could be.
    taken: BTreeSet<(usize, usize)>,
    /// For each quota about the pairs with a single person, the side that it groups and their groups.
    groups: Vec<(Side, Vec<Option<LabelId>>)>,
    dice: Dice,
}

impl<'a> Swaps<'a> {
    pub(super) fn new(
        outcome: &'a Outcome,
        plan: &'a Plan,
        options: &ExperimentOptions,
    ) -> Result<Self, Error> {
        let mut of_mentor = vec![Vec::new(); outcome.roster().mentors().len()];
        for (at, pair) in plan.pairs.iter().enumerate() {
            of_mentor[pair.1].push(at);
        }
        let decided = outcome.decided()?;
        let told = outcome.scores().told();
        let is_free = plan.pairs.iter().map(|pair| {
            let is_told = told.is_some_and(|told| told.is_open(*pair));
            !is_told && decided.pairs().binary_search(pair).is_err()
        });
        Ok(Self {
            scores: outcome.scores(),
            within: (options.within.min(1.0) * f64::from(GRID)).round() as i64,
            of_mentor,
            is_free: is_free.collect(),
            taken: plan.pairs.iter().copied().collect(),
            groups: groups(outcome),
            dice: Dice::new(options.seed),
            plan,
        })
    }

    /// As many draws as are wanted, or as there are, and how their coins fall.
    pub(super) fn draw(mut self, wanted: usize, monitor: &Monitor) -> Result<Vec<Draw>, Error> {
        let mut order: Vec<usize> = (0..self.plan.pairs.len()).collect();
        self.dice.shuffle(&mut order);
        let mut draws = Vec::new();
        monitor.begin(Stage::Prepare, order.len());
        for one in order {
            monitor.check()?;
            monitor.advance(1);
            if draws.len() == wanted {
                break;
            }
            let Some(other) = self.is_free[one].then(|| self.partner(one)).flatten() else {
                continue;
            };
            self.put_aside([one, other]);
            draws.push(Draw { pairs: [one, other], is_swapped: self.dice.below(2) == 1 });
        }
        Ok(draws)
    }

    /// Takes two pairs for a draw, unless they cannot be one.
    pub(super) fn take(&mut self, pairs: [usize; 2]) -> bool {
        let [(mentee, _), (_, mentor)] = pairs.map(|pair| self.plan.pairs[pair]);
        let are_free = pairs.iter().all(|&pair| self.is_free[pair]);
        let points = self.scores.points(mentee)[mentor];
        let is_possible = are_free && self.reaches(points, pairs) && self.is_possible(pairs);
        if is_possible {
            self.put_aside(pairs);
        }
        is_possible
    }

    fn put_aside(&mut self, pairs: [usize; 2]) {
        self.taken.extend(self.plan.swapped(pairs));
        for pair in pairs {
            self.is_free[pair] = false;
        }
    }

    /// A pair that can change partners with this one, each as likely as the others.
    fn partner(&mut self, one: usize) -> Option<usize> {
        let (mentee, _) = self.plan.pairs[one];
        let row = self.scores.points(mentee);
        let within_reach = |mentor: &usize| row[*mentor].is_some();
        let mentors = (0..row.len()).filter(within_reach);
        let others = mentors.flat_map(|mentor| self.of_mentor[mentor].iter().copied());
        let mut others: Vec<usize> = others
            .filter(|&other| self.is_free[other] && other != one)
            .filter(|&other| self.reaches(row[self.plan.pairs[other].1], [one, other]))
            .collect();
        self.dice.shuffle(&mut others);
        let are_possible = |some: &[usize]| -> Vec<bool> {
            threads::map(some.to_vec(), |other| self.is_possible([one, other]))
        };
        others.chunks(AT_ONCE).find_map(|some| {
            let first = are_possible(some).into_iter().position(|is_possible| is_possible);
            first.map(|at| some[at])
        })
    }

    /// Whether a new pair scores enough for everybody whom it takes from one of two pairs.
    fn reaches(&self, points: Option<i32>, [one, other]: [usize; 2]) -> bool {
        let least = i64::from(self.plan.points[one].max(self.plan.points[other])) - self.within;
        points.is_some_and(|points| i64::from(points) >= least)
    }

    fn is_possible(&self, pairs: [usize; 2]) -> bool {
        let swapped = self.plan.swapped(pairs);
        let [one, other] = pairs.map(|pair| self.plan.pairs[pair]);
        let are_others = one.0 != other.0 && one.1 != other.1;
        let are_new = swapped.iter().all(|pair| !self.taken.contains(pair));
        let points = self.scores.points_of(swapped[1].0, swapped[1].1);
        let points = Some(points).filter(|&points| points >= self.scores.floor());
        let keeps_quotas = self.groups.iter().all(|(side, groups)| match side {
            Side::Mentee => groups[one.0] == groups[other.0],
            Side::Mentor => groups[one.1] == groups[other.1],
        });
        are_others && are_new && keeps_quotas && self.reaches(points, pairs)
    }
}

/// Quotas that a swap could break: those about the pairs with a single person.
fn groups(outcome: &Outcome) -> Vec<(Side, Vec<Option<LabelId>>)> {
    let quotas = outcome.program().quotas.iter().filter(|quota| quota.per != Per::Programme);
    quotas.map(|quota| (quota.of, outcome.roster().side(quota.of).labels(&quota.column))).collect()
}
