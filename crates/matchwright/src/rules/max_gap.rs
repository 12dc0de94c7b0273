//! `max_gap`: the mentor must not be too far ahead of the mentee.

use serde::{Deserialize, Serialize};

use super::{AnyRule, Judge, Rule, gaps};
use crate::compare::scale;
use crate::compare::words::both;
use crate::roster::{Read, Roster};
use crate::schema::Columns;

/// The mentor must not be too far ahead of the mentee: at most three grades above, at most ten years
/// longer in the job.
///
/// Forbids a pair with mentor − mentee > `gap`; cannot tell where a number is missing. With a
/// `scale` the column holds labels, and a label's number is its place on the scale, so that a gap
/// of 1 is one label further up. Says nothing of mentors who are behind: that is what
/// [`MinGap`](super::MinGap) is for.
///
/// With a gap of 1 an AA may meet an AO, but no EO and nobody above.
///
/// ```
/// use matchwright::criteria::Same;
/// use matchwright::roster::Person;
/// use matchwright::rules::MaxGap;
/// use matchwright::{Matcher, Program, Roster};
///
/// let program = Program::builder()
///     .criterion(1.0, Same::new("site"))
///     .rule(MaxGap::new("grade", 1.0).scale(["AA", "AO", "EO"]))
///     .build();
/// let person = |id, grade| Person::new(id).text("site", "Leeds").text("grade", grade);
/// let roster = Roster::builder()
///     .mentee(person("e1", "AA"))
///     .mentor(person("m1", "AO"))
///     .mentor(person("m2", "EO"))
///     .build(&program)?;
/// let scores = Matcher::new(program)?.scores(&roster)?.row(0);
/// assert!(scores[0] == 1.0 && scores[1].is_nan());
/// # Ok::<(), matchwright::Error>(())
/// ```
///
/// # In a programme
///
/// ```toml
/// [[rules]]
/// kind = "max_gap"
/// column = "years"
/// gap = 10
/// ```
///
/// | id | years | verdict |
/// |---|---|---|
/// | e1 | 3 | |
/// | m1 | 13 | may meet |
/// | m2 | 14 | may not |
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MaxGap {
    /// The column of numbers, one name for both tables or one for each.
    pub column: Columns,
    /// The largest difference that is allowed, mentor minus mentee; any number, with a scale not below
    /// minus the steps from its lowest label to its highest.
    pub gap: f64,
    /// The labels that the column holds instead of numbers, lowest first; two or more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<Vec<String>>,
}

impl MaxGap {
    /// Asks for a mentor whose `column` exceeds the mentee's by at most `gap`.
    pub fn new(column: impl Into<Columns>, gap: f64) -> Self {
        Self { column: column.into(), gap, scale: None }
    }

    /// Reads labels, lowest first, instead of numbers.
    #[must_use]
    pub fn scale<L: Into<String>>(self, labels: impl IntoIterator<Item = L>) -> Self {
        Self { scale: Some(labels.into_iter().map(Into::into).collect()), ..self }
    }
}

impl Rule for MaxGap {
    fn reads(&self) -> Vec<Read> {
        scale::reads(&self.column, self.scale.as_ref())
    }

    fn check(&self) -> Vec<(&'static str, String)> {
        gaps::check(self.gap, self.scale.as_ref(), |widest| {
            (self.gap < -widest).then(|| format!("must be at least −{widest}"))
        })
    }

    /// Gaps on different scales are not compared: their steps are not the same.
    fn contradicts(&self, other: &AnyRule) -> Option<String> {
        let AnyRule::MinGap(other) = other else { return None };
        let comparable = self.column.is_same_as(&other.column) && self.scale == other.scale;
        (comparable && other.gap > self.gap).then(|| {
            format!(
                "no gap is at least {} (min_gap) and at most {} (max_gap) on one column",
                other.gap, self.gap
            )
        })
    }

    fn sentence(&self) -> Option<String> {
        Some(format!(
            "The mentor is at most {} above the mentee in {}.",
            self.gap,
            both(&self.column)
        ))
    }

    fn compile(&self, roster: &Roster) -> Box<dyn Judge> {
        let gap = self.gap;
        gaps::judge(roster, &self.column, self.scale.as_ref(), move |ahead| ahead > gap)
    }
}
