//! The ways to find the best plan.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::basics::Error;

/// A way to find the best plan. All methods return the same total.
///
/// ```
/// use matchwright_assign::Method;
///
/// assert_eq!("hungarian".parse(), Ok(Method::Hungarian));
/// assert_eq!(Method::Auto.to_string(), "auto");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Method {
    /// The fastest method that suits the problem; the solution names it.
    #[default]
    Auto,
    /// Shortest augmenting paths with prices on a dense table.
    Hungarian,
    /// Shortest augmenting paths that read of each row what could be of use to it, for columns to spare. Where that is
    /// too much, or seats are as scarce as rows, another method takes over, and the solution says so.
    Spare,
    /// An auction over short lists, exact over all pairs, that stores no matrix. Where costs are too
    /// large for it, the Hungarian method takes over, and the solution says so.
    #[serde(alias = "auction")]
    Auction,
    /// Shortest paths from what a [`WarmStart`](crate::WarmStart) knows, which is nothing where there is none. Where too much has
    /// changed, another method takes over, and the solution says so.
    Repair,
    /// The Hungarian solver of the `pathfinding` crate: a second opinion on small problems.
    /// Refused without the feature `reference`.
    Reference,
}

impl Method {
    /// Every method, in the order of their declaration.
    pub const ALL: &[Self] =
        &[Self::Auto, Self::Hungarian, Self::Spare, Self::Auction, Self::Repair, Self::Reference];

    /// The name used in text and JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Hungarian => "hungarian",
            Self::Spare => "spare",
            Self::Auction => "auction",
            Self::Repair => "repair",
            Self::Reference => "reference",
        }
    }
}

impl fmt::Display for Method {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

impl FromStr for Method {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        let found = Self::ALL.iter().find(|method| method.name() == name);
        found.copied().ok_or_else(|| Error::UnknownMethod { name: name.to_owned() })
    }
}
