//! How well everybody fits with everybody: a programme prepared for one roster.
//!
//! ```text
//! score(i, j) = Σ_c w_c · value_c(i, j) / Σ_c w_c
//! ```
//!
//! A criterion's contribution is rounded to whole points once, and the score *is* the sum of the
//! contributions, which therefore add up exactly.

mod barriers;
mod grid;
mod term;

use std::ops::Range;

use matchwright_assign::{Cost, CostSource, Error as AssignError, FORBIDDEN, Monitor};
use ndarray::Array2;
use rayon::prelude::*;

pub use grid::{GRID, to_score};

pub(crate) use barriers::{Barrier, Barriers, MAX_MEMBERS};

use crate::candidates::Candidates;
use crate::candidates::rules::Verdict;
use crate::error::Error;
use crate::program::Program;
use crate::roster::Roster;
use grid::{shares_of, to_points};
use term::CompiledTerm;

/// Mentors evaluated at a time: their working space (values, verdicts, points) stays in the
/// first-level cache.
const BLOCK: usize = 1024;

/// How many criteria may skip: shares are tabled for each set of skipped criteria.
pub(crate) const MAX_SKIPPING: usize = 10;

/// A programme prepared for one roster: gives the score of any pair on demand.
///
/// Positions are those of the roster: [`People::ids`](crate::roster::People::ids) in ascending
/// order.
pub struct Scores {
    /// The row of each mentee and of each mentor in the table they came from.
    mentee_rows: Vec<usize>,
    mentor_rows: Vec<usize>,
    terms: Vec<CompiledTerm>,
    candidates: Candidates,
    /// Shares by the set of skipped criteria (bit k: the k-th criterion that may skip).
    shares: Vec<Vec<i32>>,
    floor: i32,
}

/// A mentor in a mentee's own list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ranked {
    /// The mentor's position in the roster.
    pub mentor: usize,
    /// The score in points.
    pub points: i32,
    /// 1 where no allowed mentor scores higher.
    pub rank: u32,
}

/// One pair as seen by every criterion.
#[derive(Debug, Clone, PartialEq)]
pub struct Parts {
    /// The criteria's values in [0, 1]; `None` where a criterion has no opinion.
    pub values: Vec<Option<f32>>,
    /// The criteria's contributions in points; they sum to the score.
    pub points: Vec<i32>,
}

impl Parts {
    /// The score in points.
    #[must_use]
    pub fn total(&self) -> i32 {
        self.points.iter().sum()
    }
}

/// Working space for one block of mentors.
struct Workspace {
    values: Vec<f32>,
    verdicts: Vec<Verdict>,
    skipped: Vec<usize>,
}

impl Scores {
    /// Prepares a checked programme for a roster that holds what it reads.
    pub(crate) fn new(program: &Program, roster: &Roster) -> Self {
        let mut skipping = 0;
        let terms: Vec<CompiledTerm> = program
            .criteria
            .iter()
            .map(|term| {
                let compiled = CompiledTerm::new(term, roster, skipping);
                skipping += usize::from(compiled.missing.is_none());
                compiled
            })
            .collect();
        let weights: Vec<f64> = program.criteria.iter().map(|term| term.weight).collect();
        let shares = (0..1 << skipping)
            .map(|skipped| {
                let counts = terms.iter().map(|term| term.skip_bit & skipped == 0);
                shares_of(&weights, &counts.collect::<Vec<_>>())
            })
            .collect();
        Self {
            mentee_rows: roster.mentees().rows().to_vec(),
            mentor_rows: roster.mentors().rows().to_vec(),
            candidates: Candidates::new(&program.rules, roster),
            floor: to_points(program.min_score as f32, GRID),
            terms,
            shares,
        }
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
        self.terms.iter().map(|term| term.name.as_str())
    }

    /// What a barrier is called.
    pub(crate) fn barrier_name(&self, barrier: Barrier) -> String {
        match barrier {
            Barrier::Rule(rule) => self.candidates.names().nth(rule).unwrap_or_default().to_owned(),
            Barrier::Required(term) => self
                .terms
                .get(term)
                .map_or_else(String::new, |term| format!("required {}", term.name)),
            Barrier::Floor => "min_score".to_owned(),
        }
    }

    /// The scores of a mentee with every mentor; NaN where they may not meet. O(mentors).
    #[must_use]
    pub fn row(&self, mentee: usize) -> Vec<f64> {
        self.points(mentee).into_iter().map(|points| points.map_or(f64::NAN, to_score)).collect()
    }

    /// The scores of a mentee with every mentor in points; `None` where they may not meet.
    pub(crate) fn points(&self, mentee: usize) -> Vec<Option<i32>> {
        let mut row = vec![None; self.mentors()];
        self.visit(mentee, 0..self.mentors(), |start, points, allowed| {
            for (position, (&points, &allowed)) in points.iter().zip(allowed).enumerate() {
                row[start + position] = allowed.then_some(points);
            }
        });
        row
    }

