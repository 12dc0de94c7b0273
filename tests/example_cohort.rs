//! The sample cohort that the repository ships is what its generator writes, byte for byte.

#[expect(dead_code, reason = "the example's `main` writes the files")]
#[path = "../examples/generate_cohort.rs"]
mod generate_cohort;

use std::collections::BTreeSet;
use std::path::Path;
use std::{fs, io};

use matchwright::outcome::Reason;
use matchwright::{Matcher, Program, Roster};

#[test]
fn the_shipped_tables_are_the_generated_ones() -> io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/cohort");
    for (name, text) in ["mentees.csv", "mentors.csv"].iter().zip(generate_cohort::cohort()) {
        let shipped = fs::read_to_string(folder.join(name))?;
        assert!(shipped == text, "{name}: run `cargo run --example generate_cohort`");
    }
    Ok(())
}

#[test]
fn the_sample_shows_every_common_reason() -> Result<(), matchwright::Error> {
    let program = Program::from_file("examples/cohort/program.toml")?;
    let roster =
        Roster::from_csv("examples/cohort/mentees.csv", "examples/cohort/mentors.csv", &program)?;
    assert_eq!((roster.mentees().len(), roster.mentors().len()), (120, 60));
    let outcome = Matcher::new(program)?.run(&roster)?;
    let reasons: BTreeSet<Reason> = outcome.unmatched().iter().map(|who| who.reason).collect();
    let expected = [Reason::NoSeats, Reason::RuledOut, Reason::BelowFloor, Reason::AllTaken];
    assert_eq!(reasons, BTreeSet::from(expected));
    assert!(outcome.certificate().is_optimal());
    Ok(())
}
