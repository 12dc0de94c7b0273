//! A solve ends soon after it is cancelled, however many columns a row has.

#![expect(clippy::expect_used, reason = "a test stops where a promise is broken")]

use matchwright_assign::{CostFn, Error, Options, Problem, assign};

#[path = "support/watched.rs"]
mod watched;

use watched::{PATIENCE, cancelled_after};

#[test]
fn a_solve_of_a_million_rows_is_cancelled_at_once() {
    let costs = CostFn::new(1_000_000, 1_000_000, |row, column| {
        ((row * 7_919) ^ (column * 104_729)) as i64 % 10_007
    });
    for wait in [50, 300, 1_500] {
        let (answer, late) = cancelled_after(wait, |monitor| {
            assign(&Problem::new(&costs), &Options::default().with_monitor(monitor))
        });
        assert_eq!(answer.err(), Some(Error::Cancelled));
        assert!(late < PATIENCE, "{late:?} after {wait} ms");
    }
}
