//! Pinned pairs meet, the rest of the plan is the best for everybody else, and a pin that cannot hold
//! is refused before anybody is matched.

use matchwright::assign::Monitor;
use matchwright::criteria::{Matrix, Same};
use matchwright::program::{Level, ProgramBuilder, Term};
use matchwright::roster::{Person, RosterBuilder, Table};
use matchwright::rules::{Block, MustDiffer};
use matchwright::validate::validate;
use matchwright::{Error, Matcher, Outcome, Program, Roster};
use ndarray::Array2;
use proptest::prelude::*;
use suite::answers::person_id;

fn ids(side: &str, count: usize) -> Vec<String> {
    (0..count).map(|position| person_id(side, position)).collect()
}

/// A programme of nothing but these scores, in hundredths; below 0 two may not meet.
fn programme(scores: &Array2<i32>, seats: u32, objective: Level) -> ProgramBuilder {
    let (mentees, mentors) = scores.dim();
    let values = scores.mapv(|score| score.max(0) as f32 / 100.0);
    let matrix = Matrix::new(ids("e", mentees), ids("m", mentors), values);
    let forbidden = scores.indexed_iter().filter(|(_, score)| **score < 0);
    let forbidden = forbidden.map(|((e, m), _)| (person_id("e", e), person_id("m", m)));
    Program::builder()
        .criterion(1.0, matrix)
        .rule(Block::new(forbidden))
        .capacity(seats)
        .objective(objective)
}

fn roster(scores: &Array2<i32>, program: &Program) -> Result<Roster, Error> {
    let (mentees, mentors) = scores.dim();
    let roster = ids("e", mentees)
        .into_iter()
        .map(Person::new)
        .fold(Roster::builder(), RosterBuilder::mentee);
    ids("m", mentors)
        .into_iter()
        .map(Person::new)
        .fold(roster, RosterBuilder::mentor)
        .build(program)
}

fn outcome(scores: &Array2<i32>, program: Program) -> Result<Outcome, Error> {
    let roster = roster(scores, &program)?;
    Matcher::new(program)?.run(&roster)
}

