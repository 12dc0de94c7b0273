//! Every answer of an outcome works where there is next to nobody, where nobody may meet, and after the outcome
//! was saved and read back; and a table without people is refused in plain words.

use std::sync::Arc;

use matchwright::answers::{Attributes, AuditOptions, WhatIf, compare};
use matchwright::assign::{Monitor, Options};
use matchwright::program::Level;
use matchwright::report::{Letters, Plot, Report};
use matchwright::roster::{Cell, Person, RosterBuilder, Side, Table};
use matchwright::{Error, Keep, Matcher, Outcome, Program, Roster, Vocabulary};

const PROGRAM: &str = r#"
    capacity = "seats"
    min_score = 0.5
    criteria = [
        { kind = "same", column = "site", weight = 2 },
        { kind = "overlap", column = "topics" },
        { kind = "gap", column = "years", ideal = 2, tolerance = 5 },
    ]
    rules = [{ kind = "must_equal", column = "region" }]
"#;

fn person(id: &str, region: &str, seats: u32) -> Person {
    let person = Person::new(id).text("site", "Leeds").list("topics", ["chess"]);
    person.number("years", 3.0).text("region", region).number("seats", seats.into())
}

fn roster(program: &Program, mentees: &[Person], mentors: &[Person]) -> Result<Roster, Error> {
    let roster = mentees.iter().cloned().fold(Roster::builder(), RosterBuilder::mentee);
    mentors.iter().cloned().fold(roster, RosterBuilder::mentor).build(program)
}

/// Cohorts by what is odd about them.
fn cohorts() -> Vec<(&'static str, Vec<Person>, Vec<Person>)> {
    let north = |ids: &[&str]| ids.iter().map(|id| person(id, "North", 1)).collect::<Vec<_>>();
    vec![
        ("one of each", north(&["e1"]), north(&["m1"])),
        ("one of each, who may not meet", north(&["e1"]), vec![person("m1", "South", 1)]),
        ("one of each, without a seat", north(&["e1"]), vec![person("m1", "North", 0)]),
        (
            "everything forbidden",
            north(&["e1", "e2", "e3"]),
            vec![person("m1", "South", 2), person("m2", "West", 1)],
        ),
        ("many and one", north(&["e1", "e2", "e3"]), north(&["m1"])),
        ("one and many", north(&["e1"]), north(&["m1", "m2", "m3"])),
        ("nobody answers", vec![silent("e1"), silent("e2")], vec![silent("m1")]),
        ("one who is both", north(&["a"]), north(&["a"])),
    ]
}

fn silent(id: &str) -> Person {
    let columns = ["site", "topics", "years", "region"];
    let person =
        columns.iter().fold(Person::new(id), |one, column| one.cell(*column, Cell::Missing));
    person.number("seats", 1.0)
}

/// Asks everything that concerns single people.
fn ask_about_people(outcome: &Outcome, monitor: &Arc<Monitor>) -> Result<(), Error> {
    let (mentees, mentors) = (outcome.roster().mentees().ids(), outcome.roster().mentors().ids());
    for mentee in mentees {
        outcome.explain(mentee, monitor)?;
        outcome.why_not_any(mentee, monitor)?;
        for mentor in mentors {
            let why = outcome.why_not(mentee, mentor, monitor)?;
            assert!(why.meet || why.cost.is_some() || !why.blocked_by.is_empty(), "{why}");
        }
    }
    for side in Side::BOTH {
        let everybody = outcome.explanations(side, monitor)?;
        assert_eq!(everybody.len(), outcome.roster().side(side).len());
        for id in outcome.roster().side(side).ids() {
            let why = outcome.why_unmatched(id, monitor)?;
            assert!(why.reason.is_some() != why.detail.starts_with("meets"), "{why}");
            outcome.explain_one(side, id, monitor)?;
        }
    }
    Ok(())
}

