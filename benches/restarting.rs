//! What is saved by starting from an earlier plan, where one row in a thousand has changed?
//!
//! `cargo bench --bench restarting -- SIZE RUNS`: mentor-like costs; the ways take turns, and totals are compared
//! before times.

use matchwright_assign::{CostView, Error, Objective, Options, Problem, Sense, WarmStart, assign};
use ndarray::{Array2, s};
use suite::by_turns::by_turns;
use suite::instances::mentor_like;

const SIZE: usize = 10_000;
const RUNS: usize = 3;

fn view(values: &Array2<f64>) -> Result<CostView<'_, f64>, Error> {
    CostView::new(values.view(), Sense::Minimize, Objective::Participation)
}

fn main() -> Result<(), Error> {
    let mut numbers = std::env::args().filter_map(|argument| argument.parse().ok());
    let (size, runs) = (numbers.next().unwrap_or(SIZE), numbers.next().unwrap_or(RUNS));
    let mut values = mentor_like(size, size, 1);
    let before = view(&values)?;
    let earlier = assign(&Problem::new(&before), &Options::default())?;
    let kept = assign(&Problem::new(&before), &Options::default().restartable())?;

    let others = mentor_like(size, size, 2);
    let is_new = |row: usize| row % 1_000 == 3;
    for row in (0..size).filter(|&row| is_new(row)) {
        values.slice_mut(s![row, ..]).assign(&others.slice(s![row, ..]));
    }
    let places: Vec<Option<u32>> =
        (0..size).map(|row| (!is_new(row)).then_some(row as u32)).collect();
    let known = |earlier| WarmStart::new(earlier).rows(places.clone());
    let from = |start| Options::default().with_warm_start(start);
    let ways = [
        ("from scratch", Options::default()),
        ("from scratch, restartable", Options::default().restartable()),
        ("from an earlier plan, every pair read again", from(known(&earlier))),
        ("from an earlier plan that is vouched for", from(known(&earlier).unchanged())),
        ("from a restartable one, restartable", from(known(&kept).unchanged()).restartable()),
    ];
    let costs = view(&values)?;
    let problem = Problem::new(&costs);
    by_turns(&problem, &ways, runs)
}