/// The best plan with the pinned pairs in it, by trying all: pairs first, or the total alone.
fn best(
    scores: &Array2<i32>,
    seats: u32,
    objective: Level,
    pinned: &[Option<usize>],
) -> (usize, i64) {
    fn go(
        scores: &Array2<i32>,
        left: &mut [u32],
        objective: Level,
        pinned: &[Option<usize>],
        mentee: usize,
    ) -> (usize, i64) {
        let Some(pin) = pinned.get(mentee) else { return (0, 0) };
        let rank = |plan: (usize, i64)| match objective {
            Level::Total => (0, plan.1),
            _ => (plan.0 as i64, plan.1),
        };
        let mut found: Vec<(usize, i64)> = Vec::new();
        if pin.is_none() {
            found.push(go(scores, left, objective, pinned, mentee + 1));
        }
        for mentor in 0..left.len() {
            let may = scores[(mentee, mentor)] >= 0 && left[mentor] > 0;
            if may && pin.is_none_or(|pin| pin == mentor) {
                left[mentor] -= 1;
                let (pairs, total) = go(scores, left, objective, pinned, mentee + 1);
                left[mentor] += 1;
                found.push((pairs + 1, total + i64::from(scores[(mentee, mentor)])));
            }
        }
        found.into_iter().max_by_key(|&plan| rank(plan)).unwrap_or((0, i64::MIN / 2))
    }
    go(scores, &mut vec![seats; scores.ncols()], objective, pinned, 0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_plan_with_the_pinned_pairs_is_better(
        mentees in 1..6_usize,
        mentors in 1..5_usize,
        seats in 1..3_u32,
        total_first in any::<bool>(),
        numbers in prop::collection::vec(-20..100_i32, 30),
        pins in prop::collection::vec(0..9_usize, 6),
    ) {
        let scores = Array2::from_shape_fn((mentees, mentors), |(e, m)| numbers[e * 5 + m]);
        let objective = if total_first { Level::Total } else { Level::Participation };
        // As many pins as the seats and the rules allow.
        let mut left = vec![seats; mentors];
        let pinned: Vec<Option<usize>> = (0..mentees).map(|mentee| {
            let mentor = Some(pins[mentee]).filter(|&mentor| mentor < mentors)?;
            let may = scores[(mentee, mentor)] >= 0 && left[mentor] > 0;
            left[mentor] -= u32::from(may);
            may.then_some(mentor)
        }).collect();
        let pairs: Vec<(String, String)> = pinned.iter().enumerate()
            .filter_map(|(e, m)| Some((person_id("e", e), person_id("m", (*m)?))))
            .collect();
        let program = programme(&scores, seats, objective).pinned(pairs.clone()).build();
        let outcome = outcome(&scores, program)?;
        prop_assert!(outcome.certificate().is_optimal());
        prop_assert_eq!(outcome.summary().pinned, pairs.len());
        let found: Vec<_> = outcome.pairs().iter().filter(|pair| pair.is_pinned())
            .map(|pair| (pair.mentee().to_owned(), pair.mentor().to_owned())).collect();
        prop_assert_eq!(found, pairs);
        let (most, total) = best(&scores, seats, objective, &pinned);
        let hundredths = (outcome.summary().total * 100.0).round() as i64;
        if objective == Level::Participation {
            prop_assert_eq!(outcome.pairs().len(), most);
        }
        prop_assert_eq!(hundredths, total);
        prop_assert!(outcome.loads().iter().all(|load| load.load <= load.capacity));
    }
}

#[test]
fn a_pin_takes_the_seat_that_others_would_fill_better() -> Result<(), Error> {
    let scores = ndarray::array![[90, 20], [10, 0]];
    let program = programme(&scores, 1, Level::Participation).pinned([("e001", "m000")]).build();
    let roster = roster(&scores, &program)?;
    let matcher = Matcher::new(program)?;
    let outcome = matcher.run(&roster)?;
    let pairs: Vec<_> = outcome.pairs().iter().map(|p| (p.mentee(), p.mentor())).collect();
    assert_eq!(pairs, [("e000", "m001"), ("e001", "m000")]);
    let explained = outcome.explain("e001", &Monitor::new())?;
    assert!(explained.meets[0].pinned);
    // One seat more of m000 would give e000 the better mentor; its only seat is not to be had.
    let prices = outcome.seat_prices(&Monitor::new())?;
    assert_eq!((prices[0].low, prices[0].high), (Some(0.7), None));
    Ok(())
}

#[test]
fn what_contradicts_a_pin_is_found_before_anything_is_solved() -> Result<(), Error> {
    let mut floor = Term::new(1.0, Same::new("site"));
    floor.required = Some(0.5);
    let program = Program::builder()
        .term(floor)
        .rule(MustDiffer::new("team"))
        .min_score(0.4)
        .capacity(2)
        .pinned([("e1", "m1"), ("e2", "m1"), ("e3", "m1"), ("e4", "m2"), ("e9", "m9")])
        .build();
    let person =
        |id: &str, site: &str, team: &str| Person::new(id).text("site", site).text("team", team);
    let people = |people: [(&str, &str, &str); 4]| {
        Table::from_iter(people.map(|(id, site, team)| person(id, site, team)))
    };
    let mentees = people([
        ("e1", "Leeds", "a"),
        ("e2", "Leeds", "b"),
        ("e3", "Leeds", "b"),
        ("e4", "York", "b"),
    ]);
    let mentors = people([
        ("m1", "Leeds", "a"),
        ("m2", "Leeds", "c"),
        ("m3", "York", "c"),
        ("m4", "York", "c"),
    ]);
    let expected = [
        "programme, id e1, field \"pinned\": pinned to m1, which must_differ_team forbids",
        "programme, id e4, field \"pinned\": pinned to m2, which required same_site forbids",
        "programme, id e4, field \"pinned\": pinned to m2, which min_score forbids",
        "programme, id e9, field \"pinned\": there is no mentee with the id \"e9\"",
        "programme, id e9, field \"pinned\": there is no mentor with the id \"m9\"",
        "programme, id m1, field \"pinned\": pinned to this many mentees: 3; seats offered: 2",
    ];
    let found = validate(&program, (&mentees, "id"), (&mentors, "id"), &Monitor::new())?;
    let errors: Vec<String> = found.errors.as_slice().iter().map(ToString::to_string).collect();
    assert_eq!(errors, expected);
    let roster = Roster::new(&mentees, &mentors, &program)?;
    let refused =
        Matcher::new(program)?.run(&roster).map(|_| ()).map_err(|error| error.to_string());
    assert_eq!(refused, Err(expected.join("\n")));
    Ok(())
}

#[test]
fn a_mentee_is_pinned_once() {
    let program = Program::builder().criterion(1.0, Same::new("site"));
    let program = program.pinned([("e1", "m1"), (" e1", "m2"), ("e2", "m1")]).build();
    let findings = program.check();
    let texts: Vec<String> = findings.as_slice().iter().map(ToString::to_string).collect();
    assert_eq!(texts, ["programme, id e1, field \"pinned\": each mentee can be pinned once"]);
}
