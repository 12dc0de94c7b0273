//! What people were told is kept as far as the terms say, and no plan on these terms is better: all plans are
//! tried.

use matchwright::assign::{Certificate, Options, Scope};
use matchwright::criteria::{Matrix, Same};
use matchwright::outcome::{Changed, Status};
use matchwright::program::Level;
use matchwright::roster::{Person, RosterBuilder};
use matchwright::rules::Block;
use matchwright::{Error, Keep, Matcher, Outcome, Program, Roster};
use ndarray::Array2;
use proptest::prelude::*;
use suite::answers::person_id;

/// Scores in hundredths; below 0 two may not meet. People are there or not; mentors have seats.
#[derive(Debug, Clone)]
struct Round {
    scores: Array2<i32>,
    mentees: Vec<bool>,
    seats: Vec<Option<u32>>,
}

impl Round {
    fn program(&self, objective: Level) -> Program {
        let (mentees, mentors) = self.scores.dim();
        let ids = |side, count| (0..count).map(|at| person_id(side, at)).collect::<Vec<_>>();
        let values = self.scores.mapv(|score| score.max(0) as f32 / 100.0);
        let forbidden = self.scores.indexed_iter().filter(|(_, score)| **score < 0);
        let forbidden = forbidden.map(|((e, m), _)| (person_id("e", e), person_id("m", m)));
        Program::builder()
            .criterion(1.0, Matrix::new(ids("e", mentees), ids("m", mentors), values))
            .rule(Block::new(forbidden))
            .capacity("seats")
            .objective(objective)
            .build()
    }

    fn roster(&self, program: &Program) -> Result<Roster, Error> {
        let mentees = self.mentees.iter().enumerate().filter(|(_, there)| **there);
        let roster = mentees
            .map(|(at, _)| Person::new(person_id("e", at)))
            .fold(Roster::builder(), RosterBuilder::mentee);
        let mentors = self.seats.iter().enumerate();
        let mentors = mentors.filter_map(|(at, seats)| {
            Some(Person::new(person_id("m", at)).number("seats", f64::from((*seats)?)))
        });
        mentors.fold(roster, RosterBuilder::mentor).build(program)
    }

    fn may(&self, mentee: usize, mentor: usize) -> bool {
        self.mentees[mentee]
            && self.seats[mentor].is_some_and(|seats| seats > 0)
            && self.scores[(mentee, mentor)] >= 0
    }
}

type Plan = Vec<Option<usize>>;

/// Every plan: for each mentee a mentor, or nobody.
fn plans(round: &Round) -> Vec<Plan> {
    fn go(round: &Round, left: &mut [u32], plan: &mut Plan, all: &mut Vec<Plan>) {
        let mentee = plan.len();
        if mentee == round.mentees.len() {
            all.push(plan.clone());
            return;
        }
        plan.push(None);
        go(round, left, plan, all);
        plan.pop();
        for mentor in 0..left.len() {
            if round.may(mentee, mentor) && left[mentor] > 0 {
                left[mentor] -= 1;
                plan.push(Some(mentor));
                go(round, left, plan, all);
                plan.pop();
                left[mentor] += 1;
            }
        }
    }
    let mut left: Vec<u32> = round.seats.iter().map(|seats| seats.unwrap_or(0)).collect();
    let mut all = Vec::new();
    go(round, &mut left, &mut Vec::new(), &mut all);
    all
}

fn pairs(plan: &Plan) -> i64 {
    plan.iter().flatten().count() as i64
}

fn total(round: &Round, plan: &Plan) -> i64 {
    let each = plan.iter().enumerate().filter_map(|(e, m)| Some(round.scores[(e, (*m)?)]));
    each.map(i64::from).sum()
}

fn kept(told: &Plan, plan: &Plan) -> usize {
    told.iter().zip(plan).filter(|(told, now)| told.is_some() && told == now).count()
}

