//! Matches the sample cohort. The same in Python: `first_match.py`.
//!
//! ```text
//! cargo run --example first_match
//! ```

use matchwright::{Error, Matcher, Program, Roster};

fn main() -> Result<(), Error> {
    let program = Program::from_file("examples/cohort/program.toml")?;
    let mentees = "examples/cohort/mentees.csv";
    let mentors = "examples/cohort/mentors.csv";
    let roster = Roster::from_csv(mentees, mentors, &program)?;

    let outcome = Matcher::new(program)?.run(&roster)?;

    for pair in outcome.pairs() {
        println!("{} meets {}: {:.3}", pair.mentee(), pair.mentor(), pair.score());
    }
    for person in outcome.unmatched() {
        println!("{} meets nobody: {}", person.id, person.detail);
    }
    assert!(outcome.certificate().is_optimal());
    Ok(())
}
