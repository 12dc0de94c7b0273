//! A rule that weakens lowers the score of its pairs by so much, at most to 0, everywhere and by name.

#![expect(clippy::expect_used, reason = "a test stops where a promise is broken")]

use matchwright::assign::{Monitor, Options};
use matchwright::criteria::{Gap, Same};
use matchwright::program::{Clause, Missing, Term};
use matchwright::roster::{Person, Roster};
use matchwright::rules::{Block, History, Met};
use matchwright::{Error, Matcher, Outcome, Program};
use proptest::prelude::*;

/// A mentee's or a mentor's grade, and site where they name one.
type Answers = (u8, Option<bool>);

struct Case {
    program: Program,
    roster: Roster,
}

fn case(
    [mentees, mentors]: [&[Answers]; 2],
    histories: &[(f64, Vec<(usize, usize)>)],
    blocked: (usize, usize),
    (min_score, skips): (f64, bool),
) -> Case {
    let id = |(e, m): (usize, usize)| (format!("e{e}"), format!("m{m}"));
    let mut site = Term::new(1.0, Same::new("site"));
    site.missing = if skips { Missing::SKIP } else { site.missing };
    let mut program = Program::builder()
        .criterion(2.0, Gap::new("grade", 0.0, 5.0))
        .rule(Block::new([id(blocked)]))
        .min_score(min_score)
        .build();
    program.criteria.push(site);
    for (at, (weaken, pairs)) in histories.iter().enumerate() {
        let history = History::new(pairs.iter().map(|&pair| id(pair))).weaken(*weaken);
        let mut clause = Clause::new(history);
        clause.name = Some(format!("round {at}"));
        program.rules.push(clause);
    }
    let person = |side: &str, at: usize, (grade, site): Answers| {
        let person = Person::new(format!("{side}{at}")).number("grade", f64::from(grade));
        person.text("site", site.map_or("", |site| if site { "x" } else { "y" }))
    };
    let mut roster = Roster::builder();
    for (at, &answers) in mentees.iter().enumerate() {
        roster = roster.mentee(person("e", at, answers));
    }
    for (at, &answers) in mentors.iter().enumerate() {
        roster = roster.mentor(person("m", at, answers));
    }
    let roster = roster.build(&program).expect("a roster");
    Case { program, roster }
}

/// The points of all pairs by a programme without the rules that weaken, and then lowered one by one.
fn by_hand(case: &Case, histories: &[(f64, Vec<(usize, usize)>)]) -> Vec<Vec<i64>> {
    let mut plain = Program { min_score: 0.0, ..case.program.clone() };
    plain.rules.truncate(1);
    let scores = Matcher::new(plain).and_then(|plain| plain.scores(&case.roster)).expect("scores");
    let lowered = |mentee: usize, mentor: usize, score: f64| {
        let mut points = (score * 1e6).round() as i64;
        for (weaken, pairs) in histories {
            if pairs.contains(&(mentee, mentor)) {
                points = (points - (weaken * 1e6).round() as i64).max(0);
            }
        }
        points
    };
    let floor = (case.program.min_score * 1e6).round() as i64;
    let row = |mentee| {
        let row = scores.row(mentee).into_iter().enumerate();
        row.map(|(mentor, score)| {
            let points = if score.is_nan() { -1 } else { lowered(mentee, mentor, score) };
            if points < floor { -1 } else { points }
        })
        .collect()
    };
    (0..scores.mentees()).map(row).collect()
}

/// Pairs and points of the best plan with one seat each: every plan is tried.
fn best(points: &[Vec<i64>], taken: u32) -> (usize, i64) {
    let Some((row, rest)) = points.split_first() else { return (0, 0) };
    let alone = best(rest, taken);
    let open = row.iter().enumerate().filter(|&(at, points)| *points >= 0 && taken >> at & 1 == 0);
    let with = open.map(|(at, own)| {
        let (pairs, sum) = best(rest, taken | 1 << at);
        (pairs + 1, sum + own)
    });
    with.chain([alone]).max().expect("one plan")
}

fn people(most: usize) -> impl Strategy<Value = Vec<Answers>> {
    prop::collection::vec((0..6_u8, prop::option::of(any::<bool>())), 1..most)
}

fn histories() -> impl Strategy<Value = Vec<(f64, Vec<(usize, usize)>)>> {
    let weaken = prop::sample::select(vec![0.2, 0.05, 0.75, 1.0]);
    prop::collection::vec((weaken, prop::collection::vec((0..5_usize, 0..5_usize), 0..8)), 1..3)
}

fn points(score: f64) -> i64 {
    (score * 1e6).round() as i64
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn scores_plans_parts_and_costs_are_those_of_the_lowered_scores(
        (mentees, mentors) in (people(5), people(5)),
        histories in histories(),
        blocked in (0..5_usize, 0..5_usize),
        min_score in prop::sample::select(vec![0.0, 0.3]),
        skips in any::<bool>(),
    ) {
        let case = case([&mentees, &mentors], &histories, blocked, (min_score, skips));
        let expected = by_hand(&case, &histories);
        let matcher = Matcher::new(case.program.clone()).expect("a programme");
        let scores = matcher.scores(&case.roster).expect("scores");
        for (mentee, row) in expected.iter().enumerate() {
            let found = scores.row(mentee).into_iter();
            let found: Vec<i64> = found.map(|s| if s.is_nan() { -1 } else { points(s) }).collect();
            prop_assert_eq!(&found, row);
        }
        let outcome = matcher.run_with(&case.roster, &Options::default()).expect("a plan");
        let total = outcome.pairs().iter().map(|pair| points(pair.score())).sum();
        prop_assert_eq!((outcome.pairs().len(), total), best(&expected, 0));
        prop_assert!(outcome.certificate().is_optimal());
        parts_add_up(&outcome, histories.len())?;
        costs_are_exact(&outcome, &expected)?;
    }
}