/// Pairs first, or the total alone.
fn rank(objective: Level, round: &Round, plan: &Plan) -> (i64, i64) {
    let first = if objective == Level::Total { 0 } else { pairs(plan) };
    (first, total(round, plan))
}

fn plan_of(outcome: &Outcome, mentees: usize) -> Plan {
    let mut plan = vec![None; mentees];
    for pair in outcome.pairs() {
        let at = |id: &str| id[1..].parse::<usize>().unwrap_or(usize::MAX);
        plan[at(pair.mentee())] = Some(at(pair.mentor()));
    }
    plan
}

fn rounds() -> impl Strategy<Value = (Round, Round)> {
    let sizes = (1..6_usize, 1..5_usize);
    sizes.prop_flat_map(|(mentees, mentors)| {
        let scores = || prop::collection::vec(-25..100_i32, mentees * mentors);
        let there = || prop::collection::vec(prop::bool::weighted(0.85), mentees);
        let seats = || prop::collection::vec(prop::option::weighted(0.9, 0..3_u32), mentors);
        let changes = prop::bool::weighted(0.7);
        (scores(), scores(), changes, there(), there(), seats(), seats()).prop_filter_map(
            "both sides need somebody",
            move |(scores, others, are_same, there, there_now, seats, seats_now)| {
                let shape = |scores| Array2::from_shape_vec((mentees, mentors), scores).ok();
                let now = shape(if are_same { scores.clone() } else { others })?;
                let before = Round { scores: shape(scores)?, mentees: there, seats };
                let now = Round { scores: now, mentees: there_now, seats: seats_now };
                let is_whole = |round: &Round| {
                    round.mentees.contains(&true) && round.seats.iter().any(Option::is_some)
                };
                (is_whole(&before) && is_whole(&now)).then_some((before, now))
            },
        )
    })
}

fn objectives() -> impl Strategy<Value = Level> {
    prop_oneof![Just(Level::Participation), Just(Level::Total)]
}

/// The outcome of the second round, and what was told in the first.
fn again(
    before: &Round,
    now: &Round,
    objective: Level,
    keep: Keep,
) -> Result<(Plan, Outcome), Error> {
    let program = before.program(objective);
    let previous = Matcher::new(program.clone())?.run(&before.roster(&program)?)?;
    let program = now.program(objective);
    let roster = now.roster(&program)?;
    let outcome = Matcher::new(program)?.rematch(&previous, &roster, keep, &Options::default())?;
    let saved = Outcome::from_json_str(&outcome.to_json_string()?, &std::sync::Arc::default())?;
    assert_eq!(saved, outcome);
    assert_eq!(saved.changes(), outcome.changes());
    Ok((plan_of(&previous, now.mentees.len()), outcome))
}

