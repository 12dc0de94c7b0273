//! `vector`: their vectors point the same way.

use std::ops::Range;
use std::sync::Arc;

use ndarray::{ArcArray2, Array2};
use serde::{Deserialize, Serialize};

use super::{Compiled, Criterion, Evaluator, Learned, best};
use crate::compare::words::both;
use crate::lanes::widest;
use crate::roster::{Kind, MAX_DIMENSIONS, Read, Roster, Side};
use crate::schema::Columns;

/// Their vectors point the same way: embeddings of what they wrote, by any model that you trust.
///
/// value = (cos − low) / (high − low), at least 0 and at most 1, where cos = Σ a · b / (|a| · |b|)
/// is the cosine of the angle between the two vectors a and b, and low and high are those of
/// `range`; by default they are −1 and 1, and the value is (1 + cos) / 2. No opinion where one of
/// the vectors is missing, or all zeros.
///
/// A column of vectors has lists of numbers: arrays in frames and in JSON, `0.6; -0.8` in text. All
/// of them have as many numbers as `dimensions` says. A person may have up to 100 vectors, such as one for
/// each publication: a list of lists, in frames and in JSON. Each of a mentee's is then compared with each
/// of a mentor's, and the value is the mean of the `best` values, or of all where there are fewer.
///
/// The vectors (3, 4) and (4, 3) have the cosine (3 · 4 + 4 · 3) / (5 · 5) = 0.96 and so the value
/// 0.98; the opposite of a vector has 0, and what is at a right angle to it 0.5.
///
/// ```
/// use matchwright::criteria::Vector;
/// use matchwright::roster::Person;
/// use matchwright::{Matcher, Program, Roster};
///
/// let program = Program::builder().criterion(1.0, Vector::new("about_me", 2)).build();
/// let roster = Roster::builder()
///     .mentee(Person::new("e1").text("about_me", "3; 4"))
///     .mentor(Person::new("m1").numbers("about_me", [4.0, 3.0]))
///     .mentor(Person::new("m2").numbers("about_me", [-3.0, -4.0]))
///     .mentor(Person::new("m3").numbers("about_me", [-0.4, 0.3]))
///     .build(&program)?;
/// assert_eq!(Matcher::new(program)?.scores(&roster)?.row(0), [0.98, 0.0, 0.5]);
/// # Ok::<(), matchwright::Error>(())
/// ```
///
/// Many models put all texts near each other. Where the cosines of a cohort run from 0.4 to 0.9, the
/// values run from 0.7 to 0.95, and the criterion tells people apart by a quarter of its weight; with
/// the range of 0.4 to 0.9 they run from 0 to 1, and it counts as much as its weight says.
///
/// ```
/// use matchwright::criteria::Vector;
/// use matchwright::roster::Person;
/// use matchwright::{Matcher, Program, Roster};
///
/// let vector = Vector::new("about_me", 2).range(0.4, 0.9);
/// let program = Program::builder().criterion(1.0, vector).build();
/// let roster = Roster::builder()
///     .mentee(Person::new("e1").text("about_me", "1; 0"))
///     .mentor(Person::new("m1").text("about_me", "0.6; 0.8"))
///     .mentor(Person::new("m2").text("about_me", "0.96; 0.28"))
///     .mentor(Person::new("m3").text("about_me", "0; 1"))
///     .build(&program)?;
/// // (0.6 − 0.4) / (0.9 − 0.4), and what is beyond the range on either side.
/// assert_eq!(Matcher::new(program)?.scores(&roster)?.row(0), [0.4, 1.0, 0.0]);
/// # Ok::<(), matchwright::Error>(())
/// ```
///
/// The range is a number of the programme and not that of the cohort at hand: a pair's value would
/// otherwise depend on who else takes part, one odd text would move everybody's, and scores of two
/// rounds could not be compared. It is found once: score a cohort by this criterion alone; the cosine
/// is twice the score less 1.
///
/// Vectors are scaled to length 1 in f64; sums are of f32, in the order of the dimensions. A mentee
/// with all mentors takes O(mentors · dimensions).
///
/// # In a programme
///
/// ```toml
/// [[criteria]]
/// kind = "vector"
/// column = "about_me"
/// dimensions = 2
/// ```
///
/// | id | about_me | value |
/// |---|---|---|
/// | e1 | 3; 4 | |
/// | m1 | 4; 3 | 0.98 |
/// | m2 | -3; -4 | 0 |
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Vector {
    /// The column of vectors, one name for both tables or one for each.
    pub column: Columns,
    /// How many numbers each of them has; from 1 to 4,096.
    pub dimensions: usize,
    /// The cosine that counts as 0 and the one that counts as 1; from -1 to 1, the lower first.
    #[serde(default = "all_cosines", skip_serializing_if = "is_all_cosines")]
    #[cfg_attr(feature = "schema", schemars(!skip_serializing_if))]
    pub range: (f64, f64),
    /// How many of the best values count where people have several vectors; from 1 to 100.
    #[serde(default = "best::default", skip_serializing_if = "best::is_default")]
    #[cfg_attr(feature = "schema", schemars(!skip_serializing_if))]
    pub best: usize,
}

fn all_cosines() -> (f64, f64) {
    (-1.0, 1.0)
}

