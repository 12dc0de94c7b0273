//! How well everybody fits with everybody: a programme prepared for one roster.
//!
//! ```text
//! score(i, j) = Σ_c w_c · value_c(i, j) / Σ_c w_c
//! ```
//!
//! A criterion's contribution is rounded to whole points once, and the score *is* the sum of the
//! contributions, which therefore add up exactly. A rule that weakens lowers the score of its pairs by a fixed
//! number of points, at most to 0, and what it takes is a contribution below 0.

mod answers;
mod asked;
mod barriers;
mod best;
mod candidates;
mod condition;
mod contract;
mod exposure;
mod frame;
mod grid;
mod kernel;
mod learned;
mod lookup;
mod mean;
mod member;
mod skipping;
mod survey;
mod term;
mod told;

use std::fmt;
use std::ops::Range;

use matchwright_assign::{
    Cost, CostSource, Error as AssignError, FORBIDDEN, Monitor, check_memory, threads,
};
use ndarray::{Array2, ArrayViewMut2};

pub use best::Ranked;
pub use frame::ranked_frame;
pub(crate) use grid::sum_of_scores;
pub use grid::{Float, GRID, to_score};

pub(crate) use barriers::{Barrier, Barriers};
pub(crate) use grid::least_value;
pub(crate) use learned::{Learned, SavedTerm};
pub(crate) use told::Told;

use crate::error::Error;
use crate::lanes::widest;
use crate::program::Program;
use crate::roster::Roster;
use crate::rules::Verdict;
use candidates::Candidates;
use contract::Breach;
use grid::to_points;
use kernel::Kernel;
use skipping::Skipping;
use term::CompiledTerm;

/// A programme prepared for one roster: gives the score of any pair on demand.
///
/// Positions are those of the roster: [`People::ids`](crate::roster::People::ids) in ascending
/// order.
pub struct Scores {
    /// The row of each mentee and of each mentor in the table they came from.
    mentee_rows: Vec<usize>,
    mentor_rows: Vec<usize>,
    kernel: Kernel,
    floor: i32,
    /// What was wrong with a criterion or a rule of the caller's own.
    breach: Breach,
    /// What people were told in an earlier round, where that counts.
    /// Pairs that are decided, of mentees who may meet others besides.
    closed: Vec<(usize, usize)>,
    told: Option<Told>,
}

/// One pair as seen by every criterion.
#[derive(Debug, Clone, PartialEq)]
pub struct Parts {
    /// The criteria's values in [0, 1]; `None` where a criterion has no opinion.
    pub values: Vec<Option<f32>>,
    /// The criteria's contributions in points, and then what each rule that weakens takes, 0 or less; they sum
    /// to the score.
    pub points: Vec<i32>,
    /// What these rules would take beyond a score of 0.
    pub beyond: i32,
}

impl Parts {
    /// The score in points.
    #[must_use]
    pub fn total(&self) -> i32 {
        self.points.iter().sum()
    }
}

impl Scores {
    /// Prepares a checked programme for a roster that holds what it reads, and learns from everybody in it.
    pub(crate) fn new(
        program: &Program,
        roster: &Roster,
        monitor: &Monitor,
    ) -> Result<Self, AssignError> {
        Self::with(program, roster, None, monitor)
    }

    /// The same by what was learned from others, where that is given.
    pub(crate) fn with(
        program: &Program,
        roster: &Roster,
        learned: Option<&Learned>,
        monitor: &Monitor,
    ) -> Result<Self, AssignError> {
        let (mut skipping, breach) = (0, Breach::default());
        let mut terms: Vec<CompiledTerm> = program
            .criteria
            .iter()
            .enumerate()
            .map(|(at, term)| {
                monitor.check()?;
                let learned = learned.and_then(|learned| learned.of(at));
                let compiled =
                    CompiledTerm::new(term, roster, learned, skipping, &breach, monitor)?;
                skipping += usize::from(compiled.missing.is_none());
                monitor.advance(1);
                Ok(compiled)
            })
            .collect::<Result<_, AssignError>>()?;
        let weights: Vec<f64> = program.criteria.iter().map(|term| term.weight).collect();
        let skipping = Skipping::new(&terms, &weights);
        for (term, share) in terms.iter_mut().zip(skipping.shares(0)) {
            term.share = share;
        }
        let candidates = Candidates::new(program, roster, &breach, monitor)?;
        Ok(Self {
            mentee_rows: roster.mentees().rows().to_vec(),
            mentor_rows: roster.mentors().rows().to_vec(),
            kernel: Kernel::new(candidates, terms, skipping, roster.mentors().len()),
            floor: to_points(program.min_score as f32, GRID),
            breach,
            told: None,
            closed: Vec::new(),
        })
    }