/// What was told and is still possible.
fn possible(told: &Plan, now: &Round) -> Plan {
    let possible = |(mentee, mentor): (usize, &Option<usize>)| {
        mentor.filter(|&mentor| now.may(mentee, mentor))
    };
    told.iter().enumerate().map(possible).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn all_that_is_possible_is_kept(((before, now), objective) in (rounds(), objectives())) {
        let (told, outcome) = again(&before, &now, objective, Keep::Told)?;
        let told = possible(&told, &now);
        let all = plans(&now);
        let most = all.iter().map(|plan| kept(&told, plan)).max().unwrap_or(0);
        let best = all.iter().filter(|plan| kept(&told, plan) == most)
            .map(|plan| rank(objective, &now, plan)).max();
        let plan = plan_of(&outcome, told.len());
        prop_assert_eq!(kept(&told, &plan), most);
        prop_assert_eq!(Some(rank(objective, &now, &plan)), best);
        prop_assert_eq!(outcome.status(), Status::Optimal);
        prop_assert_eq!(outcome.summary().pinned, 0);
        prop_assert_eq!(outcome.changes().map(|changes| changes.kept), Some(most));
    }

    #[test]
    fn a_price_is_paid_where_it_is_worth_it(
        ((before, now), objective, price) in (rounds(), objectives(), 0..200_i64)
    ) {
        let keep = Keep::Price(price as f64 / 100.0);
        let (told, outcome) = again(&before, &now, objective, keep)?;
        let told = possible(&told, &now);
        let worth = |plan: &Plan| {
            let (pairs, total) = rank(objective, &now, plan);
            (pairs, total + price * kept(&told, plan) as i64)
        };
        let best = plans(&now).iter().map(worth).max();
        prop_assert_eq!(Some(worth(&plan_of(&outcome, told.len()))), best);
        prop_assert_eq!(outcome.status(), Status::Optimal);
    }

    #[test]
    fn a_budget_is_kept_and_the_gap_is_honest(
        ((before, now), objective, budget) in (prop_oneof![rounds(), swaps()], objectives(), 0..4_usize)
    ) {
        let (told, outcome) = again(&before, &now, objective, Keep::AtMost(budget))?;
        let told = possible(&told, &now);
        let all = plans(&now);
        let most = all.iter().map(|plan| kept(&told, plan)).max().unwrap_or(0);
        let plan = plan_of(&outcome, told.len());
        let need = most.saturating_sub(budget);
        prop_assert!(kept(&told, &plan) >= need, "{} of {need}", kept(&told, &plan));
        let best = all.iter().filter(|plan| kept(&told, plan) >= need)
            .map(|plan| rank(objective, &now, plan)).max().unwrap_or_default();
        let found = rank(objective, &now, &plan);
        let bound = outcome.bound();
        match outcome.status() {
            Status::Optimal => {
                prop_assert_eq!(found, best);
                prop_assert_eq!((bound.pairs, bound.score), (0, 0.0));
                prop_assert!(outcome.certificate().is_optimal());
            }
            Status::Bounded => {
                prop_assert!(best.0 <= found.0 + bound.pairs as i64);
                let of_as_many = all.iter()
                    .filter(|other| kept(&told, other) >= need && rank(objective, &now, other).0 == found.0)
                    .map(|other| total(&now, other)).max().unwrap_or_default();
                prop_assert!(of_as_many as f64 / 100.0 <= found.1 as f64 / 100.0 + bound.score + 1e-9);
                prop_assert!(!outcome.certificate().is_optimal());
                let scope = outcome.certificate().assignment().map(|proof| proof.scope);
                prop_assert_eq!(scope, Some(Scope::AllPairs));
            }
            status => prop_assert!(false, "{status:?}"),
        }
    }
}

/// Rounds in which everybody has one partner and most of what was told has become bad: two who change places
/// break two pairs, and no plan breaks one of them.
fn swaps() -> impl Strategy<Value = (Round, Round)> {
    (2..6_usize).prop_flat_map(|people| {
        let scores = || prop::collection::vec(0..100_i32, people * people);
        (scores(), scores()).prop_filter_map("a square", move |(before, now)| {
            let round = |scores| {
                let scores = Array2::from_shape_vec((people, people), scores).ok()?;
                Some(Round { scores, mentees: vec![true; people], seats: vec![Some(1); people] })
            };
            Some((round(before)?, round(now)?))
        })
    })
}

#[test]
fn where_prices_skip_a_budget_the_gap_is_stated() -> Result<(), Error> {
    let scores =
        |scores: [i32; 4]| Array2::from_shape_vec((2, 2), scores.to_vec()).unwrap_or_default();
    let round = |scores| Round { scores, mentees: vec![true; 2], seats: vec![Some(1); 2] };
    let (before, now) = (round(scores([90, 0, 0, 90])), round(scores([50, 90, 90, 50])));
    let found = |budget| again(&before, &now, Level::Participation, Keep::AtMost(budget));
    let (_, outcome) = found(1)?;
    assert_eq!((outcome.status(), outcome.summary().total), (Status::Bounded, 1.0));
    // Changing places gains 0.8, half of which a line from there to here promises for one pair.
    let bound = outcome.bound();
    assert!(bound.pairs == 0 && (bound.score - 0.4).abs() < 1e-5, "{bound:?}");
    let gap = outcome.certificate().assignment().map_or(0, Certificate::gap) as f64 / 1e6;
    assert_eq!(gap.to_bits(), bound.score.to_bits());
    let (_, outcome) = found(2)?;
    assert_eq!((outcome.status(), outcome.summary().total), (Status::Optimal, 1.8));
    Ok(())
}

