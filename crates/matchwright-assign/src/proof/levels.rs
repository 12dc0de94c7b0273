//! The proof that a plan with demands is the best, objective after objective, without any code of a solver.
//!
//! Write `L` for the pairs of a row, column or quota `n`, and `S` for what these count as seats. For any
//! prices `y`,
//!
//! ```text
//! Σ c·x + Σ S(L)  =  Σ (c + Σ y)·x + Σ (S(L) − y·L)  ≥  Σ min(0, c + Σ y) + Σ min (S(L) − y·L)
//! ```
//!
//! where the inner sum is over all that count a pair, and the last minimum over the pairs that `n` may have.
//! A plan that reaches this bound is the best. Every plan that is as good reaches it too: it uses no pair
//! with a reduced cost above 0, all those with one below 0, and only numbers of pairs where the last minimum
//! is taken (complementary slackness). With these restrictions the same bound holds for the next objective.

use std::collections::BTreeSet;
use std::ops::AddAssign;

use serde::{Deserialize, Serialize};

use crate::basics::memory::{collected, filled, grow, push, resize};
use crate::basics::sweep::sweep;
use crate::basics::{Cost, Error, FORBIDDEN, Fault, Monitor, PRICE_LIMIT, Stage};
use crate::costs::CostSource;
use crate::plan::Pair;
use crate::problem::{
    Constraint, Demands, Level, Per, Places, Problem, Quota, RowCosts, Seats, Side, Step,
};

use super::sound::check_plan;

/// Rows that one task reads.
const ROWS_AT_ONCE: usize = 64;

/// What an objective is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// The plan reaches its least value, and so do all plans that are compared from then on.
    Settled,
    /// No plan brings it to 0. It binds no plan.
    Positive,
}

/// An objective, and the prices that bound it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepProof {
    /// What is counted.
    pub step: Step,
    /// What for.
    pub role: Role,
    /// What one more pair counts for each row, each column and each quota, in this order; a quota per partner
    /// has one price for each partner. Empty where all are 0.
    pub prices: Vec<Cost>,
}

/// What was proven about one objective.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepBound {
    /// What the plan counts.
    pub value: i128,
    /// No plan that is as good at everything settled before counts less.
    pub bound: i128,
    /// What the objective is for.
    pub role: Role,
}

impl StepBound {
    /// Whether the claim of the objective holds.
    #[must_use]
    pub fn is_proven(&self) -> bool {
        match self.role {
            Role::Settled => self.value == self.bound,
            Role::Positive => self.bound > 0,
        }
    }
}