    /// Whether every criterion of the caller's own has given numbers from 0 to 1, or NaN, so far, and
    /// neither a criterion nor a rule has panicked. One that did is not asked again: a criterion has no
    /// opinion from then on, and a rule forbids. Values outside of 0 to 1 by at most a millionth are
    /// roundings, and count as 0 or 1.
    ///
    /// Matching, [`matrix`](Self::matrix) and lists ask for themselves; whoever reads rows or parts asks
    /// here.
    ///
    /// # Errors
    /// [`Error::Input`] that names the criterion or the rule, and a pair of rows for which it was wrong.
    pub fn check_criteria(&self) -> Result<(), Error> {
        self.breach.check()
    }

    /// Leaves these pairs, by mentee, out of what the solver is asked: they are decided, and nobody meets the
    /// same person twice.
    pub(crate) fn close(&mut self, pairs: Vec<(usize, usize)>) {
        self.closed = pairs;
    }

    /// Says what people were told, and what keeping that is worth to the solver.
    pub(crate) fn tell(&mut self, told: Told) {
        self.told = Some(told);
    }

    /// What people were told, where that counts.
    pub(crate) fn told(&self) -> Option<&Told> {
        self.told.as_ref()
    }

    /// How many mentees.
    #[must_use]
    pub fn mentees(&self) -> usize {
        self.mentee_rows.len()
    }

    /// How many mentors.
    #[must_use]
    pub fn mentors(&self) -> usize {
        self.mentor_rows.len()
    }

    /// The names of the criteria, in the programme's order.
    pub fn criteria(&self) -> impl Iterator<Item = &str> {
        self.kernel.terms.iter().map(|term| term.name.as_str())
    }

    /// The names of the rules that lower scores instead of forbidding, in the programme's order.
    pub fn weakening(&self) -> impl Iterator<Item = &str> {
        self.kernel.candidates.weakening().map(|(rule, _)| rule.name())
    }

    /// What a barrier is called.
    pub(crate) fn barrier_name(&self, barrier: Barrier) -> String {
        let Kernel { candidates, terms, .. } = &self.kernel;
        match barrier {
            Barrier::Rule(rule) => candidates.names().nth(rule).unwrap_or_default().to_owned(),
            Barrier::Required(term) => {
                terms.get(term).map_or_else(String::new, |term| format!("required {}", term.name))
            }
            Barrier::Floor => "min_score".to_owned(),
        }
    }

    /// The scores of a mentee with every mentor; NaN where they may not meet. O(mentors).
    #[must_use]
    pub fn row(&self, mentee: usize) -> Vec<f64> {
        self.row_of(mentee)
    }

    fn row_of<F: Float>(&self, mentee: usize) -> Vec<F> {
        let mut row = vec![F::zero(); self.mentors()];
        self.write_row(mentee, &mut row);
        row
    }

    fn write_row<F: Float>(&self, mentee: usize, row: &mut [F]) {
        self.kernel.visit(mentee, 0..self.mentors(), |first, points| {
            widest((points, self.floor, &mut row[first..first + points.len()]), to_scores);
        });
    }

    /// Calls `each(first mentor, points)` for block after block of all mentors. Those whom the mentee may
    /// not meet have points below the [`floor`](Self::floor).
    pub(crate) fn visit(&self, mentee: usize, each: impl FnMut(usize, &[i32])) {
        self.kernel.visit(mentee, 0..self.mentors(), each);
    }

