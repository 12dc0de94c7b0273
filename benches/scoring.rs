//! How many pairs are scored in a second: by the programme of the sample cohort, and criterion by
//! criterion?
//!
//! Each measurement reads every pair once, as the solver reads it: whole rows of integer costs into
//! one buffer per thread. `a pass over memory` only writes such rows.

use std::hint::black_box;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, Criterion, Throughput, criterion_group, criterion_main};
use matchwright::assign::{Cost, CostSource, Monitor};
use matchwright::criteria::{
    AnyCriterion, Different, Distance, Fit, Gap, GoalFit, Matrix, Overlap, Personality, Place,
    Preference, Same, SharedTime, SkillCoverage, Table, Text, Trait, Vector,
};
use matchwright::program::Missing;
use matchwright::roster::Side;
use matchwright::scores::Scores;
use matchwright::vocabulary::{Vocabulary, Word};
use matchwright::{Error, Matcher, Program};
use ndarray::Array2;
use rayon::prelude::*;
use suite::crowd::{GRADES, crowd};
use suite::daily_life::{DIMENSIONS, SITES, SKILLS, TRAITS, daily_life};

const MENTEES: usize = 2_000;
const MENTORS: usize = 20_000;
const PROGRAM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/cohort/program.toml");

fn scores(program: Program) -> Result<Scores, Error> {
    let roster = crowd(MENTEES, MENTORS, 23, &program)?;
    Matcher::new(program)?.scores(&roster)
}

/// One row after the other into a buffer of the thread.
fn read_all(costs: &impl CostSource) -> Cost {
    let read = |row: &mut Vec<Cost>, mentee| {
        costs.block(mentee, 0..costs.columns(), row);
        row[mentee % MENTORS] & 1
    };
    (0..costs.rows()).into_par_iter().map_init(|| vec![0; costs.columns()], read).sum()
}

/// Costs that come from nowhere: what the writing alone takes.
struct Constant;

impl CostSource for Constant {
    fn rows(&self) -> usize {
        MENTEES
    }

    fn columns(&self) -> usize {
        MENTORS
    }

    fn block(&self, row: usize, _: std::ops::Range<usize>, out: &mut [Cost]) {
        out.fill(black_box(row as Cost));
    }
}

fn alone(criterion: impl Into<AnyCriterion>) -> Program {
    Program::builder().criterion(1.0, criterion).build()
}

fn each_criterion() -> Vec<(&'static str, AnyCriterion)> {
    vec![
        ("skill_coverage", SkillCoverage::new("wants_to_learn", "skills").into()),
        ("goal_fit", GoalFit::new("goals", "can_help_with").into()),
        ("overlap", Overlap::new("interests").into()),
        ("overlap, rarity", Overlap::new("interests").rarity(true).into()),
        ("same", Same::new("time_zone").into()),
        ("different", Different::new("department").into()),
        ("gap", Gap::new("grade", 2.0, 3.0).scale(GRADES).into()),
        ("preference", Preference::both("prefers", "prefers").into()),
        ("matrix", matrix().into()),
    ]
}

/// Everybody with everybody, one in eight without an opinion.
fn matrix() -> Matrix {
    let values = Array2::from_shape_fn((MENTEES, MENTORS), |(mentee, mentor)| {
        let number = (mentee * 7 + mentor * 13) % 64;
        if number < 8 { f32::NAN } else { number as f32 / 64.0 }
    });
    let ids = |letter, count| (0..count).map(move |number| format!("{letter}{number:06}"));
    Matrix::new(ids("e", MENTEES), ids("m", MENTORS), values)
}

/// Those that read hours, homes and temperaments.
fn each_of_daily_life() -> Vec<(&'static str, AnyCriterion)> {
    let coordinates = Place::coordinates("north", "east");
    let sites = SITES.windows(2).map(|pair| (pair[0].0, pair[1].0, 100.0));
    let traits = TRAITS.map(|name| Trait::new(name, (1.0, 5.0)));
    let [open, careful, lively, kind, calm] = traits;
    let traits = [open, careful, lively.fit(Fit::Complementary), kind, calm];
    let fits = SITES.windows(2).map(|pair| (pair[0].0, pair[1].0, 0.7));
    vec![
        (
            "skill_coverage, current",
            SkillCoverage::new("wants_to_learn", "skills").current("skills").into(),
        ),
        (
            "skill_coverage, mentors learn",
            SkillCoverage::new("skills", "skills").learner(Side::Mentor).into(),
        ),
        ("shared_time", SharedTime::new("free", 2.0).into()),
        ("shared_time, working hours", SharedTime::new("hours", 4.0).zone("zone").into()),
        ("distance", Distance::new(coordinates, 50.0).into()),
        ("distance, sites", Distance::new(Place::site("site", sites), 50.0).into()),
        ("personality", Personality::new(traits).into()),
        ("vector", Vector::new("about", DIMENSIONS).into()),
        ("text", Text::new("about_me").into()),
        ("table", Table::new("site", fits).otherwise(0.2).into()),
    ]
}

