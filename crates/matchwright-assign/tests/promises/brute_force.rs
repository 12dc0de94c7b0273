//! On small problems every method finds what trying all plans finds, and proves it.

use matchwright_assign::{Cost, FORBIDDEN, Method};
use proptest::prelude::*;
use rayon::prelude::*;

use crate::all_plans::{cells, is_in_order};
use crate::common::{Case, OBJECTIVES, brute_force, cases, solve};

/// Seats of every row and of every column.
const SEATS: [(u32, u32); 4] = [(1, 1), (1, 2), (2, 1), (2, 2)];

/// Solves a case by some methods and compares number of pairs and total.
fn check(case: &Case, methods: impl Iterator<Item = Method>) {
    let best = brute_force(case);
    for method in methods {
        assert_eq!(case.value(&solve(case, method)), best, "{method}: {case:?}");
    }
}

/// The methods that solve from scratch. `Auto` names one of them, and is among those of the mixed cases.
const FROM_SCRATCH: [Method; 4] =
    [Method::Hungarian, Method::Spare, Method::Auction, Method::Reference];

/// Every matrix of a shape over `values`, with each of some seats, both objectives: up to the order of its
/// rows and columns, each in one order or the other, and in every order where `MATCHWRIGHT_CASES` asks for
/// long work.
fn check_all(
    (rows, columns): (usize, usize),
    values: &[Cost],
    seats: &[(u32, u32)],
    methods: &[Method],
) {
    let count = values.len().pow((rows * columns) as u32);
    let every_order = std::env::var_os("MATCHWRIGHT_CASES").is_some();
    (0..count).into_par_iter().for_each(|number| {
        let mut costs = cells(number, rows * columns, values);
        if !every_order && !is_in_order(&costs, columns) {
            return;
        }
        costs.rotate_left(columns * (number % rows));
        costs.chunks_mut(columns).for_each(|row| row.rotate_left(number / rows % columns));
        for (objective, seats) in
            OBJECTIVES.into_iter().flat_map(|o| seats.iter().map(move |s| (o, s)))
        {
            let mut case = Case::new(rows, columns, costs.clone(), objective);
            case.row_capacity.fill(seats.0);
            case.column_capacity.fill(seats.1);
            check(&case, methods.iter().copied());
        }
    });
}

#[test]
fn every_3_by_3_matrix_over_0_1_2_forbidden() {
    check_all((3, 3), &[0, 1, 2, FORBIDDEN], &SEATS, &FROM_SCRATCH);
}

#[test]
fn every_4_by_3_matrix_over_0_1_forbidden() {
    check_all((4, 3), &[0, 1, FORBIDDEN], &SEATS, &FROM_SCRATCH);
}

#[test]
fn every_4_by_4_matrix_over_0_1() {
    check_all((4, 4), &[0, 1], &SEATS[..1], &FROM_SCRATCH);
}

#[test]
fn every_3_by_3_matrix_over_0_1_forbidden_mended_from_nothing() {
    check_all((3, 3), &[0, 1, FORBIDDEN], &SEATS, &[Method::Repair]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4_000))]

    #[test]
    fn mixed_seats_and_unmatched_costs(case in cases()) {
        check(&case, Method::ALL.iter().copied());
    }
}
