//! An explanation in words gives each person their own rank and what the two have in common, seen from their side.

use matchwright::assign::Monitor;
use matchwright::criteria::{Matrix, Overlap, SkillCoverage};
use matchwright::roster::{Person, Roster};
use matchwright::{Error, Matcher, Outcome, Program};
use ndarray::array;

fn said(outcome: &Outcome, id: &str) -> Result<String, Error> {
    Ok(outcome.explain(id, &Monitor::new())?.for_person)
}

#[test]
fn the_rank_is_that_in_the_persons_own_list() -> Result<(), Error> {
    let values = array![[0.9, 0.8], [0.8, 0.1]];
    let program =
        Program::builder().criterion(1.0, Matrix::new(["e1", "e2"], ["m1", "m2"], values)).build();
    let roster = Roster::builder()
        .mentee(Person::new("e1"))
        .mentee(Person::new("e2"))
        .mentor(Person::new("m1"))
        .mentor(Person::new("m2"))
        .build(&program)?;
    let outcome = Matcher::new(program)?.run(&roster)?;
    for (id, partner, others, rank) in [
        ("e1", "m2", "mentors", 2),
        ("m2", "e1", "mentees", 1),
        ("e2", "m1", "mentors", 1),
        ("m1", "e2", "mentees", 2),
    ] {
        let expected = format!(
            "You meet {partner}. Of 2 {others} who could be yours, this is number {rank} in your own list."
        );
        assert_eq!(said(&outcome, id)?, expected);
    }
    Ok(())
}

#[test]
fn what_two_have_in_common_is_said_from_each_side() -> Result<(), Error> {
    let program = Program::builder()
        .criterion(1.0, Overlap::new("topics"))
        .criterion(1.0, SkillCoverage::new("wants", "offers"))
        .build();
    let mentee = Person::new("e1").list("topics", ["chess"]).list("wants", ["Rust"]);
    let mentor = Person::new("m1").list("topics", ["chess", "film"]).list("offers", ["Go", "Rust"]);
    let roster = Roster::builder().mentee(mentee).mentor(mentor).build(&program)?;
    let outcome = Matcher::new(program)?.run(&roster)?;
    for (id, partner, others, learned) in [
        ("e1", "m1", "mentor", "You want, and your partner offers: Rust."),
        ("m1", "e1", "mentee", "Your partner wants, and you offer: Rust."),
    ] {
        let expected = format!(
            "You meet {partner}. You have in common: chess. {learned} Of 1 {others} who could be yours, this is number \
             1 in your own list."
        );
        assert_eq!(said(&outcome, id)?, expected);
    }
    Ok(())
}
