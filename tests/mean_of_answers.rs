//! `missing = "mean"` counts what the average pair of the roster has, of those in which both answered.

#![expect(clippy::expect_used, reason = "a test stops where a promise is broken")]

use matchwright::criteria::{AnyCriterion, Gap, Overlap, Preference, Same};
use matchwright::program::{Missing, Term};
use matchwright::roster::{Person, Roster, RosterBuilder};
use matchwright::{Matcher, Program};
use proptest::prelude::*;

const SITES: [&str; 3] = ["Leeds", "York", "Hull"];
const INTERESTS: [&str; 4] = ["chess", "chess; golf", "golf; rowing", "rowing; chess; sailing"];

/// A person who answers nothing, or everything in ways that the number says.
fn person(id: String, answers: Option<usize>, other: &str) -> Person {
    let Some(seed) = answers else {
        let columns = ["site", "age", "interests", "prefers"];
        return columns.into_iter().fold(Person::new(id), |person, column| person.text(column, ""));
    };
    Person::new(id)
        .text("site", SITES[seed % 3])
        .number("age", 20.0 + (seed % 17) as f64)
        .text("interests", INTERESTS[seed % 4])
        .text("prefers", format!("{other}{}; {other}{}", seed % 5, seed % 3 + 5))
}

fn scores(criterion: AnyCriterion, people: &[Vec<Option<usize>>; 2], missing: Missing) -> Vec<f64> {
    let term = Term { missing, ..Term::new(1.0, criterion) };
    let mut program = Program::builder().build();
    program.criteria.push(term);
    let [mentees, mentors] = people;
    let mentees =
        (0..).zip(mentees).map(|(at, &seed): (usize, _)| person(format!("e{at}"), seed, "m"));
    let mut roster = mentees.fold(Roster::builder(), RosterBuilder::mentee);
    for (at, &seed) in mentors.iter().enumerate() {
        roster = roster.mentor(person(format!("m{at}"), seed, "e"));
    }
    let roster = roster.build(&program).expect("a sound roster");
    let scores = Matcher::new(program).expect("a programme").scores(&roster).expect("scores");
    (0..scores.mentees()).flat_map(|mentee| scores.row(mentee)).collect()
}

fn criteria() -> [AnyCriterion; 4] {
    [
        Same::new("site").into(),
        Gap::new("age", 5.0, 10.0).into(),
        Overlap::new("interests").into(),
        Preference::of_mentees("prefers").into(),
    ]
}

proptest! {
    #[test]
    fn of_those_who_answered(
        mentees in prop::collection::vec(prop::option::weighted(0.7, 0..1000_usize), 2..9),
        mentors in prop::collection::vec(prop::option::weighted(0.7, 0..1000_usize), 2..9),
    ) {
        let people = [mentees, mentors];
        for criterion in criteria() {
            // What differs where nothing is said is what is not said.
            let low = scores(criterion.clone(), &people, Missing::Value(0.0));
            let high = scores(criterion.clone(), &people, Missing::Value(1.0));
            let is_said: Vec<bool> =
                low.iter().zip(&high).map(|(low, high)| (high - low).abs() < 0.5).collect();
            let said: Vec<f64> =
                low.iter().zip(&is_said).filter(|(_, said)| **said).map(|(score, _)| *score).collect();
            let mean = said.iter().sum::<f64>() / said.len() as f64;
            let mean = if said.is_empty() { 0.5 } else { mean };
            let all = scores(criterion, &people, Missing::MEAN);
            for ((score, low), said) in all.iter().zip(&low).zip(is_said) {
                let expected = if said { *low } else { mean };
                prop_assert!((score - expected).abs() <= 1.0e-6, "{} for {}", score, expected);
            }
        }
    }
}
