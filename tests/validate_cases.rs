//! What `validate` says of the inputs of public reports of bugs, where the cases are.

use std::fs;

use serde_json::Value;
use suite::data_file;
use suite::looks::{look, of_kind, shown};

type Failure = Box<dyn std::error::Error>;

const OVERLAP: &str =
    "objective = \"total\"\n[[criteria]]\nkind = \"overlap\"\ncolumn = \"interests\"\n";

const SITE: &str = "[[criteria]]\nkind = \"same\"\ncolumn = \"site\"\n";

/// Mentors for cases that have none, or none that matter.
const MENTOR: &str = "id,site\nm1,Leeds\nm2,York\n";

/// The input of a case; `None`, with a word, where the cases are absent.
fn case(name: &str) -> Result<Option<Value>, Failure> {
    let Some(path) = data_file("../cases/cases.jsonl") else { return Ok(None) };
    for line in fs::read_to_string(path)?.lines() {
        let case: Value = serde_json::from_str(line)?;
        if case["id"] == name {
            return Ok(Some(case["input"].clone()));
        }
    }
    Err(format!("there is no case {name}").into())
}

fn text<'v>(input: &'v Value, name: &str) -> &'v str {
    input[name].as_str().unwrap_or_default()
}

/// What is shown of one kind when the programme meets the tables.
fn told(program: &str, mentees: &str, mentors: &str, code: &str) -> Result<String, Failure> {
    let found = look(program, mentees, mentors)?;
    let lines: Vec<String> =
        of_kind(&found, code).into_iter().map(matchwright::Finding::shown).collect();
    if lines.is_empty() {
        return Err(format!("no {code} in\n{}", shown(&found)).into());
    }
    Ok(lines.join("\n"))
}

#[test]
fn rw09_one_person_on_both_sides() -> Result<(), Failure> {
    let Some(input) = case("RW09")? else { return Ok(()) };
    let mentors = text(&input, "mentors").replace("p1", "P1");
    let told = told(OVERLAP, text(&input, "mentees"), &mentors, "same_person")?;
    assert!(told.contains("\"p1\" (like \"P1\")"), "{told}");
    Ok(())
}

#[test]
fn rw10_a_conflict_that_fits_nobody() -> Result<(), Failure> {
    let Some(input) = case("RW10")? else { return Ok(()) };
    let program = format!("{OVERLAP}[[rules]]\nkind = \"block\"\n{}", rule(&input));
    let told = told(&program, text(&input, "mentees"), text(&input, "mentors"), "unknown_mentor")?;
    let expected = "1 of the 1 id of a mentor is not among the mentors; \
                    written: \"Bo.Kay@corp.example\" (like \"bo.kay@corp.example\")";
    assert!(told.ends_with(expected), "{told}");
    Ok(())
}

/// The pairs of a rule that a case writes as `block pairs = …`.
fn rule(input: &Value) -> &str {
    text(input, "rule").trim_start_matches("block ")
}

#[test]
fn rw11_managers_who_are_nobody() -> Result<(), Failure> {
    let Some(input) = case("RW11")? else { return Ok(()) };
    let program = "[[criteria]]\nkind = \"skill_coverage\"\nneed = \"wants\"\nhave = \"skills\"\n\
                   [[rules]]\nkind = \"not_in_reporting_line\"\ncolumn = \"manager\"\n";
    let told = told(program, text(&input, "mentees"), text(&input, "mentors"), "unknown_manager")?;
    let none = "none of the 2 managers is an id of either table, so the rule can forbid nothing";
    assert!(told.contains(none) && told.contains("\"Ada Quill (2001)\" (like \"2001\")"), "{told}");
    Ok(())
}

#[test]
fn rw14_labels_one_slip_apart() -> Result<(), Failure> {
    let Some(input) = case("RW14")? else { return Ok(()) };
    let found = look(OVERLAP, text(&input, "mentees"), text(&input, "mentors"))?;
    let merges: Vec<_> = found.merges.iter().map(|merge| (&*merge.label, &*merge.into)).collect();
    let program = format!("fuzzy = \"off\"\n{OVERLAP}");
    let off = told(&program, text(&input, "mentees"), text(&input, "mentors"), "label_alike")?;
    assert!(merges == [("Signing", "Singing")] || merges.is_empty(), "{merges:?}");
    assert!(off.contains("\"Signing\" (like \"Singing\")"), "{off}");
    Ok(())
}

#[test]
fn rw17_who_stands_twice() -> Result<(), Failure> {
    let Some(input) = case("RW17")? else { return Ok(()) };
    let mentees = text(&input, "mentees");
    let found = look(SITE, mentees, MENTOR)?;
    let errors = shown(&found);
    assert!(errors.contains("row 4 (id e2)") && errors.contains("stands in row 3"), "{errors}");
    let once: Vec<&str> = mentees.lines().filter(|line| !line.contains("e2,York")).collect();
    let told = told(SITE, &once.join("\n"), MENTOR, "ids_alike")?;
    assert!(told.contains("Kim@corp.example") && told.contains("kim@corp.example"), "{told}");
    Ok(())
}

#[test]
fn rw24_ids_that_a_spreadsheet_changed() -> Result<(), Failure> {
    let Some(input) = case("RW24")? else { return Ok(()) };
    let program = "[[criteria]]\nkind = \"preference\"\nmentee = \"prefers\"\n";
    let (mentees, mentors) = (text(&input["csv"], "mentees"), text(&input["csv"], "mentors"));
    let told = told(program, mentees, mentors, "unknown_wish")?;
    assert!(
        told.contains("\"597449.0\" (like \"597449\")") && told.contains("\"00042\""),
        "{told}"
    );
    Ok(())
}

#[test]
fn rw25_texts_that_are_no_answer() -> Result<(), Failure> {
    let Some(input) = case("RW25")? else { return Ok(()) };
    let told = told(OVERLAP, text(&input, "mentees"), text(&input, "mentors"), "no_answer")?;
    for written in ["\"None\"", "\"n/a\"", "\"-\"", "\"N/A\"", "\"none\""] {
        assert!(told.contains(written), "{written} in {told}");
    }
    Ok(())
}

#[test]
fn rw26_a_year_is_no_level_and_a_prefix_no_label() -> Result<(), Failure> {
    let Some(input) = case("RW26")? else { return Ok(()) };
    let program = "[[criteria]]\nkind = \"skill_coverage\"\nneed = \"needs\"\nhave = \"skills\"\n";
    let (mentees, mentors) = (text(&input, "mentees"), text(&input, "mentors"));
    let level = told(program, mentees, mentors, "level_far")?;
    assert!(level.contains("Excel:2016, others up to 4"), "{level}");
    let prefix = told(program, mentees, mentors, "label_prefix")?;
    assert!(prefix.contains("\"Skill: Public Speaking\" (like \"Public Speaking\")"), "{prefix}");
    Ok(())
}

#[test]
fn rw33_ids_that_are_formulas() -> Result<(), Failure> {
    let Some(input) = case("RW33")? else { return Ok(()) };
    let told = told(SITE, text(&input, "mentees"), text(&input, "mentors"), "formula")?;
    for id in ["HYPERLINK", "\"-2\"", "\"@m1\"", "\"+m2\""] {
        assert!(told.contains(id), "{id} in {told}");
    }
    Ok(())
}
