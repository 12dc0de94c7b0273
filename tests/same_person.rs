//! Nobody meets themselves, however each table writes their id.

#![expect(clippy::expect_used, reason = "a test stops where a promise is broken")]

use matchwright::assign::Monitor;
use matchwright::criteria::Overlap;
use matchwright::program::Level;
use matchwright::roster::{Person, Roster, Table};
use matchwright::validate::validate;
use matchwright::{Matcher, Outcome, Program};

fn program() -> Program {
    let overlap = Overlap::new("interests");
    Program::builder().criterion(1.0, overlap).objective(Level::Total).build()
}

fn tables(mentor: &str) -> [Table; 2] {
    let chess = |id: &str| Person::new(id).text("interests", "chess");
    let golf = |id: &str| Person::new(id).text("interests", "golf");
    [Table::from_iter([chess("p1"), golf("p2")]), Table::from_iter([chess(mentor), golf("p3")])]
}

fn matched(mentor: &str, program: Program) -> Outcome {
    let [mentees, mentors] = tables(mentor);
    let roster = Roster::new(&mentees, &mentors, &program).expect("a sound roster");
    Matcher::new(program).expect("a sound programme").run(&roster).expect("an outcome")
}

fn pairs(outcome: &Outcome) -> Vec<(&str, &str)> {
    outcome.pairs().iter().map(|pair| (pair.mentee(), pair.mentor())).collect()
}

#[test]
fn by_default_an_id_in_both_tables_is_one_person() {
    for mentor in ["p1", "P1", " p 1", "p1\u{200b}"] {
        let outcome = matched(mentor, program());
        assert!(!pairs(&outcome).iter().any(|(mentee, _)| *mentee == "p1"), "{mentor}");
        let barriers = outcome.explain("p1", &Monitor::new()).expect("a mentee");
        let named = barriers.alternatives.iter().flat_map(|other| &other.why_not.blocked_by);
        assert!(named.into_iter().any(|name| name == "same_person"), "{mentor}");
    }
}

#[test]
fn separate_name_spaces_are_said_to_be() {
    let mut program = program();
    program.same_id_is_same_person = false;
    assert_eq!(pairs(&matched("p1", program)), [("p1", "p1"), ("p2", "p3")]);
}

#[test]
fn validate_names_them() {
    let [mentees, mentors] = tables("P1");
    let found = validate(&program(), (&mentees, "id"), (&mentors, "id"), &Monitor::new());
    let suspicions = found.expect("a look").suspicions.to_string();
    assert!(suspicions.contains("(id p1), column \"id\": is in both tables"), "{suspicions}");
}
