//! How to solve: the method, the threads, who watches.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::monitor::Monitor;
use crate::seed::Seed;

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
    /// An auction over short lists, exact over all pairs, that stores no matrix. Where costs are too
    /// large for it, the Hungarian method takes over, and the solution says so.
    Sparse,
    /// Shortest paths from what a [`Seed`] knows, which is nothing where there is none. Where too much has
    /// changed, another method takes over, and the solution says so.
    Repair,
    /// The Hungarian solver of the `pathfinding` crate: a second opinion on small problems.
    Reference,
}

impl Method {
    /// Every method, in the order of their declaration.
    pub const ALL: &[Self] =
        &[Self::Auto, Self::Hungarian, Self::Sparse, Self::Repair, Self::Reference];

    /// The name used in text and JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Hungarian => "hungarian",
            Self::Sparse => "sparse",
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

/// How to solve. The default picks the method, runs in the current pool of threads and reports to
/// nobody. No option but a limit of time changes the total, and the number of threads changes nothing at
/// all.
///
/// ```
/// use matchwright_assign::{Method, Options};
///
/// let options = Options::default().with_method(Method::Reference).with_threads(2);
/// assert_eq!(options.threads, Some(2));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The method to use.
    pub method: Method,
    /// Threads of a pool for this solve alone; `None` is the current `rayon` pool, 0 one per core.
    pub threads: Option<usize>,
    /// Progress and cancellation.
    pub monitor: Option<Arc<Monitor>>,
    /// Time after which the search ends with the best plan so far, and the proof says how far that can
    /// be from the best; reading the costs once and checking the proof come on top.
    pub time_limit: Option<Duration>,
    /// An earlier plan to start from, with [`Method::Auto`] and [`Method::Repair`].
    pub seed: Option<Arc<Seed>>,
    /// Whether the solution keeps what a restart needs that is vouched for ([`Seed::unchanged`]): every row is
    /// read once more, and its cheapest pairs are kept, a kilobyte a row.
    pub restartable: bool,
}

impl Options {
    /// With this method.
    #[must_use]
    pub fn with_method(mut self, method: Method) -> Self {
        self.method = method;
        self
    }

    /// With a pool of this many threads.
    #[must_use]
    pub fn with_threads(mut self, threads: usize) -> Self {
        self.threads = Some(threads);
        self
    }

    /// With a limit of time.
    #[must_use]
    pub fn with_time_limit(mut self, limit: Duration) -> Self {
        self.time_limit = Some(limit);
        self
    }

    /// With an earlier plan to start from.
    #[must_use]
    pub fn with_seed(mut self, seed: Seed) -> Self {
        self.seed = Some(Arc::new(seed));
        self
    }

    /// For a solution to restart from without reading much again.
    #[must_use]
    pub fn restartable(mut self) -> Self {
        self.restartable = true;
        self
    }

    /// With a monitor.
    #[must_use]
    pub fn with_monitor(mut self, monitor: Arc<Monitor>) -> Self {
        self.monitor = Some(monitor);
        self
    }
}
