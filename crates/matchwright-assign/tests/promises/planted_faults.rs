//! The checker claims nothing that is not so, whatever is wrong with what it is given.

use matchwright_assign::{Certificate, Cost, Error, Method, Objective, Pair, Prices, certify};
use proptest::prelude::*;
use proptest::strategy::ValueTree;

use crate::common::{Case, brute_force, cases, solve};

/// A proof with one thing wrong.
struct Planted {
    case: Case,
    pairs: Vec<Pair>,
    prices: Prices,
}

/// A way to plant a fault: where, and by how much.
type Plant = fn(&mut Planted, usize, Cost);

const FAULTS: [(&str, Plant); 14] = [
    ("price of a row", |planted, at, by| shift(&mut planted.prices.rows, at, by)),
    ("price of a column", |planted, at, by| shift(&mut planted.prices.columns, at, by)),
    ("price of a pair", |planted, _, by| planted.prices.per_pair += by),
    ("scale", |planted, _, by| planted.prices.scale = planted.prices.scale.saturating_add(by)),
    ("prices swapped", |planted, at, _| {
        let rows = planted.prices.rows.len();
        planted.prices.rows.swap(at % rows, (at + 1) % rows);
    }),
    ("a price too few", |planted, _, _| {
        planted.prices.columns.pop();
    }),
    ("pair moved", |planted, at, by| {
        let (count, columns) = (planted.pairs.len(), planted.case.columns as i64);
        if count > 0 {
            let pair = &mut planted.pairs[at % count];
            pair.column = (i64::from(pair.column) + by).rem_euclid(columns) as u32;
        }
        planted.pairs.sort_unstable();
    }),
    ("pair dropped", |planted, at, _| {
        let count = planted.pairs.len();
        if count > 0 {
            planted.pairs.remove(at % count);
        }
    }),
    ("pair twice", |planted, at, _| {
        let at = at % planted.pairs.len().max(1);
        if let Some(&pair) = planted.pairs.get(at) {
            planted.pairs.insert(at, pair);
        }
    }),
    ("pair added", |planted, at, by| {
        let (row, column) =
            (at % planted.case.rows, by.unsigned_abs() as usize % planted.case.columns);
        planted.pairs.push(Pair { row: row as u32, column: column as u32 });
        planted.pairs.sort_unstable();
        planted.pairs.dedup();
    }),
    ("seats of a row", |planted, at, by| seats(&mut planted.case.row_capacity, at, by)),
    ("seats of a column", |planted, at, by| seats(&mut planted.case.column_capacity, at, by)),
    ("objective", |planted, _, _| {
        planted.case.objective = match planted.case.objective {
            Objective::Participation => Objective::Total,
            _ => Objective::Participation,
        };
    }),
    ("cut", |planted, at, by| {
        let rows = &mut planted.prices.cut.rows;
        let row = at as u32 % planted.case.rows as u32;
        match rows.binary_search(&row) {
            Ok(place) => {
                rows.remove(place);
            }
            Err(place) => rows.insert(place, row),
        }
        if by > 0 {
            planted.prices.cut.columns.clear();
        }
    }),
];

fn shift(prices: &mut [Cost], at: usize, by: Cost) {
    let count = prices.len();
    prices[at % count] += by;
}

fn seats(capacity: &mut [u32], at: usize, by: Cost) {
    let count = capacity.len();
    let seats = &mut capacity[at % count];
    *seats = (Cost::from(*seats) + by).clamp(0, 3) as u32;
}

/// What the checker says.
fn judged(planted: &Planted) -> Result<Certificate, Error> {
    let matrix = planted.case.matrix();
    certify(&planted.case.problem(&matrix), &planted.pairs, &planted.prices)
}

/// Whether all that a certificate says is so.
fn is_true(planted: &Planted, certificate: &Certificate) -> bool {
    let (most, least) = brute_force(&planted.case);
    let pairs = planted.pairs.len() as i128;
    let is_fullest = planted.case.objective == Objective::Total || pairs == most;
    let is_best = is_fullest && certificate.primal == least;
    let bounds_pairs =
        i128::from(certificate.most_pairs) >= most || planted.case.objective == Objective::Total;
    // The bound speaks of plans with as many pairs.
    let bounds_total = !is_fullest || certificate.dual <= least;
    bounds_pairs && bounds_total && (is_best || !certificate.is_optimal())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_fault_becomes_a_false_claim(
        case in cases(),
        method in prop::sample::select(vec![Method::Hungarian, Method::Spare, Method::Auction, Method::Repair]),
        at in 0..5_usize,
        by in prop::sample::select(vec![-1_000_000, -17, -1, 1, 2, 300, Cost::MAX / 4]),
    ) {
        let solution = solve(&case, method);
        for (name, plant) in FAULTS {
            let (pairs, prices) = (solution.pairs().to_vec(), solution.prices().clone());
            let mut planted = Planted { case: case.clone(), pairs, prices };
            plant(&mut planted, at, by);
            if let Ok(certificate) = judged(&planted) {
                prop_assert!(is_true(&planted, &certificate), "{name}: {certificate:?}");
            }
        }
    }
}

/// How many faults were planted of each kind in proofs that they break, and whether each was caught.
#[test]
fn every_fault_that_breaks_a_proof_is_caught() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut caught = [0_u32; FAULTS.len()];
    for round in 0..1_500_usize {
        let tree = cases().new_tree(&mut runner).expect("a case");
        let case = tree.current();
        let solution = solve(&case, [Method::Hungarian, Method::Auction][round % 2]);
        for (count, (name, plant)) in caught.iter_mut().zip(FAULTS) {
            let (pairs, prices) = (solution.pairs().to_vec(), solution.prices().clone());
            let mut planted = Planted { case: case.clone(), pairs, prices };
            plant(&mut planted, round, [1, -1, 64][round % 3]);
            let (most, least) = brute_force(&planted.case);
            let verdict = judged(&planted);
            let claims = verdict.as_ref().is_ok_and(Certificate::is_optimal);
            let is_fullest =
                planted.case.objective == Objective::Total || planted.pairs.len() as i128 == most;
            let is_best = verdict.as_ref().is_ok_and(|found| is_fullest && found.primal == least);
            assert!(is_best || !claims, "{name}: {verdict:?} {:?}", planted.case);
            *count += u32::from(!claims);
        }
    }
    for (count, (name, _)) in caught.iter().zip(FAULTS) {
        println!("{name}: {count} of 1500 broke the proof and were caught");
        assert!(*count > 20, "{name} was planted too seldom to say anything: {count}");
    }
}
