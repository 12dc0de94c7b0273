//! A search that is stopped says how far the plan can be from the best, and that holds.

use std::sync::Arc;

use matchwright::Matcher;
use matchwright::assign::{Monitor, Options};
use matchwright::outcome::{Proof, Status};
use rayon::prelude::*;

use crate::case::{Case, searched};
use crate::crossing::crossing;
use crate::draw::{Draw, count, noise};
use crate::many_or_nobody::filled;

/// Whether the plan is bounded, and not proven.
fn check(number: u64, case: &Case) -> bool {
    let program = case.program();
    let roster = case.roster(&program);
    let monitor = Arc::new(Monitor::new());
    monitor.stop();
    let options = Options::default().with_monitor(monitor);
    let found = Matcher::new(program).expect("a sound programme").run_with(&roster, &options);
    // Where the first attempt finds no plan, nothing is known.
    let Ok(outcome) = found else { return false };
    let best = case.best().expect("there is a plan");
    let plan = case.plan_of(&outcome);
    assert!(case.plans().any(|one| one == plan), "{number}: {case:?}");
    let own = case.worth(plan);
    // One class of priority, which stands for each of four, then pairs, then the total.
    let [people, pairs, total] = [0..1, 4..5, 5..6].map(|of| {
        let sum = |worth: &[i64]| worth[of.clone()].iter().sum::<i64>();
        [sum(&own), sum(&best)]
    });
    if outcome.status() == Status::Optimal {
        assert_eq!(own, best, "{number}: {case:?}");
        return false;
    }
    assert_eq!(outcome.status(), Status::Bounded);
    let (gap, bound) = (searched(&outcome).and_then(|search| search.gap), outcome.bound());
    let gap = gap.expect("what is not proven is said");
    let more = bound.pairs as i64;
    match gap.measure {
        "participation" => assert!(people[1] <= people[0] + more, "{number}: {case:?}"),
        "pairs" => {
            assert_eq!(people[0], people[1], "{number}: {case:?}");
            assert!(pairs[1] <= pairs[0] + more, "{number}: {case:?}");
        }
        "total" => {
            assert_eq!((people[0], pairs[0]), (people[1], pairs[1]), "{number}: {case:?}");
            let least = total[1] as f64 / 100.0 - 1e-6;
            assert!(least <= total[0] as f64 / 100.0 + bound.score, "{number}: {case:?}");
            assert!(gap.bound.is_some_and(|most| least <= most), "{number}: {gap:?} {case:?}");
        }
        other => panic!("{number}: {other}"),
    }
    let Proof::Levels(proof) = outcome.certificate() else { panic!("levels are proven") };
    let sentence = proof.gap_sentence().expect("a sentence");
    assert!(sentence.starts_with("Not proven optimal") && sentence.contains(gap.measure));
    assert!(!proof.is_optimal && !outcome.certificate().is_verified());
    true
}

fn bounded(case: impl Fn(&mut Draw) -> Case + Sync) -> usize {
    let checked = (0..count(5_000)).into_par_iter();
    checked.filter(|&number| check(number, &case(&mut *noise(number + 1)))).count()
}

#[test]
fn so_many_or_nobody() {
    let bounded = bounded(filled);
    println!("{bounded} plans are bounded");
    assert!(bounded > 0);
}

#[test]
fn quotas_that_cross() {
    let bounded = bounded(crossing);
    println!("{bounded} plans are bounded");
    assert!(bounded > 0);
}
