//! `same`: both have the same label.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Criterion, Evaluator};
use crate::program::Columns;
use crate::roster::{Kind, LabelId, Read, Roster};

/// Both have the same label: the site, the profession, the language they think in.
///
/// value = 1 where the labels are equal, 0 where they differ; no opinion where one is missing.
///
/// A mentee in Leeds gets 1 with a mentor in "leeds " and 0 with a mentor in York.
///
/// ```
/// use matchwright::criteria::Same;
/// use matchwright::roster::Person;
/// use matchwright::{Matcher, Program, Roster};
///
/// let program = Program::builder().criterion(1.0, Same::new("site")).build();
/// let roster = Roster::builder()
///     .mentee(Person::new("e1").text("site", "Leeds"))
///     .mentor(Person::new("m1").text("site", "leeds "))
///     .mentor(Person::new("m2").text("site", "York"))
///     .build(&program)?;
/// let scores = Matcher::new(program)?.scores(&roster)?;
/// assert_eq!(scores.row(0), [1.0, 0.0]);
/// # Ok::<(), matchwright::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Same {
    /// The column of labels, one name for both tables or one for each.
    pub column: Columns,
}

impl Same {
    /// Compares `column`.
    pub fn new(column: impl Into<Columns>) -> Self {
        Self { column: column.into() }
    }
}

impl Criterion for Same {
    fn reads(&self) -> Vec<Read> {
        self.column.reads(&Kind::Label)
    }

    fn compile(&self, roster: &Roster) -> Box<dyn Evaluator> {
        Box::new(Labels {
            mentees: roster.mentees().labels(self.column.mentee()),
            mentors: roster.mentors().labels(self.column.mentor()),
        })
    }
}

struct Labels {
    mentees: Vec<Option<LabelId>>,
    mentors: Vec<Option<LabelId>>,
}

impl Evaluator for Labels {
    fn values(&self, mentee: usize, mentors: Range<usize>, out: &mut [f32]) {
        let own = self.mentees[mentee];
        for (value, other) in out.iter_mut().zip(&self.mentors[mentors]) {
            *value = match (own, *other) {
                (Some(own), Some(other)) => f32::from(u8::from(own == other)),
                _ => f32::NAN,
            };
        }
    }
}
