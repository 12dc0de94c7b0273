//! On small populations the pairing is what trying all pairings finds, and it is proven.
//!
//! `MATCHWRIGHT_CASES` says how many; case number `k` is the same in every run, so that a failure names its case.

use matchwright_assign::general::{Pairing, Peers, pair};
use matchwright_assign::{Cost, CsrMatrix, FORBIDDEN, Method, Options};
use rayon::prelude::*;

use crate::common::{Case, Draw, OBJECTIVES, brute_force, random_case, solve};
use crate::random::{count, noise};

#[test]
fn random_populations_of_ten_and_fewer() {
    (0..count(20_000)).into_par_iter().for_each(|number| {
        let draw: Draw<'_> = &mut noise(number + 1);
        let people = draw(11) as usize;
        let case = random_case(people, draw);
        let pairing = solve(&case);
        assert_eq!(case.value(pairing.partners()), brute_force(&case), "{number}: {case:?}");
        assert_eq!(listed(&case).total(), pairing.total(), "{number}: {case:?}");
    });
}

/// The same pairs from a source that lists them.
fn listed(case: &Case) -> Pairing {
    let (mut starts, mut indices, mut costs) = (vec![0], Vec::new(), Vec::new());
    for row in case.costs.chunks(case.people.max(1)) {
        for (column, &cost) in (0..).zip(row).filter(|(_, cost)| **cost != FORBIDDEN) {
            indices.push(column);
            costs.push(cost);
        }
        starts.push(costs.len());
    }
    let matrix = CsrMatrix::new(case.people, starts, indices, costs).expect("a matrix");
    let peers = Peers::new(&matrix).unmatched_cost(case.alone.clone()).objective(case.objective);
    let pairing = pair(&peers, &Options::default()).expect("a pairing");
    assert!(pairing.certificate().is_optimal(), "{case:?}");
    pairing
}

#[test]
fn every_method_for_the_start() {
    for number in 0..300 {
        let draw: Draw<'_> = &mut noise(number + 1);
        let case = random_case(3 + draw(8) as usize, draw);
        let (matrix, best) = (case.matrix(), brute_force(&case));
        for &method in Method::ALL {
            let options = Options::default().with_method(method);
            let pairing = pair(&case.peers(&matrix), &options).expect("a pairing");
            assert!(pairing.certificate().is_optimal(), "{method}: {case:?}");
            assert_eq!(case.value(pairing.partners()), best, "{method}: {case:?}");
        }
    }
}

#[test]
fn every_population_of_five_over_0_1_forbidden() {
    let values: [Cost; 3] = [0, -1, FORBIDDEN];
    (0..3_usize.pow(10)).into_par_iter().for_each(|number| {
        for objective in OBJECTIVES {
            let mut left = number;
            let case = Case::new(5, objective, |_, _| {
                let value = values[left % 3];
                left /= 3;
                value
            });
            assert_eq!(case.value(solve(&case).partners()), brute_force(&case), "{case:?}");
        }
    });
}
