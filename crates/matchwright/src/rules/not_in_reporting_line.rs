//! `not_in_reporting_line`: neither may be above the other.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::lines::Lines;
use super::{Judge, Rule, Verdict};
use crate::compare::Groups;
use crate::compare::words::both;
use crate::error::Finding;
use crate::roster::{Kind, Read, Roster};
use crate::schema::Columns;

/// Neither may be above the other in the line of managers, however many steps lie between them;
/// and nobody is their own mentor.
///
/// The column holds the id of each person's manager. It is followed from person to person through
/// both tables, people who take no part (`[tables] active`) among them, so that ids have to be those of the
/// organisation, the same in both. A line ends with a manager who is in neither table, or with who is their own
/// manager. Forbids a pair where one of the two stands in the line
/// of the other, or where both are one person; otherwise cannot tell where one of the two has no
/// manager in the table.
///
/// Lines that lead back to where they began are refused, and so are people who stand in both tables
/// with two managers.
///
/// Ada manages Bo, and Bo manages Cy. Cy may meet neither Bo nor Ada, but Dan, whom Ada manages too.
///
/// ```
/// use matchwright::criteria::Same;
/// use matchwright::roster::Person;
/// use matchwright::rules::NotInReportingLine;
/// use matchwright::{Matcher, Program, Roster};
///
/// let program = Program::builder()
///     .criterion(1.0, Same::new("site"))
///     .rule(NotInReportingLine::new("manager"))
///     .build();
/// let person = |id, manager| Person::new(id).text("site", "Leeds").text("manager", manager);
/// let roster = Roster::builder()
///     .mentee(person("cy", "bo"))
///     .mentor(person("ada", "eve"))
///     .mentor(person("bo", "ada"))
///     .mentor(person("dan", "ada"))
///     .build(&program)?;
/// let scores = Matcher::new(program)?.scores(&roster)?.row(0);
/// assert!(scores[0].is_nan() && scores[1].is_nan() && scores[2] == 1.0);
/// # Ok::<(), matchwright::Error>(())
/// ```
///
/// # In a programme
///
/// ```toml
/// [[rules]]
/// kind = "not_in_reporting_line"
/// column = "manager"
/// ```
///
/// | id | manager | verdict |
/// |---|---|---|
/// | cy | bo | |
/// | ada | eve | may not |
/// | bo | ada | may not |
/// | dan | ada | may meet |
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NotInReportingLine {
    /// The column with the manager's id, one name for both tables or one for each.
    pub column: Columns,
}

impl NotInReportingLine {
    /// Follows `column`.
    pub fn new(column: impl Into<Columns>) -> Self {
        Self { column: column.into() }
    }
}

impl Rule for NotInReportingLine {
    fn reads(&self) -> Vec<Read> {
        self.column.reads(&Kind::Reference)
    }

    fn inspect(&self, roster: &Roster) -> Vec<Finding> {
        Lines::new(roster, &self.column).findings(roster, &self.column)
    }

    fn sentence(&self) -> Option<String> {
        Some(format!(
            "Nobody meets somebody above or below them in the line of managers ({}).",
            both(&self.column)
        ))
    }

    fn compile(&self, roster: &Roster) -> Box<dyn Judge> {
        let unmanaged = |people: &crate::roster::People, column| {
            people.references(column).iter().map(Option::is_none).collect::<Vec<bool>>()
        };
        let mentors = unmanaged(roster.mentors(), self.column.mentor());
        Box::new(InLine {
            lines: Lines::new(roster, &self.column),
            mentees: unmanaged(roster.mentees(), self.column.mentee()),
            groups: Groups::new(mentors.iter().copied()),
            mentors,
        })
    }
}

struct InLine {
    lines: Lines,
    /// Who of the mentees and of the mentors has no manager in the table.
    mentees: Vec<bool>,
    mentors: Vec<bool>,
    /// Mentors with a manager, and those without.
    groups: Option<Groups>,
}

impl InLine {
    /// The verdict on two people who are not in one line.
    fn otherwise(&self, mentee: usize, mentor: usize) -> Verdict {
        if self.mentees[mentee] || self.mentors[mentor] {
            Verdict::Unknown
        } else {
            Verdict::Allowed
        }
    }
}

impl Judge for InLine {
    fn verdicts(&self, mentee: usize, mentors: Range<usize>, out: &mut [Verdict]) {
        for (verdict, mentor) in out.iter_mut().zip(mentors) {
            *verdict = if self.lines.joins(mentee, mentor) {
                Verdict::Forbidden
            } else {
                self.otherwise(mentee, mentor)
            };
        }
    }

    fn groups(&self) -> Option<&Groups> {
        self.groups.as_ref()
    }

    fn group_verdicts(&self, mentee: usize, out: &mut [Verdict]) {
        let first = self.groups.as_ref().map(Groups::first).unwrap_or_default();
        for (verdict, &mentor) in out.iter_mut().zip(first) {
            *verdict = self.otherwise(mentee, mentor as usize);
        }
    }

    fn exceptions(&self, mentee: usize, found: &mut Vec<u32>) {
        self.lines.mentors_joined_with(mentee, found);
    }
}