    /// All scores as mentees × mentors in the order of the tables that the roster was read from;
    /// NaN where two may not meet. Memory: 8 bytes a pair.
    ///
    /// # Errors
    /// [`Error::Assign`] where the memory cannot be reserved, or the monitor was cancelled.
    pub fn matrix(&self, monitor: &Monitor) -> Result<Array2<f64>, Error> {
        let shape = (self.mentees(), self.mentors());
        let mut matrix = reserved(shape)?;
        let mut by_row: Vec<usize> = (0..self.mentees()).collect();
        by_row.sort_unstable_by_key(|&mentee| self.mentee_rows[mentee]);
        let rows: Vec<_> = by_row.into_iter().zip(matrix.rows_mut()).collect();
        rows.into_par_iter().try_for_each(|(mentee, mut row)| {
            monitor.check()?;
            for (&column, score) in self.mentor_rows.iter().zip(self.row(mentee)) {
                row[column] = score;
            }
            Ok::<(), AssignError>(())
        })?;
        Ok(matrix)
    }

    /// The `count` best allowed mentors of a mentee, best first; equal scores share a rank and stand
    /// in the order of the ids. O(mentors · log mentors).
    #[must_use]
    pub fn best(&self, mentee: usize, count: usize) -> Vec<Ranked> {
        let points = self.points(mentee).into_iter().enumerate();
        let mut allowed: Vec<(usize, i32)> =
            points.filter_map(|(mentor, points)| Some((mentor, points?))).collect();
        allowed.sort_by_key(|&(mentor, points)| (-points, mentor));
        allowed.truncate(count);
        let ranked = allowed.iter().map(|&(mentor, points)| Ranked {
            mentor,
            points,
            rank: 1 + allowed.partition_point(|&(_, better)| better > points) as u32,
        });
        ranked.collect()
    }

    /// One pair as every criterion sees it, whether or not they may meet.
    #[must_use]
    pub fn parts(&self, mentee: usize, mentor: usize) -> Parts {
        let mut value = [0.0];
        let values: Vec<Option<f32>> = self
            .terms
            .iter()
            .map(|term| {
                term.values(mentee, &(mentor..mentor + 1), &mut value);
                Some(value[0]).filter(|value| !value.is_nan())
            })
            .collect();
        let points = (self.terms.iter().zip(&values).zip(self.shares(&values)))
            .map(|((term, value), &share)| to_points(value.or(term.missing).unwrap_or(0.0), share))
            .collect();
        Parts { values, points }
    }

    /// The shares of [`GRID`] points that count for a pair with these values.
    pub(crate) fn shares(&self, values: &[Option<f32>]) -> &[i32] {
        let answered = self.terms.iter().zip(values);
        let skipped: usize =
            answered.map(|(term, value)| if value.is_none() { term.skip_bit } else { 0 }).sum();
        &self.shares[skipped]
    }

    /// For each criterion, whether it gives every pair the same value. O(mentees · mentors).
    pub(crate) fn constant_criteria(&self, monitor: &Monitor) -> Result<Vec<bool>, AssignError> {
        let mut first = [0.0];
        let is_constant = |term: &CompiledTerm| {
            term.values(0, &(0..1), &mut first);
            let same = |value: &f32| value.to_bits() == first[0].to_bits();
            let constant = (0..self.mentees()).into_par_iter().all(|mentee| {
                let mut values = vec![0.0; self.mentors()];
                term.values(mentee, &(0..self.mentors()), &mut values);
                !monitor.is_cancelled() && values.iter().all(same)
            });
            monitor.check().map(|()| constant)
        };
        self.terms.iter().map(is_constant).collect()
    }

    /// Everything that keeps two people apart.
    pub(crate) fn barriers(&self, mentee: usize, mentor: usize) -> Barriers {
        let mut found = Barriers::default();
        self.survey(mentee, mentor..mentor + 1, |_, barriers, _| found = barriers);
        found
    }

    /// Calls `each(mentor, barriers, points)` for each of a mentee's possible partners, those who
    /// are kept apart included. Slower than [`Self::points`], which stops at the first barrier.
    pub(crate) fn survey(
        &self,
        mentee: usize,
        mentors: Range<usize>,
        mut each: impl FnMut(usize, Barriers, i32),
    ) {
        let mut barriers = vec![Barriers::default(); BLOCK.min(mentors.len())];
        let mut verdicts = vec![Verdict::Allowed; barriers.len()];
        let mut values = vec![0.0; barriers.len()];
        self.visit(mentee, mentors, |start, points, _| {
            let range = start..start + points.len();
            let barriers = &mut barriers[..points.len()];
            barriers.fill(Barriers::default());
            let verdicts = &mut verdicts[..points.len()];
            self.candidates.forbidden(mentee, &range, verdicts, |rule, position| {
                barriers[position].add(Barrier::Rule(rule));
            });
            for (position, term) in self.terms.iter().enumerate() {
                if term.required.is_none() {
                    continue;
                }
                let values = &mut values[..points.len()];
                term.values(mentee, &range, values);
                for (barriers, &value) in barriers.iter_mut().zip(&*values) {
                    if term.refuses(value) {
                        barriers.add(Barrier::Required(position));
                    }
                }
            }
            for ((mentor, barriers), &points) in range.zip(barriers).zip(points) {
                if points < self.floor {
                    barriers.add(Barrier::Floor);
                }
                each(mentor, *barriers, points);
            }
        });
    }

