//! What a programme makes as good as it can be, level after level.

use std::fmt;

use matchwright_assign as assign;
use serde::de::value::SeqAccessDeserializer;
use serde::de::{Deserializer, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};

/// One of several objectives: each is made as good as those before it allow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Level {
    /// The most mentees with somebody; where the programme has a [`priority`](crate::Program::priority), those
    /// of the highest first. Where mentees may meet several mentors, the most pairs come next; and where such a
    /// programme has no minimum, quota, priority or other level, they come first, since an assignment counts pairs.
    Participation,
    /// The most mentors with somebody.
    MentorsInUse,
    /// The highest sum of scores.
    Total,
    /// The highest lowest score of a pair.
    Worst,
    /// The fewest pairs with the lowest scores, then with the next higher ones, …, in steps of the programme's
    /// [`step`](crate::Program::step).
    Leximin,
    /// The most mentees who meet their first choice, then their second one, …: who scores highest with a mentee
    /// is their first choice, and mentors of equal scores share a rank.
    Ranks,
    /// The least sum of squared numbers of mentees: loads as equal as they can be.
    Balance,
    /// No two would both rather meet each other. Alone, without other levels.
    Stable,
}

impl Level {
    /// All of them, in the order of the documentation.
    pub const ALL: [Self; 8] = [
        Self::Participation,
        Self::MentorsInUse,
        Self::Total,
        Self::Worst,
        Self::Leximin,
        Self::Ranks,
        Self::Balance,
        Self::Stable,
    ];

    /// The name in programmes and tables.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Participation => "participation",
            Self::MentorsInUse => "mentors_in_use",
            Self::Total => "total",
            Self::Worst => "worst",
            Self::Leximin => "leximin",
            Self::Ranks => "ranks",
            Self::Balance => "balance",
            Self::Stable => "stable",
        }
    }
}

/// Levels in order. Plans that are as good by all of them are told apart by their total, which does not have to
/// be named.
///
/// ```
/// use matchwright::program::{Level, Objective};
///
/// let objective = Objective::new([Level::Participation, Level::Worst, Level::Total]);
/// assert_eq!(objective, Objective::new([Level::Participation, Level::Worst]));
/// assert_eq!(objective.levels().last(), Some(Level::Total));
/// assert_eq!(Objective::default(), Level::Participation.into());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(from = "Written"))]
#[serde(into = "Written")]
pub struct Objective {
    /// Without the total at the end.
    levels: Vec<Level>,
}

/// As people write it.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Objective"))]
#[serde(untagged)]
enum Written {
    One(Level),
    Several(Vec<Level>),
}

impl Objective {
    /// These levels, the most important first.
    pub fn new(levels: impl IntoIterator<Item = Level>) -> Self {
        let mut levels: Vec<Level> = levels.into_iter().collect();
        let is_last = levels.len() > 1 && levels.last() == Some(&Level::Total);
        if is_last && !levels.contains(&Level::Stable) {
            levels.pop();
        }
        Self { levels }
    }

    /// The levels, the total at the end included.
    pub fn levels(&self) -> impl Iterator<Item = Level> {
        let last = Some(Level::Total).filter(|total| !self.has(*total) && !self.is_stable());
        self.levels.iter().copied().chain(last)
    }

    /// The levels as they were named.
    pub(super) fn named(&self) -> &[Level] {
        &self.levels
    }

    /// Whether a level was named.
    #[must_use]
    pub fn has(&self, level: Level) -> bool {
        self.levels.contains(&level)
    }

    /// Whether nothing but the total counts.
    #[must_use]
    pub fn is_total(&self) -> bool {
        self.levels == [Level::Total]
    }

    /// Whether the plan is to be stable.
    #[must_use]
    pub fn is_stable(&self) -> bool {
        self.levels == [Level::Stable]
    }

    /// What an assignment is asked for; `None` where it takes more than one.
    pub(crate) fn of_assignment(&self) -> Option<assign::Objective> {
        match self.levels.as_slice() {
            [Level::Participation] => Some(assign::Objective::Participation),
            [Level::Total] => Some(assign::Objective::Total),
            _ => None,
        }
    }
}

impl Default for Objective {
    /// Most people first, then the total.
    fn default() -> Self {
        Level::Participation.into()
    }
}

impl From<Level> for Objective {
    fn from(level: Level) -> Self {
        Self::new([level])
    }
}

impl<const N: usize> From<[Level; N]> for Objective {
    fn from(levels: [Level; N]) -> Self {
        Self::new(levels)
    }
}

impl From<Objective> for Written {
    fn from(objective: Objective) -> Self {
        match objective.levels.as_slice() {
            [level] => Self::One(*level),
            _ => Self::Several(objective.levels),
        }
    }
}

/// By hand, so that a misspelt level is told from those that there are.
impl<'de> Deserialize<'de> for Objective {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OfEither)
    }
}

struct OfEither;

impl<'de> Visitor<'de> for OfEither {
    type Value = Objective;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a level such as \"participation\", or a list of them")
    }

    fn visit_str<E: serde::de::Error>(self, name: &str) -> Result<Objective, E> {
        let level = Level::deserialize(serde::de::value::StrDeserializer::new(name))?;
        Ok(level.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, levels: A) -> Result<Objective, A::Error> {
        let levels: Vec<Level> = Vec::deserialize(SeqAccessDeserializer::new(levels))?;
        Ok(Objective::new(levels))
    }
}
