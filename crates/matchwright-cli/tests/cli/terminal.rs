//! Nothing that comes from a file or an argument is obeyed by the terminal, on either stream.

use std::io;

use crate::run_dir::{Run, RunDir};

/// Sets the window's title, colours, turns the direction of writing, goes back to the line's start.
const ODD: &str =
    "\u{1b}]0;owned\u{7}\u{1b}[31m\u{202e}\u{2066}\u{200f}\u{2028}\u{9b}2J\r\u{85}\u{8}x";

/// Everything that a run has said, in which nothing is obeyed.
#[track_caller]
fn said(run: &Run) -> String {
    let text = format!("{}{}", run.stdout, run.stderr);
    let obeyed = |c: char| c.is_control() || "\u{200f}\u{2028}\u{202e}\u{2066}".contains(c);
    let odd: Vec<char> = text.chars().filter(|&c| c != '\n' && obeyed(c)).collect();
    assert!(odd.is_empty(), "{odd:?} in {text}");
    text
}

fn quoted(text: &str) -> String {
    format!("\"{text}\"")
}

fn dir() -> io::Result<RunDir> {
    let (id, label) = (quoted(&format!("e{ODD}")), quoted(&format!("chess{ODD}")));
    let program = format!(
        "name = {name}\n[[criteria]]\nkind = \"overlap\"\ncolumn = \"likes\"\nname = {name}\n",
        name = serde_json::Value::from(format!("round{ODD}")),
    );
    RunDir::with(&[
        ("mentees.csv", &format!("id,likes\n{id},{label}\ne2,CHESS\n")),
        ("mentors.csv", &format!("id,likes\n{id},Chess\nm2,{label}\n")),
        ("program.toml", &program),
    ])
}

const FILES: &str = "--mentees mentees.csv --mentors mentors.csv --program program.toml";

#[test]
fn answers_show_what_they_would_obey() -> io::Result<()> {
    let dir = dir()?;
    for command in ["match", "match --out -", "match --json -", "validate", "recommend"] {
        let run = dir.run(&format!("{command} {FILES}"))?;
        assert_eq!(run.status, Some(0), "{}", run.stderr);
        if !command.contains('-') {
            assert!(said(&run).contains('\u{fffd}') || command == "validate", "{command}");
        }
    }
    let mut command = dir.command(&format!("explain {FILES} --mentee"));
    let run = Run::from(command.arg(format!("e{ODD}")).output()?);
    assert_eq!(run.status, Some(0), "{}", run.stderr);
    said(&run);
    Ok(())
}

#[test]
fn files_hold_what_people_wrote() -> io::Result<()> {
    let run = dir()?.run(&format!("match {FILES} --out -"))?;
    assert!(run.stdout.contains(&format!("\"e{ODD}\"")), "{}", run.stdout);
    assert!(!run.stderr.contains('\u{1b}'), "{}", run.stderr);
    Ok(())
}

#[test]
fn refusals_show_what_they_would_obey() -> io::Result<()> {
    let odd = quoted(ODD);
    let (sound, head) = ("[[criteria]]\nkind = \"same\"\ncolumn = \"site\"\n", "id,site");
    let named = |column: &str| format!("[[criteria]]\nkind = \"same\"\ncolumn = {column}\n");
    let column = serde_json::Value::from(ODD).to_string();
    let scale = format!(
        "[[criteria]]\nkind = \"gap\"\ncolumn = \"site\"\nideal = 1\ntolerance = 1\nscale = [\"a\", {column}]\n"
    );
    let cases = [
        ("an id twice", format!("{head}\n{odd},a\n{odd},b\n"), sound.to_owned()),
        ("a column that is there", format!("{odd},site\nx,a\n"), sound.to_owned()),
        ("a column that is not there", format!("{head}\nx,a\n"), named(&column)),
        ("a scale", format!("{head}\nx,q\n"), scale),
        ("a programme's line", format!("{head}\nx,a\n"), format!("{sound}{ODD} = 1\n")),
        ("a field", format!("{head}\nx,a\n"), format!("{sound}{column} = 1\n")),
        ("a kind", format!("{head}\nx,a\n"), format!("[[criteria]]\nkind = {column}\n")),
        ("a pin", format!("{head}\nx,a\n"), format!("pinned = [[{column}, {column}]]\n{sound}")),
    ];
    for (name, mentees, program) in cases {
        let mentors = ("mentors.csv", "id,site\nm1,a\n");
        let dir = RunDir::with(&[("mentees.csv", &mentees), mentors, ("program.toml", &program)])?;
        for command in ["match", "validate"] {
            let run = dir.run(&format!("{command} {FILES}"))?;
            assert_eq!(run.status, Some(1), "{name}: {}", run.stdout);
            assert!(!said(&run).is_empty(), "{name}");
        }
    }
    Ok(())
}

#[test]
fn paths_and_arguments_show_what_they_would_obey() -> io::Result<()> {
    let dir = dir()?;
    let odd = ODD.replace('\r', "");
    let cases = [
        (format!("match {FILES} --out"), format!("nowhere{odd}/pairs.csv"), 1),
        (format!("match {FILES} --history"), format!("{odd}.csv"), 1),
        (format!("match {FILES} --vocabulary"), odd.clone(), 1),
        (format!("explain {FILES} --mentee"), odd.clone(), 1),
        (format!("match {FILES} --threads"), odd.clone(), 2),
        (format!("match {FILES}"), format!("--{odd}"), 2),
        (String::new(), odd.clone(), 2),
        ("match --mentors m.csv --program p.toml --mentees".to_owned(), format!("{odd}.txt"), 1),
    ];
    for (command, odd, status) in cases {
        let run = Run::from(dir.command(&command).arg(odd).output()?);
        assert_eq!(run.status, Some(status), "{command}: {}", run.stderr);
        assert!(!said(&run).is_empty(), "{command}");
    }
    let mut command = dir.command("simulate --mentees 2 --mentors 2 --out");
    let run = Run::from(command.arg(format!("people{odd}")).output()?);
    assert!(said(&run).contains("people\u{fffd}"), "{}", run.stdout);
    Ok(())
}

#[test]
fn a_line_break_in_an_id_cannot_make_a_line() -> io::Result<()> {
    let dir = dir()?;
    dir.write(
        "mentees.csv",
        "id,likes\n\"e1\nmentees, row 9 (id e9)\",a\n\"e1\nmentees, row 9 (id e9)\",a\n",
    )?;
    let error = dir.run(&format!("match {FILES}"))?.refused();
    assert!(
        !error.lines().any(|line| line.trim_start_matches("  │ ").starts_with("mentees, row 9")),
        "{error}"
    );
    Ok(())
}
