//! Branch and bound where rows or columns have their minimum or nobody, and where quotas cross (Land and Doig 1960).
//!
//! Without these demands the best plan is a flow; no plan is better. If it breaks one of them, there are
//! two cases ([`broken`](super::broken)). Each is a flow again, and its best plan is no better than the one
//! before. The case whose plan is the best of all that are open is split next, level after level compared
//! number after number, until it is no better than a plan that breaks nothing.
//!
//! Such a plan is sought first by mending all that is broken at once, again and again.

use std::collections::BTreeMap;

use crate::basics::Error;
use crate::level_plan::{Gap, LevelPlan, Worth};
use crate::problem::Demands;
use crate::solver::flow::Shortlist;

use super::broken::{Broken, Decisions, Fault};
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
    decisions: Decisions,
}

pub(super) struct Search<'a> {
    question: &'a Question<'a>,
    broken: Broken<'a>,
    /// What a flow keeps to.
    relaxed: &'a Demands,
    listed: &'a Shortlist,
    /// The open cases, the best one first; of those that are worth the same the last one.
    open: BTreeMap<(Worth, u64), Node>,
    nodes: u64,
    /// Whether prices have proven the plan of each case.
    is_proven: bool,
    best: Option<LevelPlan>,
}

impl<'a> Search<'a> {
    pub(super) fn new(
        question: &'a Question<'a>,
        broken: Broken<'a>,
        relaxed: &'a Demands,
        listed: &'a Shortlist,
    ) -> Self {
        let (open, nodes, is_proven, best) = (BTreeMap::new(), 1, true, None);
        Self { question, broken, relaxed, listed, open, nodes, is_proven, best }
    }

    /// The best plan, from the best one of the flow.
    ///
    /// # Errors
    /// [`Error::Unfilled`], and those of solving a case.
    pub(super) fn run(mut self, relaxation: LevelPlan) -> Result<LevelPlan, Error> {
        let decisions = Decisions::new();
        if self.faults(&relaxation, &decisions).is_empty() {
            return Ok(relaxation);
        }
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
        let bound = if self.is_proven { bound.as_ref() } else { Some(&relaxation) };
        let gap = bound.and_then(|bound| Gap::between(&plan, bound));
        Ok(plan.found_among(relaxation, nodes, gap))
    }

    fn faults(&self, plan: &LevelPlan, decisions: &Decisions) -> Vec<Fault> {
        self.broken.faults(plan.pairs(), decisions)
    }

    /// Whether a plan is better than the best one so far.
    fn is_better(&self, plan: &LevelPlan) -> bool {
        self.best.as_ref().is_none_or(|best| plan.worth() < best.worth())
    }

    /// The two cases of what a plan breaks most.
    fn split(&mut self, node: &Node) -> Result<(), Error> {
        let faults = self.faults(&node.plan, &node.decisions);
        let distance =
            |(at, fault): &(usize, &Fault)| (fault.distance(), std::cmp::Reverse(*at));
        let Some((_, fault)) = faults.iter().enumerate().max_by_key(distance) else {
            return Ok(());
        };
        for decisions in self.broken.cases(fault, &node.decisions) {
            if let Some(plan) = self.solve(&decisions)? {
                self.keep(Node { plan, decisions });
            }
        }
        Ok(())
    }

    /// Keeps what is better than the best plan so far: as the best one where it breaks nothing, and as a case to be
    /// split otherwise.
    fn keep(&mut self, node: Node) {
        if !self.is_better(&node.plan) {
            return;
        }
        if self.faults(&node.plan, &node.decisions).is_empty() {
            self.best = Some(node.plan);
        } else {
            self.open.insert((node.plan.worth().to_vec(), u64::MAX - self.nodes), node);
        }
    }

    /// Mends all that a plan breaks at once, again and again; what is filled in part is emptied where it cannot
    /// be filled.
    fn dive(&mut self, from: &LevelPlan, mut decisions: Decisions) -> Result<(), Error> {
        let mut faults = self.faults(from, &decisions);
        while !faults.is_empty() {
            let mut found = None;
            for is_filled in [true, false] {
                let repaired = self.broken.repaired(&faults, &decisions, is_filled)?;
                let Some(repaired) = repaired else { return Ok(()) };
                if let Some(plan) = self.solve(&repaired)? {
                    found = Some((plan, repaired));
                    break;
                }
                if !faults.iter().any(Fault::is_part) {
                    break;
                }
            }
            let Some((plan, repaired)) = found else { return Ok(()) };
            faults = self.faults(&plan, &repaired);
            decisions = repaired;
            if faults.is_empty() && self.is_better(&plan) {
                self.best = Some(plan);
            }
        }
        Ok(())
    }

    /// The best plan of a case, where there is one.
    fn solve(&mut self, decisions: &Decisions) -> Result<Option<LevelPlan>, Error> {
        self.question.monitor.check()?;
        self.nodes += 1;
        if decisions.values().any(|(least, most)| least > most) {
            return Ok(None);
        }
        let demands = Demands { decided: decisions.clone(), ..self.relaxed.clone() };
        let mut climb = Climb::new(self.question, &demands, self.listed)?;
        if !climb.meets_minimums()? {
            return Ok(None);
        }
        let plan = climb.finish()?;
        self.is_proven &= plan.is_proven();
        // Many cases are open at once, and prices are long.
        Ok(Some(plan.without_proof()))
    }
}
