//! Tables are written as what the ending of the file's name says.

use std::io;

use matchwright::tables::{Cell, Table};

use crate::run_dir::RunDir;

const FILES: &str = "--mentees mentees.csv --mentors mentors.csv --program program.toml";

fn dir() -> io::Result<RunDir> {
    RunDir::with(&[
        ("mentees.csv", "id,Full name,site\ne1,Ada Quill,York\ne2,,Leeds\n"),
        ("mentors.csv", "id,Full name,site\nm1,Ben Roy,York\nm2,Cy Dee,Leeds\n"),
        (
            "program.toml",
            "[[criteria]]\nkind = \"same\"\ncolumn = \"site\"\n[tables]\nname = \"Full name\"\n",
        ),
    ])
}

fn column(dir: &RunDir, file: &str, name: &str) -> io::Result<Vec<Option<String>>> {
    let table = Table::from_file(dir.path(file)).map_err(io::Error::other)?;
    let cells = table.column(name).ok_or_else(|| io::Error::other(format!("{file}: no {name}")))?;
    Ok(cells.iter().map(Cell::as_text).collect())
}

#[test]
fn the_ending_says_what_is_written_and_names_stand_beside_ids() -> io::Result<()> {
    let dir = dir()?;
    let some = |text: &str| Some(text.to_owned());
    for ending in ["csv", "tsv", "txt", "csv.gz", "json", "xlsx", "parquet"] {
        for (command, option, name, expected) in [
            ("match", "--out", "mentor_id", ["m1", "m2"]),
            ("match", "--out", "mentor_name", ["Ben Roy", "Cy Dee"]),
            ("match", "--loads", "mentor_name", ["Ben Roy", "Cy Dee"]),
            ("recommend --k 1", "--out", "mentor_name", ["Ben Roy", "Cy Dee"]),
        ] {
            let file = format!("file.{ending}");
            dir.run(&format!("{command} {FILES} {option} {file}"))?.done();
            assert_eq!(column(&dir, &file, name)?, expected.map(some), "{command} {file}");
        }
        let file = format!("file.{ending}");
        assert_eq!(column(&dir, &file, "mentee_name")?, [some("Ada Quill"), None], "{file}");
    }
    Ok(())
}

#[test]
fn other_endings_are_wrong_usage_before_any_work() -> io::Result<()> {
    let dir = dir()?;
    for command in ["match --out plan.docx", "match --loads loads.xls", "recommend --out best.v2"] {
        let run = dir.run(&format!("{command} {FILES}"))?;
        assert_eq!(run.status, Some(2), "{}", run.stderr);
        assert!(
            run.stderr.contains(".csv, .tsv, .txt, .json, .xlsx and .parquet"),
            "{}",
            run.stderr
        );
    }
    Ok(())
}

#[test]
fn a_plan_in_parquet_is_a_history() -> io::Result<()> {
    let dir = dir()?;
    dir.run(&format!("match {FILES} --out plan.parquet"))?.done();
    dir.run(&format!("match {FILES} --history plan.parquet --out again.csv"))?.done();
    let again = column(&dir, "again.csv", "mentor_id")?;
    assert_eq!(again, [Some("m2".to_owned()), Some("m1".to_owned())]);
    Ok(())
}

#[test]
fn the_page_has_names_and_the_facts_have_none() -> io::Result<()> {
    let dir = dir()?;
    dir.run(&format!("match {FILES} --report page.html --json facts.json"))?.done();
    assert!(dir.read("page.html")?.contains("Ada Quill"));
    assert!(!dir.read("facts.json")?.contains("Quill"));
    Ok(())
}
