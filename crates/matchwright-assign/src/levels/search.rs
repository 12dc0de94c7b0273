//! Branch and bound where rows or columns have their minimum or nobody, and where quotas cross (Land and Doig 1960).
//!
//! Without these demands the best plan is a flow; no plan is better. If it breaks one of them, there are
//! two cases ([`breaches`](super::breaches)). Each is a flow again, and its best plan is no better than the one
//! before. The case whose plan is the best of all that are open is split next, level after level compared
//! number after number, until it is no better than a plan that breaks nothing.
//!
//! Such a plan is sought first by mending all that is broken at once, again and again. Prices bound the total, and
//! lead to other plans: those of quotas where these cross ([`quota_prices`](super::quota_prices)), and those of rows
//! where columns have their minimum or nobody ([`filled_prices`](super::filled_prices)).

use std::collections::BTreeMap;

use crate::basics::Error;
use crate::level_plan::{Gap, LevelPlan, Worth};
use crate::problem::Demands;
use crate::solver::flow::{Shortlist, shortlist};

use super::breaches::{Breach, Breaches, Decisions};
use super::climb::{Climb, Question};
use super::filled_prices::{self, FilledBound};
use super::quota_prices::{self, PricedCosts};
use super::total_bound::TotalBound;

/// Cases that are solved at most, and how many at least where there are many pairs.
const MOST_NODES: u64 = 500;
const FEWEST_NODES: u64 = 20;

/// Pairs that all cases have together at most. On a drawn matrix of 2,000 × 700, 500 cases took 21 s and twice as many
/// 44 s, with the same plan and the same gap of 0.31 %; this makes 71 of them.
const MOST_PAIRS: u64 = 100_000_000;

/// The same where prices bound the total: at 2,000 × 700, 71 cases after these did not show more than 21 do.
const MOST_PAIRS_BESIDE_PRICES: u64 = 30_000_000;

