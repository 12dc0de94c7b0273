//! What it costs to have a certain pair, and who else moves.

use std::collections::BTreeSet;

use matchwright_assign::{
    Change, Error, FORBIDDEN, Method, Monitor, Objective, Pair, Switch, Switches,
};
use proptest::prelude::*;

use crate::all_plans::{Listed, all_plans, check_all};
use crate::common::{Case, cases, solve};
use crate::random::noise;

/// A plan, and what it is worth.
type Plan = (Vec<Pair>, (i128, i128));

/// Compares each pair's switch with the best of all plans that hold the pair.
fn check(case: &Case, method: Method) {
    let (solution, matrix, monitor) = (solve(case, method), case.matrix(), Monitor::new());
    let problem = case.problem(&matrix);
    let plans: Vec<Plan> = all_plans(case)
        .iter()
        .filter(|plan| plan.fits(case))
        .map(|plan: &Listed| (plan.pairs_of(case), plan.key(case.objective)))
        .collect();
    let best = plans.iter().map(|(_, key)| *key).min().expect("the empty plan");
    let switches = Switches::new(&problem, &solution).expect("an answer");
    let for_many = Switches::for_many(&problem, &solution, &monitor).expect("an answer");
    for row in 0..case.rows {
        let of_row = switches.of_row(row, &monitor).expect("an answer");
        for (column, of_row) in of_row.into_iter().enumerate() {
            let pair = Pair { row: row as u32, column: column as u32 };
            let with = plans.iter().filter(|(pairs, _)| pairs.contains(&pair));
            let expected = with.map(|(_, key)| *key).min().map(|key| Change {
                pairs: (best.0 - key.0) as i8,
                total: (key.1 - best.1) as i64,
            });
            assert_eq!(of_row, expected, "{method}, {pair:?} of all: {case:?}");
            let found = switches.to(row, column, &monitor).expect("an answer");
            assert_eq!(found, for_many.to(row, column, &monitor).expect("an answer"), "{case:?}");
            let change = found.as_ref().map(|switch| switch.change);
            assert_eq!(change, expected, "{method}, {pair:?}: {case:?}");
            let Some(switch) = found else { continue };
            let after = switched(solution.pairs(), &switch);
            let moved = plans.iter().find(|(pairs, _)| *pairs == after).map(|(_, key)| Change {
                pairs: (best.0 - key.0) as i8,
                total: (key.1 - best.1) as i64,
            });
            assert!(after.contains(&pair) && moved == expected, "{pair:?}: {case:?}");
        }
    }
}

/// The plan after a switch, sorted.
fn switched(pairs: &[Pair], switch: &Switch) -> Vec<Pair> {
    let mut after: BTreeSet<Pair> = pairs.iter().copied().collect();
    assert!(switch.parted.iter().all(|pair| after.remove(pair)), "{switch:?}");
    assert!(switch.made.iter().all(|pair| after.insert(*pair)), "{switch:?}");
    after.into_iter().collect()
}

#[test]
fn every_3_by_3_matrix_over_0_1_2_forbidden() {
    check_all(3, 3, &[0, 1, 2, FORBIDDEN], |case| check(case, Method::Hungarian));
}

#[test]
fn every_3_by_2_matrix_over_negative_costs_by_auction() {
    check_all(3, 2, &[0, -1, -3, FORBIDDEN], |case| check(case, Method::Auction));
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

/// Larger than any list of plans: with the pair made so cheap that every best plan holds it, the solver finds
/// the same.
#[test]
fn of_forty_rows() {
    for (seed, method) in [(1, Method::Hungarian), (2, Method::Auction), (3, Method::Auction)] {
        let mut below = noise(seed);
        let costs: Vec<i64> = (0..40 * 30).map(|_| below(25) as i64).collect();
        let mut case = Case::new(40, 30, costs, Objective::Total);
        case.unmatched.fill(20);
        case.column_capacity = (0..30).map(|_| below(3) as u32).collect();
        let (solution, matrix, monitor) = (solve(&case, method), case.matrix(), Monitor::new());
        let problem = case.problem(&matrix);
        let switches = Switches::new(&problem, &solution).expect("an answer");
        let for_many = Switches::for_many(&problem, &solution, &monitor).expect("an answer");
        for row in 0..40 {
            for column in 0..30 {
                let [one, shared] = [&switches, &for_many]
                    .map(|switches| switches.to(row, column, &monitor).expect("an answer"));
                assert_eq!(one, shared, "{row} {column}");
            }
            let column = below(30) as usize;
            let found = switches.to(row, column, &monitor).expect("an answer");
            assert_eq!(found.is_none(), case.column_capacity[column] == 0);
            let Some(switch) = found else { continue };
            let mut cheap = case.clone();
            cheap.costs[row * 30 + column] -= 1_000;
            let forced = solve(&cheap, method).total() + 1_000;
            assert_eq!(
                solution.total() + i128::from(switch.change.total),
                forced,
                "{row} {column}"
            );
        }
    }
}

#[test]
fn positions_outside_are_refused() {
    let case = Case::new(2, 3, vec![1; 6], Objective::Participation);
    let (solution, matrix, monitor) =
        (solve(&case, Method::Hungarian), case.matrix(), Monitor::new());
    let problem = case.problem(&matrix);
    let switches = Switches::new(&problem, &solution).expect("an answer");
    assert_eq!(switches.to(2, 0, &monitor), Err(Error::Positions));
    assert_eq!(switches.to(0, 3, &monitor), Err(Error::Positions));
    assert_eq!(switches.of_row(2, &monitor), Err(Error::Positions));
}
