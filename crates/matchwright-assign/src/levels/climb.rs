//! A plan on its way through the levels, each made as good as the ones before it allow.

use crate::basics::memory::push;
use crate::basics::{Cost, Error, Monitor};
use crate::costs::CostSource;
use crate::level_plan::LevelPlan;
use crate::plan::Shortage;
use crate::problem::{Demands, Level, Problem, SeatCost, Seats, Step};
use crate::proof::{Bins, REQUIRED, Role, StepProof, classes, rank_steps, ranks, seat_steps};
use crate::solver::flow::{Flow, Goal, Shortlist, all_required};

/// The first stride down from the highest cost of a plan, as a part of what its costs differ by.
const STRIDES: Cost = 64;

/// Everything about a problem but its demands.
pub(super) struct Question<'a> {
    pub(super) problem: &'a Problem<'a>,
    pub(super) levels: &'a [Level<'a>],
    pub(super) monitor: &'a Monitor,
    /// What seats count in any of the levels, or for a minimum.
    seat_costs: Vec<SeatCost>,
    ranks: Vec<&'a dyn CostSource>,
}

impl<'a> Question<'a> {
    pub(super) fn new(
        problem: &'a Problem<'a>,
        levels: &'a [Level<'a>],
        monitor: &'a Monitor,
    ) -> Self {
        Self { problem, levels, monitor, seat_costs: seat_costs(levels), ranks: ranks(levels) }
    }

    pub(super) fn goal<'b>(&'b self, demands: &'b Demands) -> Goal<'b> {
        let seats = Seats { problem: self.problem, demands, classes: classes(self.levels) };
        Goal { seats, seat_costs: &self.seat_costs, ranks: &self.ranks }
    }
}

fn seat_costs(levels: &[Level<'_>]) -> Vec<SeatCost> {
    let of_level = |level: &Level<'_>| match level {
        // Where a row's first pair ends is the same for all classes.
        Level::Participation(_) => Some(SeatCost::FirstOfRows(0)),
        Level::ColumnsInUse => Some(SeatCost::FirstOfColumns),
        Level::Total => Some(SeatCost::Given),
        Level::Balance => Some(SeatCost::Squares),
        _ => None,
    };
    [SeatCost::Required].into_iter().chain(levels.iter().filter_map(of_level)).collect()
}

/// A plan on its way through the levels.
pub(super) struct Climb<'a> {
    question: &'a Question<'a>,
    demands: &'a Demands,
    flow: Flow<'a>,
    /// Levels of ranks so far.
    known_ranks: u32,
    proof: Vec<StepProof>,
}

impl<'a> Climb<'a> {
    pub(super) fn new(
        question: &'a Question<'a>,
        demands: &'a Demands,
        listed: &Shortlist,
    ) -> Result<Self, Error> {
        let flow = Flow::new(question.goal(demands), listed)?;
        Ok(Self { question, demands, flow, known_ranks: 0, proof: Vec::new() })
    }

    /// Whether all minimums can be met; they are then.
    pub(super) fn meets_minimums(&mut self) -> Result<bool, Error> {
        let all = all_required(self.question.problem, self.demands);
        Ok(!self.demands.has_minimum() || self.settle(REQUIRED)? == -all)
    }

    /// Why they cannot be met.
    pub(super) fn shortage(&self) -> Result<Shortage, Error> {
        Ok(self.flow.shortage(self.question.monitor)?.unwrap_or_default())
    }

    /// Goes through all levels, and proves it.
    pub(super) fn finish(mut self) -> Result<LevelPlan, Error> {
        let Question { problem, levels, monitor, .. } = self.question;
        for level in *levels {
            self.level(level)?;
            monitor.advance(1);
        }
        let plan = LevelPlan::new(self.flow.plan()?, self.proof, self.flow.steps());
        plan.certified_watched(problem, self.demands, levels, monitor)
    }

    fn level(&mut self, level: &Level<'_>) -> Result<(), Error> {
        match level {
            Level::Worst => self.worst(),
            Level::Leximin(width) => self.leximin(*width),
            Level::Ranks(ranks) => {
                let steps = rank_steps(*ranks, self.known_ranks, self.question.monitor)?;
                self.known_ranks += 1;
                self.settle_all(steps)
            }
            level => self.settle_all(seat_steps(level)),
        }
    }

    fn settle_all(&mut self, steps: Vec<Step>) -> Result<(), Error> {
        steps.into_iter().try_for_each(|step| self.settle(step).map(|_| ()))
    }

    /// Makes an objective as small as it gets, and keeps it so.
    fn settle(&mut self, step: Step) -> Result<i128, Error> {
        let value = self.flow.minimise(step, self.question.monitor)?;
        let prices = self.flow.prices()?;
        push(&mut self.proof, StepProof { step, role: Role::Settled, prices })?;
        self.flow.settle(step)?;
        Ok(value)
    }

    /// The lowest cost that no pair has to exceed: in growing strides down from the highest cost of the plan, while
    /// few pairs have to make way, and by halves from where a stride was too long.
    fn worst(&mut self) -> Result<(), Error> {
        let none = -self.question.problem.limit() - 1;
        let Some(mut high) = self.highest(Cost::MAX) else { return self.nobody(none) };
        let least = self.flow.used_costs().min().unwrap_or(high);
        let (mut stride, mut failed) = ((high - least) / STRIDES + 1, None);
        loop {
            let next = match &failed {
                None => (high - stride).max(none),
                Some((low, _)) if high - low > 1 => low + (high - low) / 2,
                Some(_) => break,
            };
            if let Some(proof) = self.exceeded(next)? {
                failed = Some((next, proof));
                continue;
            }
            let Some(lower) = self.highest(high) else { return self.nobody(none) };
            stride = 2 * (high - lower);
            high = lower;
        }
        self.proof.extend(failed.map(|(_, proof)| proof));
        self.settle_all(vec![Step::above(high)])
    }

    /// There may be no pair at all, and then there is none with a highest cost.
    fn nobody(&mut self, none: Cost) -> Result<(), Error> {
        self.settle_all(vec![Step::above(none)])
    }

    /// Whether some pair has to cost more than this, and then the proof of it.
    fn exceeded(&mut self, cost: Cost) -> Result<Option<StepProof>, Error> {
        let step = Step::above(cost);
        if self.flow.minimise(step, self.question.monitor)? == 0 {
            return Ok(None);
        }
        let prices = self.flow.prices()?;
        Ok(Some(StepProof { step, role: Role::Positive, prices }))
    }

    /// The highest cost of the plan's pairs that is not above a number.
    fn highest(&self, most: Cost) -> Option<Cost> {
        self.flow.used_costs().filter(|&cost| cost <= most).max()
    }

    /// The fewest pairs in each step of costs, the highest step first (Burkard and Rendl 1991). A step that
    /// the plan at hand has no pair in is settled together with others like it.
    fn leximin(&mut self, width: Cost) -> Result<(), Error> {
        let mut bins = Bins::new(width, self.question.problem.limit());
        while let Some(steps) = bins.next(|most| self.highest(most)) {
            self.settle_all(steps)?;
        }
        Ok(())
    }
}
