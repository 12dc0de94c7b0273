//! The door for demands and several objectives: one call from problem to a plan that is proven level by level.

use serde::{Deserialize, Serialize};

use crate::assign::in_pool;
use crate::basics::{Cost, Error, FORBIDDEN, Monitor, Stage};
use crate::costs::CostSource;
use crate::options::Options;
use crate::plan::{Count, Pair, Shortage};
use crate::problem::{Demands, Level, PairCost, Problem, SeatCost, Seats, Step};
use crate::proof::{Role, StepBound, StepProof, certify_levels_watched, classes, ranks};
use crate::solver::flow::{Flow, Goal, all_required, required};

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

/// The plan that is the best at each level, among those that are the best at all levels before it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LevelPlan {
    pairs: Vec<Pair>,
    reached: Vec<Option<i128>>,
    proof: Vec<StepProof>,
    bounds: Vec<StepBound>,
    steps: u64,
}

impl LevelPlan {
    /// The pairs, sorted by row, then by column.
    #[must_use]
    pub fn pairs(&self) -> &[Pair] {
        &self.pairs
    }

    /// What each level has reached: the number of pairs; the rows with a pair; the columns with one; the total;
    /// the highest cost, and with [`Level::Leximin`] the end of its step; the pairs of the lowest rank; the sum
    /// of squares. `None` where there is no pair to say something of.
    #[must_use]
    pub fn reached(&self) -> &[Option<i128>] {
        &self.reached
    }

    /// The objectives that the levels consist of, with the prices that prove them:
    /// [`certify_levels`](crate::certify_levels) checks them.
    #[must_use]
    pub fn proof(&self) -> &[StepProof] {
        &self.proof
    }

    /// What was proven about each of the objectives.
    #[must_use]
    pub fn bounds(&self) -> &[StepBound] {
        &self.bounds
    }

    /// Whether the plan is proven the best over all pairs.
    #[must_use]
    pub fn is_proven(&self) -> bool {
        self.bounds.iter().all(StepBound::is_proven)
    }

    /// Steps of the simplex method that it took.
    #[must_use]
    pub fn steps(&self) -> u64 {
        self.steps
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
/// size, and where two levels bring classes, or ranks; [`Error::CostTooLarge`], [`Error::TooLarge`],
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
    check_levels(problem, levels)?;
    if let Some(shortage) = contradiction(problem, demands) {
        return Ok(Answer::Impossible(shortage));
    }
    let seats = Seats { problem, demands, classes: classes(levels) };
    let seat_costs = seat_costs(levels);
    let goal = Goal { seats, seat_costs: &seat_costs, ranks: ranks(levels) };
    monitor.begin(Stage::Solve, levels.len());
    let mut climb = Climb { flow: Flow::new(goal, monitor)?, goal, proof: Vec::new(), monitor };
    if demands.has_minimum() && climb.settle(required())? > -all_required(problem, demands) {
        let shortage = climb.flow.shortage(monitor)?;
        return Ok(Answer::Impossible(shortage.unwrap_or_default()));
    }
    let mut reached = Vec::with_capacity(levels.len());
    for level in levels {
        reached.push(climb.level(level)?);
        monitor.advance(1);
    }
    let (pairs, proof, steps) = (climb.flow.plan(), climb.proof, climb.flow.steps());
    let bounds = certify_levels_watched(problem, demands, levels, &pairs, &proof, monitor)?;
    Ok(Answer::Plan(LevelPlan { pairs, reached, proof, bounds, steps }))
}

/// Whether classes and ranks fit the problem, and there are not two of them.
fn check_levels(problem: &Problem<'_>, levels: &[Level<'_>]) -> Result<(), Error> {
    let (mut with_classes, mut with_ranks) = (0, 0);
    for level in levels {
        match level {
            Level::Participation(classes) if !classes.is_empty() => {
                with_classes += 1;
                length("classes of priority", problem.rows(), classes.len())?;
            }
            Level::Ranks(ranks) => {
                with_ranks += 1;
                length("rows of ranks", problem.rows(), ranks.rows())?;
                length("columns of ranks", problem.columns(), ranks.columns())?;
            }
            _ => (),
        }
    }
    length("levels with classes of priority", with_classes.min(1), with_classes)?;
    length("levels of ranks", with_ranks.min(1), with_ranks)
}

fn length(what: &'static str, expected: usize, found: usize) -> Result<(), Error> {
    if found == expected { Ok(()) } else { Err(Error::Length { what, expected, found }) }
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
    proof: Vec<StepProof>,
    monitor: &'a Monitor,
}

