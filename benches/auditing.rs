//! How long do the quality report and the fairness audit take, beside the match that they are about?
//!
//! ```text
//! cargo bench --bench auditing -- 3500 1500
//! ```

use std::sync::Arc;
use std::time::Instant;

use matchwright::answers::{Attributes, AuditOptions};
use matchwright::assign::Monitor;
use matchwright::roster::{Cell, Side, Table};
use matchwright::{Error, Matcher, Outcome, Program};
use suite::crowd::crowd;
use suite::memory::memory;

const PROGRAM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/cohort/program.toml");

fn main() -> Result<(), Error> {
    let mut sizes = std::env::args().filter_map(|argument| argument.parse::<usize>().ok());
    let (mentees, mentors) = (sizes.next().unwrap_or(3_500), sizes.next().unwrap_or(1_500));
    let program = Program::from_file(PROGRAM)?;
    let mut watch = Watch(Instant::now());
    let roster = crowd(mentees, mentors, 23, &program)?;
    watch.report("people drawn and checked");
    let outcome = Matcher::new(program)?.run(&roster)?;
    watch.report(&format!("{mentees} × {mentors} matched"));
    let monitor = Arc::new(Monitor::new());
    let quality = outcome.quality(&monitor)?;
    watch.report("quality report");
    assert!(quality.greedy.is_some_and(|greedy| {
        greedy.total <= quality.total + 1e-6 || greedy.pairs < quality.pairs as f64
    }));
    let attributes = Attributes::read::<&str>(&attributes(&outcome), "id", &[])?;
    let audit = outcome.audit(&attributes, &AuditOptions::default(), &monitor)?;
    watch.report(&format!("audit by two attributes, 10,000 draws, {} rows", audit.rows().len()));
    let prices = outcome.price_of_fairness(&audit, &monitor)?;
    watch.report(&format!("price of fairness, {} plans", prices.len()));
    Ok(())
}

/// Two attributes, of 3 and of 12 groups.
fn attributes(outcome: &Outcome) -> Table {
    let ids = Side::BOTH.into_iter().flat_map(|side| outcome.roster().side(side).ids());
    let ids: Vec<Cell> = ids.map(|id| Cell::Text(id.clone())).collect();
    let people = ids.len();
    let labels = |groups: usize, step: usize| {
        (0..people).map(|at| Cell::Text(format!("group {}", at * step / 7 % groups))).collect()
    };
    let mut table = Table::new(people);
    table.insert("id", ids);
    table.insert("one", labels(3, 11));
    table.insert("other", labels(12, 5));
    table
}

/// Seconds since it was last looked at.
struct Watch(Instant);

impl Watch {
    fn report(&mut self, what: &str) {
        let seconds = self.0.elapsed().as_secs_f64();
        println!("{what}: {seconds:.2} s, memory {}", memory().unwrap_or_default());
        self.0 = Instant::now();
    }
}
