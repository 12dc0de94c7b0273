//! Each number of the quality report is what counting over all pairs gives, on random small programmes.

#![expect(clippy::expect_used, reason = "a test stops where a promise is broken")]

use std::collections::BTreeSet;

use matchwright::answers::Quality;
use matchwright::assign::{Monitor, Options};
use matchwright::criteria::Matrix;
use matchwright::program::Level;
use matchwright::roster::Person;
use matchwright::rules::Block;
use matchwright::{Error, Matcher, Outcome, Program, Roster};
use ndarray::Array2;
use proptest::prelude::*;

/// Points of pairs; `None` where they may not meet.
type Points = Vec<Vec<Option<i64>>>;

fn id(noun: char, number: usize) -> String {
    format!("{noun}{number:02}")
}

/// Scores in hundredths; below 0 is forbidden.
fn outcome(numbers: &[Vec<i32>], seats: &[u32], objective: Level) -> Result<Outcome, Error> {
    let (mentees, mentors) = (numbers.len(), seats.len());
    let ids = |noun, count| (0..count).map(move |number| id(noun, number));
    let fits =
        Array2::from_shape_fn((mentees, mentors), |(e, m)| numbers[e][m].max(0) as f32 / 100.0);
    let forbidden = (0..mentees).flat_map(|e| (0..mentors).map(move |m| (e, m)));
    let forbidden = forbidden.filter(|&(e, m)| numbers[e][m] < 0);
    let forbidden: Vec<(String, String)> =
        forbidden.map(|(e, m)| (id('e', e), id('m', m))).collect();
    let program = Program::builder()
        .criterion(1.0, Matrix::new(ids('e', mentees), ids('m', mentors), fits))
        .rule(Block::new(forbidden))
        .capacity("seats")
        .objective(objective)
        .build();
    let mut roster = Roster::builder();
    for mentee in ids('e', mentees) {
        roster = roster.mentee(Person::new(mentee));
    }
    for (mentor, &seats) in ids('m', mentors).zip(seats) {
        roster = roster.mentor(Person::new(mentor).number("seats", f64::from(seats)));
    }
    Matcher::new(program.clone())?.run(&roster.build(&program)?)
}

fn points(outcome: &Outcome) -> Points {
    let rows = 0..outcome.scores().mentees();
    let hundredths = |score: f64| (!score.is_nan()).then(|| (score * 1e6).round() as i64);
    rows.map(|row| outcome.scores().row(row).into_iter().map(hundredths).collect()).collect()
}

fn plan(outcome: &Outcome) -> BTreeSet<(usize, usize)> {
    let roster = outcome.roster();
    let place = |pair: &matchwright::outcome::Pair| {
        let mentee = roster.mentees().position(pair.mentee()).ok()?;
        Some((mentee, roster.mentors().position(pair.mentor()).ok()?))
    };
    outcome.pairs().iter().filter_map(place).collect()
}

/// Pairs that would rather have each other, one by one.
fn blocking(
    points: &Points,
    plan: &BTreeSet<(usize, usize)>,
    seats: &[u32],
) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (mentee, row) in points.iter().enumerate() {
        let own = plan.iter().find(|pair| pair.0 == mentee).and_then(|pair| row[pair.1]);
        for (mentor, cell) in row.iter().enumerate() {
            let Some(score) = *cell else { continue };
            let theirs: Vec<i64> = plan
                .iter()
                .filter(|pair| pair.1 == mentor)
                .filter_map(|pair| points[pair.0][mentor])
                .collect();
            let is_free = theirs.len() < seats[mentor] as usize;
            let would = is_free || theirs.iter().min().is_some_and(|&worst| score > worst);
            if seats[mentor] > 0
                && would
                && own.is_none_or(|own| score > own)
                && !plan.contains(&(mentee, mentor))
            {
                found.push((mentee, mentor));
            }
        }
    }
    found
}

