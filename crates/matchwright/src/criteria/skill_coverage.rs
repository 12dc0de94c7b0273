//! `skill_coverage`: the mentor has the skills that the mentee wants to learn.

use serde::{Deserialize, Serialize};

use super::coverage::{self, Want};
use super::{CommonGround, Compiled, Criterion, Evaluator, Learned};
use crate::compare::words::quoted;
use crate::roster::{Entry, Kind, Lists, People, Read, Roster, Side};

/// The mentor has the skills that the mentee wants to learn, at the level that the mentee aims at.
///
/// value = Σ importance · cover / Σ importance over the skills that the mentee needs, where cover =
/// (mentor's level − current level) / (level needed − current level), at least 0 and at most 1, and
/// 0 where the mentor does not list the skill. The current level is what the mentee has already: it
/// stands in a list of its own (`current`), and is 0 without one. A need that is reached already
/// does not count. With a [vocabulary](matchwright_tables::vocabulary::Vocabulary), cover is the highest over
/// the mentor's skills of relation · cover, where the relation is 1 for the skill itself, 1/2 for a
/// wider or narrower one, 1/4 two steps away, or
/// [what vectors say](matchwright_tables::vocabulary::Related).
///
/// A level stands behind a colon: `python:4; sql` needs Python at level 4 and SQL at any level.
/// A need without a level (or with 0) is covered by any mentor who lists the skill; a mentor who
/// lists a skill without a level covers any need of it. The importance of a skill stands behind a
/// colon in a list of its own and is 1 where it is not given; skills of importance 0 do not count.
/// No opinion where the mentee needs nothing (or nothing of importance, or nothing that is not
/// reached already) or the mentor lists nothing.
///
/// A mentee needs Python at 4 and SQL at any level, and Python is three times as important. A
/// mentor with Python at 3 and SQL covers (3 · 3/4 + 1 · 1) / (3 + 1) = 0.8125 of that, and one
/// with SQL alone (3 · 0 + 1 · 1) / (3 + 1) = 0.25.
///
/// ```
/// use matchwright::criteria::SkillCoverage;
/// use matchwright::roster::Person;
/// use matchwright::{Matcher, Program, Roster};
///
/// let skills = SkillCoverage::new("wants_to_learn", "skills").importance("priorities");
/// let program = Program::builder().criterion(1.0, skills).build();
/// let mentee = Person::new("e1").text("wants_to_learn", "python:4; sql").text("priorities", "python:3");
/// let roster = Roster::builder()
///     .mentee(mentee)
///     .mentor(Person::new("m1").text("skills", "Python:3; SQL"))
///     .mentor(Person::new("m2").text("skills", "sql:2; excel:5"))
///     .build(&program)?;
/// let scores = Matcher::new(program)?.scores(&roster)?;
/// assert_eq!(scores.row(0), [0.8125, 0.25]);
/// # Ok::<(), matchwright::Error>(())
/// ```
///
/// A mentee who has Python at 2 and wants to get to 4 learns half of that from a mentor at 3,
/// (3 − 2) / (4 − 2), and nothing from one at 2.
///
/// ```
/// use matchwright::criteria::SkillCoverage;
/// use matchwright::roster::Person;
/// use matchwright::{Matcher, Program, Roster};
///
/// let skills = SkillCoverage::new("wants_to_learn", "skills").current("skills");
/// let program = Program::builder().criterion(1.0, skills).build();
/// let roster = Roster::builder()
///     .mentee(Person::new("e1").text("wants_to_learn", "python:4").text("skills", "python:2"))
///     .mentor(Person::new("m1").text("skills", "python:3"))
///     .mentor(Person::new("m2").text("skills", "python:2"))
///     .build(&program)?;
/// assert_eq!(Matcher::new(program)?.scores(&roster)?.row(0), [0.5, 0.0]);
/// # Ok::<(), matchwright::Error>(())
/// ```
///
/// A mentee who needs Python and meets a mentor with "scripting", which is wider, has it covered by
/// half.
///
/// ```
/// use matchwright::criteria::SkillCoverage;
/// use matchwright::roster::Person;
/// use matchwright::vocabulary::{Vocabulary, Word};
/// use matchwright::{Matcher, Program, Roster};
///
/// let program = Program::builder().criterion(1.0, SkillCoverage::new("needs", "skills")).build();
/// let roster = Roster::builder()
///     .mentee(Person::new("e1").text("needs", "Python"))
///     .mentor(Person::new("m1").text("skills", "scripting; sql"))
///     .vocabulary(Vocabulary::new([Word::new("Python").broader("scripting")])?)
///     .build(&program)?;
/// assert_eq!(Matcher::new(program)?.scores(&roster)?.row(0), [0.5]);
/// # Ok::<(), matchwright::Error>(())
/// ```
///
/// Mentoring goes both ways. With `learner = "mentor"` it is the mentor who needs (`need`, `importance` and
/// `current` are columns of the mentors), and the mentee who has it (`have`): list the criterion twice, once
/// for each direction, to ask for both.
///
/// ```
/// use matchwright::criteria::SkillCoverage;
/// use matchwright::roster::{Person, Side};
/// use matchwright::{Matcher, Program, Roster};
///
/// let back = SkillCoverage::new("curious_about", "skills").learner(Side::Mentor);
/// let program = Program::builder().criterion(1.0, back).build();
/// let roster = Roster::builder()
///     .mentee(Person::new("e1").text("skills", "video editing:3"))
///     .mentor(Person::new("m1").text("curious_about", "video editing:4"))
///     .mentor(Person::new("m2").text("curious_about", "podcasts; video editing"))
///     .build(&program)?;
/// assert_eq!(Matcher::new(program)?.scores(&roster)?.row(0), [0.75, 0.5]);
/// # Ok::<(), matchwright::Error>(())
/// ```
///
/// Compiling takes O(n log n) for n entries of lists; a mentee with all mentors takes
/// O(mentors + entries that the mentors share with the mentee), and O(mentors) for each need that
/// is related to another skill.
///
/// # In a programme
///
/// ```toml
/// [[criteria]]
/// kind = "skill_coverage"
/// need = "wants_to_learn"
/// have = "skills"
/// importance = "priorities"
/// weight = 4
/// ```
///
/// | id | wants_to_learn | priorities | skills | value |
/// |---|---|---|---|---|
/// | e1 | python:4; sql | python:3 | | |
/// | m1 | | | Python:3; SQL | 0.8125 |
/// | m2 | | | sql:2; excel:5 | 0.25 |
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SkillCoverage {
    /// The mentees' list of skills they want to learn, each with the level they need or without.
    pub need: String,
    /// The mentors' list of skills, each with their level or without.
    pub have: String,
    /// The mentees' list that says how much each needed skill counts (`python:3; sql:1`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub importance: Option<String>,
    /// The mentees' list of skills they have already, each with its level (`python:2`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub current: Option<String>,
    /// Who wants to learn; where it is the mentor, `have` is a list of the mentees and the others are lists
    /// of the mentors.
    #[serde(default, skip_serializing_if = "Side::is_mentee")]
    #[cfg_attr(feature = "schema", schemars(!skip_serializing_if))]
    pub learner: Side,
}

