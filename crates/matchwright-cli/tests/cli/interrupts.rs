//! Ctrl-C ends a command, and leaves the folder as it was.
#![cfg(target_os = "linux")]

use std::io;
use std::process::{Command, Stdio};

use crate::run_dir::{Run, RunDir};

/// Sends a signal as soon as a draft is there, and says how the command ended.
fn ended_by(signal: &str, dir: &RunDir, arguments: &str) -> io::Result<Run> {
    // Whoever starts the tests in the background of a script, or by `nohup`, has them ignore signals, and what they
    // start.
    let mut command = Command::new("env");
    command.args(["--default-signal=INT,TERM,HUP", env!("CARGO_BIN_EXE_matchwright")]);
    command.args(arguments.split_whitespace()).current_dir(dir.path(""));
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    let is_draft = |name: &String| name.starts_with(".matchwright-");
    while !dir.files()?.iter().any(is_draft) && child.try_wait()?.is_none() {}
    let sent = Command::new("kill").args([signal, &child.id().to_string()]).status()?;
    assert!(sent.success(), "the command had ended before its first draft was seen");
    child.wait_with_output().map(Run::from)
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
            let run = ended_by(signal, &dir, arguments)?;
            assert_eq!(run.status, Some(130), "{signal} {arguments}: {}", run.stderr);
            assert_eq!(dir.files()?, before, "{signal} {arguments}");
        }
    }
    Ok(())
}