    /// The points of one pair; below the [`floor`](Self::floor) where they may not meet.
    pub(crate) fn points_of(&self, mentee: usize, mentor: usize) -> i32 {
        let mut found = i32::MIN;
        self.kernel.visit(mentee, mentor..mentor + 1, |_, points| found = points[0]);
        found
    }

    /// The points that a pair has at least.
    pub(crate) fn floor(&self) -> i32 {
        self.floor
    }

    /// The scores of a mentee with every mentor in points; `None` where they may not meet.
    pub(crate) fn points(&self, mentee: usize) -> Vec<Option<i32>> {
        let mut row = Vec::with_capacity(self.mentors());
        self.kernel.visit(mentee, 0..self.mentors(), |_, points| {
            row.extend(points.iter().map(|&points| (points >= self.floor).then_some(points)));
        });
        row
    }

    /// All scores as mentees × mentors in the order of the tables that the roster was read from;
    /// NaN where two may not meet. Memory: 8 bytes a pair.
    ///
    /// # Errors
    /// [`Error::Assign`] where the memory cannot be reserved, or the monitor was cancelled, and those of
    /// [`check_criteria`](Self::check_criteria).
    pub fn matrix(&self, monitor: &Monitor) -> Result<Array2<f64>, Error> {
        self.matrix_of(monitor)
    }

    /// As [`matrix`](Self::matrix), in half the memory: each score is the nearest float of 32 bits.
    ///
    /// # Errors
    /// Those of [`matrix`](Self::matrix).
    pub fn matrix_f32(&self, monitor: &Monitor) -> Result<Array2<f32>, Error> {
        self.matrix_of(monitor)
    }

    fn matrix_of<F: Float>(&self, monitor: &Monitor) -> Result<Array2<F>, Error> {
        let mut matrix = reserved((self.mentees(), self.mentors()))?;
        self.write_matrix(matrix.view_mut(), monitor)?;
        Ok(matrix)
    }

    /// Writes what [`matrix`](Self::matrix) gives into memory of the caller's: mentees × mentors of 64 or 32 bits.
    /// One pass over all pairs.
    ///
    /// ```
    /// use matchwright::assign::Monitor;
    /// use matchwright::criteria::Same;
    /// use matchwright::roster::Person;
    /// use matchwright::{Matcher, Program, Roster};
    ///
    /// let program = Program::builder().criterion(1.0, Same::new("site")).build();
    /// let roster = Roster::builder()
    ///     .mentee(Person::new("e1").text("site", "York"))
    ///     .mentor(Person::new("m1").text("site", "Leeds"))
    ///     .mentor(Person::new("m2").text("site", "York"))
    ///     .build(&program)?;
    /// let scores = Matcher::new(program)?.scores(&roster)?;
    ///
    /// let mut matrix = ndarray::Array2::<f32>::zeros((1, 2));
    /// scores.write_matrix(matrix.view_mut(), &Monitor::new())?;
    /// assert_eq!(matrix, ndarray::array![[0.0, 1.0]]);
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    ///
    /// # Errors
    /// Those of [`matrix`](Self::matrix), and [`Error::Assign`] for another shape than mentees × mentors; what
    /// was in the memory may be lost.
    pub fn write_matrix<F: Float>(
        &self,
        mut matrix: ArrayViewMut2<'_, F>,
        monitor: &Monitor,
    ) -> Result<(), Error> {
        let sides = [("rows", self.mentees()), ("columns", self.mentors())];
        for ((what, expected), &found) in sides.into_iter().zip(matrix.shape()) {
            if found != expected {
                return Err(AssignError::Length { what, expected, found }.into());
            }
        }
        let mut by_row: Vec<usize> = (0..self.mentees()).collect();
        by_row.sort_unstable_by_key(|&mentee| self.mentee_rows[mentee]);
        let rows: Vec<_> = by_row.into_iter().zip(matrix.rows_mut()).collect();
        let in_order = self.mentor_rows.is_sorted();
        threads::map::<_, _, Result<(), _>>(rows, |(mentee, mut row)| {
            monitor.check()?;
            match row.as_slice_mut() {
                Some(row) if in_order => self.write_row(mentee, row),
                _ => {
                    for (&column, score) in self.mentor_rows.iter().zip(self.row_of(mentee)) {
                        row[column] = score;
                    }
                }
            }
            Ok::<(), AssignError>(())
        })?;
        self.check_criteria()
    }

