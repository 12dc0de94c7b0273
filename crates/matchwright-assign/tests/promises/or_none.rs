//! Where rows or columns have their minimum or nobody, a small problem has the plan that is found by trying all
//! of them; where the search was cut short, the gap holds; and nothing that was read back claims more than
//! prices prove.

use std::sync::Arc;

use matchwright_assign::{
    Answer, Cost, CostFn, Demands, Error, Gap, Level, LevelPlan, Monitor, Options, Problem, Search,
    solve_levels,
};
use rayon::prelude::*;

use crate::levels::{
    Case, Draw, Kind, Part, loads, pick, priority, quotas, random_case, seat_costs, unmatched,
};
use crate::random::{count, noise};

pub(crate) fn or_none(case: &mut Case, draw: Draw<'_>) {
    let sides = [
        (&mut case.column_minimum, &mut case.column_or_none, 1),
        (&mut case.row_minimum, &mut case.row_or_none, 3),
    ];
    for (minimum, or_none, one_in) in sides {
        for (least, flag) in minimum.iter_mut().zip(or_none) {
            if draw(one_in) == 0 {
                (*least, *flag) = (draw(4) as u32, draw(4) > 0);
            }
        }
    }
}

/// What became of a case.
#[derive(PartialEq, Eq)]
enum Found {
    Nothing,
    /// The best plan of a flow.
    Flow,
    /// Another plan.
    Searched,
}

fn check(number: u64, case: &Case) -> Found {
    let options = Options::default();
    let answer = case.with(|problem, demands, levels| {
        let answer = solve_levels(problem, demands, levels, &options);
        if let Ok(Answer::Impossible(shortage)) = &answer {
            assert_eq!(shortage.holds(problem, demands), Ok(true), "{number}: {case:?}");
        }
        answer
    });
    let best = case.best();
    match answer {
        Ok(Answer::Plan(found)) => {
            let plan = found.pairs().to_vec();
            assert!(case.is_kept(&plan), "{number}: {found:?} {case:?}");
            assert_eq!(Some(case.values(&plan)), best, "{number}: {found:?} {case:?}");
            assert_reread(number, case, &found);
            if found.search().is_some() { Found::Searched } else { Found::Flow }
        }
        Ok(Answer::Impossible(_)) | Err(Error::Unfilled { is_complete: true, .. }) => {
            assert_eq!(best, None, "{number}: {case:?}");
            Found::Nothing
        }
        Err(error) => panic!("{number}: {error} {case:?}"),
    }
}

/// A plan that is read back is called the best where the prices say so, and bounded where they do not.
fn assert_reread(number: u64, case: &Case, found: &LevelPlan) {
    let text = serde_json::to_string(found).expect("plain data");
    let read: LevelPlan = serde_json::from_str(&text).expect("as it was written");
    assert!(!read.is_proven());
    let checked = case.with(|problem, demands, levels| {
        read.certified_watched(problem, demands, levels, &Monitor::new())
    });
    let checked = checked.expect("a plan of the case");
    assert_eq!(checked.pairs(), found.pairs());
    assert_eq!(checked.reached(), found.reached());
    assert_eq!(checked.is_proven(), found.is_proven());
    let Some(search) = found.search() else { return assert!(found.is_proven()) };
    assert_eq!(search.gap(), None, "{number}: few cases are all tried");
    assert!(search.relaxation().is_proven(), "{number}: {case:?}");
    let gap = checked.search().and_then(Search::gap);
    assert_eq!(gap.is_none(), found.is_proven(), "{number}: {found:?} {case:?}");
}

