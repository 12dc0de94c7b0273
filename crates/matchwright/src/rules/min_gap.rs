//! `min_gap`: the mentor must be ahead of the mentee.

use serde::{Deserialize, Serialize};

use super::{Judge, Rule, gaps};
use crate::compare::scale;
use crate::compare::words::both;
use crate::roster::{Read, Roster};
use crate::schema::Columns;

/// The mentor must be ahead of the mentee: at least one grade above, at least two years longer in
/// the job.
///
/// Forbids a pair with mentor − mentee < `gap`; cannot tell where a number is missing. With a
/// `scale` the column holds labels, and a label's number is its place on the scale, so that a gap
/// of 1 is one label further up. A negative gap lets the mentor be behind by that much.
///
/// With a gap of 1 an AO may meet an EO or anybody above, but no AO and no AA.
///
/// ```
/// use matchwright::criteria::Same;
/// use matchwright::roster::Person;
/// use matchwright::rules::MinGap;
/// use matchwright::{Matcher, Program, Roster};
///
/// let program = Program::builder()
///     .criterion(1.0, Same::new("site"))
///     .rule(MinGap::new("grade", 1.0).scale(["AA", "AO", "EO"]))
///     .build();
/// let person = |id, grade| Person::new(id).text("site", "Leeds").text("grade", grade);
/// let roster = Roster::builder()
///     .mentee(person("e1", "AO"))
///     .mentor(person("m1", "EO"))
///     .mentor(person("m2", "AO"))
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
/// kind = "min_gap"
/// column = "grade"
/// gap = 1
/// scale = ["AA", "AO", "EO"]
/// ```
///
/// | id | grade | verdict |
/// |---|---|---|
/// | e1 | AO | |
/// | m1 | EO | may meet |
/// | m2 | AO | may not |
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MinGap {
    /// The column of numbers, one name for both tables or one for each.
    pub column: Columns,
    /// The smallest difference that is allowed, mentor minus mentee; any number, with a scale at most
    /// the steps from its lowest label to its highest.
    pub gap: f64,
    /// The labels that the column holds instead of numbers, lowest first; two or more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<Vec<String>>,
}

impl MinGap {
    /// Asks for a mentor whose `column` exceeds the mentee's by at least `gap`.
    pub fn new(column: impl Into<Columns>, gap: f64) -> Self {
        Self { column: column.into(), gap, scale: None }
    }

    /// Reads labels, lowest first, instead of numbers.
    #[must_use]
    pub fn scale<L: Into<String>>(self, labels: impl IntoIterator<Item = L>) -> Self {
        Self { scale: Some(labels.into_iter().map(Into::into).collect()), ..self }
    }
}

impl Rule for MinGap {
    fn reads(&self) -> Vec<Read> {
        scale::reads(&self.column, self.scale.as_ref())
    }

    fn check(&self) -> Vec<(&'static str, String)> {
        gaps::check(self.gap, self.scale.as_ref(), |widest| {
            (self.gap > widest).then(|| format!("must be at most {widest}"))
        })
    }

    fn sentence(&self) -> Option<String> {
        Some(format!(
            "The mentor is at least {} above the mentee in {}.",
            self.gap,
            both(&self.column)
        ))
    }

    fn compile(&self, roster: &Roster) -> Box<dyn Judge> {
        let gap = self.gap;
        gaps::judge(roster, &self.column, self.scale.as_ref(), move |ahead| ahead < gap)
    }
}
