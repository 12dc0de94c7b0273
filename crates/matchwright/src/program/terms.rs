//! Criteria and rules as a programme lists them, with what every one of them can be given.

use serde::de::{DeserializeOwned, Error as _};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use crate::criteria::AnyCriterion;
use crate::given::{Given, Wrong};
use crate::roster::{Kind, Read};
use crate::rules::AnyRule;
use crate::schema::Side;

/// A criterion with its weight.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Term {
    /// What is compared, and how.
    #[serde(flatten)]
    pub criterion: AnyCriterion,
    /// How much it counts beside the others; above 0.
    #[serde(default = "one")]
    pub weight: f64,
    /// What counts where an answer is missing: a value from 0 to 1; "mean", what the average pair of this
    /// roster has; or "skip".
    #[serde(default, skip_serializing_if = "Missing::is_default")]
    #[cfg_attr(feature = "schema", schemars(!skip_serializing_if))]
    pub missing: Missing,
    /// Pairs with a value below this may not meet; from 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub required: Option<f64>,
    /// Counts only for mentees whose answer is the given one, as in
    /// `when = { column = "local", equals = "yes" }`: a column of the mentees' table, and the answer in it.
    /// No opinion for the others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// Whose wish it is: a stable plan ranks the other side for each of the two by its own criteria, and by those
    /// that are nobody's alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub voice: Option<Side>,
    /// Its name in tables and explanations; by default the kind and the column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// A rule with what every rule can be given.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Clause {
    /// What is forbidden.
    #[serde(flatten)]
    pub rule: AnyRule,
    /// What holds where an answer is missing.
    #[serde(default, skip_serializing_if = "Unanswered::is_default")]
    #[cfg_attr(feature = "schema", schemars(!skip_serializing_if))]
    pub missing: Unanswered,
    /// Holds only for mentees whose answer is the given one, as in
    /// `when = { column = "local", equals = "yes" }`: a column of the mentees' table, and the answer in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
    /// Its name in reasons; by default the kind and the column.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// What a criterion counts where it has no opinion.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged, expecting = "expected a number from 0 to 1, \"mean\", or \"skip\"")]
pub enum Missing {
    /// This value. It is the same with everybody, so it does not change the order of the silent person's
    /// own list; it does count beside others in the lists of those who answered.
    Value(f64),
    /// No fixed value.
    Word(Instead),
}

/// What counts in place of a fixed value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Instead {
    /// The criterion's mean over the pairs of this roster of which it has an opinion: one number for all
    /// who did not answer, so that a silent mentor is neither above nor below the crowd. Who gets a scarce
    /// seat still depends on the answers of the others. Over all pairs, or from 2²⁴ of them on over those of mentees
    /// that are evenly spaced in the order of their ids, unless the mentors fall into groups.
    Mean,
    /// The criterion leaves the score and its weight the sum of weights. This inflates what
    /// remains: whoever answers little is rated on the few questions that flatter.
    Skip,
}

impl Missing {
    /// What the average pair has.
    pub const MEAN: Self = Self::Word(Instead::Mean);

    /// Leave the criterion out where it has no opinion.
    pub const SKIP: Self = Self::Word(Instead::Skip);

    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

impl Default for Missing {
    /// What the average pair has: neither for the pair nor against it.
    fn default() -> Self {
        Self::MEAN
    }
}

/// What a rule does where it cannot tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Unanswered {
    /// The pair may meet: a rule forbids only what it knows.
    #[default]
    Allow,
    /// The pair may not meet until the answer is there.
    Forbid,
}

impl Unanswered {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
    fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// For which mentees a criterion or a rule counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct When {
    /// A column of the mentees' table.
    pub column: String,
    /// The answer that switches the criterion or the rule on.
    pub equals: String,
}

impl When {
    /// Mentees whose `column` says `equals`.
    pub fn new(column: impl Into<String>, equals: impl Into<String>) -> Self {
        Self { column: column.into(), equals: equals.into() }
    }
}

