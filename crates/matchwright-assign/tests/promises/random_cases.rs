//! Random problems of every kind, as many as asked for: small ones against brute force, larger ones
//! against the reference method.
//!
//! `MATCHWRIGHT_CASES` says how many; without it a sample that takes some seconds. Case number `k`
//! is the same in every run, so that a failure names its case.

use matchwright_assign::{Cost, FORBIDDEN, Method, Objective};
use rayon::prelude::*;

use crate::common::{Case, brute_force, solve};
use crate::random::{count, noise};

/// Numbers below what is asked for.
type Draw<'a> = &'a mut dyn FnMut(u64) -> u64;

/// Brute force keeps a value for every way to fill the columns; this many keep a case below a
/// millisecond.
const STATES: u32 = 600;

#[test]
fn small_ones_against_brute_force() {
    (0..count(50_000)).into_par_iter().for_each(|number| {
        let draw: Draw<'_> = &mut noise(number + 1);
        let (rows, columns) = (draw(7) as usize + 1, draw(7) as usize + 1);
        let mut case = random_case(rows, columns, draw);
        limit_states(&mut case.column_capacity);
        let best = brute_force(&case);
        for &method in Method::ALL {
            assert_eq!(case.value(&solve(&case, method)), best, "{number}, {method}: {case:?}");
        }
    });
}

#[test]
fn larger_ones_against_the_reference() {
    (0..count(2_000)).into_par_iter().for_each(|number| {
        let draw: Draw<'_> = &mut noise(number + 1);
        let (rows, columns) = (size(draw), size(draw));
        let case = random_case(rows, columns, draw);
        let best = case.value(&solve(&case, Method::Reference));
        for &method in Method::ALL.iter().filter(|method| **method != Method::Reference) {
            let value = case.value(&solve(&case, method));
            assert_eq!(value, best, "{number}, {method}: {rows} by {columns}");
        }
    });
}

/// From 1 to 300, small ones more often: the reference takes cubic time.
fn size(draw: Draw<'_>) -> usize {
    let most = [10, 30, 100, 300][draw(4) as usize];
    draw(most) as usize + 1
}

/// Every mixture of costs, forbidden pairs, seats, unmatched costs and objectives.
fn random_case(rows: usize, columns: usize, draw: Draw<'_>) -> Case {
    let objective = [Objective::Participation, Objective::Total][draw(2) as usize];
    let costs = costs(rows, columns, draw);
    let mut case = Case::new(rows, columns, costs, objective);
    // The reference gives every pair between two sides with several seats nodes of its own, so that
    // only small problems have them on both.
    match draw(if rows * columns <= 100 { 4 } else { 3 }) {
        0 => (),
        1 => case.column_capacity = seats(columns, draw),
        2 => case.row_capacity = seats(rows, draw),
        _ => (case.row_capacity, case.column_capacity) = (seats(rows, draw), seats(columns, draw)),
    }
    if draw(2) == 0 {
        let spread = case.costs.iter().filter(|cost| **cost != FORBIDDEN).max();
        let spread = spread.map_or(0, |cost| cost.unsigned_abs()) + 1;
        case.unmatched = (0..rows).map(|_| draw(2 * spread) as Cost - spread as Cost).collect();
    }
    case
}

/// Ties, wide ranges, products and popularity; between none and most of the pairs forbidden.
fn costs(rows: usize, columns: usize, draw: Draw<'_>) -> Vec<Cost> {
    let spread = [1, 3, 10, 100, 1_000_000][draw(5) as usize];
    let mut line = |length| (0..length).map(|_| draw(spread) as Cost).collect::<Vec<_>>();
    let (row_part, column_part) = (line(rows), line(columns));
    let kind = draw(4);
    let forbidden = [0, 0, 1, 3, 7][draw(5) as usize];
    let mut cost = |row: usize, column: usize| match kind {
        0 => draw(spread) as Cost,
        1 => (row as Cost + 1) * (column as Cost + 1),
        2 => row_part[row] * column_part[column] % (spread as Cost + 1),
        _ => row_part[row] + column_part[column] - draw(spread) as Cost,
    };
    let mut costs = Vec::with_capacity(rows * columns);
    for row in 0..rows {
        costs.extend((0..columns).map(|column| cost(row, column)));
    }
    for cost in &mut costs {
        if draw(8) < forbidden {
            *cost = FORBIDDEN;
        }
    }
    costs
}

/// From 0 to 3 each.
fn seats(length: usize, draw: Draw<'_>) -> Vec<u32> {
    (0..length).map(|_| draw(4) as u32).collect()
}

/// Takes seats from the last columns until brute force can keep count.
fn limit_states(column_capacity: &mut [u32]) {
    let mut states = 1;
    for seats in column_capacity {
        while *seats > 0 && states * (*seats + 1) > STATES {
            *seats -= 1;
        }
        states *= *seats + 1;
    }
}
