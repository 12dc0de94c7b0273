//! Two plans on one scale, counted once more from their pairs; what a rule costs, solved again; and a comparison
//! of saved outcomes, which says the same.

use std::collections::{BTreeMap, BTreeSet};

use matchwright::answers::{Comparison, PersonChange, RuleKind, compare, rule_prices_frame};
use matchwright::assign::Options;
use matchwright::criteria::{Gap, Overlap, Same};
use matchwright::program::{Level, Term};
use matchwright::roster::{Person, RosterBuilder, Side};
use matchwright::rules::{MustDiffer, MustShare};
use matchwright::{Error, Matcher, Outcome, Program, Roster};
use proptest::prelude::*;
use suite::answers::{draws, person_id};

fn program(weights: [f64; 3], min_score: f64, objective: Level) -> Program {
    let mut years = Term::new(weights[2], Gap::new("years", 4.0, 10.0));
    years.required = Some(0.2);
    Program::builder()
        .name("Spring")
        .criterion(weights[0], Overlap::new("interests"))
        .criterion(weights[1], Same::new("site"))
        .term(years)
        .rule(MustDiffer::new("team"))
        .rule(MustShare::new("languages"))
        .capacity("seats")
        .min_score(min_score)
        .objective(objective)
        .build()
}

fn roster(
    people: [usize; 2],
    program: &Program,
    draw: &mut impl FnMut(usize) -> usize,
) -> Result<Roster, Error> {
    let mut person = |id: String| {
        let listed = |words: [&'static str; 3], draw: &mut dyn FnMut(usize) -> usize| {
            words.into_iter().filter(|_| draw(3) > 0).collect::<Vec<_>>()
        };
        Person::new(id)
            .list("interests", listed(["chess", "golf", "opera"], draw))
            .list("languages", listed(["English", "German", "Polish"], draw))
            .text("site", ["Leeds", "York"][draw(2)])
            .text("team", ["a", "b", "c"][draw(3)])
            .number("years", draw(15) as f64)
            .number("seats", draw(3) as f64)
    };
    let mut there = |side: &str, count: usize| -> Vec<Person> {
        (0..count).map(|at| person(person_id(side, at))).collect()
    };
    let mentees = there("e", people[0]).into_iter().fold(Roster::builder(), RosterBuilder::mentee);
    there("m", people[1]).into_iter().fold(mentees, RosterBuilder::mentor).build(program)
}

/// Each pair's score by a programme, in millionths.
fn scored(outcome: &Outcome, program: &Program) -> Result<BTreeMap<(String, String), i64>, Error> {
    let scores = Matcher::new(program.clone())?.scores(outcome.roster())?;
    let roster = outcome.roster();
    let pair = |pair: &matchwright::outcome::Pair| {
        let (mentee, mentor) =
            (roster.mentees().position(pair.mentee())?, roster.mentors().position(pair.mentor())?);
        let points = scores.parts(mentee, mentor).total();
        Ok(((pair.mentee().to_owned(), pair.mentor().to_owned()), i64::from(points)))
    };
    outcome.pairs().iter().map(pair).collect()
}

fn millionths(score: f64) -> i64 {
    (score * 1e6).round() as i64
}

fn counted_once_more(comparison: &Comparison, by: &Program) -> Result<(), Error> {
    let (before, after) = (scored(comparison.before(), by)?, scored(comparison.after(), by)?);
    let summary = comparison.summary();
    assert_eq!(summary.kept, before.keys().filter(|pair| after.contains_key(*pair)).count());
    assert_eq!(summary.kept + summary.ended, before.len());
    assert_eq!(summary.kept + summary.new, after.len());
    let total = |plan: &BTreeMap<_, i64>| plan.values().sum::<i64>();
    assert_eq!(millionths(summary.before.total), total(&before));
    assert_eq!(millionths(summary.after.total), total(&after));
    for pair in comparison.pairs() {
        let ids = (pair.mentee.clone(), pair.mentor.clone());
        assert_eq!(pair.score_before.map(millionths), before.get(&ids).copied());
        assert_eq!(pair.score_after.map(millionths), after.get(&ids).copied());
    }
    for (place, side) in Side::BOTH.into_iter().enumerate() {
        let own = |ids: &(String, String)| {
            if side == Side::Mentee { ids.0.clone() } else { ids.1.clone() }
        };
        let other = |ids: &(String, String)| {
            if side == Side::Mentee { ids.1.clone() } else { ids.0.clone() }
        };
        let (mut gain, mut lose) = (0, 0);
        for person in comparison.people().iter().filter(|person| person.side == side) {
            let of = |plan: &BTreeMap<(String, String), i64>| {
                let pairs: Vec<_> = plan.iter().filter(|(ids, _)| own(ids) == person.id).collect();
                let partners: BTreeSet<String> = pairs.iter().map(|(ids, _)| other(ids)).collect();
                (partners, pairs.iter().map(|(_, points)| **points).sum::<i64>())
            };
            let ((one, points), (two, points_after)) = (of(&before), of(&after));
            assert_eq!(person.partners_before.iter().cloned().collect::<BTreeSet<_>>(), one);
            assert_eq!(person.partners_after.iter().cloned().collect::<BTreeSet<_>>(), two);
            let expected = match (one.is_empty(), two.is_empty(), one == two) {
                (true, true, _) => PersonChange::Nobody,
                (true, false, _) => PersonChange::New,
                (false, true, _) => PersonChange::Ended,
                (_, _, true) => PersonChange::Kept,
                _ => PersonChange::Changed,
            };
            assert_eq!(person.change, expected);
            assert_eq!(millionths(person.gain), points_after - points);
            gain += usize::from(points_after > points);
            lose += usize::from(points_after < points);
        }
        assert_eq!((summary.gain[place], summary.lose[place]), (gain, lose));
    }
    Ok(())
}

