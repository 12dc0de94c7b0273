//! `matchwright explain`: why somebody meets whom they meet, what the two have in common, and what others
//! would have cost.

use clap::Args;
use matchwright::answers::{Alternative, Common, Explanation, Meeting, Part};
use matchwright::roster::Side;
use matchwright::tables::counted;
use matchwright::vocabulary::Merge;
use matchwright::{Roster, plain};

use crate::failure::Failure;
use crate::question::Question;
use crate::streams::Answer;
use crate::tables::{people, table, wrapped};

/// The arguments.
#[derive(Debug, Args)]
pub(crate) struct Explain {
    #[command(flatten)]
    question: Question,
    /// The mentee's id.
    #[arg(long, value_name = "ID", required_unless_present = "mentor")]
    mentee: Option<String>,
    /// Instead: the mentor's id.
    #[arg(long, value_name = "ID", conflicts_with = "mentee")]
    mentor: Option<String>,
}

impl Explain {
    pub(crate) fn run(&self) -> Result<Answer, Failure> {
        let mentor = self.mentor.as_deref().map(|id| (Side::Mentor, id));
        let Some((side, id)) = mentor.or(self.mentee.as_deref().map(|id| (Side::Mentee, id)))
        else {
            return Ok(Answer::Text(String::new()));
        };
        self.question.answer(
            |outcome, monitor| outcome.explain_one(side, id, monitor),
            |outcome, explanation| show(outcome.roster(), explanation),
        )
    }
}

fn show(roster: &Roster, explanation: &Explanation) -> String {
    let (side, who) = (explanation.side, plain(&explanation.id));
    let others = side.other().table();
    let mut parts: Vec<String> =
        explanation.meets.iter().map(|meeting| show_meeting(side, &who, meeting)).collect();
    if let Some(person) = &explanation.unmatched {
        parts.push(wrapped(&format!("{who} meets nobody: {}.\n", plain(&person.detail))));
    }
    let all = roster.side(side.other()).len();
    parts.push(match explanation.best_attainable {
        Some(best) => format!(
            "{} of {} {} allowed; the best fit scores {best:.3}.\n",
            explanation.allowed,
            counted(all, side.other().noun(), others),
            if explanation.allowed == 1 { "is" } else { "are" },
        ),
        None => {
            format!("None of {} is allowed.\n", counted(all, side.other().noun(), others))
        }
    });
    if explanation.unique == Some(false) {
        parts.push("A plan that is as good gives them somebody else.\n".to_owned());
    }
    if !explanation.alternatives.is_empty() {
        parts.push(show_alternatives(side, &explanation.alternatives));
    }
    parts.push(show_merges(&who, &explanation.merges));
    for meeting in &explanation.meets {
        parts.push(show_merges(&plain(partner(side, meeting)), &meeting.merges));
    }
    let people = people(roster.mentees().len(), roster.mentors().len());
    let proof = if explanation.certified { "proven optimal" } else { "not proven optimal" };
    parts.push(format!("The plan for {people} is {proof}.\n"));
    parts.concat()
}

fn partner(side: Side, meeting: &Meeting) -> &str {
    if side == Side::Mentee { &meeting.mentor } else { &meeting.mentee }
}

fn show_meeting(side: Side, who: &str, meeting: &Meeting) -> String {
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
    let ranks = match side {
        Side::Mentee => [meeting.rank_for_mentee, meeting.rank_for_mentor],
        Side::Mentor => [meeting.rank_for_mentor, meeting.rank_for_mentee],
    };
    let meets = wrapped(&format!(
        "{who} meets {}{pinned}: number {} in {who}'s own list, and {who} number {} in theirs.\n",
        plain(partner(side, meeting)),
        ranks[0],
        ranks[1],
    ));
    format!("{meets}{}\n{}", table.trim_fmt(), show_common(&meeting.common))
}

/// What the two have in common, a line for each criterion.
fn show_common(common: &[Common]) -> String {
    let line = |common: &Common| {
        let what = match common.learner {
            None => "In common".to_owned(),
            Some(learner) => format!("The {} wants, the other has", learner.noun()),
        };
        wrapped(&format!("{what}: {}.\n", plain(&common.labels.join(", "))))
    };
    common.iter().map(line).collect()
}

/// The value, or what counts in its place.
fn value_of(part: &Part) -> String {
    match part.value {
        Some(value) => format!("{value:.3}"),
        None if part.weight == 0.0 => "no answer".to_owned(),
        None => format!("no answer: counts {:.3}", part.points / part.weight),
    }
}

fn show_alternatives(side: Side, alternatives: &[Alternative]) -> String {
    let other = format!("other {}", side.other().noun());
    let mut table = table(&[&other, "why not"], &["score", "cost"]);
    for other in alternatives {
        let id = if side == Side::Mentee { &other.why_not.mentor } else { &other.why_not.mentee };
        let cost = other.why_not.cost.map_or_else(String::new, |cost| format!("{cost:.3}"));
        table.add_row([plain(id), why_not(other), format!("{:.3}", other.why_not.score), cost]);
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
    let rules = other.why_not.blocked_by.iter().filter(|name| *name != "no_seats");
    let rules: Vec<&str> = rules.map(String::as_str).collect();
    if !rules.is_empty() {
        return plain(&rules.join(", "));
    }
    let pair = if other.why_not.pairs_lost > 0 { "; leaves somebody without" } else { "" };
    let seat = match other.full {
        true if other.meets.is_empty() => "full: offers no seat".to_owned(),
        true => plain(&format!("full: meets {}", other.meets.join(", "))),
        false => "allowed and free".to_owned(),
    };
    format!("{seat}{pair}")
}
