//! `track`: pairs, check-ins and people in; a text, a table, a page and JSON out.

use std::fmt::Write as _;
use std::io;

use crate::run_dir::{Run, RunDir, words};

const PAIRS: &str = "mentee_id,mentor_id\ne1,m1\ne2,m2\ne3,m3\n";
const CHECK_INS: &str = "mentee_id,mentor_id,date,How happy?\n\
                         e1,m1,2026-03-01,5\ne2,m2,2026-03-02,2\ne3,m3,2025-11-02,5\n";

pub(crate) fn dir() -> io::Result<RunDir> {
    let mut people = "id,grade,promoted\n".to_owned();
    for number in 1..60 {
        let line = writeln!(people, "e{number},{},{}", number % 4, ["yes", "no"][number % 2]);
        assert!(line.is_ok());
    }
    RunDir::with(&[("pairs.csv", PAIRS), ("check_ins.csv", CHECK_INS), ("people.csv", &people)])
}

#[test]
fn every_document_says_who_needs_a_word() -> io::Result<()> {
    let dir = dir()?;
    let files = "--pairs pairs.csv --check-ins check_ins.csv --people people.csv";
    let outputs = "--out states.csv --report page.html --json all.json";
    let mut command = dir.command(&format!("track {files} {outputs} --target pairs=3@2026-12-31"));
    let text = Run::from(command.args(["--column", "satisfaction=How happy?"]).output()?).done();
    let said = words(&text);
    assert!(said.contains("e2 and m2: satisfaction 2"), "{text}");
    assert!(said.contains("e3 and m3: no check-in for 120 days"), "{text}");
    assert!(said.contains("pairs: 3 of 3 by 2026-12-31, reached"), "{text}");
    assert!(said.contains("A group has fewer than 10 people"), "{text}");
    let table = dir.read("states.csv")?;
    assert!(table.starts_with("mentee_id,mentor_id,state,reason,"), "{table}");
    assert!(table.contains("e1,m1,on_track,,"), "{table}");
    assert!(dir.read("page.html")?.contains("satisfaction 2"));
    assert!(dir.read("all.json")?.contains("\"needs_a_word\""));
    Ok(())
}

#[test]
fn what_is_wrong_writes_nothing() -> io::Result<()> {
    let dir = dir()?;
    let files = "--pairs pairs.csv --check-ins check_ins.csv --out states.csv";
    let refused = dir.run(&format!("track {files} --target joy=3"))?;
    assert!(words(&refused.refused()).contains("no figure has this name"));
    assert!(dir.read("states.csv").is_err());
    Ok(())
}
