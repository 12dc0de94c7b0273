//! The best plan, the next best, and so on: none left out, none twice.

use matchwright_assign::{
    CostMatrix, FORBIDDEN, Method, Objective, Options, Pair, Problem, Solution, assign, k_best,
};
use proptest::prelude::*;

use crate::all_plans::{all_plans, check_all};
use crate::common::{Case, cases};
use crate::random::noise;

/// Compares the first `k` plans with a list of all.
fn check(case: &Case, k: usize, method: Method) {
    let matrix = case.matrix();
    let options = Options::default().with_method(method);
    let plans = k_best(&case.problem(&matrix), k, &options).expect("plans");

    let mut all = all_plans(case);
    let most = all.iter().map(|plan| plan.pairs).max().expect("the empty plan");
    all.retain(|plan| case.objective == Objective::Total || plan.pairs == most);
    all.sort_unstable_by_key(|plan| plan.total);
    let totals: Vec<i128> = all.iter().take(k).map(|plan| plan.total).collect();
    let found: Vec<i128> = plans.iter().map(Solution::total).collect();
    assert_eq!(found, totals, "{method}: {case:?}");

    let mut pairs: Vec<&[Pair]> = plans.iter().map(Solution::pairs).collect();
    pairs.sort_unstable();
    pairs.dedup();
    assert_eq!(pairs.len(), plans.len(), "a plan stands twice: {case:?}");
    for plan in &plans {
        assert!(all.iter().any(|listed| listed.pairs_of(case) == plan.pairs()), "{case:?}");
        assert_eq!(plan.certificate().gap(), plan.total() - plans[0].total());
        assert!(plan.certificate().is_fullest());
    }
}

#[test]
fn all_plans_of_every_2_by_3_matrix_over_0_1_2_forbidden() {
    let values = [0, 1, 2, FORBIDDEN];
    check_all(2, 3, &values, |case| check(case, usize::MAX, Method::Hungarian));
    check_all(3, 2, &values, |case| check(case, usize::MAX, Method::Auction));
}

#[test]
fn the_first_of_every_3_by_3_matrix_over_0_1_2_forbidden() {
    check_all(3, 3, &[0, 1, 2, FORBIDDEN], |case| check(case, 4, Method::Hungarian));
}

#[test]
fn all_plans_of_every_3_by_3_matrix_over_0_1() {
    check_all(3, 3, &[0, 1], |case| check(case, usize::MAX, Method::Hungarian));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn mixed_seats_and_unmatched_costs(
        case in cases().prop_filter("few plans", |case| case.costs.len() <= 12),
        method in prop::sample::select(Method::ALL.to_vec()),
        k in 1..200_usize,
    ) {
        check(&case, k, method);
    }
}

/// The second best plan of a larger problem is the best one that has to differ: the least over all
/// pairs of the best plan of solving without that pair.
#[test]
fn the_second_is_the_best_without_some_pair_of_the_first() {
    for seed in 0..12 {
        let mut below = noise(seed);
        let spread = [20, 100_000][seed as usize % 2];
        let costs: Vec<i64> = (0..25 * 30).map(|_| below(spread) as i64).collect();
        let matrix = CostMatrix::from_vec(25, 30, costs.clone()).expect("shape");
        let problem = Problem::new(&matrix);
        let plans = k_best(&problem, 2, &Options::default()).expect("plans");
        let without = |pair: &Pair| {
            let mut costs = costs.clone();
            costs[pair.row as usize * 30 + pair.column as usize] = FORBIDDEN;
            let matrix = CostMatrix::from_vec(25, 30, costs).expect("shape");
            assign(&Problem::new(&matrix), &Options::default()).expect("a plan").total()
        };
        assert_eq!(Some(plans[1].total()), plans[0].pairs().iter().map(without).min(), "{seed}");
    }
}

#[test]
fn fewer_are_a_beginning_and_threads_do_not_show() {
    let mut below = noise(5);
    let costs: Vec<i64> = (0..30 * 30).map(|_| below(4) as i64).collect();
    let matrix = CostMatrix::from_vec(30, 30, costs).expect("shape");
    let problem = Problem::new(&matrix);
    let pairs = |k: usize, threads: usize| -> Vec<Vec<Pair>> {
        let plans = k_best(&problem, k, &Options::default().with_threads(threads)).expect("plans");
        plans.iter().map(|plan| plan.pairs().to_vec()).collect()
    };
    let forty = pairs(40, 1);
    assert_eq!(forty.len(), 40);
    assert_eq!(pairs(7, 1), forty[..7]);
    assert_eq!(pairs(40, 3), forty);
    assert!(pairs(0, 1).is_empty());
    let best = assign(&problem, &Options::default()).expect("a plan");
    assert_eq!(best.pairs(), forty[0]);
}

#[test]
fn the_largest_costs_there_may_be() {
    let largest = matchwright_assign::cost_limit(3, 3);
    for objective in [Objective::Participation, Objective::Total] {
        let costs = [-1, 1, -1, 1, 1, -1, -1, -1, 1].map(|sign| sign * largest).to_vec();
        let case = Case::new(3, 3, costs, objective);
        check(&case, usize::MAX, Method::Hungarian);
    }
}
