//! Long work can be watched to its end, and stopped: whoever stops it gets an error and not half of
//! an answer.

use std::sync::Arc;

use matchwright::assign::{Error as AssignError, Monitor, Options, Stage};
use matchwright::roster::Table;
use matchwright::validate::validate;
use matchwright::{Error, Matcher, Program, Roster};

const PROGRAM: &str = r#"
capacity = "seats"
criteria = [{ kind = "same", column = "site" }]
rules = [{ kind = "must_share", column = "site" }]
"#;

/// Four mentees and four mentors; of either side some meet nobody.
const MENTEES: &str = "id,site\ne1,Leeds\ne2,Leeds\ne3,Hull\ne4,York\n";
const MENTORS: &str = "id,site,seats\nm1,Leeds,1\nm2,York,2\nm3,Bath,1\nm4,Leeds,0\n";

fn cohort() -> Result<(Program, [Table; 2]), Error> {
    let read = |text: &str| Table::from_csv_reader(text.as_bytes(), "cohort");
    Ok((Program::from_toml_str(PROGRAM)?, [read(MENTEES)?, read(MENTORS)?]))
}

fn matcher() -> Result<(Matcher, Roster), Error> {
    let (program, [mentees, mentors]) = cohort()?;
    let roster = Roster::new(&mentees, &mentors, &program)?;
    Ok((Matcher::new(program)?, roster))
}

fn cancelled() -> Arc<Monitor> {
    let monitor = Arc::new(Monitor::new());
    monitor.cancel();
    monitor
}

fn is_cancelled<T>(answer: &Result<T, Error>) -> bool {
    matches!(answer, Err(Error::Assign(AssignError::Cancelled)))
}

#[test]
fn a_match_counts_every_step_up_to_the_reasons() -> Result<(), Error> {
    let (matcher, roster) = matcher()?;
    let monitor = Arc::new(Monitor::new());
    let options = Options::default().with_monitor(Arc::clone(&monitor));
    let outcome = matcher.run_with(&roster, &options)?;
    assert_eq!((outcome.pairs().len(), outcome.unmatched().len()), (2, 4));
    assert_eq!(monitor.stage(), Stage::Outcome);
    // Ranks: all pairs of people. Reasons: two mentees with every mentor, and the only block of
    // mentors with every mentee.
    assert_eq!((monitor.done(), monitor.total()), (40, 40));
    Ok(())
}

#[test]
fn a_match_stops() -> Result<(), Error> {
    let (matcher, roster) = matcher()?;
    let options = Options::default().with_monitor(cancelled());
    assert!(is_cancelled(&matcher.run_with(&roster, &options)));
    Ok(())
}

#[test]
fn scoring_stops() -> Result<(), Error> {
    let (matcher, roster) = matcher()?;
    let scores = matcher.scores(&roster)?;
    assert_eq!(scores.matrix(&Monitor::new())?.dim(), (4, 4));
    assert!(is_cancelled(&scores.matrix(&cancelled())));
    Ok(())
}

#[test]
fn validation_stops() -> Result<(), Error> {
    let (program, [mentees, mentors]) = cohort()?;
    let look = |monitor: &Monitor| validate(&program, (&mentees, "id"), (&mentors, "id"), monitor);
    assert!(look(&Monitor::new())?.errors.is_empty());
    assert!(is_cancelled(&look(&cancelled())));
    Ok(())
}