fn objectives() -> impl Strategy<Value = Level> {
    prop_oneof![Just(Level::Participation), Just(Level::Total)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_comparison_counts_what_the_pairs_say(
        people in [1..6_usize, 1..6_usize],
        others in [1..6_usize, 1..6_usize],
        weights in [0.5..4.0_f64, 0.5..4.0_f64, 0.5..4.0_f64],
        objective in objectives(),
        bytes in prop::collection::vec(any::<u8>(), 40..300),
    ) {
        let mut draw = draws(&bytes);
        let (one, two) = (program([1.0; 3], 0.1, objective), program(weights, 0.3, objective));
        let before = Matcher::new(one.clone())?.run(&roster(people, &one, &mut draw)?)?;
        let after = Matcher::new(two.clone())?.run(&roster(others, &two, &mut draw)?)?;
        counted_once_more(&compare(&before, &after, None)?, &one)?;
        let by_second = compare(&before, &after, Some(&two))?;
        counted_once_more(&by_second, &two)?;
        let saved = |outcome: &Outcome| {
            Outcome::from_json_str(&outcome.to_json_string()?, &std::sync::Arc::default())
        };
        let again = compare(&saved(&before)?, &saved(&after)?, Some(&two))?;
        prop_assert_eq!(again.facts(), by_second.facts());
        prop_assert_eq!(again.people_frame().rows(), by_second.people().len());
        prop_assert_eq!(again.pairs_frame().rows(), by_second.pairs().len());
    }

    #[test]
    fn a_rule_costs_what_the_plan_without_it_gains(
        people in [1..7_usize, 1..6_usize],
        objective in objectives(),
        min_score in 0..6_u8,
        bytes in prop::collection::vec(any::<u8>(), 40..300),
    ) {
        let program = program([1.0, 2.0, 1.0], f64::from(min_score) / 10.0, objective);
        let roster = roster(people, &program, &mut draws(&bytes))?;
        let outcome = Matcher::new(program.clone())?.run(&roster)?;
        let prices = outcome.rule_prices(&Options::default())?;
        prop_assert_eq!(prices.len(), 3 + usize::from(min_score > 0));
        for price in &prices {
            let mut without = program.clone();
            match price.kind {
                RuleKind::Rule => without.rules.retain(|rule| rule.name() != price.name),
                RuleKind::Required => without.criteria[2].required = None,
                _ => without.min_score = 0.0,
            }
            prop_assert_ne!(&without, &program);
            let again = Matcher::new(without)?.run(&roster)?;
            let gain = millionths(again.summary().total) - millionths(outcome.summary().total);
            prop_assert_eq!(millionths(price.score), gain);
            prop_assert!(price.certified);
            if objective == Level::Total {
                // A pair that scores nothing may be made or not.
                prop_assert!(price.score >= 0.0);
            } else {
                let pairs = again.pairs().len() as i64 - outcome.pairs().len() as i64;
                prop_assert_eq!(price.pairs, pairs);
                prop_assert!(price.pairs > 0 || price.pairs == 0 && price.score >= 0.0);
            }
        }
        prop_assert_eq!(rule_prices_frame(&prices).rows(), prices.len());
    }
}

#[test]
fn an_outcome_without_the_columns_of_the_programme_is_refused() -> Result<(), Error> {
    let (plain, other) = (
        Program::builder().criterion(1.0, Same::new("site")).build(),
        Program::builder().criterion(1.0, Same::new("town")).build(),
    );
    let run = |program: &Program| {
        let person = |id: &str| Person::new(id).text("site", "Leeds").text("town", "Leeds");
        let roster = Roster::builder().mentee(person("e1")).mentor(person("m1")).build(program)?;
        Matcher::new(program.clone())?.run(&roster)
    };
    let refused = compare(&run(&plain)?, &run(&other)?, None);
    let Err(Error::Input(findings)) = refused else { unreachable!("the second has no sites") };
    assert!(findings.as_slice().iter().all(|finding| finding.code == "no_such_column"));
    let comparison = compare(&run(&plain)?, &run(&plain)?, None)?;
    assert_eq!(
        comparison.to_string(),
        "Pairs: 1 before, 1 after; kept: 1, new: 0, ended: 0. Total score: 1.000 before, 1.000 after (+0.000). \
         Mentees who gain: 0, who lose: 0; mentors who gain: 0, who lose: 0."
    );
    Ok(())
}
