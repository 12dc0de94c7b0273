//! Nothing that a caller can pass makes the crate panic, loop or claim what is not so.

use std::ops::Range;
use std::sync::atomic::{AtomicU64, Ordering};

use matchwright_assign::general::{OddSet, PeerPrices, Peers, certify, pair};
use matchwright_assign::{
    Cost, CostFn, CostMatrix, CostSource, CsrMatrix, Error, FORBIDDEN, Fault, Objective, Options,
    cost_limit,
};

use crate::common::{Case, OBJECTIVES, brute_force, solve};
use crate::random::noise;

fn error(peers: &Peers<'_>) -> Option<Error> {
    pair(peers, &Options::default()).err()
}

#[test]
fn few_people_and_nobody_who_may_meet() {
    for objective in OBJECTIVES {
        for people in 0..5 {
            for cost in [0, 1, -1, FORBIDDEN] {
                let case = Case::new(people, objective, |_, _| cost);
                assert_eq!(case.value(solve(&case).partners()), brute_force(&case), "{case:?}");
            }
        }
        let pairing = solve(&Case::new(300, objective, |_, _| FORBIDDEN));
        assert_eq!(pairing.alone().count(), 300);
        assert_eq!(pairing.certificate().most_pairs, 0);
    }
}

#[test]
fn costs_at_the_limit_and_beyond() {
    for people in [2, 3, 9, 10] {
        let limit = cost_limit(people, people);
        for objective in OBJECTIVES {
            let mut below = noise(people as u64);
            let mut case = Case::new(people, objective, |_, _| {
                [limit, -limit, limit - 1, 0, FORBIDDEN][below(5) as usize]
            });
            assert_eq!(case.value(solve(&case).partners()), brute_force(&case), "{case:?}");
            for cost in [limit + 1, -limit - 1, Cost::MIN, FORBIDDEN - 1] {
                let place = if people > 2 { people + 2 } else { people };
                case = Case::new(people, objective, |_, _| 0);
                case.costs[place] = cost;
                let matrix = case.matrix();
                let found = error(&Peers::new(&matrix).objective(objective));
                let (row, column) = (place / people, place % people);
                let too_large = Error::CostTooLarge { row, column, limit };
                let asymmetric =
                    Error::Asymmetric { row: row.min(column), column: row.max(column) };
                assert!(found == Some(too_large) || found == Some(asymmetric), "{found:?}");
            }
        }
    }
}

#[test]
fn unmatched_costs_of_every_size() {
    let case = Case::new(4, Objective::Total, |_, _| 1);
    let matrix = case.matrix();
    for cost in [Cost::MIN, Cost::MAX, 1 << 60, -(1 << 60)] {
        let peers = Peers::new(&matrix).unmatched_cost(vec![cost; 4]);
        assert!(matches!(error(&peers), Some(Error::CostTooLarge { .. })));
        // They cancel each other out.
        let peers = Peers::new(&matrix).unmatched_cost(vec![cost, cost.saturating_neg(), 0, 0]);
        assert!(matches!(error(&peers), Some(Error::CostTooLarge { .. })));
    }
    let one = CostMatrix::from_vec(1, 1, vec![5]).expect("shape");
    let peers = Peers::new(&one).unmatched_cost(vec![Cost::MAX]);
    let pairing = pair(&peers, &Options::default()).expect("nobody meets");
    assert_eq!(pairing.total(), i128::from(Cost::MAX));
}

#[test]
fn shapes_and_directions() {
    let wide = CostMatrix::from_vec(2, 3, vec![0; 6]).expect("shape");
    assert_eq!(error(&Peers::new(&wide)), Some(Error::NotSquare { rows: 2, columns: 3 }));
    let square = CostMatrix::from_vec(2, 2, vec![0; 4]).expect("shape");
    let found = error(&Peers::new(&square).unmatched_cost(vec![0; 3]));
    assert_eq!(found, Some(Error::Length { what: "unmatched costs", expected: 2, found: 3 }));

    for (row, column) in [(0, 1), (3, 199), (100, 101), (70, 130)] {
        let odd = CostFn::new(200, 200, |one, other| Cost::from((one, other) == (column, row)));
        assert_eq!(error(&Peers::new(&odd)), Some(Error::Asymmetric { row, column }));
    }
    let lower = CostFn::new(200, 200, |one, other| Cost::from((one, other) == (3, 199)));
    assert_eq!(error(&Peers::new(&lower)), Some(Error::Asymmetric { row: 3, column: 199 }));
    // Listed in one direction only.
    let listed = CsrMatrix::new(3, vec![0, 1, 1, 1], vec![2], vec![4]).expect("a matrix");
    assert_eq!(error(&Peers::new(&listed)), Some(Error::Asymmetric { row: 0, column: 2 }));
    // What people cost with themselves is not read.
    let own = CsrMatrix::new(1, vec![0, 1], vec![0], vec![Cost::MIN + 1]).expect("a matrix");
    assert_eq!(error(&Peers::new(&own)), None);
}

