//! Every rule keeps the promises of the `Rule` trait, proved on at least one sample of each kind in
//! the registry.

use std::ops::Range;

use matchwright::rules::{AnyRule, Block, Verdict};
use matchwright::{Error, Matcher, Program, Roster};
use suite::conformance::{
    columns_that_matter, declared, grid, range_that_differs, reversed, tables,
};

/// One rule per sample, in every form that changes what it reads or says.
const SAMPLES: &[&str] = &[
    r#"kind = "must_differ", column = "site""#,
    r#"kind = "must_share", column = "interests""#,
    r#"kind = "must_share", column = { mentee = "site", mentor = "site" }"#,
    r#"kind = "min_gap", column = "years", gap = 2.5"#,
    r#"kind = "min_gap", column = "grade", gap = 1, scale = ["AA", "AO", "EO", "HEO", "SEO"]"#,
    r#"kind = "block", pairs = [["e1", "m4"], ["e3", "m1"], ["e9", "m1"], ["e3", "m9"]]"#,
];

fn samples() -> Result<Vec<Program>, Error> {
    let with_rule = |sample| {
        let criterion = r#"kind = "matrix", mentee_ids = [], mentor_ids = [], values = []"#;
        Program::from_toml_str(&format!("criteria = [{{ {criterion} }}]\nrules = [{{ {sample} }}]"))
    };
    SAMPLES.iter().map(with_rule).collect()
}

fn evaluate(program: &Program, roster: &Roster, mentee: usize, mentors: Range<usize>) -> Vec<u32> {
    let mut verdicts = vec![Verdict::default(); mentors.len()];
    program.rules[0].rule.compile(roster).verdicts(mentee, mentors, &mut verdicts);
    verdicts.into_iter().map(|verdict| verdict as u32).collect()
}

#[test]
fn every_kind_has_a_sample() -> Result<(), Error> {
    let samples = samples()?;
    for kind in AnyRule::KINDS {
        assert!(
            samples.iter().any(|program| program.rules[0].rule.kind() == *kind),
            "{kind} has no sample here"
        );
    }
    Ok(())
}

#[test]
fn rules_allow_some_and_forbid_some() -> Result<(), Error> {
    for program in samples()? {
        let verdicts = grid(&program, &tables()?, evaluate)?.concat();
        for verdict in [Verdict::Allowed, Verdict::Forbidden] {
            assert!(verdicts.contains(&(verdict as u32)), "{verdict:?} never: {program:?}");
        }
    }
    Ok(())
}

#[test]
fn nothing_is_told_about_people_without_an_answer() -> Result<(), Error> {
    for program in samples()? {
        let grid = grid(&program, &tables()?, evaluate)?;
        // e6 and m7 answer nothing at all; a rule that reads nothing always knows.
        let unknown = !program.rules[0].rule.reads().is_empty();
        let expected = if unknown { Verdict::Unknown } else { Verdict::Allowed } as u32;
        assert!(grid[5].iter().all(|&verdict| verdict == expected), "{program:?}");
        assert!(grid.iter().all(|row| row[6] == expected), "{program:?}");
        assert_eq!(grid[0].contains(&(Verdict::Unknown as u32)), unknown, "{program:?}");
    }
    Ok(())
}

#[test]
fn verdicts_do_not_depend_on_the_range_or_the_order_of_rows() -> Result<(), Error> {
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
fn verdicts_change_when_and_only_when_a_declared_column_does() -> Result<(), Error> {
    for program in samples()? {
        let declared = declared(&program.rules[0].rule.reads(), &tables()?);
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
        let refused = Program::from_toml_str(&format!("rules = [{{ {sample}, colour = 1 }}]"));
        let message = refused.map_or_else(|error| error.to_string(), |_| "accepted".to_owned());
        assert!(message.contains("unknown field `colour`"), "{sample}: {message}");
    }
}

#[test]
fn blocked_pairs_are_exactly_the_listed_ones() -> Result<(), Error> {
    let block = Block::new([("e1", "m4"), ("e3", "m1"), ("e9", "m1"), ("e3", "m9")]);
    let program = Program::builder().rule(block).build();
    let grid = grid(&program, &tables()?, evaluate)?;
    let pairs = (0..6).flat_map(|mentee| (0..7).map(move |mentor| (mentee, mentor)));
    let forbidden =
        pairs.filter(|&(mentee, mentor)| grid[mentee][mentor] == Verdict::Forbidden as u32);
    assert_eq!(forbidden.collect::<Vec<_>>(), [(0, 3), (2, 0)]);
    Ok(())
}