pub(crate) fn check_all(
    default: u64,
    parts: &[Part],
    levels: impl Fn(Draw<'_>) -> Vec<Kind> + Sync,
) {
    let cases = count(default);
    let found = (0..cases).into_par_iter().map(|number| {
        let draw: Draw<'_> = &mut noise(number + 1);
        let mut case = random_case(draw);
        for part in parts {
            part(&mut case, draw);
        }
        case.levels = levels(draw);
        check(number, &case)
    });
    let found: Vec<Found> = found.collect();
    let searched = found.iter().filter(|found| **found == Found::Searched).count() as u64;
    let nothing = found.iter().filter(|found| **found == Found::Nothing).count();
    println!("{searched} of {cases} were searched for, {nothing} have no plan");
    assert!(searched > cases / 20, "the search was hardly asked");
}

#[test]
fn most_pairs_and_least_total() {
    check_all(1_500, &[or_none], |_| vec![Kind::Pairs, Kind::Total]);
    check_all(1_500, &[unmatched, or_none], |_| vec![Kind::Total]);
}

#[test]
fn beside_other_demands() {
    check_all(1_000, &[loads, or_none], |_| vec![Kind::Participation, Kind::Total]);
    check_all(1_000, &[quotas, seat_costs, or_none], |_| vec![Kind::Pairs, Kind::Total]);
}

#[test]
fn any_levels() {
    check_all(2_000, &[priority, or_none], |draw| vec![Kind::Pairs, pick(draw)]);
    check_all(1_000, &[priority, unmatched, or_none], |draw| vec![pick(draw)]);
}

/// Some circles are liked by all, and tastes differ.
fn costs(rows: usize, columns: usize, seed: u64) -> CostFn<impl Fn(usize, usize) -> Cost + Sync> {
    let mut below = noise(seed);
    let mut line = |length: usize, most| (0..length).map(|_| below(most) as Cost).collect();
    let (popular, tastes, gifts): (Vec<Cost>, Vec<Cost>, Vec<Cost>) =
        (line(columns, 300), line(rows * 3, 20), line(columns * 3, 20));
    CostFn::new(rows, columns, move |row, column| {
        let fit: Cost = (0..3).map(|at| tastes[row * 3 + at] * gifts[column * 3 + at]).sum();
        2_000 - fit - popular[column]
    })
}

#[test]
fn circles_are_filled_or_empty_with_any_number_of_threads() {
    let (rows, columns) = (90, 30);
    let costs = costs(rows, columns, 7);
    let problem = Problem::new(&costs).column_capacity(vec![6; columns]);
    let demands =
        Demands::default().column_minimum(vec![4; columns]).column_or_none(vec![true; columns]);
    let levels = [Level::Participation(&[]), Level::Total];
    let plans = [1, 2, 7].map(|threads| {
        let options = Options::default().with_threads(threads);
        let answer = solve_levels(&problem, &demands, &levels, &options).expect("a sound problem");
        answer.plan().expect("all can be empty").clone()
    });
    assert!(plans.iter().all(|plan| *plan == plans[0]));
    let plan = &plans[0];
    let loads = (0..columns as u32)
        .map(|column| plan.pairs().iter().filter(|pair| pair.column == column).count());
    assert!(loads.clone().all(|load| load == 0 || (4..=6).contains(&load)), "{plan:?}");
    let search = plan.search().expect("the best flow fills some in part");
    let best = search.relaxation().reached();
    println!("{:?}, {best:?}, {} cases, {:?}", plan.reached(), search.nodes(), search.gap());
    assert!(search.relaxation().is_proven() && best[1] < plan.reached()[1]);
    if let Some(gap) = search.gap() {
        assert!(gap.level == 1 && best[1] <= gap.bound && gap.bound < plan.reached()[1]);
    }
}

#[test]
fn a_search_that_is_stopped_says_how_far_it_came() {
    let monitor = Arc::new(Monitor::new());
    monitor.stop();
    let stopped = Options::default().with_monitor(monitor);
    let with_gap = (1..=12).filter(|&seed| {
        let (rows, columns) = (24, 8);
        let costs = costs(rows, columns, seed);
        let problem = Problem::new(&costs).column_capacity(vec![7; columns]);
        let demands =
            Demands::default().column_minimum(vec![5; columns]).column_or_none(vec![true; columns]);
        let levels = [Level::Pairs, Level::Total];
        let [stopped, complete] = [&stopped, &Options::default()].map(|options| {
            let answer = solve_levels(&problem, &demands, &levels, options).expect("sound");
            answer.plan().expect("all can be empty").clone()
        });
        let search = complete.search().expect("the best flow fills some in part");
        assert_eq!(search.gap(), None, "{seed}: {} cases", search.nodes());
        // More pairs are better, and so is a lower total.
        let worth = |plan: &LevelPlan| (plan.reached()[0].map(|pairs| -pairs), plan.reached()[1]);
        assert!(worth(&complete) <= worth(&stopped), "{seed}");
        let gap = stopped.search().and_then(Search::gap);
        match gap {
            Some(Gap { level: 0, bound }) => assert!(bound >= complete.reached()[0], "{seed}"),
            Some(Gap { bound, .. }) => {
                assert_eq!(stopped.reached()[0], complete.reached()[0], "{seed}");
                assert!(bound <= complete.reached()[1], "{seed}: {gap:?}");
            }
            None => assert_eq!(worth(&stopped), worth(&complete), "{seed}"),
        }
        gap.is_some()
    });
    assert!(with_gap.count() > 0, "the first attempt was always the best plan");
}

#[test]
fn what_cannot_be_filled_is_said() {
    // Everybody has to have somebody, the only column needs three, and there are two rows.
    let costs = CostFn::new(2, 1, |_, _| 1);
    let problem = Problem::new(&costs).column_capacity(vec![3]);
    let demands = Demands::default()
        .row_minimum(vec![1, 1])
        .column_minimum(vec![3])
        .column_or_none(vec![true]);
    let answer = solve_levels(&problem, &demands, &[Level::Total], &Options::default());
    let nodes = match answer {
        Err(Error::Unfilled { nodes, is_complete: true }) => nodes,
        other => panic!("{other:?}"),
    };
    assert!(nodes > 1);
}
