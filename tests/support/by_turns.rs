//! Ways to solve one problem, by turns.

use std::time::Instant;

use matchwright_assign::{Error, Options, Problem, assign};

/// Solves a problem so many times in each of the ways, which take turns, and prints the median seconds of
/// each after comparing totals.
///
/// # Errors
/// Those of [`assign`].
///
/// # Panics
/// Where a plan is not proven, or totals differ.
pub fn by_turns(problem: &Problem<'_>, ways: &[(&str, Options)], runs: usize) -> Result<(), Error> {
    let mut seconds = vec![Vec::new(); ways.len()];
    let mut totals = Vec::new();
    for _ in 0..runs {
        for ((name, options), seconds) in ways.iter().zip(&mut seconds) {
            let started = Instant::now();
            let solution = assign(problem, options)?;
            seconds.push(started.elapsed().as_secs_f64());
            totals.push(solution.total());
            assert!(solution.certificate().is_optimal(), "{name}: not proven");
            println!(
                "{name}: {}, {} rows looked at",
                solution.method(),
                solution.stats().row_scans
            );
        }
    }
    assert!(totals.iter().all(|total| *total == totals[0]), "totals differ");
    for ((name, _), mut seconds) in ways.iter().zip(seconds) {
        seconds.sort_by(f64::total_cmp);
        println!("{name}: {:.3} s", seconds[seconds.len() / 2]);
    }
    Ok(())
}
