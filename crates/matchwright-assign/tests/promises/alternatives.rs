//! Which rows have another partner in another best plan.

use std::collections::BTreeSet;

use matchwright_assign::{
    CostMatrix, Error, FORBIDDEN, Method, Monitor, Objective, Problem, alternatives,
};
use proptest::prelude::*;

use crate::all_plans::{best_plans, check_all};
use crate::common::{Case, cases, solve};
use crate::random::noise;

fn check(case: &Case, method: Method) {
    let solution = solve(case, method);
    let matrix = case.matrix();
    let found =
        alternatives(&case.problem(&matrix), &solution, &Monitor::new()).expect("an answer");

    let mut tied = BTreeSet::new();
    let plans = best_plans(case);
    for plan in &plans {
        let pairs = plan.pairs_of(case);
        let changed = pairs.iter().filter(|pair| !solution.pairs().contains(pair));
        let dropped = solution.pairs().iter().filter(|pair| !pairs.contains(pair));
        tied.extend(changed.chain(dropped).map(|pair| pair.row));
    }
    assert_eq!(found.rows(), Vec::from_iter(tied), "{method}: {case:?}");
    assert_eq!(found.is_unique(), plans.len() == 1);
}

#[test]
fn every_3_by_3_matrix_over_0_1_2_forbidden() {
    check_all(3, 3, &[0, 1, 2, FORBIDDEN], |case| check(case, Method::Hungarian));
}

/// The auction's prices have a scale above 1, and have to be made whole first.
#[test]
fn every_3_by_3_matrix_over_0_1_forbidden_by_auction() {
    check_all(3, 3, &[0, 1, FORBIDDEN], |case| check(case, Method::Auction));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn mixed_seats_and_unmatched_costs(
        case in cases().prop_filter("few plans", |case| case.costs.len() <= 12),
        method in prop::sample::select(Method::ALL.to_vec()),
    ) {
        check(&case, method);
    }
}

/// Larger than any list of plans: a row is tied exactly where forbidding one of its pairs, or
/// paying a little for all it has, costs nothing.
#[test]
fn a_row_that_can_do_without_its_pair() {
    for (seed, method) in [(1, Method::Hungarian), (2, Method::Auction), (3, Method::Auction)] {
        let mut below = noise(seed);
        let costs: Vec<i64> = (0..40 * 30).map(|_| below(25) as i64).collect();
        let mut case = Case::new(40, 30, costs, Objective::Participation);
        case.column_capacity = (0..30).map(|_| below(3) as u32).collect();
        let solution = solve(&case, method);
        let matrix = case.matrix();
        let problem = case.problem(&matrix);
        let found = alternatives(&problem, &solution, &Monitor::new()).expect("an answer");
        let mut rows = Vec::new();
        for row in 0..40 {
            let pair = solution.pairs().iter().find(|pair| pair.row == row);
            // Everything else than what the row does now is 1 better in twice the unit.
            let mut other = case.clone();
            other.costs.iter_mut().for_each(|cost| *cost *= 2);
            let at = row as usize * 30;
            let now = pair.map(|pair| pair.column as usize);
            for column in (0..30).filter(|column| Some(*column) != now) {
                other.costs[at + column] -= 1;
            }
            other.unmatched[row as usize] = if now.is_some() { -1 } else { 0 };
            if solve(&other, method).total() < 2 * solution.total() {
                rows.push(row);
            }
        }
        assert_eq!(found.rows(), rows, "{seed}");
        assert!(!rows.is_empty() && rows.len() < 40, "{seed}: the test says nothing");
    }
}

#[test]
fn a_solution_of_another_problem_is_refused() {
    let one = Case::new(2, 2, vec![1, 2, 4, 8], Objective::Participation);
    let solution = solve(&one, Method::Hungarian);
    let costs = CostMatrix::from_vec(2, 2, vec![1, 9, 4, 8]).expect("shape");
    for problem in [
        Problem::new(&costs),
        Problem::new(&one.matrix()).column_capacity(vec![1, 0]),
        Problem::new(&CostMatrix::from_vec(1, 2, vec![1, 2]).expect("shape")),
    ] {
        let refused = alternatives(&problem, &solution, &Monitor::new());
        assert_eq!(refused.err(), Some(Error::Unproven));
    }
}