/// Says something else each time it is asked.
struct Fickle(AtomicU64, u64);

impl CostSource for Fickle {
    fn rows(&self) -> usize {
        60
    }
    fn columns(&self) -> usize {
        60
    }
    fn block(&self, row: usize, columns: Range<usize>, out: &mut [Cost]) {
        let asked = self.0.fetch_add(1, Ordering::Relaxed);
        for (out, column) in out.iter_mut().zip(columns) {
            let (one, other) = (row.min(column) as u64, row.max(column) as u64);
            // Constant until everything has been read once, in both directions.
            let epoch = if asked < 200 { 0 } else { asked * self.1 };
            let mut below = noise(1 + one * 60 + other + epoch);
            *out = [below(1_000) as Cost, FORBIDDEN, -5][below(3) as usize];
        }
    }
}

#[test]
fn a_source_that_changes_its_mind() {
    for change in 0..40 {
        for objective in OBJECTIVES {
            let source = Fickle(AtomicU64::new(0), change);
            let peers = Peers::new(&source).objective(objective);
            if let Ok(pairing) = pair(&peers, &Options::default()) {
                assert!(change == 0 || !pairing.certificate().is_optimal(), "{change}");
            }
        }
    }
}

#[test]
fn prices_and_partners_that_are_nobody_s() {
    let matrix = Case::new(5, Objective::Total, |_, _| -1).matrix();
    let peers = Peers::new(&matrix).objective(Objective::Total);
    let plain = |odd_sets| PeerPrices { scale: 2, per_pair: 0, people: vec![-1; 5], odd_sets };
    let alone = [None; 5];
    let set = |people: &[u32], sets: &[u32]| OddSet {
        price: -1,
        people: people.to_vec(),
        sets: sets.to_vec(),
    };
    let refused = [
        vec![set(&[0, 1], &[])],
        vec![set(&[0], &[])],
        vec![set(&[0, 1, 5], &[])],
        vec![set(&[0, 1, 1], &[])],
        vec![set(&[0, 1, 2], &[]), set(&[2, 3, 4], &[])],
        vec![set(&[0, 1, 2], &[0])],
        vec![set(&[0, 1, 2], &[1]), set(&[3, 4, 1], &[])],
        vec![set(&[0, 1, 2], &[]), set(&[3, 4], &[0, 0])],
        vec![set(&[0, 1, 2], &[]), set(&[3, 4], &[7])],
        vec![set(&[], &[])],
    ];
    for sets in refused {
        let found = certify(&peers, &alone, &plain(sets.clone()));
        assert!(matches!(found, Err(Error::OddSet { .. })), "{sets:?}: {found:?}");
    }
    let nested = plain(vec![set(&[0, 1, 2], &[]), set(&[3, 4], &[0])]);
    assert!(certify(&peers, &alone, &nested).is_ok());

    for partners in [[Some(9), None, None, None, None], [Some(0), None, None, None, None]] {
        let found = certify(&peers, &partners, &nested);
        assert!(matches!(found, Err(Error::Plan { .. })), "{found:?}");
    }
    let one_sided = certify(&peers, &[Some(1), None, None, None, None], &nested);
    let fault = Fault::OneSided;
    assert_eq!(one_sided, Err(Error::Plan { row: 0, column: 1, fault }));
    for price in [1, Cost::MIN, Cost::MAX] {
        for at in 0..3 {
            let mut prices = nested.clone();
            *[&mut prices.people[3], &mut prices.odd_sets[1].price, &mut prices.per_pair][at] =
                price;
            let found = certify(&peers, &alone, &prices);
            assert!(matches!(found, Err(Error::Price { .. })), "{price} {at}: {found:?}");
        }
    }
}
