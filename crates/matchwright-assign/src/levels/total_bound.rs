//! A bound on the total by prices, and the steps by which prices find it.

use crate::level_plan::LevelPlan;
use crate::problem::Level;

/// How much of a move the next one goes on with (Camerini, Fratta and Maffioli 1975).
const DEFLECTION: f64 = 0.7;

/// Rounds without a better bound after which steps become half as long.
const PATIENCE: u32 = 4;

/// What bounds the total from below.
#[derive(Clone, Copy)]
pub(super) struct TotalBound {
    /// The level of the total.
    pub(super) level: usize,
    /// No plan that is as good as the relaxation at all levels before has a lower total.
    pub(super) total: i128,
}

impl TotalBound {
    /// That of the relaxation, and the total of the best plan, where that is as good at the levels before.
    pub(super) fn of_plans(
        level: usize,
        relaxation: &LevelPlan,
        best: Option<&LevelPlan>,
    ) -> (Option<Self>, Option<i128>) {
        let total = |plan: &LevelPlan| plan.reached().get(level).copied().flatten();
        let bound = total(relaxation).map(|total| Self { level, total });
        // A better total than the plan's at hand is no aim where that one is worse before.
        let aim = best.filter(|best| bound.is_some_and(|bound| bound.is_about(best, relaxation)));
        (bound, aim.and_then(total))
    }

    /// Whether the bound is about a plan: whether it is as good as the relaxation at all levels before.
    pub(super) fn is_about(&self, plan: &LevelPlan, relaxation: &LevelPlan) -> bool {
        plan.worth().get(..self.level) == relaxation.worth().get(..self.level)
    }
}

/// Where the total stands among levels of which none before it asks what pairs cost.
pub(super) fn level_of_total(levels: &[Level<'_>]) -> Option<usize> {
    let total = levels.iter().position(|level| matches!(level, Level::Total))?;
    let asks = |level: &Level<'_>| matches!(level, Level::Worst | Level::Leximin(_));
    (!levels[..total].iter().any(asks)).then_some(total)
}

/// The way of prices up to a bound: steps by Polyak's rule (1969), with some of the move before.
pub(super) struct Ascent {
    aim: Option<i128>,
    best: i128,
    factor: f64,
    waited: u32,
}

impl Ascent {
    pub(super) fn new(start: i128, aim: Option<i128>) -> Self {
        Self { aim, best: start, factor: 1.0, waited: 0 }
    }

    /// Whether no better bound is possible.
    pub(super) fn is_reached(&self) -> bool {
        self.aim == Some(self.best)
    }

    /// Whether a bound is the best one so far.
    pub(super) fn takes(&mut self, value: i128) -> bool {
        let is_better = value > self.best;
        self.waited = if is_better { 0 } else { self.waited + 1 };
        self.best = self.best.max(value);
        if self.waited == PATIENCE {
            (self.factor, self.waited) = (self.factor / 2.0, 0);
        }
        is_better
    }

    /// Turns the direction to what is lacking, and says how far to go from prices that are worth this; `None` where
    /// nothing is lacking.
    pub(super) fn width(&self, value: i128, lack: &[i64], direction: &mut [f64]) -> Option<f64> {
        let mut square = 0.0;
        for (direction, &lack) in direction.iter_mut().zip(lack) {
            *direction = lack as f64 + DEFLECTION * *direction;
            square += *direction * *direction;
        }
        let is_nothing = square == 0.0 || lack.iter().all(|&lack| lack == 0);
        let aim = self.aim.unwrap_or(self.best + self.best.abs() / 50 + 1);
        (!is_nothing).then(|| self.factor * (aim - value).max(1) as f64 / square)
    }
}
