//! Whom each rule keeps apart, in a sentence.

use super::criteria::place;
use super::{both, generic, hours, quoted};
use crate::rules::{AnyRule, Avoid};

pub(super) fn text(rule: &AnyRule) -> String {
    match rule {
        AnyRule::MustDiffer(rule) => {
            format!("Nobody meets somebody with the same answer in {}.", both(&rule.column))
        }
        AnyRule::MustEqual(rule) => {
            format!("Both have the same answer in {}.", both(&rule.column))
        }
        AnyRule::MustShare(rule) => {
            format!("They have at least one entry in common in {}.", both(&rule.column))
        }
        AnyRule::MinGap(rule) => format!(
            "The mentor is at least {} above the mentee in {}.",
            rule.gap,
            both(&rule.column)
        ),
        AnyRule::MaxGap(rule) => {
            format!(
                "The mentor is at most {} above the mentee in {}.",
                rule.gap,
                both(&rule.column)
            )
        }
        AnyRule::MinSharedHours(rule) => format!(
            "They are free at the same time for at least {} a week ({}).",
            hours(rule.hours),
            both(&rule.column)
        ),
        AnyRule::MaxDistance(rule) => {
            format!("They are at most {} km apart ({}).", rule.km, place(&rule.place))
        }
        AnyRule::NotInReportingLine(rule) => format!(
            "Nobody meets somebody above or below them in the line of managers ({}).",
            both(&rule.column)
        ),
        AnyRule::Avoid(rule) => avoid(rule),
        AnyRule::Block(rule) => format!("{} are kept apart by name.", pairs(rule.pairs.len())),
        AnyRule::History(rule) => {
            format!("{} who met in an earlier round do not meet again.", pairs(rule.pairs.len()))
        }
        other => generic(other.kind(), other),
    }
}

fn avoid(rule: &Avoid) -> String {
    let named: Vec<String> =
        [&rule.mentee, &rule.mentor].into_iter().flatten().map(|column| quoted(column)).collect();
    format!("Nobody meets whom they asked not to meet ({}).", named.join(" and "))
}

fn pairs(count: usize) -> String {
    match count {
        1 => "One pair".to_owned(),
        count => format!("{count} pairs"),
    }
}