fn is_all_cosines(range: &(f64, f64)) -> bool {
    *range == all_cosines()
}

/// Dimensions that are added in one pass over the mentors, so that the sums are read and written
/// once for so many rows of numbers.
const AT_ONCE: usize = 8;

impl Vector {
    /// Compares the vectors of so many numbers in `column`.
    pub fn new(column: impl Into<Columns>, dimensions: usize) -> Self {
        Self { column: column.into(), dimensions, range: all_cosines(), best: best::BEST }
    }

    /// Lets the cosine `low` count as 0 and `high` as 1.
    #[must_use]
    pub fn range(self, low: f64, high: f64) -> Self {
        Self { range: (low, high), ..self }
    }

    /// Counts the mean of so many of the best where people have several vectors.
    #[must_use]
    pub fn best(self, best: usize) -> Self {
        Self { best, ..self }
    }
}

impl Criterion for Vector {
    fn reads(&self) -> Vec<Read> {
        self.column.reads(&Kind::Vector(self.dimensions))
    }

    fn check(&self) -> Vec<(&'static str, String)> {
        let mut wrong = Vec::new();
        if !(1..=MAX_DIMENSIONS).contains(&self.dimensions) {
            wrong.push(("dimensions", "must be from 1 to 4,096".to_owned()));
        }
        let (low, high) = self.range;
        // As they are compared with cosines.
        let is_apart = (low as f32) < high as f32;
        if !(-1.0 <= low && is_apart && high <= 1.0) {
            wrong.push(("range", "must be two numbers from -1 to 1, the lower first".to_owned()));
        }
        wrong.extend(best::check(self.best));
        wrong
    }

    fn sentence(&self) -> Option<String> {
        Some(format!("What was computed of them beforehand is alike ({}).", both(&self.column)))
    }

    fn compile(&self, roster: &Roster) -> Box<dyn Evaluator> {
        self.compile_with(roster, None).evaluator
    }

    fn compile_with(&self, roster: &Roster, learned: Option<&Learned>) -> Compiled {
        let parted = |side| {
            let vectors = roster.side(side).vectors(self.column.of(side), self.dimensions);
            vectors.parted()
        };
        let [(mentees, of_mentees), (mentors, of_mentors)] = Side::BOTH.map(parted);
        let (low, high) = self.range;
        let across = || directions(&mentors).t().as_standard_layout().into_owned();
        let mentors = Learned::mentors_or(learned, across);
        let learned = Learned::of_mentors(&mentors);
        let angles = Angles {
            mentees: directions(&mentees),
            mentors,
            low: low as f32,
            width: (high - low) as f32,
        };
        let evaluator = best::of_pairs(Box::new(angles), [of_mentees, of_mentors], self.best);
        Compiled { evaluator, learned }
    }
}

/// The vectors scaled to length 1, and filled up with zeros to a multiple of [`AT_ONCE`]; NaN where
/// one is missing or has no direction.
fn directions(vectors: &ArcArray2<f32>) -> Array2<f32> {
    let (count, dimensions) = vectors.dim();
    let mut directions = Array2::zeros((count, dimensions.next_multiple_of(AT_ONCE)));
    for (vector, mut direction) in vectors.rows().into_iter().zip(directions.rows_mut()) {
        let length = vector.iter().map(|&x| f64::from(x) * f64::from(x)).sum::<f64>().sqrt();
        for (scaled, &number) in direction.iter_mut().zip(vector) {
            *scaled = (f64::from(number) / length) as f32;
        }
    }
    directions
}

struct Angles {
    /// Vectors × dimensions.
    mentees: Array2<f32>,
    /// Dimensions × vectors: numbers that are added side by side are neighbours in memory.
    mentors: Arc<Array2<f32>>,
    /// The cosine that counts as 0, and how far above it is the one that counts as 1.
    low: f32,
    width: f32,
}

impl Evaluator for Angles {
    fn values(&self, mentee: usize, mentors: Range<usize>, out: &mut [f32]) {
        let own = self.mentees.row(mentee);
        let (own, _) = own.as_slice().unwrap_or_default().as_chunks::<AT_ONCE>();
        let all = self.mentors.as_slice().unwrap_or_default();
        let row = |dimension: usize| &all[dimension * self.mentors.ncols()..][mentors.clone()];
        out.fill(0.0);
        for (chunk, own) in own.iter().enumerate() {
            let others = std::array::from_fn(|step| row(chunk * AT_ONCE + step));
            widest((own, others, &mut *out), add_products);
        }
        widest((self.low, self.width, out), from_cosines);
    }
}

/// In the order of the dimensions for every mentor, so that no instruction set can matter.
#[inline(always)]
fn add_products((own, others, sums): (&[f32; AT_ONCE], [&[f32]; AT_ONCE], &mut [f32])) {
    let others = others.map(|row| &row[..sums.len()]);
    for (mentor, sum) in sums.iter_mut().enumerate() {
        for (own, row) in own.iter().zip(&others) {
            *sum += own * row[mentor];
        }
    }
}

/// Rounding may take a cosine a little beyond 1.
#[inline(always)]
fn from_cosines((low, width, values): (f32, f32, &mut [f32])) {
    for value in values {
        *value = ((*value - low) / width).clamp(0.0, 1.0);
    }
}