    /// One pair as every criterion sees it, whether or not they may meet.
    #[must_use]
    pub fn parts(&self, mentee: usize, mentor: usize) -> Parts {
        let mut value = [0.0];
        let terms = &self.kernel.terms;
        let values: Vec<Option<f32>> = terms
            .iter()
            .map(|term| {
                term.values(mentee, mentor..mentor + 1, &mut value);
                Some(value[0]).filter(|value| !value.is_nan())
            })
            .collect();
        let points = (terms.iter().zip(&values).zip(self.shares(&values)))
            .map(|((term, value), share)| to_points(value.or(term.missing).unwrap_or(0.0), share))
            .collect();
        self.weakened(mentee, mentor, Parts { values, points, beyond: 0 })
    }

    /// The parts with what rules take that weaken.
    fn weakened(&self, mentee: usize, mentor: usize, mut parts: Parts) -> Parts {
        let mut verdict = [Verdict::Allowed];
        for (rule, most) in self.kernel.candidates.weakening() {
            rule.judge.verdicts(mentee, mentor..mentor + 1, &mut verdict);
            let most = if rule.holds(mentee) && rule.applies(verdict[0]) { most } else { 0 };
            let taken = most.min(parts.total());
            parts.points.push(-taken);
            parts.beyond += most - taken;
        }
        parts
    }

    /// The shares of [`GRID`] points that count for a pair with these values.
    pub(crate) fn shares(&self, values: &[Option<f32>]) -> impl Iterator<Item = i32> {
        let answered = self.kernel.terms.iter().zip(values);
        let skipped: usize =
            answered.map(|(term, value)| if value.is_none() { term.skip_bit } else { 0 }).sum();
        self.kernel.skipping.shares(skipped)
    }
}

impl fmt::Debug for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let criteria: Vec<&str> = self.criteria().collect();
        f.debug_struct("Scores").field("criteria", &criteria).finish_non_exhaustive()
    }
}

impl CostSource for Scores {
    fn rows(&self) -> usize {
        self.mentees()
    }

    fn columns(&self) -> usize {
        self.mentors()
    }

    /// A point more is a unit of cost less.
    fn block(&self, row: usize, columns: Range<usize>, out: &mut [Cost]) {
        let before = columns.start;
        self.kernel.visit(row, columns, |first, points| {
            let out = &mut out[first - before..][..points.len()];
            widest((points, self.floor, out), to_costs);
        });
        if let Some(told) = &self.told {
            told.change(row, before, out);
        }
        told::close(&self.closed, row, before, out);
    }
}

#[inline(always)]
fn to_costs((points, floor, out): (&[i32], i32, &mut [Cost])) {
    for (cost, &points) in out.iter_mut().zip(points) {
        *cost = if points >= floor { -Cost::from(points) } else { FORBIDDEN };
    }
}

#[inline(always)]
fn to_scores<F: Float>((points, floor, out): (&[i32], i32, &mut [F])) {
    for (score, &points) in out.iter_mut().zip(points) {
        *score = if points >= floor { F::of_points(points) } else { F::NAN };
    }
}

/// Room for one number a pair, or an error where the memory for it cannot be reserved.
fn reserved<F: Float>((rows, columns): (usize, usize)) -> Result<Array2<F>, AssignError> {
    check_memory::<F>(rows, columns)?;
    // Zeros cost nothing until they are written to.
    Ok(Array2::zeros((rows, columns)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many people fit into no roster that a test could make; the sizes here fit into no memory.
    #[test]
    fn a_matrix_that_does_not_fit_is_refused() {
        for (rows, columns) in [(1 << 40, 1 << 40), (1 << 30, 1 << 30)] {
            let bytes = 8 * rows as u128 * columns as u128;
            assert_eq!(reserved::<f64>((rows, columns)), Err(AssignError::OutOfMemory { bytes }));
        }
        assert_eq!(reserved::<f64>((2, 3)), Ok(Array2::zeros((2, 3))));
    }
}
