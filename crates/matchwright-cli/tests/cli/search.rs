//! `search`: a directory from any table of people.

use std::io;
use std::process::Command;

use crate::run_dir::RunDir;

const PEOPLE: &str = "id,site,skills,joining\n\
    m1,Leeds,Python:4; public speaking,yes\n\
    m2,York,python; SQL,yes\n\
    m3,Leeds,Python:5; SQL,no\n";
const PROGRAM: &str = r#"
    criteria = [{ kind = "overlap", column = "skills" }]
    [tables]
    active = { column = "joining" }
"#;

/// `search` for labels that hold blanks.
fn search(dir: &RunDir, labels: &str, arguments: &str) -> Command {
    let mut command = dir.command("search");
    command.arg(labels).args(arguments.split_whitespace());
    command
}

fn said(command: &mut Command) -> io::Result<(Option<i32>, String)> {
    let output = command.output()?;
    let text = [output.stdout, output.stderr].concat();
    Ok((output.status.code(), String::from_utf8_lossy(&text).into_owned()))
}

#[test]
fn people_are_listed_with_what_answers() -> io::Result<()> {
    let dir = RunDir::with(&[("people.csv", PEOPLE), ("program.toml", PROGRAM)])?;
    let (status, text) =
        said(&mut search(&dir, "pyhton, public speaking", "--people people.csv --out found.csv"))?;
    assert_eq!(status, Some(0), "{text}");
    assert!(text.contains("Python (slip), public speaking (exact)"), "{text}");
    assert!(text.contains("Looked for in site, skills, among 3 people."), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    let table = dir.read("found.csv")?;
    let first = "rank,id,score,matched,listed,how\n1,m1,1,pyhton; public speaking,Python; public speaking,slip; exact\n";
    assert!(table.starts_with(first), "{table}");
    assert_eq!(table.lines().nth(2), Some("2,m3,0.5,pyhton,Python,slip"));

    let only = "--people people.csv --program program.toml --where site=leeds --k 1";
    let (status, text) = said(&mut search(&dir, "python", only))?;
    assert_eq!(status, Some(0), "{text}");
    assert!(
        text.contains("m1") && !text.contains("m3") && text.contains("among 1 person."),
        "{text}"
    );
    Ok(())
}

#[test]
fn what_cannot_be_looked_for_is_refused() -> io::Result<()> {
    let dir = RunDir::with(&[("people.csv", PEOPLE)])?;
    let people = "--people people.csv";
    let (status, text) = said(&mut search(&dir, "knitting", people))?;
    assert_eq!((status, text.contains("Nobody lists anything of it.")), (Some(0), true), "{text}");
    let (status, text) = said(&mut search(&dir, "sql", &format!("{people} --where sites=Leeds")))?;
    assert_eq!((status, text.contains("did you mean \"site\"")), (Some(1), true), "{text}");
    let (status, _) = said(&mut search(&dir, "sql", &format!("{people} --where Leeds")))?;
    assert_eq!(status, Some(2));
    Ok(())
}
