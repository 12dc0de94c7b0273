//! The objectives that levels consist of.
//!
//! [`levels`](super::levels) proves objectives, whichever they are. A plan is the best of its levels where
//! these objectives are the ones that follow from the levels and from what the plan has reached: each level
//! in order, with no other objective between that would have left better plans out.

use crate::basics::memory::{append, collected, grow, resize};
use crate::basics::sweep::sweep;
use crate::basics::{Cost, Error, FORBIDDEN, Monitor};
use crate::costs::CostSource;
use crate::plan::Pair;
use crate::problem::{Demands, Level, PairCost, Problem, SeatCost, Step};

use super::sound::check_plan;
use super::{Role, StepBound, StepProof, ranks};

/// Rows that one task reads.
const ROWS_AT_ONCE: usize = 64;

/// What stands before all levels where something has a minimum: −1 for each pair that a minimum asks for.
pub(crate) const REQUIRED: Step = Step { pairs: PairCost::Nothing, seats: SeatCost::Required };

/// The objectives of a plan that keeps to its demands, and its costs.
pub(crate) struct Outline {
    /// What stands before the levels, then each level.
    steps: Vec<Vec<(Step, Role)>>,
    /// Costs of the plan's pairs, less the unmatched costs of their rows.
    costs: Vec<Cost>,
}

impl Outline {
    /// What the levels consist of, as `proof` has it where that is a choice. O(pairs of the plan · steps of
    /// costs), and with ranks one look at all pairs.
    ///
    /// # Errors
    /// [`Error::Plan`], [`Error::CostTooLarge`], [`Error::Cancelled`].
    pub(crate) fn new(
        problem: &Problem<'_>,
        demands: &Demands,
        levels: &[Level<'_>],
        (pairs, proof): (&[Pair], &[StepProof]),
        monitor: &Monitor,
    ) -> Result<Self, Error> {
        check_plan(problem, pairs)?;
        let cost = |pair: &Pair| {
            problem.cost_within(problem.limit(), pair.row as usize, pair.column as usize)
        };
        let costs: Vec<Cost> = pairs.iter().map(cost).collect::<Result<_, _>>()?;
        let required = demands.has_minimum().then_some((REQUIRED, Role::Settled));
        let mut outline = Self { steps: vec![required.into_iter().collect()], costs };
        let mut known = ranks(levels).into_iter().zip(0..);
        for level in levels {
            let steps = match level {
                Level::Ranks(_) => match known.next() {
                    Some((source, of)) => rank_steps(source, of, monitor)?,
                    None => Vec::new(),
                },
                Level::Worst => outline.worst(problem),
                Level::Leximin(width) => {
                    let given = proof.get(outline.steps().count()..).unwrap_or_default();
                    outline.leximin(problem, *width, given)
                }
                level => seat_steps(level),
            };
            let settled = |step| (step, Role::Settled);
            let mut steps: Vec<(Step, Role)> = steps.into_iter().map(settled).collect();
            if let (Level::Worst, Some(highest)) = (level, outline.highest(Cost::MAX)) {
                steps.insert(0, (Step::above(highest - 1), Role::Positive));
            }
            outline.steps.push(steps);
        }
        Ok(outline)
    }

    /// All objectives in order.
    pub(crate) fn steps(&self) -> impl Iterator<Item = (Step, Role)> + '_ {
        self.steps.iter().flatten().copied()
    }

