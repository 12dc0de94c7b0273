//! Exports of HR systems are read as they come: out of their envelope, with answers within answers as columns by their
//! paths, moments as days, and a second header row passed over.

use matchwright_tables::{Error, Table};

use crate::{read, refused, texts};

fn example(name: &str) -> Result<Table, Error> {
    Table::from_file(format!("{}/../../examples/exports/{name}", env!("CARGO_MANIFEST_DIR")))
}

#[test]
fn an_answer_of_odata() -> Result<(), Error> {
    let table = example("successfactors.json")?;
    assert_eq!(texts(&table, "userId"), ["1001", "1002", "1003", "1004"]);
    let hired = ["2024-02-01", "2025-06-01", "2017-03-01", "2014-01-01"];
    assert_eq!(texts(&table, "hireDate"), hired);
    assert_eq!(texts(&table, "managerNav.userId"), ["1004", "1005", "1009", "1009"]);
    assert_eq!(texts(&table, "competencyNav"), ["", "", "SQL:4; Python:3", "Negotiation:5"]);
    assert_eq!(texts(&table, "competencyNav.name")[2], "SQL; Python");
    let said = table.reading().to_string();
    assert_eq!(
        said,
        "read as an HR export; rows from d.results; fields not read: __deferred, __metadata"
    );
    Ok(())
}

#[test]
fn a_report_of_workday() -> Result<(), Error> {
    let table = example("workday.json")?;
    assert_eq!(texts(&table, "Employee_ID"), ["1001", "1002", "1003", "1004"]);
    assert_eq!(texts(&table, "Skills_group"), ["", "", "SQL:4; Python:3", "Negotiation:5"]);
    assert!(table.reading().to_string().contains("rows from Report_Entry"));
    Ok(())
}

#[test]
fn technical_names_above_labels() -> Result<(), Error> {
    let table = example("successfactors.csv")?;
    assert_eq!(texts(&table, "USERID"), ["1001", "1002", "1003", "1004", "1006"]);
    assert_eq!(table.sheet_row(0), 3);
    let said = table.reading().to_string();
    assert!(said.contains("a second header row of labels (row 2) passed over"), "{said}");
    Ok(())
}

#[test]
fn nobodys_answers_are_a_second_header() -> Result<(), Error> {
    for text in [
        "id,site,grade,team\nid,Leeds,3,Data\ne2,York,4,Ops\n",
        "id,site,grade\nId,Site,Grade\n",
        "id,site,grade,team\nID,Site,,Team\n",
    ] {
        let rows = text.lines().count() - 1;
        assert_eq!(read(text, "people.csv")?.rows(), rows, "{text}");
    }
    Ok(())
}

#[test]
fn envelopes() -> Result<(), Error> {
    for (text, path) in [
        (r#"{"d": [{"id": "e1"}]}"#, "d"),
        (r#"{"@odata.context": "x", "value": [{"id": "e1"}]}"#, "value"),
        (r#"{"total": 1, "data": [{"id": "e1"}]}"#, "data"),
        (r#"{"Report_Entry": [{"id": "e1"}], "Report_Has_More_Rows": true}"#, "Report_Entry"),
    ] {
        let table = read(text, "export.json")?;
        assert_eq!(texts(&table, "id"), ["e1"], "{text}");
        let said = table.reading().to_string();
        assert!(said.contains(&format!("rows from {path}")), "{said}");
        assert_eq!(said.contains("one page of a longer list"), text.contains("More"), "{said}");
    }
    for text in [r#"{"value": [{"id": "e1"}]}"#, r#"{"data": [1]}"#, r#"{"d": {"results": 3}}"#] {
        assert!(refused(read(text, "export.json")).contains("not an array of objects"), "{text}");
    }
    assert_eq!(read(r#"{"d": {"results": []}}"#, "export.json")?.rows(), 0);
    Ok(())
}

#[test]
fn moments_of_odata_are_days_everywhere() -> Result<(), Error> {
    let moments = [
        ("/Date(1488326400000)/", "2017-03-01"),
        ("/Date(1488360600000+0060)/", "2017-03-01T09:30:00"),
        ("/Date(-86400000)/", "1969-12-31"),
        ("/Date(99999999999999999999)/", "/Date(99999999999999999999)/"),
        ("/Date(x)/", "/Date(x)/"),
        ("Date(1)", "Date(1)"),
    ];
    for (text, day) in moments {
        let table = read(&format!(r#"[{{"id": "e1", "hired": "{text}"}}]"#), "people.json")?;
        assert_eq!(texts(&table, "hired"), [day]);
    }
    Ok(())
}

#[test]
fn several_answers_that_are_no_labels_with_levels_are_lists() -> Result<(), Error> {
    let text = r#"{"Report_Entry": [{"id": "e1", "jobs": [{"title": "Nurse", "site": "York", "years": 3},
        {"title": "Matron", "site": "Leeds", "boss": {"id": "m"}}]}]}"#;
    let table = read(text, "report.json")?;
    assert!(table.column("jobs").is_none());
    assert_eq!(texts(&table, "jobs.title"), ["Nurse; Matron"]);
    assert_eq!(texts(&table, "jobs.years"), ["3"]);
    assert!(table.reading().to_string().contains("jobs.boss"));
    Ok(())
}

#[test]
fn a_hundred_thousand_rows_are_read() -> Result<(), Error> {
    let rows: Vec<String> = (0..100_000)
        .map(|at| format!(r#"{{"userId": "{at}", "nav": {{"userId": "{}"}}}}"#, at / 10))
        .collect();
    let table = read(&format!(r#"{{"d": {{"results": [{}]}}}}"#, rows.join(",")), "export.json")?;
    assert_eq!(table.rows(), 100_000);
    Ok(())
}
