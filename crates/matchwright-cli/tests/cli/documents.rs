//! `report` and `recruit`, of people and of a saved outcome.

use std::io;

use crate::run_dir::{RunDir, words};

const FILES: &str = "--mentees mentees.csv --mentors mentors.csv --program program.toml";

fn dir() -> io::Result<RunDir> {
    RunDir::with(&[
        (
            "mentees.csv",
            "id,Full name,topics\ne1,Ada Quill,film; chess\ne2,,golf\ne3,Di Om,opera\n",
        ),
        ("mentors.csv", "id,Full name,topics\nm1,Ben Roy,film\nm2,Cy Dee,golf\n"),
        (
            "program.toml",
            "name = \"Spring\"\nmin_score = 0.3\n[[criteria]]\nkind = \"overlap\"\ncolumn = \"topics\"\n\
             [tables]\nname = \"Full name\"\n",
        ),
        ("likely.csv", "who,topics\nc1,golf\nc2,opera\nc3,rowing\n"),
    ])
}

#[test]
fn the_ending_says_which_document() -> io::Result<()> {
    let dir = dir()?;
    let said = dir.run(&format!("report {FILES} --out a.html --out a.txt --out a.xlsx"))?.done();
    assert_eq!(said, "The outcome in a.html, a.txt, a.xlsx\n");
    assert!(dir.read("a.html")?.starts_with("<!DOCTYPE html>"));
    assert!(std::fs::read(dir.path("a.xlsx"))?.starts_with(b"PK"));
    let text = dir.read("a.txt")?;
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    for part in ["Spring", "Ada Quill (e1) Ben Roy (m1)", "Proven:", "Pairs that score below 0.3"] {
        assert!(words(&text).contains(part), "{part}: {text}");
    }
    dir.run(&format!("match {FILES} --save round.json --report b.txt"))?.done();
    dir.run("report --outcome round.json --out c.txt")?.done();
    assert_eq!([dir.read("b.txt")?, dir.read("c.txt")?], [text.clone(), text]);
    for wrong in ["--out a.pdf", "--out plan", ""] {
        dir.run(&format!("report {FILES} {wrong}"))?.misused();
    }
    Ok(())
}

#[test]
fn candidates_are_tried_one_by_one() -> io::Result<()> {
    let dir = dir()?;
    dir.run(&format!("match {FILES} --save round.json"))?.done();
    let asked = "--candidates likely.csv --candidates-id who --out found.csv --json found.json";
    let text = dir.run(&format!("recruit {FILES} {asked}"))?.done();
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    assert!(words(&text).contains("c2 e3 +1"), "{text}");
    let table = dir.read("found.csv")?;
    assert!(table.starts_with("mentor_id,pairs,total,meets\nc2,1,"), "{table}");
    assert!(dir.read("found.json")?.contains("\"mentor\": \"c3\""));
    assert_eq!(dir.run(&format!("recruit --outcome round.json {asked}"))?.done(), text);
    let error = dir.run("recruit --outcome round.json --candidates likely.csv")?.refused();
    assert!(error.contains("\"id\""), "{error}");
    dir.run("recruit --outcome round.json")?.misused();
    Ok(())
}
