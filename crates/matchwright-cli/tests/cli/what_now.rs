//! `what-if`, `compare`, `rematch`, and the pairs and outcomes that they and `match` read.

use std::io;

use crate::run_dir::{RunDir, words};

const MENTEES: &str = "id,site,team\ne1,Leeds,a\ne2,Leeds,b\nx7,York,a\n";
const MENTORS: &str = "id,site,team,seats\nm1,Leeds,b,1\nm2,York,c,1\nx7,Hull,c,1\n";
const PROGRAM: &str = r#"
    name = "Autumn round"
    capacity = "seats"
    criteria = [{ kind = "same", column = "site", name = "town" }]
    rules = [{ kind = "must_differ", column = "team" }]
"#;
const FILES: &str = "--mentees mentees.csv --mentors mentors.csv --program program.toml";

fn dir() -> io::Result<RunDir> {
    RunDir::with(&[("mentees.csv", MENTEES), ("mentors.csv", MENTORS), ("program.toml", PROGRAM)])
}

#[test]
fn what_would_be_different_is_shown_for_people_and_for_a_saved_outcome() -> io::Result<()> {
    let dir = dir()?;
    let changes = "--capacity m1=2 --without-rule must_differ_team --weight town=2 --min-score 0.1 \
                   --without mentor:x7 --answer mentee:x7:site=Leeds";
    let asked =
        dir.run(&format!("what-if {FILES} {changes} --out pairs.csv --json all.json"))?.done();
    dir.run(&format!("match {FILES} --save round.json.gz"))?.done();
    let saved = dir.run(&format!("what-if --outcome round.json.gz {changes}"))?.done();
    assert_eq!(asked, saved);
    // The sentence is broken into lines where a terminal says how wide it is.
    let mut tables = asked.lines().filter(|line| !line.starts_with("Pairs: "));
    assert!(tables.all(|line| line.chars().count() <= 80), "{asked}");
    assert!(words(&asked).contains("kept:"), "{asked}");
    let head = dir.read("pairs.csv")?.lines().next().unwrap_or_default().to_owned();
    assert_eq!(head, "mentee_id,mentor_id,change,score_before,score_after");
    assert!(dir.read("all.json")?.contains("\"scored_by\": \"Autumn round\""));
    Ok(())
}

#[test]
fn one_outcome_is_needed_and_one_is_enough() -> io::Result<()> {
    let dir = dir()?;
    let refused = dir.run("what-if --capacity m1=2")?.misused();
    assert!(refused.contains("--program") && refused.contains("--mentees"), "{refused}");
    let refused = dir.run(&format!("what-if {FILES} --outcome round.json"))?.misused();
    assert!(refused.contains("--outcome"), "{refused}");
    for wrong in ["--capacity m1", "--weight town=much", "--answer e1:site=York"] {
        dir.run(&format!("what-if {FILES} {wrong}"))?.misused();
    }
    let refused = dir.run(&format!("what-if {FILES} --without x7"))?.refused();
    assert!(refused.contains("a mentee and of a mentor"), "{refused}");
    Ok(())
}

#[test]
fn two_saved_outcomes_are_compared() -> io::Result<()> {
    let dir = dir()?;
    dir.run(&format!("match {FILES} --save before.json"))?.done();
    dir.write("program.toml", &PROGRAM.replace("must_differ", "must_equal"))?;
    dir.run(&format!("match {FILES} --save after.json"))?.done();
    let text =
        dir.run("compare before.json after.json --rule-prices --out-people people.csv")?.done();
    let shown = ["What each rule costs before", "rule must_differ_team", "rule must_equal_team"];
    for part in shown {
        assert!(words(&text).contains(part), "{part}: {text}");
    }
    assert_eq!(dir.read("people.csv")?.lines().count(), 1 + 6);
    let by_other = dir.run("compare before.json after.json --scored-by program.toml")?.done();
    assert!(words(&by_other).contains("total score"), "{by_other}");
    dir.run("compare before.json missing.json")?.refused();
    Ok(())
}

#[test]
fn what_people_were_told_is_kept() -> io::Result<()> {
    let dir = dir()?;
    dir.run(&format!("match {FILES} --save told.json"))?.done();
    dir.write("mentees.csv", &format!("{MENTEES}e9,Leeds,c\n"))?;
    let kept = "rematch --previous told.json --mentees mentees.csv --mentors mentors.csv \
                --program program.toml";
    let text = dir.run(&format!("{kept} --changes changes.csv --save now.json"))?.done();
    assert!(words(&text).contains("Told pairs: 3; kept: 3"), "{text}");
    let changes = "mentee_id,mentor_before,mentor_after,change,reason\ne9,,,joined,joined\n";
    assert_eq!(dir.read("changes.csv")?, changes);
    for keep in ["1", "price:0.5", "told"] {
        dir.run(&format!("{kept} --keep {keep}"))?.done();
    }
    for keep in ["-1", "price:", "all"] {
        dir.run(&format!("{kept} --keep={keep}"))?.misused();
    }
    dir.run("compare told.json now.json")?.done();
    Ok(())
}

#[test]
fn pairs_of_a_table_are_pinned() -> io::Result<()> {
    let dir = dir()?;
    dir.write("pins.csv", "mentee_id,mentor_id\ne1,m2\n")?;
    dir.run(&format!("match {FILES} --pinned pins.csv --out pairs.csv"))?.done();
    assert!(dir.read("pairs.csv")?.contains("e1,m2,0,"));
    dir.write("pins.csv", "mentee_id,mentor_id\ne2,m1\n")?;
    let refused = dir.run(&format!("match {FILES} --pinned pins.csv"))?.refused();
    assert!(refused.contains("pinned to m1, which must_differ_team forbids"), "{refused}");
    Ok(())
}

#[test]
fn waiting_lists_are_carried_from_round_to_round() -> io::Result<()> {
    let dir = dir()?;
    dir.write("program.toml", &format!("min_score = 0.5\n{PROGRAM}"))?;
    dir.run(&format!("match {FILES} --waiting first.csv"))?.done();
    assert_eq!(dir.read("first.csv")?, "id,matched,rounds_waited\ne1,yes,0\ne2,no,1\nx7,yes,0\n");
    dir.run(&format!("match {FILES} --waited first.csv --waiting second.csv"))?.done();
    assert!(dir.read("second.csv")?.contains("\ne2,no,2\n"));
    let waited = "id,site,team,rounds_waited\ne1,Leeds,a,\ne2,Leeds,b,9\nx7,York,a,0\n";
    dir.write("mentees.csv", waited)?;
    let refused = dir.run(&format!("match {FILES} --waited first.csv"))?.refused();
    assert!(refused.contains("already"), "{refused}");
    dir.run(&format!("match {FILES} --waiting third.csv"))?.done();
    assert!(dir.read("third.csv")?.contains("\ne2,no,10\n"));
    Ok(())
}
