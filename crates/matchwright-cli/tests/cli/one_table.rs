//! People come as one table or as two, from any kind of file, and the command says how it read them.

use std::io::{self, Write as _};
use std::process::Stdio;

use crate::run_dir::{Run, RunDir, words};

const PROGRAM: &str = r#"
    [tables]
    id = "Name"
    role = { column = "I am", mentee = "Mentee", mentor = "Mentor", both = "Both" }
    active = { column = "Joining?" }

    [tables.columns]
    likes = { from = "What do you like?", separator = "," }

    [[criteria]]
    kind = "overlap"
    column = "likes"
"#;
const PEOPLE: &str = "Name;I am;What do you like?;Joining?\n\
    Ada;Mentee;chess, golf;yes\n;;;\nBen;Both;chess;yes\nCy;Mentor;golf;yes\nDee;Mentor;golf;no\n";

fn dir() -> io::Result<RunDir> {
    RunDir::with(&[("people.csv", PEOPLE), ("program.toml", PROGRAM)])
}

#[test]
fn one_table_of_both_roles_is_taken_by_every_command() -> io::Result<()> {
    let dir = dir()?;
    let files = "--people people.csv --program program.toml";
    for command in ["match", "validate", "recommend", "explain --mentee Ben"] {
        let text = dir.run(&format!("{command} {files}"))?.done();
        assert!(text.contains("Ben") || command == "validate", "{command}: {text}");
    }
    dir.run(&format!("match {files} --out pairs.csv"))?.done();
    let pairs = dir.read("pairs.csv")?;
    assert!(pairs.contains("\nAda,Ben,") && pairs.contains("\nBen,Cy,"), "{pairs}");
    Ok(())
}

#[test]
fn how_it_was_read_is_a_line() -> io::Result<()> {
    let dir = dir()?;
    let files = "--people people.csv --program program.toml";
    let read = "people: 4 rows, read as ;-separated, UTF-8; 1 empty row passed over\n";
    for command in ["match", "validate"] {
        let text = dir.run(&format!("{command} {files}"))?.done();
        assert!(text.contains(read), "{command}: {text}");
    }
    let text = dir.run(&format!("match {files}"))?.done();
    assert!(text.contains("What [tables] decided on the way: 2; `validate` lists it."), "{text}");
    let text = dir.run(&format!("validate {files}"))?.done();
    let left_out = "people, row 6, column \"Joining?\": 1 row is left out as not active";
    assert!(words(&text).contains(left_out), "{text}");
    Ok(())
}

#[test]
fn people_are_given_in_exactly_one_way() -> io::Result<()> {
    let dir = dir()?;
    let program = "--program program.toml";
    for people in [
        "",
        "--mentees people.csv",
        "--mentors people.csv",
        "--people people.csv --mentees people.csv --mentors people.csv",
        "--people people.csv --mentors people.csv",
    ] {
        dir.run(&format!("match {people} {program}"))?.misused();
    }
    let refused = dir.run(&format!("match --mentees people.csv --mentors people.csv {program}"))?;
    refused.refused();
    dir.write("plain.toml", "[[criteria]]\nkind = \"overlap\"\ncolumn = \"What do you like?\"\n")?;
    let error = dir.run("match --people people.csv --program plain.toml")?.refused();
    assert!(error.contains("role"), "{error}");
    Ok(())
}

#[test]
fn what_stands_on_standard_input_decides_how_it_is_read() -> io::Result<()> {
    let dir = dir()?;
    let as_json = r#"[{"Name": "Ada", "I am": "Mentee", "What do you like?": "golf", "Joining?": true},
        {"Name": "Cy", "I am": "Mentor", "What do you like?": "golf", "Joining?": true}]"#;
    for (content, told) in [(PEOPLE, "read as ;-separated"), (as_json, "read as JSON")] {
        let mut command = dir.command("match --people - --program program.toml");
        let mut running = command.stdin(Stdio::piped()).spawn()?;
        if let Some(input) = running.stdin.as_mut() {
            input.write_all(content.as_bytes())?;
        }
        let text = Run::from(running.wait_with_output()?).done();
        assert!(text.contains(told), "{text}");
    }
    Ok(())
}

#[test]
fn what_is_found_out_can_be_said_instead() -> io::Result<()> {
    let dir = dir()?;
    let files = "match --people odd.txt --program program.toml";
    dir.write("odd.txt", &format!("Our people\n{}", PEOPLE.replace(';', "~")))?;
    let text = dir.run(&format!("{files} --separator ~ --skip-rows 1"))?.done();
    assert!(text.contains("people: 4 rows, read as ~-separated"), "{text}");
    let refused = dir.run(&format!("{files} --separator ab"))?.misused();
    assert!(refused.contains("one sign"), "{refused}");
    let refused = dir.run(&format!("{files} --sheet Mentors"))?.refused();
    assert!(refused.contains("only workbooks have sheets"), "{refused}");
    Ok(())
}

#[test]
fn two_sheets_of_one_workbook_are_two_tables() -> io::Result<()> {
    let dir = dir()?;
    let mut book = rust_xlsxwriter::Workbook::new();
    for (sheet, rows) in [
        ("Mentees", [["id", "site"], ["e1", "Leeds"]]),
        ("Mentors", [["id", "site"], ["m1", "Leeds"]]),
    ] {
        let sheet = book.add_worksheet().set_name(sheet).map_err(io::Error::other)?;
        sheet.write_row_matrix(0, 0, rows).map_err(io::Error::other)?;
    }
    book.save(dir.path("both.xlsx")).map_err(io::Error::other)?;
    let files = "--mentees both.xlsx#Mentees --mentors both.xlsx#Mentors";
    let said = dir.run(&format!("init {files} --out first.toml"))?.done();
    assert!(said.contains("mentees: 1 row, read as Excel, sheet \"Mentees\""), "{said}");
    let plan = dir.run(&format!("match {files} --program first.toml --out plan.csv"))?.done();
    assert!(plan.contains("m1"), "{plan}");
    let clash = dir.run(&format!("match {files} --program first.toml --out both.xlsx"))?;
    assert_eq!(clash.status, Some(1), "{}", clash.stderr);
    Ok(())
}
