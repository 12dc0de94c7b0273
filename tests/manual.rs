//! The manual of criteria, rules and tables is whole, its examples say what they say, and the pages in
//! `docs/` are what it says now: `MATCHWRIGHT_WRITE=1 cargo test --test promises manual` writes them.

use std::fs;
use std::path::Path;

use matchwright::criteria::{AnyCriterion, Different};
use matchwright::program::{Entry, Manual, Term};
use matchwright::roster::Table;
use matchwright::rules::AnyRule;
use matchwright::{Error, Matcher, Program, Roster};

#[test]
fn every_kind_and_every_parameter_is_described() {
    let families =
        [(Manual::of_criteria(), AnyCriterion::KINDS), (Manual::of_rules(), AnyRule::KINDS)];
    for (manual, kinds) in families {
        assert!(manual.entries.iter().map(|entry| entry.kind.as_str()).eq(kinds.iter().copied()));
        for Entry { kind, about, parameters, .. } in &manual.entries {
            assert!(about.len() > 20 && !about.contains("::"), "{kind}: {about}");
            assert!(!about.contains(":\n\n") || about.contains("\n\n|"), "{kind}: {about}");
            for parameter in parameters.iter().chain(&manual.common) {
                assert!(parameter.about.ends_with('.'), "{kind}: {parameter:?}");
                assert!(!parameter.takes.is_empty(), "{kind}: {parameter:?}");
            }
        }
    }
}

#[test]
fn the_examples_of_criteria_give_the_values_that_stand_there() -> Result<(), Error> {
    for entry in Manual::of_criteria().entries {
        let program = Program::from_toml_str(&entry.example)?;
        assert_eq!(program.criteria[0].criterion.kind(), entry.kind);
        let values: Vec<Option<f64>> =
            last_column(&entry).into_iter().map(|value| value.parse().ok()).collect();
        let scores: Vec<Option<f64>> = scores(program, &entry)?.into_iter().map(Some).collect();
        assert_eq!(scores, values, "{}", entry.kind);
    }
    Ok(())
}

#[test]
fn the_examples_of_rules_forbid_what_stands_there() -> Result<(), Error> {
    for entry in Manual::of_rules().entries {
        let mut program = Program::from_toml_str(&entry.example)?;
        assert_eq!(program.rules[0].rule.kind(), entry.kind);
        // A programme needs a criterion; no two people have the same id.
        program.criteria.push(Term::new(1.0, Different::new("id")));
        let scores = scores(program, &entry)?;
        let verdict = |score: &f64| if score.is_nan() { "may not" } else { "may meet" };
        let verdicts: Vec<&str> = scores.iter().map(verdict).collect();
        assert_eq!(verdicts, last_column(&entry), "{}", entry.kind);
        assert!(verdicts.contains(&"may not") && verdicts.contains(&"may meet"), "{}", entry.kind);
    }
    Ok(())
}

#[test]
fn the_examples_of_tables_are_read() -> Result<(), Error> {
    for entry in Manual::of_tables().entries {
        let program = Program::from_toml_str(&entry.example)?;
        assert!(program.tables.is_some(), "{}", entry.kind);
        for parameter in &entry.parameters {
            assert!(parameter.about.ends_with('.'), "{parameter:?}");
            assert!(!parameter.takes.is_empty(), "{parameter:?}");
        }
    }
    Ok(())
}

#[test]
fn the_pages_are_current() -> std::io::Result<()> {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs");
    let pages = [
        ("criteria.md", Manual::of_criteria()),
        ("rules.md", Manual::of_rules()),
        ("tables.md", Manual::of_tables()),
    ];
    for (name, manual) in pages {
        let (path, page) = (docs.join(name), manual.to_markdown());
        if std::env::var_os("MATCHWRIGHT_WRITE").is_some() {
            fs::write(&path, &page)?;
        }
        assert!(fs::read_to_string(&path)? == page, "{name}: MATCHWRIGHT_WRITE=1 writes it anew");
    }
    Ok(())
}

/// What the table says of the mentee with each of the mentors.
fn last_column(entry: &Entry) -> Vec<&str> {
    let mentors = entry.people.iter().skip(2);
    let cells: Vec<&str> = mentors.filter_map(|row| row.last()).map(String::as_str).collect();
    assert!(cells.len() >= 2, "{} has no example with two mentors", entry.kind);
    cells
}

/// The scores of the mentee with each of the mentors.
fn scores(program: Program, entry: &Entry) -> Result<Vec<f64>, Error> {
    let table = |rows: &[Vec<String>]| {
        let lines: Vec<String> =
            entry.people.iter().take(1).chain(rows).map(|row| row.join(",")).collect();
        Table::from_csv_reader(lines.join("\n").as_bytes(), "example")
    };
    let (mentees, mentors) = (table(&entry.people[1..2])?, table(&entry.people[2..])?);
    let roster = Roster::new(&mentees, &mentors, &program)?;
    Ok(Matcher::new(program)?.scores(&roster)?.row(0))
}
