//! A programme's `[tables]` is applied wherever people are read: to two tables and to one.

use matchwright::assign::Monitor;
use matchwright::roster::Table;
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