/// How many times as long a case takes with quotas that cross: 0.36 s in the place of 0.05 s at 2,000 × 700 with 40
/// cells for each column.
const CELLS: u64 = 8;

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
    breaches: Breaches<'a>,
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
        breaches: Breaches<'a>,
        relaxed: &'a Demands,
        listed: &'a Shortlist,
    ) -> Self {
        let (open, nodes, is_proven, best) = (BTreeMap::new(), 1, true, None);
        Self { question, breaches, relaxed, listed, open, nodes, is_proven, best }
    }

    /// The best plan, from the best one of the flow.
    ///
    /// # Errors
    /// [`Error::Unfilled`], and those of solving a case.
    pub(super) fn run(mut self, relaxation: LevelPlan) -> Result<LevelPlan, Error> {
        let decisions = Decisions::new();
        if self.breached(&relaxation, &decisions).is_empty() {
            // Its prices are those of cells, where quotas cross.
            let has_cells = !self.breaches.crossing().is_empty();
            let plan = if has_cells {
                relaxation.clone().found_among(relaxation, 1, None)
            } else {
                relaxation
            };
            return Ok(plan);
        }
        self.dive(&relaxation, Decisions::new())?;
        let bounds = [self.priced(&relaxation)?, self.filled(&relaxation)?];
        let priced = bounds.into_iter().flatten().max_by_key(|bound| bound.total);
        let is_closed = priced.is_some_and(|priced| self.is_reached(priced, &relaxation));
        let most_nodes = self.most_nodes(priced.is_some());
        let mut bound = is_closed.then(|| relaxation.clone());
        let mut split = 0;
        self.keep(Node { plan: relaxation.clone().without_proof(), decisions });
        while let Some((_, node)) = self.open.pop_first().filter(|_| !is_closed) {
            if split > 0 && split % SOUGHT_FROM == 0 {
                self.dive(&node.plan, node.decisions.clone())?;
            }
            if !self.is_better(&node.plan) {
                break;
            }
            if self.nodes >= most_nodes || self.question.monitor.is_stopped() {
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
        let priced = priced.filter(|priced| priced.is_about(&plan, &relaxation));
        let gap = match (gap, priced) {
            (Some(gap), Some(priced)) => narrowed(gap, priced, &plan),
            (gap, _) => gap,
        };
        Ok(plan.found_among(relaxation, nodes, gap))
    }

    /// A bound by prices of quotas that cross; the best plan at these prices is another one to mend.
    fn priced(&mut self, relaxation: &LevelPlan) -> Result<Option<TotalBound>, Error> {
        let Question { problem, levels, monitor, .. } = *self.question;
        let crossing = self.breaches.crossing();
        let best = self.best.as_ref();
        let found = quota_prices::bound(self.question, self.relaxed, crossing, relaxation, best)?;
        let Some(priced) = found else { return Ok(None) };
        let costs = PricedCosts { costs: problem.costs(), prices: &priced.prices };
        let dear = problem.with_costs(&costs);
        let question = Question::new(&dear, levels, monitor);
        let listed = shortlist(&question.goal(self.relaxed), monitor)?;
        let breaches = self.breaches.of_problem(&dear);
        let mut search = Search::new(&question, breaches, self.relaxed, &listed);
        if let Some(plan) = search.solve(&Decisions::new())? {
            search.dive(&plan, Decisions::new())?;
            if search.breached(&plan, &Decisions::new()).is_empty() {
                search.best = Some(plan);
            }
        }
        self.nodes += search.nodes;
        if let Some(plan) = search.best {
            let plan = plan.certified_watched(problem, self.relaxed, levels, monitor)?;
            if self.is_better(&plan) {
                self.best = Some(plan.without_proof());
            }
        }
        Ok(Some(priced.bound))
    }

    /// A bound by prices of rows, where columns have their minimum or nobody; those who have nobody at these prices
    /// lead to another plan.
    fn filled(&mut self, relaxation: &LevelPlan) -> Result<Option<TotalBound>, Error> {
        let (optional, best) = (self.breaches.optional(), self.best.as_ref());
        let found = filled_prices::bound(self.question, self.relaxed, optional, relaxation, best)?;
        let Some(FilledBound { bound, closed }) = found else { return Ok(None) };
        if let Some(plan) = self.solve(&closed)? {
            self.dive(&plan, closed.clone())?;
            if self.is_better(&plan) && self.breached(&plan, &closed).is_empty() {
                self.best = Some(plan);
            }
        }
        Ok(Some(bound))
    }

    /// Whether the best plan so far is as good as the bound, with nothing to compare after it.
    fn is_reached(&self, priced: TotalBound, relaxation: &LevelPlan) -> bool {
        let is_last = priced.level + 1 == self.question.levels.len();
        let Some(best) = self.best.as_ref().filter(|best| priced.is_about(best, relaxation)) else {
            return false;
        };
        is_last && best.reached().get(priced.level) == Some(&Some(priced.total))
    }

    /// Cases that are solved at most. It follows from the problem alone, and so does the plan.
    fn most_nodes(&self, is_priced: bool) -> u64 {
        let has_cells = !self.breaches.crossing().is_empty();
        let pairs = self.question.problem.pairs().max(1) as u64;
        let size = pairs.saturating_mul(if has_cells { CELLS } else { 1 });
        let most = if is_priced { MOST_PAIRS_BESIDE_PRICES } else { MOST_PAIRS };
        (most / size).clamp(FEWEST_NODES, MOST_NODES)
    }

    fn breached(&self, plan: &LevelPlan, decisions: &Decisions) -> Vec<Breach> {
        self.breaches.of(plan.pairs(), decisions)
    }

    /// Whether a plan is better than the best one so far.
    fn is_better(&self, plan: &LevelPlan) -> bool {
        self.best.as_ref().is_none_or(|best| plan.worth() < best.worth())
    }

    /// The two cases of what a plan breaks most.
    fn split(&mut self, node: &Node) -> Result<(), Error> {
        let breaches = self.breached(&node.plan, &node.decisions);
        let distance =
            |(at, breach): &(usize, &Breach)| (breach.distance(), std::cmp::Reverse(*at));
        let Some((_, breach)) = breaches.iter().enumerate().max_by_key(distance) else {
            return Ok(());
        };
        for decisions in self.breaches.cases(breach, &node.decisions) {
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
        if self.breached(&node.plan, &node.decisions).is_empty() {
            self.best = Some(node.plan);
        } else {
            self.open.insert((node.plan.worth().to_vec(), u64::MAX - self.nodes), node);
        }
    }

    /// Mends all that a plan breaks at once, again and again; what is filled in part is emptied where it cannot
    /// be filled.
    fn dive(&mut self, from: &LevelPlan, mut decisions: Decisions) -> Result<(), Error> {
        let mut breaches = self.breached(from, &decisions);
        while !breaches.is_empty() {
            let mut found = None;
            for is_filled in [true, false] {
                let repaired = self.breaches.repaired(&breaches, &decisions, is_filled)?;
                let Some(repaired) = repaired else { return Ok(()) };
                if let Some(plan) = self.solve(&repaired)? {
                    found = Some((plan, repaired));
                    break;
                }
                if !breaches.iter().any(Breach::is_part) {
                    break;
                }
            }
            let Some((plan, repaired)) = found else { return Ok(()) };
            breaches = self.breached(&plan, &repaired);
            decisions = repaired;
            if breaches.is_empty() && self.is_better(&plan) {
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

/// A gap with what prices say of the total.
fn narrowed(gap: Gap, priced: TotalBound, plan: &LevelPlan) -> Option<Gap> {
    if gap.level != priced.level {
        return Some(gap);
    }
    let bound = gap.bound.max(Some(priced.total));
    if bound == plan.reached().get(gap.level).copied().flatten() {
        // Of what comes after the total nothing is known.
        let level = gap.level + 1;
        return (level < plan.reached().len()).then_some(Gap { level, bound: None });
    }
    Some(Gap { bound, ..gap })
}
