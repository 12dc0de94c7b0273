//! What a criterion or a rule says it reads.

use std::cmp::Ordering;
use std::fmt::Display;

use matchwright_tables::counted;
use serde::{Deserialize, Serialize};

/// The two sides of a programme.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Those who look for a mentor.
    #[default]
    Mentee,
    /// Those who offer time.
    Mentor,
}

impl Side {
    /// Both, mentees first.
    pub const BOTH: [Self; 2] = [Self::Mentee, Self::Mentor];

    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands fields over by reference")]
    pub(crate) fn is_mentee(&self) -> bool {
        *self == Self::Mentee
    }

    /// "mentee" or "mentor".
    #[must_use]
    pub fn noun(self) -> &'static str {
        match self {
            Self::Mentee => "mentee",
            Self::Mentor => "mentor",
        }
    }

    /// So many people of the side: `1 mentor`, `2 mentors`.
    pub(crate) fn counted<N: Copy + Display + From<u8> + PartialEq>(self, number: N) -> String {
        counted(number, self.noun(), self.table())
    }

    /// The name of the side's table.
    #[must_use]
    pub fn table(self) -> &'static str {
        match self {
            Self::Mentee => "mentees",
            Self::Mentor => "mentors",
        }
    }

    /// The side across the table.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Mentee => Self::Mentor,
            Self::Mentor => Self::Mentee,
        }
    }
}

/// How a column is to be understood.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// One label: a department, a manager, a grade to compare for equality.
    Label,
    /// A label that says where somebody belongs, from the widest part to the narrowest, with this
    /// mark between the parts: `Army/1st Division/3rd` with `/`.
    Path(String),
    /// A list of labels, each with a level or without: skills, goals, languages.
    List,
    /// A finite number.
    Number,
    /// A number within bounds.
    Within(Bounds),
    /// A label's place on an ordinal scale, lowest label first; read as a number from 0.
    Scale(Vec<String>),
    /// A list of ids of the other side, most wanted first: `m3; m7 = m1`, where the last two share a rank.
    Ranking,
    /// A list of so many finite numbers, or several such lists.
    Vector(usize),
    /// A text, or several.
    Text,
    /// Slots of a week: `mon 09-12; tue 14:00-16:30` (see [`Week::parse`](crate::roster::Week::parse)).
    Hours,
    /// A time zone: an offset from UTC, or, with a day such as `2026-03-02`, the name of a zone
    /// with its offset on that day. Read as hours ahead of UTC.
    Zone(Option<String>),
    /// The id of one person of either table, or of somebody in neither: a manager's.
    Reference,
    /// A whole number from 0 to [`MAX_SEATS`].
    Seats,
}

/// The lowest and the highest number of a column.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// The lowest number that is allowed.
    pub low: f64,
    /// The highest number that is allowed.
    pub high: f64,
}

/// In the order of the ends, as every kind of column is ordered; one without a number has a place
/// too.
impl Ord for Bounds {
    fn cmp(&self, other: &Self) -> Ordering {
        self.low.total_cmp(&other.low).then(self.high.total_cmp(&other.high))
    }
}

impl PartialOrd for Bounds {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Bounds {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Bounds {}

/// The largest capacity: far beyond any mentor, and small enough that sums fit in 64 bits.
pub const MAX_SEATS: u32 = 1_000_000;

/// The longest vector: as many numbers as the largest embeddings in use have.
pub const MAX_DIMENSIONS: usize = 4096;

/// The most vectors or texts of one person.
pub const MAX_SEVERAL: usize = 100;

/// One column that a criterion or a rule declares to read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Read {
    /// In which table.
    pub side: Side,
    /// Under which name.
    pub column: String,
    /// How to understand it.
    pub kind: Kind,
}

impl Read {
    /// A column of the mentees' table.
    pub fn mentee(column: impl Into<String>, kind: Kind) -> Self {
        Self::of(Side::Mentee, column, kind)
    }

    /// A column of the mentors' table.
    pub fn mentor(column: impl Into<String>, kind: Kind) -> Self {
        Self::of(Side::Mentor, column, kind)
    }

    /// A column of one side's table.
    pub fn of(side: Side, column: impl Into<String>, kind: Kind) -> Self {
        Self { side, column: column.into(), kind }
    }
}