/// The greedy plan from a list of all pairs.
fn greedy(points: &Points, seats: &[u32]) -> (usize, i64) {
    let mut all: Vec<(i64, usize, usize)> = Vec::new();
    for (mentee, row) in points.iter().enumerate() {
        all.extend(
            row.iter().enumerate().filter_map(|(mentor, cell)| Some((-(*cell)?, mentee, mentor))),
        );
    }
    all.sort_unstable();
    let (mut left, mut free) = (seats.to_vec(), vec![true; points.len()]);
    let (mut pairs, mut total) = (0, 0);
    for (negative, mentee, mentor) in all {
        if free[mentee] && left[mentor] > 0 {
            (free[mentee], left[mentor]) = (false, left[mentor] - 1);
            pairs += 1;
            total -= negative;
        }
    }
    (pairs, total)
}

fn gini(loads: &[f64]) -> Option<f64> {
    let (count, sum) = (loads.len() as f64, loads.iter().sum::<f64>());
    let apart: f64 =
        loads.iter().flat_map(|one| loads.iter().map(move |other| (one - other).abs())).sum();
    (sum > 0.0).then(|| apart / (2.0 * count * sum))
}

fn close(one: Option<f64>, other: Option<f64>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => (one - other).abs() < 1e-9,
        (one, other) => one == other,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_number_is_counted_again(
        numbers in prop::collection::vec(prop::collection::vec(-20..60_i32, 5), 1..8),
        seats in prop::collection::vec(0..4_u32, 5),
        by_total in any::<bool>(),
    ) {
        let objective = if by_total { Level::Total } else { Level::Participation };
        let outcome = outcome(&numbers, &seats, objective)?;
        let quality = outcome.quality(&Monitor::new())?;
        let (points, plan) = (points(&outcome), plan(&outcome));
        let expected = blocking(&points, &plan, &seats);
        prop_assert_eq!(quality.blocking_pairs, expected.len() as u64);
        let listed = outcome.blocking_pairs(&Monitor::new())?;
        let listed: Vec<_> = listed.iter().map(|pair| (pair.mentee.clone(), pair.mentor.clone())).collect();
        let expected: Vec<_> = expected.into_iter().map(|(e, m)| (id('e', e), id('m', m))).collect();
        prop_assert_eq!(listed, expected);
        let (pairs, total) = greedy(&points, &seats);
        let greedy = quality.greedy.expect("a greedy plan");
        prop_assert!(close(Some(greedy.pairs), Some(pairs as f64)));
        prop_assert!((greedy.total - total as f64 / 1e6).abs() < 1e-9);
        sides(&quality, &points, &plan, &seats)?;
    }

    #[test]
    fn no_random_plan_is_better_and_none_breaks_a_rule(
        numbers in prop::collection::vec(prop::collection::vec(-40..60_i32, 5), 1..8),
        seats in prop::collection::vec(0..3_u32, 5),
    ) {
        let outcome = outcome(&numbers, &seats, Level::Total)?;
        let random = outcome.quality(&Monitor::new())?.random.expect("plans at random");
        prop_assert!(random.highest_total <= outcome.summary().total + 1e-9);
        prop_assert!(random.total <= random.highest_total + 1e-9);
        // Nobody is left without a seat that is allowed and free: at least half of what can be.
        let most = self::outcome(&numbers, &seats, Level::Participation)?.pairs().len();
        prop_assert!(random.pairs <= most as f64 && 2.0 * random.pairs >= most as f64);
    }
}

