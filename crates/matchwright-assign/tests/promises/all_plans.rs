//! Every plan of a small problem, written down one by one; and the problems that are checked
//! against that.

use matchwright_assign::{Cost, FORBIDDEN, Objective, Pair};
use rayon::prelude::*;

use crate::common::{Case, OBJECTIVES};

/// A plan: its pairs as a set of cells, and what it is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Listed {
    pub(crate) cells: u32,
    pub(crate) pairs: i128,
    pub(crate) total: i128,
}

impl Listed {
    pub(crate) fn pairs_of(&self, case: &Case) -> Vec<Pair> {
        let used = (0..case.costs.len()).filter(|cell| self.cells >> cell & 1 == 1);
        used.map(|cell| Pair {
            row: (cell / case.columns) as u32,
            column: (cell % case.columns) as u32,
        })
        .collect()
    }

    /// What plans are compared by: fewer pairs are worse with `Objective::Participation`.
    pub(crate) fn key(&self, objective: Objective) -> (i128, i128) {
        (if objective == Objective::Total { 0 } else { -self.pairs }, self.total)
    }

    /// Whether the plan keeps to the seats.
    pub(crate) fn fits(&self, case: &Case) -> bool {
        let row = |row: usize| {
            (self.cells >> (row * case.columns) & ((1 << case.columns) - 1)).count_ones()
        };
        let mask = (0..case.rows).fold(0_u32, |mask, row| mask | 1 << (row * case.columns));
        let column = |column: usize| (self.cells >> column & mask).count_ones();
        (0..case.rows).all(|at| row(at) <= case.row_capacity[at])
            && (0..case.columns).all(|at| column(at) <= case.column_capacity[at])
    }
}

/// Every plan that keeps to the seats, in no order. The total pays for the empty seats of `case`.
pub(crate) fn all_plans(case: &Case) -> Vec<Listed> {
    let base: Cost =
        case.row_capacity.iter().zip(&case.unmatched).map(|(&d, &c)| Cost::from(d) * c).sum();
    let mut plans = vec![Listed { cells: 0, pairs: 0, total: i128::from(base) }];
    for (cell, &cost) in case.costs.iter().enumerate().filter(|(_, cost)| **cost != FORBIDDEN) {
        let added = cost - case.unmatched[cell / case.columns];
        let with = |plan: &Listed| Listed {
            cells: plan.cells | 1 << cell,
            pairs: plan.pairs + 1,
            total: plan.total + i128::from(added),
        };
        let more: Vec<Listed> = plans.iter().map(with).filter(|plan| plan.fits(case)).collect();
        plans.extend(more);
    }
    plans
}

/// The plans that nothing is better than.
pub(crate) fn best_plans(case: &Case) -> Vec<Listed> {
    let plans = all_plans(case);
    let best = plans.iter().map(|plan| plan.key(case.objective)).min();
    plans.into_iter().filter(|plan| Some(plan.key(case.objective)) == best).collect()
}

/// The matrix whose cells are the digits of `number`.
pub(crate) fn cells(number: usize, cells: usize, values: &[Cost]) -> Vec<Cost> {
    let digit = |rest: &mut usize| {
        let value = values[*rest % values.len()];
        *rest /= values.len();
        value
    };
    (0..cells).scan(number, |rest, _| Some(digit(rest))).collect()
}

/// Whether rows and columns stand in lexicographic order. Every matrix can be brought into such an order: of all
/// orders of its rows and columns, the one whose cells, row after row, come first has it, because two
/// neighbours out of order could change places and make it lower.
pub(crate) fn is_in_order(costs: &[Cost], columns: usize) -> bool {
    let column = |at: usize| costs.iter().skip(at).step_by(columns);
    costs.chunks(columns).is_sorted() && (1..columns).all(|at| column(at - 1).le(column(at)))
}

/// Checks every matrix of a shape over `values`, up to the order of its rows and columns, with one and with
/// two seats of every row and of every column, both objectives.
pub(crate) fn check_all(
    rows: usize,
    columns: usize,
    values: &[Cost],
    check: impl Fn(&Case) + Sync,
) {
    let count = values.len().pow((rows * columns) as u32);
    (0..count).into_par_iter().for_each(|number| {
        let costs = cells(number, rows * columns, values);
        // One in eighteen of three rows and columns over four values; random ones come in any order.
        if !is_in_order(&costs, columns) {
            return;
        }
        for objective in OBJECTIVES {
            for (row_seats, column_seats) in [(1, 1), (1, 2), (2, 1), (2, 2)] {
                let mut case = Case::new(rows, columns, costs.clone(), objective);
                case.row_capacity.fill(row_seats);
                case.column_capacity.fill(column_seats);
                check(&case);
            }
        }
    });
}
