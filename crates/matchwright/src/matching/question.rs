//! A programme with minimums, quotas or levels, and people, as the solver's flow is asked about them.
//!
//! Pairs that are pinned, and those that people were told, are a level before all others: the most pairs of the
//! first kind, then of the second. So minimums and quotas count them as they count any pair.

use std::sync::Arc;

use matchwright_assign::{
    self as assign, Answer, Cost, CostSource, Demands, Error as AssignError, FORBIDDEN, LevelPlan,
    Monitor, Options, Problem, Side as Axis, solve_levels,
};

use super::dense::Dense;
use super::quotas::Groups;
use super::ranking::ranking;
use super::{Matcher, infeasible};
use crate::error::Error;
use crate::program::{Level, Program};
use crate::roster::{Roster, Side};
use crate::scores::{GRID, Scores};

/// What the flow is asked.
pub(crate) struct Question<'a> {
    matcher: &'a Matcher,
    roster: &'a Roster,
    scores: &'a Scores,
    problem: Problem<'a>,
    demands: Demands,
    groups: Groups,
    kept: Kept,
    /// The class of priority of each mentee; empty where nobody comes first.
    classes: Vec<u32>,
    ranking: Option<Dense>,
}

impl<'a> Question<'a> {
    /// O(people · quotas), and one pass over all pairs where the objective names ranks.
    ///
    /// # Errors
    /// [`Error::Input`] where pinned pairs cannot meet, and [`Error::Assign`] where the work was cancelled or
    /// memory ran out.
    pub(crate) fn new(
        matcher: &'a Matcher,
        roster: &'a Roster,
        scores: &'a Scores,
        monitor: &Monitor,
    ) -> Result<Self, Error> {
        let program = matcher.program();
        let pinned = matcher.pinned(roster, scores)?;
        let kept = Kept {
            mentors: scores.mentors(),
            pinned: pinned.by_organiser().to_vec(),
            told: scores.told().map_or_else(Vec::new, |told| told.first().to_vec()),
            mentees: scores.mentees(),
        };
        let seats = |side| program.seats(roster, side);
        let problem = Problem::new(scores)
            .row_capacity(seats(Side::Mentee))
            .column_capacity(seats(Side::Mentor));
        let groups = Groups::new(program, roster);
        let minimums = |side| program.minimums(roster, side);
        let or_none = |side| vec![program.seats_of(side).or_none; roster.side(side).len()];
        let demands = Demands::default()
            .row_minimum(minimums(Side::Mentee))
            .column_minimum(minimums(Side::Mentor))
            .row_or_none(or_none(Side::Mentee))
            .column_or_none(or_none(Side::Mentor))
            .may_cross();
        let demands = groups.quotas().fold(demands, Demands::quota);
        let has_ranks = program.objective.has(Level::Ranks);
        Ok(Self {
            matcher,
            roster,
            scores,
            problem,
            demands,
            groups,
            kept,
            classes: classes(program, roster),
            ranking: has_ranks.then(|| ranking(scores, monitor)).transpose()?,
        })
    }

    /// The best plan.
    ///
    /// # Errors
    /// [`Error::Infeasible`] where no plan keeps to what is demanded, and those of the solver: among them
    /// [`AssignError::Unfilled`] where a search has not found one, and not tried everything.
    pub(crate) fn solve(&self, options: &Options) -> Result<LevelPlan, Error> {
        let why = match solve_levels(&self.problem, &self.demands, &self.levels(), options) {
            Ok(Answer::Impossible(shortage)) => infeasible::explained(self, &shortage, options)?,
            Err(AssignError::Unfilled { nodes, is_complete: true }) => {
                infeasible::after_search(self, nodes, options)?
            }
            Ok(Answer::Plan(plan)) => match self.lost_pins(&plan) {
                0 => return Ok(plan),
                lost => infeasible::of_pins(lost, self.kept.pinned.len()),
            },
            Err(error) => return Err(error.into()),
        };
        Err(Error::Infeasible(Box::new(why)))
    }

    /// Whether there is a plan at all.
    pub(super) fn is_possible(&self, options: &Options) -> Result<bool, Error> {
        match solve_levels(&self.problem, &self.demands, &[], options) {
            Err(AssignError::Unfilled { .. }) => Ok(false),
            answer => Ok(answer?.plan().is_some()),
        }
    }

    /// A plan that was read back, with its proof worked out again: where a search has found it, by searching again.
    /// A plan that this does not find has the gap to its relaxation.
    pub(crate) fn certified(
        &self,
        plan: LevelPlan,
        monitor: &Arc<Monitor>,
    ) -> Result<LevelPlan, Error> {
        if plan.search().is_some() {
            let options = Options::default().with_monitor(Arc::clone(monitor));
            match solve_levels(&self.problem, &self.demands, &self.levels(), &options) {
                Ok(Answer::Plan(found)) if found.pairs() == plan.pairs() => return Ok(found),
                Err(error @ (AssignError::Cancelled | AssignError::OutOfMemory { .. })) => {
                    return Err(error.into());
                }
                _ => (),
            }
        }
        Ok(plan.certified_watched(&self.problem, &self.demands, &self.levels(), monitor)?)
    }

