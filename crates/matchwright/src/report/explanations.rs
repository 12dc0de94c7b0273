//! Why everybody has whom they have, a line a person.

use matchwright_assign::Monitor;
use matchwright_tables::{Frame, Values};

use super::who::Who;
use super::words::readable;
use crate::answers::{Alternative, Explanation, Meeting};
use crate::error::Error;
use crate::outcome::Outcome;
use crate::roster::Side;

/// Criteria that a line names.
const REASONS: usize = 3;

/// Other partners that a line names.
const OTHERS: usize = 3;

/// `side`, `id`, `partners`, `score` (the mean where they meet several), `ranks` in the person's own list,
/// `reasons`, `in_common`, `others` and why they are not it, `explanation` for the organiser; with `name` behind the
/// id where the programme's `[tables]` has one. Mentees, then mentors, by id.
pub(super) fn frame(outcome: &Outcome, monitor: &Monitor) -> Result<Frame, Error> {
    let mut people = outcome.explanations(Side::Mentee, monitor)?;
    people.extend(outcome.explanations(Side::Mentor, monitor)?);
    let ids: Vec<(Side, &str)> =
        people.iter().map(|person| (person.side, person.id.as_str())).collect();
    let side = ("side", Values::texts(&people, |person| person.side.noun()));
    let texts =
        |text: &dyn Fn(&Explanation) -> String| Values::Texts(people.iter().map(text).collect());
    let rest = [
        ("partners", texts(&|person| listed(person, |meeting| partner(outcome, person, meeting)))),
        ("score", Values::numbers(&people, mean)),
        ("ranks", texts(&|person| listed(person, |meeting| rank(person, meeting).to_string()))),
        ("reasons", texts(&reasons)),
        ("in_common", texts(&|person| listed(person, in_common))),
        ("others", texts(&|person| others(outcome, person))),
        ("explanation", Values::texts(&people, |person| &person.for_organiser)),
    ];
    Ok(Frame::new([side].into_iter().chain(outcome.roster().who(&ids)).chain(rest)))
}

/// Something of each meeting.
fn listed(person: &Explanation, text: impl Fn(&Meeting) -> String) -> String {
    person.meets.iter().map(text).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; ")
}

fn partner(outcome: &Outcome, person: &Explanation, meeting: &Meeting) -> String {
    let id = if person.side == Side::Mentee { &meeting.mentor } else { &meeting.mentee };
    Who::find(outcome, person.side.other(), id).main
}

fn rank(person: &Explanation, meeting: &Meeting) -> u32 {
    match person.side {
        Side::Mentee => meeting.rank_for_mentee,
        Side::Mentor => meeting.rank_for_mentor,
    }
}

fn mean(person: &Explanation) -> Option<f64> {
    let total: f64 = person.meets.iter().map(|meeting| meeting.score).sum();
    (!person.meets.is_empty()).then(|| total / person.meets.len() as f64)
}

/// The criteria that add most with what they add, or why there is nobody.
fn reasons(person: &Explanation) -> String {
    match &person.unmatched {
        Some(unmatched) => format!("meets nobody: {}", unmatched.detail),
        None => listed(person, strongest),
    }
}

fn strongest(meeting: &Meeting) -> String {
    let mut parts: Vec<_> = meeting.parts.iter().filter(|part| part.points > 0.0).collect();
    parts.sort_by(|one, other| other.points.total_cmp(&one.points));
    let named = parts.into_iter().take(REASONS);
    let named = named.map(|part| format!("{} {:.3}", readable(&part.criterion), part.points));
    named.collect::<Vec<_>>().join(", ")
}

fn in_common(meeting: &Meeting) -> String {
    let labels = meeting.common.iter().flat_map(|common| common.labels.iter().map(String::as_str));
    labels.collect::<Vec<_>>().join(", ")
}

/// Who would fit best beside their own, and why it is not them.
fn others(outcome: &Outcome, person: &Explanation) -> String {
    let other = |other: &Alternative| {
        let why_not = &other.why_not;
        let id = if person.side == Side::Mentee { &why_not.mentor } else { &why_not.mentee };
        let who = Who::find(outcome, person.side.other(), id).main;
        format!("{who} {:.3} ({})", why_not.score, reason(other))
    };
    let named = person.alternatives.iter().take(OTHERS).map(other);
    named.collect::<Vec<_>>().join("; ")
}

fn reason(other: &Alternative) -> String {
    let why_not = &other.why_not;
    if !why_not.blocked_by.is_empty() {
        let names: Vec<String> = why_not.blocked_by.iter().map(|name| readable(name)).collect();
        return names.join(", ");
    }
    match why_not.cost {
        None => "not known".to_owned(),
        Some(_) if why_not.pairs_lost > 0 => "somebody else would have nobody".to_owned(),
        Some(0.0) => "as good".to_owned(),
        Some(cost) => format!("costs {cost:.3}"),
    }
}