    /// What each level has reached, by what was found of its objectives.
    pub(crate) fn reached(
        &self,
        problem: &Problem<'_>,
        levels: &[Level<'_>],
        bounds: &[StepBound],
    ) -> Vec<Option<i128>> {
        let level = |(level, values): (&Level<'_>, Vec<i128>)| match level {
            Level::Ranks(_) => values.first().map(|value| -value),
            Level::Worst => self.highest(Cost::MAX).map(i128::from),
            Level::Leximin(width) => self.highest(Cost::MAX).map(|cost| end_of_bin(cost, *width)),
            Level::Total => Some(values.iter().sum::<i128>() + problem.base()),
            Level::Balance => Some(values.iter().sum()),
            Level::Pairs | Level::Participation(_) | Level::ColumnsInUse => {
                Some(-values.iter().sum::<i128>())
            }
        };
        levels.iter().zip(self.values(bounds)).map(level).collect()
    }

    /// What the plan is worth at each level: what is less, number after number, is better.
    pub(crate) fn worth(&self, levels: &[Level<'_>], bounds: &[StepBound]) -> Vec<Vec<i128>> {
        let level = |(level, values): (&Level<'_>, Vec<i128>)| match level {
            Level::Worst => self.highest(Cost::MAX).into_iter().map(i128::from).collect(),
            Level::Leximin(width) => {
                let mut ends: Vec<i128> =
                    self.costs.iter().map(|&cost| end_of_bin(cost, *width)).collect();
                ends.sort_unstable_by(|a, b| b.cmp(a));
                ends
            }
            _ => values,
        };
        levels.iter().zip(self.values(bounds)).map(level).collect()
    }

    /// What the objectives of each level count.
    fn values(&self, bounds: &[StepBound]) -> impl Iterator<Item = Vec<i128>> {
        let mut values = bounds.iter().map(|bound| bound.value);
        let of = move |steps: &Vec<_>| values.by_ref().take(steps.len()).collect();
        self.steps.iter().map(of).skip(1)
    }

    /// The highest cost that is not above a number.
    fn highest(&self, most: Cost) -> Option<Cost> {
        self.costs.iter().copied().filter(|&cost| cost <= most).max()
    }

    fn worst(&self, problem: &Problem<'_>) -> Vec<Step> {
        vec![Step::above(self.highest(Cost::MAX).unwrap_or(-problem.limit() - 1))]
    }

    /// Costs without a pair may be cut at any place: what is counted there is 0 altogether. Others are cut
    /// below each step of costs.
    fn leximin(&self, problem: &Problem<'_>, width: Cost, given: &[StepProof]) -> Vec<Step> {
        let (mut steps, mut bins) = (Vec::new(), Bins::new(width, problem.limit()));
        for StepProof { step, .. } in given {
            let PairCost::Between(above, to) = step.pairs else { break };
            let is_sound = self.highest(to).is_none_or(|cost| cost <= above) || bins.is_rest(above);
            if *step != Step::between(above, bins.open) || above >= to || !is_sound {
                break;
            }
            steps.push(*step);
            bins.open = above;
        }
        while let Some(next) = bins.next(|most| self.highest(most)) {
            steps.extend(next);
        }
        steps
    }
}

/// The levels that seats or pairs count in always the same way.
pub(crate) fn seat_steps(level: &Level<'_>) -> Vec<Step> {
    match level {
        Level::Pairs => vec![Step::of_seats(SeatCost::Pairs)],
        Level::Participation(classes) => {
            let mut classes = classes.to_vec();
            classes.sort_unstable_by(|a, b| b.cmp(a));
            classes.dedup();
            if classes.is_empty() {
                classes.push(0);
            }
            let first = |class| Step::of_seats(SeatCost::FirstOfRows(class));
            classes.into_iter().map(first).collect()
        }
        Level::ColumnsInUse => vec![Step::of_seats(SeatCost::FirstOfColumns)],
        Level::Total => vec![Step { pairs: PairCost::Cost, seats: SeatCost::Given }],
        Level::Balance => vec![Step::of_seats(SeatCost::Squares)],
        Level::Worst | Level::Leximin(_) | Level::Ranks(_) => Vec::new(),
    }
}

/// All ranks that occur, rising.
pub(crate) fn rank_steps(
    ranks: &dyn CostSource,
    of: u32,
    monitor: &Monitor,
) -> Result<Vec<Step>, Error> {
    let (rows, columns) = (ranks.rows(), ranks.columns());
    let mut known = Vec::new();
    let starts = (0..rows).step_by(ROWS_AT_ONCE);
    for strip in sweep(starts, ROWS_AT_ONCE * columns, |of_row: &mut Vec<Cost>, start| {
        let mut known = Vec::new();
        for row in start..rows.min(start + ROWS_AT_ONCE) {
            monitor.check()?;
            resize(of_row, columns, 0)?;
            ranks.block(row, 0..columns, of_row);
            of_row.dedup();
            grow(&mut known, of_row.len())?;
            known.extend(of_row.iter().copied().filter(|&rank| rank != FORBIDDEN));
            known.sort_unstable();
            known.dedup();
        }
        Ok::<_, Error>(known)
    }) {
        append(&mut known, &mut strip?)?;
        known.sort_unstable();
        known.dedup();
    }
    let step = |rank| Step { pairs: PairCost::Rank { of, rank }, seats: SeatCost::Nothing };
    collected(known.into_iter().map(step))
}

/// Costs in steps of one width, the highest first, as far as a plan has pairs in them. What it has no pair in
/// is one objective together.
pub(crate) struct Bins {
    width: Cost,
    limit: Cost,
    /// Costs up to this one are still to come.
    open: Cost,
}

impl Bins {
    pub(crate) fn new(width: Cost, limit: Cost) -> Self {
        Self { width: width.max(1), limit, open: Cost::MAX - 1 }
    }

    /// Whether it is one step of costs from a number up to the open ones.
    fn is_rest(&self, above: Cost) -> bool {
        let is_start = above.checked_rem_euclid(self.width) == Some(0);
        is_start && self.open.saturating_sub(above) <= self.width
    }

    /// The objectives down to the next step of costs that the plan has a pair in, by its highest cost that
    /// is not above a number; after all steps what is left below, and then nothing more.
    pub(crate) fn next(&mut self, highest: impl FnOnce(Cost) -> Option<Cost>) -> Option<Vec<Step>> {
        if self.open <= -self.limit {
            return None;
        }
        let Some(cost) = highest(self.open) else {
            let below = Step::between(-Cost::MAX, self.open);
            self.open = -Cost::MAX;
            return Some(vec![below]);
        };
        let first = (cost - 1).div_euclid(self.width).saturating_mul(self.width);
        let last = first.saturating_add(self.width).min(self.open);
        let empty = (last < self.open).then(|| Step::between(last, self.open));
        self.open = first;
        Some(empty.into_iter().chain([Step::between(first, last)]).collect())
    }
}

/// The highest cost that counts as equal.
fn end_of_bin(cost: Cost, width: Cost) -> i128 {
    let width = i128::from(width.max(1));
    ((i128::from(cost) - 1).div_euclid(width) + 1) * width
}
