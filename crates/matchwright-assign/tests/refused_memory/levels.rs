//! Plans with demands and levels, and their proofs.

use matchwright_assign::{
    Answer, Cost, CostFn, Demands, Error, Level, Monitor, Options, Pair, Per, Problem, Quota,
    Shortage, Side, certify_levels, solve_levels,
};

use crate::costs::{listed, matrix};
use crate::refusing::check;

/// More than a few numbers for each row or column of the cases below.
const LARGE: usize = 20_000;

/// All of it.
pub(crate) fn all() {
    plans();
    searches();
    shortage();
    proof();
}

fn options() -> Options {
    Options::default().with_threads(1)
}

/// The pairs of the plan, or why there is none.
fn solved(
    problem: &Problem<'_>,
    demands: &Demands,
    levels: &[Level<'_>],
) -> Result<Result<Vec<Pair>, Shortage>, Error> {
    Ok(match solve_levels(problem, demands, levels, &options())? {
        Answer::Plan(plan) => Ok(plan.pairs().to_vec()),
        Answer::Impossible(shortage) => Err(shortage),
    })
}

/// Groups of rows: each has at most so many of them with each column, or in all.
fn groups(rows: usize, count: usize, max: u32, per: Per) -> impl Iterator<Item = Quota> {
    let member = move |group| (0..rows as u32).filter(move |row| row / 7 % count as u32 == group);
    let quota =
        move |group| Quota { of: Side::Row, members: member(group).collect(), min: 0, max, per };
    (0..count as u32).map(quota)
}

fn plans() {
    let (rows, columns) = (400, 130);
    let (dense, sparse) = (matrix(rows, columns), listed(rows, columns));
    let ranks = CostFn::new(rows, columns, |row, column| ((row * 31 + column * 17) % 12) as Cost);
    let minimum = Demands::default().column_minimum(vec![1; columns]);
    let quotas = groups(rows, 5, 1, Per::Partner).chain(groups(rows, 9, 50, Per::Programme));
    let quotas = quotas.fold(minimum.clone(), Demands::quota);
    let classes: Vec<u32> = (0..rows as u32).map(|row| row % 3).collect();
    for (name, demands) in [("minimums", &minimum), ("quotas", &quotas)] {
        for levels in [
            &[Level::Pairs, Level::Total][..],
            &[Level::Participation(&classes), Level::Worst, Level::ColumnsInUse],
            &[Level::Pairs, Level::Leximin(500), Level::Balance],
            &[Level::Pairs, Level::Ranks(&ranks)],
        ] {
            let seated = |problem: Problem<'_>| {
                solved(&problem.column_capacity(vec![3; columns]), demands, levels)
            };
            check(LARGE, &format!("{name}, {levels:?}"), || seated(Problem::new(&dense)));
            check(LARGE, &format!("{name}, {levels:?}, sparse"), || seated(Problem::new(&sparse)));
        }
    }
}

/// Plans that no prices prove alone.
fn searches() {
    let (rows, columns) = (120, 130);
    let dense = matrix(rows, columns);
    let problem = Problem::new(&dense).column_capacity(vec![3; columns]);
    let or_none = Demands::default().column_minimum(vec![2; columns]);
    let or_none = or_none.column_or_none(vec![true; columns]);
    let crossing = groups(rows, 3, 1, Per::Partner).chain(groups(rows, 4, 1, Per::Partner));
    let crossing = crossing.fold(Demands::default().may_cross(), Demands::quota);
    let levels = [Level::Pairs, Level::Total];
    check(LARGE, "or none", || solved(&problem, &or_none, &levels));
    check(LARGE, "crossing", || solved(&problem, &crossing, &levels));
}

fn shortage() {
    let (rows, columns) = (300, 130);
    let (dense, sparse) = (matrix(rows, columns), listed(rows, columns));
    let demands = Demands::default().column_minimum(vec![3; columns]);
    for (name, problem) in [("matrix", Problem::new(&dense)), ("sparse", Problem::new(&sparse))] {
        let problem = problem.column_capacity(vec![3; columns]);
        check(LARGE, &format!("shortage, {name}"), || solved(&problem, &demands, &[Level::Total]));
    }
}

fn proof() {
    let (rows, columns) = (400, 130);
    let dense = matrix(rows, columns);
    let problem = Problem::new(&dense).column_capacity(vec![3; columns]);
    let (demands, levels) = (Demands::default(), [Level::Pairs, Level::Total]);
    let answer = solve_levels(&problem, &demands, &levels, &options()).expect("a plan");
    let plan = answer.plan().expect("nothing is demanded");
    let (pairs, proof, monitor) = (plan.pairs(), plan.proof(), Monitor::new());
    check(LARGE, "certify levels", || certify_levels(&problem, &demands, &levels, pairs, proof));
    check(LARGE, "certified again", || {
        plan.clone().certified_watched(&problem, &demands, &levels, &monitor)
    });
}
