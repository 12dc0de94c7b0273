//! The same people give the same outcome, byte for byte: for any order of the rows and any number of
//! threads, where ties abound.

use matchwright::assign::Options;
use matchwright::criteria::{Overlap, Same};
use matchwright::roster::{Person, Table};
use matchwright::rules::MustDiffer;
use matchwright::{Error, Matcher, Program, Roster};
use rand::SeedableRng;
use rand::seq::SliceRandom;
use rand_xoshiro::Xoshiro256PlusPlus;

fn program() -> Program {
    Program::builder()
        .criterion(2.0, Same::new("site"))
        .criterion(1.0, Overlap::new("interests"))
        .rule(MustDiffer::new("team"))
        .capacity("seats")
        .min_score(0.1)
        .build()
}

/// People who differ in so little that almost every score stands many times.
fn people(prefix: &str, count: usize) -> Vec<Person> {
    let person = |number: usize| {
        let interest = ["chess", "rowing", "jazz"][number % 3];
        Person::new(format!("{prefix}{number}"))
            .text("site", ["Leeds", "York"][number % 2])
            .text("team", ["a", "b", "c", "d", "e"][number % 5])
            .list("interests", [interest, "tea"])
            .number("seats", (number % 3) as f64)
    };
    (0..count).map(person).collect()
}

/// The outcome as JSON; two thirds of the mentees find a seat.
fn outcome(mentees: &[Person], mentors: &[Person], threads: usize) -> Result<String, Error> {
    let matcher = Matcher::new(program())?;
    let [mentees, mentors] = [mentees, mentors].map(|people| Table::from_iter(people.to_vec()));
    let roster = Roster::new(&mentees, &mentors, matcher.program())?;
    let outcome = matcher.run_with(&roster, &Options::default().with_threads(threads))?;
    assert!(outcome.certificate().is_optimal());
    Ok(serde_json::json!(outcome.facts()).to_string())
}

#[test]
fn any_number_of_threads() -> Result<(), Error> {
    let (mentees, mentors) = (people("e", 150), people("m", 100));
    let one = outcome(&mentees, &mentors, 1)?;
    for threads in [2, 7] {
        assert_eq!(one, outcome(&mentees, &mentors, threads)?, "{threads} threads");
    }
    Ok(())
}

#[test]
fn any_order_of_the_rows() -> Result<(), Error> {
    let (mut mentees, mut mentors) = (people("e", 150), people("m", 100));
    let sorted = outcome(&mentees, &mentors, 2)?;
    let mut random = Xoshiro256PlusPlus::seed_from_u64(11);
    for shuffle in 0..5 {
        mentees.shuffle(&mut random);
        mentors.shuffle(&mut random);
        assert_eq!(sorted, outcome(&mentees, &mentors, 2)?, "shuffle {shuffle}");
    }
    Ok(())
}
