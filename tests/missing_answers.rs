//! A missing answer is neutral: a criterion that has no opinion about a person does not change the order
//! of their list, and puts them neither above nor below the crowd in the lists of others. A number or
//! `missing = "skip"` gives that promise up.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use approx::assert_abs_diff_eq;
use matchwright::criteria::{
    AnyCriterion, Different, Distance, Gap, GoalFit, Overlap, Personality, Place, Preference, Same,
    SharedTime, SkillCoverage, Table, Text, Trait, Vector,
};
use matchwright::program::{Missing, Term};
use matchwright::roster::{Person, RosterBuilder, Side};
use matchwright::{Error, Matcher, Program, Roster};
use proptest::prelude::*;
use suite::answers::{Answers, draws, person_id};

fn criteria() -> Vec<AnyCriterion> {
    vec![
        SkillCoverage::new("skills", "skills").into(),
        SkillCoverage::new("skills", "skills").importance("weights").into(),
        SkillCoverage::new("skills", "skills").current("has").into(),
        SkillCoverage::new("skills", "skills").learner(Side::Mentor).into(),
        GoalFit::new("weights", "weights").into(),
        Overlap::new("skills").into(),
        Overlap::new("skills").rarity(false).into(),
        Same::new("site").into(),
        Same::new("unit").separator("/").into(),
        Different::new("site").into(),
        Gap::new("years", 5.0, 12.0).into(),
        SharedTime::new("free", 4.0).into(),
        SharedTime::new("free", 4.0).zone("zone").into(),
        Distance::new(Place::coordinates("north", "east"), 900.0).into(),
        Distance::new(coordinates_or_remote(), 900.0).into(),
        Distance::new(Place::site("site", [("Leeds", "York", 36.0)]), 50.0).into(),
        Personality::new([Trait::new("open", (1.0, 5.0)), Trait::new("lively", (1.0, 5.0))]).into(),
        Vector::new("about", 3).into(),
        Vector::new("papers", 2).into(),
        Text::new("notes").into(),
        Table::new("site", [("Leeds", "York", 0.9)]).into(),
        Table::new("site", [("Leeds", "York", 0.9)]).otherwise(0.1).into(),
        Preference::of_mentees("prefers").into(),
        Preference::of_mentors("prefers").into(),
    ]
}

fn coordinates_or_remote() -> Place {
    let [latitude, longitude] = ["north", "east"].map(Into::into);
    Place::Coordinates { latitude, longitude, remote: Some("works".into()) }
}

/// Two criteria whose points are exact whatever their shares: they are right, wrong, or silent.
fn program(third: Option<&AnyCriterion>) -> Program {
    let program = Program::builder()
        .criterion(1.0, Same::new("team"))
        .criterion(3.0, Different::new("floor"));
    third.map_or(program.clone(), |third| program.criterion(4.0, third.clone())).build()
}

fn random_roster(people: [usize; 2], silent: Side, bytes: &[u8]) -> RosterBuilder {
    let mut draw = draws(bytes);
    let mut roster = Roster::builder();
    for (side, letter, other) in [(Side::Mentee, "e", "m"), (Side::Mentor, "m", "e")] {
        let [own, others] = if side == Side::Mentee { people } else { [people[1], people[0]] };
        for position in 0..own {
            let answers = Answers::random(others, &mut draw);
            let quiet = side == silent && position == 0;
            let answers = if quiet { Answers::default() } else { answers };
            let mut word = || ["", "a", "b"][draw(3)];
            let person = answers.person(person_id(letter, position), other);
            let person = person.text("team", word()).text("floor", word());
            roster = match side {
                Side::Mentee => roster.mentee(person),
                Side::Mentor => roster.mentor(person),
            };
        }
    }
    roster
}

/// The scores that the first person of a side sees.
fn seen_by_first(program: Program, roster: RosterBuilder, side: Side) -> Result<Vec<f64>, Error> {
    let roster = roster.build(&program)?;
    let scores = Matcher::new(program)?.scores(&roster)?;
    Ok(match side {
        Side::Mentee => scores.row(0),
        Side::Mentor => (0..scores.mentees()).map(|mentee| scores.row(mentee)[0]).collect(),
    })
}

fn order(scores: &[f64]) -> Vec<Ordering> {
    let compare = |one: &f64| scores.iter().map(|other| one.total_cmp(other)).collect::<Vec<_>>();
    scores.iter().flat_map(compare).collect()
}

/// A matrix asks nobody.
#[test]
fn every_kind_that_asks_somebody_is_here() {
    let here: BTreeSet<String> =
        criteria().iter().map(|criterion| criterion.kind().to_owned()).collect();
    let kinds = AnyCriterion::KINDS.iter().filter(|kind| **kind != "matrix");
    assert_eq!(here, kinds.map(|kind| (*kind).to_owned()).collect());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn who_does_not_answer_ranks_the_others_as_if_nobody_had_been_asked(
        people in [1..6_usize, 1..6_usize],
        bytes in prop::collection::vec(any::<u8>(), 1..300),
    ) {
        for silent in Side::BOTH {
            for criterion in criteria() {
                // A criterion that does not ask this side cannot miss its answer.
                if !criterion.reads().iter().any(|read| read.side == silent) {
                    continue;
                }
                let roster = random_roster(people, silent, &bytes);
                let with = seen_by_first(program(Some(&criterion)), roster.clone(), silent)?;
                let without = seen_by_first(program(None), roster, silent)?;
                prop_assert_eq!(order(&with), order(&without), "{:?} of {:?}", silent, criterion);
            }
        }
    }
}

/// e1 likes chess and rowing. m1 answers honestly and shares both of three interests; m2 says
/// nothing; m3 shares none.
fn chess_players(missing: Missing) -> Result<Vec<f64>, Error> {
    let mut interests = Term::new(1.0, Overlap::new("interests").rarity(false));
    interests.missing = missing;
    let program = Program::builder().criterion(1.0, Same::new("site")).term(interests).build();
    let roster = Roster::builder()
        .mentee(Person::new("e1").text("site", "Leeds").text("interests", "chess; rowing"))
        .mentor(Person::new("m1").text("site", "Leeds").text("interests", "chess; rowing; film"))
        .mentor(Person::new("m2").text("site", "Leeds"))
        .mentor(Person::new("m3").text("site", "Leeds").text("interests", "golf"));
    seen_by_first(program, roster, Side::Mentee)
}

#[test]
fn silence_counts_as_neither_for_nor_against() -> Result<(), Error> {
    // 2/3 and 0 with those who answered: 1/3 on average. (1 + 2/3) / 2, (1 + 1/3) / 2 and (1 + 0) / 2.
    let scores = chess_players(Missing::default())?;
    assert_abs_diff_eq!(scores[..], [5.0 / 6.0, 2.0 / 3.0, 0.5][..], epsilon = 1e-6);
    Ok(())
}

#[test]
fn one_half_favours_silence_where_most_pairs_have_less() -> Result<(), Error> {
    // (1 + 1/2) / 2, where the average of those who answered is 1/3.
    let scores = chess_players(Missing::Value(0.5))?;
    assert_abs_diff_eq!(scores[..], [5.0 / 6.0, 0.75, 0.5][..], epsilon = 1e-6);
    Ok(())
}

#[test]
fn skip_rewards_silence() -> Result<(), Error> {
    // (1 + 2/3) / 2 against 1 / 1: whoever says nothing is rated on what flatters, and overtakes.
    let scores = chess_players(Missing::SKIP)?;
    assert_abs_diff_eq!(scores[..], [5.0 / 6.0, 1.0, 0.5][..], epsilon = 1e-6);
    Ok(())
}
