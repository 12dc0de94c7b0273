//! An explanation in words: one text for the person, with nobody else's data in it, and one for the organiser.

use super::{Common, Explanation, Meeting};
use crate::outcome::{Outcome, Reason};
use crate::roster::Side;

/// Whom the person meets and what the two have in common, or that there is nobody for them and why.
pub(super) fn for_person(explanation: &Explanation) -> String {
    let side = explanation.side;
    let mut sentences: Vec<String> = Vec::new();
    for meeting in &explanation.meets {
        sentences.push(format!("You meet {}.", partner(side, meeting)));
        sentences.extend(meeting.common.iter().map(|common| in_common(side, common)));
        let rank = rank_in_own_list(side, meeting);
        if rank > 0 {
            sentences.push(format!(
                "Of {} who could be yours, this is number {rank} in your own list.",
                side.other().counted(explanation.allowed),
            ));
        }
    }
    if let Some(person) = &explanation.unmatched {
        sentences.push(format!(
            "There is no {} for you this time: {}.",
            side.other().noun(),
            plainly(person.reason, side)
        ));
    }
    sentences.join(" ")
}

/// In numbers, with what the alternatives would cost and who would have to move.
pub(super) fn for_organiser(explanation: &Explanation, outcome: &Outcome) -> String {
    let who = named(explanation.name.as_deref(), &explanation.id);
    let side = explanation.side;
    let mut sentences: Vec<String> = Vec::new();
    for meeting in &explanation.meets {
        let pinned = if meeting.pinned { ", pinned" } else { "" };
        sentences.push(format!(
            "{who} meets {} with a score of {:.3}{pinned}: number {} in the mentee's own list, number {} in \
             the mentor's.",
            partner(side, meeting),
            meeting.score,
            meeting.rank_for_mentee,
            meeting.rank_for_mentor,
        ));
    }
    if let Some(person) = &explanation.unmatched {
        sentences.push(format!("{who} meets nobody: {}.", person.detail));
    }
    if explanation.unique == Some(false) {
        sentences.push("Another plan that is as good gives them somebody else.".to_owned());
    }
    sentences.extend(explanation.alternatives.first().map(|other| other.why_not.to_string()));
    sentences.push(format!("The plan is {}.", outcome.status().sentence()));
    sentences.join(" ")
}

fn partner(side: Side, meeting: &Meeting) -> String {
    let id = if side == Side::Mentee { &meeting.mentor } else { &meeting.mentee };
    named(meeting.name.as_deref(), id)
}

fn named(name: Option<&str>, id: &str) -> String {
    name.map_or_else(|| id.to_owned(), |name| format!("{name} ({id})"))
}

fn rank_in_own_list(side: Side, meeting: &Meeting) -> u32 {
    if side == Side::Mentee { meeting.rank_for_mentee } else { meeting.rank_for_mentor }
}

fn in_common(side: Side, common: &Common) -> String {
    let labels = common.labels.join(", ");
    match common.learner {
        None => format!("You have in common: {labels}."),
        Some(learner) if learner == side => format!("You want, and your partner offers: {labels}."),
        Some(_) => format!("Your partner wants, and you offer: {labels}."),
    }
}

/// A reason without anybody else in it.
fn plainly(reason: Reason, side: Side) -> String {
    let others = side.other().table();
    match reason {
        Reason::NoSeats => "you offer no place".to_owned(),
        Reason::RuledOut => format!("the rules of the programme leave none of the {others}"),
        Reason::BelowFloor => format!("none of the {others} fits well enough"),
        Reason::AllTaken => format!("all {others} who would fit are with others"),
        Reason::NoGain => {
            format!("none of the {others} who are free has anything in common with you")
        }
        Reason::HeldBack => "the rules on numbers and groups leave no place".to_owned(),
        Reason::NotSought => "the reason was not looked for".to_owned(),
    }
}
