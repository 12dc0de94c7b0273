//! `must_share`: both must have a label in common.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{AnyRule, Judge, Rule, Verdict};
use crate::compare::Grouped;
use crate::compare::postings::Postings;
use crate::compare::words::both;
use crate::roster::{Entry, Kind, LabelId, Read, Roster};
use crate::schema::Columns;

/// Both must have a label in common: a language they both speak, a day they both work, the same
/// profession.
///
/// Forbids a pair whose lists share no label, whatever the levels; cannot tell where one list is
/// empty. A column of single labels is a column of lists of one.
///
/// A mentee who speaks English and Welsh may meet a mentor who speaks Welsh and French, but not one
/// who speaks only French.
///
/// ```
/// use matchwright::criteria::Same;
/// use matchwright::roster::Person;
/// use matchwright::rules::MustShare;
/// use matchwright::{Matcher, Program, Roster};
///
/// let program = Program::builder()
///     .criterion(1.0, Same::new("site"))
///     .rule(MustShare::new("languages"))
///     .build();
/// let person = |id, languages| Person::new(id).text("site", "Leeds").text("languages", languages);
/// let roster = Roster::builder()
///     .mentee(person("e1", "English; Welsh"))
///     .mentor(person("m1", "welsh; French"))
///     .mentor(person("m2", "French"))
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
/// kind = "must_share"
/// column = "languages"
/// ```
///
/// | id | languages | verdict |
/// |---|---|---|
/// | e1 | English; Welsh | |
/// | m1 | Welsh; French | may meet |
/// | m2 | French | may not |
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MustShare {
    /// The column of lists or labels, one name for both tables or one for each.
    pub column: Columns,
}

impl MustShare {
    /// Compares `column`.
    pub fn new(column: impl Into<Columns>) -> Self {
        Self { column: column.into() }
    }
}

impl Rule for MustShare {
    fn reads(&self) -> Vec<Read> {
        self.column.reads(&Kind::List)
    }

    fn contradicts(&self, other: &AnyRule) -> Option<String> {
        let AnyRule::MustDiffer(other) = other else { return None };
        self.column
            .is_same_as(&other.column)
            .then(|| "must_share and must_differ on one column can never both hold".to_owned())
    }

    fn sentence(&self) -> Option<String> {
        Some(format!("They have at least one entry in common in {}.", both(&self.column)))
    }

    fn compile(&self, roster: &Roster) -> Box<dyn Judge> {
        let labels = |list: &[Entry]| list.iter().map(|entry| entry.label).collect();
        let mentees = roster.mentees().lists(self.column.mentee());
        let mentors = roster.mentors().lists(self.column.mentor());
        let without = |empty: bool| if empty { Verdict::Unknown } else { Verdict::Forbidden };
        let prepare = |mentors: Vec<&[Entry]>| Lists {
            mentees: mentees.iter().map(labels).collect(),
            without: mentors.iter().map(|list| without(list.is_empty())).collect(),
            mentors: Postings::of_lists(mentors),
        };
        Box::new(Grouped::new(mentors.iter().collect(), |list| labels(list), prepare))
    }
}

struct Lists {
    mentees: Vec<Vec<LabelId>>,
    mentors: Postings<f32>,
    /// The verdict on each mentor with whom nothing is shared.
    without: Vec<Verdict>,
}

impl Judge for Lists {
    fn verdicts(&self, mentee: usize, mentors: Range<usize>, out: &mut [Verdict]) {
        let labels = &self.mentees[mentee];
        if labels.is_empty() {
            out.fill(Verdict::Unknown);
            return;
        }
        out.copy_from_slice(&self.without[mentors.clone()]);
        for label in labels {
            for (position, _) in self.mentors.within(label.0, &mentors) {
                out[position] = Verdict::Allowed;
            }
        }
    }
}
