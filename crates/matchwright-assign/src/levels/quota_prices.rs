//! Prices of quotas that cross others, as a bound on the total (Lagrangean duality: Held and Karp 1971, Fisher 1981).
//!
//! Let each pair cost more by a price for every quota that counts it. A plan that keeps to the quotas then
//! costs more than it did by no more than price · most, or by price · least where the price is below 0; so
//! the best plan of the flow at these costs, less that much, bounds the total of all plans that keep to them.
//! Its own prices prove the flow's plan over all pairs, in whole numbers. Prices follow what is above or below
//! the quotas, in steps by Polyak's rule (1969).
//!
//! That bounds the total among plans that are as good at the levels before it, as long as none of these asks
//! what pairs cost.

use std::ops::Range;

use crate::basics::{Cost, Error, FORBIDDEN};
use crate::costs::CostSource;
use crate::level_plan::LevelPlan;
use crate::plan::Pair;
use crate::problem::{Crossing, Demands, Per, Problem, Side};
use crate::solver::flow::shortlist;

use super::climb::{Climb, Question};
use super::total_bound::{Ascent, TotalBound, level_of_total};

/// Rounds of prices at most, and how many at least where there are many pairs. Not tuned.
const MOST_ROUNDS: usize = 120;
const FEWEST_ROUNDS: usize = 10;

/// Pairs that all rounds have together at most.
const MOST_PAIRS: usize = 35_000_000;

/// A bound on the total, and the prices that it comes from.
pub(super) struct PricedBound {
    pub(super) bound: TotalBound,
    pub(super) prices: Prices,
}

/// A price for each quota that crosses others: one, or one for each partner; and where each of them went last.
#[derive(Clone)]
pub(super) struct Prices(Vec<QuotaPrices>, Vec<f64>);

#[derive(Clone)]
struct QuotaPrices {
    of: Side,
    per: Per,
    least: i64,
    most: Option<i64>,
    is_member: Vec<bool>,
    prices: Vec<Cost>,
}

/// The best bound of some rounds, from the best plan of the flow; `None` where the total has no such level, or
/// nothing is gained.
pub(super) fn bound(
    question: &Question<'_>,
    relaxed: &Demands,
    crossing: &[Crossing],
    relaxation: &LevelPlan,
    best: Option<&LevelPlan>,
) -> Result<Option<PricedBound>, Error> {
    let problem = question.problem;
    let Some(level) = level_of_total(question.levels) else { return Ok(None) };
    let (start, aim) = TotalBound::of_plans(level, relaxation, best);
    let Some(start) = start.filter(|_| !crossing.is_empty() && !problem.is_listed()) else {
        return Ok(None);
    };
    let relaxed = &without_cells(relaxed, crossing);
    let mut prices = Prices::new(problem, crossing);
    let (mut value, mut pairs) = (start.total, relaxation.pairs().to_vec());
    let mut ascent = Ascent::new(start.total, aim);
    let mut found = None;
    let rounds = MOST_PAIRS / problem.pairs().max(1);
    for _ in 0..rounds.clamp(FEWEST_ROUNDS, MOST_ROUNDS) {
        question.monitor.check()?;
        if question.monitor.is_stopped() || ascent.is_reached() {
            break;
        }
        if !prices.step(&pairs, value, &ascent) {
            break;
        }
        let Some(plan) = solve(question, relaxed, &prices, level)? else { break };
        let total = plan.reached().get(level).copied().flatten();
        value = total.unwrap_or_default() - prices.allowance();
        pairs = plan.pairs().to_vec();
        if plan.is_proven() && ascent.takes(value) {
            let bound = TotalBound { level, total: value };
            found = Some(PricedBound { bound, prices: prices.clone() });
        }
    }
    Ok(found)
}

/// What a flow keeps to where prices stand for the quotas that cross: their cells would only make it larger.
fn without_cells(relaxed: &Demands, crossing: &[Crossing]) -> Demands {
    let is_cell = |at: u32| crossing.iter().any(|crossing| crossing.cells.contains(&at));
    let others = (0..).zip(&relaxed.quotas).filter(|(at, _)| !is_cell(*at));
    Demands { quotas: others.map(|(_, quota)| quota.clone()).collect(), ..relaxed.clone() }
}

/// The best plan at these prices, up to the level of the total; `None` where costs become too large.
fn solve(
    question: &Question<'_>,
    relaxed: &Demands,
    prices: &Prices,
    level: usize,
) -> Result<Option<LevelPlan>, Error> {
    let costs = PricedCosts { costs: question.problem.costs(), prices };
    let problem = question.problem.with_costs(&costs);
    let dearer = Question::new(&problem, &question.levels[..=level], question.monitor);
    let climbed = || {
        let listed = shortlist(&dearer.goal(relaxed), question.monitor)?;
        let mut climb = Climb::new(&dearer, relaxed, &listed)?;
        climb.meets_minimums()?;
        climb.finish()
    };
    match climbed() {
        Err(Error::CostTooLarge { .. } | Error::Price { .. }) => Ok(None),
        plan => plan.map(Some),
    }
}

