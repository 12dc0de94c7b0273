//! Where quotas of one side cross, a small problem has the plan that is found by trying all of them; middle ones have
//! a plan that keeps to all quotas, with a gap that holds.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use matchwright_assign::{
    Answer, Cost, CostFn, Demands, Error, Level, LevelPlan, Monitor, Options, Per, Problem, Quota,
    Search, Side, solve_levels,
};

use crate::levels::{Case, Draw, Kind, loads, pick, priority, seat_costs, unmatched};
use crate::or_none::{check_all, or_none};
use crate::random::noise;

/// Groups of one side that are drawn without regard to each other, and sometimes some of the other side.
fn crossing(case: &mut Case, draw: Draw<'_>) {
    case.may_cross = true;
    for round in 0..2 {
        if round == 1 && draw(3) > 0 {
            continue;
        }
        let of = [Side::Row, Side::Column][draw(2) as usize];
        let per = [Per::Programme, Per::Partner][draw(2) as usize];
        let people = if of == Side::Row { case.rows } else { case.columns } as u32;
        for _ in 0..2 + draw(2) {
            let members: Vec<u32> = (0..people).filter(|_| draw(3) > 0).collect();
            let min = u32::from(draw(5) == 0);
            let max = min.max(draw(3) as u32);
            case.quotas.push(Quota { of, members, min, max, per });
        }
    }
}

#[test]
fn most_pairs_and_least_total() {
    check_all(3_000, &[crossing], |_| vec![Kind::Pairs, Kind::Total]);
    check_all(2_000, &[unmatched, crossing], |_| vec![Kind::Total]);
}

#[test]
fn beside_other_demands() {
    check_all(1_000, &[loads, crossing], |_| vec![Kind::Participation, Kind::Total]);
    check_all(1_000, &[seat_costs, or_none, crossing], |_| vec![Kind::Pairs, Kind::Total]);
}

#[test]
fn any_levels() {
    check_all(2_000, &[priority, crossing], |draw| vec![Kind::Pairs, pick(draw)]);
    check_all(1_000, &[priority, unmatched, crossing], |draw| vec![pick(draw)]);
}

/// Rows of five departments and of three sites.
fn groups(rows: usize, seed: u64) -> [Vec<Vec<u32>>; 2] {
    let mut below = noise(seed);
    [5, 3].map(|groups| {
        let mut members = vec![Vec::new(); groups as usize];
        (0..rows as u32).for_each(|row| members[below(groups) as usize].push(row));
        members
    })
}

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

fn demands(groups: &[Vec<Vec<u32>>; 2], per: Per, max: [u32; 2]) -> Demands {
    let mut demands = Demands::default().may_cross();
    for (groups, max) in groups.iter().zip(max) {
        for members in groups.clone() {
            demands = demands.quota(Quota { of: Side::Row, members, min: 0, max, per });
        }
    }
    demands
}

/// That a plan keeps to the quotas per column.
fn assert_kept(plan: &LevelPlan, groups: &[Vec<Vec<u32>>; 2], max: [u32; 2]) {
    for (groups, max) in groups.iter().zip(max) {
        let mut counts: BTreeMap<(usize, u32), u32> = BTreeMap::new();
        for pair in plan.pairs() {
            let group = groups.iter().position(|members| members.contains(&pair.row));
            *counts.entry((group.expect("a group"), pair.column)).or_default() += 1;
        }
        assert!(counts.values().all(|count| *count <= max), "{counts:?}");
    }
}

#[test]
fn middle_ones_keep_to_all_quotas_and_say_how_far_they_can_be_from_the_best() {
    let (rows, columns, max) = (200, 80, [1, 1]);
    for seed in 1..=3 {
        let (costs, groups) = (costs(rows, columns, seed), groups(rows, seed));
        let problem = Problem::new(&costs).column_capacity(vec![3; columns]);
        let demands = demands(&groups, Per::Partner, max);
        let levels = [Level::Participation(&[]), Level::Total];
        let started = Instant::now();
        let answer = solve_levels(&problem, &demands, &levels, &Options::default()).expect("sound");
        let plan = answer.plan().expect("nobody at all is possible");
        assert_kept(plan, &groups, max);
        let search = plan.search().expect("the best flow breaks some quota");
        let best = search.relaxation().reached();
        println!(
            "{seed}: {:?}, {best:?}, {} cases, {:?}, {:?}",
            plan.reached(),
            search.nodes(),
            search.gap(),
            started.elapsed()
        );
        assert!(search.relaxation().is_proven());
        assert_eq!(plan.reached()[0], best[0]);
        if let Some(gap) = search.gap() {
            assert!(gap.level == 1 && best[1] <= gap.bound && gap.bound < plan.reached()[1]);
        }
    }
}

#[test]
fn quotas_of_all_pairs_are_proven() {
    let (rows, columns) = (200, 80);
    for seed in 1..=3 {
        let (costs, groups) = (costs(rows, columns, seed), groups(rows, seed));
        let problem = Problem::new(&costs).column_capacity(vec![2; columns]);
        let demands = demands(&groups, Per::Programme, [35, 60]);
        let levels = [Level::Pairs, Level::Total];
        let started = Instant::now();
        let answer = solve_levels(&problem, &demands, &levels, &Options::default()).expect("sound");
        let plan = answer.plan().expect("nobody at all is possible");
        for (groups, max) in groups.iter().zip([35, 60]) {
            for members in groups {
                let count = plan.pairs().iter().filter(|pair| members.contains(&pair.row)).count();
                assert!(count <= max);
            }
        }
        let search = plan.search();
        let shown = search.map(|search| (search.nodes(), search.gap()));
        println!("{seed}: {:?}, {shown:?}, {:?}", plan.reached(), started.elapsed());
    }
}

#[test]
fn cancelling_and_stopping_end_it() {
    let (rows, columns) = (200, 80);
    let (costs, groups) = (costs(rows, columns, 7), groups(rows, 7));
    let problem = Problem::new(&costs).column_capacity(vec![3; columns]);
    let demands = demands(&groups, Per::Partner, [1, 1]);
    let levels = [Level::Participation(&[]), Level::Total];
    let stopped = Arc::new(Monitor::new());
    stopped.stop();
    let options = Options::default().with_monitor(stopped);
    let answer = solve_levels(&problem, &demands, &levels, &options).expect("sound");
    let plan = answer.plan().expect("nobody at all is possible");
    assert_kept(plan, &groups, [1, 1]);
    assert!(plan.search().and_then(Search::gap).is_some());

    let monitor = Arc::new(Monitor::new());
    let options = Options::default().with_monitor(Arc::clone(&monitor));
    let late = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(100));
        monitor.cancel();
        Instant::now()
    });
    let answer = solve_levels(&problem, &demands, &levels, &options);
    let ended = Instant::now();
    let cancelled = late.join().expect("a moment");
    assert!(matches!(answer, Err(Error::Cancelled) | Ok(Answer::Plan(_))), "{answer:?}");
    assert!(ended.saturating_duration_since(cancelled) < Duration::from_secs(2));
}
