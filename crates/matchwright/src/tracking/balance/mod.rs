//! Are two groups of people alike? Standardised differences of their columns (Stuart 2010).

mod columns;
mod people;
mod table;

use std::collections::BTreeSet;

use matchwright_assign::{Monitor, Stage};
use matchwright_tables::Table;
use matchwright_tables::labels::id_key;
use serde::Serialize;

use columns::Level;
pub(super) use columns::{Column, read};

use super::reading::Sheet;
use super::statistics::{mean, variance};
use crate::error::{Error, Finding};
use crate::outcome::Outcome;
use crate::roster::Side;

/// A standardised difference above it is worth a look (Austin 2009).
pub const SMALL: f64 = 0.1;

/// Beyond it two groups cannot be compared without more (Rubin 2001; Stuart 2010).
pub const LARGE: f64 = 0.25;

/// Two groups of people beside each other, column after column.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Balance {
    /// The differences, in the order of the columns.
    pub rows: Vec<Difference>,
    /// People of the first group: those who are matched.
    pub matched: usize,
    /// People of the other group.
    pub unmatched: usize,
}

/// What differs in a column, or in how many have one of its labels.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    /// The column.
    pub column: String,
    /// The label whose share is compared; `None` where it is a mean of numbers.
    pub level: Option<String>,
    /// The mean, or the share, of the matched.
    pub matched: Option<f64>,
    /// The same of the others.
    pub unmatched: Option<f64>,
    /// Their difference over the pooled standard deviation; `None` where nobody differs from anybody, or a group
    /// has no answer.
    pub difference: Option<f64>,
    /// The same where the others are weighted to resemble the matched; `None` without weights.
    pub weighted: Option<f64>,
    /// The variance of the matched over that of the others, of numbers.
    pub variance_ratio: Option<f64>,
}

