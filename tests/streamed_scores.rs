//! However scores are read, they are the same: pair by pair, in ranges of any length and order, by
//! any number of threads, as costs, rows, matrices and lists of the best partners.

use matchwright::assign::{Cost, CostSource, FORBIDDEN, Monitor};
use matchwright::criteria::{Gap, Overlap, Preference, Same};
use matchwright::program::{Clause, Missing, Term, When};
use matchwright::roster::Side;
use matchwright::rules::{Block, MustDiffer, MustEqual, NotInReportingLine};
use matchwright::scores::{GRID, Ranked, Scores};
use matchwright::{Error, Matcher, Program};
use rayon::ThreadPoolBuilder;
use suite::crowd::{GRADES, crowd};

const MENTEES: usize = 40;
/// More than one block, and not a multiple of any.
const MENTORS: usize = 2_500;

/// The sample programme: groups of all sizes, lists, wishes and rules.
fn sample() -> Result<Program, Error> {
    let program = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/cohort/program.toml");
    Program::from_file(program)
}

/// The sample programme with everything else that a criterion or a rule can be given.
fn programs() -> Result<Vec<Program>, Error> {
    let sample = sample()?;
    let mut required = sample.clone();
    required.criteria[3].required = Some(0.4);
    required.criteria[0].required = Some(0.1);
    let blocked = (0..900).map(|number| (id("e", number % MENTEES), id("m", number)));
    required.rules.push(Clause::new(Block::new(blocked)));
    required.rules.push(Clause::new(NotInReportingLine::new("manager")));
    required.rules.push(Clause::new(MustEqual::new("site")));
    let mut skipping = sample.clone();
    skipping.criteria[2].missing = Missing::SKIP;
    skipping.criteria[6].missing = Missing::SKIP;
    let mut strict = skipping.clone();
    for position in [1, 2] {
        strict.criteria[position].required = Some(0.1);
    }
    strict.criteria[5].missing = Missing::SKIP;
    strict.criteria[5].when = Some(When::new("time_zone", "Europe/London"));
    Ok(vec![sample, required, skipping, strict])
}

fn id(letter: &str, number: usize) -> String {
    format!("{letter}{number:06}")
}

fn scores(program: Program) -> Result<Scores, Error> {
    let roster = crowd(MENTEES, MENTORS, 5, &program)?;
    Matcher::new(program)?.scores(&roster)
}

fn costs(scores: &Scores, mentee: usize, mentors: std::ops::Range<usize>) -> Vec<Cost> {
    let mut costs = vec![0; mentors.len()];
    scores.block(mentee, mentors, &mut costs);
    costs
}

#[test]
fn any_range_in_any_order() -> Result<(), Error> {
    for program in programs()? {
        let scores = scores(program)?;
        for mentee in 0..MENTEES {
            // One pair at a time: each is evaluated by itself, without tables.
            let single: Vec<Cost> = (0..MENTORS)
                .flat_map(|mentor| costs(&scores, mentee, mentor..mentor + 1))
                .collect();
            // The other row in between takes the tables away.
            for range in [0..MENTORS, 7..8, 3..1_500, 1_000..1_100, 2_490..MENTORS, 5..5] {
                let other = (mentee + 1) % MENTEES;
                assert_eq!(costs(&scores, mentee, range.clone()), single[range.clone()]);
                assert_eq!(costs(&scores, other, 0..20).len(), 20);
                assert_eq!(costs(&scores, mentee, range.clone()), single[range]);
            }
        }
    }
    Ok(())
}

