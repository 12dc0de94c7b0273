//! The criteria's samples, and the promises that only criteria give.

use std::ops::Range;

use matchwright::criteria::AnyCriterion;
use matchwright::program::Missing;
use matchwright::roster::Side;
use matchwright::{Error, Matcher, Program, Roster};

use crate::Family;
use crate::cohort::{grid, tables};

pub(crate) const FAMILY: Family = Family {
    folder: "criteria",
    kinds: AnyCriterion::KINDS,
    samples: SAMPLES,
    text: |sample| format!("criteria = [{{ {sample} }}]"),
    member: |program| {
        let criterion = &program.criteria[0].criterion;
        (criterion.kind(), criterion.reads())
    },
    sentence: |program| program.criteria[0].criterion.sentence(),
    evaluate,
};

/// One criterion per sample, in every form that changes what it reads or computes.
const SAMPLES: &[&str] = &[
    r#"kind = "skill_coverage", need = "skills", have = "skills""#,
    r#"kind = "skill_coverage", need = "skills", have = "skills", importance = "priorities""#,
    r#"kind = "skill_coverage", need = "skills", have = "skills", current = "has""#,
    r#"kind = "skill_coverage", need = "skills", have = "skills", current = "has", learner = "mentor""#,
    r#"kind = "skill_coverage", need = "skills", have = "skills", importance = "priorities", learner = "mentor""#,
    r#"kind = "goal_fit", mentee = "skills", mentor = "priorities""#,
    r#"kind = "goal_fit", mentee = "skills", mentor = "priorities", learner = "mentor""#,
    r#"kind = "overlap", column = "interests""#,
    r#"kind = "overlap", column = "interests", rarity = true"#,
    r#"kind = "overlap", column = "interests", measure = "coverage""#,
    r#"kind = "overlap", column = "interests", measure = "dice", rarity = true"#,
    r#"kind = "overlap", column = "interests", measure = "cosine", rarity = true"#,
    r#"kind = "same", column = "site""#,
    r#"kind = "same", column = { mentee = "unit", mentor = "unit" }, separator = "/""#,
    r#"kind = "different", column = "site""#,
    r#"kind = "different", column = "unit", separator = "/""#,
    r#"kind = "gap", column = "years", ideal = 4, tolerance = 9.5"#,
    r#"kind = "gap", column = "years", ideal = -1, tolerance = 9, shape = "smooth""#,
    r#"kind = "gap", column = "years", ideal = 4, tolerance = 3, shape = "step""#,
    r#"kind = "gap", column = "grade", ideal = 2, tolerance = 3, scale = ["AA", "AO", "EO", "HEO", "SEO"]"#,
    r#"kind = "shared_time", column = "free", hours = 4"#,
    r#"kind = "shared_time", column = "free", hours = 2.5, zone = "zone", date = "2026-03-02""#,
    r#"kind = "distance", place = { latitude = "north", longitude = "east" }, half_life = 400"#,
    r#"kind = "distance", place = { latitude = "north", longitude = "east", remote = "works" }, half_life = 40"#,
    r#"kind = "distance", place = { site = "site", km = [["Leeds", "York", 36], ["hull", "leeds", 95.5], ["York", "Bath", 400]] }, half_life = 50"#,
    r#"kind = "personality", traits = [{ column = "open", range = [1, 5] }]"#,
    r#"kind = "personality", traits = [{ column = "open", range = [0, 6] }, { column = "lively", range = [1, 5], fit = "complementary", weight = 2 }]"#,
    r#"kind = "vector", column = "about", dimensions = 2"#,
    r#"kind = "vector", column = "about", dimensions = 2, range = [-0.5, 0.9]"#,
    r#"kind = "text", column = "interests""#,
    r#"kind = "text", column = "skills", best = 1"#,
    r#"kind = "table", column = "site", entries = [["Leeds", "york", 0.9], ["York", "Leeds", 0.3], ["leeds", "Leeds", 1]]"#,
    r#"kind = "table", column = { mentee = "site", mentor = "grade" }, entries = [["Leeds", "EO", 0.9]], otherwise = 0.2"#,
    r#"kind = "preference", mentee = "prefers""#,
    r#"kind = "preference", mentor = "prefers", decay = 0.5, unlisted = 0"#,
    r#"kind = "preference", mentee = "prefers", mentor = "prefers""#,
    r#"kind = "matrix", mentee_ids = ["e3", "e1"], mentor_ids = ["m2", "x", "m5"], values = [[0.5, nan, 1], [0.1, 0.2, nan]]"#,
];

