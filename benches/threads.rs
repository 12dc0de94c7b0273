//! What is a second thread worth?
//!
//! `cargo bench --bench threads -- SIZE RUNS`: mentor-like costs; one and two threads take turns, and totals are
//! compared before times.

use matchwright_assign::{CostView, Error, Objective, Options, Problem, Sense};
use suite::by_turns::by_turns;
use suite::instances::mentor_like;

const SIZE: usize = 10_000;
const RUNS: usize = 5;

fn main() -> Result<(), Error> {
    let mut numbers = std::env::args().filter_map(|argument| argument.parse().ok());
    let (size, runs) = (numbers.next().unwrap_or(SIZE), numbers.next().unwrap_or(RUNS));
    let values = mentor_like(size, size, 1);
    let costs = CostView::new(values.view(), Sense::Minimize, Objective::Participation)?;
    let on = |threads| Options::default().with_threads(threads);
    by_turns(&Problem::new(&costs), &[("one thread", on(1)), ("two threads", on(2))], runs)
}
