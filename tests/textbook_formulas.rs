//! Scores are what the published formulas say: a plain implementation of each formula, pair by
//! pair from the answers as written, gives the same points to the last one.

use std::collections::BTreeSet;

use matchwright::criteria::{
    AnyCriterion, Different, Gap, GoalFit, Matrix, Measure, Overlap, Preference, Same, Shape,
    SkillCoverage,
};
use matchwright::program::Term;
use matchwright::scores::Scores;
use matchwright::{Error, Matcher, Program, Roster};
use ndarray::Array2;
use proptest::prelude::*;
use suite::answers::{Answers, Listed, draws, person_id};

/// Two sides of random people.
struct Cohort {
    mentees: Vec<Answers>,
    mentors: Vec<Answers>,
}

/// A formula of a pair of positions in a cohort.
type Formula = fn(&Cohort, usize, usize) -> Option<f32>;

/// Every criterion beside its formula. There are twenty, so that each gets exactly 50,000 points.
fn criteria(cohort: &Cohort) -> Vec<(AnyCriterion, Formula)> {
    let skills = || SkillCoverage::new("skills", "skills");
    let overlap = || Overlap::new("skills");
    let wishes = || Preference::both("prefers", "prefers");
    vec![
        (skills().into(), |c, i, j| {
            skill_coverage(&c.mentees[i].skills, &c.mentors[j].skills, &[])
        }),
        (skills().importance("weights").into(), |c, i, j| {
            skill_coverage(&c.mentees[i].skills, &c.mentors[j].skills, &c.mentees[i].weights)
        }),
        (GoalFit::new("weights", "skills").into(), |c, i, j| {
            goal_fit(&c.mentees[i].weights, &c.mentors[j].skills)
        }),
        (overlap().into(), |c, i, j| jaccard(c, i, j, |_, _| 1.0)),
        (overlap().rarity(true).into(), |c, i, j| jaccard(c, i, j, rarity)),
        (overlap().measure(Measure::Coverage).into(), |c, i, j| coverage(c, i, j, |_, _| 1.0)),
        (overlap().measure(Measure::Coverage).rarity(true).into(), |c, i, j| {
            coverage(c, i, j, rarity)
        }),
        (overlap().measure(Measure::Dice).into(), |c, i, j| dice(c, i, j, |_, _| 1.0)),
        (overlap().measure(Measure::Cosine).into(), |c, i, j| cosine(c, i, j, |_, _| 1.0)),
        (overlap().measure(Measure::Cosine).rarity(true).into(), |c, i, j| cosine(c, i, j, rarity)),
        (Same::new("site").into(), |c, i, j| same(c.mentees[i].site, c.mentors[j].site)),
        (Same::new("unit").separator("/").into(), |c, i, j| {
            Some(shared_depth(c.mentees[i].unit?, c.mentors[j].unit?))
        }),
        (Different::new("site").into(), |c, i, j| {
            Some(1.0 - same(c.mentees[i].site, c.mentors[j].site)?)
        }),
        (Gap::new("years", 5.0, 12.0).into(), |c, i, j| Some(near(c, i, j, 5.0, 12.0)? as f32)),
        (Gap::new("years", 5.0, 12.0).shape(Shape::Smooth).into(), |c, i, j| {
            let x = near(c, i, j, 5.0, 12.0)?;
            Some((x * x * (3.0 - 2.0 * x)) as f32)
        }),
        (Gap::new("years", -1.0, 7.0).shape(Shape::Step).into(), |c, i, j| {
            let ahead = f64::from(c.mentors[j].years?) - f64::from(c.mentees[i].years?);
            Some(if (-8.0..=6.0).contains(&ahead) { 1.0 } else { 0.0 })
        }),
        (Preference::of_mentees("prefers").into(), |c, i, j| {
            wish(&c.mentees[i], j, c.mentors.len())
        }),
        (Preference::of_mentors("prefers").into(), |c, i, j| {
            wish(&c.mentors[j], i, c.mentees.len())
        }),
        (wishes().into(), both_wishes),
        (matrix(cohort).into(), |c, i, j| matrix_value(c, i, j)),
    ]
}

/// Mentees in reverse order, the last mentor left out.
fn matrix(cohort: &Cohort) -> Matrix {
    let mentees: Vec<usize> = (0..cohort.mentees.len()).rev().collect();
    let mentors: Vec<usize> = (0..cohort.mentors.len() - 1).collect();
    let values = Array2::from_shape_fn((mentees.len(), mentors.len()), |(row, column)| {
        matrix_value(cohort, mentees[row], mentors[column]).unwrap_or(f32::NAN)
    });
    let ids = |side, positions: Vec<usize>| positions.into_iter().map(move |p| person_id(side, p));
    Matrix::new(ids("e", mentees), ids("m", mentors), values)
}

