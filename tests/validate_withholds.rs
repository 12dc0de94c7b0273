//! What people wrote is shown to the one who runs `validate`, and stands in no error, `Debug` or JSON.

use matchwright::roster::Table;
use matchwright::{Matcher, Program, Vocabulary};
use suite::looks::{look, shown};

type Failure = Box<dyn std::error::Error>;

/// A text that stands in every cell but those of the ids, by which people are named.
const CANARY: &str = "Zanzibar7q";

/// One column for every kind of reading.
const CRITERIA: [&str; 9] = [
    "kind = \"same\", column = \"x\"",
    "kind = \"overlap\", column = \"x\"",
    "kind = \"gap\", column = \"x\", ideal = 1, tolerance = 1",
    "kind = \"gap\", column = \"x\", ideal = 1, tolerance = 1, scale = [\"low\", \"high\"]",
    "kind = \"preference\", mentee = \"x\"",
    "kind = \"shared_time\", column = \"x\", hours = 1",
    "kind = \"vector\", column = \"x\", dimensions = 3",
    "kind = \"distance\", column = \"x\", scale = 3",
    "kind = \"skill_coverage\", need = \"x\", have = \"x\"",
];

const RULES: [&str; 3] = [
    "kind = \"not_in_reporting_line\", column = \"x\"",
    "kind = \"must_equal\", column = \"x\"",
    "kind = \"min_shared_hours\", column = \"x\", hours = 1",
];

fn programs() -> Vec<String> {
    let criteria = CRITERIA.iter().map(|criterion| format!("criteria = [{{ {criterion} }}]\n"));
    let rules = RULES.iter().map(|rule| {
        format!("criteria = [{{ kind = \"same\", column = \"y\" }}]\nrules = [{{ {rule} }}]\n")
    });
    let seats = "capacity = \"x\"\ncriteria = [{ kind = \"same\", column = \"y\" }]\n".to_owned();
    criteria.chain(rules).chain([seats]).collect()
}

fn people(noun: char, cell: &str) -> String {
    let rows: Vec<String> = (1..=3).map(|row| format!("{noun}{row},{cell},{cell}\n")).collect();
    format!("id,x,y\n{}", rows.concat())
}

#[test]
fn nothing_but_the_look_shows_it() -> Result<(), Failure> {
    let mut told = 0;
    for program in programs() {
        let Ok(parsed) = Program::from_toml_str(&program) else { continue };
        for cell in [CANARY, "Zanzibar7q (b", "=Zanzibar7q", "Zanzibar7q:9; Zanzibar7q"] {
            let (mentees, mentors) = (people('e', cell), people('m', cell));
            let found = look(&program, &mentees, &mentors)?;
            let json =
                serde_json::to_string(&found.suspicions)? + &serde_json::to_string(&found.errors)?;
            let texts = [
                found.errors.to_string(),
                found.suspicions.to_string(),
                format!("{:?} {:?}", found.errors, found.suspicions),
                json,
                refused(&parsed, &mentees, &mentors),
            ];
            for text in texts {
                assert!(!text.contains("Zanzibar"), "{program}{cell}: {text}");
            }
            told += usize::from(shown(&found).contains("Zanzibar"));
        }
    }
    assert!(told > 20, "the look shows it: {told}");
    Ok(())
}

/// The text of the error that a match ends with.
fn refused(program: &Program, mentees: &str, mentors: &str) -> String {
    let read = |text: &str| Table::from_csv_reader(text.as_bytes(), "people");
    let tables = [read(mentees), read(mentors)];
    let made = Matcher::with_people(program.clone(), tables, "id", &Vocabulary::default());
    made.err().map_or_else(String::new, |error| format!("{error} {error:?}"))
}

#[test]
fn every_finding_has_a_code_and_every_wrong_cell_its_value() -> Result<(), Failure> {
    for program in programs() {
        if Program::from_toml_str(&program).is_err() {
            continue;
        }
        let found = look(&program, &people('e', CANARY), &people('m', CANARY))?;
        for finding in found.errors.as_slice() {
            assert!(!finding.code.is_empty(), "{program}: {finding}");
            assert!(
                finding.row.is_none() || finding.shown().contains(CANARY),
                "{}",
                finding.shown()
            );
        }
        let codes = found.suspicions.as_slice().iter().map(|finding| finding.code);
        assert!(codes.into_iter().all(|code| !code.is_empty()), "{}", shown(&found));
    }
    Ok(())
}
