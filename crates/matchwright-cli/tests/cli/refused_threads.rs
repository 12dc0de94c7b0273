//! Where the system refuses threads, the command says what it says with them; threads that were asked for are refused
//! with an error.
//!
//! The command is told to start threads with stacks larger than any address space, which the system refuses.
#![cfg(target_os = "linux")]

use std::io;

use crate::run_dir::{Run, RunDir};

/// Bytes of a stack that no system grants.
const STACK: u64 = 1 << 47;

const MATCH: &str = "match --mentees mentees.csv --mentors mentors.csv --program program.toml";

/// Commands that say nothing of seconds and threads.
const COMMANDS: [&str; 4] = [
    "recommend --mentees mentees.csv --mentors mentors.csv --program program.toml",
    "quality --mentees mentees.csv --mentors mentors.csv --program program.toml",
    "explain --mentees mentees.csv --mentors mentors.csv --program program.toml --mentee e000001",
    "init --mentees mentees.csv --mentors mentors.csv --force",
];

fn without_threads(dir: &RunDir, arguments: &str) -> io::Result<Run> {
    let mut command = dir.command(arguments);
    command.env("RUST_MIN_STACK", STACK.to_string()).output().map(Run::from)
}

#[test]
fn commands_say_the_same() -> io::Result<()> {
    let dir = RunDir::new()?;
    dir.run("simulate --mentees 600 --mentors 600")?.done();
    let program = "[[criteria]]\nkind = \"same\"\ncolumn = \"site\"\n\
                   [[criteria]]\nkind = \"overlap\"\ncolumn = \"interests\"\n";
    dir.write("program.toml", program)?;
    for arguments in COMMANDS {
        let said = without_threads(&dir, arguments)?.done();
        assert_eq!(said, dir.run(arguments)?.done(), "{arguments}");
    }
    without_threads(&dir, MATCH)?.done();
    let refused = without_threads(&dir, &format!("{MATCH} --threads 2"))?.refused();
    assert!(refused.contains("thread"), "{refused}");
    Ok(())
}