/// Checks a plan against its demands, and bounds what it counts in each objective, in one parallel sweep over
/// all pairs. The levels are asked for classes of priority and for ranks alone.
///
/// A bound holds where all settled objectives before it are proven. O(rows · columns · objectives), most of
/// which are not looked at, since few pairs are open after the first ones; sums are taken in 128 bits.
///
/// ```
/// use matchwright_assign::{
///     CostMatrix, Demands, Level, Options, Pair, Problem, certify_levels, solve_levels,
/// };
///
/// let costs = CostMatrix::from_vec(2, 2, vec![1, 2, 1, 8])?;
/// let problem = Problem::new(&costs).column_capacity(vec![2, 2]);
/// let demands = Demands::default().column_minimum(vec![1, 1]);
/// let levels = [Level::Total];
/// let answer = solve_levels(&problem, &demands, &levels, &Options::default())?;
/// let proof = answer.plan().expect("each column can have a row").proof();
///
/// // Another plan is not proven, and the bound says how far it is from the best.
/// let by_hand = [Pair { row: 0, column: 0 }, Pair { row: 1, column: 1 }];
/// let bounds = certify_levels(&problem, &demands, &levels, &by_hand, proof)?;
/// assert_eq!((bounds[1].value, bounds[1].bound), (9, 3));
/// # Ok::<(), matchwright_assign::Error>(())
/// ```
///
/// # Errors
/// [`Error::Plan`] and [`Error::Demands`] for a plan that does not keep to seats, rules and demands;
/// [`Error::Length`] and [`Error::Price`] for prices that prove nothing; the errors of [`Problem::check`]
/// and [`Demands::check`], and [`Error::CostTooLarge`].
pub fn certify_levels(
    problem: &Problem<'_>,
    demands: &Demands,
    levels: &[Level<'_>],
    pairs: &[Pair],
    proof: &[StepProof],
) -> Result<Vec<StepBound>, Error> {
    certify_levels_watched(problem, demands, levels, pairs, proof, &Monitor::new())
}

/// [`certify_levels`] with progress and cancellation.
pub(crate) fn certify_levels_watched(
    problem: &Problem<'_>,
    demands: &Demands,
    levels: &[Level<'_>],
    pairs: &[Pair],
    proof: &[StepProof],
    monitor: &Monitor,
) -> Result<Vec<StepBound>, Error> {
    monitor.begin(Stage::Certify, problem.rows());
    problem.check()?;
    demands.check(problem)?;
    Level::check(levels, problem)?;
    check_plan(problem, pairs)?;
    let places = Places::new(problem, demands);
    for step in proof {
        check_prices(&step.prices, places.count())?;
    }
    let loads = loads(problem, demands, &places, pairs)?;
    let seats = Seats { problem, demands, classes: classes(levels) };
    let mut sums = seat_sums(seats, &places, &loads, proof);
    let prices = proof.iter().map(|step| PairPrices::new(seats, &places, &step.prices));
    let prices = prices.collect::<Result<_, _>>()?;
    let reader = Reader {
        problem,
        pairs,
        proof,
        prices,
        ranks: ranks(levels),
        closed: Closed::new(problem, demands)?,
        of_partners: Partners::new(problem, demands, &places)?,
    };
    let starts = (0..problem.rows()).step_by(ROWS_AT_ONCE);
    let cells = ROWS_AT_ONCE * problem.pairs_a_row();
    for strip in sweep(starts, cells, |scratch: &mut Scratch, start| {
        let mut sums = vec![Sum::default(); proof.len()];
        for row in start..problem.rows().min(start + ROWS_AT_ONCE) {
            monitor.check()?;
            reader.read(row, scratch, &mut sums)?;
        }
        monitor.advance(ROWS_AT_ONCE.min(problem.rows() - start));
        Ok::<_, Error>(sums)
    }) {
        sums.iter_mut().zip(strip?).for_each(|(sum, strip)| *sum += strip);
    }
    let bound = |(sum, step): (Sum, &StepProof)| StepBound {
        value: sum.value,
        bound: sum.bound,
        role: step.role,
    };
    Ok(sums.into_iter().zip(proof).map(bound).collect())
}

/// The classes of priority, where a level has some.
pub(crate) fn classes<'a>(levels: &[Level<'a>]) -> &'a [u32] {
    let classes = levels.iter().find_map(|level| match level {
        Level::Participation(classes) if !classes.is_empty() => Some(*classes),
        _ => None,
    });
    classes.unwrap_or_default()
}

/// The sources of the levels of ranks.
pub(crate) fn ranks<'a>(levels: &[Level<'a>]) -> Vec<&'a dyn CostSource> {
    let of_level = |level: &Level<'a>| match level {
        Level::Ranks(ranks) => Some(*ranks),
        _ => None,
    };
    levels.iter().filter_map(of_level).collect()
}

fn check_prices(prices: &[Cost], expected: usize) -> Result<(), Error> {
    if !prices.is_empty() && prices.len() != expected {
        return Err(Error::Length { what: "prices", expected, found: prices.len() });
    }
    let refused = prices.iter().position(|price| !(-PRICE_LIMIT..=PRICE_LIMIT).contains(price));
    refused.map_or(Ok(()), |index| Err(Error::Price { what: "constraint", index }))
}

/// The pairs of each constraint.
fn loads(
    problem: &Problem<'_>,
    demands: &Demands,
    places: &Places,
    pairs: &[Pair],
) -> Result<Vec<u32>, Error> {
    let mut loads = filled(0, places.count())?;
    for pair in pairs {
        for constraint in demands.constraints_of(pair.row, pair.column) {
            loads[places.of(constraint)] += 1;
        }
    }
    for constraint in demands.constraints(problem) {
        let (least, most) = demands.bounds(problem, constraint);
        let load = loads[places.of(constraint)];
        let optional = demands.optional_minimum(constraint);
        if !(least..=most).contains(&load) || optional.is_some_and(|min| (1..min).contains(&load)) {
            let (what, index) = match constraint {
                Constraint::Row(row) => ("row", row),
                Constraint::Column(column) => ("column", column),
                Constraint::Quota { quota, .. } => ("quota", quota),
            };
            return Err(Error::Demands { what, index: index as usize });
        }
    }
    Ok(loads)
}