fn matrix_value(cohort: &Cohort, mentee: usize, mentor: usize) -> Option<f32> {
    let known = mentor + 1 < cohort.mentors.len() && (mentee + mentor) % 3 != 2;
    known.then(|| (mentee * 7 + mentor * 3) as f32 % 11.0 / 10.0)
}

fn find<'a>(list: &'a [Listed], label: &str) -> Option<&'a Listed> {
    list.iter().find(|(have, _)| *have == label)
}

fn skill_coverage(need: &[Listed], have: &[Listed], importance: &[Listed]) -> Option<f32> {
    let (mut covered, mut total) = (0.0, 0.0);
    for &(skill, target) in need {
        let importance =
            find(importance, skill).and_then(|(_, given)| *given).map_or(1.0, f32::from);
        let cover = match (find(have, skill), target) {
            (None, _) => 0.0,
            (Some(&(_, Some(level))), Some(target)) if target > 0 => {
                (f32::from(level) / f32::from(target)).min(1.0)
            }
            (Some(_), _) => 1.0,
        };
        covered += importance * cover;
        total += importance;
    }
    (total > 0.0 && !have.is_empty()).then(|| covered / total)
}

fn goal_fit(goals: &[Listed], offers: &[Listed]) -> Option<f32> {
    let weight = |(_, weight): &Listed| weight.map_or(1.0, f32::from);
    let met = goals.iter().filter(|(goal, _)| find(offers, goal).is_some()).map(weight);
    let (met, total): (f32, f32) = (met.sum(), goals.iter().map(weight).sum());
    (total > 0.0 && !offers.is_empty()).then(|| met / total)
}

/// What a label weighs in a cohort.
type Weigh = fn(&Cohort, &str) -> f32;

fn rarity(cohort: &Cohort, label: &str) -> f32 {
    let lists = || cohort.mentees.iter().chain(&cohort.mentors).map(|answers| &answers.skills);
    let answered = lists().filter(|list| !list.is_empty()).count() as f64;
    let with_label = lists().filter(|list| find(list, label).is_some()).count() as f64;
    ((1.0 + answered / with_label).ln() * 256.0).round() as f32 / 256.0
}

/// The weights of A ∩ B, A ∪ B, A and B.
fn sizes(cohort: &Cohort, mentee: usize, mentor: usize, weigh: Weigh) -> Option<[f32; 4]> {
    let labels = |answers: &Answers| -> BTreeSet<&str> {
        answers.skills.iter().map(|(label, _)| *label).collect()
    };
    let [a, b] = [labels(&cohort.mentees[mentee]), labels(&cohort.mentors[mentor])];
    let weight = |set: BTreeSet<&str>| set.into_iter().map(|label| weigh(cohort, label)).sum();
    let answered = !a.is_empty() && !b.is_empty();
    answered.then(|| [&a & &b, &a | &b, a, b].map(weight))
}

fn jaccard(cohort: &Cohort, mentee: usize, mentor: usize, weigh: Weigh) -> Option<f32> {
    sizes(cohort, mentee, mentor, weigh).map(|[both, either, _, _]| both / either)
}

fn coverage(cohort: &Cohort, mentee: usize, mentor: usize, weigh: Weigh) -> Option<f32> {
    sizes(cohort, mentee, mentor, weigh).map(|[both, _, a, _]| both / a)
}

fn dice(cohort: &Cohort, mentee: usize, mentor: usize, weigh: Weigh) -> Option<f32> {
    sizes(cohort, mentee, mentor, weigh).map(|[both, _, a, b]| 2.0 * both / (a + b))
}

fn cosine(cohort: &Cohort, mentee: usize, mentor: usize, weigh: Weigh) -> Option<f32> {
    let [both, _, a, b] = sizes(cohort, mentee, mentor, weigh)?;
    Some(((both / a) * (both / b)).sqrt())
}

fn same(own: Option<&str>, other: Option<&str>) -> Option<f32> {
    Some(if own? == other? { 1.0 } else { 0.0 })
}

fn shared_depth(own: &str, other: &str) -> f32 {
    let shared = own.split('/').zip(other.split('/')).take_while(|(a, b)| a == b).count();
    shared as f32 / own.split('/').count() as f32
}

fn near(cohort: &Cohort, mentee: usize, mentor: usize, ideal: f64, tolerance: f64) -> Option<f64> {
    let ahead = f64::from(cohort.mentors[mentor].years?) - f64::from(cohort.mentees[mentee].years?);
    Some((1.0 - (ahead - ideal).abs() / tolerance).max(0.0))
}