/// Four skills in each family, so that every skill is related to four other labels.
fn families() -> Result<Vocabulary, Error> {
    let word = |skill| Word::new(format!("skill {skill}")).broader(format!("family {}", skill / 4));
    Ok(Vocabulary::new((0..SKILLS).map(word))?)
}

/// The sample programme with two criteria, of lists and of wishes, that leave the score where
/// somebody does not answer.
fn skipping() -> Result<Program, Error> {
    let mut program = Program::from_file(PROGRAM)?;
    for position in [2, 6] {
        program.criteria[position].missing = Missing::SKIP;
    }
    Ok(program)
}

/// The six criteria that the `NumPy` twin computes, without rules.
fn six() -> Program {
    let weights = [4.0, 3.0, 0.0, 1.0, 0.0, 0.5, 2.0, 2.0, 0.0];
    let criteria = each_criterion().into_iter().zip(weights).filter(|(_, weight)| *weight > 0.0);
    let program = criteria.fold(Program::builder(), |program, ((_, criterion), weight)| {
        program.criterion(weight, criterion)
    });
    program.build()
}

fn on_threads(
    group: &mut BenchmarkGroup<'_, WallTime>,
    numbers: &[usize],
    name: &str,
    costs: &impl CostSource,
) {
    for &threads in numbers {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let Ok(pool) = pool else { continue };
        group.bench_function(format!("{name}, threads {threads}"), |bencher| {
            pool.install(|| bencher.iter(|| read_all(black_box(costs))));
        });
    }
}

fn measure(criterion: &mut Criterion) -> Result<(), Error> {
    let mut group = criterion.benchmark_group("scoring");
    group.sample_size(10).throughput(Throughput::Elements((MENTEES * MENTORS) as u64));
    on_threads(&mut group, &[1, 2], "a pass over memory", &Constant);
    let sample = scores(Program::from_file(PROGRAM)?)?;
    on_threads(&mut group, &[1, 2], "sample programme", &sample);
    let idle = Monitor::new();
    group.bench_function("sample programme as a matrix", |bencher| {
        bencher.iter(|| black_box(&sample).matrix(&idle));
    });
    group.bench_function("a matrix of one number", |bencher| {
        bencher.iter(|| Array2::from_elem((MENTEES, MENTORS), black_box(0.5)));
    });
    on_threads(&mut group, &[1, 2], "sample programme, two skip", &scores(skipping()?)?);
    on_threads(&mut group, &[1, 2], "six criteria", &scores(six())?);
    for (name, criterion) in each_criterion() {
        on_threads(&mut group, &[1], name, &scores(alone(criterion))?);
    }
    for (name, criterion) in each_of_daily_life() {
        let program = alone(criterion);
        let roster = daily_life(MENTEES, MENTORS, 29).build(&program)?;
        on_threads(&mut group, &[1], name, &Matcher::new(program)?.scores(&roster)?);
    }
    let program = alone(SkillCoverage::new("wants_to_learn", "skills"));
    let roster = daily_life(MENTEES, MENTORS, 29).vocabulary(families()?).build(&program)?;
    let scores = Matcher::new(program)?.scores(&roster)?;
    on_threads(&mut group, &[1], "skill_coverage, wider terms", &scores);
    group.finish();
    Ok(())
}

/// A criterion that is listed nowhere here would be measured by nobody.
fn refuse_gaps() {
    let here = || each_criterion().into_iter().chain(each_of_daily_life());
    let absent = |kind: &&&str| !here().any(|(_, criterion)| criterion.kind() == **kind);
    assert_eq!(AnyCriterion::KINDS.iter().find(absent), None, "a criterion without a line");
}

fn bench(criterion: &mut Criterion) {
    refuse_gaps();
    let measured = measure(criterion);
    assert!(measured.is_ok(), "{measured:?}");
}

criterion_group!(scoring, bench);
criterion_main!(scoring);
