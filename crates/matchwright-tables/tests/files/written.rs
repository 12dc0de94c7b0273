//! A table is written as what the ending of its file's name says, whole or not at all, and comes back.

use std::fs;

use matchwright_tables::{Cell, Error, FileFormat, Frame, Table, Values};
use proptest::prelude::*;

type Failure = Box<dyn std::error::Error>;

const NAMES: [&str; 11] = [
    "plan",
    "plan.csv",
    "plan.CSV",
    "plan.txt",
    "plan.tsv",
    "plan.csv.gz",
    "plan.tsv.GZ",
    "plan.json",
    "plan.json.gz",
    "plan.xlsx",
    "plan.parquet",
];

fn frame() -> Frame {
    let texts = |texts: [&str; 3]| Values::Texts(texts.map(str::to_owned).to_vec());
    Frame::new([
        ("mentee_id", texts(["e,1", "=e2", "é \"3\"\t;"])),
        ("mentee_name", Values::Optional(vec![Some("Ada Quill".to_owned()), None, None])),
        ("rank", Values::Whole(vec![1, -7, 1 << 50])),
        ("score", Values::Numbers(vec![0.1, f64::NAN, 1e-9])),
    ])
}

fn texts(table: &Table, column: &str) -> Vec<Option<String>> {
    table.column(column).unwrap_or_default().iter().map(Cell::as_text).collect()
}

/// A file without an ending is read as what it holds.
fn read(path: &std::path::Path) -> Result<Table, Error> {
    let name = path.display().to_string();
    let bytes = fs::read(path).map_err(|source| Error::File { path: name.clone(), source })?;
    Table::from_bytes(bytes, &name, &matchwright_tables::ReadOptions::default())
}

#[test]
fn every_format_gives_the_table_back() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    for name in NAMES {
        let path = folder.path().join(name);
        frame().write_file(&path)?;
        let table = read(&path)?;
        let names: Vec<&str> = table.names().collect();
        assert_eq!(names, ["mentee_id", "mentee_name", "rank", "score"], "{name}");
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            texts(&table, "mentee_id"),
            [some("e,1"), some("=e2"), some("é \"3\"\t;")],
            "{name}"
        );
        assert_eq!(texts(&table, "mentee_name"), [some("Ada Quill"), None, None], "{name}");
        assert_eq!(
            texts(&table, "rank"),
            [some("1"), some("-7"), some("1125899906842624")],
            "{name}"
        );
        let scores: Vec<Option<f64>> =
            texts(&table, "score").iter().map(|text| text.as_ref()?.parse().ok()).collect();
        assert_eq!(scores, [Some(0.1), None, Some(1e-9)], "{name}");
        let bytes = fs::read(&path)?;
        frame().write_file(&path)?;
        assert_eq!(fs::read(&path)?, bytes, "{name}: equal frames are equal files");
    }
    Ok(())
}

#[test]
fn other_endings_are_refused_with_those_that_there_are() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    for name in
        ["plan.docx", "plan.xls", "plan.jsonl", "plan.v2", "plan.docx.gz", "plan.parquet.zip"]
    {
        let path = folder.path().join(name);
        let refused = frame().write_file(&path).err().ok_or(name)?;
        assert!(matches!(refused, Error::NotWritten { .. }), "{name}: {refused:?}");
        let told = ".csv, .tsv, .txt, .json, .xlsx and .parquet";
        assert!(refused.to_string().contains(told), "{refused}");
        assert!(FileFormat::of(&path).is_err() && !path.exists(), "{name}");
    }
    Ok(())
}

#[test]
fn what_cannot_be_written_leaves_the_old_file_and_nothing_else() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("plan.xlsx");
    fs::write(&path, "old")?;
    // No cell of a workbook holds so much.
    let long = Frame::new([("id", Values::Texts(vec!["x".repeat(40_000)]))]);
    assert!(matches!(long.write_file(&path), Err(Error::File { .. })));
    assert_eq!(fs::read(&path)?, b"old");
    let nowhere = folder.path().join("nowhere/plan.parquet");
    assert!(matches!(frame().write_file(nowhere), Err(Error::File { .. })));
    assert_eq!(fs::read_dir(folder.path())?.count(), 1);
    Ok(())
}

#[test]
fn a_table_without_rows_keeps_its_columns() -> Result<(), Failure> {
    let folder = tempfile::tempdir()?;
    let empty =
        Frame::new([("id", Values::Whole(Vec::new())), ("name", Values::Optional(Vec::new()))]);
    let path = folder.path().join("empty.parquet");
    empty.write_file(&path)?;
    assert_eq!(Table::from_file(&path)?.names().collect::<Vec<_>>(), ["id", "name"]);
    let path = folder.path().join("empty.json");
    empty.write_file(&path)?;
    assert_eq!(fs::read_to_string(&path)?, "[\n]\n");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn parquet_and_json_keep_whatever_there_is(
        rows in proptest::collection::vec(
            (proptest::option::of("\\PC{0,12}"), -(1_i64 << 53)..(1_i64 << 53), -1e300..1e300_f64), 1..20
        ),
    ) {
        let frame = Frame::new([
            ("text", Values::Optional(rows.iter().map(|row| row.0.clone()).collect())),
            ("whole", Values::Whole(rows.iter().map(|row| row.1).collect())),
            ("number", Values::Numbers(rows.iter().map(|row| row.2).collect())),
        ]);
        let text = |text: &String| !text.trim().is_empty();
        let expected: Vec<_> = rows.iter().map(|row| row.0.clone().filter(text)).collect();
        for name in ["x.parquet", "x.json"] {
            let fail = |error: &dyn std::fmt::Display| TestCaseError::fail(error.to_string());
            let mut bytes = Vec::new();
            let format = FileFormat::of(name).map_err(|error| fail(&error))?;
            format.write(&frame, "x", &mut bytes).map_err(|error| fail(&error))?;
            let table = Table::from_bytes(bytes, name, &matchwright_tables::ReadOptions::default());
            let table = table.map_err(|error| fail(&error))?;
            let cells = |column: &str| table.column(column).unwrap_or_default().to_vec();
            let read: Vec<_> = cells("text").iter().map(|cell| match cell {
                Cell::Text(text) => Some(text.clone()),
                _ => None,
            }).collect();
            prop_assert_eq!(&read, &expected);
            let whole: Vec<Cell> = rows.iter().map(|row| Cell::Number(row.1 as f64)).collect();
            prop_assert_eq!(cells("whole"), whole);
            let numbers: Vec<Cell> = rows.iter().map(|row| Cell::Number(row.2)).collect();
            prop_assert_eq!(cells("number"), numbers);
        }
    }
}
