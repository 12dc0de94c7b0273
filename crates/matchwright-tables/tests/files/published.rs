//! Files and cases that others published, read from the folder beside the repository.

use std::path::PathBuf;

use matchwright_tables::{Cell, Error, Table};
use serde_json::Value;

use crate::{read, read_bytes, refused, texts};

/// A file of the data folder (`MATCHWRIGHT_DATA`), or of one beside it; `None` and a word where it is absent.
fn shared(path: &str) -> Option<PathBuf> {
    let beside = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data");
    let data =
        std::env::var_os("MATCHWRIGHT_DATA").map_or_else(|| PathBuf::from(beside), PathBuf::from);
    let file = data.join(path);
    if file.exists() {
        return Some(file);
    }
    println!("skipped: no {path} in the data folder (MATCHWRIGHT_DATA)");
    None
}

/// The input of a case.
fn case(id: &str) -> Option<Value> {
    let text = std::fs::read_to_string(shared("../cases/cases.jsonl")?).ok()?;
    let mut cases = text.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let case = cases.find(|case| case.get("id").and_then(Value::as_str) == Some(id))?;
    case.get("input").cloned()
}

fn text<'a>(input: &'a Value, name: &str) -> &'a str {
    input.get(name).and_then(Value::as_str).unwrap_or_default()
}

fn from_hex(hex: &str) -> Vec<u8> {
    let digits = hex.as_bytes().chunks(2).filter_map(|pair| std::str::from_utf8(pair).ok());
    digits.filter_map(|pair| u8::from_str_radix(pair, 16).ok()).collect()
}

#[test]
fn rw19_separators_and_decimal_commas() -> Result<(), Error> {
    let Some(input) = case("RW19") else { return Ok(()) };
    let a = read(text(&input, "a"), "a.csv")?;
    assert_eq!([texts(&a, "site"), texts(&a, "hours")], [["Leeds"], ["3.5"]]);
    let b = read(text(&input, "b"), "b.csv")?;
    assert_eq!(texts(&b, "site"), ["Leeds"]);
    // No number: the roster refuses it where one is asked for.
    let c = read(text(&input, "c"), "c.csv")?;
    assert_eq!(c.column("hours"), Some(&[Cell::Text("3,5".to_owned())][..]));
    let d = read(text(&input, "d"), "d.csv")?;
    assert_eq!(texts(&d, "site"), ["Leeds"]);
    Ok(())
}

#[test]
fn rw20_encodings() -> Result<(), Error> {
    let Some(input) = case("RW20") else { return Ok(()) };
    let table = read_bytes(&from_hex(text(&input, "windows-1252 (hex)")), "people.csv")?;
    assert_eq!(texts(&table, "site"), ["Zürich"]);
    assert_eq!(table.reading().encoding.as_deref(), Some("Windows-1252"));
    let table = read_bytes(&from_hex(text(&input, "utf-16 with BOM (hex)")), "people.csv")?;
    assert_eq!(texts(&table, "site"), ["Leeds"]);
    let table = read(text(&input, "utf-7"), "people.csv")?;
    assert!(table.reading().to_string().contains("UTF-7"));
    Ok(())
}

#[test]
fn rw21_qualtrics() -> Result<(), Error> {
    let Some(input) = case("RW21") else { return Ok(()) };
    let table = read(text(&input, "mentees"), "mentees.csv")?;
    assert_eq!(texts(&table, "ResponseId"), ["R_1a", "R_2b"]);
    assert_eq!([table.sheet_row(0), table.sheet_row(1)], [4, 5]);
    assert!(table.reading().to_string().contains("2 more header rows of Qualtrics"));
    Ok(())
}

#[test]
fn rw23_typeform() -> Result<(), Error> {
    let Some(input) = case("RW23") else { return Ok(()) };
    let table = read(text(&input, "mentees"), "mentees.csv")?;
    assert_eq!(texts(&table, "#"), ["t1", "t2"]);
    assert_eq!(table.names().filter(|name| *name == "Other").count(), 2);
    assert_eq!(texts(&table, "💡 Motivation\n\nWhy?"), ["To learn", ""]);
    Ok(())
}

#[test]
fn form_exports() -> Result<(), Error> {
    let files = [
        ("google_forms_teams.csv", "Timestamp", 32),
        ("ms_forms_mentors.csv", "How many mentees are you willing to mentor?", 5),
        ("ms_forms_mentees.csv", "WWIDs of Preferred Mentor", 7),
        ("typeform_header.csv", "#", 0),
        ("drupal_header.csv", "first_name", 0),
    ];
    for (name, column, rows) in files {
        let Some(path) = shared(&format!("forms/{name}")) else { return Ok(()) };
        let table = Table::from_file(path)?;
        assert!(table.column(column).is_some(), "{name}: {column}");
        assert_eq!(table.rows(), rows, "{name}");
    }
    Ok(())
}

#[test]
fn drupals_three_header_lines() -> Result<(), Error> {
    let Some(path) = shared("forms/drupal_header.csv") else { return Ok(()) };
    let table = Table::from_file(path)?;
    assert_eq!(table.reading().header_row, Some(3));
    assert_eq!(table.reading().separator, Some('|'));
    Ok(())
}

#[test]
fn scim_of_the_standard() -> Result<(), Error> {
    let read = |name: &str| shared(&format!("scim/{name}")).map(Table::from_file).transpose();
    let Some(user) = read("rfc7643-8.3-enterprise_user.json")? else { return Ok(()) };
    let expected = [
        ("userName", "bjensen@example.com"),
        ("name.formatted", "Ms. Barbara J Jensen, III"),
        ("emails.primary", "bjensen@example.com"),
        ("emails.home", "babs@jensen.org"),
        ("addresses.primary.locality", "Hollywood"),
        ("groups", "Tour Guides; Employees; US Employees"),
        ("active", "yes"),
        ("department", "Tour Operations"),
        ("manager.value", "26118915-6090-4610-87e4-49d8ca9f808d"),
        ("manager.displayName", "John Smith"),
    ];
    for (column, value) in expected {
        assert_eq!(texts(&user, column), [value], "{column}");
    }
    assert!(user.column("password").is_none());
    if let Some(list) = read("rfc7644-3.4.2-list_response-partial_attributes.json")? {
        assert_eq!(texts(&list, "userName"), ["bjensen", "jsmith"]);
    }
    if let Some(bulk) = read("rfc7644-3.7.2-bulk_request-enterprise_user.json")? {
        assert_eq!(texts(&bulk, "userName"), ["Alice", "Bob"]);
        assert_eq!(texts(&bulk, "id"), ["bulkId:qwerty", "bulkId:ytrewq"]);
        assert_eq!(texts(&bulk, "manager.value"), ["", "bulkId:qwerty"]);
    }
    Ok(())
}

#[test]
fn a_page_of_a_list_is_said() -> Result<(), Error> {
    let text = r#"{"schemas": ["urn:ietf:params:scim:api:messages:2.0:ListResponse"], "totalResults": 9,
        "Resources": [{"id": "e1"}, {"schemas": ["urn:ietf:params:scim:schemas:core:2.0:Group"]}]}"#;
    let table = read(text, "users.json")?;
    assert_eq!(texts(&table, "id"), ["e1"]);
    let said = table.reading().to_string();
    assert!(said.contains("2 of 9 resources") && said.contains("1 resource or"), "{said}");
    assert!(refused(read("{\"id\": 1}", "users.json")).contains("not an array of objects"));
    assert_eq!(read("{\"id\": 1}", "users.jsonl")?.rows(), 1);
    Ok(())
}
