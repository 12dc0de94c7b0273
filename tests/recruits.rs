//! What a candidate is said to add is what a match of the longer table has more.

use matchwright::assign::Options;
use matchwright::program::{Capacity, Level};
use matchwright::roster::{Person, RosterBuilder, Table};
use matchwright::{Error, Matcher, Outcome, Program, Roster};
use proptest::prelude::*;
use suite::answers::{Answers, draws, person_id};

/// Criteria and rules that read every kind of column but texts.
const PROGRAM: &str = r#"
    capacity = "seats"
    fuzzy = "off"
    criteria = [
        { kind = "overlap", column = "skills", rarity = true, weight = 2 },
        { kind = "same", column = "site", missing = "skip" },
        { kind = "same", column = "unit", separator = "/" },
        { kind = "gap", column = "years", ideal = 4, tolerance = 30 },
        { kind = "preference", mentee = "prefers", mentor = "prefers" },
        { kind = "shared_time", column = "free", hours = 4, zone = "zone" },
        { kind = "vector", column = "papers", dimensions = 2 },
    ]
    rules = [{ kind = "must_differ", column = "team" }]
"#;

type Draw<'a> = &'a mut dyn FnMut(usize) -> usize;

fn person(id: String, other: &str, others: usize, draw: Draw<'_>) -> Person {
    let answers = Answers::random(others, &mut *draw);
    let person = answers.person(id, other);
    person.text("team", ["a", "b", "c", ""][draw(4)]).number("seats", draw(3) as f64)
}

fn matched(program: &Program, mentees: &[Person], mentors: &[Person]) -> Result<Outcome, Error> {
    let roster = mentees.iter().cloned().fold(Roster::builder(), RosterBuilder::mentee);
    let roster = mentors.iter().cloned().fold(roster, RosterBuilder::mentor).build(program)?;
    Matcher::new(program.clone())?.run(&roster)
}

fn millionths(score: f64) -> i64 {
    (score * 1e6).round() as i64
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_candidate_adds_what_is_said(
        mentees in 1..6_usize,
        mentors in 1..5_usize,
        bytes in prop::collection::vec(any::<u8>(), 40..400),
        same_seats in any::<bool>(),
        objective in prop::sample::select(vec![Level::Participation, Level::Total]),
    ) {
        let mut draw = draws(&bytes);
        let mut program = Program { objective: objective.into(), ..Program::from_toml_str(PROGRAM)? };
        if same_seats {
            program.capacity = Capacity::from(2);
        }
        let own = |side: &str, count: usize, other: &str, others: usize, draw: Draw<'_>| -> Vec<Person> {
            // Odd numbers, so that candidates stand between them.
            (0..count).map(|at| person(person_id(side, 2 * at + 1), other, others, &mut *draw)).collect()
        };
        let mentees = own("e", mentees, "m", 2 * mentors, &mut draw);
        let mentors = own("m", mentors, "e", 2 * mentees.len(), &mut draw);
        let mut candidates: Vec<Person> = Vec::new();
        for at in [0, 4, 2] {
            candidates.push(person(person_id("c", at), "e", 2 * mentees.len(), &mut draw));
            candidates.push(person(person_id("z", at), "e", 2 * mentees.len(), &mut draw));
        }
        let before = matched(&program, &mentees, &mentors)?;
        let saved = Outcome::from_json_str(&before.to_json_string()?, &std::sync::Arc::default())?;
        let found = before.recruit(&Table::from_iter(candidates.clone()), "id", &Options::default())?;
        prop_assert_eq!(&found, &saved.recruit(&Table::from_iter(candidates.clone()), "id", &Options::default())?);
        prop_assert_eq!(found.len(), candidates.len());
        let gains: Vec<(i64, i64)> = found.iter().map(|one| (one.pairs, millionths(one.total))).collect();
        prop_assert!(gains.iter().rev().is_sorted());
        for one in &found {
            let longer: Vec<Person> = mentors.iter().cloned().chain([candidates[one.row].clone()]).collect();
            let after = matched(&program, &mentees, &longer)?;
            let [was, is] = [&before, &after].map(|outcome| {
                (outcome.pairs().len() as i64, millionths(outcome.summary().total))
            });
            prop_assert_eq!((one.pairs, millionths(one.total)), (is.0 - was.0, is.1 - was.1));
            let seats = after.loads().iter().find(|load| load.mentor == one.mentor);
            prop_assert!(seats.is_some_and(|load| one.meets.len() <= load.capacity as usize));
        }
    }
}

#[test]
fn what_cannot_be_tried_is_said() -> Result<(), Error> {
    let program = Program::from_toml_str(
        "capacity = \"seats\"\n\
         criteria = [{ kind = \"same\", column = \"site\" }, { kind = \"text\", column = \"about\" }]\n",
    )?;
    let person = |id: &str| {
        Person::new(id).text("site", "Leeds").text("about", "I sail").number("seats", 1.0)
    };
    let outcome = matched(&program, &[person("e1")], &[person("m1")])?;
    let candidates = Table::from_iter([person("m1"), Person::new("m2").number("seats", 1.5)]);
    let refused = outcome.recruit(&candidates, "id", &Options::default());
    let Err(Error::Input(findings)) = refused else { unreachable!("it is wrong in many ways") };
    let codes: Vec<&str> = findings.as_slice().iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["not_kept", "not_seats", "id_twice"]);
    let refused = outcome.recruit(&Table::default(), "id", &Options::default());
    assert!(refused.is_err_and(|error| error.to_string().contains("at least one row is needed")));
    Ok(())
}