impl Prices {
    fn new(problem: &Problem<'_>, crossing: &[Crossing]) -> Self {
        let of = |Crossing { quota, .. }: &Crossing| {
            let other = if quota.of == Side::Row { Side::Column } else { Side::Row };
            let mut is_member = vec![false; problem.count(quota.of)];
            for &member in &quota.members {
                is_member[member as usize] = true;
            }
            let prices = if quota.per == Per::Partner { problem.count(other) } else { 1 };
            QuotaPrices {
                of: quota.of,
                per: quota.per,
                least: i64::from(quota.min),
                most: (quota.max < u32::MAX).then_some(i64::from(quota.max)),
                is_member,
                prices: vec![0; prices],
            }
        };
        Self(crossing.iter().map(of).collect(), Vec::new())
    }

    /// Moves prices by what a plan has above or below the quotas; whether there is anything.
    fn step(&mut self, pairs: &[Pair], value: i128, ascent: &Ascent) -> bool {
        let excess: Vec<i64> = self.0.iter().flat_map(|quota| quota.excess(pairs)).collect();
        self.1.resize(excess.len(), 0.0);
        let Some(width) = ascent.width(value, &excess, &mut self.1) else { return false };
        let mut directions = self.1.as_slice();
        for quota in &mut self.0 {
            let (own, others) = directions.split_at(quota.prices.len());
            quota.step(own, width);
            directions = others;
        }
        true
    }

    /// What the prices cost a plan at most that keeps to the quotas.
    fn allowance(&self) -> i128 {
        let of = |quota: &QuotaPrices| -> i128 {
            let at_most = |&price: &Cost| {
                let bound = if price > 0 { quota.most.unwrap_or(0) } else { quota.least };
                i128::from(price) * i128::from(bound)
            };
            quota.prices.iter().map(at_most).sum()
        };
        self.0.iter().map(of).sum()
    }
}

impl QuotaPrices {
    fn step(&mut self, directions: &[f64], width: f64) {
        for (price, direction) in self.prices.iter_mut().zip(directions) {
            *price += (width * direction).round() as Cost;
            if self.least == 0 {
                *price = (*price).max(0);
            }
            if self.most.is_none() {
                *price = (*price).min(0);
            }
        }
    }

    /// By how many pairs each price's quota is exceeded, or, below 0, fallen short of; with a price also by how many
    /// it is not reached.
    fn excess(&self, pairs: &[Pair]) -> Vec<i64> {
        let mut counts = vec![0_i64; self.prices.len()];
        for pair in pairs {
            let (own, other) = match self.of {
                Side::Row => (pair.row, pair.column),
                Side::Column => (pair.column, pair.row),
            };
            if self.is_member[own as usize] {
                counts[if self.per == Per::Partner { other as usize } else { 0 }] += 1;
            }
        }
        let excess = |(count, &price): (i64, &Cost)| match self.most {
            Some(most) if price > 0 || count > most => count - most,
            _ if price < 0 || count < self.least => count - self.least,
            _ => 0,
        };
        counts.into_iter().zip(&self.prices).map(excess).collect()
    }

    fn add(&self, row: usize, columns: Range<usize>, out: &mut [Cost]) {
        let one = |partner: usize| self.prices[if self.per == Per::Partner { partner } else { 0 }];
        if self.of == Side::Row && !self.is_member[row] {
            return;
        }
        for (cost, column) in out.iter_mut().zip(columns) {
            let price = match self.of {
                Side::Row => one(column),
                Side::Column if self.is_member[column] => one(row),
                Side::Column => 0,
            };
            if *cost != FORBIDDEN {
                *cost = cost.saturating_add(price);
            }
        }
    }
}

/// Costs with the prices of the quotas that count each pair.
pub(super) struct PricedCosts<'a> {
    pub(super) costs: &'a dyn CostSource,
    pub(super) prices: &'a Prices,
}

impl CostSource for PricedCosts<'_> {
    fn rows(&self) -> usize {
        self.costs.rows()
    }

    fn columns(&self) -> usize {
        self.costs.columns()
    }

    fn block(&self, row: usize, columns: Range<usize>, out: &mut [Cost]) {
        self.costs.block(row, columns.clone(), out);
        for quota in &self.prices.0 {
            quota.add(row, columns.clone(), out);
        }
    }
}
