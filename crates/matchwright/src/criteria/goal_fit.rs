//! `goal_fit`: the mentor can help with the mentee's goals.

use serde::{Deserialize, Serialize};

use super::coverage::{self, Want};
use super::{CommonGround, Compiled, Criterion, Evaluator, Learned};
use crate::compare::words::quoted;
use crate::roster::{Entry, Kind, Read, Roster, Side};

/// The mentor can help with the mentee's goals.
///
/// value = Σ weight of the goals that the mentor can help with / Σ weight of the mentee's goals.
///
/// The weight of a goal stands behind a colon (`promotion:3; public speaking`) and is 1 where it
/// is not given; numbers in the mentor's list do not matter. With a
/// [vocabulary](matchwright_tables::vocabulary::Vocabulary), a goal counts by its strongest relation to what the
/// mentor can help with: 1 for the goal itself, less for wider and narrower ones. No opinion where
/// the mentee has no goal (or only goals of weight 0) or the mentor names nothing.
///
/// Goals and values that two people share predict how good their mentoring gets better than
/// surface attributes do (Eby et al. 2013), which is why this deserves a high weight.
///
/// A mentor who helps with promotions gives a mentee of the above 3 / (3 + 1) = 0.75.
///
/// ```
/// use matchwright::criteria::GoalFit;
/// use matchwright::roster::Person;
/// use matchwright::{Matcher, Program, Roster};
///
/// let program = Program::builder().criterion(1.0, GoalFit::new("goals", "can_help_with")).build();
/// let roster = Roster::builder()
///     .mentee(Person::new("e1").text("goals", "promotion:3; public speaking"))
///     .mentor(Person::new("m1").list("can_help_with", ["Promotion", "writing"]))
///     .mentor(Person::new("m2").list("can_help_with", ["Public Speaking", "promotion"]))
///     .build(&program)?;
/// let scores = Matcher::new(program)?.scores(&roster)?;
/// assert_eq!(scores.row(0), [0.75, 1.0]);
/// # Ok::<(), matchwright::Error>(())
/// ```
///
/// Mentoring goes both ways: with `learner = "mentor"` the goals are the mentor's, and the mentee is the one
/// who can help.
///
/// ```
/// use matchwright::criteria::GoalFit;
/// use matchwright::roster::{Person, Side};
/// use matchwright::{Matcher, Program, Roster};
///
/// let goals = GoalFit::new("can_help_with", "goals").learner(Side::Mentor);
/// let program = Program::builder().criterion(1.0, goals).build();
/// let roster = Roster::builder()
///     .mentee(Person::new("e1").text("can_help_with", "social media"))
///     .mentor(Person::new("m1").text("goals", "social media:3; writing"))
///     .build(&program)?;
/// assert_eq!(Matcher::new(program)?.scores(&roster)?.row(0), [0.75]);
/// # Ok::<(), matchwright::Error>(())
/// ```
///
/// Costs as for [`SkillCoverage`](super::SkillCoverage).
///
/// # In a programme
///
/// ```toml
/// [[criteria]]
/// kind = "goal_fit"
/// mentee = "goals"
/// mentor = "can_help_with"
/// weight = 3
/// ```
///
/// | id | goals | can_help_with | value |
/// |---|---|---|---|
/// | e1 | promotion:3; public speaking | | |
/// | m1 | | Promotion; writing | 0.75 |
/// | m2 | | public speaking; promotion | 1 |
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GoalFit {
    /// The mentees' list of goals, each with its weight or without.
    pub mentee: String,
    /// The mentors' list of goals they can help with.
    pub mentor: String,
    /// Whose goals they are; those of the mentors stand in `mentor`, and `mentee` says who can help.
    #[serde(default, skip_serializing_if = "Side::is_mentee")]
    #[cfg_attr(feature = "schema", schemars(!skip_serializing_if))]
    pub learner: Side,
}

impl GoalFit {
    /// Looks for the goals in the mentees' column `mentee` among those in the mentors' `mentor`.
    pub fn new(mentee: impl Into<String>, mentor: impl Into<String>) -> Self {
        Self { mentee: mentee.into(), mentor: mentor.into(), learner: Side::Mentee }
    }

    /// Says whose goals they are.
    #[must_use]
    pub fn learner(self, learner: Side) -> Self {
        Self { learner, ..self }
    }
}

impl Criterion for GoalFit {
    fn reads(&self) -> Vec<Read> {
        vec![Read::mentee(&self.mentee, Kind::List), Read::mentor(&self.mentor, Kind::List)]
    }

    fn common_ground(&self) -> Option<CommonGround> {
        let (mentee, mentor) = (self.mentee.clone(), self.mentor.clone());
        Some(CommonGround { mentee, mentor, learner: Some(self.learner) })
    }

    fn sentence(&self) -> Option<String> {
        let (learner, teacher) = (self.learner.noun(), self.learner.other().noun());
        let (wants, offers) = match self.learner {
            Side::Mentee => (&self.mentee, &self.mentor),
            Side::Mentor => (&self.mentor, &self.mentee),
        };
        Some(format!(
            "The {teacher} can help ({}) with the {learner}’s goals ({}).",
            quoted(offers),
            quoted(wants)
        ))
    }

    fn compile(&self, roster: &Roster) -> Box<dyn Evaluator> {
        self.compile_with(roster, None).evaluator
    }

    fn compile_with(&self, roster: &Roster, learned: Option<&Learned>) -> Compiled {
        let lists = |side| match side {
            Side::Mentee => roster.mentees().lists(&self.mentee),
            Side::Mentor => roster.mentors().lists(&self.mentor),
        };
        let goals = || lists(self.learner).iter().map(|goals| goals.iter().map(want)).collect();
        let offers = || lists(self.learner.other());
        coverage::compile(self.learner, goals, offers, roster.related(), learned)
    }
}

fn want(goal: &Entry) -> Want {
    Want { label: goal.label, weight: goal.level.unwrap_or(1.0), target: 0.0, current: 0.0 }
}
