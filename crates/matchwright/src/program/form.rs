//! What people are brought together in: pairs of two sides, pairs of one population, circles.

use serde::{Deserialize, Serialize};

/// What the programme makes of people.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Form {
    /// Pairs of a mentee and a mentor.
    #[default]
    Pairs,
    /// Pairs within one population: people who are in one table, and all of whom both give and take.
    Peers,
    /// Circles: a mentor with several mentees as one group, or groups of peers.
    Circles,
}

impl Form {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
    pub(super) fn is_pairs(&self) -> bool {
        *self == Self::Pairs
    }
}

/// How peers are paired.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Peers {
    /// What a pair is worth, of the scores that each of the two has with the other.
    #[serde(default)]
    pub score: Combined,
    /// What happens to the one who is left over where the number of people is odd.
    #[serde(default)]
    pub odd: Odd,
}

impl Peers {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
    pub(super) fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// One number of two scores.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Combined {
    /// Their mean.
    #[default]
    Mean,
    /// The lower one.
    Min,
    /// Their harmonic mean, which is near the lower one.
    Harmonic,
}

/// What becomes of somebody who is left over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Odd {
    /// They join the pair that fits them best.
    #[default]
    Three,
    /// They sit out. With a [`priority`](crate::Program::priority), such as the rounds that people have waited, it is
    /// not one of those with the highest number.
    SitsOut,
}