    /// Calls `each(first mentor, points, allowed)` for block after block of mentors.
    fn visit(
        &self,
        mentee: usize,
        mentors: Range<usize>,
        mut each: impl FnMut(usize, &[i32], &[bool]),
    ) {
        let length = BLOCK.min(mentors.len());
        let mut work = Workspace {
            values: vec![0.0; length * if self.skips() { self.terms.len() } else { 1 }],
            verdicts: vec![Verdict::Allowed; length],
            skipped: vec![0; length],
        };
        let mut points = vec![0; length];
        let mut allowed = vec![true; length];
        for start in mentors.clone().step_by(BLOCK) {
            let range = start..(start + BLOCK).min(mentors.end);
            let (points, allowed) = (&mut points[..range.len()], &mut allowed[..range.len()]);
            self.evaluate(mentee, &range, &mut work, points, allowed);
            each(start, points, allowed);
        }
    }

    fn skips(&self) -> bool {
        self.shares.len() > 1
    }

    fn evaluate(
        &self,
        mentee: usize,
        mentors: &Range<usize>,
        work: &mut Workspace,
        points: &mut [i32],
        allowed: &mut [bool],
    ) {
        allowed.fill(true);
        let verdicts = &mut work.verdicts[..mentors.len()];
        self.candidates
            .forbidden(mentee, mentors, verdicts, |_, position| allowed[position] = false);
        if self.skips() {
            self.add_skipping(mentee, mentors, work, points, allowed);
        } else {
            self.add_all(mentee, mentors, &mut work.values[..mentors.len()], points, allowed);
        }
        for (allowed, points) in allowed.iter_mut().zip(&*points) {
            *allowed &= *points >= self.floor;
        }
    }

    /// No criterion skips: one pass per criterion over one small buffer.
    fn add_all(
        &self,
        mentee: usize,
        mentors: &Range<usize>,
        values: &mut [f32],
        points: &mut [i32],
        allowed: &mut [bool],
    ) {
        points.fill(0);
        for (term, &share) in self.terms.iter().zip(&self.shares[0]) {
            term.values(mentee, mentors, values);
            term.refuse(values, allowed);
            let missing = term.missing.unwrap_or(0.0);
            for (points, &value) in points.iter_mut().zip(&*values) {
                *points += to_points(if value.is_nan() { missing } else { value }, share);
            }
        }
    }

    /// Some criterion may skip: all values first, then the shares of what was answered.
    fn add_skipping(
        &self,
        mentee: usize,
        mentors: &Range<usize>,
        work: &mut Workspace,
        points: &mut [i32],
        allowed: &mut [bool],
    ) {
        points.fill(0);
        let length = mentors.len();
        let skipped = &mut work.skipped[..length];
        skipped.fill(0);
        for (term, values) in self.terms.iter().zip(work.values.chunks_exact_mut(length)) {
            term.values(mentee, mentors, values);
            term.refuse(values, allowed);
            for (skipped, value) in skipped.iter_mut().zip(&*values) {
                *skipped |= if value.is_nan() { term.skip_bit } else { 0 };
            }
        }
        let values = work.values.chunks_exact(length);
        for (position, (term, values)) in self.terms.iter().zip(values).enumerate() {
            let missing = term.missing.unwrap_or(0.0);
            for ((points, &value), &skipped) in points.iter_mut().zip(values).zip(&*skipped) {
                let value = if value.is_nan() { missing } else { value };
                *points += to_points(value, self.shares[skipped][position]);
            }
        }
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
        let first = columns.start;
        self.visit(row, columns, |start, points, allowed| {
            for ((cost, &points), &allowed) in
                out[start - first..].iter_mut().zip(points).zip(allowed)
            {
                *cost = if allowed { -Cost::from(points) } else { FORBIDDEN };
            }
        });
    }
}

/// Room for one number a pair, or an error where the memory for it cannot be reserved.
fn reserved((rows, columns): (usize, usize)) -> Result<Array2<f64>, AssignError> {
    let out_of_memory = AssignError::OutOfMemory { cells: rows as u128 * columns as u128 };
    let Some(cells) = rows.checked_mul(columns) else { return Err(out_of_memory) };
    // Asking first turns an abort into an error; zeros cost nothing until they are written to.
    Vec::<f64>::new().try_reserve_exact(cells).map_err(|_| out_of_memory)?;
    Ok(Array2::zeros((rows, columns)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many people fit into no roster that a test could make; the sizes here fit into no memory.
    #[test]
    fn a_matrix_that_does_not_fit_is_refused() {
        for (rows, columns) in [(1 << 40, 1 << 40), (1 << 30, 1 << 30)] {
            let cells = rows as u128 * columns as u128;
            assert_eq!(reserved((rows, columns)), Err(AssignError::OutOfMemory { cells }));
        }
        assert_eq!(reserved((2, 3)), Ok(Array2::zeros((2, 3))));
    }
}