/// Asks everything that concerns the plan as a whole.
fn ask_about_the_plan(outcome: &Outcome, monitor: &Arc<Monitor>) -> Result<(), Error> {
    let options = || Options::default().with_monitor(Arc::clone(monitor));
    outcome.relaxations(monitor)?;
    outcome.rule_prices(&options())?;
    outcome.weights(monitor)?;
    assert_eq!(outcome.unique(monitor)?, Some(outcome.tied(monitor)?.is_empty()));
    assert_eq!(outcome.seat_prices(monitor)?.len(), outcome.loads().len());
    let comparison = outcome.what_if(&WhatIf::new().min_score(0.0), &options())?;
    compare(outcome, comparison.after(), None)?;
    let candidates = Table::from_iter([person("c1", "North", 1), silent("c2")]);
    assert_eq!(outcome.recruit(&candidates, "id", &options())?.len(), 2);
    for keep in [Keep::Told, Keep::AtMost(0), Keep::AtMost(1), Keep::Price(0.5)] {
        let matcher = Matcher::new(outcome.program().clone())?;
        let again = matcher.rematch(outcome, outcome.roster(), keep, &options())?;
        assert_eq!(again.pairs().len(), outcome.pairs().len());
        ask_about_people(&again, monitor)?;
    }
    let record = outcome.record(monitor)?;
    assert!(record.verify(outcome.roster(), monitor)?.holds());
    Ok(())
}

/// Makes every document.
fn ask_for_documents(outcome: &Outcome, monitor: &Arc<Monitor>) -> Result<(), Error> {
    outcome.quality(monitor)?;
    outcome.blocking_pairs(monitor)?;
    let ids = Side::BOTH.into_iter().flat_map(|side| outcome.roster().side(side).ids());
    let people: std::collections::BTreeSet<&String> = ids.collect();
    let people = people.into_iter().map(|id| Person::new(id).text("group", "x"));
    let attributes = Attributes::read(&people.collect::<Table>(), "id", &["group"])?;
    let audit = outcome.audit(&attributes, &AuditOptions::default(), monitor)?;
    outcome.price_of_fairness(&audit, monitor)?;
    let frame = audit.frame();
    let report = Report::new(outcome, monitor)?.with_date("2026-11-26").with_audit(&frame);
    assert!(report.html().ends_with("</html>"));
    assert!(report.text().lines().all(|line| line.chars().count() <= 80));
    for plot in Plot::ALL {
        plot.frame(outcome, monitor)?;
    }
    let letters = Letters::new(outcome, Letters::TEMPLATE, None, monitor)?;
    assert_eq!(letters.as_slice().is_empty(), outcome.pairs().is_empty());
    Ok(())
}

#[test]
fn everything_can_be_asked() -> Result<(), Error> {
    let monitor = Arc::new(Monitor::new());
    for (name, mentees, mentors) in cohorts() {
        for objective in [Level::Participation, Level::Total] {
            let program =
                Program { objective: objective.into(), ..Program::from_toml_str(PROGRAM)? };
            let roster = roster(&program, &mentees, &mentors)?;
            let found = Matcher::new(program)?.run(&roster)?;
            let saved = Outcome::from_json_str(&found.to_json_string()?, &monitor)?;
            assert_eq!(saved, found, "{name}");
            for outcome in [&found, &saved] {
                let asked = ask_about_people(outcome, &monitor)
                    .and_then(|()| ask_about_the_plan(outcome, &monitor))
                    .and_then(|()| ask_for_documents(outcome, &monitor));
                assert!(asked.is_ok(), "{name}, {objective:?}: {asked:?}");
            }
        }
    }
    Ok(())
}

#[test]
fn a_table_without_people_is_refused() -> Result<(), Error> {
    let header = "id,site,topics,years,region,seats\n";
    let (none, one) = (header.to_owned(), format!("{header}p1,Leeds,chess,3,North,1\n"));
    let read = |text: &str, origin| Table::from_csv_reader(text.as_bytes(), origin);
    for (mentees, mentors, empty) in
        [(&none, &one, 1), (&one, &none, 1), (&none, &none, 2), (&one, &one, 0)]
    {
        let program = Program::from_toml_str(PROGRAM)?;
        let tables = [read(mentees, "mentees"), read(mentors, "mentors")];
        let people = Matcher::with_people(program, tables, "id", &Vocabulary::default());
        let said = match people {
            Err(Error::Input(findings)) => findings.as_slice().iter().map(|one| one.code).collect(),
            Err(other) => return Err(other),
            Ok(_) => Vec::new(),
        };
        assert_eq!(said, vec!["no_rows"; empty]);
    }
    Ok(())
}