impl Climb<'_> {
    fn level(&mut self, level: &Level<'_>) -> Result<Option<i128>, Error> {
        let seats = |seats| Step { pairs: PairCost::Nothing, seats };
        match level {
            Level::Pairs => Ok(Some(-self.settle(seats(SeatCost::Pairs))?)),
            Level::Participation(_) => self.participation().map(Some),
            Level::ColumnsInUse => Ok(Some(-self.settle(seats(SeatCost::FirstOfColumns))?)),
            Level::Total => {
                let step = Step { pairs: PairCost::Cost, seats: SeatCost::Given };
                Ok(Some(self.settle(step)? + self.goal.seats.problem.base()))
            }
            Level::Worst => self.worst(),
            Level::Leximin(step) => self.leximin((*step).max(1)),
            Level::Ranks(ranks) => self.ranks(*ranks),
            Level::Balance => self.settle(seats(SeatCost::Squares)).map(Some),
        }
    }

    /// Makes an objective as small as it gets, and keeps it so.
    fn settle(&mut self, step: Step) -> Result<i128, Error> {
        let value = self.flow.minimise(step, self.monitor)?;
        self.proof.push(StepProof { step, role: Role::Settled, prices: self.flow.prices() });
        self.flow.settle(step);
        Ok(value)
    }

    /// The most rows of each class, the highest class first.
    fn participation(&mut self) -> Result<i128, Error> {
        let mut classes = self.goal.seats.classes.to_vec();
        classes.sort_unstable_by(|a, b| b.cmp(a));
        classes.dedup();
        if classes.is_empty() {
            classes.push(0);
        }
        let mut rows = 0;
        for class in classes {
            let seats = SeatCost::FirstOfRows(class);
            rows -= self.settle(Step { pairs: PairCost::Nothing, seats })?;
        }
        Ok(rows)
    }

    /// The lowest cost that no pair has to exceed: in growing strides down from the highest cost of the plan, while
    /// few pairs have to make way, and by halves from where a stride was too long.
    fn worst(&mut self) -> Result<Option<i128>, Error> {
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
        self.settle(above(high))?;
        Ok(Some(i128::from(high)))
    }

    /// There may be no pair at all, and then there is none with a highest cost.
    fn nobody(&mut self, none: Cost) -> Result<Option<i128>, Error> {
        self.settle(above(none))?;
        Ok(None)
    }

    /// Whether some pair has to cost more than this, and then the proof of it.
    fn exceeded(&mut self, cost: Cost) -> Result<Option<StepProof>, Error> {
        let step = above(cost);
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
    fn leximin(&mut self, width: Cost) -> Result<Option<i128>, Error> {
        let mut open = Cost::MAX - 1;
        while let Some(cost) = self.highest(open) {
            let first = (cost - 1).div_euclid(width) * width;
            let last = first.saturating_add(width).min(open);
            if last < open {
                self.settle(between(last, open))?;
            }
            self.settle(between(first, last))?;
            open = first;
        }
        if open > -self.goal.seats.problem.limit() {
            self.settle(between(-Cost::MAX, open))?;
        }
        let end =
            |cost: Cost| ((i128::from(cost) - 1).div_euclid(width.into()) + 1) * i128::from(width);
        Ok(self.highest(Cost::MAX).map(end))
    }

    /// The most pairs of each rank, the lowest first.
    fn ranks(&mut self, ranks: &dyn CostSource) -> Result<Option<i128>, Error> {
        let mut first = None;
        for rank in self.known_ranks(ranks)? {
            let step = Step { pairs: PairCost::Rank(rank), seats: SeatCost::Nothing };
            let pairs = -self.settle(step)?;
            first.get_or_insert(pairs);
        }
        Ok(first)
    }

    /// All ranks that occur, rising.
    fn known_ranks(&self, ranks: &dyn CostSource) -> Result<Vec<Cost>, Error> {
        let (mut known, mut row_ranks) = (Vec::new(), vec![0; ranks.columns()]);
        for row in 0..ranks.rows() {
            self.monitor.check()?;
            ranks.block(row, 0..ranks.columns(), &mut row_ranks);
            known.extend(row_ranks.iter().copied().filter(|&rank| rank != FORBIDDEN));
            known.sort_unstable();
            known.dedup();
        }
        Ok(known)
    }
}

/// The pairs that cost more than a number.
fn above(cost: Cost) -> Step {
    between(cost, Cost::MAX - 1)
}

/// The pairs that cost more than a number, and not more than another.
fn between(above: Cost, to: Cost) -> Step {
    Step { pairs: PairCost::Between(above, to), seats: SeatCost::Nothing }
}