/// The two sides of one objective.
#[derive(Clone, Copy, Default)]
struct Sum {
    value: i128,
    bound: i128,
}

impl AddAssign for Sum {
    fn add_assign(&mut self, other: Self) {
        self.value += other.value;
        self.bound += other.bound;
    }
}

/// What seats add to each objective.
fn seat_sums(seats: Seats<'_>, places: &Places, loads: &[u32], proof: &[StepProof]) -> Vec<Sum> {
    let mut sums = vec![Sum::default(); proof.len()];
    for constraint in seats.demands.constraints(seats.problem) {
        let place = places.of(constraint);
        let (least, most) = seats.demands.bounds(seats.problem, constraint);
        let mut range = (least, most.min(most_pairs(seats.problem, constraint)));
        for (sum, step) in sums.iter_mut().zip(proof) {
            let price = step.prices.get(place).copied().unwrap_or(0);
            let kind = step.step.seats;
            let reduced = |pairs: u32| {
                seats.total(kind, constraint, pairs) - i128::from(price) * i128::from(pairs)
            };
            let bends = seats.bends(kind, constraint, range.1);
            let bends = bends.into_iter().filter(|bend| (range.0..=range.1).contains(bend));
            let at: Vec<u32> = [range.0].into_iter().chain(bends).chain([range.1]).collect();
            let lowest = at.iter().map(|&pairs| reduced(pairs)).min().unwrap_or_default();
            sum.bound += lowest;
            sum.value += seats.total(kind, constraint, loads[place]);
            if step.role == Role::Settled {
                let mut best = at.iter().copied().filter(|&pairs| reduced(pairs) == lowest);
                let first = best.next().unwrap_or(range.0);
                range = (first, best.next_back().unwrap_or(first));
            }
        }
    }
    sums
}

/// More pairs than these a constraint cannot have, since nobody meets anybody twice.
fn most_pairs(problem: &Problem<'_>, constraint: Constraint) -> u32 {
    let (rows, columns) = (problem.rows(), problem.columns());
    let most = match constraint {
        Constraint::Row(_) => columns,
        Constraint::Column(_) => rows,
        Constraint::Quota { .. } => rows.saturating_mul(columns),
    };
    u32::try_from(most).unwrap_or(u32::MAX)
}

/// Prices of the rows and columns of pairs, with those of the quotas that count all their pairs.
struct PairPrices<'a> {
    rows: Vec<i128>,
    columns: Vec<i128>,
    all: &'a [Cost],
}

impl<'a> PairPrices<'a> {
    fn new(seats: Seats<'_>, places: &Places, all: &'a [Cost]) -> Result<Self, Error> {
        let (rows, columns) = (seats.problem.rows(), seats.problem.columns());
        let of = |constraint| all.get(places.of(constraint)).map_or(0, |&price| i128::from(price));
        let mut prices = Self {
            rows: collected((0..rows as u32).map(|row| of(Constraint::Row(row))))?,
            columns: collected((0..columns as u32).map(|column| of(Constraint::Column(column))))?,
            all,
        };
        for (quota, how) in (0..).zip(&seats.demands.quotas) {
            if how.per == Per::Programme {
                let price = of(Constraint::Quota { quota, partner: None });
                let list = if how.of == Side::Row { &mut prices.rows } else { &mut prices.columns };
                how.members.iter().for_each(|&member| list[member as usize] += price);
            }
        }
        Ok(prices)
    }
}

/// Where the prices of quotas per partner begin, for each of their members.
struct Partners {
    of_rows: Vec<Vec<usize>>,
    of_columns: Vec<Vec<usize>>,
}

impl Partners {
    fn new(problem: &Problem<'_>, demands: &Demands, places: &Places) -> Result<Self, Error> {
        let mut of_rows = filled(Vec::new(), problem.rows())?;
        let mut of_columns = filled(Vec::new(), problem.columns())?;
        for (quota, how) in (0..).zip(&demands.quotas).filter(|(_, how)| how.per == Per::Partner) {
            let start = places.of(Constraint::Quota { quota, partner: Some(0) });
            let lists = if how.of == Side::Row { &mut of_rows } else { &mut of_columns };
            for &member in &how.members {
                push(&mut lists[member as usize], start)?;
            }
        }
        Ok(Self { of_rows, of_columns })
    }
}

