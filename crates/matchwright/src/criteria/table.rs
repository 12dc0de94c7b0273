//! `table`: the programme says how well each two answers fit.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Criterion, Evaluator};
use crate::compare::Grouped;
use crate::compare::words::both;
use crate::roster::{Kind, LabelId, Read, Roster, label_key};
use crate::schema::Columns;

/// The programme says how well each two answers fit: professions that learn from each other,
/// learning styles, times of day.
///
/// value = the number listed for the mentee's and the mentor's label, in this order, or `otherwise`
/// where the two are not listed; no opinion without `otherwise`, or where a label is missing.
///
/// With the entries below a mentee in Sales gets 0.9 with a mentor in Marketing, 0.25 with one in
/// Finance, who is not listed, and a mentee in Marketing 0.6 with a mentor in Sales.
///
/// ```
/// use matchwright::criteria::Table;
/// use matchwright::roster::Person;
/// use matchwright::{Matcher, Program, Roster};
///
/// let fits = Table::new("team", [("Sales", "Marketing", 0.9), ("Marketing", "Sales", 0.6)]);
/// let program = Program::builder().criterion(1.0, fits.otherwise(0.25)).build();
/// let person = |id, team| Person::new(id).text("team", team);
/// let roster = Roster::builder()
///     .mentee(person("e1", "sales"))
///     .mentee(person("e2", "Marketing"))
///     .mentor(person("m1", "Marketing"))
///     .mentor(person("m2", "Finance"))
///     .mentor(person("m3", "Sales"))
///     .build(&program)?;
/// let scores = Matcher::new(program)?.scores(&roster)?;
/// assert_eq!(scores.row(0), [0.9, 0.25, 0.25]);
/// assert_eq!(scores.row(1), [0.25, 0.25, 0.6]);
/// # Ok::<(), matchwright::Error>(())
/// ```
///
/// # In a programme
///
/// ```toml
/// [[criteria]]
/// kind = "table"
/// column = "team"
/// entries = [["Sales", "Marketing", 0.9], ["Marketing", "Sales", 0.6]]
/// otherwise = 0.25
/// ```
///
/// | id | team | value |
/// |---|---|---|
/// | e1 | Sales | |
/// | m1 | Marketing | 0.9 |
/// | m2 | Finance | 0.25 |
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// The column of labels, one name for both tables or one for each.
    pub column: Columns,
    /// The mentee's label, the mentor's label, and how well they fit, from 0 to 1.
    pub entries: Vec<(String, String, f64)>,
    /// What two labels get that are not listed, from 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<f64>,
}

impl Table {
    /// Looks the labels in `column` up among entries of a mentee's label, a mentor's label, and the
    /// value.
    pub fn new<'a>(
        column: impl Into<Columns>,
        entries: impl IntoIterator<Item = (&'a str, &'a str, f64)>,
    ) -> Self {
        let entries = entries.into_iter();
        let entries = entries.map(|(own, other, value)| (own.to_owned(), other.to_owned(), value));
        Self { column: column.into(), entries: entries.collect(), otherwise: None }
    }

    /// What two labels get that are not listed.
    #[must_use]
    pub fn otherwise(self, value: f64) -> Self {
        Self { otherwise: Some(value), ..self }
    }
}

impl Criterion for Table {
    fn reads(&self) -> Vec<Read> {
        self.column.reads(&Kind::Label)
    }

    fn check(&self) -> Vec<(&'static str, String)> {
        let is_value = |value: &f64| (0.0..=1.0).contains(value);
        let keys: BTreeSet<[String; 2]> =
            self.entries.iter().map(|(own, other, _)| [label_key(own), label_key(other)]).collect();
        let mut wrong = Vec::new();
        if keys.len() < self.entries.len() {
            wrong.push(("entries", "must list every two labels once".to_owned()));
        }
        if !self.entries.iter().all(|(.., value)| is_value(value)) {
            wrong.push(("entries", "values must be numbers from 0 to 1".to_owned()));
        }
        if !self.otherwise.as_ref().is_none_or(is_value) {
            wrong.push(("otherwise", "must be a number from 0 to 1".to_owned()));
        }
        wrong
    }

    fn sentence(&self) -> Option<String> {
        Some(format!(
            "A table of the programme says how well their answers in {} go together.",
            both(&self.column)
        ))
    }

    fn compile(&self, roster: &Roster) -> Box<dyn Evaluator> {
        // Labels that nobody writes need not be looked up.
        let find = |label: &String| roster.labels().find(label);
        let entry = |(own, other, value): &(String, String, f64)| {
            Some(((find(own)?, find(other)?), *value as f32))
        };
        let prepare = |mentors| LookUp {
            entries: self.entries.iter().filter_map(entry).collect(),
            otherwise: self.otherwise.map_or(f32::NAN, |value| value as f32),
            mentees: roster.mentees().labels(self.column.mentee()),
            mentors,
        };
        let mentors = roster.mentors().labels(self.column.mentor());
        Box::new(Grouped::new(mentors, |label| *label, prepare))
    }
}

struct LookUp {
    entries: BTreeMap<(LabelId, LabelId), f32>,
    otherwise: f32,
    mentees: Vec<Option<LabelId>>,
    mentors: Vec<Option<LabelId>>,
}

impl Evaluator for LookUp {
    fn values(&self, mentee: usize, mentors: Range<usize>, out: &mut [f32]) {
        let own = self.mentees[mentee];
        for (value, other) in out.iter_mut().zip(&self.mentors[mentors]) {
            *value = match (own, *other) {
                (Some(own), Some(other)) => {
                    self.entries.get(&(own, other)).copied().unwrap_or(self.otherwise)
                }
                _ => f32::NAN,
            };
        }
    }
}
