//! Where the system refuses threads, work stays on the thread of the caller and the answers stay the same; a pool that
//! was asked for is refused with an error.
//!
//! A child process is told to start threads with stacks larger than any address space, which the system refuses.

#![expect(clippy::expect_used, reason = "a test stops where a promise is broken")]

use std::env;
use std::process::Command;

use matchwright_assign::{
    Cost, CostFn, Error, Level, Options, Problem, Solution, assign, certify, solve_levels, threads,
};

/// Says to a child process that it is one.
const CHILD: &str = "MATCHWRIGHT_NO_THREADS";

fn costs() -> CostFn<impl Fn(usize, usize) -> Cost + Sync> {
    CostFn::new(700, 800, |row, column| ((row * 7_919) ^ (column * 104_729)) as Cost % 10_007)
}

fn solved() -> Result<Solution, Error> {
    assign(&Problem::new(&costs()), &Options::default())
}

#[test]
fn work_goes_on_without_threads() {
    if env::var_os(CHILD).is_some() {
        return without_threads();
    }
    let program = env::current_exe().expect("a program");
    // One test at a time runs on the first thread.
    let mut child = Command::new(program);
    child.args(["--test-threads=1", "--nocapture"]).env(CHILD, "1");
    let ran = child.env("RUST_MIN_STACK", (1_u64 << 47).to_string()).output().expect("a child");
    let text = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success(), "{text} {}", String::from_utf8_lossy(&ran.stderr));
    let expected = solved().expect("a plan").total();
    assert!(text.contains(&format!("without threads: {expected},")), "{text}");
}

fn without_threads() {
    assert!(std::thread::Builder::new().spawn(|| ()).is_err(), "the system grants any stack");
    let asked_for = assign(&Problem::new(&costs()), &Options::default().with_threads(2));
    assert!(matches!(asked_for, Err(Error::Threads { .. })), "{asked_for:?}");
    let solution = solved().expect("a plan");
    assert_eq!((threads::count(), solution.stats().threads), (1, 1));
    let costs = costs();
    let problem = Problem::new(&costs);
    let again = certify(&problem, solution.pairs(), solution.prices()).expect("a certificate");
    assert!(solution.certificate().is_optimal() && again.is_optimal());
    let levels = [Level::Pairs, Level::Total];
    let answer = solve_levels(
        &problem,
        &matchwright_assign::Demands::default(),
        &levels,
        &Options::default(),
    );
    println!("without threads: {}, {}", solution.total(), answer.is_ok());
}
