//! `same`: both have the same label.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::paths::shared_depth;
use super::{CommonGround, Criterion, Evaluator};
use crate::compare::Grouped;
use crate::compare::words::both;
use crate::roster::{Kind, LabelId, Read, Roster};
use crate::schema::Columns;

/// Both have the same label: the site, the profession, the language they think in.
///
/// value = 1 where the labels are equal, 0 where they differ; no opinion where one is missing.
///
/// With a `separator` the labels are paths from the widest part to the narrowest, and
/// value = shared depth / depth of the mentee's path, where the shared depth counts the equal parts
/// from the widest on.
///
/// A mentee in Leeds gets 1 with a mentor in "leeds " and 0 with a mentor in York. A mentee in
/// "Army/1st/3rd" shares two of three parts, 2/3, with a mentor in "Army/1st/5th", and none with
/// one in "Navy/1st/3rd".
///
/// ```
/// use matchwright::criteria::Same;
/// use matchwright::roster::Person;
/// use matchwright::{Matcher, Program, Roster};
///
/// let program = Program::builder()
///     .criterion(3.0, Same::new("unit").separator("/"))
///     .criterion(1.0, Same::new("site"))
///     .build();
/// let person = |id, site, unit| Person::new(id).text("site", site).text("unit", unit);
/// let roster = Roster::builder()
///     .mentee(person("e1", "Leeds", "Army/1st/3rd"))
///     .mentor(person("m1", "leeds ", "Army/1st/5th"))
///     .mentor(person("m2", "York", "Navy/1st/3rd"))
///     .build(&program)?;
/// let scores = Matcher::new(program)?.scores(&roster)?;
/// // 3/4 · 2/3 + 1/4 · 1, and nothing.
/// assert_eq!(scores.row(0), [0.75, 0.0]);
/// # Ok::<(), matchwright::Error>(())
/// ```
///
/// # In a programme
///
/// ```toml
/// [[criteria]]
/// kind = "same"
/// column = "unit"
/// separator = "/"
/// ```
///
/// | id | unit | value |
/// |---|---|---|
/// | e1 | Army/1st/3rd | |
/// | m1 | Army/1st/5th | 0.666667 |
/// | m2 | Navy/1st/3rd | 0 |
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Same {
    /// The column of labels, one name for both tables or one for each.
    pub column: Columns,
    /// What stands between the parts of a path, where the labels are paths; not empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub separator: Option<String>,
}

impl Same {
    /// Compares `column` as whole labels.
    pub fn new(column: impl Into<Columns>) -> Self {
        Self { column: column.into(), separator: None }
    }

    /// Compares paths, whose parts stand between `separator`s.
    #[must_use]
    pub fn separator(self, separator: impl Into<String>) -> Self {
        Self { separator: Some(separator.into()), ..self }
    }
}

impl Criterion for Same {
    fn reads(&self) -> Vec<Read> {
        self.column.reads(&self.separator.clone().map_or(Kind::Label, Kind::Path))
    }

    fn check(&self) -> Vec<(&'static str, String)> {
        let empty = self.separator.as_ref().is_some_and(String::is_empty);
        if empty { vec![("separator", "must not be empty".to_owned())] } else { Vec::new() }
    }

    fn common_ground(&self) -> Option<CommonGround> {
        self.separator.is_none().then(|| CommonGround::shared(&self.column))
    }

    fn sentence(&self) -> Option<String> {
        Some(format!("Both have the same answer in {}.", both(&self.column)))
    }

    fn compile(&self, roster: &Roster) -> Box<dyn Evaluator> {
        let (mentees, mentors) = (roster.mentees(), roster.mentors());
        let (mentee, mentor) = (self.column.mentee(), self.column.mentor());
        match &self.separator {
            None => {
                let mentees = mentees.labels(mentee);
                let prepare = |mentors| Labels { mentees, mentors };
                Box::new(Grouped::new(mentors.labels(mentor), |label| *label, prepare))
            }
            Some(mark) => shared_depth(&mentees.paths(mentee, mark), &mentors.paths(mentor, mark)),
        }
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
