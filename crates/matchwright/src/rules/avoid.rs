//! `avoid`: nobody meets whom they named.

use serde::{Deserialize, Serialize};

use super::{Judge, Rule, pairs};
use crate::compare::words::quoted;
use crate::roster::{Kind, NOBODY, Read, Roster, Side};

/// Nobody meets whom they do not want to meet: lists of ids, from either side or both.
///
/// Forbids a pair where one of the two lists the other. Ids that nobody has are passed over, and
/// `validate` names them: a name that is misspelt protects nobody. Who lists nobody may meet anybody.
///
/// ```
/// use matchwright::criteria::Same;
/// use matchwright::roster::Person;
/// use matchwright::rules::Avoid;
/// use matchwright::{Matcher, Program, Roster};
///
/// let program = Program::builder()
///     .criterion(1.0, Same::new("site"))
///     .rule(Avoid::both("not_with", "not_with"))
///     .build();
/// let roster = Roster::builder()
///     .mentee(Person::new("e1").text("site", "Leeds").text("not_with", "m2"))
///     .mentor(Person::new("m1").text("site", "Leeds"))
///     .mentor(Person::new("m2").text("site", "Leeds"))
///     .mentor(Person::new("m3").text("site", "Leeds").text("not_with", "e7; e1"))
///     .build(&program)?;
/// let scores = Matcher::new(program)?.scores(&roster)?.row(0);
/// assert!(scores[0] == 1.0 && scores[1].is_nan() && scores[2].is_nan());
/// # Ok::<(), matchwright::Error>(())
/// ```
///
/// # In a programme
///
/// ```toml
/// [[rules]]
/// kind = "avoid"
/// mentee = "not_with"
/// mentor = "not_with"
/// ```
///
/// | id | not_with | verdict |
/// |---|---|---|
/// | e1 | m2 | |
/// | m1 | | may meet |
/// | m2 | | may not |
/// | m3 | e7; e1 | may not |
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Avoid {
    /// The mentees' column of mentor ids; it or the mentors' has to be given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mentee: Option<String>,
    /// The mentors' column of mentee ids; it or the mentees' has to be given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mentor: Option<String>,
}

impl Avoid {
    /// What the mentees say alone.
    pub fn of_mentees(column: impl Into<String>) -> Self {
        Self { mentee: Some(column.into()), mentor: None }
    }

    /// What the mentors say alone.
    pub fn of_mentors(column: impl Into<String>) -> Self {
        Self { mentee: None, mentor: Some(column.into()) }
    }

    /// What both sides say.
    pub fn both(mentee: impl Into<String>, mentor: impl Into<String>) -> Self {
        Self { mentor: Some(mentor.into()), ..Self::of_mentees(mentee) }
    }

    /// The columns that are given, with their sides.
    fn columns(&self) -> impl Iterator<Item = (Side, &String)> {
        let columns = Side::BOTH.into_iter().zip([&self.mentee, &self.mentor]);
        columns.filter_map(|(side, column)| Some((side, column.as_ref()?)))
    }
}

impl Rule for Avoid {
    fn reads(&self) -> Vec<Read> {
        self.columns().map(|(side, column)| Read::of(side, column, Kind::Ranking)).collect()
    }

    fn check(&self) -> Vec<(&'static str, String)> {
        let message = "must name a column of the mentees, or `mentor` one of the mentors";
        let is_given = self.columns().next().is_some();
        (!is_given).then(|| ("mentee", message.to_owned())).into_iter().collect()
    }

    fn sentence(&self) -> Option<String> {
        let columns = [&self.mentee, &self.mentor].into_iter().flatten();
        let named: Vec<String> = columns.map(|column| quoted(column)).collect();
        Some(format!("Nobody meets whom they asked not to meet ({}).", named.join(" and ")))
    }

    fn compile(&self, roster: &Roster) -> Box<dyn Judge> {
        let mut named = Vec::new();
        for (side, column) in self.columns() {
            for (own, list) in roster.side(side).rankings(column).iter().enumerate() {
                let known = list.iter().map(|ranked| ranked.person).filter(|&who| who != NOBODY);
                named.extend(known.map(|other| match side {
                    Side::Mentee => (own as u32, other),
                    Side::Mentor => (other, own as u32),
                }));
            }
        }
        named.sort_unstable();
        named.dedup();
        pairs::judge_of(roster, named)
    }
}