/// What no plan has a pair of.
struct Closed {
    rows: Vec<bool>,
    columns: Vec<bool>,
    /// Single pairs of a row and a column.
    pairs: BTreeSet<(u32, u32)>,
}

impl Closed {
    fn new(problem: &Problem<'_>, demands: &Demands) -> Result<Self, Error> {
        let is_closed = |of| demands.bounds(problem, of).1 == 0;
        let rows = (0..problem.rows() as u32).map(Constraint::Row);
        let columns = (0..problem.columns() as u32).map(Constraint::Column);
        let mut closed = Self {
            rows: collected(rows.map(is_closed))?,
            columns: collected(columns.map(is_closed))?,
            pairs: BTreeSet::new(),
        };
        for quota in demands.quotas.iter().filter(|quota| quota.max == 0) {
            closed.close(quota, None);
        }
        for (constraint, _) in demands.decided.iter().filter(|(_, bounds)| bounds.1 == 0) {
            if let Constraint::Quota { quota, partner } = *constraint {
                closed.close(&demands.quotas[quota as usize], partner);
            }
        }
        Ok(closed)
    }

    /// Closes the members of a quota, for one partner or for all.
    fn close(&mut self, quota: &Quota, partner: Option<u32>) {
        let Quota { of, members, .. } = quota;
        match partner {
            Some(partner) if *of == Side::Row => {
                self.pairs.extend(members.iter().map(|&row| (row, partner)));
            }
            Some(partner) => self.pairs.extend(members.iter().map(|&column| (partner, column))),
            None => {
                let list = if *of == Side::Row { &mut self.rows } else { &mut self.columns };
                for &member in members {
                    list[member as usize] = true;
                }
            }
        }
    }

    fn is_open(&self, row: usize, column: usize) -> bool {
        !self.columns[column]
            && (self.pairs.is_empty() || !self.pairs.contains(&(row as u32, column as u32)))
    }
}

/// A pair that plans may use that are as good at everything settled so far, or that all of them use.
struct Alive {
    column: usize,
    cost: Cost,
    is_used: bool,
}

#[derive(Default)]
struct Scratch {
    costs: Vec<Cost>,
    /// Of each source of ranks.
    ranks: Vec<Vec<Cost>>,
    alive: Vec<Alive>,
}

/// Everything that reading one row of pairs needs.
struct Reader<'a> {
    problem: &'a Problem<'a>,
    pairs: &'a [Pair],
    proof: &'a [StepProof],
    prices: Vec<PairPrices<'a>>,
    ranks: Vec<&'a dyn CostSource>,
    closed: Closed,
    of_partners: Partners,
}

