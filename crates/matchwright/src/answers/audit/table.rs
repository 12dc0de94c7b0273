//! An audit as tables and as text.

use std::fmt;

use matchwright_tables::{Frame, Values};

use super::flags::{BELOW_FOUR_FIFTHS, SIGNIFICANT};
use super::{Audit, AuditRow, PlanPrice};
use crate::outcome::Outcome;
use crate::roster::Side;

/// Flagged rows that the text lists; the table has them all.
const LISTED: usize = 20;

impl Audit {
    /// Every group and metric as a long table: `side`, `attribute`, `group`, `n`, `n_share`, `metric`, `value`,
    /// `reference_group`, `difference`, `ratio`, `ci_low`, `ci_high`, `p_value`, `test`, `flag`, `suppressed` (0 or
    /// 1), `note`. What is hidden or not there is missing.
    #[must_use]
    pub fn frame(&self) -> Frame {
        frame(&self.rows.iter().collect::<Vec<_>>())
    }

    /// The flagged rows as a table with the same columns.
    #[must_use]
    pub fn flags_frame(&self) -> Frame {
        frame(&self.flags().collect::<Vec<_>>())
    }

    /// Who meets whom, by groups: `attribute`, `mentee_group`, `mentor_group`, `pairs`, `expected`, `ratio`,
    /// `suppressed` (0 or 1).
    #[must_use]
    pub fn mixing_frame(&self) -> Frame {
        let rows = self.mixing();
        Frame::new([
            ("attribute", Values::texts(rows, |row| &row.attribute)),
            ("mentee_group", Values::texts(rows, |row| &row.mentee_group)),
            ("mentor_group", Values::texts(rows, |row| &row.mentor_group)),
            ("pairs", Values::numbers(rows, |row| row.pairs.map(|pairs| pairs as f64))),
            ("expected", Values::numbers(rows, |row| row.expected)),
            ("ratio", Values::numbers(rows, |row| row.ratio)),
            ("suppressed", Values::whole(rows, |row| u32::from(row.suppressed))),
        ])
    }

    /// Everybody as the audit has seen them: `id`, `side`, `matched` (0 or 1), `score` (the mean of the person's
    /// pairs, 0 without one), and a column for each attribute with the person's group. It names what it says of
    /// each person: treat it like the table of attributes.
    #[must_use]
    pub fn people_frame(&self, outcome: &Outcome) -> Frame {
        let ids =
            |side: Side| outcome.roster().side(side).ids().iter().map(move |id| (side, &**id));
        let people: Vec<(Side, &str)> = Side::BOTH.into_iter().flat_map(ids).collect();
        let scores: Vec<Option<f64>> =
            self.people.iter().flat_map(|side| side.scores.iter().copied()).collect();
        let is_matched = |score: &Option<f64>| u32::from(score.is_some());
        let columns = [
            ("side", Values::texts(&people, |person| person.0.noun())),
            ("matched", Values::whole(&scores, is_matched)),
            ("score", Values::numbers(&scores, |score| Some(score.unwrap_or_default()))),
        ];
        let id = outcome.roster().who(&people).into_iter().take(1);
        let groups = (0..self.names.len()).map(|at| {
            let of = self.people.iter().flat_map(|side| side.groups[at].iter().cloned());
            (self.names[at].as_str(), Values::Texts(of.collect()))
        });
        Frame::new(id.chain(columns).chain(groups))
    }

    /// Plans beside each other: `plan`, `attribute`, `group`, `pairs`, `total`, `lowest`, `price`, `group_matched`,
    /// `note`.
    #[must_use]
    pub fn price_frame(plans: &[PlanPrice]) -> Frame {
        let optional = |text: fn(&PlanPrice) -> &Option<String>| {
            Values::Optional(plans.iter().map(|plan| text(plan).clone()).collect())
        };
        Frame::new([
            ("plan", Values::texts(plans, |plan| plan.plan)),
            ("attribute", optional(|plan| &plan.attribute)),
            ("group", optional(|plan| &plan.group)),
            ("pairs", Values::numbers(plans, |plan| Some(plan.pairs as f64))),
            ("total", Values::numbers(plans, |plan| Some(plan.total))),
            ("lowest", Values::numbers(plans, |plan| plan.lowest)),
            ("price", Values::numbers(plans, |plan| plan.price)),
            ("group_matched", Values::numbers(plans, |plan| plan.group_matched.map(|n| n as f64))),
            ("note", Values::texts(plans, |plan| plan.note)),
        ])
    }
}

