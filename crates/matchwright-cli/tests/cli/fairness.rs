//! `quality` and `audit`: what is said of a plan as a whole.

use std::fmt::Write as _;
use std::io;

use crate::run_dir::{RunDir, words};

const PROGRAM: &str = "[[criteria]]\nkind = \"same\"\ncolumn = \"site\"\n";
const FILES: &str = "--mentees mentees.csv --mentors mentors.csv --program program.toml";

/// Forty mentees, of whom every other one is in York, and as many mentors, all in Leeds.
fn dir() -> io::Result<RunDir> {
    let (mut mentees, mut mentors) = ("id,site\n".to_owned(), "id,site\n".to_owned());
    let mut hr = "id,gender,age\n".to_owned();
    for number in 0..40 {
        let (site, gender) = if number % 2 == 0 { ("Leeds", "woman") } else { ("York", "man") };
        let lines = [
            writeln!(mentees, "e{number},{site}"),
            writeln!(mentors, "m{number},Leeds"),
            writeln!(hr, "e{number},{gender},{}", 20 + number),
        ];
        assert!(lines.iter().all(Result::is_ok));
    }
    RunDir::with(&[
        ("mentees.csv", &mentees),
        ("mentors.csv", &mentors),
        ("program.toml", PROGRAM),
        ("hr.csv", &hr),
    ])
}

#[test]
fn quality_is_a_text_a_table_and_json() -> io::Result<()> {
    let dir = dir()?;
    let files = "--out quality.csv --blocking blocking.csv --json quality.json";
    let text = dir.run(&format!("quality {FILES} {files}"))?.done();
    assert!(words(&text).contains("pairs 40, total score 20.000000, mean 0.500"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    let table = dir.read("quality.csv")?;
    assert!(table.starts_with("metric,value,note\npairs,40,pairs made\n"), "{table}");
    assert!(table.contains("\nscore_bin_95,20,"), "{table}");
    let expected = "mentee_id,mentor_id,score,mentee_score,mentor_score,free_seats\n";
    assert_eq!(dir.read("blocking.csv")?, expected, "the plan is stable");
    assert!(dir.read("quality.json")?.contains("\"blocking_pairs\": 0"));
    Ok(())
}

#[test]
fn an_audit_says_what_stands_out() -> io::Result<()> {
    let dir = dir()?;
    let files = "--out audit.csv --mixing mixing.csv --json audit.json";
    let by = "--attributes hr.csv --by gender";
    let text = dir.run(&format!("audit {FILES} {by} {files}"))?.done();
    assert!(text.contains("no legal opinion"), "{text}");
    assert!(words(&text).contains("mentees, gender woman: mean_score 1.000"), "{text}");
    assert!(words(&text).contains("as_is 40 20.000 0.000 0.0 %"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    let table = dir.read("audit.csv")?;
    let header = "side,attribute,group,n,n_share,metric,value,reference_group,difference,ratio,ci_low,ci_high,\
                  p_value,test,flag,suppressed,note\n";
    assert!(table.starts_with(header), "{table}");
    assert!(table.contains("\nmentee,gender,woman,20,0.5,mean_score,1,man,1,"), "{table}");
    let mixing = dir.read("mixing.csv")?;
    assert!(mixing.contains("\ngender,man,unknown,20,20,1,0\n"), "{mixing}");
    assert!(dir.read("audit.json")?.contains("\"notice\": \"This is a report"));
    Ok(())
}

#[test]
fn what_cannot_be_audited_is_refused_without_the_answers() -> io::Result<()> {
    let dir = dir()?;
    let error = dir.run(&format!("audit {FILES} --attributes hr.csv --by age"))?.refused();
    assert!(error.contains("put them into bands first"), "{error}");
    let error = dir.run(&format!("audit {FILES} --attributes hr.csv --by grade"))?.refused();
    assert!(error.contains("column \"grade\""), "{error}");
    dir.write("hr.csv", "id,gender\nx1,Zanzibar7q\n")?;
    let error = dir.run(&format!("audit {FILES} --attributes hr.csv"))?.refused();
    assert!(error.contains("no id in it") && !error.contains("Zanzibar"), "{error}");
    dir.run(&format!("audit {FILES}"))?.misused();
    Ok(())
}

#[test]
fn a_saved_outcome_is_asked_as_its_people_are() -> io::Result<()> {
    let dir = dir()?;
    dir.run(&format!("match {FILES} --save round.json.gz"))?.done();
    for command in ["quality", "audit --attributes hr.csv --by gender"] {
        let asked = dir.run(&format!("{command} {FILES}"))?.done();
        assert_eq!(dir.run(&format!("{command} --outcome round.json.gz"))?.done(), asked);
        dir.run(&format!("{command} {FILES} --outcome round.json.gz"))?.misused();
    }
    Ok(())
}