    /// What each of the programme's levels has reached, by the position of the solver's level that says so.
    pub(crate) fn reached(&self, plan: &LevelPlan) -> Vec<(Level, Option<i128>)> {
        let before = usize::from(!self.kept.is_empty());
        let levels = self.program().objective.levels();
        let mut reached = plan.reached().iter().skip(before);
        levels
            .map(|level| {
                let own = reached.next().copied().flatten();
                if level == Level::Participation && self.program().has_several_mentors() {
                    reached.next();
                }
                (level, own)
            })
            .collect()
    }

    /// The first level at which a search has not shown that the plan is the best.
    pub(crate) fn gap(&self, plan: &LevelPlan) -> Option<OpenLevel> {
        let gap = plan.search()?.gap()?;
        let mut names = Vec::new();
        names.extend((!self.kept.is_empty()).then_some(OpenLevel { bound: gap.bound, of: None }));
        for level in self.program().objective.levels() {
            let has_pairs = level == Level::Participation && self.program().has_several_mentors();
            for counts_pairs in [false, true].into_iter().take(1 + usize::from(has_pairs)) {
                names.push(OpenLevel { bound: gap.bound, of: Some((level, counts_pairs)) });
            }
        }
        names.get(gap.level).copied()
    }

    /// The levels as the solver knows them.
    fn levels(&self) -> Vec<assign::Level<'_>> {
        let mut levels = Vec::new();
        if !self.kept.is_empty() {
            levels.push(assign::Level::Ranks(&self.kept));
        }
        for level in self.program().objective.levels() {
            match level {
                Level::Participation => {
                    levels.push(assign::Level::Participation(&self.classes));
                    if self.program().has_several_mentors() {
                        levels.push(assign::Level::Pairs);
                    }
                }
                Level::MentorsInUse => levels.push(assign::Level::ColumnsInUse),
                Level::Total => levels.push(assign::Level::Total),
                Level::Worst => levels.push(assign::Level::Worst),
                Level::Leximin => levels.push(assign::Level::Leximin(self.step())),
                Level::Ranks => {
                    let ranking = self.ranking.as_ref();
                    levels.extend(ranking.map(|ranking| assign::Level::Ranks(ranking)));
                }
                Level::Balance => levels.push(assign::Level::Balance),
                // Sought by itself.
                Level::Stable => (),
            }
        }
        levels
    }

    fn step(&self) -> Cost {
        (self.program().step * f64::from(GRID)).round() as Cost
    }

    fn program(&self) -> &'a Program {
        self.matcher.program()
    }

    pub(super) fn matcher(&self) -> &'a Matcher {
        self.matcher
    }

    pub(super) fn roster(&self) -> &'a Roster {
        self.roster
    }

    pub(super) fn scores(&self) -> &'a Scores {
        self.scores
    }

    pub(super) fn groups(&self) -> &Groups {
        &self.groups
    }

    fn lost_pins(&self, plan: &LevelPlan) -> usize {
        let is_pinned = |pair: &&assign::Pair| {
            self.kept.pinned.binary_search(&(pair.row as usize, pair.column as usize)).is_ok()
        };
        self.kept.pinned.len() - plan.pairs().iter().filter(is_pinned).count()
    }
}

/// A level at which a plan may not be the best, after a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct OpenLevel {
    /// The level, and whether it is about the pairs of mentees who may have several; `None` for the pairs that
    /// are pinned or were told.
    pub(crate) of: Option<(Level, bool)>,
    /// What no plan exceeds, as the solver counts.
    pub(crate) bound: Option<i128>,
}

/// The class of each mentee: the number of different lower numbers that people gave; 0 for the lowest, and for
/// whoever gave none.
pub(super) fn classes(program: &Program, roster: &Roster) -> Vec<u32> {
    let Some(column) = &program.priority else { return Vec::new() };
    let numbers = roster.mentees().numbers(column, None);
    let mut known: Vec<f64> = numbers.iter().flatten().copied().collect();
    known.sort_by(f64::total_cmp);
    known.dedup();
    let class = |number: f64| known.partition_point(|known| *known < number) as u32 + 1;
    numbers.into_iter().map(|number| number.map_or(0, class)).collect()
}

/// Pairs that a plan is to keep before anything else, as ranks: those that are pinned, then those that were told.
struct Kept {
    mentees: usize,
    mentors: usize,
    /// By mentee, as the told ones.
    pinned: Vec<(usize, usize)>,
    told: Vec<(usize, usize)>,
}

impl Kept {
    fn is_empty(&self) -> bool {
        self.pinned.is_empty() && self.told.is_empty()
    }
}

impl CostSource for Kept {
    fn rows(&self) -> usize {
        self.mentees
    }

    fn columns(&self) -> usize {
        self.mentors
    }

    fn block(&self, row: usize, columns: std::ops::Range<usize>, out: &mut [Cost]) {
        out.fill(FORBIDDEN);
        for (rank, pairs) in [(1, &self.told), (0, &self.pinned)] {
            let first = pairs.partition_point(|&pair| pair < (row, columns.start));
            let own = pairs[first..].iter().take_while(|&&pair| pair < (row, columns.end));
            own.for_each(|&(_, column)| out[column - columns.start] = rank);
        }
    }
}

/// The side of the solver's problem on which people of a side stand.
pub(super) fn axis(side: Side) -> Axis {
    match side {
        Side::Mentee => Axis::Row,
        Side::Mentor => Axis::Column,
    }
}
