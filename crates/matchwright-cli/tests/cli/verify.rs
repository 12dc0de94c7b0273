//! `verify`: the record of a run beside its tables.

use std::io;

use crate::run_dir::RunDir;

const MENTEES: &str = "id,site\ne1,Leeds\ne2,York\n";
const MENTORS: &str = "id,site,seats\nm1,Leeds,1\nm2,York,1\n";
const PROGRAM: &str = "capacity = \"seats\"\n[[criteria]]\nkind = \"same\"\ncolumn = \"site\"\n";
const FILES: &str = "--mentees mentees.csv --mentors mentors.csv";

#[test]
fn a_record_holds_until_something_is_changed() -> io::Result<()> {
    let files = [("mentees.csv", MENTEES), ("mentors.csv", MENTORS), ("program.toml", PROGRAM)];
    let dir = RunDir::with(&files)?;
    dir.run(&format!("match {FILES} --program program.toml --record run.json"))?.done();
    let record = dir.read("run.json")?;
    assert!(!record.contains("Leeds") && !record.contains("York"), "{record}");
    let text = dir.run(&format!("verify run.json {FILES}"))?.done();
    assert!(text.starts_with("The record holds: 2 pairs"), "{text}");
    dir.write("mentees.csv", "id,site\ne2,York\ne1,Bath\n")?;
    let error = dir.run(&format!("verify run.json {FILES}"))?.refused();
    assert!(error.contains("mentees, id e1: scores 0 with m1; in the record 1"), "{error}");
    assert!(!error.contains("id e2:") && !error.contains("Bath"), "{error}");
    dir.write("mentees.csv", MENTEES)?;
    dir.write("mentors.csv", "id,site,seats\nm1,Leeds,1\nm2,York,2\n")?;
    let error = dir.run(&format!("verify run.json {FILES}"))?.refused();
    assert!(error.contains("id m2: offers 2 seats; in the record 1"), "{error}");
    dir.write("mentors.csv", MENTORS)?;
    dir.write("run.json", &record.replacen("\"mentor\": \"m1\"", "\"mentor\": \"m2\"", 1))?;
    let error = dir.run(&format!("verify run.json {FILES}"))?.refused();
    assert!(error.contains("does not hold"), "{error}");
    dir.write("run.json", "{}")?;
    let error = dir.run(&format!("verify run.json {FILES}"))?.refused();
    assert!(error.contains("not the record of a run"), "{error}");
    Ok(())
}
