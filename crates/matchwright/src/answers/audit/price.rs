//! What fairness of other kinds would cost: the plan beside the best plans of other objectives.

use std::ops::Range;
use std::sync::Arc;

use matchwright_assign::{
    Cost, CostSource, FORBIDDEN, Monitor, Objective, Options, Solution, WarmStart, assign,
    cost_limit,
};
use serde::Serialize;

use super::flags::{BELOW_FOUR_FIFTHS, SIGNIFICANT};
use super::groups::Partition;
use super::metrics::Metric;
use super::side::SideAudit;
use super::{Audit, AuditRow};
use crate::error::Error;
use crate::matching::Pinned;
use crate::outcome::{Outcome, Pair};
use crate::roster::Side;
use crate::scores::{GRID, Scores, to_score};

/// A plan, and what its kind of fairness costs. Pinned pairs are in all of them.
#[derive(Clone, PartialEq, Serialize)]
pub struct PlanPrice {
    /// `as_is`; `max_min`: the lowest score is as high as it can be with as many pairs as now, and then the total;
    /// `most_pairs`: most people first, then the total; `highest_total`: the highest total, whoever is left out;
    /// `group_first`: as many pairs as possible, among those plans as many people of the group as possible, then
    /// the total.
    pub plan: &'static str,
    /// The attribute, where a group comes first.
    pub attribute: Option<String>,
    /// The group of mentees.
    pub group: Option<String>,
    /// Pairs.
    pub pairs: u64,
    /// Total score.
    pub total: f64,
    /// The lowest score that is not pinned; `None` without a pair.
    pub lowest: Option<f64>,
    /// The share of the plan's total that it costs (Bertsimas, Farias and Trichakis 2011): the total as it is less
    /// that of this plan, over the total as it is. Below 0 where the other plan has more.
    pub price: Option<f64>,
    /// People of the group who meet somebody.
    pub group_matched: Option<u64>,
    /// What is compared.
    pub note: &'static str,
}

/// Mentees of a group whose match rate is flagged.
#[derive(Clone, PartialEq)]
pub(super) struct Priority {
    attribute: String,
    group: String,
    is_member: Vec<bool>,
}

/// Groups of mentees whose match rate stands out below that of others; the rows are flagged.
pub(super) fn priorities(mentees: &SideAudit, rows: &[AuditRow]) -> Vec<Priority> {
    let stands_out = |name: &str, group: &str| {
        rows.iter().any(|row| {
            let is_it = row.side == Side::Mentee && row.attribute == name && row.group == group;
            is_it && row.metric == Metric::MatchRate && is_behind(row)
        })
    };
    let of = |partition: &Partition| {
        let groups = (0..partition.len()).filter(|&group| !partition.is_unknown(group));
        let behind = groups.filter(|&group| stands_out(&partition.name, &partition.groups[group]));
        let priority = |group: usize| Priority {
            attribute: partition.name.clone(),
            group: partition.groups[group].clone(),
            is_member: partition.of.iter().map(|&of| of == group).collect(),
        };
        behind.map(priority).collect::<Vec<_>>()
    };
    mentees.partitions.single.iter().flat_map(of).collect()
}

fn is_behind(row: &AuditRow) -> bool {
    let is_significant = row.flag.contains(SIGNIFICANT) && row.difference < Some(0.0);
    is_significant || row.flag.contains(BELOW_FOUR_FIFTHS)
}

impl Outcome {
    /// What fairness of other kinds would cost: the plan beside those of other objectives, each the best of its
    /// kind, for the same people, rules and seats. Groups come first whose match rate the audit flags as low.
    ///
    /// Where the programme has minimums, quotas or levels, or asks for a stable plan, only the plan as it is: others
    /// would not keep to what it demands.
    ///
    /// About 25 matches, most of them of pairs that may meet or not, whatever they score. See [`PlanPrice`] for what is compared.
    ///
    /// # Errors
    /// [`Error::Assign`] where the work was cancelled, and those of
    /// [`Scores::check_criteria`](crate::scores::Scores::check_criteria).
    pub fn price_of_fairness(
        &self,
        audit: &Audit,
        monitor: &Arc<Monitor>,
    ) -> Result<Vec<PlanPrice>, Error> {
        let pinned = self.matcher().pinned(self.roster(), self.scores())?;
        let pricing = Pricing { outcome: self, pinned, monitor };
        let mut plans = vec![pricing.as_is()];
        let Some(own) = self.solution() else { return Ok(plans) };
        plans.extend([pricing.max_min(own)?, pricing.other_objective()?]);
        for priority in &audit.priorities {
            plans.extend(pricing.group_first(priority)?);
        }
        self.scores().check_criteria()?;
        let total = plans[0].total;
        for plan in &mut plans {
            plan.price = (total > 0.0).then(|| (total - plan.total) / total);
        }
        Ok(plans)
    }
}

/// Scores, seen with other eyes.
struct Tilted<'a> {
    scores: &'a Scores,
    /// Pairs below it may not meet.
    floor: i32,
    /// Whether all pairs that may meet are as good.
    is_flat: bool,
    /// What a row's pairs cost less.
    bonus: Option<Vec<Cost>>,
}

impl CostSource for Tilted<'_> {
    fn rows(&self) -> usize {
        self.scores.mentees()
    }

    fn columns(&self) -> usize {
        self.scores.mentors()
    }

    fn block(&self, row: usize, columns: Range<usize>, out: &mut [Cost]) {
        self.scores.block(row, columns, out);
        let bonus = self.bonus.as_ref().map_or(0, |bonus| bonus[row]);
        let highest = -Cost::from(self.floor);
        for cost in out {
            *cost = match *cost {
                FORBIDDEN => FORBIDDEN,
                cost if cost > highest => FORBIDDEN,
                _ if self.is_flat => 0,
                cost => cost - bonus,
            };
        }
    }
}

