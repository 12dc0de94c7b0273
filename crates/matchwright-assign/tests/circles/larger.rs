//! More members: never worse than pairs first, bounds that hold, and the same bytes with any number of threads.

use matchwright_assign::circles::{CirclePlan, assign, pairs_first};
use matchwright_assign::{Cost, CostFn, Options};

use crate::common::{Case, Kind};
use crate::random::noise;

/// Too many members and columns for the exact way.
fn case(seed: u64) -> Case {
    let mut below = noise(seed);
    let kind = Kind {
        rows: 14 + below(20) as usize,
        columns: 30 + below(3) as usize,
        spread: [4, 1_000, 1_000_000][below(3) as usize],
        forbidden: [below(3), below(3)],
        is_between: below(4) > 0,
        is_alike: below(3) == 0,
    };
    let mut case = Case::random(&kind, &mut below);
    let (min, more) = (1 + below(4) as u32, below(4) as u32);
    case.sizes = vec![(min, min + more); kind.columns];
    for _ in 0..below(3) {
        let members = (0..kind.rows as u32).filter(|_| below(3) == 0).collect();
        case.mix.push((members, 1 + below(2) as u32));
    }
    case
}

#[test]
fn never_worse_than_pairs_first() {
    let (mut better, mut proven) = (0, 0);
    for seed in 1..=60 {
        let case = case(seed);
        let plan = case.ask(|circles| assign(circles, &Options::default())).expect("a plan");
        assert!(case.is_sound(&plan), "{seed}: {plan:?}");
        let first = case.ask(|circles| pairs_first(circles, &Options::default())).expect("a plan");
        let (placed, total) = case.worth(&first).expect("a plan");
        let (own, others) = ((plan.placed(), -plan.total()), (placed, -total));
        assert!(own >= others, "{seed}: {own:?} {others:?}");
        better += u32::from(own > others);
        proven += u32::from(plan.is_proven());
    }
    assert!(better > 30, "mostly better: {better}");
    assert!(proven > 20, "often proven: {proven}");
}

#[test]
fn the_number_of_threads_does_not_show() {
    for seed in [101, 102, 103, 104] {
        let case = case(seed);
        let with = |threads| {
            let options = Options::default().with_threads(threads);
            case.ask(|circles| assign(circles, &options)).expect("a plan")
        };
        let bytes = |plan: &CirclePlan| serde_json::to_string(plan).expect("JSON");
        assert_eq!(bytes(&with(1)), bytes(&with(2)), "{seed}");
    }
}

#[test]
fn a_plan_that_is_hidden_is_found_and_proven() {
    // Circles of four who cost nothing together; everybody else costs something.
    let group = |member: usize| member * 7 % 60 / 4;
    let mut case = case(1);
    (case.rows, case.columns) = (60, 15);
    let fit = CostFn::new(60, 15, |member, column| Cost::from(group(member) != column));
    case.fit = (0..60).flat_map(|row| row_of(&fit, row, 15)).collect();
    let together = CostFn::new(60, 60, |one, other| if group(one) == group(other) { 0 } else { 3 });
    case.together = Some((0..60).flat_map(|row| row_of(&together, row, 60)).collect());
    case.sizes = vec![(3, 6); 15];
    case.mix.clear();
    let plan = case.ask(|circles| assign(circles, &Options::default())).expect("a plan");
    assert_eq!((plan.placed(), plan.total(), plan.is_proven()), (60, 0, true));
}

fn row_of(costs: &dyn matchwright_assign::CostSource, row: usize, columns: usize) -> Vec<Cost> {
    let mut out = vec![0; columns];
    costs.block(row, 0..columns, &mut out);
    out
}

#[test]
fn circles_of_peers_stand_in_order() {
    let mut below = noise(7);
    let kind = Kind {
        rows: 40,
        columns: 20,
        spread: 1_000,
        forbidden: [0, 0],
        is_between: true,
        is_alike: true,
    };
    let mut case = Case::random(&kind, &mut below);
    case.fit.fill(0);
    case.sizes = vec![(3, 5); 20];
    let plan = case.ask(|circles| assign(circles, &Options::default())).expect("a plan");
    assert!(case.is_sound(&plan));
    let first: Vec<u32> =
        plan.circles().iter().map(|circle| circle.first().copied().unwrap_or(u32::MAX)).collect();
    assert!(first.is_sorted(), "{first:?}");
    assert_eq!(plan.placed(), 40);
}
