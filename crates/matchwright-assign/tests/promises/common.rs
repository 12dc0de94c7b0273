//! Shared by the tests: problems in a compact form, and a brute force that is obviously right.

use matchwright_assign::{
    Cost, CostMatrix, FORBIDDEN, Method, Objective, Options, Problem, Solution, assign,
};
use proptest::prelude::*;

/// A small problem as plain data.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) rows: usize,
    pub(crate) columns: usize,
    pub(crate) costs: Vec<Cost>,
    pub(crate) row_capacity: Vec<u32>,
    pub(crate) column_capacity: Vec<u32>,
    pub(crate) unmatched: Vec<Cost>,
    pub(crate) objective: Objective,
}

impl Case {
    pub(crate) fn new(rows: usize, columns: usize, costs: Vec<Cost>, objective: Objective) -> Self {
        let (row_capacity, column_capacity) = (vec![1; rows], vec![1; columns]);
        let unmatched = vec![0; rows];
        Self { rows, columns, costs, row_capacity, column_capacity, unmatched, objective }
    }

    pub(crate) fn matrix(&self) -> CostMatrix {
        CostMatrix::from_vec(self.rows, self.columns, self.costs.clone()).expect("shape")
    }

    pub(crate) fn problem<'a>(&self, matrix: &'a CostMatrix) -> Problem<'a> {
        Problem::new(matrix)
            .row_capacity(self.row_capacity.clone())
            .column_capacity(self.column_capacity.clone())
            .unmatched_cost(self.unmatched.clone())
            .objective(self.objective)
    }

    /// Pairs (0 with `Objective::Total`, where their number does not matter) and total of a solution.
    pub(crate) fn value(&self, solution: &Solution) -> (i128, i128) {
        let pairs = solution.pairs().len() as i128;
        (if self.objective == Objective::Total { 0 } else { pairs }, solution.total())
    }
}

/// Solves a case by one method and checks that the answer is proven.
pub(crate) fn solve(case: &Case, method: Method) -> Solution {
    let matrix = case.matrix();
    let options = Options::default().with_method(method);
    let solution = assign(&case.problem(&matrix), &options)
        .unwrap_or_else(|error| panic!("{method}: {error}: {case:?}"));
    assert!(solution.certificate().is_optimal(), "{method}: {solution:?} {case:?}");
    solution
}

/// Both objectives.
pub(crate) const OBJECTIVES: [Objective; 2] = [Objective::Participation, Objective::Total];

/// Small problems of every kind: shapes, ties, forbidden pairs, seats from 0 to 3, unmatched costs.
pub(crate) fn cases() -> impl Strategy<Value = Case> {
    (1..=5_usize, 1..=5_usize, 1..6_i64).prop_flat_map(|(rows, columns, spread)| {
        let cost = prop_oneof![3 => -spread..=spread, 1 => Just(FORBIDDEN)];
        (
            prop::collection::vec(cost, rows * columns),
            prop::collection::vec(0..=3_u32, rows),
            prop::collection::vec(0..=3_u32, columns),
            prop::collection::vec(-2..=2_i64, rows),
            prop::sample::select(OBJECTIVES.to_vec()),
        )
            .prop_map(
                move |(costs, row_capacity, column_capacity, unmatched, objective)| Case {
                    rows,
                    columns,
                    costs,
                    row_capacity,
                    column_capacity,
                    unmatched,
                    objective,
                },
            )
    })
}

/// Weight of one pair in a brute-force key: above any total of a small case.
const PAIR: i64 = 1 << 32;

/// Number of pairs (0 with `Objective::Total`) and total of the best plan, by trying all of them.
///
/// Row after row, every subset of columns, keeping the best for each vector of seats taken.
pub(crate) fn brute_force(case: &Case) -> (i128, i128) {
    let sizes: Vec<usize> = case.column_capacity.iter().map(|&seats| seats as usize + 1).collect();
    let states: usize = sizes.iter().product();
    let mut best = vec![i64::MAX; states];
    best[0] = 0;
    let reward = if case.objective == Objective::Participation { PAIR } else { 0 };
    for row in 0..case.rows {
        let costs = &case.costs[row * case.columns..(row + 1) * case.columns];
        let mut after = vec![i64::MAX; states];
        for (state, &value) in best.iter().enumerate().filter(|(_, value)| **value < i64::MAX) {
            let seats = case.row_capacity[row];
            let value = value + i64::from(seats) * case.unmatched[row];
            let gain = reward + case.unmatched[row];
            let row = Row { costs, sizes: &sizes, gain, column: 0, seats };
            choose(row, state, value, &mut after);
        }
        best = after;
    }
    let key = best.into_iter().min().expect("the empty plan");
    let pairs = if reward == 0 { 0 } else { (-key + PAIR / 2).div_euclid(PAIR) };
    (i128::from(pairs), i128::from(key + pairs * reward))
}

/// What one row may still do: which columns, from which one on, with how many seats.
#[derive(Clone, Copy)]
struct Row<'a> {
    costs: &'a [Cost],
    sizes: &'a [usize],
    gain: i64,
    column: usize,
    seats: u32,
}

/// All ways to give a row some of the columns from `row.column` on; each subset once.
fn choose(row: Row<'_>, state: usize, value: i64, after: &mut [i64]) {
    after[state] = after[state].min(value);
    for column in row.column..if row.seats == 0 { 0 } else { row.costs.len() } {
        let unit: usize = row.sizes[..column].iter().product();
        let free = state / unit % row.sizes[column] + 1 < row.sizes[column];
        if free && row.costs[column] != FORBIDDEN {
            let rest = Row { column: column + 1, seats: row.seats - 1, ..row };
            choose(rest, state + unit, value + row.costs[column] - row.gain, after);
        }
    }
}
