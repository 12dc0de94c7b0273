//! Whoever is scored alone, or with some of the others, by what was learned from all, gets what they get among all.

use matchwright::assign::Monitor;
use matchwright::program::{Missing, Unanswered};
use matchwright::roster::{Side, Table};
use matchwright::scores::{Parts, Ranked, Scores};
use matchwright::{Error, Matcher, Program, Roster, Scorer};

use crate::FAMILIES;
use crate::cohort::tables;

/// Everything that is said of one mentee.
#[derive(Debug, PartialEq)]
struct Said {
    row: Vec<u64>,
    best: Vec<Ranked>,
    parts: Vec<Parts>,
}

impl Said {
    fn of(scores: &Scores, mentee: usize) -> Result<Self, Error> {
        Ok(Self {
            row: scores.row(mentee).into_iter().map(f64::to_bits).collect(),
            best: scores.best(Side::Mentee, mentee, 3)?,
            parts: (0..scores.mentors()).map(|mentor| scores.parts(mentee, mentor)).collect(),
        })
    }
}

/// The table's rows of which `keep` says so.
fn some(table: &Table, keep: impl Fn(usize) -> bool) -> Table {
    let mut some = Table::new((0..table.rows()).filter(|&row| keep(row)).count());
    for (name, cells) in table.columns() {
        let kept = cells.iter().enumerate().filter(|&(row, _)| keep(row));
        some.insert(name, kept.map(|(_, cell)| cell.clone()).collect());
    }
    some
}

/// Every sample in every way in which answers can be missing; and with a requirement.
fn programs() -> Result<Vec<Program>, Error> {
    let mut all = Vec::new();
    for program in FAMILIES[0].programs()? {
        for missing in [Missing::Value(0.3), Missing::SKIP, Missing::MEAN] {
            let mut program = program.clone();
            program.criteria[0].missing = missing;
            all.push(program.clone());
            program.criteria[0].required = Some(0.5);
            all.push(program);
        }
    }
    for program in FAMILIES[1].programs()? {
        for missing in [Unanswered::Allow, Unanswered::Forbid] {
            let mut program = program.clone();
            program.rules[0].missing = missing;
            all.push(program);
        }
    }
    Ok(all)
}

/// All criteria at once, some of which may be silent, and all rules.
fn everything() -> Result<Program, Error> {
    let mut whole = Program::builder().build();
    for (at, program) in FAMILIES[0].programs()?.into_iter().enumerate() {
        for mut term in program.criteria {
            term.name = Some(format!("criterion {at}"));
            term.missing = [Missing::Value(0.5), Missing::MEAN, Missing::SKIP][at % 3];
            // Eight of them at most may be skipped.
            if at >= 24 && term.missing == Missing::SKIP {
                term.missing = Missing::MEAN;
            }
            whole.criteria.push(term);
        }
    }
    Ok(whole)
}

fn compare(program: &Program, [mentees, mentors]: &[Table; 2]) -> Result<(), Error> {
    let roster = Roster::new(mentees, mentors, program)?;
    let matcher = Matcher::new(program.clone())?;
    let all = matcher.scores(&roster)?;
    let scorer = Scorer::new(&matcher, &roster, &Monitor::new())?;
    let scorer = Scorer::from_bytes(&scorer.to_bytes()?)?;
    let rows = mentees.rows();
    let mut batches: Vec<Vec<usize>> = (0..rows).map(|row| vec![row]).collect();
    batches.extend([vec![0, 2, 4], vec![5, 1, 3], (0..rows).collect()]);
    for batch in batches {
        let part = some(mentees, |row| batch.contains(&row));
        let batch = scorer.batch(&part, "id", &Monitor::new())?;
        for (mentee, id) in batch.roster().mentees().ids().iter().enumerate() {
            let among_all = Said::of(&all, roster.mentees().position(id)?)?;
            assert_eq!(Said::of(batch.scores(), mentee)?, among_all, "{id}: {program:?}");
        }
    }
    Ok(())
}

#[test]
fn some_are_scored_as_among_all() -> Result<(), Error> {
    let tables = tables()?;
    for program in programs()? {
        compare(&program, &tables)?;
    }
    Ok(())
}

#[test]
fn all_criteria_together_are_scored_as_among_all() -> Result<(), Error> {
    compare(&everything()?, &tables()?)
}
