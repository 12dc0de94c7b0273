//! The rules' samples, and the promises that only rules give.

use std::ops::Range;

use matchwright::roster::Kind;
use matchwright::rules::{AnyRule, Block, History, Verdict};
use matchwright::{Error, Program, Roster};

use crate::Family;
use crate::cohort::{grid, tables};

pub(crate) const FAMILY: Family = Family {
    folder: "rules",
    kinds: AnyRule::KINDS,
    samples: SAMPLES,
    // A programme needs a criterion; this one has no opinion.
    text: |sample| {
        let criterion = r#"kind = "matrix", mentee_ids = [], mentor_ids = [], values = []"#;
        format!("criteria = [{{ {criterion} }}]\nrules = [{{ {sample} }}]")
    },
    member: |program| {
        let rule = &program.rules[0].rule;
        (rule.kind(), rule.reads())
    },
    sentence: |program| program.rules[0].rule.sentence(),
    evaluate,
};

/// One rule per sample, in every form that changes what it reads or says.
const SAMPLES: &[&str] = &[
    r#"kind = "must_differ", column = "site""#,
    r#"kind = "must_equal", column = "site""#,
    r#"kind = "must_share", column = "interests""#,
    r#"kind = "must_share", column = { mentee = "site", mentor = "site" }"#,
    r#"kind = "min_gap", column = "years", gap = 2.5"#,
    r#"kind = "min_gap", column = "grade", gap = 1, scale = ["AA", "AO", "EO", "HEO", "SEO"]"#,
    r#"kind = "min_shared_hours", column = "free", hours = 1.5"#,
    r#"kind = "min_shared_hours", column = "free", hours = 1, zone = "zone", date = "2026-03-02""#,
    r#"kind = "max_distance", place = { latitude = "north", longitude = "east" }, km = 300"#,
    r#"kind = "max_distance", place = { latitude = "north", longitude = "east", remote = "works" }, km = 300"#,
    r#"kind = "max_distance", place = { site = "site", km = [["Leeds", "York", 36], ["hull", "leeds", 95.5], ["York", "Bath", 400]] }, km = 95"#,
    r#"kind = "max_gap", column = "years", gap = 2.5"#,
    r#"kind = "max_gap", column = "grade", gap = -1, scale = ["AA", "AO", "EO", "HEO", "SEO"]"#,
    r#"kind = "not_in_reporting_line", column = "manager""#,
    r#"kind = "history", pairs = [["e2", "m3"], ["e9", "m1"]]"#,
    r#"kind = "avoid", mentee = "prefers", mentor = "prefers""#,
    r#"kind = "block", pairs = [["e1", "m4"], ["e3", "m1"], ["e9", "m1"], ["e3", "m9"]]"#,
];

fn evaluate(program: &Program, roster: &Roster, mentee: usize, mentors: Range<usize>) -> Vec<u32> {
    let mut verdicts = vec![Verdict::default(); mentors.len()];
    program.rules[0].rule.compile(roster).verdicts(mentee, mentors, &mut verdicts);
    verdicts.into_iter().map(|verdict| verdict as u32).collect()
}

#[test]
fn rules_allow_some_and_forbid_some() -> Result<(), Error> {
    for program in FAMILY.programs()? {
        let verdicts = grid(&program, &tables()?, evaluate)?.concat();
        for verdict in [Verdict::Allowed, Verdict::Forbidden] {
            assert!(verdicts.contains(&(verdict as u32)), "{verdict:?} never: {program:?}");
        }
    }
    Ok(())
}

#[test]
fn nothing_is_told_about_people_without_an_answer() -> Result<(), Error> {
    for program in FAMILY.programs()? {
        let grid = grid(&program, &tables()?, evaluate)?;
        let reads = program.rules[0].rule.reads();
        // Who names nobody may be named by others.
        if reads.iter().any(|read| read.kind == Kind::Ranking) {
            continue;
        }
        // e6 and m7 answer nothing at all; a rule that reads nothing always knows.
        let unknown = !reads.is_empty();
        let expected = if unknown { Verdict::Unknown } else { Verdict::Allowed } as u32;
        assert!(grid[5].iter().all(|&verdict| verdict == expected), "{program:?}");
        assert!(grid.iter().all(|row| row[6] == expected), "{program:?}");
        assert_eq!(grid[0].contains(&(Verdict::Unknown as u32)), unknown, "{program:?}");
    }
    Ok(())
}

#[test]
fn pairs_by_name_are_exactly_the_listed_ones() -> Result<(), Error> {
    let listed = [("e1", "m4"), ("e3", "m1"), ("e9", "m1"), ("e3", "m9")];
    for rule in [AnyRule::from(Block::new(listed)), History::new(listed).into()] {
        let program = Program::builder().rule(rule).build();
        let grid = grid(&program, &tables()?, evaluate)?;
        let pairs = (0..6).flat_map(|mentee| (0..7).map(move |mentor| (mentee, mentor)));
        let forbidden =
            pairs.filter(|&(mentee, mentor)| grid[mentee][mentor] == Verdict::Forbidden as u32);
        assert_eq!(forbidden.collect::<Vec<_>>(), [(0, 3), (2, 0)], "{program:?}");
    }
    Ok(())
}
