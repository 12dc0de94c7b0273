//! `gap`: the mentor is ahead of the mentee by about as much as is good.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::{Criterion, Evaluator};
use crate::compare::words::both;
use crate::compare::{Grouped, scale};
use crate::roster::{Read, Roster};
use crate::schema::Columns;

/// The mentor is ahead of the mentee by about as much as is good: in grade, years of service, age.
///
/// With d = |mentor − mentee − `ideal`| / `tolerance` and x = 1 − d, or 0 where that is negative:
///
/// | `shape` | value | says |
/// |---|---|---|
/// | `linear` | x | every step away from the ideal costs the same |
/// | `smooth` | x² · (3 − 2x) | near the ideal all is well, near the tolerance all is lost |
/// | `step` | 1 where d ≤ 1, otherwise 0 | within the tolerance or not |
///
/// With a `scale` the column holds labels, and a label's number is its place on the scale, so that
/// a difference of 1 is one label further up. No opinion where a number is missing. Computed in
/// f64 and rounded to f32 once.
///
/// Two grades above the mentee are ideal, with a tolerance of 3: a mentor one grade above gives
/// 1 − |1 − 2| / 3 = 2/3, one of the same grade 1/3, one two grades above 1.
///
/// ```
/// use matchwright::criteria::Gap;
/// use matchwright::roster::Person;
/// use matchwright::{Matcher, Program, Roster};
///
/// let gap = Gap::new("grade", 2.0, 3.0).scale(["AA", "AO", "EO", "HEO", "SEO"]);
/// let program = Program::builder().criterion(1.0, gap).build();
/// let roster = Roster::builder()
///     .mentee(Person::new("e1").text("grade", "AO"))
///     .mentor(Person::new("m1").text("grade", "AO"))
///     .mentor(Person::new("m2").text("grade", "EO"))
///     .mentor(Person::new("m3").text("grade", "HEO"))
///     .build(&program)?;
/// let scores = Matcher::new(program)?.scores(&roster)?;
/// assert_eq!(scores.row(0), [0.333333, 0.666667, 1.0]);
/// # Ok::<(), matchwright::Error>(())
/// ```
///
/// # In a programme
///
/// ```toml
/// [[criteria]]
/// kind = "gap"
/// column = "grade"
/// ideal = 2
/// tolerance = 3
/// scale = ["AA", "AO", "EO", "HEO", "SEO"]
/// ```
///
/// | id | grade | value |
/// |---|---|---|
/// | e1 | AO | |
/// | m1 | AO | 0.333333 |
/// | m2 | EO | 0.666667 |
/// | m3 | HEO | 1 |
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Gap {
    /// The column of numbers, one name for both tables or one for each.
    pub column: Columns,
    /// The best difference, mentor minus mentee; any number, negative where the mentor should have
    /// less.
    pub ideal: f64,
    /// How far from the ideal the value reaches 0; above 0.
    pub tolerance: f64,
    /// How the value falls.
    #[serde(default)]
    pub shape: Shape,
    /// The labels that the column holds instead of numbers, lowest first; two or more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<Vec<String>>,
}

/// How the value of [`Gap`] falls from the ideal to the tolerance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// In a straight line.
    #[default]
    Linear,
    /// In an S, flat at both ends.
    Smooth,
    /// Not at all up to the tolerance, and to 0 beyond it.
    Step,
}

impl Gap {
    /// Best where the mentor's `column` exceeds the mentee's by `ideal`, worthless `tolerance`
    /// away from there.
    pub fn new(column: impl Into<Columns>, ideal: f64, tolerance: f64) -> Self {
        Self { column: column.into(), ideal, tolerance, shape: Shape::default(), scale: None }
    }

    /// Lets the value fall in another shape.
    #[must_use]
    pub fn shape(self, shape: Shape) -> Self {
        Self { shape, ..self }
    }

    /// Reads labels, lowest first, instead of numbers.
    #[must_use]
    pub fn scale<L: Into<String>>(self, labels: impl IntoIterator<Item = L>) -> Self {
        Self { scale: Some(labels.into_iter().map(Into::into).collect()), ..self }
    }
}

impl Criterion for Gap {
    fn reads(&self) -> Vec<Read> {
        scale::reads(&self.column, self.scale.as_ref())
    }

    fn check(&self) -> Vec<(&'static str, String)> {
        let mut wrong = scale::check(self.scale.as_ref());
        if !self.ideal.is_finite() {
            wrong.push(("ideal", "must be a finite number".to_owned()));
        }
        if !(self.tolerance > 0.0 && self.tolerance.is_finite()) {
            wrong.push(("tolerance", "must be a finite number above 0".to_owned()));
        }
        wrong
    }

    fn sentence(&self) -> Option<String> {
        let best = match self.ideal {
            0.0 => "is the same for both".to_owned(),
            more if more > 0.0 => format!("is {more} higher for the mentor"),
            less => format!("is {} lower for the mentor", -less),
        };
        Some(format!(
            "Best where {} {best}; less the further from that, and nothing from {} away on.",
            both(&self.column),
            self.tolerance
        ))
    }

    fn compile(&self, roster: &Roster) -> Box<dyn Evaluator> {
        let [mentees, mentors] = scale::numbers(roster, &self.column, self.scale.as_ref());
        let Self { ideal, tolerance, shape, .. } = *self;
        let prepare = |mentors| Differences { mentees, mentors, ideal, tolerance, shape };
        Box::new(Grouped::new(mentors, |number| number.to_bits(), prepare))
    }
}

struct Differences {
    mentees: Vec<f64>,
    mentors: Vec<f64>,
    ideal: f64,
    tolerance: f64,
    shape: Shape,
}

impl Evaluator for Differences {
    fn values(&self, mentee: usize, mentors: Range<usize>, out: &mut [f32]) {
        let own = self.mentees[mentee];
        for (value, other) in out.iter_mut().zip(&self.mentors[mentors]) {
            let away = (other - own - self.ideal).abs() / self.tolerance;
            *value = self.shape.value(away) as f32;
        }
    }
}

impl Shape {
    /// From the distance to the ideal in tolerances; NaN stays NaN (`clamp` keeps it).
    fn value(self, away: f64) -> f64 {
        let near = (1.0 - away).clamp(0.0, 1.0);
        match self {
            Self::Linear => near,
            Self::Smooth => near * near * (3.0 - 2.0 * near),
            Self::Step if away.is_nan() => f64::NAN,
            Self::Step => f64::from(u8::from(away <= 1.0)),
        }
    }
}

#[cfg(test)]
mod tests {
    use approx::assert_abs_diff_eq;

    use super::*;

    #[test]
    fn shapes_agree_at_the_ends_and_differ_between() {
        let values = |away| [Shape::Linear, Shape::Smooth, Shape::Step].map(|s| s.value(away));
        assert_abs_diff_eq!(values(0.0)[..], [1.0, 1.0, 1.0][..]);
        assert_abs_diff_eq!(values(0.25)[..], [0.75, 0.84375, 1.0][..]);
        assert_abs_diff_eq!(values(1.0)[..], [0.0, 0.0, 1.0][..]);
        assert_abs_diff_eq!(values(1.5)[..], [0.0, 0.0, 0.0][..]);
        assert_abs_diff_eq!(values(f64::INFINITY)[..], [0.0, 0.0, 0.0][..]);
        assert!(values(f64::NAN).iter().all(|value| value.is_nan()));
    }
}