fn evaluate(program: &Program, roster: &Roster, mentee: usize, mentors: Range<usize>) -> Vec<u32> {
    let mut values = vec![0.0; mentors.len()];
    program.criteria[0].criterion.compile(roster).values(mentee, mentors, &mut values);
    // One pattern for "no opinion": the sign and the payload of a NaN mean nothing.
    let bits = |value: &f32| if value.is_nan() { f32::NAN } else { *value }.to_bits();
    values.iter().map(bits).collect()
}

#[test]
fn values_are_from_0_to_1_and_tell_pairs_apart() -> Result<(), Error> {
    for program in FAMILY.programs()? {
        let grid = grid(&program, &tables()?, evaluate)?;
        let values: Vec<f32> = grid.concat().into_iter().map(f32::from_bits).collect();
        let mut opinions: Vec<f32> = values.into_iter().filter(|value| !value.is_nan()).collect();
        opinions.sort_by(f32::total_cmp);
        assert!(opinions.iter().all(|value| (0.0..=1.0).contains(value)), "{program:?}");
        assert!(opinions.first() < opinions.last(), "all alike: {program:?}");
    }
    Ok(())
}

/// Whether nothing can be said of a pair as soon as one side does not answer; wishes of both sides
/// can be read where one of the two has any.
fn needs_every_answer(criterion: &AnyCriterion) -> bool {
    !matches!(criterion, AnyCriterion::Preference(wishes) if wishes.mentee.is_some() && wishes.mentor.is_some())
}

#[test]
fn people_without_an_answer_get_no_opinion() -> Result<(), Error> {
    for program in FAMILY.programs()? {
        let criterion = &program.criteria[0].criterion;
        let grid = grid(&program, &tables()?, evaluate)?;
        let silent = |value: &u32| f32::from_bits(*value).is_nan();
        // e6 and m7 answer nothing at all.
        assert!(silent(&grid[5][6]), "{program:?}");
        let asks = |side| criterion.reads().iter().any(|read| read.side == side);
        if asks(Side::Mentee) && needs_every_answer(criterion) {
            assert!(grid[5].iter().all(silent), "{program:?}");
        }
        if asks(Side::Mentor) && needs_every_answer(criterion) {
            assert!(grid.iter().all(|row| silent(&row[6])), "{program:?}");
        }
    }
    Ok(())
}

/// What a requirement and the policies for missing answers make of a value.
#[test]
fn every_kind_can_be_required_and_can_be_silent() -> Result<(), Error> {
    let [mentees, mentors] = tables()?;
    for mut program in FAMILY.programs()? {
        for (missing, silent) in [(Missing::Value(0.3), 0.3), (Missing::SKIP, 0.0)] {
            program.criteria[0].missing = missing;
            program.criteria[0].required = Some(0.5);
            let roster = Roster::new(&mentees, &mentors, &program)?;
            let scores = Matcher::new(program.clone())?.scores(&roster)?;
            for (mentee, values) in grid(&program, &tables()?, evaluate)?.into_iter().enumerate() {
                let expected = values.into_iter().map(f32::from_bits).map(|value| match value {
                    _ if value.is_nan() => silent,
                    _ if value < 0.5 => f64::NAN,
                    _ => f64::from((value * 1e6 + 0.5) as i32) / 1e6,
                });
                let row = scores.row(mentee).into_iter().map(f64::to_bits);
                assert!(row.eq(expected.map(f64::to_bits)), "{mentee} {missing:?}: {program:?}");
            }
        }
    }
    Ok(())
}
