//! `matchwright explain`: why one mentee meets whom they meet, and how others would have fitted.

use std::path::PathBuf;
use std::sync::Arc;

use clap::Args;
use matchwright::answers::{Alternative, Explanation, Meeting, Part};
use matchwright::assign::{Monitor, Options};
use matchwright::vocabulary::Merge;
use matchwright::{Roster, plain};

use crate::cohort::Cohort;
use crate::draft::{Draft, refuse_clashes, try_out, write_json};
use crate::failure::Failure;
use crate::progress::watch;
use crate::streams::Answer;
use crate::tables::{people, table, wrapped};

/// The arguments.
#[derive(Debug, Args)]
pub(crate) struct Explain {
    #[command(flatten)]
    cohort: Cohort,
    /// The mentee's id.
    #[arg(long, value_name = "ID")]
    mentee: String,
    /// Write the explanation to this JSON file.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

impl Explain {
    pub(crate) fn run(&self) -> Result<Answer, Failure> {
        refuse_clashes(self.cohort.files(), self.json.as_deref())?;
        let (matcher, roster) = self.cohort.read()?;
        // An id that nobody has is refused before the work, not after it.
        roster.mentees().position(&self.mentee)?;
        self.json.as_deref().map_or(Ok(()), try_out)?;
        let monitor = Arc::new(Monitor::new());
        let options = Options::default().with_monitor(Arc::clone(&monitor));
        let outcome = watch(&monitor, || matcher.run_with(&roster, &options))?;
        let explanation = outcome.explain(&self.mentee)?;
        if let Some(path) = &self.json {
            Draft::filled(path, |file| write_json(&explanation, file))?.publish()?;
        }
        Ok(Answer::beside(self.json.as_deref(), show(&roster, &explanation)))
    }
}

fn show(roster: &Roster, explanation: &Explanation) -> String {
    let mentee = plain(&explanation.mentee);
    let mentors = roster.mentors().len();
    let mut parts: Vec<String> =
        explanation.meets.iter().map(|meeting| show_meeting(&mentee, meeting)).collect();
    if let Some(person) = &explanation.unmatched {
        parts.push(wrapped(&format!("{mentee} meets nobody: {}.\n", plain(&person.detail))));
    }
    parts.push(match explanation.best_attainable {
        Some(best) => format!(
            "{} of {mentors} mentors are allowed; the best fit scores {best:.3}.\n",
            explanation.allowed
        ),
        None => format!("None of {mentors} mentors is allowed.\n"),
    });
    if !explanation.alternatives.is_empty() {
        parts.push(show_alternatives(&explanation.alternatives));
    }
    parts.push(show_merges(&mentee, &explanation.merges));
    for meeting in &explanation.meets {
        parts.push(show_merges(&plain(&meeting.mentor), &meeting.merges));
    }
    let people = people(roster.mentees().len(), mentors);
    let proof = if explanation.certified { "proven optimal" } else { "not proven optimal" };
    parts.push(format!("The plan for {people} is {proof}.\n"));
    parts.concat()
}

fn show_meeting(mentee: &str, meeting: &Meeting) -> String {
    let mut table = table(&["criterion"], &["weight", "value", "points"]);
    for part in &meeting.parts {
        table.add_row([
            plain(&part.criterion),
            format!("{:.3}", part.weight),
            value_of(part),
            format!("{:.6}", part.points),
        ]);
    }
    table.add_row(["score", "", "", &format!("{:.6}", meeting.score)]);
    let pinned = if meeting.pinned { " (pinned)" } else { "" };
    format!(
        "{}{}\n",
        wrapped(&format!(
            "{mentee} meets {}{pinned}: number {} in {mentee}'s own list, and {mentee} number {} \
             in theirs.\n",
            plain(&meeting.mentor),
            meeting.rank_for_mentee,
            meeting.rank_for_mentor,
        )),
        table.trim_fmt(),
    )
}

/// The value, or what counts in its place.
fn value_of(part: &Part) -> String {
    match part.value {
        Some(value) => format!("{value:.3}"),
        None if part.weight == 0.0 => "no answer".to_owned(),
        None => format!("no answer: counts {:.3}", part.points / part.weight),
    }
}

fn show_alternatives(alternatives: &[Alternative]) -> String {
    let mut table = table(&["other mentor", "why not"], &["score"]);
    for other in alternatives {
        table.add_row([plain(&other.mentor), why_not(other), format!("{:.3}", other.score)]);
    }
    format!("{}\n", table.trim_fmt())
}

/// What was read as something else, one label a line.
fn show_merges(id: &str, merges: &[Merge]) -> String {
    let line = |Merge { label, into, because, .. }: &Merge| {
        plain(&format!("{id} wrote {label:?}, which counts as {into:?} ({because}).")) + "\n"
    };
    merges.iter().map(line).collect()
}

fn why_not(other: &Alternative) -> String {
    if !other.blocked_by.is_empty() {
        return plain(&other.blocked_by.join(", "));
    }
    match other.full {
        true if other.meets.is_empty() => "full: offers no seat".to_owned(),
        true => plain(&format!("full: meets {}", other.meets.join(", "))),
        false => "allowed and free".to_owned(),
    }
}