impl Outcome {
    /// The people of a side who meet somebody beside those who do not, by the columns that the programme reads:
    /// numbers by their means, labels and lists by the shares of people who have each of them.
    ///
    /// O(people · labels).
    ///
    /// ```
    /// use matchwright::criteria::Gap;
    /// use matchwright::roster::{Person, Side};
    /// use matchwright::assign::Monitor;
    /// use matchwright::{Matcher, Program, Roster};
    ///
    /// let program = Program::builder().criterion(1.0, Gap::new("grade", 0.0, 9.0)).build();
    /// let mut roster = Roster::builder().mentor(Person::new("m").number("grade", 4.0));
    /// for (id, grade) in [("e1", 4.0), ("e2", 3.0), ("e3", 1.0)] {
    ///     roster = roster.mentee(Person::new(id).number("grade", grade));
    /// }
    /// let outcome = Matcher::new(program.clone())?.run(&roster.build(&program)?)?;
    /// let balance = outcome.balance(Side::Mentee, &Monitor::new())?;
    /// assert_eq!((balance.matched, balance.unmatched), (1, 2));
    /// assert_eq!((balance.rows[0].matched, balance.rows[0].unmatched), (Some(4.0), Some(2.0)));
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Assign`] where the monitor was cancelled.
    pub fn balance(&self, side: Side, monitor: &Monitor) -> Result<Balance, Error> {
        let matched = matched_of(self, side);
        let is_matched = self.roster().side(side).ids().iter().map(|id| Some(matched.contains(id)));
        let columns = people::columns(self, side);
        Balance::new(&columns, &is_matched.collect::<Vec<_>>(), None, monitor)
    }
}

/// The ids of the people of a side who meet somebody.
pub(super) fn matched_of(outcome: &Outcome, side: Side) -> BTreeSet<String> {
    let id = |pair: &crate::outcome::Pair| match side {
        Side::Mentee => pair.mentee().to_owned(),
        Side::Mentor => pair.mentor().to_owned(),
    };
    outcome.pairs().iter().map(id).collect()
}

impl Balance {
    /// Two groups of the people of a table: `matched` are the ids of the first, everybody else is in the other.
    /// `by` are the columns to compare; all but the ids where it is empty.
    ///
    /// A column of numbers with more than two answers is compared by its means; other columns by the shares of the
    /// people who have each label, the commonest twelve of them.
    ///
    /// # Errors
    /// [`Error::Input`] where a column is missing, an id is missing or stands twice, or nobody of `matched` is there;
    /// [`Error::Assign`] where the monitor was cancelled.
    pub fn read<S: AsRef<str>>(
        people: &Table,
        id: &str,
        matched: &BTreeSet<String>,
        by: &[S],
        monitor: &Monitor,
    ) -> Result<Self, Error> {
        let mut sheet = Sheet::new(people, "people");
        let ids = sheet.ids_once(id);
        let columns = read(&mut sheet, people, id, by, monitor)?;
        let mut findings = sheet.findings;
        let matched: BTreeSet<String> = matched.iter().map(|id| id_key(id)).collect();
        let is_matched: Vec<Option<bool>> =
            ids.iter().map(|id| Some(matched.contains(id))).collect();
        if !is_matched.contains(&Some(true)) {
            let message = "no id in it is that of somebody who is matched";
            findings.push(Finding::new(message).code("nobody_known").table("people"));
        }
        let balance = Self::new(&columns, &is_matched, None, monitor)?;
        Ok(findings.into_result(balance)?)
    }

    /// Of columns: for each person whether they are matched, `None` where they are in neither group; and what each
    /// of the others weighs, where they are weighted.
    ///
    /// # Errors
    /// [`Error::Assign`] where the monitor was cancelled.
    pub(super) fn new(
        columns: &[Column],
        is_matched: &[Option<bool>],
        weights: Option<&[f64]>,
        monitor: &Monitor,
    ) -> Result<Self, Error> {
        monitor.begin(Stage::Outcome, columns.len());
        let mut rows = Vec::new();
        for column in columns {
            for level in column.levels() {
                monitor.check()?;
                rows.push(difference(level, is_matched, weights));
            }
            monitor.advance(1);
        }
        let count = |group| is_matched.iter().filter(|own| **own == Some(group)).count();
        Ok(Self { rows, matched: count(true), unmatched: count(false) })
    }

    /// Without the means of a group of fewer people, which would be theirs.
    pub(super) fn without_few(mut self, fewest: usize) -> Self {
        let (few, other_few) = (self.matched < fewest, self.unmatched < fewest);
        for row in self.rows.iter_mut().filter(|_| few || other_few) {
            row.matched = row.matched.filter(|_| !few);
            row.unmatched = row.unmatched.filter(|_| !other_few);
            // With the mean of the other group they would give it away.
            (row.difference, row.weighted, row.variance_ratio) = (None, None, None);
        }
        self
    }

    /// The largest difference, without its sign, before weighting; 0 where there is none.
    #[must_use]
    pub fn largest(&self) -> f64 {
        largest(self.rows.iter().map(|row| row.difference))
    }

    /// The same after weighting.
    #[must_use]
    pub fn largest_weighted(&self) -> f64 {
        largest(self.rows.iter().map(|row| row.weighted))
    }
}

fn largest(differences: impl Iterator<Item = Option<f64>>) -> f64 {
    differences.flatten().map(f64::abs).fold(0.0, f64::max)
}

fn difference(
    level: Level<'_>,
    is_matched: &[Option<bool>],
    weights: Option<&[f64]>,
) -> Difference {
    let of = |group: bool| -> Vec<f64> {
        let own = is_matched.iter().zip(&level.values).filter(|(own, _)| **own == Some(group));
        own.filter_map(|(_, value)| *value).collect()
    };
    let (matched, others) = (of(true), of(false));
    let spread = pooled(&matched, &others);
    let over = |mean: Option<f64>, other: Option<f64>| {
        mean.zip(other).map(|(mean, other)| mean - other).filter(|_| spread > 0.0)
    };
    let difference = over(mean(&matched), mean(&others)).map(|difference| difference / spread);
    let weighted = weights.and_then(|weights| {
        let weighted = weighted_mean(&level.values, is_matched, weights);
        over(mean(&matched), weighted).map(|difference| difference / spread)
    });
    let ratio = variance(&matched) / variance(&others);
    Difference {
        column: level.column.to_owned(),
        matched: mean(&matched),
        unmatched: mean(&others),
        difference,
        weighted,
        variance_ratio: Some(ratio).filter(|ratio| level.label.is_none() && ratio.is_finite()),
        level: level.label,
    }
}

/// The root of the mean of both groups' variances.
fn pooled(one: &[f64], other: &[f64]) -> f64 {
    f64::midpoint(variance(one), variance(other)).sqrt()
}

/// The weighted mean of the others.
fn weighted_mean(
    values: &[Option<f64>],
    is_matched: &[Option<bool>],
    weights: &[f64],
) -> Option<f64> {
    let others = values.iter().zip(is_matched).zip(weights);
    let others = others.filter(|((_, own), _)| **own == Some(false));
    let known = others.filter_map(|((value, _), weight)| Some(((*value)?, *weight)));
    let (sum, whole) = known
        .fold((0.0, 0.0), |(sum, whole), (value, weight)| (sum + weight * value, whole + weight));
    (whole > 0.0).then(|| sum / whole)
}
