//! Every criterion keeps the promises of the `Criterion` trait, proved on at least one sample of
//! each kind in the registry.

use std::ops::Range;

use matchwright::criteria::AnyCriterion;
use matchwright::roster::Side;
use matchwright::{Error, Matcher, Program, Roster};
use suite::conformance::{
    columns_that_matter, declared, grid, range_that_differs, reversed, tables,
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

fn samples() -> Result<Vec<Program>, Error> {
    let parse = |sample| Program::from_toml_str(&format!("criteria = [{{ {sample} }}]"));
    SAMPLES.iter().map(parse).collect()
}

fn evaluate(program: &Program, roster: &Roster, mentee: usize, mentors: Range<usize>) -> Vec<u32> {
    let mut values = vec![0.0; mentors.len()];
    program.criteria[0].criterion.compile(roster).values(mentee, mentors, &mut values);
    // One pattern for "no opinion": the sign and the payload of a NaN mean nothing.
    let bits = |value: &f32| if value.is_nan() { f32::NAN } else { *value }.to_bits();
    values.iter().map(bits).collect()
}

#[test]
fn every_kind_has_a_sample() -> Result<(), Error> {
    let samples = samples()?;
    for kind in AnyCriterion::KINDS {
        assert!(
            samples.iter().any(|program| program.criteria[0].criterion.kind() == *kind),
            "{kind} has no sample here"
        );
    }
    Ok(())
}

#[test]
fn values_are_from_0_to_1_and_tell_pairs_apart() -> Result<(), Error> {
    for program in samples()? {
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
    for program in samples()? {
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

#[test]
fn values_do_not_depend_on_the_range_or_the_order_of_rows() -> Result<(), Error> {
    for program in samples()? {
        assert_eq!(range_that_differs(&program, evaluate)?, None, "{program:?}");
        let tables = tables()?;
        let expected = grid(&program, &tables, evaluate)?;
        assert_eq!(grid(&program, &tables, evaluate)?, expected, "twice the same: {program:?}");
        assert_eq!(grid(&program, &reversed(&tables), evaluate)?, expected, "{program:?}");
    }
    Ok(())
}

#[test]
fn values_change_when_and_only_when_a_declared_column_does() -> Result<(), Error> {
    for program in samples()? {
        let declared = declared(&program.criteria[0].criterion.reads(), &tables()?);
        assert_eq!(columns_that_matter(&program, evaluate)?, declared, "{program:?}");
    }
    Ok(())
}

#[test]
fn samples_pass_the_check_and_survive_toml_and_json() -> Result<(), Error> {
    for program in samples()? {
        Matcher::new(program.clone())?;
        assert_eq!(Program::from_toml_str(&program.to_toml_string()?)?, program);
        assert_eq!(Program::from_json_str(&program.to_json_string()?)?, program);
    }
    Ok(())
}

#[test]
fn unknown_parameters_are_refused_by_name() {
    for sample in SAMPLES {
        let refused = Program::from_toml_str(&format!("criteria = [{{ {sample}, colour = 1 }}]"));
        let message = refused.map_or_else(|error| error.to_string(), |_| "accepted".to_owned());
        assert!(message.contains("unknown field `colour`"), "{sample}: {message}");
    }
}
