//! Branch and bound among rows and columns that have their minimum or nobody (Land and Doig 1960).
//!
//! Where their minimums do not count, the best plan is a flow; no plan is better. If it fills one of them in
//! part, there are two cases: it has its minimum, or it has nobody. Each is a flow again, and its best plan is
//! no better than the one before. The case whose plan is the best of all that are open is split next, level
//! after level compared number after number, until it is no better than a plan that fills nothing in part.
//!
//! Such a plan is sought first by deciding all that is filled in part at once, again and again.

use std::collections::BTreeMap;

use crate::basics::Error;
use crate::level_plan::{Gap, LevelPlan, Worth};
use crate::problem::{Constraint, Decision, Demands, Optional};
use crate::solver::flow::Shortlist;

use super::climb::{Climb, Question};

/// Cases that are solved at most: 21 s on a drawn matrix of 2,000 × 700. Twice as many took 44 s, with the same
/// plan and the same gap of 0.31 %.
const MOST_NODES: u64 = 500;

/// Cases from which a plan that fills nothing in part is sought: one in so many. Against seeking from the first
/// case alone, this was better by 0.1 % at 500 × 170, and no worse elsewhere. To decide only half of what is filled
/// in part each time, the clearest ones, was not better.
const SOUGHT_FROM: u64 = 16;

/// A case that is not settled: the best plan of it, and what was decided.
struct Node {
    plan: LevelPlan,
    decisions: Vec<Decision>,
}

pub(super) struct Search<'a> {
    question: &'a Question<'a>,
    demands: &'a Demands,
    listed: &'a Shortlist,
    optional: Vec<Optional>,
    /// The open cases, the best one first; of those that are worth the same the last one.
    open: BTreeMap<(Worth, u64), Node>,
    nodes: u64,
    best: Option<LevelPlan>,
}

impl<'a> Search<'a> {
    pub(super) fn new(
        question: &'a Question<'a>,
        demands: &'a Demands,
        listed: &'a Shortlist,
    ) -> Self {
        let (optional, open) = (demands.optional(), BTreeMap::new());
        Self { question, demands, listed, optional, open, nodes: 1, best: None }
    }

    /// The best plan, from the best one where minimums of what may have nobody do not count.
    ///
    /// # Errors
    /// [`Error::Unfilled`], and those of solving a case.
    pub(super) fn run(mut self, relaxation: LevelPlan) -> Result<LevelPlan, Error> {
        if self.partly_filled(&relaxation).is_empty() {
            return Ok(relaxation);
        }
        let decisions = vec![Decision::Open; self.optional.len()];
        self.keep(Node { plan: relaxation.clone().without_proof(), decisions });
        let (mut bound, mut split) = (None, 0);
        while let Some((_, node)) = self.open.pop_first() {
            if split % SOUGHT_FROM == 0 {
                self.dive(&node.plan, node.decisions.clone())?;
            }
            if !self.is_better(&node.plan) {
                break;
            }
            if self.nodes >= MOST_NODES || self.question.monitor.is_stopped() {
                bound = Some(node.plan);
                break;
            }
            self.split(&node)?;
            split += 1;
        }
        let (nodes, is_complete) = (self.nodes, bound.is_none());
        let Some(plan) = self.best else { return Err(Error::Unfilled { nodes, is_complete }) };
        let gap = bound.and_then(|bound| Gap::between(&plan, &bound));
        Ok(plan.found_among(relaxation, nodes, gap))
    }

    /// Whether a plan is better than the best one so far.
    fn is_better(&self, plan: &LevelPlan) -> bool {
        self.best.as_ref().is_none_or(|best| plan.worth() < best.worth())
    }

    /// The two cases of a row or column that is filled in part.
    fn split(&mut self, node: &Node) -> Result<(), Error> {
        let partly = self.partly_filled(&node.plan);
        // The one that is furthest from both ends.
        let distance = |&(place, load): &(usize, u32)| {
            (load.min(self.optional[place].minimum - load), std::cmp::Reverse(place))
        };
        let Some((place, _)) = partly.into_iter().max_by_key(distance) else { return Ok(()) };
        for decision in [Decision::Filled, Decision::Closed] {
            let mut decisions = node.decisions.clone();
            decisions[place] = decision;
            if let Some(plan) = self.solve(&decisions)? {
                self.keep(Node { plan, decisions });
            }
        }
        Ok(())
    }

    /// Keeps what is better than the best plan so far: as the best one where it fills nothing in part, and as a
    /// case to be split otherwise.
    fn keep(&mut self, node: Node) {
        if !self.is_better(&node.plan) {
            return;
        }
        if self.partly_filled(&node.plan).is_empty() {
            self.best = Some(node.plan);
        } else {
            self.open.insert((node.plan.worth().to_vec(), u64::MAX - self.nodes), node);
        }
    }

    /// Decides all that is filled in part at once: the fullest ones are filled with what these have together, and
    /// the others are closed; or all of them, where that cannot be.
    fn dive(&mut self, from: &LevelPlan, mut decisions: Vec<Decision>) -> Result<(), Error> {
        let mut partly = self.partly_filled(from);
        while !partly.is_empty() {
            partly.sort_by_key(|&(place, load)| (self.optional[place].minimum - load, place));
            let mut spare: u32 = partly.iter().map(|(_, load)| load).sum();
            for &(place, _) in &partly {
                let minimum = self.optional[place].minimum;
                let is_filled = minimum <= spare;
                spare -= if is_filled { minimum } else { 0 };
                decisions[place] = if is_filled { Decision::Filled } else { Decision::Closed };
            }
            let mut plan = self.solve(&decisions)?;
            if plan.is_none() {
                for &(place, _) in &partly {
                    decisions[place] = Decision::Closed;
                }
                plan = self.solve(&decisions)?;
            }
            let Some(plan) = plan else { return Ok(()) };
            partly = self.partly_filled(&plan);
            if partly.is_empty() && self.is_better(&plan) {
                self.best = Some(plan);
            }
        }
        Ok(())
    }

    /// The best plan of a case, where there is one.
    fn solve(&mut self, decisions: &[Decision]) -> Result<Option<LevelPlan>, Error> {
        self.question.monitor.check()?;
        self.nodes += 1;
        let demands = self.demands.decided(&self.optional, decisions);
        let bounds = |of| demands.bounds(self.question.problem, of);
        if self.optional.iter().any(|&Optional { of, .. }| bounds(of).0 > bounds(of).1) {
            return Ok(None);
        }
        let mut climb = Climb::new(self.question, &demands, self.listed)?;
        if !climb.meets_minimums()? {
            return Ok(None);
        }
        // Many cases are open at once, and prices are long.
        climb.finish().map(LevelPlan::without_proof).map(Some)
    }

    /// Which optional ones a plan fills in part, and with how many pairs.
    fn partly_filled(&self, plan: &LevelPlan) -> Vec<(usize, u32)> {
        let problem = self.question.problem;
        let (mut rows, mut columns) = (vec![0; problem.rows()], vec![0; problem.columns()]);
        for pair in plan.pairs() {
            rows[pair.row as usize] += 1;
            columns[pair.column as usize] += 1;
        }
        let load = |of| match of {
            Constraint::Row(row) => rows[row as usize],
            Constraint::Column(column) => columns[column as usize],
            Constraint::Quota { .. } => 0,
        };
        let loads = self
            .optional
            .iter()
            .enumerate()
            .map(|(place, optional)| (place, load(optional.of), optional.minimum));
        let partly = loads.filter(|&(_, load, minimum)| 0 < load && load < minimum);
        partly.map(|(place, load, _)| (place, load)).collect()
    }
}
