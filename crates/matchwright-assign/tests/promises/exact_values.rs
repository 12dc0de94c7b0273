//! The best plan for the caller's values, whatever else stands in the matrix.

use matchwright_assign::{
    CostView, Method, Objective, Options, Pair, Problem, Sense, Solution, assign,
};
use ndarray::{Array2, array};
use proptest::prelude::*;

use crate::common::OBJECTIVES;

/// Solves a matrix of floats and checks that the answer is proven.
fn solve(values: &Array2<f64>, sense: Sense, options: &Options) -> (Solution, f64) {
    let costs = CostView::new(values.view(), sense, Objective::Participation).expect("values");
    let solution = assign(&Problem::new(&costs), options).expect("solved");
    assert!(solution.certificate().is_optimal(), "{solution:?} {values:?}");
    let places = solution.pairs().iter().map(|pair| (pair.row, pair.column, 1));
    let sum = costs.sum(places);
    (solution, sum)
}

fn is_total(values: &Array2<f64>, expected: f64) {
    let (_, total) = solve(values, Sense::Minimize, &Options::default());
    assert_eq!(total.to_bits(), expected.to_bits(), "{total} {expected} {values:?}");
}

#[test]
fn a_huge_number_hides_nothing() {
    is_total(&array![[1e20, 1e20], [2.0, 1.0]], 1e20 + 1.0);
    is_total(&array![[1e300, 2e-300], [1.0, 1e300]], 1.0);
    let (solution, _) = solve(
        &array![[1e300, 5.0, 1.0], [7.0, 1e-300, 1e300], [1.0, 1.0, 3e-300]],
        Sense::Minimize,
        &Options::default(),
    );
    let columns: Vec<u32> = solution.pairs().iter().map(|pair| pair.column).collect();
    assert_eq!(columns, [2, 1, 0]);
    let tiny = f64::from_bits(1);
    is_total(&array![[tiny, 3.0 * tiny], [tiny, 2.0 * tiny]], 3.0 * tiny);
    is_total(&array![[1e308, 3.0 * tiny], [tiny, 1e308]], 4.0 * tiny);
}

/// A pair that is worth next to nothing beside another is worth it after any number of finer grids.
#[test]
fn whether_a_tiny_value_is_a_gain_decides_about_its_pair() {
    let tiny = 2_f64.powi(-400);
    for (value, expected) in [(tiny, 1), (-tiny, 2)] {
        let values = array![[value, f64::INFINITY], [f64::INFINITY, -1.0]];
        let costs =
            CostView::new(values.view(), Sense::Minimize, Objective::Total).expect("values");
        let problem = Problem::new(&costs).objective(Objective::Total);
        let solution = assign(&problem, &Options::default()).expect("solved");
        assert!(solution.certificate().is_optimal(), "{solution:?}");
        assert_eq!(solution.pairs().len(), expected, "{value}");
    }
}

/// A value with few bits anywhere between 2⁻⁵⁰ and 2⁴⁰, in units of 2⁻⁵⁰; `None` where a pair may not meet.
fn value() -> impl Strategy<Value = Option<i128>> {
    let number = (-7..=7_i128, 0..90_u32).prop_map(|(mantissa, exponent)| mantissa << exponent);
    prop::option::weighted(0.9, number)
}

/// A problem with values of mixed magnitudes.
#[derive(Clone, Debug)]
struct Mixed {
    values: Vec<Vec<Option<i128>>>,
    row_seats: Vec<u32>,
    column_seats: Vec<u32>,
    objective: Objective,
    sense: Sense,
}

fn mixed() -> impl Strategy<Value = Mixed> {
    let seats = prop_oneof![1 => Just(0), 6 => Just(1), 2 => Just(2_u32)];
    (1..=4_usize, 1..=4_usize).prop_flat_map(move |(rows, columns)| {
        (
            prop::collection::vec(prop::collection::vec(value(), columns), rows),
            prop::collection::vec(seats.clone(), rows),
            prop::collection::vec(seats.clone(), columns),
            prop::sample::select(OBJECTIVES.to_vec()),
            prop::sample::select(vec![Sense::Minimize, Sense::Maximize]),
        )
            .prop_map(|(values, row_seats, column_seats, objective, sense)| Mixed {
                values,
                row_seats,
                column_seats,
                objective,
                sense,
            })
    })
}

impl Mixed {
    fn sign(&self) -> i128 {
        if self.sense == Sense::Maximize { -1 } else { 1 }
    }

    fn floats(&self) -> Array2<f64> {
        let shape = (self.values.len(), self.values[0].len());
        Array2::from_shape_fn(shape, |(row, column)| match self.values[row][column] {
            Some(units) => (self.sign() * units) as f64 * 2_f64.powi(-50),
            None => self.sign() as f64 * f64::INFINITY,
        })
    }

    /// Pairs, where their number counts, and the exact total.
    fn key(&self, pairs: i128, total: i128) -> (i128, i128) {
        (if self.objective == Objective::Total { 0 } else { -pairs }, total)
    }

    /// The least key over all plans, by trying every pair in turn.
    fn least(&self, cell: usize, rows: &mut [u32], columns: &mut [u32]) -> (i128, i128) {
        let width = columns.len();
        if cell == rows.len() * width {
            return (0, 0);
        }
        let (row, column) = (cell / width, cell % width);
        let without = self.least(cell + 1, rows, columns);
        let Some(units) = self.values[row][column].filter(|_| rows[row] > 0 && columns[column] > 0)
        else {
            return without;
        };
        rows[row] -= 1;
        columns[column] -= 1;
        let (pairs, total) = self.least(cell + 1, rows, columns);
        rows[row] += 1;
        columns[column] += 1;
        let (pair, cost) = self.key(1, units);
        without.min((pairs + pair, total + cost))
    }
}

proptest! {
    #[test]
    fn magnitudes_mixed_against_brute_force(
        case in mixed(),
        // The reference refuses costs of this size.
        method in prop::sample::select(vec![Method::Auto, Method::Hungarian, Method::Spare, Method::Auction, Method::Repair]),
    ) {
        let floats = case.floats();
        let costs = CostView::new(floats.view(), case.sense, case.objective).expect("values");
        let problem = Problem::new(&costs)
            .row_capacity(case.row_seats.clone())
            .column_capacity(case.column_seats.clone())
            .objective(case.objective);
        let solution = assign(&problem, &Options::default().with_method(method)).expect("solved");
        prop_assert!(solution.certificate().is_optimal(), "{solution:?}");
        let units = |pair: &Pair| case.values[pair.row as usize][pair.column as usize];
        let total = solution.pairs().iter().map(|pair| units(pair).expect("allowed")).sum();
        let found = case.key(solution.pairs().len() as i128, total);
        let (mut rows, mut columns) = (case.row_seats.clone(), case.column_seats.clone());
        prop_assert_eq!(found, case.least(0, &mut rows, &mut columns));
    }
}
