//! How long do the documents take after a match, and how large is the page?
//!
//! ```text
//! cargo bench --bench reporting -- 5000 1700       mentees, mentors
//! ```
//!
//! The programme is the sample's, rules and floor included.

use std::time::Instant;

use matchwright::assign::Monitor;
use matchwright::report::{Letters, Report};
use matchwright::{Error, Matcher, Program};
use suite::crowd::crowd;

fn main() -> Result<(), Error> {
    let mut numbers = std::env::args().filter_map(|argument| argument.parse::<usize>().ok());
    let (mentees, mentors) = (numbers.next().unwrap_or(5_000), numbers.next().unwrap_or(1_700));
    let program = Program::from_toml_str(include_str!("../examples/cohort/program.toml"))?;
    let roster = crowd(mentees, mentors, 23, &program)?;
    let outcome = Matcher::new(program)?.run(&roster)?;
    println!("{mentees} × {mentors}, {} pairs", outcome.pairs().len());

    let (monitor, started) = (Monitor::new(), Instant::now());
    let page = Report::new(&outcome, &monitor)?.html();
    println!("page: {:.3} s, {} bytes", started.elapsed().as_secs_f64(), page.len());
    let started = Instant::now();
    let letters = Letters::new(&outcome, Letters::TEMPLATE, None, &monitor)?;
    let seconds = started.elapsed().as_secs_f64();
    println!("letters: {seconds:.3} s, {} of them", letters.as_slice().len());
    Ok(())
}
