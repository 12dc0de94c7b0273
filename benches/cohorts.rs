//! How long does it take to match a large organisation, from profiles to the proof, and how much memory?
//!
//! ```text
//! cargo bench --bench cohorts -- 100000 30000 4       mentees, mentors, seats of a mentor
//! ```
//!
//! The criteria are those of the sample programme; its rules and its floor are left out, so that every
//! pair counts.

use std::time::Instant;

use matchwright::assign::Certificate;
use matchwright::{Error, Matcher, Program};
use suite::crowd::crowd;
use suite::memory::memory;

const PROGRAM: &str = include_str!("../examples/cohort/program.toml");

fn main() -> Result<(), Error> {
    let mut numbers = std::env::args().filter_map(|argument| argument.parse::<usize>().ok());
    let mut next = |otherwise| numbers.next().unwrap_or(otherwise);
    let (mentees, mentors, seats) = (next(2_000), next(2_000), next(1));
    let program = programme(seats)?;
    let started = Instant::now();
    let roster = crowd(mentees, mentors, 23, &program)?;
    println!("{mentees} × {mentors}, {seats} seats: {:.1} s to draw", seconds(started));

    let started = Instant::now();
    let outcome = Matcher::new(program)?.run(&roster)?;
    println!("{:.2} s to match, memory {}", seconds(started), memory().unwrap_or_default());
    let proof = outcome.certificate();
    assert!(proof.is_optimal());
    let gap = proof.assignment().map(Certificate::gap);
    println!("{} pairs, gap {gap:?}, {:?}", outcome.pairs().len(), outcome.summary());
    Ok(())
}

fn programme(seats: usize) -> Result<Program, Error> {
    let (criteria, _) = PROGRAM.split_once("[[rules]]").unwrap_or((PROGRAM, ""));
    let lines = criteria.lines().filter(|line| !line.starts_with("min_score"));
    let seats = format!("capacity = {seats}");
    let lines = lines.map(|line| if line.starts_with("capacity") { &seats } else { line });
    Program::from_toml_str(&lines.collect::<Vec<_>>().join("\n"))
}

fn seconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64()
}