/// Two mentors of one site each, and whom they were told to meet.
fn told() -> Result<(Program, Outcome), Error> {
    let program = Program::builder()
        .criterion(1.0, Same::new("site"))
        .capacity("seats")
        .rule(matchwright::rules::MustDiffer::new("team"))
        .build();
    let previous = Matcher::new(program.clone())?.run(&people(
        &program,
        &[("e1", "Leeds", "a"), ("e2", "Leeds", "a"), ("e3", "York", "a"), ("e4", "Hull", "a")],
        &[("m1", "Leeds", 2.0, "b"), ("m2", "York", 1.0, "b"), ("m3", "Hull", 1.0, "b")],
    )?)?;
    Ok((program, previous))
}

fn people(
    program: &Program,
    mentees: &[(&str, &str, &str)],
    mentors: &[(&str, &str, f64, &str)],
) -> Result<Roster, Error> {
    let mentees = mentees
        .iter()
        .map(|&(id, site, team)| Person::new(id).text("site", site).text("team", team));
    let mentors = mentors.iter().map(|&(id, site, seats, team)| {
        Person::new(id).text("site", site).number("seats", seats).text("team", team)
    });
    let roster = mentees.fold(Roster::builder(), RosterBuilder::mentee);
    mentors.fold(roster, RosterBuilder::mentor).build(program)
}

#[test]
fn what_is_new_is_told_with_reasons() -> Result<(), Error> {
    let (program, previous) = told()?;
    // m1 offers one seat, m3 has left, e3 may not meet m2 any more, e5 has joined, and e2 has left.
    let now = people(
        &program,
        &[("e1", "Leeds", "a"), ("e3", "York", "b"), ("e4", "Hull", "a"), ("e5", "Leeds", "a")],
        &[("m1", "Leeds", 1.0, "b"), ("m2", "York", 1.0, "b"), ("m4", "York", 1.0, "c")],
    )?;
    let outcome =
        Matcher::new(program)?.rematch(&previous, &now, Keep::Told, &Options::default())?;
    let changes =
        outcome.changes().ok_or_else(|| Error::UnknownId { side: "mentee", id: String::new() })?;
    let rows: Vec<_> = changes
        .mentees
        .iter()
        .map(|row| {
            (row.mentee.as_str(), row.mentor_before.as_deref(), row.change, row.reason.as_str())
        })
        .collect();
    assert_eq!(
        rows,
        [
            ("e2", Some("m1"), Changed::Left, "left"),
            ("e3", Some("m2"), Changed::Moved, "the rule must_differ_team forbids it now"),
            ("e4", Some("m3"), Changed::Moved, "mentor m3 left"),
            ("e5", None, Changed::Joined, "joined"),
        ]
    );
    assert_eq!(
        changes.to_string(),
        "Told pairs: 4; kept: 1, no longer possible: 3, broken for a better plan: 0. \
         Mentees who joined: 1, who left: 1."
    );
    assert_eq!(outcome.changes_frame().rows(), 4);
    Ok(())
}

