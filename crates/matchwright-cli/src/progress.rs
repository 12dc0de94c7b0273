//! A progress bar for work that takes long, where somebody watches.

use std::io::IsTerminal as _;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressStyle};
use matchwright::assign::{Monitor, Stage};

/// How often the bar is drawn anew; slower looks stuck, faster costs time.
const TICK: Duration = Duration::from_millis(100);

/// Work that ends within a second needs no bar: it would only flicker.
const PATIENCE: Duration = Duration::from_secs(1);

/// Does the work, and shows how far it is where standard error is a terminal.
pub(crate) fn watch<T>(monitor: &Monitor, work: impl FnOnce() -> T) -> T {
    if !std::io::stderr().is_terminal() {
        return work();
    }
    thread::scope(|scope| {
        let (working, done) = mpsc::channel();
        // Where the system refuses a thread there is no bar.
        let _ = thread::Builder::new().spawn_scoped(scope, move || show(monitor, &done));
        let result = work();
        drop(working);
        result
    })
}

/// Draws the bar until the work ends. Nothing is ever sent: the channel closes then, however it ends.
fn show(monitor: &Monitor, done: &Receiver<()>) {
    let (started, mut bar) = (Instant::now(), None);
    while done.recv_timeout(TICK) == Err(RecvTimeoutError::Timeout) {
        if started.elapsed() >= PATIENCE {
            draw(bar.get_or_insert_with(new_bar), monitor);
        }
    }
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
}

fn new_bar() -> ProgressBar {
    let style = ProgressStyle::with_template("{msg:<26} {bar:30} {percent:>3} %  {elapsed}");
    let bar = ProgressBar::new(0);
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}

fn draw(bar: &ProgressBar, monitor: &Monitor) {
    bar.set_message(describe(monitor.stage()));
    // A stage that has not counted its steps yet has done none of them.
    bar.set_length(monitor.total().max(1) as u64);
    bar.set_position(monitor.done() as u64);
}

fn describe(stage: Stage) -> &'static str {
    match stage {
        Stage::Prepare => "Scoring all pairs",
        Stage::Solve => "Looking for the best plan",
        Stage::Certify => "Checking the proof",
        _ => "Ranks and reasons",
    }
}
