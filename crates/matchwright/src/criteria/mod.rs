//! How well: a criterion gives a pair a value in [0, 1], or no opinion.
//!
//! One criterion is one file, all in the same order: what it says about people and its formula,
//! a worked example, its parameters, what it reads, its evaluation, its tests. The list at the
//! end of this file is the registry.

mod best;
mod coverage;
mod paths;

use std::fmt::Debug;
use std::ops::Range;

pub use gap::Shape;
pub use overlap::Measure;
pub use personality::{Fit, Trait};

pub use crate::compare::{Grouped, Groups, Learned, Place};
use crate::registry::registry;
use crate::roster::{Read, Roster, Side};
use crate::schema::Columns;

/// A way to say how well two people fit.
///
/// Implement it for a criterion of your own and add it with
/// [`ProgramBuilder::criterion`](crate::program::ProgramBuilder::criterion) through
/// [`AnyCriterion::custom`]:
///
/// ```
/// use std::ops::Range;
///
/// use matchwright::criteria::{AnyCriterion, Criterion, Evaluator};
/// use matchwright::roster::{Kind, Read, Roster};
/// use matchwright::Program;
///
/// /// Long-serving mentors first: years of service over 40.
/// #[derive(Debug)]
/// struct Experience;
///
/// impl Criterion for Experience {
///     fn reads(&self) -> Vec<Read> {
///         vec![Read::mentor("years", Kind::Number)]
///     }
///
///     fn compile(&self, roster: &Roster) -> Box<dyn Evaluator> {
///         Box::new(Years(roster.mentors().numbers("years", None)))
///     }
/// }
///
/// struct Years(Vec<Option<f64>>);
///
/// impl Evaluator for Years {
///     fn values(&self, _mentee: usize, mentors: Range<usize>, out: &mut [f32]) {
///         for (value, years) in out.iter_mut().zip(&self.0[mentors]) {
///             *value = years.map_or(f32::NAN, |years| (years as f32 / 40.0).clamp(0.0, 1.0));
///         }
///     }
/// }
///
/// let program =
///     Program::builder().criterion(2.0, AnyCriterion::custom("experience", Experience)).build();
/// # let _ = program;
/// ```
pub trait Criterion: Debug + Send + Sync {
    /// The columns that the value depends on. Nothing else may influence it.
    fn reads(&self) -> Vec<Read>;

    /// What is wrong with the parameters: the field, and what is allowed there.
    fn check(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }

    /// The two columns in which what a mentee and a mentor have in common can be read, for explanations and
    /// letters; both are among [`reads`](Self::reads), as lists or labels.
    fn common_ground(&self) -> Option<CommonGround> {
        None
    }

    /// What it asks of a pair, in a sentence for people who read no programmes; where there is none, documents
    /// name the kind and what it was given.
    fn sentence(&self) -> Option<String> {
        None
    }

    /// Prepares the evaluation for one roster, which holds every column that
    /// [`reads`](Self::reads) names.
    fn compile(&self, roster: &Roster) -> Box<dyn Evaluator>;

    /// As [`compile`](Self::compile), by what was learned from other mentees and these mentors: a value that depends on
    /// the answers of everybody, such as on how rare a label is, is then the same among some of them as among all,
    /// and what was prepared of the mentors' answers is not prepared again. Where nothing was learned, it learns
    /// from this roster.
    fn compile_with(&self, roster: &Roster, learned: Option<&Learned>) -> Compiled {
        let _ = learned;
        Compiled { evaluator: self.compile(roster), learned: Learned::default() }
    }
}

/// A criterion that is prepared for one roster, and what it took from the answers of everybody.
pub struct Compiled {
    /// Gives the values of pairs.
    pub evaluator: Box<dyn Evaluator>,
    /// What it was compiled by; nothing of a criterion that looks at the two people of a pair alone.
    pub learned: Learned,
}

/// Two columns with the same labels in them: what two people can talk about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommonGround {
    /// The mentees' column.
    pub mentee: String,
    /// The mentors' column.
    pub mentor: String,
    /// Whose column says what they want from the other; `None` where both say what they have.
    pub learner: Option<Side>,
}

impl CommonGround {
    /// Both have it.
    fn shared(columns: &Columns) -> Self {
        let [mentee, mentor] = Side::BOTH.map(|side| columns.of(side).to_owned());
        Self { mentee, mentor, learner: None }
    }
}

/// A criterion prepared for one roster.
///
/// [`values`](Self::values) is all that has to be written. The other three make it fast where few
/// answers are different; [`Grouped`] writes them for a criterion of one answer per mentor.
pub trait Evaluator: Send + Sync {
    /// Writes the values of `mentee` with each of `mentors` to `out` (of the same length): numbers
    /// in [0, 1], NaN where the criterion has no opinion because an answer is missing. Anything
    /// else, and a panic, ends the match with an error that names the criterion; what is outside by at most
    /// a millionth is a rounding, and counts as 0 or 1.
    fn values(&self, mentee: usize, mentors: Range<usize>, out: &mut [f32]);

    /// Groups of mentors who get the same value as each other, whoever the mentee is, unless they
    /// are [`exceptions`](Self::exceptions); `None` where everybody is evaluated.
    fn groups(&self) -> Option<&Groups> {
        None
    }

    /// Writes the values of `mentee` with each of the groups; by default those of the first mentors.
    /// A group whose first mentor is an exception has to be given the value of the others.
    fn group_values(&self, mentee: usize, out: &mut [f32]) {
        let first = self.groups().map(Groups::first).unwrap_or_default();
        for (value, &mentor) in out.iter_mut().zip(first) {
            let mentor = mentor as usize;
            self.values(mentee, mentor..mentor + 1, std::slice::from_mut(value));
        }
    }

    /// Adds the mentors whose value with `mentee` is not that of their group.
    fn exceptions(&self, mentee: usize, found: &mut Vec<u32>) {
        let _ = (mentee, found);
    }
}

impl<E: Evaluator> Evaluator for Grouped<E> {
    fn values(&self, mentee: usize, mentors: Range<usize>, out: &mut [f32]) {
        let values = |groups, out: &mut [f32]| self.inner.values(mentee, groups, out);
        match &self.groups {
            Some(groups) => groups.spread(mentors, out, values),
            None => values(mentors, out),
        }
    }

    fn groups(&self) -> Option<&Groups> {
        self.groups.as_ref()
    }

    fn group_values(&self, mentee: usize, out: &mut [f32]) {
        self.inner.values(mentee, 0..out.len(), out);
    }
}

registry! {
    /// Any criterion, as a programme lists it.
    AnyCriterion: Criterion {
        skill_coverage => SkillCoverage,
        goal_fit => GoalFit,
        overlap => Overlap,
        same => Same,
        different => Different,
        gap => Gap,
        shared_time => SharedTime,
        distance => Distance,
        personality => Personality,
        preference => Preference,
        vector => Vector,
        text => Text,
        table => Table,
        matrix => Matrix,
    }
}
