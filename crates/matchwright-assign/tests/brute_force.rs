//! On small problems every method finds what trying all plans finds, and proves it.

mod common;

use common::{Case, brute_force};
use matchwright_assign::{Cost, FORBIDDEN, Method, Objective, Options, assign};
use rayon::prelude::*;

const OBJECTIVES: [Objective; 2] = [Objective::Participation, Objective::Total];

/// Solves a case by every method and compares number of pairs and total.
fn check(case: &Case, methods: &[Method]) {
    let best = brute_force(case);
    let matrix = case.matrix();
    for &method in methods {
        let options = Options::default().with_method(method);
        let solution = assign(&case.problem(&matrix), &options)
            .unwrap_or_else(|error| panic!("{method}: {error}: {case:?}"));
        assert_eq!(case.value(&solution), best, "{method}: {case:?}");
        assert!(solution.certificate().is_optimal(), "{method}: {solution:?} {case:?}");
    }
}

/// The matrix whose cells are the digits of `number`.
fn cells(number: usize, cells: usize, values: &[Cost]) -> Vec<Cost> {
    let base = values.len();
    (0..cells)
        .scan(number, |rest, _| {
            let value = values[*rest % base];
            *rest /= base;
            Some(value)
        })
        .collect()
}

/// Every matrix of a shape over `values`, with capacities 1 and 2 on either side, for both objectives.
fn check_all(rows: usize, columns: usize, values: &[Cost]) {
    let count = values.len().pow((rows * columns) as u32);
    (0..count).into_par_iter().for_each(|number| {
        for (objective, seats) in OBJECTIVES.into_iter().flat_map(|o| SEATS.map(|s| (o, s))) {
            let mut case =
                Case::new(rows, columns, cells(number, rows * columns, values), objective);
            case.row_capacity.fill(seats.0);
            case.column_capacity.fill(seats.1);
            check(&case, Method::ALL);
        }
    });
}

const SEATS: [(u32, u32); 4] = [(1, 1), (1, 2), (2, 1), (2, 2)];

#[test]
fn every_3_by_3_matrix_over_0_1_2_forbidden() {
    check_all(3, 3, &[0, 1, 2, FORBIDDEN]);
}

#[test]
fn every_4_by_3_matrix_over_0_1_forbidden() {
    check_all(4, 3, &[0, 1, FORBIDDEN]);
}