impl Reader<'_> {
    /// Adds what the pairs of a row add to each objective.
    fn read(&self, row: usize, scratch: &mut Scratch, sums: &mut [Sum]) -> Result<(), Error> {
        let columns = self.problem.seated_columns();
        if self.closed.rows[row] {
            return Ok(());
        }
        let Scratch { costs, ranks, alive } = scratch;
        let limit = self.problem.limit();
        let read = RowCosts::read(self.problem, limit, row, columns.clone(), costs)?;
        ranks.resize(self.ranks.len(), Vec::new());
        for (ranks, source) in ranks.iter_mut().zip(&self.ranks) {
            resize(ranks, columns.len(), 0)?;
            source.block(row, columns.clone(), ranks);
        }
        let count = |step: &StepProof, column: usize, cost| {
            let rank = |ranks: &Vec<Cost>| ranks.get(column - columns.start).copied();
            step.step.pairs.of(cost, |of| ranks.get(of).and_then(rank).unwrap_or(FORBIDDEN))
        };
        let open = read.allowed().filter(|&(column, _)| self.closed.is_open(row, column));
        alive.clear();
        grow(alive, read.count())?;
        alive.extend(open.map(|(column, cost)| Alive { column, cost, is_used: false }));
        self.bound(row, alive, &count, sums);
        let start = self.pairs.partition_point(|pair| (pair.row as usize) < row);
        for pair in self.pairs[start..].iter().take_while(|pair| pair.row as usize == row) {
            let cost = read.cost(pair.column as usize);
            if cost == FORBIDDEN {
                let Pair { row, column } = *pair;
                return Err(Error::Plan { row, column, fault: Fault::Forbidden });
            }
            for (sum, step) in sums.iter_mut().zip(self.proof) {
                sum.value += i128::from(count(step, pair.column as usize, cost));
            }
        }
        Ok(())
    }

    /// Adds what the pairs of a row add to the bounds: nothing from where a reduced cost is above 0, and all of
    /// it from where it is below 0.
    fn bound(
        &self,
        row: usize,
        alive: &mut Vec<Alive>,
        count: &impl Fn(&StepProof, usize, Cost) -> Cost,
        sums: &mut [Sum],
    ) {
        for ((step, prices), sum) in self.proof.iter().zip(&self.prices).zip(sums) {
            let is_settled = step.role == Role::Settled;
            let is_free = step.prices.is_empty();
            alive.retain_mut(|pair| {
                let counted = i128::from(count(step, pair.column, pair.cost));
                let price = if is_free { 0 } else { self.price(prices, row, pair.column) };
                let reduced = counted + price;
                if pair.is_used || reduced < 0 {
                    sum.bound += reduced;
                }
                pair.is_used |= is_settled && reduced < 0;
                pair.is_used || !is_settled || reduced == 0
            });
        }
    }

    /// The prices of all that count a pair.
    fn price(&self, prices: &PairPrices<'_>, row: usize, column: usize) -> i128 {
        let of_partner = |starts: &[usize], partner: usize| {
            let price =
                |&start: &usize| prices.all.get(start + partner).map_or(0, |&p| i128::from(p));
            starts.iter().map(price).sum::<i128>()
        };
        prices.rows[row]
            + prices.columns[column]
            + of_partner(&self.of_partners.of_rows[row], column)
            + of_partner(&self.of_partners.of_columns[column], row)
    }
}

#[cfg(test)]
mod tests {
    use super::{Role, StepBound, certify_levels, certify_levels_watched, classes};
    use crate::basics::{Cost, Error, Monitor};
    use crate::costs::CostMatrix;
    use crate::plan::Pair;
    use crate::problem::{Demands, Level, Problem};
    use crate::proof::StepProof;
    use crate::proof::steps::seat_steps;

    #[test]
    fn what_may_be_0_is_not_proven_to_be_above() {
        let bound = |bound| StepBound { value: 1, bound, role: Role::Positive };
        assert_eq!([-1, 0, 1].map(|least| bound(least).is_proven()), [false, false, true]);
    }

    #[test]
    fn classes_are_those_of_the_level_that_has_some() {
        assert_eq!(classes(&[Level::Participation(&[]), Level::Participation(&[2])]), [2]);
    }

    fn pairs_proven(prices: &[Cost]) -> Vec<StepProof> {
        let steps = seat_steps(&Level::Pairs).into_iter();
        steps.map(|step| StepProof { step, role: Role::Settled, prices: prices.to_vec() }).collect()
    }

    #[test]
    fn prices_of_another_problem_and_plans_below_a_minimum_are_refused() -> Result<(), Error> {
        let costs = CostMatrix::from_vec(1, 2, vec![0; 2])?;
        let problem = Problem::new(&costs);
        let demands = Demands::default().row_minimum(vec![1]);
        let pairs = [Pair { row: 0, column: 1 }];
        let certified = |pairs: &[Pair], prices: &[Cost]| {
            certify_levels(&problem, &demands, &[Level::Pairs], pairs, &pairs_proven(prices))
        };
        assert_eq!(certified(&pairs, &[0; 3])?.len(), 1);
        assert!(matches!(certified(&pairs, &[0; 4]), Err(Error::Length { .. })));
        assert!(matches!(certified(&pairs, &[Cost::MAX; 3]), Err(Error::Price { .. })));
        assert!(matches!(certified(&[], &[0; 3]), Err(Error::Demands { .. })));
        Ok(())
    }

    #[test]
    fn progress_ends_at_the_last_row() -> Result<(), Error> {
        let costs = CostMatrix::from_vec(100, 1, vec![0; 100])?;
        let (problem, monitor) = (Problem::new(&costs), Monitor::new());
        certify_levels_watched(&problem, &Demands::default(), &[], &[], &[], &monitor)?;
        assert_eq!((monitor.done(), monitor.total()), (100, 100));
        Ok(())
    }
}
