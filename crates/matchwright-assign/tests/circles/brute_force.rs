//! Few members: the best plan, proven.

use std::time::Instant;

use matchwright_assign::Options;
use matchwright_assign::circles::{assign, pairs_first};

use crate::common::{Case, Kind};
use crate::random::{count, noise};

#[test]
fn few_members_have_the_best_plan() {
    let mut placed = 0;
    let cases = count(6_000);
    for seed in 1..=cases {
        let case = Case::small(seed, 9);
        let plan = case.ask(|circles| assign(circles, &Options::default())).expect("a plan");
        assert!(case.is_sound(&plan), "{seed}: {plan:?} {case:?}");
        let best = case.brute_force();
        assert_eq!((plan.placed(), plan.total()), best, "{seed}: {plan:?} {case:?}");
        assert!(plan.is_proven(), "{seed}: {plan:?} {case:?}");
        placed += plan.placed();
        let first = case.ask(|circles| pairs_first(circles, &Options::default())).expect("a plan");
        let (first_placed, first_total) = case.worth(&first).expect("a plan");
        assert!((first_placed, -first_total) <= (best.0, -best.1), "{seed}: {first:?} {case:?}");
    }
    assert!(placed as u64 > cases, "most cases have circles: {placed}");
}

#[test]
fn twelve_members_are_proven_within_a_second() {
    for seed in 0..5 {
        let kind = Kind {
            rows: 12,
            columns: 12,
            spread: 1_000,
            forbidden: [1, 1],
            is_between: true,
            is_alike: false,
        };
        let mut case = Case::random(&kind, &mut noise(seed + 1));
        case.sizes = vec![(2, 5); 12];
        let started = Instant::now();
        let plan = case.ask(|circles| assign(circles, &Options::default())).expect("a plan");
        // A second is promised, on a machine that does nothing else.
        assert!(started.elapsed().as_secs() < 5, "{:?}", started.elapsed());
        assert!(plan.is_proven() && case.is_sound(&plan), "{seed}: {plan:?}");
    }
}