fn sides(
    quality: &Quality,
    points: &Points,
    plan: &BTreeSet<(usize, usize)>,
    seats: &[u32],
) -> Result<(), TestCaseError> {
    let column = |mentor: usize| points.iter().map(|row| row[mentor]).collect::<Vec<_>>();
    let columns: Vec<Vec<Option<i64>>> = (0..seats.len()).map(column).collect();
    let pairs: Vec<(usize, usize)> = plan.iter().copied().collect();
    let turned: Vec<(usize, usize)> = pairs.iter().map(|&(e, m)| (m, e)).collect();
    for (side, lists, pairs) in
        [(&quality.mentees, points, &pairs), (&quality.mentors, &columns, &turned)]
    {
        let best = |person: usize| lists[person].iter().flatten().max().copied();
        let score = |&(person, other): &(usize, usize)| lists[person][other].unwrap_or_default();
        let rank = |pair: &(usize, usize)| {
            1 + lists[pair.0].iter().flatten().filter(|other| **other > score(pair)).count()
        };
        let share = |count: usize| (!pairs.is_empty()).then(|| count as f64 / pairs.len() as f64);
        let sum = |values: Vec<f64>| {
            (!pairs.is_empty()).then(|| values.iter().sum::<f64>() / pairs.len() as f64)
        };
        let first = share(pairs.iter().filter(|pair| rank(pair) == 1).count());
        prop_assert!(close(side.first_choice, first));
        let three = share(pairs.iter().filter(|pair| rank(pair) <= 3).count());
        prop_assert!(close(side.top_three, three));
        prop_assert!(close(
            side.mean_rank,
            sum(pairs.iter().map(|pair| rank(pair) as f64).collect())
        ));
        let gap = |pair: &(usize, usize)| best(pair.0).unwrap_or_default() - score(pair);
        let gaps: Vec<f64> = pairs.iter().map(|pair| gap(pair) as f64 / 1e6).collect();
        prop_assert!(close(
            side.at_own_best,
            share(gaps.iter().filter(|gap| **gap == 0.0).count())
        ));
        prop_assert!(close(side.mean_gap_to_best, sum(gaps)));
        prop_assert_eq!(side.best_attainable.count, (0..lists.len()).filter_map(best).count());
        let highest = (0..lists.len()).filter_map(best).max().map(|best| best as f64 / 1e6);
        prop_assert_eq!(side.best_attainable.quantiles.last().copied(), highest);
        let people: BTreeSet<usize> = pairs.iter().map(|pair| pair.0).collect();
        prop_assert_eq!((side.matched, side.unmatched), (people.len(), lists.len() - people.len()));
    }
    let loads = (0..seats.len()).filter(|&mentor| seats[mentor] > 0);
    let loads: Vec<f64> =
        loads.map(|mentor| pairs.iter().filter(|pair| pair.1 == mentor).count() as f64).collect();
    prop_assert!(close(quality.load.gini, gini(&loads)));
    prop_assert_eq!(quality.load.idle, loads.iter().filter(|load| **load == 0.0).count());
    Ok(())
}

#[test]
fn the_same_on_any_number_of_threads() -> Result<(), Box<dyn std::error::Error>> {
    let program =
        Program::from_file(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/cohort/program.toml"))?;
    let roster = suite::crowd::crowd(150, 60, 5, &program)?;
    let outcome = Matcher::new(program)?.run_with(&roster, &Options::default())?;
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
        let quality = pool.install(|| outcome.quality(&Monitor::new()))?;
        Ok::<String, Box<dyn std::error::Error>>(serde_json::to_string(&quality)?)
    };
    let one = on(1)?;
    for threads in [2, 5] {
        assert_eq!(on(threads)?, one, "{threads} threads");
    }
    Ok(())
}

#[test]
fn cancelled_work_ends() -> Result<(), Error> {
    let outcome = outcome(&[vec![50, 60]], &[1, 1], Level::Total)?;
    let monitor = Monitor::new();
    monitor.cancel();
    assert!(outcome.quality(&monitor).is_err() && outcome.blocking_pairs(&monitor).is_err());
    Ok(())
}

#[test]
fn the_table_and_the_text_say_the_same() -> Result<(), Error> {
    let outcome = outcome(&[vec![100, 90], vec![80, 0]], &[1, 1], Level::Total)?;
    let quality = outcome.quality(&Monitor::new())?;
    let frame = quality.frame();
    assert_eq!(frame.names().collect::<Vec<_>>(), ["metric", "value", "note"]);
    let row = |metric: &str| {
        (0..frame.rows())
            .find(|&row| frame.columns()[0].1.text(row) == metric)
            .map(|row| frame.columns()[1].1.text(row))
    };
    assert_eq!(row("total").as_deref(), Some("1.7"));
    assert_eq!(row("blocking_pairs").as_deref(), Some("1"));
    assert_eq!(row("score_q00").as_deref(), Some("0.8"));
    assert_eq!(row("score_bin_90").as_deref(), Some("1"));
    let text = quality.to_string();
    assert!(text.contains("e01 and m00, 0.800") && text.contains("blocking pairs    1"), "{text}");
    assert!(text.lines().all(|line| line.chars().count() <= 80), "{text}");
    Ok(())
}
