//! A look at people written down as CSV, before anybody is matched.

use matchwright::assign::Monitor;
use matchwright::roster::Table;
use matchwright::validate::{Validation, validate};
use matchwright::{Error, Finding, Program};

/// What `validate` says of two tables, where the programme is well formed.
///
/// # Errors
/// Where the programme or a table cannot be read at all.
pub fn look(program: &str, mentees: &str, mentors: &str) -> Result<Validation, Error> {
    let program = Program::from_toml_str(program)?;
    let mentees = Table::from_csv_reader(mentees.as_bytes(), "mentees")?;
    let mentors = Table::from_csv_reader(mentors.as_bytes(), "mentors")?;
    validate(&program, (&mentees, "id"), (&mentors, "id"), &Monitor::new())
}

/// The suspicions of one kind.
#[must_use]
pub fn of_kind<'v>(found: &'v Validation, code: &str) -> Vec<&'v Finding> {
    found.suspicions.as_slice().iter().filter(|finding| finding.code == code).collect()
}

/// All that is shown to the one who can mend it, a line each.
#[must_use]
pub fn shown(found: &Validation) -> String {
    let findings = found.errors.as_slice().iter().chain(found.suspicions.as_slice());
    let lines: Vec<String> =
        findings.map(|finding| format!("{}: {}\n", finding.code, finding.shown())).collect();
    lines.concat()
}
