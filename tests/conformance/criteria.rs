//! The criteria's samples, and the promises that only criteria give.

use std::ops::Range;

use matchwright::criteria::AnyCriterion;
use matchwright::roster::Side;
use matchwright::{Error, Program, Roster};

use crate::Family;
use crate::cohort::{grid, tables};

pub(crate) const FAMILY: Family = Family {
    kinds: AnyCriterion::KINDS,
    samples: SAMPLES,
    text: |sample| format!("criteria = [{{ {sample} }}]"),
    member: |program| {
        let criterion = &program.criteria[0].criterion;
        (criterion.kind(), criterion.reads())
    },
    evaluate,
};

/// One criterion per sample, in every form that changes what it reads or computes.
const SAMPLES: &[&str] = &[
    r#"kind = "skill_coverage", need = "skills", have = "skills""#,
    r#"kind = "skill_coverage", need = "skills", have = "skills", importance = "priorities""#,
    r#"kind = "goal_fit", mentee = "skills", mentor = "priorities""#,
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
