//! Assignments by every method, from costs of every kind, and from an earlier one.

use matchwright_assign::{
    CostFn, CostView, Error, Method, Objective, Options, Problem, Sense, WarmStart, assign,
};
use ndarray::Array2;

use crate::costs::{listed, matrix, noise};
use crate::refusing::check;

/// More than a few numbers for each row or column of the cases below.
const LARGE: usize = 90_000;

/// All of it.
pub(crate) fn all() {
    assignments();
    numbers();
    restarts();
}

type Plan = (usize, i128);

fn plan(problem: &Problem<'_>, options: &Options) -> Result<Plan, Error> {
    let solution = assign(problem, options)?;
    assert!(solution.certificate().is_optimal());
    Ok((solution.pairs().len(), solution.total()))
}

fn assignments() {
    let by = |method| Options::default().with_method(method).with_threads(1);
    let shapes = [("square", 200, 200, 1), ("wide", 120, 600, 1), ("seats", 400, 100, 4)];
    for (shape, rows, columns, seats) in shapes {
        let (dense, sparse) = (matrix(rows, columns), listed(rows, columns));
        let computed = CostFn::new(rows, columns, noise);
        // The library behind the reference copies its table twice: we ask for that beforehand, and cannot refuse it there.
        let own = Method::ALL.iter().filter(|&&method| method != Method::Reference);
        for &method in own {
            let seated = |problem: Problem<'_>| {
                plan(&problem.column_capacity(vec![seats; columns]), &by(method))
            };
            check(LARGE, &format!("{method}, {shape}, matrix"), || seated(Problem::new(&dense)));
            check(LARGE, &format!("{method}, {shape}, computed"), || {
                seated(Problem::new(&computed))
            });
            check(LARGE, &format!("{method}, {shape}, sparse"), || seated(Problem::new(&sparse)));
            check(LARGE, &format!("{method}, {shape}, total"), || {
                seated(
                    Problem::new(&dense)
                        .objective(Objective::Total)
                        .unmatched_cost(vec![900; rows]),
                )
            });
        }
    }
}

fn numbers() {
    let values = Array2::from_shape_fn((150, 300), |(row, column)| 0.1 * noise(row, column) as f64);
    let read = |turned: bool| {
        let values = if turned { values.t() } else { values.view() };
        let costs = CostView::new(values, Sense::Maximize, Objective::Participation)?;
        plan(&Problem::new(&costs), &Options::default().with_threads(1))
    };
    check(LARGE, "numbers", || read(false));
    check(LARGE, "numbers, turned", || read(true));
}

fn restarts() {
    let dense = matrix(300, 300);
    let problem = Problem::new(&dense);
    let options = Options::default().with_threads(1).restartable();
    check(LARGE, "restartable", || plan(&problem, &options));
    let solution = assign(&problem, &options).expect("a plan");
    check(LARGE, "restart", || {
        plan(&problem, &options.clone().with_warm_start(WarmStart::new(&solution)))
    });
    check(LARGE, "vouched for", || {
        let warm_start = WarmStart::new(&solution).unchanged();
        plan(&problem, &options.clone().with_warm_start(warm_start))
    });
}
