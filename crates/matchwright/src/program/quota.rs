//! Bounds on the pairs of groups of people.

use serde::{Deserialize, Serialize};

use crate::schema::{Kind, Read, Side};

/// Bounds on the pairs of the people who give the same answer.
///
/// ```
/// let program = matchwright::Program::from_toml_str(r#"
///     capacity = 3
///
///     [[criteria]]
///     kind = "same"
///     column = "site"
///
///     ## No two from one department with a mentor.
///     [[quotas]]
///     of = "mentee"
///     column = "department"
///     per = "mentor"
///     max = 1
///
///     ## Five of the pairs, at least, are of people from Leeds.
///     [[quotas]]
///     of = "mentee"
///     column = "site"
///     value = "Leeds"
///     min = 5
/// "#)?;
/// assert_eq!(program.quotas[1].min, 5);
/// # Ok::<(), matchwright::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Quota {
    /// The side whose people are grouped.
    pub of: Side,
    /// The column of their table by which they are. Who gave no answer is in no group.
    pub column: String,
    /// The one answer that it is about; every answer makes a group of its own unless one is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// The fewest pairs of a group.
    #[serde(default, skip_serializing_if = "is_none")]
    #[cfg_attr(feature = "schema", schemars(!skip_serializing_if))]
    pub min: u32,
    /// The most pairs of a group; no limit unless there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<u32>,
    /// Whose pairs are counted.
    #[serde(default, skip_serializing_if = "Per::is_programme")]
    #[cfg_attr(feature = "schema", schemars(!skip_serializing_if))]
    pub per: Per,
}

/// Whose pairs a [`Quota`] counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Per {
    /// All pairs of the group together.
    #[default]
    Programme,
    /// Those of the group with each single mentor: a quota of mentees.
    Mentor,
    /// Those of the group with each single mentee: a quota of mentors.
    Mentee,
}

impl Per {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
    fn is_programme(&self) -> bool {
        *self == Self::Programme
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_none(min: &u32) -> bool {
    *min == 0
}

impl Quota {
    /// Everybody of a side who gives the same answer in a column, without bounds yet.
    pub fn new(of: Side, column: impl Into<String>) -> Self {
        let (column, per) = (column.into(), Per::Programme);
        Self { of, column, value: None, min: 0, max: None, per }
    }

    /// Only those who give one answer.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.value = Some(value.into());
        self
    }

    /// The fewest pairs of a group.
    #[must_use]
    pub fn at_least(mut self, pairs: u32) -> Self {
        self.min = pairs;
        self
    }

    /// The most pairs of a group.
    #[must_use]
    pub fn at_most(mut self, pairs: u32) -> Self {
        self.max = Some(pairs);
        self
    }

    /// Counts the pairs with each single person of the other side.
    #[must_use]
    pub fn per_partner(mut self) -> Self {
        self.per = if self.of == Side::Mentee { Per::Mentor } else { Per::Mentee };
        self
    }

    pub(super) fn read(&self) -> Read {
        Read::of(self.of, &self.column, Kind::Label)
    }

    /// What is wrong with it: the field, and a sentence.
    pub(super) fn check(&self) -> Vec<(&'static str, String)> {
        let mut wrong = Vec::new();
        if self.min == 0 && self.max.is_none() {
            wrong.push(("max", "says nothing: give `min`, `max` or both".to_owned()));
        }
        if self.max.is_some_and(|max| max < self.min) {
            wrong.push(("min", "must not be above `max`".to_owned()));
        }
        let of_itself = match self.of {
            Side::Mentee => self.per == Per::Mentee,
            Side::Mentor => self.per == Per::Mentor,
        };
        if of_itself {
            let (own, other) = (self.of.noun(), self.of.other().noun());
            let message = format!(
                "must be \"programme\" or \"{other}\": a {own} is in one group, or in none"
            );
            wrong.push(("per", message));
        }
        wrong
    }
}