impl SkillCoverage {
    /// Looks for the skills in the mentees' column `need` among those in the mentors' `have`.
    pub fn new(need: impl Into<String>, have: impl Into<String>) -> Self {
        let (need, have) = (need.into(), have.into());
        Self { need, have, importance: None, current: None, learner: Side::Mentee }
    }

    /// Weighs the skills by the mentees' list `column`.
    #[must_use]
    pub fn importance(self, column: impl Into<String>) -> Self {
        Self { importance: Some(column.into()), ..self }
    }

    /// Counts from the levels that the mentees have already, in their list `column`.
    #[must_use]
    pub fn current(self, column: impl Into<String>) -> Self {
        Self { current: Some(column.into()), ..self }
    }

    /// Says who wants to learn.
    #[must_use]
    pub fn learner(self, learner: Side) -> Self {
        Self { learner, ..self }
    }

    fn wants(&self, learners: &People) -> Lists<Want> {
        let needs = learners.lists(&self.need);
        let lists = |column: &Option<String>| column.as_ref().map(|column| learners.lists(column));
        let (importance, current) = (lists(&self.importance), lists(&self.current));
        let wants = needs.iter().enumerate().map(|(learner, needs)| {
            let of = |lists: &Option<Lists<Entry>>, need: &Entry| {
                let list = lists.as_ref().map_or(&[][..], |lists| lists.of(learner));
                list.iter().find(|entry| entry.label == need.label).and_then(|entry| entry.level)
            };
            let want = |need| want(need, of(&importance, need), of(&current, need));
            needs.iter().filter_map(want).collect::<Vec<_>>()
        });
        wants.collect()
    }
}

impl Criterion for SkillCoverage {
    fn reads(&self) -> Vec<Read> {
        let own = [Some(&self.need), self.importance.as_ref(), self.current.as_ref()];
        let own =
            own.into_iter().flatten().map(|column| Read::of(self.learner, column, Kind::List));
        own.chain([Read::of(self.learner.other(), &self.have, Kind::List)]).collect()
    }

    fn common_ground(&self) -> Option<CommonGround> {
        let (need, have, learner) = (self.need.clone(), self.have.clone(), Some(self.learner));
        Some(match self.learner {
            Side::Mentee => CommonGround { mentee: need, mentor: have, learner },
            Side::Mentor => CommonGround { mentee: have, mentor: need, learner },
        })
    }

    fn sentence(&self) -> Option<String> {
        let (learner, teacher) = (self.learner.noun(), self.learner.other().noun());
        Some(format!(
            "The {teacher} has the skills ({}) that the {learner} wants to learn ({}), at the level that they need.",
            quoted(&self.have),
            quoted(&self.need)
        ))
    }

    fn compile(&self, roster: &Roster) -> Box<dyn Evaluator> {
        self.compile_with(roster, None).evaluator
    }

    fn compile_with(&self, roster: &Roster, learned: Option<&Learned>) -> Compiled {
        let wants = || self.wants(roster.side(self.learner));
        let offers = || roster.side(self.learner.other()).lists(&self.have);
        coverage::compile(self.learner, wants, offers, roster.related(), learned)
    }
}

/// `None` for a need that is reached already.
fn want(need: &Entry, importance: Option<f32>, current: Option<f32>) -> Option<Want> {
    let (target, current) = (need.level.unwrap_or(0.0), current.unwrap_or(0.0));
    let is_open = target == 0.0 || current < target;
    let weight = importance.unwrap_or(1.0);
    is_open.then_some(Want { label: need.label, weight, target, current })
}
