//! Where a disk is full, every command says so, what stood there before stays whole, and nothing else stays behind.
//!
//! The shell limits how large a file may become, and has the signal ignored that would end a program beyond it: a write
//! then fails as on a full disk.
#![cfg(unix)]

use std::fs;
use std::io;
use std::process::Command;

use crate::run_dir::{Run, RunDir};

const FILES: &str = "--mentees mentees.csv --mentors mentors.csv --program program.toml";

/// Sizes that a file may reach, in blocks of the shell's; no output of the commands below fits into the largest.
const BLOCKS: [u32; 4] = [0, 1, 2, 4];

/// Answers at whose length even the smallest output does not fit into the blocks.
fn dir() -> io::Result<RunDir> {
    let long = "Yorkshire and the Humber ".repeat(40);
    let people = |letter: char| {
        let person = |number| {
            format!("{letter}{number},{long}{number},chess; film,{letter}{number}@example.org\n")
        };
        format!("id,site,topics,email\n{}", (0..60).map(person).collect::<String>())
    };
    let program = "capacity = 2\n[[criteria]]\nkind = \"overlap\"\ncolumn = \"topics\"\n\
                   [[criteria]]\nkind = \"same\"\ncolumn = \"site\"\n";
    RunDir::with(&[
        ("mentees.csv", &people('e')),
        ("mentors.csv", &people('m')),
        ("program.toml", program),
    ])
}

fn run_on_full_disk(dir: &RunDir, blocks: u32, arguments: &str) -> io::Result<Run> {
    let command = env!("CARGO_BIN_EXE_matchwright");
    let line = format!("trap '' XFSZ; ulimit -f {blocks}; exec {command} {arguments}");
    Command::new("sh").args(["-c", &line]).current_dir(dir.path("")).output().map(Run::from)
}

/// The arguments behind a command's name, with the file that it writes in place of `FILE`.
fn writers() -> Vec<(String, &'static str)> {
    let mut writers = Vec::new();
    let endings = ["csv", "tsv", "json", "parquet", "xlsx", "csv.gz"];
    for ending in endings {
        let name = Box::leak(format!("plan.{ending}").into_boxed_str());
        writers.push((format!("match {FILES} --out {name}"), &*name));
    }
    for (option, name) in [
        ("json", "facts.json"),
        ("record", "record.json"),
        ("report", "report.html"),
        ("report", "report.txt"),
        ("save", "outcome.json"),
        ("loads", "loads.csv"),
        ("waiting", "waiting.csv"),
    ] {
        writers.push((format!("match {FILES} --{option} {name}"), name));
    }
    writers.push((format!("recommend {FILES} --k 30 --out lists.csv"), "lists.csv"));
    writers
}

#[test]
fn the_old_file_stays_whole_and_nothing_else_stays_behind() -> io::Result<()> {
    let dir = dir()?;
    for (arguments, name) in writers() {
        dir.write(name, "old")?;
        let before = dir.files()?;
        let mut refusals = 0;
        for blocks in BLOCKS {
            let run = run_on_full_disk(&dir, blocks, &arguments)?;
            if run.status == Some(0) {
                // It fits: what was written is as whole as on an empty disk.
                dir.write(name, "old")?;
                continue;
            }
            refusals += 1;
            assert_eq!(run.status, Some(1), "{arguments}: {run:?}");
            assert!(run.stderr.contains(&format!("{name}: cannot be written")), "{run:?}");
            assert_eq!((dir.read(name)?.as_str(), dir.files()?), ("old", before.clone()));
        }
        assert!(refusals > 0, "{arguments}: every block is enough");
        fs::remove_file(dir.path(name))?;
    }
    Ok(())
}

#[test]
fn letters_are_whole_or_not_there() -> io::Result<()> {
    let dir = dir()?;
    dir.run(&format!("letters {FILES} --out-folder whole"))?.done();
    for blocks in BLOCKS {
        let folder = format!("out{blocks}");
        let run =
            run_on_full_disk(&dir, blocks, &format!("letters {FILES} --out-folder {folder}"))?;
        assert!(run.status == Some(0) || run.status == Some(1), "{run:?}");
        for file in fs::read_dir(dir.path(&folder))? {
            let file = file?;
            let whole = dir.path("whole").join(file.file_name());
            let is_whole = file.path().extension().is_some_and(|ending| ending == "eml")
                || fs::read(file.path())? == fs::read(whole)?;
            assert!(is_whole, "{:?}", file.file_name());
        }
    }
    Ok(())
}

#[test]
fn a_process_that_is_killed_leaves_the_old_file_whole() -> io::Result<()> {
    let dir = dir()?;
    dir.write("facts.json", "old")?;
    let command = env!("CARGO_BIN_EXE_matchwright");
    let line = format!("ulimit -c 0; ulimit -f 1; exec {command} match {FILES} --json facts.json");
    let run = Command::new("sh").args(["-c", &line]).current_dir(dir.path("")).output()?;
    assert!(!run.status.success());
    assert_eq!(dir.read("facts.json")?, "old");
    Ok(())
}
