//! What must stay the same, or move one way, when the problem is changed.

use matchwright_assign::{FORBIDDEN, Method, Objective, Prices, certify};
use proptest::prelude::*;

use crate::common::{Case, cases, solve};
use crate::random::noise;

fn value(case: &Case) -> (i128, i128) {
    case.value(&solve(case, Method::Hungarian))
}

/// Rows and columns exchanged. Unmatched costs belong to rows, so they are folded into the pairs; the
/// total moves by the cost of the plan without pairs.
fn turned(case: &Case) -> (Case, i128) {
    let mut turned = Case::new(case.columns, case.rows, Vec::new(), case.objective);
    for column in 0..case.columns {
        for row in 0..case.rows {
            let cost = case.costs[row * case.columns + column];
            turned.costs.push(if cost == FORBIDDEN { cost } else { cost - case.unmatched[row] });
        }
    }
    turned.row_capacity.clone_from(&case.column_capacity);
    turned.column_capacity.clone_from(&case.row_capacity);
    let seats = case.row_capacity.iter().zip(&case.unmatched);
    (turned, seats.map(|(&seats, &cost)| i128::from(seats) * i128::from(cost)).sum())
}

/// The rows and columns in another order.
fn shuffled(case: &Case, seed: u64) -> Case {
    let mut below = noise(seed);
    let mut order = |length: usize| {
        let mut order: Vec<usize> = (0..length).collect();
        for end in (1..length).rev() {
            order.swap(end, below(end as u64 + 1) as usize);
        }
        order
    };
    let (rows, columns) = (order(case.rows), order(case.columns));
    let cost = |row: usize, column: usize| case.costs[row * case.columns + column];
    Case {
        costs: rows
            .iter()
            .flat_map(|&row| columns.iter().map(move |&column| cost(row, column)))
            .collect(),
        row_capacity: rows.iter().map(|&row| case.row_capacity[row]).collect(),
        column_capacity: columns.iter().map(|&column| case.column_capacity[column]).collect(),
        unmatched: rows.iter().map(|&row| case.unmatched[row]).collect(),
        ..case.clone()
    }
}

/// Every seat of a column as a column of its own.
fn replicated(case: &Case) -> Case {
    let owners: Vec<usize> = (0..case.columns)
        .flat_map(|column| std::iter::repeat_n(column, case.column_capacity[column] as usize))
        .collect();
    let rows = case.costs.chunks(case.columns);
    Case {
        columns: owners.len(),
        costs: rows.flat_map(|row| owners.iter().map(|&owner| row[owner])).collect(),
        column_capacity: vec![1; owners.len()],
        ..case.clone()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn capacities_are_replicated_columns(mut case in cases()) {
        // With one seat per row no pair can be used twice, however the columns are written.
        case.row_capacity.iter_mut().for_each(|seats| *seats = (*seats).min(1));
        prop_assert_eq!(value(&replicated(&case)), value(&case));
    }

    #[test]
    fn turning_the_matrix(case in cases()) {
        let (turned, base) = turned(&case);
        let (pairs, total) = value(&turned);
        prop_assert_eq!((pairs, total + base), value(&case));
    }

    #[test]
    fn any_order_of_rows_and_columns(case in cases(), seed in any::<u64>()) {
        prop_assert_eq!(value(&shuffled(&case, seed)), value(&case));
    }

    #[test]
    fn scaling_the_costs(mut case in cases(), factor in 1..1_000_000_i64) {
        let (pairs, total) = value(&case);
        case.costs.iter_mut().filter(|cost| **cost != FORBIDDEN).for_each(|cost| *cost *= factor);
        case.unmatched.iter_mut().for_each(|cost| *cost *= factor);
        prop_assert_eq!(value(&case), (pairs, total * i128::from(factor)));
    }

    #[test]
    fn one_seat_more_is_never_worse(case in cases(), column in 0..5_usize) {
        let mut roomier = case.clone();
        roomier.column_capacity[column % case.columns] += 1;
        let (before, after) = (value(&case), value(&roomier));
        prop_assert!(after.0 > before.0 || (after.0 == before.0 && after.1 <= before.1));
    }

    #[test]
    fn no_prices_bound_above_the_best(case in cases(), prices in any_prices()) {
        let solution = solve(&case, Method::Hungarian);
        let per_pair = if case.objective == Objective::Total { 0 } else { prices.0 };
        let (rows, columns) = (prices.1[..case.rows].to_vec(), prices.2[..case.columns].to_vec());
        let prices = Prices { per_pair, rows, columns, ..Prices::default() };
        let matrix = case.matrix();
        let certificate = certify(&case.problem(&matrix), solution.pairs(), &prices).expect("valid");
        prop_assert!(certificate.dual <= solution.total());
    }
}

fn any_prices() -> impl Strategy<Value = (i64, Vec<i64>, Vec<i64>)> {
    let seats = || prop::collection::vec(-6..=0_i64, 5);
    (-6..=6_i64, seats(), seats())
}

#[test]
fn large_problems_turned_and_shuffled() {
    for (seats, objective) in [(1, Objective::Participation), (3, Objective::Total)] {
        let mut below = noise(97);
        let costs =
            (0..120 * 90).map(|_| if below(4) == 0 { FORBIDDEN } else { below(40) as i64 - 25 });
        let mut case = Case::new(120, 90, costs.collect(), objective);
        case.column_capacity.iter_mut().for_each(|all| *all = seats);
        case.row_capacity.iter_mut().for_each(|all| *all = below(3) as u32);
        let expected = value(&case);
        assert_eq!(value(&turned(&case).0), expected);
        assert_eq!(value(&shuffled(&case, 5)), expected);
        let reference =
            solve(&Case { row_capacity: vec![1; 120], ..case.clone() }, Method::Reference);
        assert_eq!(
            value(&Case { row_capacity: vec![1; 120], ..case.clone() }),
            case.value(&reference)
        );
    }
}
