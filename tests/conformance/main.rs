//! Every criterion and every rule keeps the promises of its trait, proved on at least one sample of
//! each kind in the registry. What both families promise stands here; what only one of them
//! promises stands beside its samples.

mod cohort;
mod criteria;
mod rules;
mod scorer;

use std::path::Path;

use matchwright::assign::Monitor;
use matchwright::roster::Read;
use matchwright::{Error, Matcher, Outcome, Program, Roster};

use cohort::{Evaluate, columns_that_matter, declared, grid, range_that_differs, reversed, tables};

/// Criteria or rules, as these tests see them.
struct Family {
    /// Where the files of its members lie.
    folder: &'static str,
    /// The kinds in the registry.
    kinds: &'static [&'static str],
    /// One member per sample, in every form that changes what it reads or says.
    samples: &'static [&'static str],
    /// The programme in TOML that holds one sample.
    text: fn(&str) -> String,
    /// The kind of a programme's sample, and the columns that it declares.
    member: fn(&Program) -> (&str, Vec<Read>),
    /// What a programme's sample asks, in a sentence.
    sentence: fn(&Program) -> Option<String>,
    /// What the sample says of one mentee and a range of mentors.
    evaluate: Evaluate,
}

const FAMILIES: [Family; 2] = [criteria::FAMILY, rules::FAMILY];

impl Family {
    /// The programme of every sample.
    fn programs(&self) -> Result<Vec<Program>, Error> {
        self.samples.iter().map(|sample| Program::from_toml_str(&(self.text)(sample))).collect()
    }
}

#[test]
fn every_kind_has_a_sample() -> Result<(), Error> {
    for family in FAMILIES {
        let programs = family.programs()?;
        for kind in family.kinds {
            let sampled = programs.iter().any(|program| (family.member)(program).0 == *kind);
            assert!(sampled, "{kind} has no sample here");
        }
    }
    Ok(())
}

#[test]
fn every_kind_documents_an_example_that_runs() -> std::io::Result<()> {
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("crates/matchwright/src");
    for family in FAMILIES {
        for kind in family.kinds {
            let text = std::fs::read_to_string(
                sources.join(family.folder).join(kind).with_extension("rs"),
            )?;
            let example = text.split("/// ```\n").nth(1).unwrap_or_default();
            assert!(example.contains("assert"), "{kind} has no example that asserts");
        }
    }
    Ok(())
}

#[test]
fn nothing_depends_on_the_range_or_the_order_of_rows() -> Result<(), Error> {
    for family in FAMILIES {
        let evaluate = family.evaluate;
        for program in family.programs()? {
            assert_eq!(range_that_differs(&program, evaluate)?, None, "{program:?}");
            let tables = tables()?;
            let expected = grid(&program, &tables, evaluate)?;
            assert_eq!(grid(&program, &tables, evaluate)?, expected, "twice the same: {program:?}");
            assert_eq!(grid(&program, &reversed(&tables), evaluate)?, expected, "{program:?}");
        }
    }
    Ok(())
}

#[test]
fn something_changes_when_and_only_when_a_declared_column_does() -> Result<(), Error> {
    for family in FAMILIES {
        for program in family.programs()? {
            let declared = declared(&(family.member)(&program).1, &tables()?);
            let matter = columns_that_matter(&program, family.evaluate)?;
            assert_eq!(matter, declared, "{program:?}");
        }
    }
    Ok(())
}

#[test]
fn every_sample_says_in_a_sentence_what_it_asks() -> Result<(), Error> {
    for family in FAMILIES {
        for program in family.programs()? {
            let said = (family.sentence)(&program).unwrap_or_default();
            let columns = (family.member)(&program).1;
            let is_named = columns.is_empty()
                || columns.iter().any(|read| said.contains(&format!("“{}”", read.column)));
            assert!(said.ends_with('.') && is_named, "{said:?} of {program:?}");
        }
    }
    Ok(())
}

#[test]
fn samples_pass_the_check_and_survive_toml_and_json() -> Result<(), Error> {
    for program in FAMILIES.iter().map(Family::programs).collect::<Result<Vec<_>, _>>()?.concat() {
        Matcher::new(program.clone())?;
        assert_eq!(Program::from_toml_str(&program.to_toml_string()?)?, program);
        assert_eq!(Program::from_json_str(&program.to_json_string()?)?, program);
    }
    Ok(())
}

#[test]
fn an_outcome_by_any_sample_survives_saving() -> Result<(), Error> {
    let [mentees, mentors] = tables()?;
    for program in FAMILIES.iter().map(Family::programs).collect::<Result<Vec<_>, _>>()?.concat() {
        let roster = Roster::new(&mentees, &mentors, &program)?;
        let outcome = Matcher::new(program)?.run(&roster)?;
        let text = outcome.to_json_string()?;
        let loaded = Outcome::from_json_str(&text, &std::sync::Arc::default())?;
        assert_eq!(loaded, outcome);
        assert_eq!(loaded.to_json_string()?, text);
        for id in roster.mentees().ids() {
            assert_eq!(
                loaded.explain(id, &Monitor::new())?,
                outcome.explain(id, &Monitor::new())?,
                "{:?}",
                outcome.program()
            );
        }
    }
    Ok(())
}

#[test]
fn unknown_parameters_are_refused_by_name() {
    for family in FAMILIES {
        for sample in family.samples {
            let refused = Program::from_toml_str(&(family.text)(&format!("{sample}, colour = 1")));
            let message = refused.map_or_else(|error| error.to_string(), |_| "accepted".to_owned());
            assert!(message.contains("there is no field `colour`"), "{sample}: {message}");
        }
    }
}
