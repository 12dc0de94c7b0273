//! Where the system refuses threads, people are read and scored on the thread of the caller, vectors of labels among
//! them, and scores stay the same.
//!
//! A child process is told to start threads with stacks larger than any address space, which the system refuses.

use std::env;
use std::error::Error;
use std::process::Command;

use matchwright::criteria::SkillCoverage;
use matchwright::roster::{Person, Table};
use matchwright::vocabulary::Vocabulary;
use matchwright::{Matcher, Program, Roster};

/// Says to a child process that it is one.
const CHILD: &str = "MATCHWRIGHT_NO_THREADS";

/// The score of a pair whose labels are related by their vectors alone.
fn points() -> Result<f64, Box<dyn Error>> {
    let vectors = [("Python", vec![1.0, 0.0]), ("Ruby", vec![0.8, 0.6])];
    let vocabulary = Vocabulary::default().with_vectors(vectors, 0.7)?;
    let coverage = SkillCoverage::new("needs", "skills");
    let program = Program::builder().criterion(1.0, coverage).build();
    let people = |id: &str, column: &str, label: &str| {
        [Person::new(id).list(column, [label])].into_iter().collect::<Table>()
    };
    let (mentees, mentors) = (people("e1", "needs", "Python"), people("m1", "skills", "Ruby"));
    let roster = Roster::with_vocabulary(&mentees, &mentors, "id", &program, &vocabulary)?;
    Ok(Matcher::new(program)?.scores(&roster)?.row(0)[0])
}

#[test]
fn vectors_are_compared_without_threads() -> Result<(), Box<dyn Error>> {
    if env::var_os(CHILD).is_some() {
        assert!(std::thread::Builder::new().spawn(|| ()).is_err(), "the system grants any stack");
        println!("without threads: {},", points()?);
        return Ok(());
    }
    // One test at a time runs on the first thread.
    let mut child = Command::new(env::current_exe()?);
    child.args(["--test-threads=1", "--nocapture", "vectors_are_compared_without_threads"]);
    let ran = child.env(CHILD, "1").env("RUST_MIN_STACK", (1_u64 << 47).to_string()).output()?;
    let text = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success(), "{text} {}", String::from_utf8_lossy(&ran.stderr));
    let expected = points()?;
    assert!(expected > 0.0 && text.contains(&format!("without threads: {expected},")), "{text}");
    Ok(())
}
