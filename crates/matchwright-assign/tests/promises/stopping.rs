//! A solve that is stopped returns a plan, and a true bound on how far it is from the best.

use std::sync::Arc;
use std::time::{Duration, Instant};

use matchwright_assign::{
    CostFn, Method, Monitor, Objective, Options, Problem, Scope, Solution, assign, certify,
};
use proptest::prelude::*;

use crate::common::{Case, OBJECTIVES, cases, solve};
use crate::random::noise;

const METHODS: [Method; 3] = [Method::Hungarian, Method::Spare, Method::Auction];

/// The answer of a solve that is stopped before it begins.
fn stopped(case: &Case, method: Method) -> Solution {
    let monitor = Arc::new(Monitor::new());
    monitor.stop();
    let matrix = case.matrix();
    let options = Options::default().with_method(method).with_monitor(monitor);
    assign(&case.problem(&matrix), &options).expect("a plan")
}

/// Whether what the certificate of a stopped solve says holds for the best plan.
fn is_bounded(case: &Case, method: Method) -> bool {
    let (plan, best) = (stopped(case, method), solve(case, Method::Hungarian));
    let (proof, matrix) = (plan.certificate(), case.matrix());
    let checked = certify(&case.problem(&matrix), plan.pairs(), plan.prices());
    let as_full = case.objective == Objective::Total || plan.pairs().len() == best.pairs().len();
    checked.as_ref() == Ok(proof)
        && proof.most_pairs >= best.pairs().len() as u64
        && (!as_full || proof.primal >= best.total() && proof.dual <= best.total())
}

proptest! {
    #[test]
    fn the_bound_holds(case in cases()) {
        for method in METHODS {
            prop_assert!(is_bounded(&case, method), "{method}");
        }
    }
}

#[test]
fn of_larger_problems_too() {
    for objective in OBJECTIVES {
        let mut below = noise(11);
        let costs = (0..60 * 80).map(|_| below(1_000) as i64 - 500).collect();
        let case = Case::new(60, 80, costs, objective);
        for method in METHODS {
            assert!(is_bounded(&case, method), "{method}");
            assert!(!stopped(&case, method).certificate().is_optimal(), "it did stop");
            let pairs = stopped(&case, method).pairs().len();
            assert!(
                objective == Objective::Total || pairs == 60,
                "everybody has somebody: {pairs}"
            );
        }
    }
}

#[test]
fn a_limit_of_time_ends_long_work() {
    // Minutes of work for the dense method: every search has to look at all rows.
    let costs = CostFn::new(3_000, 3_000, |row, column| ((row + 1) * (column + 1)) as i64);
    let limit = Duration::from_millis(100);
    let options = Options::default().with_method(Method::Hungarian).with_time_limit(limit);
    let started = Instant::now();
    let solution = assign(&Problem::new(&costs), &options).expect("a plan");
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
    assert_eq!(solution.pairs().len(), 3_000);
    assert!(solution.certificate().gap() > 0 && solution.certificate().is_fullest());
}

#[test]
fn a_limit_ends_reading_and_proving_too_and_the_certificate_says_so() {
    for (method, size, limit) in [(Method::Hungarian, 6_000, 5), (Method::Auction, 30_000, 100)] {
        let costs = CostFn::new(size, size, |row, column| ((row ^ column) % 1_009) as i64);
        let limit = Duration::from_millis(limit);
        let options = Options::default().with_method(method).with_time_limit(limit);
        let started = Instant::now();
        let solution = assign(&Problem::new(&costs), &options).expect("a plan");
        assert!(started.elapsed() < Duration::from_secs(1), "{method}: {:?}", started.elapsed());
        let proof = solution.certificate();
        assert_eq!((proof.scope, proof.is_optimal()), (Scope::NotChecked, false), "{method}");
        assert_eq!(solution.pairs().len(), size, "everybody has somebody");
        let cost = |row: u32, column: u32| i128::from((row ^ column) % 1_009);
        let total: i128 = solution.pairs().iter().map(|pair| cost(pair.row, pair.column)).sum();
        assert_eq!(proof.primal, total);
        assert!(proof.dual <= 0 && proof.most_pairs == size as u64, "{proof:?}");
    }
}

#[test]
fn time_enough_changes_nothing() {
    let costs = CostFn::new(30, 40, |row, column| ((row * 7 + column * 5) % 11) as i64);
    let problem = Problem::new(&costs);
    let limit = Options::default().with_time_limit(Duration::from_secs(3_600));
    let plain = assign(&problem, &Options::default()).expect("a plan");
    let limited = assign(&problem, &limit).expect("a plan");
    assert_eq!((plain.pairs(), plain.prices()), (limited.pairs(), limited.prices()));
}