/// One side of the defaults, 0.1 + 0.9 · 0.8^(rank − 1); people who left do not count as ranks.
fn wish(answers: &Answers, other: usize, others: usize) -> Option<f32> {
    let ranking: Vec<usize> = answers.prefers.iter().copied().filter(|&p| p < others).collect();
    let rank = ranking.iter().position(|&listed| listed == other);
    let listed = |before: usize| 0.1 + (1.0 - 0.1) * (0..before).fold(1.0, |power, _| power * 0.8);
    (!ranking.is_empty()).then(|| rank.map_or(0.1, listed) as f32)
}

fn both_wishes(cohort: &Cohort, mentee: usize, mentor: usize) -> Option<f32> {
    let own = wish(&cohort.mentees[mentee], mentor, cohort.mentors.len());
    let theirs = wish(&cohort.mentors[mentor], mentee, cohort.mentees.len());
    let (Some(own), Some(theirs)) = (own, theirs) else { return own.or(theirs) };
    let (own, theirs) = (f64::from(own), f64::from(theirs));
    Some((2.0 * own * theirs / (own + theirs)) as f32)
}

/// The cohort's scores by all criteria, each under a name of its own.
fn scores(cohort: &Cohort) -> Result<Scores, Error> {
    let mut program = Program::builder();
    for (position, (criterion, _)) in criteria(cohort).into_iter().enumerate() {
        let mut term = Term::new(1.0, criterion);
        term.name = Some(format!("criterion {position}"));
        program = program.term(term);
    }
    let program = program.build();
    let mut roster = Roster::builder();
    for (position, answers) in cohort.mentees.iter().enumerate() {
        roster = roster.mentee(answers.person(person_id("e", position), "m"));
    }
    for (position, answers) in cohort.mentors.iter().enumerate() {
        roster = roster.mentor(answers.person(person_id("m", position), "e"));
    }
    let roster = roster.build(&program)?;
    Matcher::new(program)?.scores(&roster)
}

fn cohort(mentees: usize, mentors: usize, bytes: &[u8]) -> Cohort {
    let mut draw = draws(bytes);
    Cohort {
        mentees: (0..mentees).map(|_| Answers::random(mentors, &mut draw)).collect(),
        mentors: (0..mentors).map(|_| Answers::random(mentees, &mut draw)).collect(),
    }
}

/// The points of a value: half where there is no opinion, rounded to the nearest.
fn points(value: Option<f32>) -> i32 {
    (value.unwrap_or(0.5) * 50_000.0 + 0.5) as i32
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn every_pair_gets_the_points_of_the_formulas(
        mentees in 1..5_usize,
        mentors in 1..7_usize,
        bytes in prop::collection::vec(any::<u8>(), 1..400),
    ) {
        let cohort = cohort(mentees, mentors, &bytes);
        let scores = scores(&cohort)?;
        for mentee in 0..mentees {
            for (mentor, score) in scores.row(mentee).into_iter().enumerate() {
                let expected: Vec<i32> = criteria(&cohort)
                    .iter()
                    .map(|(_, formula)| points(formula(&cohort, mentee, mentor)))
                    .collect();
                prop_assert_eq!(&scores.parts(mentee, mentor).points, &expected);
                let total: i32 = expected.iter().sum();
                prop_assert_eq!(score.to_bits(), (f64::from(total) / 1e6).to_bits());
            }
        }
    }
}

fn many(mentors: usize) -> Cohort {
    let bytes: Vec<u8> =
        (0..9_973_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    cohort(2, mentors, &bytes)
}

/// So many mentors that some answer alike and are looked up in a table, and labels are so common that
/// they are read as rows of codes.
#[test]
fn every_one_of_many_gets_the_points_of_the_formulas() -> Result<(), Error> {
    let cohort = many(300);
    let scores = scores(&cohort)?;
    for mentee in 0..2 {
        for (mentor, score) in scores.row(mentee).into_iter().enumerate() {
            let expected: Vec<i32> = criteria(&cohort)
                .iter()
                .map(|(_, formula)| points(formula(&cohort, mentee, mentor)))
                .collect();
            assert_eq!(scores.parts(mentee, mentor).points, expected, "{mentee} {mentor}");
            let total: i32 = expected.iter().sum();
            assert_eq!(score.to_bits(), (f64::from(total) / 1e6).to_bits(), "{mentee} {mentor}");
        }
    }
    Ok(())
}

/// More mentors than are evaluated at a time.
#[test]
fn long_rows_equal_single_pairs() -> Result<(), Error> {
    let scores = scores(&many(5_000))?;
    for mentee in 0..2 {
        for (mentor, score) in scores.row(mentee).into_iter().enumerate() {
            let total = scores.parts(mentee, mentor).total();
            assert_eq!(score.to_bits(), (f64::from(total) / 1e6).to_bits(), "{mentee} {mentor}");
        }
    }
    Ok(())
}
