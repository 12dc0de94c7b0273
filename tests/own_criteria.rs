//! A criterion of the caller's own gives numbers from 0 to 1, or no opinion, and a rule judges; anything else
//! is an error that names it, and never a proven plan.

#![expect(clippy::expect_used, clippy::panic, reason = "panics are planted")]

use std::ops::Range;

use matchwright::assign::Monitor;
use matchwright::criteria::{AnyCriterion, Criterion, Evaluator, Groups};
use matchwright::roster::{Person, Read, Roster, Side};
use matchwright::rules::{AnyRule, Judge, Rule, Verdict};
use matchwright::scores::Scores;
use matchwright::{Error, Matcher, Program};

/// Says the same of everybody, or panics where that is nothing.
#[derive(Debug, Clone, Copy)]
struct Says(Option<f32>);

impl Criterion for Says {
    fn reads(&self) -> Vec<Read> {
        Vec::new()
    }

    fn compile(&self, _: &Roster) -> Box<dyn Evaluator> {
        Box::new(*self)
    }
}

impl Evaluator for Says {
    fn values(&self, _: usize, _: Range<usize>, out: &mut [f32]) {
        out.fill(self.0.expect("planted"));
    }
}

/// Panics when it is prepared.
#[derive(Debug)]
struct Unprepared;

impl Criterion for Unprepared {
    fn reads(&self) -> Vec<Read> {
        Vec::new()
    }

    fn compile(&self, _: &Roster) -> Box<dyn Evaluator> {
        panic!("planted")
    }
}

/// Puts other mentors into groups than there are.
#[derive(Debug)]
struct Grouped(Option<Groups>);

impl Criterion for Grouped {
    fn reads(&self) -> Vec<Read> {
        Vec::new()
    }

    fn compile(&self, _: &Roster) -> Box<dyn Evaluator> {
        Box::new(Self(Groups::new(0..200)))
    }
}

impl Evaluator for Grouped {
    fn values(&self, _: usize, _: Range<usize>, out: &mut [f32]) {
        out.fill(0.5);
    }

    fn groups(&self) -> Option<&Groups> {
        self.0.as_ref()
    }
}

/// A rule that panics.
#[derive(Debug, Clone, Copy)]
struct Broken;

impl Rule for Broken {
    fn reads(&self) -> Vec<Read> {
        Vec::new()
    }

    fn compile(&self, _: &Roster) -> Box<dyn Judge> {
        Box::new(*self)
    }
}

impl Judge for Broken {
    fn verdicts(&self, _: usize, _: Range<usize>, _: &mut [Verdict]) {
        panic!("planted")
    }
}

fn people(program: &Program) -> Result<Roster, Error> {
    Roster::builder().mentee(Person::new("e1")).mentor(Person::new("m1")).build(program)
}

fn with(criterion: impl Criterion + 'static) -> Program {
    Program::builder().criterion(1.0, AnyCriterion::custom("mine", criterion)).build()
}

fn total(program: Program) -> Result<f64, Error> {
    let roster = people(&program)?;
    Ok(Matcher::new(program)?.run(&roster)?.summary().total)
}

/// The text of the error; that there is one is what is asked here.
fn refusal<T>(answer: Result<T, Error>) -> String {
    let text = answer.err().map(|error| error.to_string()).unwrap_or_default();
    assert!(text.contains("mine"), "{text:?}");
    text
}

#[test]
fn what_is_no_score_is_an_error_that_names_the_criterion_and_the_pair() {
    for said in [f32::INFINITY, f32::NEG_INFINITY, -5.0, 7.0, 1.001, -0.001] {
        let text = refusal(total(with(Says(Some(said)))));
        assert!(text.contains("row 1 of the mentees and row 1 of the mentors"), "{text}");
    }
}

#[test]
fn a_panic_is_an_error_that_names_the_criterion_or_the_rule() {
    assert!(refusal(total(with(Says(None)))).contains("panicked at row 1 of the mentees"));
    assert!(refusal(total(with(Unprepared))).contains("panicked"));
    let rule = AnyRule::custom("mine", Broken);
    let program = Program::builder().criterion(1.0, AnyCriterion::custom("c", Says(Some(0.5))));
    assert!(refusal(total(program.rule(rule).build())).contains("panicked at row 1"));
}

#[test]
fn groups_of_other_people_are_an_error() {
    assert!(refusal(total(with(Grouped(None)))).contains("group"));
}

#[test]
fn every_way_to_ask_for_scores_says_so() -> Result<(), Error> {
    let program = with(Says(Some(7.0)));
    let roster = people(&program)?;
    let scores = |program: &Program| Matcher::new(program.clone())?.scores(&roster);
    let ask = |read: &dyn Fn(&Scores) -> Result<(), Error>| {
        refusal(scores(&program).and_then(|scores| read(&scores)));
    };
    ask(&|scores| scores.matrix(&Monitor::new()).map(drop));
    for side in [Side::Mentee, Side::Mentor] {
        ask(&|scores| scores.best(side, 0, 1).map(drop));
        ask(&|scores| scores.recommend(side, 1, &Monitor::new()).map(drop));
    }
    ask(&|scores| {
        drop(scores.row(0));
        scores.check_criteria()
    });
    Ok(())
}

#[test]
fn a_rounding_counts_as_the_end_that_it_is_near() -> Result<(), Error> {
    for (said, counts) in [(1.0 + 4e-7, 1.0), (-1e-7, 0.0), (-1e-17, 0.0)] {
        assert_eq!(total(with(Says(Some(said))))?.to_bits(), f64::to_bits(counts), "{said}");
    }
    Ok(())
}
