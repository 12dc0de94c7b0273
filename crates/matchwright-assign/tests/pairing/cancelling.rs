//! A solve ends soon after it is cancelled, whatever it is doing.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use matchwright_assign::general::{Peers, pair};
use matchwright_assign::{Cost, CostFn, Error, Monitor, Options};

/// A tenth of a second is promised, on a machine that does nothing else; threads are our own, since the others of
/// this program may be busy with other tests.
const PATIENCE: Duration = Duration::from_millis(500);

#[test]
fn ten_thousand_people_are_left_at_once() {
    let costs = CostFn::new(10_000, 10_000, |one, other| {
        let (first, last) = (one.min(other), one.max(other));
        ((first * 7_919) ^ (last * 104_729)) as Cost % 10_007
    });
    for wait in [0, 50, 300, 1_500] {
        let monitor = Arc::new(Monitor::new());
        let other = Arc::clone(&monitor);
        let waiting = thread::spawn(move || {
            thread::sleep(Duration::from_millis(wait));
            other.cancel();
            Instant::now()
        });
        let options = Options::default().with_monitor(monitor).with_threads(2);
        assert_eq!(pair(&Peers::new(&costs), &options).err(), Some(Error::Cancelled));
        let ended = Instant::now();
        let cancelled = waiting.join().expect("the watcher only waits");
        let late = ended.saturating_duration_since(cancelled);
        assert!(late < PATIENCE, "{late:?} after {wait} ms");
    }
}

#[test]
fn at_every_moment() {
    // Deeply nested sets: most of the time goes into searches.
    let costs = CostFn::new(1_201, 1_201, |one, other| one.max(other).div_ceil(2) as Cost);
    for wait in (0..400).step_by(20) {
        let monitor = Arc::new(Monitor::new());
        let other = Arc::clone(&monitor);
        let waiting = thread::spawn(move || {
            thread::sleep(Duration::from_millis(wait));
            other.cancel();
            Instant::now()
        });
        let options = Options::default().with_monitor(monitor).with_threads(2);
        let answer = pair(&Peers::new(&costs), &options);
        let ended = Instant::now();
        let late = ended.saturating_duration_since(waiting.join().expect("the watcher only waits"));
        assert!(late < PATIENCE, "{late:?} after {wait} ms");
        match answer {
            Ok(pairing) => assert!(pairing.certificate().is_optimal()),
            Err(error) => assert_eq!(error, Error::Cancelled),
        }
    }
}
