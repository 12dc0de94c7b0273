//! How long does it take to learn from a large organisation, to send that somewhere, and to recommend by it, beside
//! recommending without?
//!
//! ```text
//! cargo bench --bench scorers -- 100000 30000
//! ```

use std::time::Instant;

use matchwright::assign::Monitor;
use matchwright::roster::{Roster, Side, Table};
use matchwright::scores::Ranked;
use matchwright::simulate::Simulation;
use matchwright::{Error, Matcher, Program, Scorer};

const PROGRAM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/cohort/program.toml");
const BEST: usize = 10;

/// How many mentees of one are enough to say how long one takes.
const ALONE: usize = 20;

fn main() -> Result<(), Error> {
    let mut sizes = std::env::args().filter_map(|argument| argument.parse::<usize>().ok());
    let (mentees, mentors) = (sizes.next().unwrap_or(10_000), sizes.next().unwrap_or(3_000));
    let program = Program::from_file(PROGRAM)?;
    let people = Simulation::new(mentees, mentors).noise(1.0).seed(23).population()?;
    let mut watch = Watch(Instant::now());
    let roster = Roster::new(&people.mentees, &people.mentors, &program)?;
    watch.report("people checked");
    let (matcher, monitor) = (Matcher::new(program)?, Monitor::new());
    let prepared = matcher.scores(&roster)?;
    watch.report("programme prepared");
    let all = prepared.recommend(Side::Mentee, BEST, &monitor)?;
    watch.report(&format!("the {BEST} best of {mentees} × {mentors} without a scorer"));

    let scorer = Scorer::new(&matcher, &roster, &monitor)?;
    watch.report("scorer built");
    let bytes = scorer.to_bytes()?;
    watch.report(&format!("written, {} bytes", bytes.len()));
    let scorer = Scorer::from_bytes(&bytes)?;
    watch.report("loaded");
    for size in [mentees, 10_000, 1_000] {
        let parts = parts(&people.mentees, size, mentees);
        watch.0 = Instant::now();
        let found = recommended(&scorer, &parts)?;
        watch.report(&format!("the same by the scorer, {} at a time", size.min(mentees)));
        assert!(found == all, "the lists of all");
    }
    let alone = parts(&people.mentees, 1, ALONE.min(mentees));
    watch.0 = Instant::now();
    recommended(&scorer, &alone)?;
    watch.report(&format!("{} mentees, one at a time", alone.len()));
    Ok(())
}

/// The first `rows` of a table, so many at a time.
fn parts(table: &Table, size: usize, rows: usize) -> Vec<Table> {
    let part = |start: usize| {
        let range = start..(start + size).min(rows);
        let mut part = Table::new(range.len());
        for (name, cells) in table.columns() {
            part.insert(name, cells[range.clone()].to_vec());
        }
        part
    };
    (0..rows).step_by(size).map(part).collect()
}

/// Lists of all parts in the order of the ids, in which the tables are.
fn recommended(scorer: &Scorer, parts: &[Table]) -> Result<Vec<Vec<Ranked>>, Error> {
    let monitor = Monitor::new();
    let mut lists = Vec::new();
    for part in parts {
        let batch = scorer.batch(part, "id", &monitor)?;
        lists.extend(batch.scores().recommend(Side::Mentee, BEST, &monitor)?);
    }
    Ok(lists)
}

/// Seconds since it was last looked at.
struct Watch(Instant);

impl Watch {
    fn report(&mut self, what: &str) {
        println!("{what}: {:.3} s", self.0.elapsed().as_secs_f64());
        self.0 = Instant::now();
    }
}
