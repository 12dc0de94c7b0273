//! `different`: both have different labels.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Criterion, Evaluator, Same};
use crate::compare::Groups;
use crate::compare::words::both;
use crate::roster::{Read, Roster};
use crate::schema::Columns;

/// Both have different labels: another department, another site, so that people meet who would
/// not meet anyway.
///
/// value = 1 where the labels differ, 0 where they are equal; no opinion where one is missing. With
/// a `separator` the labels are paths, and value = 1 − shared depth / depth of the mentee's path, as
/// in [`Same`]. This is a wish; where it must hold, use the rule [`MustDiffer`](crate::rules::MustDiffer).
///
/// A mentee in Finance gets 0 with a mentor in "finance" and 1 with a mentor in Sales.
///
/// ```
/// use matchwright::criteria::Different;
/// use matchwright::roster::Person;
/// use matchwright::{Matcher, Program, Roster};
///
/// let program = Program::builder().criterion(1.0, Different::new("department")).build();
/// let roster = Roster::builder()
///     .mentee(Person::new("e1").text("department", "Finance"))
///     .mentor(Person::new("m1").text("department", "finance"))
///     .mentor(Person::new("m2").text("department", "Sales"))
///     .build(&program)?;
/// let scores = Matcher::new(program)?.scores(&roster)?;
/// assert_eq!(scores.row(0), [0.0, 1.0]);
/// # Ok::<(), matchwright::Error>(())
/// ```
///
/// # In a programme
///
/// ```toml
/// [[criteria]]
/// kind = "different"
/// column = "department"
/// weight = 0.5
/// ```
///
/// | id | department | value |
/// |---|---|---|
/// | e1 | Finance | |
/// | m1 | finance | 0 |
/// | m2 | Sales | 1 |
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Different {
    /// The column of labels, one name for both tables or one for each.
    pub column: Columns,
    /// What stands between the parts of a path, where the labels are paths; not empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub separator: Option<String>,
}

impl Different {
    /// Compares `column` as whole labels.
    pub fn new(column: impl Into<Columns>) -> Self {
        Self { column: column.into(), separator: None }
    }

    /// Compares paths, whose parts stand between `separator`s.
    #[must_use]
    pub fn separator(self, separator: impl Into<String>) -> Self {
        Self { separator: Some(separator.into()), ..self }
    }

    fn opposite(&self) -> Same {
        Same { column: self.column.clone(), separator: self.separator.clone() }
    }
}

impl Criterion for Different {
    fn reads(&self) -> Vec<Read> {
        self.opposite().reads()
    }

    fn check(&self) -> Vec<(&'static str, String)> {
        self.opposite().check()
    }

    fn sentence(&self) -> Option<String> {
        Some(format!("Both have different answers in {}.", both(&self.column)))
    }

    fn compile(&self, roster: &Roster) -> Box<dyn Evaluator> {
        Box::new(Opposite(self.opposite().compile(roster)))
    }
}

/// 1 − the value of another criterion.
struct Opposite(Box<dyn Evaluator>);

impl Evaluator for Opposite {
    fn values(&self, mentee: usize, mentors: Range<usize>, out: &mut [f32]) {
        self.0.values(mentee, mentors, out);
        turn(out);
    }

    fn groups(&self) -> Option<&Groups> {
        self.0.groups()
    }

    fn group_values(&self, mentee: usize, out: &mut [f32]) {
        self.0.group_values(mentee, out);
        turn(out);
    }

    fn exceptions(&self, mentee: usize, found: &mut Vec<u32>) {
        self.0.exceptions(mentee, found);
    }
}

fn turn(values: &mut [f32]) {
    for value in values {
        *value = 1.0 - *value;
    }
}
