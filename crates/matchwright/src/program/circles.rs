//! Circles: a mentor with several mentees as one group, or a group of peers.

use serde::{Deserialize, Serialize};

use super::{Capacity, Seats, Term};
use crate::schema::{Kind, Read, Side};

/// How circles are made.
///
/// ```
/// let program = matchwright::Program::from_toml_str(r#"
///     form = "circles"
///
///     ## How well a mentee fits the mentor who leads the circle.
///     [[criteria]]
///     kind = "skill_coverage"
///     need = "wants_to_learn"
///     have = "can_teach"
///
///     [circles]
///     size = { min = 3, max = 6 }
///     mix = [{ column = "department", max = 2 }]
///
///     ## How well its members fit each other.
///     [[circles.criteria]]
///     kind = "overlap"
///     column = "interests"
/// "#)?;
/// assert_eq!(program.circles.criteria.len(), 1);
/// # Ok::<(), matchwright::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Circles {
    /// How many members a circle has, without its leader: the fewest and the most, as numbers or columns of the
    /// mentors. A circle that does not fill does not run.
    #[serde(default = "three_to_six")]
    pub size: Capacity,
    /// 1 where a mentor leads each circle, 0 where peers are among themselves.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    #[cfg_attr(feature = "schema", schemars(!skip_serializing_if))]
    pub leaders: u32,
    /// How well members fit each other, by columns of the mentees' table alone; nothing where only the leader
    /// counts. Peers fit by the programme's own criteria.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(!skip_serializing_if))]
    pub criteria: Vec<Term>,
    /// The share of a member's fit that the other members decide, from 0 to 1 in hundredths; the leader decides the rest.
    #[serde(default = "half", skip_serializing_if = "is_half")]
    #[cfg_attr(feature = "schema", schemars(!skip_serializing_if))]
    pub share: f64,
    /// Columns of the members in which only so many of a circle may give the same answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "schema", schemars(!skip_serializing_if))]
    pub mix: Vec<Mix>,
}

/// How many members of a circle may be alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Mix {
    /// The column of the members; who gave no answer is like nobody.
    pub column: String,
    /// The most who may give the same answer.
    #[serde(default = "one")]
    pub max: u32,
}

fn three_to_six() -> Capacity {
    Capacity::from(6).at_least(3)
}

fn one() -> u32 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_one(leaders: &u32) -> bool {
    *leaders == 1
}

fn half() -> f64 {
    0.5
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
#[expect(clippy::float_cmp, reason = "the default as it was written, or another number")]
fn is_half(share: &f64) -> bool {
    *share == half()
}

impl Default for Circles {
    /// Three to six members and a leader, who alone counts.
    fn default() -> Self {
        let (criteria, mix) = (Vec::new(), Vec::new());
        Self { size: three_to_six(), leaders: one(), criteria, share: half(), mix }
    }
}

impl Circles {
    pub(super) fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// What is read for the circles: of members, columns of the mentees alone.
    pub(super) fn reads(&self) -> Vec<Read> {
        let of_mentees = |read: Read| Read { side: Side::Mentee, ..read };
        let criteria = self.criteria.iter().flat_map(Term::reads).map(of_mentees);
        let mix = self.mix.iter().map(|mix| Read::mentee(&mix.column, Kind::Label));
        let sizes = [&self.size.min, &self.size.max].into_iter().filter_map(|seats| match seats {
            Seats::Same(_) => None,
            Seats::Column(column) => Some(Read::mentor(column, Kind::Seats)),
        });
        criteria.chain(mix).chain(sizes).collect()
    }

    /// What is wrong with it: the field, and a sentence.
    pub(super) fn check(&self) -> Vec<(&'static str, String)> {
        let mut wrong = Vec::new();
        if self.leaders > 1 {
            wrong.push(("circles.leaders", "must be 1, or 0 for peers".to_owned()));
        }
        if !(0.0..=1.0).contains(&self.share) {
            wrong.push(("circles.share", "must be a number from 0 to 1".to_owned()));
        }
        if self.leaders == 0 && !self.criteria.is_empty() {
            let message = "peers fit by the programme's own criteria: put them there";
            wrong.push(("circles.criteria", message.to_owned()));
        }
        if self.leaders == 0
            && !matches!((&self.size.min, &self.size.max), (Seats::Same(2..), Seats::Same(2..)))
        {
            let message = "must be numbers of 2 or more where there are no leaders";
            wrong.push(("circles.size", message.to_owned()));
        }
        if let (Seats::Same(min), Seats::Same(max)) = (&self.size.min, &self.size.max)
            && min > max
        {
            wrong.push(("circles.size.min", "must not be above `max`".to_owned()));
        }
        if self.size.or_none {
            let message = "circles that do not fill never run: leave it out";
            wrong.push(("circles.size.or_none", message.to_owned()));
        }
        if self.mix.iter().any(|mix| mix.max == 0) {
            wrong.push(("circles.mix", "`max` must be above 0".to_owned()));
        }
        wrong
    }
}
