//! A programme's `[tables]` is applied wherever people are read: to two tables and to one.

use matchwright::assign::Monitor;
use matchwright::roster::{Side, Table};
use matchwright::validate::validate_with;
use matchwright::{Error, Matcher, PeopleTables, Program, Roster, Vocabulary};

type Failure = Box<dyn std::error::Error>;

const PROGRAM: &str = r#"
    capacity = "seats"

    [tables]
    id = ["First name", "Last name"]
    role = { column = "Role", mentee = "Mentee", mentor = "Mentor", both = "Both" }

    [tables.columns]
    wants = { from = "What do you want?", separator = "," }
    seats = { from = "How many?", read = { "One, please" = 1 } }

    [[criteria]]
    kind = "overlap"
    column = "wants"
"#;

const PEOPLE: &str = "First name,Last name,Role,What do you want?,How many?\n\
    Ada,Quill,Mentee,\"SQL, Rust\",\n\
    Ben,Roy,Both,Rust,\"One, please\"\n\
    Cy,Dee,Mentor,SQL,\"One, please\"\n";

fn read(text: &str) -> Result<Table, Error> {
    Ok(Table::from_csv_reader(text.as_bytes(), "people.csv")?)
}

#[test]
fn one_table_of_both_roles_is_matched() -> Result<(), Failure> {
    let program = Program::from_toml_str(PROGRAM)?;
    assert_eq!(Program::from_toml_str(&program.to_toml_string()?)?, program);
    let people = PeopleTables::Both(read(PEOPLE));
    let words = Vocabulary::default();
    let (matcher, roster) = Matcher::with_people(program.clone(), people, "id", &words)?;
    let outcome = matcher.run(&roster)?;
    let pairs: Vec<_> = outcome.pairs().iter().map(|pair| (pair.mentee(), pair.mentor())).collect();
    assert_eq!(pairs, [("Ada Quill", "Ben Roy"), ("Ben Roy", "Cy Dee")], "nobody meets themselves");
    let found =
        validate_with(&program, PeopleTables::Both(read(PEOPLE)), "id", &words, &Monitor::new())?;
    let codes: Vec<&str> = found.suspicions.as_slice().iter().map(|finding| finding.code).collect();
    assert!(codes.contains(&"both_roles"), "{codes:?}");
    Ok(())
}

#[test]
fn what_is_wrong_comes_back_at_once() -> Result<(), Failure> {
    let program = Program::from_toml_str(PROGRAM)?;
    let people = PeopleTables::Both(read(&PEOPLE.replace("Mentor", "Sponsor")));
    let refused = Matcher::with_people(program.clone(), people, "id", &Vocabulary::default());
    let message = refused.err().map(|error| error.to_string()).unwrap_or_default();
    assert!(message.starts_with("people, row 4 (id Cy Dee), column \"Role\""), "{message}");
    assert!(!message.contains("Sponsor"), "{message}");
    let two = Roster::new(&read(PEOPLE)?, &read(PEOPLE)?, &program);
    assert!(two.is_err_and(|error| error.to_string().contains("one table of people")));
    let wrong = Program::from_toml_str(
        "[tables]\nids = \"x\"\n[[criteria]]\nkind = \"same\"\ncolumn = \"a\"",
    );
    let message = wrong.err().map(|error| error.to_string()).unwrap_or_default();
    assert!(message.contains("tables") && message.contains("`id`"), "{message}");
    Ok(())
}

#[test]
fn rows_are_those_of_the_spreadsheet() -> Result<(), Failure> {
    // Nothing says what the texts mean, so that the roster refuses them.
    let undecided = PROGRAM.replace(", read = { \"One, please\" = 1 }", "");
    let program = Program::from_toml_str(&undecided)?;
    let (head, rows) = PEOPLE.split_once('\n').unwrap_or_default();
    let people = PeopleTables::Both(read(&format!("{head}\n\n{rows}")));
    let refused = Matcher::with_people(program, people, "id", &Vocabulary::default());
    let Err(Error::Input(findings)) = refused else { return Err("two wrong cells".into()) };
    let rows: Vec<_> = findings.as_slice().iter().map(|finding| finding.row).collect();
    assert_eq!(rows, [Some(4), Some(5)], "{findings}");
    Ok(())
}

#[test]
fn how_the_tables_were_read_and_what_was_decided_is_kept() -> Result<(), Failure> {
    let program = Program::from_toml_str(PROGRAM)?;
    let words = Vocabulary::default();
    let both = PeopleTables::Both(read(PEOPLE));
    let (_, roster) = Matcher::with_people(program.clone(), both, "id", &words)?;
    let told = roster.readings().to_string();
    assert!(told.starts_with("people: 3 rows, read as comma-separated, UTF-8\n"), "{told}");
    assert!(told.contains("people: 1 person is mentee and mentor (row 3)"), "{told}");
    let both = PeopleTables::Both(read(PEOPLE));
    let found = validate_with(&program, both, "id", &words, &Monitor::new())?;
    assert_eq!(&found.readings, roster.readings());
    Ok(())
}

#[test]
fn columns_that_nobody_reads_change_nothing() -> Result<(), Failure> {
    let program = Program::from_toml_str(PROGRAM)?;
    let wide = PEOPLE
        .replace("How many?\n", "How many?,Remarks\n")
        .replace("Rust\",\n", "Rust\",,n/a\n")
        .replace("please\"\n", "please\",n/a\n");
    let names = ["First name", "last name", "Role", "What do you want?", "How many?", "Remarks"];
    let read_columns = program.columns_of(&Side::BOTH, &"id".into(), &names);
    assert!(!read_columns.contains("Remarks") && read_columns.contains("last name"));
    let said = |text: &str| {
        let people = PeopleTables::Both(read(text));
        let words = Vocabulary::default();
        validate_with(&program, people, "id", &words, &Monitor::new())
    };
    assert_eq!(said(&wide)?, said(PEOPLE)?);
    Ok(())
}
