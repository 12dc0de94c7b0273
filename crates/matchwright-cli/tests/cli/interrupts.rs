//! Ctrl-C ends a command, and leaves the folder as it was.
#![cfg(target_os = "linux")]

use std::process::{Command, Stdio};
use std::{fs, io};

use crate::run_dir::{Run, RunDir};

/// How often a signal may come too late: on a machine with much to do, the command can be done before it arrives.
const ATTEMPTS: usize = 20;

fn is_draft(name: &str) -> bool {
    name.starts_with(".matchwright-")
}

/// Sends a signal as soon as a draft is there, and says how the command ended.
fn ended_by(signal: &str, dir: &RunDir, arguments: &str) -> io::Result<Run> {
    // Whoever starts the tests in the background of a script, or by `nohup`, has them ignore signals, and what they
    // start.
    let mut command = Command::new("env");
    command.args(["--default-signal=INT,TERM,HUP", env!("CARGO_BIN_EXE_matchwright")]);
    command.args(arguments.split_whitespace()).current_dir(dir.path(""));
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    while !dir.files()?.iter().any(|name| is_draft(name)) && child.try_wait()?.is_none() {}
    if child.try_wait()?.is_none() {
        Command::new("kill").args([signal, &child.id().to_string()]).status()?;
    }
    child.wait_with_output().map(Run::from)
}

/// How a command ended by a signal that came before its first file had its name, and which files there are then.
fn interrupted(signal: &str, dir: &RunDir, arguments: &str) -> io::Result<(Run, Vec<String>)> {
    let before = dir.files()?;
    for _ in 0..ATTEMPTS {
        let run = ended_by(signal, dir, arguments)?;
        let after = dir.files()?;
        let is_written = |name: &&String| !before.contains(name) && !is_draft(name);
        let written: Vec<&String> = after.iter().filter(is_written).collect();
        if written.is_empty() {
            return Ok((run, after));
        }
        written.into_iter().try_for_each(|name| fs::remove_file(dir.path(name)))?;
    }
    Err(io::Error::other(format!("{signal} {arguments}: every signal came too late")))
}

#[test]
fn nothing_stays_behind() -> io::Result<()> {
    let dir = RunDir::new()?;
    dir.run("simulate --mentees 900 --mentors 900")?.done();
    dir.write("program.toml", "[[criteria]]\nkind = \"same\"\ncolumn = \"site\"\n")?;
    let before = dir.files()?;
    for signal in ["-INT", "-TERM"] {
        for arguments in [
            "match --mentees mentees.csv --mentors mentors.csv --program program.toml \
             --out plan.xlsx --json plan.json --report plan.html",
            "recommend --mentees mentees.csv --mentors mentors.csv --program program.toml --k 50 \
             --out lists.csv",
        ] {
            let (run, after) = interrupted(signal, &dir, arguments)?;
            assert_eq!(run.status, Some(130), "{signal} {arguments}: {}", run.stderr);
            assert_eq!(after, before, "{signal} {arguments}");
        }
    }
    Ok(())
}
