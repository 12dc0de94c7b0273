//! How long do the ten best partners of everybody take, and how much memory, in a large organisation?
//!
//! ```text
//! cargo bench --bench recommending -- 100000 30000
//! ```

use std::time::Instant;

use matchwright::assign::Monitor;
use matchwright::roster::Side;
use matchwright::{Error, Matcher, Program};
use suite::crowd::crowd;
use suite::memory::memory;

const PROGRAM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/cohort/program.toml");
const BEST: usize = 10;

fn main() -> Result<(), Error> {
    let mut sizes = std::env::args().filter_map(|argument| argument.parse::<usize>().ok());
    let (mentees, mentors) = (sizes.next().unwrap_or(10_000), sizes.next().unwrap_or(3_000));
    let program = Program::from_file(PROGRAM)?;
    let mut watch = Watch(Instant::now());
    let roster = crowd(mentees, mentors, 23, &program)?;
    watch.report("people drawn and checked");
    let scores = Matcher::new(program)?.scores(&roster)?;
    watch.report("programme prepared");
    for side in Side::BOTH {
        let lists = scores.recommend(side, BEST, &Monitor::new())?;
        let found: usize = lists.iter().map(Vec::len).sum();
        assert!(found > lists.len(), "almost everybody finds somebody");
        watch
            .report(&format!("the {BEST} best of {mentees} × {mentors} for every {}", side.noun()));
    }
    Ok(())
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
