//! How sure a plan is.

use serde::{Deserialize, Serialize};

/// How sure it is that no plan is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Status {
    /// Proven: no plan is better.
    Optimal,
    /// Proven: no two people would both rather meet each other. Asked for by the objective `stable`.
    Stable,
    /// A limit of time ended the search; the certificate says what is known.
    Stopped,
    /// Not the best for certain, and proven to be this close to it: circles whose members are to fit each other, a
    /// number of told pairs that may be broken and lies between those at which plans are proven, or people who have
    /// their minimum or nobody and quotas that cross, where a search came to its limit. The gap is
    /// [`Outcome::bound`](crate::Outcome::bound).
    Bounded,
}

impl Status {
    /// What the plan is, in words.
    pub(crate) fn sentence(self) -> &'static str {
        match self {
            Self::Optimal => "proven best",
            Self::Stable => "proven stable: no two people would both rather meet each other",
            Self::Stopped | Self::Bounded => "not proven best",
        }
    }

    /// The name in tables and JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Optimal => "optimal",
            Self::Stable => "stable",
            Self::Stopped => "stopped",
            Self::Bounded => "bounded",
        }
    }
}

/// How far a plan can be from the best on the same terms.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct Bound {
    /// No plan has so many more pairs than this one that it exceeds this number; mentees with somebody, where the
    /// level `participation` is open.
    pub pairs: u64,
    /// No plan with as many pairs has a total score that is higher by more.
    pub score: f64,
}