#[test]
fn fewer_seats_and_better_plans_are_reasons() -> Result<(), Error> {
    let (program, previous) = told()?;
    let mentees =
        [("e1", "Leeds", "a"), ("e2", "Hull", "a"), ("e3", "York", "a"), ("e4", "Leeds", "a")];
    let mentors = [("m1", "Leeds", 1.0, "b"), ("m2", "York", 1.0, "b"), ("m3", "Hull", 1.0, "b")];
    let now = people(&program, &mentees, &mentors)?;
    let matcher = Matcher::new(program)?;
    let reasons = |keep| -> Result<Vec<(String, String)>, Error> {
        let outcome = matcher.rematch(&previous, &now, keep, &Options::default())?;
        let rows = outcome.changes().map(|changes| changes.mentees.clone()).unwrap_or_default();
        Ok(rows.into_iter().map(|row| (row.mentee, row.reason)).collect())
    };
    let lost = ("e2".to_owned(), "mentor m1 offers fewer seats".to_owned());
    assert_eq!(reasons(Keep::Told)?, std::slice::from_ref(&lost));
    // e2 fits m3 now, who was told to meet e4 and then meets e2 instead.
    let better = ("e4".to_owned(), "better for the whole: +1.000".to_owned());
    assert_eq!(reasons(Keep::AtMost(1))?, [lost, better]);
    Ok(())
}

#[test]
fn a_price_that_is_none_is_refused() -> Result<(), Error> {
    let (program, previous) = told()?;
    let matcher = Matcher::new(program)?;
    for price in [-0.1, f64::NAN, 1e9] {
        let refused =
            matcher.rematch(&previous, previous.roster(), Keep::Price(price), &Options::default());
        assert!(
            refused.is_err_and(|error| error.to_string().contains("from 0 to 1,000")),
            "{price}"
        );
    }
    Ok(())
}

#[test]
fn pins_come_before_what_was_told() -> Result<(), Error> {
    let (program, previous) = told()?;
    let pinned = Program { pinned: vec![("e3".to_owned(), "m3".to_owned())], ..program };
    let outcome = Matcher::new(pinned)?.rematch(
        &previous,
        previous.roster(),
        Keep::Told,
        &Options::default(),
    )?;
    let reasons = outcome.changes().map(|changes| {
        changes
            .mentees
            .iter()
            .map(|row| (row.mentee.as_str(), row.reason.as_str()))
            .collect::<Vec<_>>()
    });
    let expected = [("e3", "pinned to m3"), ("e4", "mentor m3 offers fewer seats")];
    assert_eq!(reasons.as_deref(), Some(&expected[..]));
    Ok(())
}

#[test]
fn files_with_terms_that_cannot_be_are_refused() -> Result<(), Box<dyn std::error::Error>> {
    let (program, previous) = told()?;
    let outcome = Matcher::new(program)?.rematch(
        &previous,
        previous.roster(),
        Keep::AtMost(1),
        &Options::default(),
    )?;
    let saved = serde_json::to_value(&outcome)?;
    let changes = [
        ("/promise/prices/told", serde_json::json!(-1), "prices"),
        ("/promise/prices/told", serde_json::json!(i64::MAX), "prices"),
        ("/promise/prices/every", serde_json::json!(1_i64 << 53), "not an outcome"),
        ("/promise/terms/earlier/pairs", serde_json::json!([["e1", "m1"], ["e1", "m1"]]), "prices"),
        ("/promise/terms/keep", serde_json::json!({ "price": -1.0 }), "prices"),
        ("/solution/pairs", serde_json::json!([]), "told"),
    ];
    for (place, change, expected) in changes {
        let mut other = saved.clone();
        if let Some(part) = other.pointer_mut(place) {
            *part = change;
        }
        let refused = Outcome::from_json_str(&other.to_string(), &std::sync::Arc::default());
        let text = refused.map_or_else(|error| error.to_string(), |_| "read".to_owned());
        assert!(text.contains(expected), "{place}: {text}");
    }
    // The form that had no terms is still read.
    let mut first = serde_json::to_value(&previous)?;
    first["version"] = serde_json::json!(1);
    assert_eq!(Outcome::from_json_str(&first.to_string(), &std::sync::Arc::default())?, previous);
    Ok(())
}
