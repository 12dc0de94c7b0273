//! `init`: the programme it writes can be run as it stands, and it says what it proposes and leaves out.

use std::{io, iter};

use matchwright::Program;
use matchwright::program::Clause;

use crate::run_dir::{RunDir, root, words};

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

#[test]
fn the_columns_become_the_criteria_and_rules_they_suggest() -> Result<(), Box<dyn std::error::Error>>
{
    let dir = dir()?;
    let said = dir.run(&format!("init {FILES}"))?.done();
    assert!(said.contains("\nprogram.toml: 5 criteria and 2 rules are proposed."), "{said}");
    let said = words(&said);
    for part in [
        "Proposed: - capacity from \"seats\".",
        "- mentees: \"gender\" (a protected attribute: it belongs to the audit",
        "- mentors: \"mail\" (an address)",
        "- mentees: \"years\" (another column says already who is ahead)",
    ] {
        assert!(said.contains(part), "{part:?} is missing in\n{said}");
    }
    let text = dir.read("program.toml")?;
    let program = Program::from_toml_str(&text)?;
    let kinds: Vec<&str> = program.criteria.iter().map(|term| term.criterion.kind()).collect();
    assert_eq!(kinds, ["preference", "skill_coverage", "goal_fit", "gap", "different"], "{text}");
    let rules: Vec<String> = program.rules.iter().map(Clause::name).collect();
    assert_eq!(rules, ["must_share_languages", "must_differ_line_manager"], "{text}");
    assert!(text.contains("capacity = \"seats\"\n"), "{text}");
    assert!(text.contains("# Not used, of the mentors:\n"), "{text}");
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
fn one_table_of_both_roles_is_parted() -> Result<(), Box<dyn std::error::Error>> {
    let people = "name,role,site,languages\nAda,Mentee,Leeds,Welsh\nBen,Mentor,York,Welsh\n\
                  Cy,Mentor,Leeds,Welsh\nDee,Mentee,York,Welsh\n";
    let dir = RunDir::with(&[("people.csv", people)])?;
    let said = dir.run("init --people people.csv")?.done();
    assert!(!words(&said).contains("To mend"), "{said}");
    let text = dir.read("program.toml")?;
    let role = "role = { column = \"role\", mentee = \"Mentee\", mentor = \"Mentor\" }";
    assert!(text.contains(role) && text.contains("id = \"name\""), "{text}");
    assert_eq!(Program::from_toml_str(&text)?.criteria[0].criterion.kind(), "same");
    dir.run("init")?.misused();
    dir.run("init --mentees people.csv")?.misused();
    dir.run("init --people people.csv --mentors people.csv --mentees people.csv")?.misused();
    Ok(())
}

#[test]
fn what_only_people_can_decide_is_asked() -> io::Result<()> {
    let dir = RunDir::with(&[
        ("mentees.csv", "id,site\ne1,Leeds\ne2,York\n"),
        ("mentors.csv", "id,site,How many mentees?\nm1,Leeds,One\nm2,York,2-3\n"),
    ])?;
    let said = words(&dir.run(&format!("init {FILES}"))?.done());
    assert!(
        said.contains("To decide: - How many mentees does a mentor take who says \"2-3\"?"),
        "{said}"
    );
    assert!(dir.read("program.toml")?.contains("2-3 = 2"));
    dir.run(&format!("match {FILES} --program program.toml"))?.done();
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
    let dir = RunDir::with(&[("mentees.csv", "who\ne1\n"), ("mentors.csv", "whom\nm1\n")])?;
    let said = dir.run(&format!("init {FILES} --mentee-id who --mentor-id whom"))?.done();
    assert!(said.contains("\nprogram.toml: 0 criteria and 0 rules"), "{said}");
    assert!(words(&said).contains("every command needs --mentee-id \"who\""), "{said}");
    let text = dir.read("program.toml")?;
    let (_, example) = text.split_once("such as:\n").unwrap_or_default();
    let example: Vec<&str> = example.lines().map_while(|line| line.strip_prefix("# ")).collect();
    assert!(Program::from_toml_str(&example.join("\n"))?.check().is_empty(), "{text}");
    Ok(())
}