#[test]
fn costs_are_the_sums_of_the_parts() -> Result<(), Error> {
    for program in programs()? {
        let scores = scores(program)?;
        let matrix = scores.matrix(&Monitor::new())?;
        let half = scores.matrix_f32(&Monitor::new())?;
        let mut forbidden = 0;
        for mentee in 0..MENTEES {
            let row = scores.row(mentee);
            for (mentor, cost) in costs(&scores, mentee, 0..MENTORS).into_iter().enumerate() {
                let total = scores.parts(mentee, mentor).total();
                let expected = if cost == FORBIDDEN { f64::NAN } else { f64::from(total) / 1e6 };
                assert!(cost == FORBIDDEN || cost == -Cost::from(total), "{mentee} {mentor}");
                assert_eq!(row[mentor].to_bits(), expected.to_bits());
                assert_eq!(matrix[[mentee, mentor]].to_bits(), expected.to_bits());
                let nearest = if cost == FORBIDDEN { f32::NAN } else { total as f32 / 1e6 };
                assert_eq!(half[[mentee, mentor]].to_bits(), nearest.to_bits());
                forbidden += usize::from(cost == FORBIDDEN);
            }
        }
        assert!((1..MENTEES * MENTORS).contains(&forbidden), "{forbidden}");
    }
    Ok(())
}

/// The best of a list of points by sorting all of them.
fn best_of(points: impl Iterator<Item = Option<i32>>, count: usize) -> Vec<Ranked> {
    let mut all: Vec<(i32, usize)> =
        points.enumerate().filter_map(|(partner, points)| Some((-points?, partner))).collect();
    all.sort_unstable();
    let rank = |points| 1 + all.iter().filter(|&&(better, _)| better < points).count() as u32;
    let ranked =
        |&(points, partner): &(i32, usize)| Ranked { partner, points: -points, rank: rank(points) };
    all.iter().take(count).map(ranked).collect()
}

#[test]
fn the_best_partners_are_the_first_of_everybody_sorted() -> Result<(), Box<dyn std::error::Error>> {
    // A few values only, so that almost every score stands many times.
    let ties = Program::builder().criterion(1.0, Same::new("time_zone")).build();
    for program in programs()?.into_iter().chain([ties]) {
        let scores = scores(program)?;
        let all: Vec<Vec<Option<i32>>> = (0..MENTEES)
            .map(|mentee| {
                let costs = costs(&scores, mentee, 0..MENTORS);
                costs.iter().map(|&cost| (cost != FORBIDDEN).then_some(-cost as i32)).collect()
            })
            .collect();
        for count in [0, 1, 10, 5_000] {
            let mentors: Vec<_> =
                all.iter().map(|row| best_of(row.iter().copied(), count)).collect();
            let mentees =
                (0..MENTORS).map(|mentor| best_of(all.iter().map(|row| row[mentor]), count));
            let mentees: Vec<_> = mentees.collect();
            for threads in [1, 2, 7] {
                let pool = ThreadPoolBuilder::new().num_threads(threads).build()?;
                let recommend = |side| scores.recommend(side, count, &Monitor::new());
                assert_eq!(pool.install(|| recommend(Side::Mentee))?, mentors, "{count} {threads}");
                assert_eq!(pool.install(|| recommend(Side::Mentor))?, mentees, "{count} {threads}");
            }
            assert_eq!(scores.best(Side::Mentee, 3, count)?, mentors[3]);
            assert_eq!(scores.best(Side::Mentor, 3, count)?, mentees[3]);
        }
    }
    Ok(())
}

/// Nothing is skipped where everybody answers, so that both ways of adding must agree.
#[test]
fn a_criterion_that_may_skip_and_never_does_changes_nothing() -> Result<(), Error> {
    let program = |missing| {
        let mut term = Term::new(1.0, Same::new("time_zone"));
        term.missing = missing;
        Program::builder()
            .term(term)
            .criterion(2.0, Gap::new("grade", 2.0, 3.0).scale(GRADES))
            .criterion(3.0, Overlap::new("languages"))
            .criterion(1.0, Preference::both("prefers", "prefers"))
            .rule(MustDiffer::new("manager"))
            .build()
    };
    let costs_with = |missing| -> Result<Vec<Cost>, Error> {
        let program = program(missing);
        let scores = scores(program)?;
        Ok((0..MENTEES).flat_map(|mentee| costs(&scores, mentee, 0..MENTORS)).collect())
    };
    let (counted, skipped) = (costs_with(Missing::default())?, costs_with(Missing::SKIP)?);
    assert!(counted == skipped);
    assert!(
        counted.iter().all(|&cost| cost == FORBIDDEN || (-Cost::from(GRID)..=0).contains(&cost))
    );
    Ok(())
}
