//! Where the system refuses threads, the command says what it says with them; threads that were asked for are refused
//! with an error.
//!
//! The command is told to start threads with stacks larger than any address space, which the system refuses.
#![cfg(target_os = "linux")]

use std::io;
use std::process::{Command, Stdio};

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

/// A progress bar has a thread of its own, and there is none but on a terminal: `script` is one.
#[test]
fn there_is_no_bar_and_the_work_goes_on() -> io::Result<()> {
    let dir = RunDir::new()?;
    dir.run("simulate --mentees 60 --mentors 60")?.done();
    dir.write("program.toml", "[[criteria]]\nkind = \"same\"\ncolumn = \"site\"\n")?;
    let mut terminal = Command::new("script");
    let line = format!("{} {MATCH}", env!("CARGO_BIN_EXE_matchwright"));
    terminal.args(["--quiet", "--return", "--command", &line, "/dev/null"]);
    terminal.stdin(Stdio::null()).current_dir(dir.path(""));
    let ran = match terminal.env("RUST_MIN_STACK", STACK.to_string()).output() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            eprintln!("skipped: `script`, which is a terminal, is absent");
            return Ok(());
        }
        ran => Run::from(ran?),
    };
    assert_eq!(ran.status, Some(0), "{ran:?}");
    assert!(ran.stdout.contains("Proven optimal"), "{ran:?}");
    Ok(())
}
