//! Ids that came as numbers leave as numbers, all others as texts; so they do after an outcome was saved.

use matchwright::assign::Monitor;
use matchwright::criteria::Same;
use matchwright::roster::{Cell, Person, Side, Table};
use matchwright::scores::ranked_frame;
use matchwright::tables::{Frame, Values};
use matchwright::{Error, Matcher, Outcome, PeopleTables, Program, Roster, Vocabulary};
use proptest::prelude::*;

type Failure = Box<dyn std::error::Error>;

fn person(id: Cell) -> Person {
    Person::new("").cell("id", id).text("site", "x")
}

fn outcome(mentees: Vec<Cell>, mentors: Vec<Cell>, seats: u32) -> Result<Outcome, Error> {
    let program = Program::builder().criterion(1.0, Same::new("site")).capacity(seats);
    let program = program.same_id_is_another_person().build();
    let mut roster = Roster::builder();
    for id in mentees {
        roster = roster.mentee(person(id));
    }
    for id in mentors {
        roster = roster.mentor(person(id));
    }
    let roster = roster.build(&program)?;
    Matcher::new(program)?.run(&roster)
}

fn column<'f>(frame: &'f Frame, name: &str) -> Option<&'f Values> {
    frame.columns().iter().find(|(have, _)| have == name).map(|(_, values)| values)
}

fn numbers(ids: &[f64]) -> Vec<Cell> {
    ids.iter().copied().map(Cell::Number).collect()
}

fn texts(ids: &[&str]) -> Vec<Cell> {
    ids.iter().map(|&id| Cell::Text(id.to_owned())).collect()
}

/// The column of mentees' ids in every frame.
fn of_mentees(outcome: &Outcome) -> Result<Vec<Values>, Failure> {
    let pairs = outcome.pairs_frame();
    let lists = outcome.scores().recommend(Side::Mentee, 1, &Monitor::new())?;
    let lists: Vec<_> = lists.into_iter().enumerate().collect();
    let listed = ranked_frame(outcome.roster(), Side::Mentee, &lists);
    let frames = [column(&pairs, "mentee_id"), column(&listed, "mentee_id")];
    let found: Option<Vec<Values>> = frames.into_iter().map(Option::<&Values>::cloned).collect();
    Ok(found.ok_or("a column of ids")?)
}

#[test]
fn a_column_of_ids_is_what_all_of_its_ids_are() -> Result<(), Failure> {
    let text = |ids: &[&str]| Values::Texts(ids.iter().map(|&id| id.to_owned()).collect());
    let whole = Values::Whole(vec![1042, 7]);
    let cases = [
        // In the order of the ids' texts.
        (numbers(&[7.0, 1042.0]), whole),
        (numbers(&[7.0, 10.5]), Values::Numbers(vec![10.5, 7.0])),
        (numbers(&[1e300, 7.0]), Values::Numbers(vec![1e300, 7.0])),
        (texts(&["7", "1042"]), text(&["1042", "7"])),
        ([texts(&["7"]), numbers(&[1042.0])].concat(), text(&["1042", "7"])),
    ];
    for (ids, expected) in cases {
        let outcome = outcome(ids, texts(&["m1", "m2"]), 1)?;
        assert_eq!(outcome.roster().mentees().id_values(), expected);
        let again = Outcome::from_json_str(&outcome.to_json_string()?, &std::sync::Arc::default())?;
        for outcome in [outcome, again] {
            for values in of_mentees(&outcome)? {
                assert_eq!(values, expected);
            }
            let mentors = column(&outcome.pairs_frame(), "mentor_id").cloned();
            assert!(matches!(mentors, Some(Values::Texts(_))), "{mentors:?}");
        }
    }
    Ok(())
}

#[test]
fn one_column_of_both_sides_has_the_wider_type() -> Result<(), Failure> {
    let nobody_meets = |mentees, mentors| -> Result<Values, Failure> {
        let frame = outcome(mentees, mentors, 0)?.unmatched_frame();
        Ok(column(&frame, "id").cloned().ok_or("ids")?)
    };
    let both = |mentors| nobody_meets(numbers(&[1.0]), mentors);
    assert_eq!(both(numbers(&[2.0]))?, Values::Whole(vec![1, 2]));
    assert_eq!(both(numbers(&[2.5]))?, Values::Numbers(vec![1.0, 2.5]));
    assert_eq!(both(texts(&["2"]))?, Values::Texts(vec!["1".into(), "2".into()]));
    Ok(())
}

#[test]
fn a_file_that_calls_texts_numbers_is_refused() -> Result<(), Failure> {
    let text = outcome(numbers(&[7.0]), texts(&["m1"]), 1)?.to_json_string()?;
    let altered = text.replace("\"ids\":[\"7\"]", "\"ids\":[\"x7\"]");
    assert_ne!(altered, text);
    let refused = Outcome::from_json_str(&altered, &std::sync::Arc::default()).err();
    let message = refused.map(|error| error.to_string()).unwrap_or_default();
    assert!(message.contains("ids that are no numbers"), "{message}");
    Ok(())
}

#[test]
fn the_row_is_that_of_the_table_as_it_was_given() -> Result<(), Failure> {
    let program = Program::from_toml_str(
        "criteria = [{ kind = \"same\", column = \"site\" }]\n\
         [tables]\nid = \"Staff\"\nactive = { column = \"Joins\" }\n\
         role = { column = \"Role\", mentee = \"e\", mentor = \"m\", both = \"b\" }\n",
    )?;
    let people = "Staff,Role,Joins,site\n9,m,yes,x\n8,e,no,x\n7,b,yes,x\n6,e,yes,x\n";
    let people = PeopleTables::Both(Table::from_csv_reader(people.as_bytes(), "people"));
    let (_, roster) = Matcher::with_people(program, people, "id", &Vocabulary::default())?;
    assert_eq!(roster.mentees().ids(), ["6", "7"]);
    assert_eq!(roster.mentees().given_rows(), [3, 2]);
    assert_eq!(roster.mentors().given_rows(), [2, 0]);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn numbers_come_back_as_they_went_in(
        ids in proptest::collection::hash_set(-1_000_000_000_i64..1_000_000_000, 1..8),
        scale in prop_oneof![Just(1.0), Just(0.25)],
    ) {
        let given: Vec<f64> = ids.iter().map(|&id| id as f64 * scale).collect();
        let outcome = outcome(numbers(&given), texts(&["m1"]), 8);
        let pairs = outcome.map(|outcome| outcome.pairs_frame());
        let pairs = pairs.map_err(|error| TestCaseError::fail(error.to_string()))?;
        let mut back: Vec<f64> = match column(&pairs, "mentee_id") {
            Some(Values::Whole(ids)) => ids.iter().map(|&id| id as f64).collect(),
            Some(Values::Numbers(ids)) => ids.clone(),
            other => return Err(TestCaseError::fail(format!("{other:?}"))),
        };
        let mut given = given;
        given.sort_by(f64::total_cmp);
        back.sort_by(f64::total_cmp);
        prop_assert_eq!(back, given);
    }
}
