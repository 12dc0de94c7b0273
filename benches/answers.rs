//! How long do answers take after a match: why not, for one pair and for all mentors of a mentee, explanations
//! of everybody, seat prices, ties?
//!
//! ```text
//! cargo bench --bench answers -- 5000 1700 4       mentees, mentors, seats of a mentor
//! ```
//!
//! The programme is the sample's, rules and floor included. Answers about everybody are left out above ten
//! thousand mentees.

use std::time::Instant;

use matchwright::assign::Monitor;
use matchwright::roster::Side;
use matchwright::{Error, Matcher, Outcome, Program};
use suite::crowd::crowd;
use suite::memory::memory;

const PROGRAM: &str = include_str!("../examples/cohort/program.toml");

fn main() -> Result<(), Error> {
    let mut numbers = std::env::args().filter_map(|argument| argument.parse::<usize>().ok());
    let mut next = |otherwise| numbers.next().unwrap_or(otherwise);
    let (mentees, mentors, seats) = (next(5_000), next(1_700), next(4));
    let program = Program::from_toml_str(&with_seats(seats))?;
    let roster = crowd(mentees, mentors, 23, &program)?;
    let outcome = timed("match", || Matcher::new(program)?.run(&roster))?;
    println!("{mentees} × {mentors}, {} pairs", outcome.pairs().len());

    let why_nots = timed("why_not, 20 pairs", || why_nots(&outcome))?;
    let slowest = why_nots.iter().copied().fold(0.0, f64::max);
    println!("  median {:.4} s, slowest {slowest:.4} s", median(why_nots));
    let monitor = Monitor::new();
    let first = &outcome.roster().mentees().ids()[0];
    timed("why_not_any of one mentee", || outcome.why_not_any(first, &monitor))?;
    timed("seat prices", || outcome.seat_prices(&monitor))?;
    timed("ties", || outcome.tied(&monitor).map(|tied| tied.len()))?;
    timed("explain one mentee", || outcome.explain(first, &monitor))?;
    if mentees <= 10_000 {
        timed("explanations of all mentees", || outcome.explanations(Side::Mentee, &monitor))?;
        timed("explanations of all mentors", || outcome.explanations(Side::Mentor, &monitor))?;
    }
    println!("memory {}", memory().unwrap_or_default());
    Ok(())
}

/// Pairs spread over everybody, seconds each.
fn why_nots(outcome: &Outcome) -> Result<Vec<f64>, Error> {
    let (mentees, mentors) = (outcome.roster().mentees().ids(), outcome.roster().mentors().ids());
    let pairs = (0..20)
        .map(|at| (&mentees[at * 7_919 % mentees.len()], &mentors[at * 104_729 % mentors.len()]));
    let one = |(mentee, mentor): (&String, &String)| {
        let started = Instant::now();
        outcome.why_not(mentee, mentor, &std::sync::Arc::default())?;
        Ok(started.elapsed().as_secs_f64())
    };
    pairs.map(one).collect()
}

fn median(mut seconds: Vec<f64>) -> f64 {
    seconds.sort_by(f64::total_cmp);
    seconds[seconds.len() / 2]
}

fn timed<T>(what: &str, work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    let started = Instant::now();
    let done = work()?;
    println!("{what}: {:.3} s", started.elapsed().as_secs_f64());
    Ok(done)
}

fn with_seats(seats: usize) -> String {
    let seats = format!("capacity = {seats}");
    let lines = PROGRAM.lines();
    let lines = lines.map(|line| if line.starts_with("capacity") { &seats } else { line });
    lines.collect::<Vec<_>>().join("\n")
}
