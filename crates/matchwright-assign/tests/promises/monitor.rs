//! A solve can be watched and stopped.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use matchwright_assign::{CostMatrix, Error, Method, Monitor, Options, Problem, Stage, assign};

use crate::random::noise;

#[test]
fn progress_ends_at_the_last_stage() {
    let matrix = CostMatrix::from_vec(3, 3, vec![0; 9]).expect("shape");
    for &method in Method::ALL {
        let monitor = Arc::new(Monitor::new());
        let options = Options::default().with_method(method).with_monitor(Arc::clone(&monitor));
        assert!(assign(&Problem::new(&matrix), &options).is_ok());
        assert_eq!(monitor.stage(), Stage::Certify);
        assert_eq!(monitor.done(), monitor.total());
    }
}

#[test]
fn a_cancelled_solve_stops_before_it_is_done() {
    // Products of ranks, a hard case (Machol and Wien 1976): seconds of work if it is not stopped.
    let size = 1_200;
    let mut below = noise(1);
    let jitter =
        (0..size * size).map(|cell| ((cell / size) * (cell % size)) as i64 * 8 + below(8) as i64);
    let matrix = CostMatrix::from_vec(size, size, jitter.collect()).expect("shape");
    let monitor = Arc::new(Monitor::new());
    let watched = Arc::clone(&monitor);
    let solve = thread::spawn(move || {
        // Threads of its own: those of the process are busy with other tests.
        let options = Options::default().with_threads(2).with_monitor(watched);
        assign(&Problem::new(&matrix), &options).err()
    });
    while monitor.stage() == Stage::Prepare || monitor.done() == 0 {
        thread::yield_now();
    }
    let cancelled = Instant::now();
    monitor.cancel();
    assert_eq!(solve.join().expect("no panic"), Some(Error::Cancelled));
    assert!(cancelled.elapsed() < Duration::from_millis(500), "{:?}", cancelled.elapsed());
}