fn frame(rows: &[&AuditRow]) -> Frame {
    let numbers = |number: fn(&AuditRow) -> Option<f64>| Values::numbers(rows, |row| number(row));
    let optional = |text: fn(&AuditRow) -> Option<&str>| {
        Values::Optional(rows.iter().map(|row| text(row).map(str::to_owned)).collect())
    };
    Frame::new([
        ("side", Values::texts(rows, |row| row.side.noun())),
        ("attribute", Values::texts(rows, |row| &row.attribute)),
        ("group", Values::texts(rows, |row| &row.group)),
        ("n", numbers(|row| row.n.map(|n| n as f64))),
        ("n_share", numbers(|row| row.n_share)),
        ("metric", Values::texts(rows, |row| row.metric.name())),
        ("value", numbers(|row| row.value)),
        ("reference_group", optional(|row| row.reference_group.as_deref())),
        ("difference", numbers(|row| row.difference)),
        ("ratio", numbers(|row| row.ratio)),
        ("ci_low", numbers(|row| row.ci_low)),
        ("ci_high", numbers(|row| row.ci_high)),
        ("p_value", numbers(|row| row.p_value)),
        ("test", optional(|row| row.test)),
        ("flag", Values::texts(rows, |row| &row.flag)),
        ("suppressed", Values::whole(rows, |row| u32::from(row.suppressed))),
        ("note", Values::texts(rows, |row| &row.note)),
    ])
}

impl fmt::Display for Audit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let telling = self.telling();
        writeln!(f, "Fairness audit by {}", self.names.join(", "))?;
        writeln!(f, "{}", Self::NOTICE)?;
        writeln!(f, "{} draws a test; groups under 10 are hidden.", self.draws)?;
        let hidden = self.rows.iter().filter(|row| row.suppressed).count();
        writeln!(f, "{} lines, {hidden} of them hidden", self.rows.len())?;
        if telling.is_empty() {
            writeln!(f, "Nothing is significant or below four fifths.")?;
        }
        for row in telling.iter().take(LISTED) {
            writeln!(f, "{}", line(row))?;
        }
        match telling.len().checked_sub(LISTED) {
            Some(more) if more > 0 => writeln!(f, "… and {more} more flagged lines"),
            _ => Ok(()),
        }
    }
}

impl Audit {
    /// Rows with more than a remark on the size of the group: the smallest p-values first.
    fn telling(&self) -> Vec<&AuditRow> {
        let tells = |row: &&AuditRow| {
            row.flag.contains(BELOW_FOUR_FIFTHS) || row.flag.contains(SIGNIFICANT)
        };
        let mut rows: Vec<&AuditRow> = self.rows.iter().filter(tells).collect();
        let p_value = |row: &AuditRow| row.p_value.unwrap_or(1.0);
        rows.sort_by(|one, other| p_value(one).total_cmp(&p_value(other)));
        rows
    }
}

/// `mentee gender f, match_rate 0.400, m −0.200 (−0.3 to −0.1), p 0.001: significant; …`.
fn line(row: &AuditRow) -> String {
    let AuditRow { side, attribute, group, metric, .. } = row;
    let value = row.value.map_or_else(String::new, |value| format!(" {value:.3}"));
    let against = row.difference.zip(row.reference_group.as_ref()).map(|(difference, other)| {
        let interval = row.ci_low.zip(row.ci_high);
        let interval =
            interval.map_or_else(String::new, |(low, high)| format!(" ({low:+.3} to {high:+.3})"));
        let p_value = row.p_value.map_or_else(String::new, |p| format!(", p {p:.4}"));
        format!(",\n    {difference:+.3}{interval} beside {other}{p_value}")
    });
    let notes = row.note.split("; ").filter(|note| !note.is_empty());
    let note = notes.map(|note| "\n    ".to_owned() + note).collect::<String>();
    let against = against.unwrap_or_default();
    format!(
        "- {}s, {attribute} {group}: {metric}{value}{against}\n    {}{note}",
        side.noun(),
        row.flag
    )
}
