//! `learn` and `evaluate`: feedback in, a programme with learned weights out.

use std::io;

use crate::run_dir::{RunDir, words};

const PROGRAM: &str = "[[criteria]]\nkind = \"same\"\ncolumn = \"site\"\nweight = 1\n\n\
                       [[criteria]]\nkind = \"same\"\ncolumn = \"team\"\nweight = 3\n";
pub(crate) const FILES: &str =
    "--mentees mentees.csv --mentors mentors.csv --program program.toml --feedback said.csv";

/// Twenty mentees, each with a mentor of their site and one of their team, of whom four fifths fit better with the first.
pub(crate) fn dir() -> io::Result<RunDir> {
    let mut mentees = "id,site,team\n".to_owned();
    let mut said = "mentee_id,mentor_id,How was it?\n".to_owned();
    for number in 0..20 {
        let fit = if number < 16 { "great" } else { "bad" };
        mentees.extend([format!("e{number},Leeds,a\n")]);
        said.extend([format!("e{number},m1,{fit}\ne{number},m2,fair\n")]);
    }
    let tables = "[tables.columns]\nfit = { from = \"How was it?\", read = { great = 5, fair = 3, bad = 1 } }\n";
    RunDir::with(&[
        ("mentees.csv", &mentees),
        ("mentors.csv", "id,site,team\nm1,Leeds,b\nm2,York,a\n"),
        ("program.toml", PROGRAM),
        ("said.csv", &said),
        ("form.toml", tables),
    ])
}

#[test]
fn weights_are_learned_and_make_a_programme() -> io::Result<()> {
    let dir = dir()?;
    let files = "--out learned.toml --weights weights.csv --report learned.html";
    let text = dir.run(&format!("learn {FILES} --feedback-tables form.toml {files}"))?.done();
    assert!(words(&text).contains("criterion learned 95 % interval present"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    let weights = dir.read("weights.csv")?;
    assert!(weights.starts_with("criterion,estimate,low,high,current\nsame_site,"), "{weights}");
    assert!(dir.read("learned.html")?.starts_with("<!DOCTYPE html>"));
    let again = "match --mentees mentees.csv --mentors mentors.csv --program learned.toml";
    assert!(words(&dir.run(again)?.done()).contains("Pairs 2"));
    Ok(())
}

#[test]
fn an_evaluation_is_a_text_tables_and_a_page() -> io::Result<()> {
    let dir = dir()?;
    let files = "--out measures.csv --calibration chances.csv --report evaluation.html";
    let asked = format!("evaluate {FILES} --feedback-tables form.toml --draws 50 {files}");
    let text = dir.run(&asked)?.done();
    assert!(words(&text).contains("right order AUC NDCG@5 first place chances off"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    let header = "scoring,measure,value,low,high,difference,difference_low,difference_high\n";
    assert!(dir.read("measures.csv")?.starts_with(header));
    assert!(dir.read("chances.csv")?.starts_with("scoring,from,to,comparisons,predicted,"));
    assert!(dir.read("evaluation.html")?.contains("Do chances hold?"));
    Ok(())
}

#[test]
fn too_little_feedback_is_refused_with_how_much_is_needed() -> io::Result<()> {
    let dir = dir()?;
    let said = "mentee_id,mentor_id,fit\ne1,m1,5\ne1,m2,2\n";
    dir.write("said.csv", said)?;
    let refused = dir.run(&format!("learn {FILES} --out learned.toml"))?.refused();
    assert!(words(&refused).contains("12 of at least 5 mentees are needed"), "{refused}");
    assert!(dir.read("learned.toml").is_err(), "nothing is written");
    Ok(())
}
