//! Nobody gets lost on the way in: quotes that swallow people are refused, and every command says how
//! many people it has read.

use std::io;

use crate::run_dir::{RunDir, words};

const FILES: &str = "--mentees mentees.csv --mentors mentors.csv --program program.toml";

fn dir(mentees: &str) -> io::Result<RunDir> {
    RunDir::with(&[
        ("mentees.csv", mentees),
        ("mentors.csv", "id,likes\nm1,chess\nm2,chess\n"),
        ("program.toml", "[[criteria]]\nkind = \"overlap\"\ncolumn = \"likes\"\n"),
    ])
}

#[test]
fn a_quote_that_swallows_people_is_refused_with_its_line() -> io::Result<()> {
    let dir = dir("id,likes\ne1,\"chess\ne2,chess\ne3,chess\n")?;
    for command in ["match", "validate", "recommend", "explain --mentee e1"] {
        let error = dir.run(&format!("{command} {FILES}"))?.refused();
        let told = "mentees.csv: a quote that opens in line 2 never closes";
        assert!(error.contains(told), "{command}: {error}");
    }
    dir.run("init --mentees mentees.csv --mentors mentors.csv")?.refused();
    dir.write("mentees.csv", "id,likes\ne1,chess\n")?;
    dir.write("met.csv", "mentee_id,mentor_id\ne1,\"m1\ne2,m2\n")?;
    let error = dir.run(&format!("match {FILES} --history met.csv"))?.refused();
    assert!(error.contains("met.csv: a quote that opens in line 2 never closes"), "{error}");
    dir.write("words.csv", "label,preferred\n\"k8s,Kubernetes\n")?;
    let error = dir.run(&format!("match {FILES} --vocabulary words.csv"))?.refused();
    assert!(error.contains("words.csv: a quote that opens in line 2 never closes"), "{error}");
    Ok(())
}

#[test]
fn an_answer_that_could_be_rows_is_suspicious() -> io::Result<()> {
    let dir = dir("id,likes\ne1,\"chess\ne2,golf\"\ne3,\"chess;\nfilm\"\n")?;
    let text = dir.run(&format!("validate {FILES}"))?.done();
    let told = "suspicious: mentees, row 2 (id e1), column \"likes\": an answer of several lines, which \
                look like rows: is a quote missing?\n";
    assert!(text.contains(told), "{text}");
    assert!(!text.contains("row 4"), "{text}");
    Ok(())
}

#[test]
fn every_command_says_how_many_people_it_has_read() -> io::Result<()> {
    let dir = dir("id,likes\ne1,chess\ne2,chess\ne3,chess\n")?;
    for command in ["validate", "recommend", "explain --mentee e1"] {
        let text = dir.run(&format!("{command} {FILES}"))?.done();
        assert!(text.contains("3 mentees and 2 mentors"), "{command}: {text}");
    }
    let text = dir.run(&format!("match {FILES}"))?.done();
    assert!(words(&text).contains("Mentees 3 Mentors 2"), "{text}");
    let text = dir.run("init --mentees mentees.csv --mentors mentors.csv --out new.toml")?.done();
    assert!(text.contains("mentees: 3 rows") && text.contains("mentors: 2 rows"), "{text}");
    Ok(())
}
