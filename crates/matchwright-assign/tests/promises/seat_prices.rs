//! What one seat more gains, and what one less loses.

use matchwright_assign::{
    Change, Error, FORBIDDEN, Method, Monitor, Objective, SeatPrice, seat_prices,
};
use proptest::prelude::*;

use crate::all_plans::{Listed, all_plans, check_all};
use crate::common::{Case, brute_force, cases, solve};
use crate::random::noise;

/// What each seat is worth, with `best` for the best pairs and total of a problem like `case`.
fn expected(case: &Case, best: impl Fn(&Case) -> (i128, i128)) -> [Vec<SeatPrice>; 2] {
    let before = best(case);
    let change = |other: Case| {
        let after = best(&other);
        let (pairs, total) = (after.0 - before.0, after.1 - before.1);
        Change { pairs: pairs as i8, total: total as i64 }
    };
    let price = |seats: fn(&mut Case) -> &mut Vec<u32>, at: usize| {
        let (mut more, mut less) = (case.clone(), case.clone());
        seats(&mut more)[at] += 1;
        let one_less = seats(&mut less)[at].checked_sub(1).map(|left| {
            seats(&mut less)[at] = left;
            change(less)
        });
        SeatPrice { one_more: change(more), one_less }
    };
    [
        (0..case.rows).map(|row| price(|case| &mut case.row_capacity, row)).collect(),
        (0..case.columns).map(|column| price(|case| &mut case.column_capacity, column)).collect(),
    ]
}

fn check(case: &Case, method: Method, best: impl Fn(&Case) -> (i128, i128)) {
    let solution = solve(case, method);
    let matrix = case.matrix();
    let found = seat_prices(&case.problem(&matrix), &solution, &Monitor::new()).expect("an answer");
    let [rows, columns] = expected(case, best);
    assert_eq!((found.rows, found.columns), (rows, columns), "{method}: {case:?}");
}

/// The best of all plans that there are with one seat more everywhere, among those that keep to the
/// seats.
fn by_list(case: &Case) -> impl Fn(&Case) -> (i128, i128) {
    let mut roomier = case.clone();
    roomier
        .row_capacity
        .iter_mut()
        .chain(&mut roomier.column_capacity)
        .for_each(|seats| *seats += 1);
    roomier.unmatched.fill(0);
    assert!(case.unmatched.iter().all(|cost| *cost == 0), "a list that pays for nothing");
    let plans = all_plans(&roomier);
    move |case| {
        let key = |plan: &Listed| plan.key(case.objective);
        let (pairs, total) =
            plans.iter().filter(|plan| plan.fits(case)).map(key).min().expect("the empty plan");
        (-pairs, total)
    }
}

#[test]
fn every_3_by_3_matrix_over_0_1_2_forbidden() {
    let values = [0, 1, 2, FORBIDDEN];
    check_all(3, 3, &values, |case| check(case, Method::Hungarian, by_list(case)));
}

#[test]
fn every_3_by_2_matrix_over_negative_costs_by_auction() {
    let values = [0, -1, -3, FORBIDDEN];
    check_all(3, 2, &values, |case| check(case, Method::Auction, by_list(case)));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn mixed_seats_and_unmatched_costs(
        case in cases(),
        method in prop::sample::select(Method::ALL.to_vec()),
    ) {
        check(&case, method, brute_force);
    }
}

/// Rows longer than the first lists, so that pairs have to join them.
#[test]
fn what_solving_again_says() {
    for (seed, kind) in [(1, 0), (2, 1), (3, 2), (4, 3)] {
        for objective in [Objective::Participation, Objective::Total] {
            let case = large(seed, kind, objective);
            let best = |case: &Case| case.value(&solve(case, Method::Hungarian));
            for method in [Method::Hungarian, Method::Auction] {
                check(&case, method, best);
            }
        }
    }
}

/// 30 rows and 90 columns: noise, products, popularity, and blocks that hardly meet.
fn large(seed: u64, kind: u64, objective: Objective) -> Case {
    let mut below = noise(seed);
    let (rows, columns) = (30, 90);
    let popular: Vec<i64> = (0..columns).map(|_| below(1_000) as i64).collect();
    let mut costs = Vec::new();
    for row in 0..rows {
        for (column, popular) in popular.iter().enumerate() {
            costs.push(match kind {
                0 => below(1_000) as i64 - 700,
                1 => ((row + 1) * (column + 1)) as i64 - 500,
                2 => popular + below(100) as i64 - 600,
                _ if row % 3 != column % 3 && below(40) > 0 => FORBIDDEN,
                _ => below(50) as i64 - 30,
            });
        }
    }
    let mut case = Case::new(rows, columns, costs, objective);
    case.column_capacity = (0..columns).map(|_| below(5) as u32 / 2).collect();
    case.row_capacity = (0..rows).map(|_| below(5) as u32).collect();
    case
}

#[test]
fn a_stopped_one_says_so() {
    let case = Case::new(2, 2, vec![1, 2, 4, 8], Objective::Participation);
    let monitor = Monitor::new();
    monitor.cancel();
    let matrix = case.matrix();
    let stopped = seat_prices(&case.problem(&matrix), &solve(&case, Method::Hungarian), &monitor);
    assert_eq!(stopped.err(), Some(Error::Cancelled));
}
