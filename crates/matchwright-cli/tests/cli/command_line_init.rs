//! `init`: the programme it writes can be run as it stands, and so can everything it suggests.

use std::{io, iter};

use matchwright::Program;
use matchwright::program::Clause;

use crate::run_dir::{RunDir, root};

const FILES: &str = "--mentees mentees.csv --mentors mentors.csv";

const MENTEES: &str =
    "id,mail,years,grade,line_manager,department,gender,languages,learn,hopes,asks";
const MENTORS: &str =
    "id,mail,years,grade,line_manager,department,gender,languages,skills,help,seats";

/// Twelve mentees and twelve mentors: what two of each say, six times over.
fn dir() -> io::Result<RunDir> {
    let mentees = (1..=6).map(|k| {
        format!(
            "a{k},a{k}@x,2,AO,x1,Tax,f,English; Welsh,python:3; sql:2,lead; speak,m{k}\n\
             b{k},b{k}@x,4,EO,x2,Law,m,English,sql,speak,"
        )
    });
    let mentors = (1..=6).map(|k| {
        format!(
            "m{k},m{k}@x,9,EO,x1,Tax,f,English,sql:4,lead,2\n\
             n{k},n{k}@x,12,SEO,x3,Law,m,Welsh,python:4,speak; lead,1"
        )
    });
    let mentees: Vec<String> = iter::once(MENTEES.to_owned()).chain(mentees).collect();
    let mentors: Vec<String> = iter::once(MENTORS.to_owned()).chain(mentors).collect();
    let [mentees, mentors] = [mentees, mentors].map(|rows| rows.join("\n"));
    RunDir::with(&[("mentees.csv", &mentees), ("mentors.csv", &mentors)])
}

/// The programme with every suggestion switched on.
fn with_suggestions(text: &str) -> String {
    let is_toml = |line: &&str| {
        let key = line.split(" = ").next().unwrap_or_default();
        line.starts_with("[[") || key.chars().all(|c| c.is_ascii_lowercase() || c == '_')
    };
    let lines = text.lines().map(|line| line.strip_prefix("# ").filter(is_toml).unwrap_or(line));
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_columns_become_the_criteria_and_rules_they_suggest() -> Result<(), Box<dyn std::error::Error>>
{
    let dir = dir()?;
    let text = dir.run(&format!("init {FILES}"))?.done();
    assert!(text.starts_with("program.toml: 6 criteria and 2 rules, "), "{text}");
    let text = dir.read("program.toml")?;
    let program = Program::from_toml_str(&text)?;
    let kinds: Vec<&str> = program.criteria.iter().map(|term| term.criterion.kind()).collect();
    let expected = ["preference", "gap", "same", "different", "skill_coverage", "goal_fit"];
    assert_eq!(kinds, expected, "{text}");
    let rules: Vec<String> = program.rules.iter().map(Clause::name).collect();
    assert_eq!(rules, ["must_differ_line_manager", "must_share_languages"], "{text}");
    for part in ["capacity = \"seats\"\n", "Not used: \"mail\".", "unawares: \"gender\"."] {
        assert!(text.contains(part), "{part:?} is missing in\n{text}");
    }
    Ok(())
}

#[test]
fn what_init_writes_can_be_run() -> io::Result<()> {
    let dir = dir()?;
    dir.run(&format!("init {FILES}"))?.done();
    dir.run(&format!("match {FILES} --program program.toml --out pairs.csv"))?.done();
    assert_eq!(dir.read("pairs.csv")?.lines().count(), 13);
    Ok(())
}

#[test]
fn every_suggestion_is_valid() -> Result<(), Box<dyn std::error::Error>> {
    let dir = dir()?;
    dir.run(&format!("init {FILES}"))?.done();
    let text = dir.read("program.toml")?;
    let program = Program::from_toml_str(&with_suggestions(&text))?;
    assert_eq!((program.criteria.len(), program.rules.len()), (7, 4), "{text}");
    assert!(program.check().is_empty(), "{}", program.check());
    Ok(())
}

#[test]
fn the_example_cohort_needs_no_help() -> io::Result<()> {
    let dir = RunDir::new()?;
    let folder = root().join("examples/cohort");
    for name in ["mentees.csv", "mentors.csv"] {
        dir.write(name, &std::fs::read_to_string(folder.join(name))?)?;
    }
    dir.run(&format!("init {FILES} --out first.toml"))?.done();
    let text = dir.run(&format!("match {FILES} --program first.toml"))?.done();
    assert!(text.contains("Proven optimal"), "{text}");
    Ok(())
}

#[test]
fn an_older_programme_stays_unless_forced() -> io::Result<()> {
    let dir = dir()?;
    dir.write("program.toml", "by hand\n")?;
    let error = dir.run(&format!("init {FILES}"))?.refused();
    assert!(error.contains("program.toml: already exists"), "{error}");
    assert_eq!(dir.read("program.toml")?, "by hand\n");
    assert_eq!(dir.files()?.len(), 3, "no trace of the draft");
    dir.run(&format!("init {FILES} --force"))?.done();
    assert!(dir.read("program.toml")?.contains("[[criteria]]"));
    Ok(())
}

#[test]
fn names_of_columns_cannot_break_the_file() -> Result<(), Box<dyn std::error::Error>> {
    let hostile = "\"a\n[[rules]]\"\"\u{7f}\"";
    let dir = RunDir::with(&[
        ("mentees.csv", &format!("id,{hostile},only mine\ne1,x,y\n")),
        ("mentors.csv", &format!("id,{hostile}\nm1,x\n")),
    ])?;
    dir.run(&format!("init {FILES}"))?.done();
    let program = Program::from_toml_str(&dir.read("program.toml")?)?;
    assert_eq!(program.criteria[0].criterion.reads()[0].column, "a\n[[rules]]\"\u{7f}");
    assert!(program.rules.is_empty());
    dir.run(&format!("match {FILES} --program program.toml"))?.done();
    Ok(())
}

#[test]
fn tables_without_a_useful_column_get_an_example() -> Result<(), Box<dyn std::error::Error>> {
    let dir = RunDir::with(&[("mentees.csv", "who\ne1\n"), ("mentors.csv", "who\nm1\n")])?;
    let error = dir.run(&format!("init {FILES}"))?.refused();
    assert!(error.contains("mentees, column \"id\": there is no such column"), "{error}");
    let text = dir.run(&format!("init {FILES} --mentee-id who --mentor-id who"))?.done();
    assert!(text.starts_with("program.toml: 0 criteria and 0 rules"), "{text}");
    let text = dir.read("program.toml")?;
    assert!(text.contains("--mentee-id \"who\""), "{text}");
    assert!(Program::from_toml_str(&with_suggestions(&text))?.check().is_empty(), "{text}");
    Ok(())
}
