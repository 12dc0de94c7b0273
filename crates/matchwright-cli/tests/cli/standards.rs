//! Badges and calendars beside a roster, and exports of HR systems, go from the file to pairs; what was ignored is said.

use std::fs;
use std::io;

use crate::run_dir::{RunDir, root, words};

const ROSTER: &str = "--mentees mentees.csv --mentors mentors.csv --program program.toml";
const BESIDE: &str =
    "--beside badges.json --beside calendars.ics --beside-by email --date 2026-03-02";

/// A folder with the files of an example.
fn example(folder: &str, names: &[&str]) -> io::Result<RunDir> {
    let dir = RunDir::new()?;
    for name in names {
        fs::copy(root().join("examples").join(folder).join(name), dir.path(name))?;
    }
    Ok(dir)
}

fn standards() -> io::Result<RunDir> {
    let names = ["mentees.csv", "mentors.csv", "badges.json", "calendars.ics", "program.toml"];
    example("standards", &names)
}

#[test]
fn badges_and_calendars_make_pairs() -> io::Result<()> {
    let dir = standards()?;
    let said = dir.run(&format!("validate {ROSTER} {BESIDE}"))?.done();
    for part in [
        "No errors",
        "3 of its 3 people are here",
        "1 credential expired before 2026-03-02: no skill",
        "no signature and no revocation was checked",
        "2 of its 4 people are here",
    ] {
        assert!(words(&said).contains(part), "{part}\n{said}");
    }
    dir.run(&format!("match {ROSTER} {BESIDE} --out pairs.csv"))?.done();
    let pairs = dir.read("pairs.csv")?;
    for pair in ["e1,m1", "e2,m2", "e3,m3"] {
        assert!(pairs.contains(pair), "{pair}\n{pairs}");
    }
    Ok(())
}

#[test]
fn what_stands_beside_is_found_by_a_column_that_is_there() -> io::Result<()> {
    let dir = standards()?;
    let error =
        dir.run(&format!("match {ROSTER} --beside badges.json --beside-by mail"))?.refused();
    assert!(error.contains("did you mean \"email\"?"), "{error}");
    let error =
        dir.run(&format!("match {ROSTER} --beside calendars.ics --beside-by email"))?.refused();
    assert!(error.contains("give a date"), "{error}");
    let error = dir.run(&format!("match {ROSTER} {BESIDE}-x"))?.refused();
    assert!(error.contains("must be a day"), "{error}");
    dir.write("twice.csv", "id,skills\nada.quill@example.org,sql\nADA.quill@example.org,go\n")?;
    let error = dir.run(&format!("match {ROSTER} --beside twice.csv --beside-by email"))?.refused();
    assert!(
        error.contains("twice.csv, row 3") && error.contains("stands there already"),
        "{error}"
    );
    Ok(())
}

#[test]
fn exports_of_hr_systems_make_pairs() -> io::Result<()> {
    for (people, program) in [
        ("successfactors.json", "successfactors.toml"),
        ("successfactors.csv", "successfactors_file.toml"),
        ("workday.json", "workday.toml"),
    ] {
        let dir = example("exports", &[people, program])?;
        let files = format!("--people {people} --program {program}");
        let said = dir.run(&format!("validate {files}"))?.done();
        assert!(said.contains("No errors"), "{people}: {said}");
        dir.run(&format!("match {files} --out pairs.csv"))?.done();
        let pairs = dir.read("pairs.csv")?;
        // 1004 is the manager of 1001, so that nobody else can teach 1002.
        for pair in ["1001,Ada Quill,1003", "1002,Eve Hart,1004"] {
            assert!(pairs.contains(pair), "{people}: {pairs}");
        }
    }
    Ok(())
}
