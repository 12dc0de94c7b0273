//! A problem that falls into independent parts has the best plans of its parts.

use matchwright_assign::{FORBIDDEN, Method, Objective};

use crate::common::{Case, OBJECTIVES, brute_force, solve};
use crate::random::noise;

/// Small cases side by side: nobody may meet anybody of another case.
fn side_by_side(cases: &[Case], objective: Objective) -> Case {
    let rows: usize = cases.iter().map(|case| case.rows).sum();
    let columns: usize = cases.iter().map(|case| case.columns).sum();
    let mut all = Case::new(rows, columns, vec![FORBIDDEN; rows * columns], objective);
    let (mut top, mut left) = (0, 0);
    for case in cases {
        for (row, costs) in case.costs.chunks(case.columns).enumerate() {
            let start = (top + row) * columns + left;
            all.costs[start..start + case.columns].copy_from_slice(costs);
        }
        all.row_capacity[top..top + case.rows].copy_from_slice(&case.row_capacity);
        all.unmatched[top..top + case.rows].copy_from_slice(&case.unmatched);
        all.column_capacity[left..left + case.columns].copy_from_slice(&case.column_capacity);
        top += case.rows;
        left += case.columns;
    }
    all
}

/// A case of at most 4 × 4 with seats from 0 to 2; about a third of the pairs may not meet.
fn small(below: &mut impl FnMut(u64) -> u64, objective: Objective) -> Case {
    let (rows, columns) = (1 + below(4) as usize, 1 + below(4) as usize);
    let mut case = Case::new(rows, columns, Vec::new(), objective);
    let cost = |below: &mut dyn FnMut(u64) -> u64| match below(3) {
        0 => FORBIDDEN,
        _ => below(19) as i64 - 9,
    };
    case.costs = (0..rows * columns).map(|_| cost(below)).collect();
    case.row_capacity.fill_with(|| below(3) as u32);
    case.column_capacity.fill_with(|| below(3) as u32);
    case.unmatched.fill_with(|| below(9) as i64 - 4);
    case
}

#[test]
fn the_best_plan_of_all_is_the_best_plan_of_each() {
    for objective in OBJECTIVES {
        for seed in 1..=20 {
            let mut below = noise(seed);
            // About 250 × 250 seats: enough to be taken apart.
            let cases: Vec<Case> = (0..150).map(|_| small(&mut below, objective)).collect();
            let (mut pairs, mut total) = (0, 0);
            for (part_pairs, part_total) in cases.iter().map(brute_force) {
                pairs += part_pairs;
                total += part_total;
            }
            let all = side_by_side(&cases, objective);
            assert_eq!(all.value(&solve(&all, Method::Hungarian)), (pairs, total), "seed {seed}");
        }
    }
}

/// One row that may meet everybody joins what would otherwise be apart; `solve` asks for the proof.
#[test]
fn a_row_that_meets_all_joins_all() {
    for objective in OBJECTIVES {
        let mut below = noise(7);
        let cases: Vec<Case> = (0..150).map(|_| small(&mut below, objective)).collect();
        let mut all = side_by_side(&cases, objective);
        all.costs[..all.columns].fill_with(|| below(19) as i64 - 9);
        all.row_capacity[0] = 0;
        let (pairs, total) = all.value(&solve(&all, Method::Hungarian));
        all.row_capacity[0] = 5;
        all.unmatched[0] = 0;
        let (more_pairs, less) = all.value(&solve(&all, Method::Hungarian));
        let gained = if objective == Objective::Total { total - less } else { more_pairs - pairs };
        assert!(gained > 0, "a row that may meet everybody finds somebody");
    }
}