fn parts_add_up(outcome: &Outcome, rules: usize) -> Result<(), TestCaseError> {
    prop_assert_eq!(outcome.criteria().len(), 2 + rules);
    let frame = outcome.pairs_frame();
    prop_assert_eq!(frame.names().last(), outcome.criteria().last().map(String::as_str));
    for pair in outcome.pairs() {
        let parts: Vec<i64> = pair.contributions().map(points).collect();
        prop_assert_eq!(parts.len(), 2 + rules);
        prop_assert_eq!(parts.iter().sum::<i64>(), points(pair.score()));
        prop_assert!(parts[2..].iter().all(|part| *part <= 0));
        let explanation = outcome.explain(pair.mentee(), &Monitor::new()).expect("an explanation");
        let told: Vec<i64> =
            explanation.meets[0].parts.iter().map(|part| points(part.points)).collect();
        let kept = parts.iter().enumerate().filter(|&(at, part)| at < 2 || *part < 0);
        prop_assert_eq!(told, kept.map(|(_, part)| *part).collect::<Vec<_>>());
    }
    Ok(())
}

/// What a pair would cost is what the best plan with it has less.
fn costs_are_exact(outcome: &Outcome, expected: &[Vec<i64>]) -> Result<(), TestCaseError> {
    let (pairs, total) = best(expected, 0);
    for (mentee, row) in expected.iter().enumerate() {
        for (mentor, &own) in row.iter().enumerate() {
            let ids = (format!("e{mentee}"), format!("m{mentor}"));
            let why =
                outcome.why_not(&ids.0, &ids.1, &std::sync::Arc::default()).expect("an answer");
            prop_assert_eq!(why.blocked_by.is_empty(), own >= 0);
            if own < 0 || why.meet {
                continue;
            }
            let others = expected.iter().enumerate().filter(|(at, _)| *at != mentee);
            let others: Vec<Vec<i64>> = others.map(|(_, row)| row.clone()).collect();
            let (rest, sum) = best(&others, 1 << mentor);
            prop_assert_eq!(why.pairs_lost as usize, pairs - rest - 1);
            prop_assert_eq!(why.cost.map(points), Some(total - sum - own));
        }
    }
    Ok(())
}

/// One mentee, who has met the first of two mentors.
fn met(history: History) -> Result<Outcome, Error> {
    let program =
        Program::builder().criterion(1.0, Gap::new("grade", 0.0, 10.0)).rule(history).build();
    let person = |id: &str, grade: f64| Person::new(id).number("grade", grade);
    let roster = Roster::builder()
        .mentee(person("e1", 0.0))
        .mentor(person("m1", 0.0))
        .mentor(person("m2", 1.0))
        .build(&program)?;
    Matcher::new(program)?.run(&roster)
}

#[test]
fn only_meetings_that_count_weaken() -> Result<(), Error> {
    let history = || History::new([("e1", "m1"), ("e9", "m1")]).weaken(0.2);
    let mentor = |outcome: &Outcome| outcome.pairs()[0].mentor().to_owned();
    assert_eq!(mentor(&met(history())?), "m2");
    assert_eq!(mentor(&met(History { weaken: Some(0.05), ..history() })?), "m1");
    let long_ago = history().met([Met::Round(1), Met::Round(3)]).rounds(2);
    let outcome = met(long_ago)?;
    assert_eq!((mentor(&outcome), outcome.pairs()[0].score()), ("m1".to_owned(), 1.0));
    Ok(())
}

#[test]
fn more_has_to_rise_than_the_cost_where_a_score_is_lowered_to_nothing() -> Result<(), Error> {
    let outcome = met(History::new([("e1", "m1")]).weaken(1.0))?;
    let why = outcome.why_not("e1", "m1", &std::sync::Arc::default())?;
    assert_eq!((why.score, why.cost, why.needs[0].more), (0.0, Some(0.9), None));
    Ok(())
}

#[test]
fn a_saved_outcome_and_a_programme_as_text_keep_it() -> Result<(), Error> {
    let outcome = met(History::new([("e1", "m1")]).weaken(0.05))?;
    let text = outcome.to_json_string()?;
    assert_eq!(Outcome::from_json_str(&text, &std::sync::Arc::default())?, outcome);
    let program = Program::from_toml_str(&outcome.program().to_toml_string()?)?;
    assert_eq!(&program, outcome.program());
    Ok(())
}

#[test]
fn what_is_no_part_of_a_score_is_refused() {
    for weaken in [0.0, -0.1, 1.1, f64::NAN] {
        let refused = met(History::new([("e1", "m1")]).weaken(weaken));
        let text = refused.map_or_else(|error| error.to_string(), |_| String::new());
        assert!(text.contains("rules 1 (history).weaken"), "{weaken}: {text}");
    }
}
