//! Work that somebody cancels from another thread.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use matchwright_assign::Monitor;

/// A tenth of a second is promised, on a machine that does nothing else.
pub(crate) const PATIENCE: Duration = Duration::from_millis(500);

/// What the work returns that is cancelled after so many milliseconds, and how long after that it ended.
pub(crate) fn cancelled_after<T>(wait: u64, work: impl FnOnce(Arc<Monitor>) -> T) -> (T, Duration) {
    let monitor = Arc::new(Monitor::new());
    let other = Arc::clone(&monitor);
    let waiting = thread::spawn(move || {
        thread::sleep(Duration::from_millis(wait));
        other.cancel();
        Instant::now()
    });
    let answer = work(monitor);
    let ended = Instant::now();
    let cancelled = waiting.join().expect("the watcher only waits");
    (answer, ended.saturating_duration_since(cancelled))
}