struct Pricing<'a> {
    outcome: &'a Outcome,
    pinned: Pinned,
    monitor: &'a Arc<Monitor>,
}

impl Pricing<'_> {
    fn tilted(&self) -> Tilted<'_> {
        let scores = self.outcome.scores();
        Tilted { scores, floor: scores.floor(), is_flat: false, bonus: None }
    }

    fn solve(
        &self,
        costs: &Tilted<'_>,
        objective: Objective,
        before: Option<&Solution>,
    ) -> Result<Solution, Error> {
        let (matcher, roster) = (self.outcome.matcher(), self.outcome.roster());
        let problem = matcher.problem_of(roster, costs, &self.pinned).objective(objective);
        let options = Options::default().with_monitor(Arc::clone(self.monitor));
        let options = match before {
            Some(before) => options.with_warm_start(WarmStart::new(before)),
            None => options,
        };
        Ok(assign(&problem, &options)?)
    }

    fn as_is(&self) -> PlanPrice {
        let note = "the plan of the outcome";
        if let Some(solution) = self.outcome.solution() {
            return self.priced("as_is", solution, note);
        }
        let pairs = self.outcome.pairs().iter();
        let lowest = pairs.filter(|pair| !pair.is_pinned()).map(Pair::points).min();
        PlanPrice {
            plan: "as_is",
            attribute: None,
            group: None,
            pairs: self.outcome.pairs().len() as u64,
            total: self.outcome.summary().total,
            lowest: lowest.map(to_score),
            price: None,
            group_matched: None,
            note,
        }
    }

    fn other_objective(&self) -> Result<PlanPrice, Error> {
        let (name, objective, note) = if self.outcome.program().objective.is_total() {
            ("most_pairs", Objective::Participation, "most people first, then the total")
        } else {
            ("highest_total", Objective::Total, "the highest total, whoever is left out")
        };
        let solution = self.solve(&self.tilted(), objective, None)?;
        Ok(self.priced(name, &solution, note))
    }

    /// The highest floor at which as many pairs are possible as there are, by bisection, and the best plan there.
    fn max_min(&self, own: &Solution) -> Result<PlanPrice, Error> {
        let points = |solution: &Solution| self.points(solution).min();
        let (mut low, mut high) = (points(own).unwrap_or_default(), GRID + 1);
        let pairs = own.pairs().len();
        let mut before = own.clone();
        while high - low > 1 {
            let floor = low + (high - low) / 2;
            let flat = Tilted { floor, is_flat: true, ..self.tilted() };
            let solution = self.solve(&flat, Objective::Participation, Some(&before))?;
            if solution.pairs().len() >= pairs {
                // No pair of this plan is below its own lowest.
                low = points(&solution).unwrap_or(floor).max(floor);
                before = solution;
            } else {
                high = floor;
            }
        }
        let best = Tilted { floor: low, ..self.tilted() };
        let solution = self.solve(&best, Objective::Participation, Some(own))?;
        let note = "the lowest score as high as it can be with as many pairs as now";
        Ok(self.priced("max_min", &solution, note))
    }

    /// `None` where there are so many people that no bonus is large enough.
    fn group_first(&self, priority: &Priority) -> Result<Option<PlanPrice>, Error> {
        let scores = self.outcome.scores();
        let (mentees, mentors) = (scores.mentees(), scores.mentors());
        // No plan of as many pairs is worth more than this.
        let bonus = mentees as Cost * Cost::from(GRID) + 1;
        if bonus >= cost_limit(mentees, mentors) - Cost::from(GRID) {
            return Ok(None);
        }
        let of = |is_member: &bool| if *is_member { bonus } else { 0 };
        let bonus = priority.is_member.iter().map(of).collect();
        let costs = Tilted { bonus: Some(bonus), ..self.tilted() };
        let solution = self.solve(&costs, Objective::Participation, None)?;
        let matched = self.rows(&solution).filter(|&row| priority.is_member[row]).count();
        let note = "most pairs, then most people of the group, then the total";
        Ok(Some(PlanPrice {
            attribute: Some(priority.attribute.clone()),
            group: Some(priority.group.clone()),
            group_matched: Some(matched as u64),
            ..self.priced("group_first", &solution, note)
        }))
    }

    /// The mentees with a pair.
    fn rows<'s>(&'s self, solution: &'s Solution) -> impl Iterator<Item = usize> + 's {
        let found = solution.pairs().iter().map(|pair| pair.row as usize);
        found.chain(self.pinned.pairs().iter().map(|pair| pair.0))
    }

    /// The points of the pairs that are not pinned.
    fn points<'s>(&'s self, solution: &'s Solution) -> impl Iterator<Item = i32> + 's {
        let scores = self.outcome.scores();
        let points = |row: u32, column: u32| scores.points_of(row as usize, column as usize);
        solution.pairs().iter().map(move |pair| points(pair.row, pair.column))
    }

    fn priced(&self, plan: &'static str, solution: &Solution, note: &'static str) -> PlanPrice {
        let scores = self.outcome.scores();
        let pinned = self.pinned.pairs().iter();
        let pinned = pinned.map(|&(mentee, mentor)| scores.points_of(mentee, mentor));
        let points: i64 = self.points(solution).chain(pinned).map(i64::from).sum();
        PlanPrice {
            plan,
            attribute: None,
            group: None,
            pairs: (solution.pairs().len() + self.pinned.pairs().len()) as u64,
            total: points as f64 / f64::from(GRID),
            lowest: self.points(solution).min().map(to_score),
            price: None,
            group_matched: None,
            note,
        }
    }
}
