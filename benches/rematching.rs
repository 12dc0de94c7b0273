//! How long does a match after an earlier one take, where twenty mentees join two thousand?
//!
//! `cargo bench --bench rematching -- MENTEES MENTORS JOINERS RUNS`: people as in the sample cohort, seconds of the
//! fastest run, of all of it and of its stages.

use std::time::Instant;

use matchwright::answers::WhatIf;
use matchwright::assign::Options;
use matchwright::roster::Side;
use matchwright::{Error, Keep, Matcher, Outcome, Program};
use suite::crowd::crowd;

const PROGRAM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/cohort/program.toml");

fn main() -> Result<(), Error> {
    let mut numbers = std::env::args().filter_map(|argument| argument.parse().ok());
    let mut number = |otherwise| numbers.next().unwrap_or(otherwise);
    let (mentees, mentors, joiners, runs) = (number(2_000), number(700), number(20), number(5));
    let program = Program::from_file(PROGRAM)?;
    let now = crowd(mentees, mentors, 23, &program)?;
    let matcher = Matcher::new(program)?;
    let joining = now.mentees().ids().iter().step_by(mentees / joiners).take(joiners);
    let without =
        joining.fold(WhatIf::new(), |without, id| without.without(Some(Side::Mentee), id));
    let everybody = matcher.run(&now)?;
    let previous = everybody.what_if(&without, &Options::default())?.after().clone();
    println!("{mentees} mentees, of whom {joiners} join, and {mentors} mentors");
    measured("from scratch", runs, || matcher.run(&now))?;
    for (name, keep) in [
        ("all that was told", Keep::Told),
        ("all but 10", Keep::AtMost(10)),
        ("what is worth 0.2", Keep::Price(0.2)),
    ] {
        measured(name, runs, || matcher.rematch(&previous, &now, keep, &Options::default()))?;
    }
    Ok(())
}

fn measured(
    name: &str,
    runs: usize,
    run: impl Fn() -> Result<Outcome, Error>,
) -> Result<(), Error> {
    let mut best: Option<(f64, Outcome)> = None;
    for _ in 0..runs {
        let started = Instant::now();
        let outcome = run()?;
        let seconds = started.elapsed().as_secs_f64();
        if best.as_ref().is_none_or(|(fastest, _)| seconds < *fastest) {
            best = Some((seconds, outcome));
        }
    }
    let Some((seconds, outcome)) = best else { return Ok(()) };
    let (stages, summary) = (outcome.timings(), outcome.summary());
    let changes = outcome.changes().map(|changes| format!("; {changes}")).unwrap_or_default();
    println!(
        "{name}: {seconds:.4} s (prepare {:.4}, assign {:.4}, outcome {:.4}), {} pairs, {:.6}, {}{changes}",
        stages.prepare,
        stages.assign,
        stages.outcome,
        summary.pairs,
        summary.total,
        outcome.status().name()
    );
    Ok(())
}
