//! A solve ends soon after it is cancelled, however many columns a row has.

#![expect(clippy::expect_used, reason = "a test stops where a promise is broken")]

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use matchwright_assign::{CostFn, Error, Monitor, Options, Problem, assign};

/// A tenth of a second is promised, on a machine that does nothing else.
const PATIENCE: Duration = Duration::from_millis(500);

#[test]
fn a_solve_of_a_million_rows_is_cancelled_at_once() {
    let costs = CostFn::new(1_000_000, 1_000_000, |row, column| {
        ((row * 7_919) ^ (column * 104_729)) as i64 % 10_007
    });
    for wait in [50, 300, 1_500] {
        let monitor = Arc::new(Monitor::new());
        let other = Arc::clone(&monitor);
        let waiting = thread::spawn(move || {
            thread::sleep(Duration::from_millis(wait));
            other.cancel();
            Instant::now()
        });
        let options = Options::default().with_monitor(monitor);
        assert_eq!(assign(&Problem::new(&costs), &options).err(), Some(Error::Cancelled));
        let ended = Instant::now();
        let cancelled = waiting.join().expect("the watcher only waits");
        let late = ended.saturating_duration_since(cancelled);
        assert!(late < PATIENCE, "{late:?} after {wait} ms");
    }
}
