//! The door for demands and several objectives: one call from problem to a plan that is proven level by level.

mod breaches;
mod climb;
mod filled_prices;
mod quota_prices;
mod search;
mod total_bound;

use serde::{Deserialize, Serialize};

use crate::assign::in_pool;
use crate::basics::{Error, Monitor, Stage};
use crate::level_plan::LevelPlan;
use crate::options::Options;
use crate::plan::{Count, Shortage};
use crate::problem::{Demands, Level, Problem};
use crate::solver::flow::shortlist;

use breaches::Breaches;
use climb::{Climb, Question};
use search::Search;

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
/// Where rows or columns have their minimum or nobody, or quotas cross, a search goes through cases of such flows: see
/// [`LevelPlan::search`]. The objective of the problem is not asked; `[Level::Pairs, Level::Total]` is what
/// [`Objective::Participation`](crate::Objective::Participation) says, and `[Level::Total]` the other one. A
/// limit of time ends that search, and is not kept otherwise.
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
/// [`Error::SeatCosts`], [`Error::Unfilled`], [`Error::Cancelled`], [`Error::OutOfMemory`], [`Error::Threads`].
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
    let question = Question::new(problem, levels, monitor);
    let relaxed = demands.relaxed(problem);
    monitor.begin(Stage::Solve, levels.len());
    let listed = shortlist(&question.goal(&relaxed.demands), monitor)?;
    let mut climb = Climb::new(&question, &relaxed.demands, &listed)?;
    if !climb.meets_minimums()? {
        return Ok(Answer::Impossible(climb.shortage()?));
    }
    let plan = climb.finish()?;
    let breaches = Breaches::new(problem, demands, &relaxed);
    Search::new(&question, breaches, &relaxed.demands, &listed).run(plan).map(Answer::Plan)
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
