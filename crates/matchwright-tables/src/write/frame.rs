//! Typed columns on their way out, to files and to the frames of other libraries.

use std::collections::BTreeSet;

/// Named columns of equal length; no two have the same name.
///
/// ```
/// use matchwright_tables::{Frame, Values};
///
/// let scores = || Values::Numbers(vec![0.5, f64::NAN]);
/// let frame = Frame::new([("score", scores()), ("score", scores())]);
/// assert_eq!(frame.names().collect::<Vec<_>>(), ["score", "score_points"]);
/// assert_eq!(frame.rows(), 2);
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Frame {
    columns: Vec<(String, Values)>,
}

/// The values of a column.
#[derive(Debug, Clone, PartialEq)]
pub enum Values {
    /// Texts.
    Texts(Vec<String>),
    /// Texts, of which some are missing.
    Optional(Vec<Option<String>>),
    /// Whole numbers.
    Whole(Vec<i64>),
    /// Numbers; NaN where there is none.
    Numbers(Vec<f64>),
}

impl Frame {
    /// From columns of equal length in their order, under [distinct names](distinct_names).
    pub fn new<N: AsRef<str>>(columns: impl IntoIterator<Item = (N, Values)>) -> Self {
        let (names, values): (Vec<N>, Vec<Values>) = columns.into_iter().unzip();
        Self { columns: distinct_names(names).into_iter().zip(values).collect() }
    }

    /// The columns with their names.
    #[must_use]
    pub fn columns(&self) -> &[(String, Values)] {
        &self.columns
    }

    /// The names of the columns.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|(name, _)| name.as_str())
    }

    /// How many rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, |(_, values)| values.len())
    }
}

impl Values {
    /// A text a row.
    pub fn texts<'a, T>(rows: &'a [T], text: impl Fn(&'a T) -> &'a str) -> Self {
        Self::Texts(rows.iter().map(|row| text(row).to_owned()).collect())
    }

    /// A whole number a row.
    pub fn whole<T>(rows: &[T], number: impl Fn(&T) -> u32) -> Self {
        Self::Whole(rows.iter().map(|row| number(row).into()).collect())
    }

    /// A number a row, or none.
    pub fn numbers<T>(rows: &[T], number: impl Fn(&T) -> Option<f64>) -> Self {
        Self::Numbers(rows.iter().map(|row| number(row).unwrap_or(f64::NAN)).collect())
    }

    /// A value as text; empty where there is none.
    #[must_use]
    pub fn text(&self, row: usize) -> String {
        match self {
            Self::Texts(texts) => texts.get(row).cloned(),
            Self::Optional(texts) => texts.get(row).cloned().flatten(),
            Self::Whole(numbers) => numbers.get(row).map(i64::to_string),
            Self::Numbers(numbers) => {
                numbers.get(row).filter(|number| !number.is_nan()).map(f64::to_string)
            }
        }
        .unwrap_or_default()
    }

    fn len(&self) -> usize {
        match self {
            Self::Texts(texts) => texts.len(),
            Self::Optional(texts) => texts.len(),
            Self::Whole(numbers) => numbers.len(),
            Self::Numbers(numbers) => numbers.len(),
        }
    }
}

/// The names of columns side by side: one that is taken by a column before it gets `_points` behind
/// it, until it is free.
///
/// ```
/// use matchwright_tables::distinct_names;
///
/// assert_eq!(distinct_names(["score", "site", "score"]), ["score", "site", "score_points"]);
/// ```
pub fn distinct_names<N: AsRef<str>>(names: impl IntoIterator<Item = N>) -> Vec<String> {
    let mut taken = BTreeSet::new();
    let free = |name: N| {
        let mut name = name.as_ref().to_owned();
        while !taken.insert(name.clone()) {
            name.push_str("_points");
        }
        name
    };
    names.into_iter().map(free).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_was_made_can_be_taken_too() {
        let names = distinct_names(["score", "score_points", "score", "score"]);
        let expected = ["score", "score_points", "score_points_points"];
        assert_eq!(names[..3], expected);
        assert_eq!(names[3], "score_points_points_points");
    }
}
