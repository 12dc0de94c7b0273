//! The door for demands and several objectives: one call from problem to a plan that is proven level by level.

use serde::{Deserialize, Serialize};

use crate::assign::in_pool;
use crate::basics::{Cost, Error, Monitor, Stage};
use crate::level_plan::LevelPlan;
use crate::options::Options;
use crate::plan::{Count, Shortage};
use crate::problem::{Demands, Level, Problem, SeatCost, Seats, Step};
use crate::proof::{Bins, REQUIRED, Role, StepProof, classes, rank_steps, ranks, seat_steps};
use crate::solver::flow::{Flow, Goal, all_required};

/// The first stride down from the highest cost of a plan, as a part of what its costs differ by.
const STRIDES: Cost = 64;

/// What [`solve_levels`] found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// The best plan.
    Plan(LevelPlan),
    /// No plan keeps to the demands.
    Impossible(Shortage),
}

impl Answer {
    /// The plan, where there is one.
    #[must_use]
    pub fn plan(&self) -> Option<&LevelPlan> {
        match self {
            Self::Plan(plan) => Some(plan),
            Self::Impossible(_) => None,
        }
    }
}

/// The best plan that keeps to the demands, level after level, proven over all pairs; or why there is none.
///
/// The plan is a function of problem, demands and levels: neither the number of threads nor the machine shows.
/// The objective of the problem is not asked; `[Level::Pairs, Level::Total]` is what
/// [`Objective::Participation`](crate::Objective::Participation) says, and `[Level::Total]` the other one. A
/// limit of time is not kept.
///
/// A network simplex method on a short list of pairs, which the prices of nodes extend from all pairs: a few
/// sweeps over rows · columns for each objective, and O(nodes) memory and time for each of the steps
/// between them, most of which touch few nodes.
///
/// ```
/// use matchwright_assign::{CostMatrix, Demands, Level, Options, Problem, solve_levels};
///
/// // Everybody would rather meet the first of two mentors, who has three seats.
/// let costs = CostMatrix::from_vec(3, 2, vec![1, 5, 1, 7, 1, 6])?;
/// let problem = Problem::new(&costs).column_capacity(vec![3, 3]);
/// let levels = [Level::Participation(&[]), Level::ColumnsInUse, Level::Total];
/// let answer = solve_levels(&problem, &Demands::default(), &levels, &Options::default())?;
/// let plan = answer.plan().expect("nothing is demanded");
/// assert_eq!(plan.reached(), [Some(3), Some(2), Some(7)]); // the first row meets the second mentor
/// assert!(plan.is_proven());
/// # Ok::<(), matchwright_assign::Error>(())
/// ```
///
/// # Errors
/// The errors of [`Problem::check`] and [`Demands::check`]; [`Error::Length`] for classes or ranks of another
/// size, and where two levels bring classes; [`Error::CostTooLarge`], [`Error::TooLarge`],
/// [`Error::SeatCosts`], [`Error::Cancelled`], [`Error::OutOfMemory`], [`Error::Threads`].
pub fn solve_levels(
    problem: &Problem<'_>,
    demands: &Demands,
    levels: &[Level<'_>],
    options: &Options,
) -> Result<Answer, Error> {
    in_pool(problem.pairs(), options, || {
        let idle = Monitor::new();
        let monitor = options.monitor.as_deref().unwrap_or(&idle);
        solve_here(problem, demands, levels, monitor)
    })
}

fn solve_here(
    problem: &Problem<'_>,
    demands: &Demands,
    levels: &[Level<'_>],
    monitor: &Monitor,
) -> Result<Answer, Error> {
    problem.check()?;
    demands.check(problem)?;
    Level::check(levels, problem)?;
    if let Some(shortage) = contradiction(problem, demands) {
        return Ok(Answer::Impossible(shortage));
    }
    let seats = Seats { problem, demands, classes: classes(levels) };
    let (seat_costs, ranks) = (seat_costs(levels), ranks(levels));
    let goal = Goal { seats, seat_costs: &seat_costs, ranks: &ranks };
    monitor.begin(Stage::Solve, levels.len());
    let flow = Flow::new(goal, monitor)?;
    let mut climb = Climb { flow, goal, known_ranks: 0, proof: Vec::new(), monitor };
    if demands.has_minimum() && climb.settle(REQUIRED)? > -all_required(problem, demands) {
        let shortage = climb.flow.shortage(monitor)?;
        return Ok(Answer::Impossible(shortage.unwrap_or_default()));
    }
    for level in levels {
        climb.level(level)?;
        monitor.advance(1);
    }
    let plan = LevelPlan::new(climb.flow.plan(), climb.proof, climb.flow.steps());
    Ok(Answer::Plan(plan.certified_watched(problem, demands, levels, monitor)?))
}

/// A minimum above its own maximum.
fn contradiction(problem: &Problem<'_>, demands: &Demands) -> Option<Shortage> {
    let contradicts = |of| {
        let (least, most) = demands.bounds(problem, of);
        (least > most).then(|| Shortage {
            minimums: vec![Count { of, pairs: least }],
            maximums: vec![Count { of, pairs: most }],
            pairs: Vec::new(),
        })
    };
    demands.constraints(problem).find_map(contradicts)
}

/// What seats count in any of the levels, or for a minimum.
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
struct Climb<'a> {
    flow: Flow<'a>,
    goal: Goal<'a>,
    /// Levels of ranks so far.
    known_ranks: u32,
    proof: Vec<StepProof>,
    monitor: &'a Monitor,
}

impl Climb<'_> {
    fn level(&mut self, level: &Level<'_>) -> Result<(), Error> {
        match level {
            Level::Worst => self.worst(),
            Level::Leximin(width) => self.leximin(*width),
            Level::Ranks(ranks) => {
                let steps = rank_steps(*ranks, self.known_ranks, self.monitor)?;
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
        let value = self.flow.minimise(step, self.monitor)?;
        self.proof.push(StepProof { step, role: Role::Settled, prices: self.flow.prices() });
        self.flow.settle(step);
        Ok(value)
    }

    /// The lowest cost that no pair has to exceed: in growing strides down from the highest cost of the plan, while
    /// few pairs have to make way, and by halves from where a stride was too long.
    fn worst(&mut self) -> Result<(), Error> {
        let none = -self.goal.seats.problem.limit() - 1;
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
        if self.flow.minimise(step, self.monitor)? == 0 {
            return Ok(None);
        }
        let prices = self.flow.prices();
        Ok(Some(StepProof { step, role: Role::Positive, prices }))
    }

    /// The highest cost of the plan's pairs that is not above a number.
    fn highest(&self, most: Cost) -> Option<Cost> {
        self.flow.used_costs().filter(|&cost| cost <= most).max()
    }

    /// The fewest pairs in each step of costs, the highest step first (Burkard and Rendl 1991). A step that
    /// the plan at hand has no pair in is settled together with others like it.
    fn leximin(&mut self, width: Cost) -> Result<(), Error> {
        let mut bins = Bins::new(width, self.goal.seats.problem.limit());
        while let Some(steps) = bins.next(|most| self.highest(most)) {
            self.settle_all(steps)?;
        }
        Ok(())
    }
}
