//! `matchwright validate`: what is wrong, what looks wrong, and which labels count as others,
//! before anybody is matched.

use clap::Args;
use matchwright::assign::Monitor;
use matchwright::validate::{Validation, validate_with};
use matchwright::vocabulary::Merge;
use matchwright::{Findings, plain};

use crate::cohort::Cohort;
use crate::draft::refuse_clashes;
use crate::failure::Failure;
use crate::streams::Answer;
use crate::tables::{people, tables_read};

/// The arguments.
#[derive(Debug, Args)]
pub(crate) struct Validate {
    #[command(flatten)]
    cohort: Cohort,
}

impl Validate {
    /// Errors refuse the input; suspicions are only said.
    pub(crate) fn run(&self) -> Result<Answer, Failure> {
        refuse_clashes(self.cohort.files(), [])?;
        self.cohort.start_threads()?;
        let program = self.cohort.read_program()?;
        let people = &self.cohort.people;
        // Ctrl-C ends the process; nobody else would stop the work.
        let (words, idle) = (self.cohort.read_vocabulary()?, Monitor::new());
        let tables = self.cohort.tables(&program)?;
        let found = validate_with(&program, tables, people.ids(), &words, &idle)?;
        if !found.errors.is_empty() {
            return Err(Failure::Invalid(shown(&found.errors, "").trim_end().to_owned()));
        }
        let text = [tables_read(&found.readings), show_merges(&found.merges), show(&found)];
        Ok(Answer::Text(text.concat()))
    }
}

/// Every suspicion, one a line: this list is what the command is for, so it is never cut.
fn show(found: &Validation) -> String {
    let (count, lines) =
        (found.suspicions.as_slice().len(), shown(&found.suspicions, "suspicious: "));
    let [mentees, mentors] = [found.mentees, found.mentors].map(Option::unwrap_or_default);
    let people = people(mentees, mentors);
    format!("{lines}No errors, {count} suspicions in {people}.\n")
}

/// Every finding with what people wrote there, a line each.
fn shown(findings: &Findings, before: &str) -> String {
    let findings = findings.as_slice().iter();
    let lines: Vec<String> =
        findings.map(|finding| format!("{before}{}\n", finding.shown())).collect();
    lines.concat()
}

/// Every label that counts as another one, one a line.
fn show_merges(merges: &[Merge]) -> String {
    let line = |Merge { label, into, because, people }: &Merge| {
        plain(&format!("merged: {label:?} counts as {into:?} ({because}), people: {people}")) + "\n"
    };
    merges.iter().map(line).collect()
}
