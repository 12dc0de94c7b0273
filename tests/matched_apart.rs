//! Whoever is matched by what batches reply is matched as among all, with the certificate over all pairs; and nothing
//! is proven by replies that are not those of everybody.

#![expect(clippy::expect_used, reason = "a test stops where a promise is broken")]

use std::sync::Arc;

use matchwright::assign::{self, Monitor};
use matchwright::criteria::{Gap, Overlap, Same};
use matchwright::program::{Capacity, Level, Objective, Seats};
use matchwright::roster::{Person, Roster, Side, Table};
use matchwright::rules::MustDiffer;
use matchwright::scorer::Exchange;
use matchwright::{Error, Matcher, Outcome, Program, Scorer};
use proptest::prelude::*;

/// What somebody answers: topics, years, site, seats.
type Answers = (u8, u32, u8, u32);

fn person(id: String, &(topics, years, site, seats): &Answers) -> Person {
    let names = ["chess", "film", "golf"];
    let listed = names.iter().enumerate().filter(|(at, _)| topics >> at & 1 == 1);
    let topics: Vec<&str> = listed.map(|(_, name)| *name).collect();
    Person::new(id)
        .list("topics", topics)
        .number("years", f64::from(years))
        .text("site", ["Leeds", "York", "Hull"][usize::from(site % 3)])
        .number("seats", f64::from(seats))
}

fn people(letter: char, answers: &[Answers]) -> Vec<Person> {
    answers
        .iter()
        .enumerate()
        .map(|(at, answers)| person(format!("{letter}{at}"), answers))
        .collect()
}

/// Programmes of everything that an assignment has.
fn programs() -> Vec<Program> {
    let plain = || {
        Program::builder()
            .criterion(2.0, Overlap::new("topics"))
            .criterion(1.0, Gap::new("years", 4.0, 6.0))
            .build()
    };
    let seats = Capacity::from(Seats::Column("seats".to_owned()));
    let ties = Program::builder().criterion(1.0, Same::new("site")).build();
    let rule = Program::builder().criterion(1.0, Overlap::new("topics"));
    vec![
        plain(),
        Program { capacity: seats.clone(), min_score: 0.4, ..plain() },
        Program { capacity: seats.clone(), objective: Objective::new([Level::Total]), ..plain() },
        Program { capacity: seats.clone(), mentors_per_mentee: 2.into(), ..ties },
        Program { capacity: seats, ..rule.rule(MustDiffer::new("site")).build() },
        Program {
            mentors_per_mentee: 2.into(),
            capacity: 2.into(),
            pinned: vec![("e0".to_owned(), "m0".to_owned())],
            ..plain()
        },
    ]
}

fn cut(
    mentees: &[Person],
    scorer: &[u8],
    query: &[u8],
    part: usize,
) -> Result<Vec<Vec<u8>>, Error> {
    let scorer = Scorer::from_bytes(scorer)?;
    let replies = mentees.chunks(part).map(|part| {
        let table: Table = part.iter().cloned().collect();
        scorer.batch(&table, "id", &Monitor::new())?.reply(query, &Monitor::new())
    });
    replies.collect()
}

fn matched(exchange: &mut Exchange, mentees: &[Person], part: usize) -> Result<Outcome, Error> {
    let scorer = exchange.scorer().to_bytes()?;
    loop {
        let replies = cut(mentees, &scorer, &exchange.query()?, part)?;
        if let Some(outcome) = exchange.take(&replies, &Arc::default())? {
            return Ok(outcome);
        }
    }
}

fn roster(mentees: &[Person], mentors: Vec<Person>, program: &Program) -> Result<Roster, Error> {
    let mentees: Table = mentees.iter().cloned().collect();
    Roster::new(&mentees, &Table::from_iter(mentors), program)
}

fn answers(most: usize) -> impl Strategy<Value = Vec<Answers>> {
    prop::collection::vec((0_u8..8, 0_u32..12, 0_u8..3, 0_u32..4), 1..most)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn it_is_as_good_as_among_all_and_proven(
        mentees in answers(12), mentors in answers(7), keep in 1_u32..4, part in 1_usize..6,
    ) {
        let mentees = people('e', &mentees);
        for program in programs() {
            let roster = roster(&mentees, people('m', &mentors), &program).expect("a roster");
            let matcher = Matcher::new(program).expect("a programme");
            let among_all = matcher.run(&roster).expect("an outcome");
            let mut exchange = Exchange::new(&matcher, &roster, keep, &Monitor::new()).expect("sound");
            let outcome = matched(&mut exchange, &mentees, part).expect("an outcome");
            prop_assert!(outcome.certificate().is_optimal());
            let total = |outcome: &Outcome| outcome.summary().total.to_bits();
            prop_assert_eq!(total(&outcome), total(&among_all));
            // Where the total alone counts, pairs that add nothing to it may be made or not.
            let proof = among_all.certificate().assignment().expect("an assignment");
            if proof.objective == assign::Objective::Participation {
                prop_assert_eq!(outcome.certificate(), among_all.certificate());
                prop_assert_eq!(outcome.summary().pairs, among_all.summary().pairs);
            }
            // Everything but the plan is worked out again, the proof included.
            let text = outcome.to_json_string().expect("a text");
            let again = Outcome::from_json_str(&text, &Arc::default()).expect("an outcome");
            prop_assert!(again.certificate().is_optimal() && again == outcome);
        }
    }
}