impl Term {
    /// A criterion with a weight, and defaults for the rest.
    pub fn new(weight: f64, criterion: impl Into<AnyCriterion>) -> Self {
        Self {
            criterion: criterion.into(),
            weight,
            missing: Missing::default(),
            required: None,
            when: None,
            voice: None,
            name: None,
        }
    }

    /// The given name, or the kind and the first column: `overlap_interests`.
    #[must_use]
    pub fn name(&self) -> String {
        name_of(self.name.as_ref(), self.criterion.kind(), &self.criterion.reads())
    }

    /// Every column that the value depends on.
    #[must_use]
    pub fn reads(&self) -> Vec<Read> {
        with_condition(self.criterion.reads(), self.when.as_ref())
    }
}

impl Clause {
    /// A rule with defaults for the rest.
    pub fn new(rule: impl Into<AnyRule>) -> Self {
        Self { rule: rule.into(), missing: Unanswered::default(), when: None, name: None }
    }

    /// The given name, or the kind and the first column: `must_differ_manager`.
    #[must_use]
    pub fn name(&self) -> String {
        name_of(self.name.as_ref(), self.rule.kind(), &self.rule.reads())
    }

    /// Every column that the verdict depends on.
    #[must_use]
    pub fn reads(&self) -> Vec<Read> {
        with_condition(self.rule.reads(), self.when.as_ref())
    }
}

fn one() -> f64 {
    1.0
}

fn name_of(given: Option<&String>, kind: &str, reads: &[Read]) -> String {
    match (given, reads.first()) {
        (Some(name), _) => name.clone(),
        (None, Some(read)) => format!("{kind}_{}", read.column.replace(' ', "_")),
        (None, None) => kind.to_owned(),
    }
}

fn with_condition(mut reads: Vec<Read>, when: Option<&When>) -> Vec<Read> {
    reads.extend(when.map(|when| Read::mentee(&when.column, Kind::Label)));
    reads
}

/// What every criterion can be given, beside its own fields.
const OF_CRITERIA: &[&str] = &["kind", "weight", "missing", "required", "when", "voice", "name"];

/// What every rule can be given, beside its own fields.
const OF_RULES: &[&str] = &["kind", "missing", "when", "name"];

/// By hand, because serde cannot refuse unknown fields beside a flattened member.
impl<'de> Deserialize<'de> for Term {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::read(Map::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

/// By hand, as for [`Term`].
impl<'de> Deserialize<'de> for Clause {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::read(Map::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

impl Term {
    fn read(mut fields: Map<String, Value>) -> Result<Self, Wrong> {
        Ok(Self {
            weight: take(&mut fields, "weight")?.unwrap_or_else(one),
            missing: take(&mut fields, "missing")?.unwrap_or_default(),
            required: take(&mut fields, "required")?,
            when: take(&mut fields, "when")?,
            voice: take(&mut fields, "voice")?,
            name: take(&mut fields, "name")?,
            criterion: AnyCriterion::read(fields).map_err(|e| e.with_fields(OF_CRITERIA))?,
        })
    }
}

impl Clause {
    fn read(mut fields: Map<String, Value>) -> Result<Self, Wrong> {
        Ok(Self {
            missing: take(&mut fields, "missing")?.unwrap_or_default(),
            when: take(&mut fields, "when")?,
            name: take(&mut fields, "name")?,
            rule: AnyRule::read(fields).map_err(|e| e.with_fields(OF_RULES))?,
        })
    }
}

fn take<T: DeserializeOwned>(
    fields: &mut Map<String, Value>,
    name: &str,
) -> Result<Option<T>, Wrong> {
    let Some(value) = fields.remove(name) else { return Ok(None) };
    T::deserialize(Given(value)).map(Some).map_err(|wrong| wrong.within(name))
}
