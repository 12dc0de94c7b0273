//! Larger problems with demands are proven over all pairs, and the number of threads does not show.

use matchwright_assign::{
    Answer, Cost, CostFn, Demands, Level, LevelPlan, Objective, Options, Per, Problem, Quota, Side,
    assign, solve_levels,
};

use crate::random::noise;

/// Scores as mentoring programmes have them: some columns are liked by all, and tastes differ.
fn costs(rows: usize, columns: usize, seed: u64) -> CostFn<impl Fn(usize, usize) -> Cost + Sync> {
    let mut below = noise(seed);
    let mut line =
        |length: usize, most| (0..length).map(|_| below(most) as Cost).collect::<Vec<_>>();
    let (popular, tastes, gifts) = (line(columns, 300), line(rows * 3, 20), line(columns * 3, 20));
    CostFn::new(rows, columns, move |row, column| {
        let fit: Cost = (0..3).map(|at| tastes[row * 3 + at] * gifts[column * 3 + at]).sum();
        2_000 - fit - popular[column]
    })
}

/// People in so many groups, the last ones being the smallest.
fn groups(of: Side, people: usize, count: usize, max: u32, per: Per) -> Vec<Quota> {
    let members = |group| (0..people).filter(move |p| (p * 7 + p / 5) % count == group);
    let quota = |group| Quota {
        of,
        members: members(group).map(|person| person as u32).collect(),
        min: 0,
        max,
        per,
    };
    (0..count).map(quota).collect()
}

fn proven(
    problem: &Problem<'_>,
    demands: &Demands,
    levels: &[Level<'_>],
    options: &Options,
) -> LevelPlan {
    match solve_levels(problem, demands, levels, options).expect("a sound problem") {
        Answer::Plan(plan) => {
            assert!(plan.is_proven(), "{:?}", plan.bounds());
            plan
        }
        Answer::Impossible(shortage) => panic!("{shortage:?}"),
    }
}

#[test]
fn without_demands_the_total_is_that_of_other_methods() {
    for (rows, columns, seats) in [(300, 100, 3), (200, 200, 1), (100, 250, 1)] {
        let costs = costs(rows, columns, 5);
        let problem = Problem::new(&costs).column_capacity(vec![seats; columns]);
        for (objective, levels) in [
            (Objective::Participation, &[Level::Pairs, Level::Total][..]),
            (Objective::Total, &[Level::Total]),
        ] {
            let problem = problem.clone().objective(objective).unmatched_cost(vec![900; rows]);
            let expected = assign(&problem, &Options::default()).expect("a plan").total();
            let plan = proven(&problem, &Demands::default(), levels, &Options::default());
            assert_eq!(plan.reached().last(), Some(&Some(expected)), "{rows} by {columns}");
        }
    }
}

#[test]
fn quotas_and_minimums_at_once_with_any_number_of_threads() {
    let (rows, columns) = (600, 200);
    let costs = costs(rows, columns, 3);
    let problem =
        Problem::new(&costs).column_capacity(vec![4; columns]).row_capacity(vec![2; rows]);
    let quotas = [
        groups(Side::Row, rows, 5, 1, Per::Partner),
        groups(Side::Column, columns, 4, 1, Per::Partner),
        groups(Side::Column, columns, 10, 75, Per::Programme),
    ];
    let demands = Demands::default().column_minimum(vec![2; columns]);
    let demands = quotas.concat().into_iter().fold(demands, Demands::quota);
    let levels = [Level::Participation(&[]), Level::ColumnsInUse, Level::Total, Level::Balance];
    let plans = [1, 2, 7].map(|threads| {
        let options = Options::default().with_threads(threads);
        serde_json::to_vec(&proven(&problem, &demands, &levels, &options)).expect("plain data")
    });
    assert!(plans.iter().all(|plan| *plan == plans[0]));
}

#[test]
fn every_level_on_more_pairs_than_are_listed() {
    let (rows, columns) = (180, 60);
    let costs = costs(rows, columns, 9);
    let ranks = CostFn::new(rows, columns, |row, column| ((row * 31 + column * 17) % 12) as Cost);
    let classes: Vec<u32> = (0..rows as u32).map(|row| row % 3).collect();
    let problem = Problem::new(&costs).column_capacity(vec![2; columns]);
    let quotas = groups(Side::Row, rows, 6, 24, Per::Programme);
    let demands = Demands::default().column_minimum(vec![1; columns]);
    let demands = quotas.into_iter().fold(demands, Demands::quota);
    let most = Level::Participation(&classes);
    for last in [
        &[Level::Total][..],
        &[Level::Worst, Level::Total],
        &[Level::Leximin(50), Level::Total],
        &[Level::Ranks(&ranks), Level::Total],
        &[Level::Balance, Level::Worst],
        &[Level::Total, Level::Leximin(1)],
    ] {
        let levels: Vec<Level<'_>> = [most].into_iter().chain(last.iter().copied()).collect();
        let plan = proven(&problem, &demands, &levels, &Options::default());
        assert_eq!(plan.reached()[0], Some(120), "{last:?}");
    }
}

/// Columns without seats at the start are not read, and those behind keep their ranks.
#[test]
fn ranks_are_those_of_their_columns_where_the_first_have_no_seats() {
    let costs = CostFn::new(3, 5, |_, _| 0);
    let ranks = CostFn::new(3, 5, |row, column| (1 + (row * 2 + column) % 5) as Cost);
    let problem = Problem::new(&costs).column_capacity(vec![0, 0, 1, 1, 1]);
    let levels = [Level::Pairs, Level::Ranks(&ranks)];
    let plan = proven(&problem, &Demands::default(), &levels, &Options::default());
    let columns: Vec<u32> = plan.pairs().iter().map(|pair| pair.column).collect();
    assert_eq!(columns, [4, 3, 2], "{plan:?}");
}
