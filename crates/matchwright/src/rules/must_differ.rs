//! `must_differ`: both must have different labels.

use serde::{Deserialize, Serialize};

use super::{Judge, Rule, labels};
use crate::compare::words::both;
use crate::roster::{Kind, Read, Roster};
use crate::schema::Columns;

/// Both must have different labels: not the same manager, not the same organisation.
///
/// Forbids a pair whose labels are equal; cannot tell where one is missing.
///
/// A mentee whose manager is Ada may meet a mentor whose manager is Grace, but none of Ada's.
///
/// ```
/// use matchwright::criteria::Same;
/// use matchwright::roster::Person;
/// use matchwright::rules::MustDiffer;
/// use matchwright::{Matcher, Program, Roster};
///
/// let program = Program::builder()
///     .criterion(1.0, Same::new("site"))
///     .rule(MustDiffer::new("manager"))
///     .build();
/// let person = |id, manager| Person::new(id).text("site", "Leeds").text("manager", manager);
/// let roster = Roster::builder()
///     .mentee(person("e1", "Ada"))
///     .mentor(person("m1", "Grace"))
///     .mentor(person("m2", "ada"))
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
/// kind = "must_differ"
/// column = "manager"
/// ```
///
/// | id | manager | verdict |
/// |---|---|---|
/// | e1 | Ada | |
/// | m1 | Grace | may meet |
/// | m2 | ada | may not |
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MustDiffer {
    /// The column of labels, one name for both tables or one for each.
    pub column: Columns,
}

impl MustDiffer {
    /// Compares `column`.
    pub fn new(column: impl Into<Columns>) -> Self {
        Self { column: column.into() }
    }
}

impl Rule for MustDiffer {
    fn reads(&self) -> Vec<Read> {
        self.column.reads(&Kind::Label)
    }

    fn sentence(&self) -> Option<String> {
        Some(format!("Nobody meets somebody with the same answer in {}.", both(&self.column)))
    }

    fn compile(&self, roster: &Roster) -> Box<dyn Judge> {
        labels::judge(roster, &self.column, |own, other| own == other)
    }
}
