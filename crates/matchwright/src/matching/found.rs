//! The plan that was found, in the words of the method that found it.

use std::sync::Arc;

use matchwright_assign::circles::CirclePlan;
use matchwright_assign::{LevelPlan, Monitor, Options, Pair, Solution, assign, stable::Stability};
use serde::{Deserialize, Serialize};

use super::circles::Members;
use super::peers::{Paired, Population};
use super::stable::Wishes;
use super::{Matcher, OpenLevel, Pinned, Question};
use crate::error::Error;
use crate::program::{Form, Level, Program};
use crate::roster::Roster;
use crate::scores::Scores;

/// A plan, with what proves it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Found {
    /// The best assignment of everybody whose pair is not decided.
    Assignment(Solution),
    /// The best plan of everybody, level after level.
    Levels {
        plan: LevelPlan,
        /// What each of the programme's levels has reached.
        #[serde(skip)]
        reached: Vec<(Level, Option<i128>)>,
        /// Where a search has left open how good the plan is.
        #[serde(skip)]
        gap: Option<OpenLevel>,
    },
    /// A stable plan of everybody whose pair is not decided.
    Stable {
        pairs: Vec<Pair>,
        /// Who would both rather meet each other.
        #[serde(skip)]
        stability: Stability,
    },
    /// The best pairs of one population.
    Peers(Paired),
    /// Circles, with a bound on how much better others could be.
    Circles {
        plan: CirclePlan,
        /// What it is worth as a sum of scores, and the most that any could be.
        #[serde(skip)]
        worth: [f64; 2],
    },
}

impl Matcher {
    /// The plan that the programme asks for.
    ///
    /// # Errors
    /// [`Error::Input`] where a pinned pair cannot meet, [`Error::Infeasible`] where no plan keeps to what the
    /// programme demands, and those of the solver.
    pub(crate) fn find(
        &self,
        roster: &Roster,
        scores: &Scores,
        options: &Options,
    ) -> Result<Found, Error> {
        let idle = Arc::default();
        let monitor = options.monitor.as_ref().unwrap_or(&idle);
        match self.program().form {
            Form::Peers => {
                let population = Population::new(self, roster, scores, monitor)?;
                return Ok(Found::Peers(population.solve(options)?));
            }
            Form::Circles => {
                let members = Members::new(self, roster, scores, monitor)?;
                return Ok(Found::circles(&members, members.solve(options)?));
            }
            Form::Pairs => (),
        }
        if self.program().objective.is_stable() {
            let wishes = Wishes::new(self, roster, scores, monitor)?;
            return Found::stable(&wishes, wishes.solve(options)?);
        }
        if self.program().has_levels() {
            let question = Question::new(self, roster, scores, monitor)?;
            return Ok(Found::levels(&question, question.solve(options)?));
        }
        let pinned = self.pinned(roster, scores)?;
        Ok(Found::Assignment(assign(&self.problem(roster, scores, &pinned), options)?))
    }
}

impl Found {
    fn levels(question: &Question<'_>, plan: LevelPlan) -> Self {
        Self::Levels { reached: question.reached(&plan), gap: question.gap(&plan), plan }
    }

    fn circles(members: &Members, plan: CirclePlan) -> Self {
        Self::Circles { worth: members.worth(&plan), plan }
    }

    fn stable(wishes: &Wishes, pairs: Vec<Pair>) -> Result<Self, Error> {
        Ok(Self::Stable { stability: wishes.certify(&pairs)?, pairs })
    }

    /// With everything that is proven worked out again: of a plan that was read back.
    ///
    /// # Errors
    /// Where the plan is none of these people by this programme.
    pub(crate) fn certified(
        self,
        matcher: &Matcher,
        roster: &Roster,
        scores: &Scores,
        monitor: &Arc<Monitor>,
    ) -> Result<Self, Error> {
        match self {
            Self::Assignment(solution) => {
                let pinned = matcher.pinned(roster, scores)?;
                let problem = matcher.problem(roster, scores, &pinned);
                Ok(Self::Assignment(solution.certified_watched(&problem, monitor)?))
            }
            Self::Levels { plan, .. } => {
                let question = Question::new(matcher, roster, scores, monitor)?;
                let plan = question.certified(plan, monitor)?;
                Ok(Self::levels(&question, plan))
            }
            Self::Stable { pairs, .. } => {
                Self::stable(&Wishes::new(matcher, roster, scores, monitor)?, pairs)
            }
            Self::Peers(paired) => {
                let population = Population::new(matcher, roster, scores, monitor)?;
                Ok(Self::Peers(population.certified(paired)?))
            }
            Self::Circles { plan, .. } => {
                let members = Members::new(matcher, roster, scores, monitor)?;
                let options = Options::default().with_monitor(Arc::clone(monitor));
                Ok(Self::circles(&members, members.certified(plan, &options)?))
            }
        }
    }

    /// Whether it is what the programme asks for.
    pub(crate) fn is_for(&self, program: &Program) -> bool {
        match self {
            Self::Assignment(_) => program.assignment().is_some(),
            Self::Stable { .. } => program.objective.is_stable(),
            Self::Levels { .. } => program.has_levels(),
            Self::Peers(_) => program.form == Form::Peers,
            Self::Circles { .. } => program.form == Form::Circles,
        }
    }

    /// The pairs of the plan by mentee, with those that are decided.
    pub(crate) fn pairs(&self, program: &Program, pinned: &Pinned) -> Vec<(usize, usize)> {
        let places = |pairs: &[Pair]| -> Vec<(usize, usize)> {
            pairs.iter().map(|pair| (pair.row as usize, pair.column as usize)).collect()
        };
        let mut plan = match self {
            Self::Assignment(solution) => [&places(solution.pairs()), pinned.pairs()].concat(),
            Self::Stable { pairs, .. } => [&places(pairs), pinned.pairs()].concat(),
            // These are asked about everybody.
            Self::Levels { plan, .. } => places(plan.pairs()),
            Self::Peers(paired) => paired.pairs(),
            Self::Circles { plan, .. } => circle_pairs(plan, program.has_one_population()),
        };
        plan.sort_unstable();
        plan
    }

    /// The method that found it.
    pub(crate) fn method(&self) -> &'static str {
        match self {
            Self::Assignment(solution) => solution.method().name(),
            Self::Levels { .. } => "flow",
            Self::Stable { .. } => "deferred_acceptance",
            Self::Peers(_) => "blossoms",
            Self::Circles { .. } => "circles",
        }
    }

    /// What the assignment's solver said, where it was asked.
    pub(crate) fn solution(&self) -> Option<&Solution> {
        match self {
            Self::Assignment(solution) => Some(solution),
            _ => None,
        }
    }
}

/// Members with their leader, or everybody in a circle with everybody else in it.
fn circle_pairs(plan: &CirclePlan, are_peers: bool) -> Vec<(usize, usize)> {
    let columns = plan.columns().iter().enumerate();
    let placed = columns.filter_map(|(member, column)| Some((member, (*column)? as usize)));
    if !are_peers {
        return placed.collect();
    }
    let circles = plan.circles();
    let with_others = |(member, column): (usize, usize)| {
        let others = circles[column].iter().map(|&other| other as usize);
        others.filter(move |&other| other != member).map(move |other| (member, other))
    };
    placed.flat_map(with_others).collect()
}
