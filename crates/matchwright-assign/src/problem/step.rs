//! One linear objective: what pairs and seats count in it.

use serde::{Deserialize, Serialize};

use crate::basics::Cost;
use crate::problem::{Constraint, Demands, Problem};

/// What a pair counts in a [`Step`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum PairCost {
    /// Nothing.
    Nothing,
    /// Its cost, less the row's unmatched cost.
    Cost,
    /// 1 where its cost, less the row's unmatched cost, is above the first number and not above the second.
    Between(Cost, Cost),
    /// −1 where its rank is this one.
    Rank {
        /// Which of the levels of ranks, counted from 0.
        of: u32,
        /// The rank.
        rank: Cost,
    },
}

/// What seats count in a [`Step`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SeatCost {
    /// Nothing.
    Nothing,
    /// −1 for each of the pairs that a minimum asks for.
    Required,
    /// −1 for each pair.
    Pairs,
    /// −1 for the first pair of each row of a class of priority.
    FirstOfRows(u32),
    /// −1 for the first pair of each column.
    FirstOfColumns,
    /// 1, 3, 5, … for the pairs of each column: together the square of its pairs.
    Squares,
    /// What [`Demands`] says that seats cost.
    Given,
}

/// One linear objective, to be made as small as possible. A level is one step or several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// What a pair counts.
    pub pairs: PairCost,
    /// What seats count.
    pub seats: SeatCost,
}

impl Step {
    /// Seats alone.
    pub(crate) fn of_seats(seats: SeatCost) -> Self {
        Self { pairs: PairCost::Nothing, seats }
    }

    /// The pairs that cost more than a number.
    pub(crate) fn above(cost: Cost) -> Self {
        Self::between(cost, Cost::MAX - 1)
    }

    /// The pairs that cost more than a number, and not more than another.
    pub(crate) fn between(above: Cost, to: Cost) -> Self {
        Self { pairs: PairCost::Between(above, to), seats: SeatCost::Nothing }
    }
}

impl PairCost {
    /// What a pair counts that may meet, by its cost and its rank in a level of ranks.
    pub(crate) fn of(self, cost: Cost, rank_in: impl FnOnce(usize) -> Cost) -> Cost {
        match self {
            Self::Nothing => 0,
            Self::Cost => cost,
            Self::Between(above, to) => Cost::from(above < cost && cost <= to),
            Self::Rank { of, rank } => -Cost::from(rank_in(of as usize) == rank),
        }
    }
}

/// Everything that says what seats count.
#[derive(Clone, Copy)]
pub(crate) struct Seats<'a> {
    pub(crate) problem: &'a Problem<'a>,
    pub(crate) demands: &'a Demands,
    /// The class of priority of each row; all are of class 0 where there is no list.
    pub(crate) classes: &'a [u32],
}

impl Seats<'_> {
    /// What so many pairs of a constraint count in a step.
    pub(crate) fn total(&self, seats: SeatCost, constraint: Constraint, pairs: u32) -> i128 {
        let first = i128::from(pairs.min(1));
        match (seats, constraint) {
            (SeatCost::Required, _) => {
                -i128::from(pairs.min(self.demands.bounds(self.problem, constraint).0))
            }
            (SeatCost::Pairs, Constraint::Row(_)) => -i128::from(pairs),
            (SeatCost::FirstOfRows(class), Constraint::Row(row)) => {
                let own = self.classes.get(row as usize).copied().unwrap_or(0);
                if own == class { -first } else { 0 }
            }
            (SeatCost::FirstOfColumns, Constraint::Column(_)) => -first,
            (SeatCost::Squares, Constraint::Column(_)) => i128::from(pairs).pow(2),
            (SeatCost::Given, _) => {
                let costs = self.given(constraint);
                let listed: i128 =
                    costs.iter().take(pairs as usize).map(|&cost| i128::from(cost)).sum();
                let further = i128::from(pairs) - (costs.len() as i128).min(i128::from(pairs));
                listed + further * costs.last().map_or(0, |&cost| i128::from(cost))
            }
            _ => 0,
        }
    }

    /// The numbers of pairs of a constraint, below `most`, from which on one more counts otherwise.
    pub(crate) fn bends(&self, seats: SeatCost, constraint: Constraint, most: u32) -> Vec<u32> {
        let last = match (seats, constraint) {
            (SeatCost::Required, _) => {
                let min = self.demands.bounds(self.problem, constraint).0;
                return if (1..most).contains(&min) { vec![min] } else { Vec::new() };
            }
            (SeatCost::FirstOfRows(_), Constraint::Row(_))
            | (SeatCost::FirstOfColumns, Constraint::Column(_)) => 1,
            (SeatCost::Squares, Constraint::Column(_)) => most.saturating_sub(1),
            (SeatCost::Given, _) => (self.given(constraint).len() as u32).saturating_sub(1),
            _ => 0,
        };
        (1..=last.min(most.saturating_sub(1))).collect()
    }

    fn given(&self, constraint: Constraint) -> &[Cost] {
        let (lists, index) = match constraint {
            Constraint::Row(row) => (&self.demands.row_seat_costs, row),
            Constraint::Column(column) => (&self.demands.column_seat_costs, column),
            Constraint::Quota { .. } => return &[],
        };
        lists.as_ref().and_then(|lists| lists.get(index as usize)).map_or(&[], Vec::as_slice)
    }
}
