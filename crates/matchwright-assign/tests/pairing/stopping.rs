//! A solve that is stopped returns a pairing, and a true bound on how far it is from the best.

use std::sync::Arc;
use std::time::{Duration, Instant};

use matchwright_assign::general::{Pairing, Peers, pair};
use matchwright_assign::{Cost, CostFn, Monitor, Objective, Options};

use crate::common::{Case, Draw, brute_force, random_case};
use crate::random::noise;

/// The answer of a solve that is stopped before it begins.
fn stopped(case: &Case) -> Pairing {
    let monitor = Arc::new(Monitor::new());
    monitor.stop();
    let matrix = case.matrix();
    pair(&case.peers(&matrix), &Options::default().with_monitor(monitor)).expect("a pairing")
}

#[test]
fn the_bound_holds() {
    let mut proven = 0;
    for number in 0..2_000 {
        let draw: Draw<'_> = &mut noise(number + 1);
        let case = random_case(draw(10) as usize + 1, draw);
        let (pairing, (most, least)) = (stopped(&case), brute_force(&case));
        let (pairs, total) = case.value(pairing.partners());
        let proof = pairing.certificate();
        assert_eq!(proof.primal, total, "{case:?}");
        let is_total = case.objective == Objective::Total;
        assert!(is_total || i128::from(proof.most_pairs) >= most, "{number}: {case:?}");
        assert!(pairs < most || proof.dual <= least, "{number}: {case:?}");
        assert!((pairs, -total) == (most, -least) || !proof.is_optimal(), "{number}: {case:?}");
        proven += u32::from(proof.is_optimal());
    }
    assert!(proven < 1_500, "they did stop: {proven}");
}

#[test]
fn a_limit_of_time_ends_long_work_with_everybody_paired() {
    let cost = |one: usize, other: usize| ((one + 1) * (other + 1)) as Cost;
    let costs = CostFn::new(3_000, 3_000, cost);
    let options = Options::default().with_time_limit(Duration::from_millis(100));
    let started = Instant::now();
    let pairing = pair(&Peers::new(&costs), &options).expect("a pairing");
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
    assert!(pairing.pairs().count() > 1_000, "{}", pairing.pairs().count());
    assert!(pairing.certificate().most_pairs >= 1_500);
}
