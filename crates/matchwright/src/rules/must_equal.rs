//! `must_equal`: both must have the same label.

use serde::{Deserialize, Serialize};

use super::{AnyRule, Judge, Rule, labels};
use crate::compare::words::both;
use crate::roster::{Kind, Read, Roster};
use crate::schema::Columns;

/// Both must have the same label: the same region, the same cohort, the same branch.
///
/// Forbids a pair whose labels differ; cannot tell where one is missing.
///
/// A mentee in the region North may meet a mentor in "north ", but none in the region South.
///
/// ```
/// use matchwright::criteria::Same;
/// use matchwright::roster::Person;
/// use matchwright::rules::MustEqual;
/// use matchwright::{Matcher, Program, Roster};
///
/// let program = Program::builder()
///     .criterion(1.0, Same::new("site"))
///     .rule(MustEqual::new("region"))
///     .build();
/// let person = |id, region| Person::new(id).text("site", "Leeds").text("region", region);
/// let roster = Roster::builder()
///     .mentee(person("e1", "North"))
///     .mentor(person("m1", "north "))
///     .mentor(person("m2", "South"))
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
/// kind = "must_equal"
/// column = "region"
/// ```
///
/// | id | region | verdict |
/// |---|---|---|
/// | e1 | North | |
/// | m1 | north | may meet |
/// | m2 | South | may not |
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MustEqual {
    /// The column of labels, one name for both tables or one for each.
    pub column: Columns,
}

impl MustEqual {
    /// Compares `column`.
    pub fn new(column: impl Into<Columns>) -> Self {
        Self { column: column.into() }
    }
}

impl Rule for MustEqual {
    fn reads(&self) -> Vec<Read> {
        self.column.reads(&Kind::Label)
    }

    fn contradicts(&self, other: &AnyRule) -> Option<String> {
        let (name, column, never) = match other {
            AnyRule::MustDiffer(rule) => ("must_differ", &rule.column, true),
            AnyRule::MinGap(rule) => ("min_gap above 0", &rule.column, rule.gap > 0.0),
            AnyRule::MaxGap(rule) => ("max_gap below 0", &rule.column, rule.gap < 0.0),
            _ => return None,
        };
        (never && self.column.is_same_as(column))
            .then(|| format!("must_equal and {name} on one column can never both hold"))
    }

    fn sentence(&self) -> Option<String> {
        Some(format!("Both have the same answer in {}.", both(&self.column)))
    }

    fn compile(&self, roster: &Roster) -> Box<dyn Judge> {
        labels::judge(roster, &self.column, |own, other| own != other)
    }
}
