//! What an assignment means.

use matchwright_assign::{
    CostFn, Monitor, Options, Problem, Solution, Switches, alternatives, assign, certify, k_best,
    seat_prices,
};

use crate::costs::matrix;
use crate::refusing::check;

/// More than a few numbers for each row or column of the cases below.
const LARGE: usize = 90_000;

/// All of it.
pub(crate) fn all() {
    let (dense, monitor) = (matrix(150, 150), Monitor::new());
    let problem = Problem::new(&dense);
    let solution = assign(&problem, &Options::default()).expect("a plan");
    check(LARGE, "certify", || certify(&problem, solution.pairs(), solution.prices()));
    check(LARGE, "alternatives", || alternatives(&problem, &solution, &monitor));
    let alike = CostFn::new(200, 200, |_, _| 0);
    let tied = Problem::new(&alike);
    let any = assign(&tied, &Options::default()).expect("a plan");
    check(LARGE, "alternatives of ties", || alternatives(&tied, &any, &monitor));
    check(LARGE, "seat prices", || seat_prices(&problem, &solution, &monitor));
    check(LARGE, "k best", || {
        let plans = k_best(&problem, 40, &Options::default().with_threads(1))?;
        Ok(plans.iter().map(Solution::total).collect::<Vec<_>>())
    });
    check(LARGE, "switches", || {
        Switches::for_many(&problem, &solution, &monitor)?.of_row(3, &monitor)
    });
}