fn cohort() -> Result<(Exchange, Vec<Person>), Error> {
    let answers: Vec<Answers> = (0..9).map(|at| (at, u32::from(at), at, 1)).collect();
    let (mentees, program) = (people('e', &answers), programs().swap_remove(0));
    let roster = roster(&mentees, people('m', &answers[..6]), &program)?;
    let exchange = Exchange::new(&Matcher::new(program)?, &roster, 2, &Monitor::new())?;
    Ok((exchange, mentees))
}

#[test]
fn nothing_is_proven_by_replies_that_are_not_those_of_everybody() -> Result<(), Error> {
    let (mut exchange, mentees) = cohort()?;
    let idle = Arc::default();
    let scorer = exchange.scorer().to_bytes()?;
    let replies = cut(&mentees, &scorer, &exchange.query()?, 3)?;
    let refused = |taken: Result<Option<Outcome>, Error>| match taken {
        Err(Error::Input(findings)) => {
            findings.as_slice().iter().filter_map(|finding| finding.id.clone()).collect::<Vec<_>>()
        }
        other => unreachable!("{other:?}"),
    };
    assert_eq!(refused(exchange.take(&replies[1..], &idle)), ["e0", "e1", "e2"]);
    let doubled = [replies.clone(), replies[2..].to_vec()].concat();
    assert_eq!(refused(exchange.take(&doubled, &idle)), ["e6", "e7", "e8"]);
    let stranger = cut(&[person("e77".to_owned(), &(1, 1, 1, 1))], &scorer, &exchange.query()?, 1)?;
    let with_stranger = [replies.clone(), stranger].concat();
    assert_eq!(refused(exchange.take(&with_stranger, &idle)), ["e77"]);

    assert!(exchange.take(&replies, &idle)?.is_none());
    // A batch that comes once more belongs to the query before.
    assert!(matches!(exchange.take(&replies, &idle), Err(Error::Assign(_))));
    // Everybody answers otherwise than before.
    let changed: Vec<Person> = (0..9).map(|at| person(format!("e{at}"), &(7, 0, 0, 1))).collect();
    let changed = cut(&changed, &scorer, &exchange.query()?, 9)?;
    assert!(!refused(exchange.take(&changed, &idle)).is_empty());
    let outcome = matched(&mut exchange, &mentees, 4)?;
    assert!(outcome.certificate().is_optimal());

    // And otherwise than those from whom was learned, all the time.
    let (mut exchange, _) = cohort()?;
    let ids = (0..9).map(|at| format!("e{at}"));
    let others: Vec<Person> =
        ids.zip((0..9).rev()).map(|(id, at)| person(id, &(at, u32::from(at), at, 1))).collect();
    let Err(Error::Input(findings)) = matched(&mut exchange, &others, 4) else {
        unreachable!("they are others")
    };
    assert_eq!(findings.as_slice().len(), 1);
    Ok(())
}

#[test]
fn bytes_that_were_changed_are_refused() -> Result<(), Error> {
    let (mut exchange, mentees) = cohort()?;
    let (scorer, query) = (exchange.scorer().to_bytes()?, exchange.query()?);
    for at in 0..query.len() {
        let mut changed = query.clone();
        changed[at] ^= 1;
        assert!(matches!(cut(&mentees[..1], &scorer, &changed, 1), Err(Error::Read(_))), "{at}");
        assert!(matches!(cut(&mentees[..1], &scorer, &query[..at], 1), Err(Error::Read(_))));
    }
    let reply = cut(&mentees, &scorer, &query, 9)?.swap_remove(0);
    for at in 0..reply.len() {
        let mut changed = reply.clone();
        changed[at] ^= 1;
        assert!(matches!(exchange.take(&[changed], &Arc::default()), Err(Error::Read(_))), "{at}");
    }
    Ok(())
}

#[test]
fn what_is_no_assignment_is_refused_by_name() -> Result<(), Error> {
    let plain = programs().swap_remove(0);
    let minimum = Capacity::from(2).at_least(1);
    let programs = [
        (
            "objective",
            Program {
                objective: Objective::new([Level::Participation, Level::Worst]),
                ..plain.clone()
            },
        ),
        ("priority", Program { priority: Some("years".to_owned()), ..plain.clone() }),
        ("mentors_per_mentee", Program { mentors_per_mentee: minimum.clone(), ..plain.clone() }),
        ("capacity", Program { capacity: minimum, ..plain }),
    ];
    let answers = [(1, 1, 1, 1), (2, 2, 2, 2)];
    for (field, program) in programs {
        let roster = roster(&people('e', &answers), people('m', &answers), &program)?;
        assert_eq!(roster.side(Side::Mentee).ids().len(), 2);
        let refused = Exchange::new(&Matcher::new(program)?, &roster, 2, &Monitor::new());
        let Err(Error::Input(findings)) = refused else { unreachable!("{refused:?}") };
        let fields: Vec<_> = findings.as_slice().iter().map(|found| found.column.clone()).collect();
        assert_eq!(fields, [Some(field.to_owned())]);
    }
    Ok(())
}
