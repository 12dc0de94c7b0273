//! `matrix`: scores that the caller computed elsewhere.

use std::collections::HashMap;
use std::ops::Range;

use ndarray::{ArcArray2, Array2};
use serde::{Deserialize, Serialize};

use super::{Criterion, Evaluator};
use crate::roster::{People, Read, Roster, id_key};

/// Scores that the caller computed elsewhere, aligned with ids: by a model, a questionnaire, an
/// older system.
///
/// value = the number in the mentee's row and the mentor's column, as given. No opinion where it
/// is NaN (`null` in JSON, `nan` in TOML), or the pair is outside the matrix; ids of people who
/// are not in the roster do not matter.
///
/// With the matrix below, e1 gets 0.8 with m1, and no opinion, which counts one half here, with m2 and
/// with m3, who is not in it.
///
/// ```
/// use matchwright::criteria::Matrix;
/// use matchwright::program::{Missing, Term};
/// use matchwright::roster::Person;
/// use matchwright::{Matcher, Program, Roster};
/// use ndarray::array;
///
/// let values = array![[f32::NAN, 0.8], [0.25, 1.0]];
/// let matrix = Matrix::new(["e1", "e2"], ["m2", "m1"], values);
/// let term = Term { missing: Missing::Value(0.5), ..Term::new(1.0, matrix) };
/// let program = Program::builder().term(term).build();
/// let roster = Roster::builder()
///     .mentee(Person::new("e1"))
///     .mentor(Person::new("m1"))
///     .mentor(Person::new("m2"))
///     .mentor(Person::new("m3"))
///     .build(&program)?;
/// let scores = Matcher::new(program)?.scores(&roster)?;
/// assert_eq!(scores.row(0), [0.8, 0.5, 0.5]);
/// # Ok::<(), matchwright::Error>(())
/// ```
///
/// The numbers are shared: to clone the criterion, or to compile it, copies none of them.
///
/// # In a programme
///
/// ```toml
/// [[criteria]]
/// kind = "matrix"
/// mentee_ids = ["e1", "e2"]
/// mentor_ids = ["m2", "m1"]
/// values = [[0.1, 0.8], [0.25, 1]]
/// ```
///
/// | id | value |
/// |---|---|
/// | e1 | |
/// | m1 | 0.8 |
/// | m2 | 0.1 |
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Matrix {
    /// Rows of numbers from 0 to 1, null where there is no opinion.
    #[serde(with = "crate::roster::rows")]
    #[cfg_attr(feature = "schema", schemars(with = "Vec<Vec<Option<f32>>>"))]
    values: ArcArray2<f32>,
    /// The mentees' ids, one per row.
    pub mentee_ids: Vec<String>,
    /// The mentors' ids, one per column.
    pub mentor_ids: Vec<String>,
}

impl Matrix {
    /// `values` as mentees × mentors, in the order of the ids.
    pub fn new<E: Into<String>, M: Into<String>>(
        mentee_ids: impl IntoIterator<Item = E>,
        mentor_ids: impl IntoIterator<Item = M>,
        values: Array2<f32>,
    ) -> Self {
        Self {
            mentee_ids: mentee_ids.into_iter().map(Into::into).collect(),
            mentor_ids: mentor_ids.into_iter().map(Into::into).collect(),
            values: values.into_shared(),
        }
    }

    /// The numbers, mentees × mentors, NaN where there is no opinion.
    #[must_use]
    pub fn values(&self) -> &ArcArray2<f32> {
        &self.values
    }
}

/// Equal where ids and numbers are; no opinion equals no opinion.
impl PartialEq for Matrix {
    fn eq(&self, other: &Self) -> bool {
        let equal = |(left, right): (&f32, &f32)| left == right || left.is_nan() && right.is_nan();
        self.mentee_ids == other.mentee_ids
            && self.mentor_ids == other.mentor_ids
            && self.values.dim() == other.values.dim()
            && self.values.iter().zip(&other.values).all(equal)
    }
}

impl Criterion for Matrix {
    fn reads(&self) -> Vec<Read> {
        Vec::new()
    }

    fn check(&self) -> Vec<(&'static str, String)> {
        let mut wrong = Vec::new();
        for (field, ids) in [("mentee_ids", &self.mentee_ids), ("mentor_ids", &self.mentor_ids)] {
            if positions(ids).len() < ids.len() {
                wrong.push((field, "must name every id once".to_owned()));
            }
        }
        let wanted = (self.mentee_ids.len(), self.mentor_ids.len());
        let (rows, columns) = self.values.dim();
        if (rows, columns) != wanted {
            let message = format!(
                "must have a row per mentee id and a column per mentor id, {} × {}, not {rows} × {columns}",
                wanted.0, wanted.1
            );
            wrong.push(("values", message));
        }
        if self.values.iter().any(|value| !value.is_nan() && !(0.0..=1.0).contains(value)) {
            wrong.push(("values", "must be numbers from 0 to 1, or NaN (null)".to_owned()));
        }
        wrong
    }

    fn sentence(&self) -> Option<String> {
        Some("Numbers that were given for each pair of people.".to_owned())
    }

    fn compile(&self, roster: &Roster) -> Box<dyn Evaluator> {
        let find = |people: &People, ids: &[String]| {
            let positions = positions(ids);
            people.ids().iter().map(|id| positions.get(id).copied()).collect()
        };
        Box::new(Rows {
            mentees: find(roster.mentees(), &self.mentee_ids),
            mentors: find(roster.mentors(), &self.mentor_ids),
            values: self.values.clone(),
        })
    }
}

/// Where each id stands.
fn positions(ids: &[String]) -> HashMap<String, usize> {
    ids.iter().enumerate().map(|(position, id)| (id_key(id), position)).collect()
}

struct Rows {
    /// The row of each mentee of the roster.
    mentees: Vec<Option<usize>>,
    /// The column of each mentor of the roster.
    mentors: Vec<Option<usize>>,
    values: ArcArray2<f32>,
}

impl Evaluator for Rows {
    fn values(&self, mentee: usize, mentors: Range<usize>, out: &mut [f32]) {
        let Some(row) = self.mentees[mentee] else {
            out.fill(f32::NAN);
            return;
        };
        let row = self.values.row(row);
        for (value, column) in out.iter_mut().zip(&self.mentors[mentors]) {
            *value = column.map_or(f32::NAN, |column| row[column]);
        }
    }
}
