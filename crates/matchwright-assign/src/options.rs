//! How to solve: the method, the threads, who watches.

use std::sync::Arc;
use std::time::Duration;

use crate::basics::{Method, Monitor};
use crate::solver::warm_start::WarmStart;

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
    /// Without the feature `rayon` all work stays on the thread of the caller, whatever stands here.
    pub threads: Option<usize>,
    /// Progress and cancellation.
    pub monitor: Option<Arc<Monitor>>,
    /// Time after which the solve ends with the best plan so far, and the proof says how far that can be from
    /// the best. Where there was no time to read all costs once, or to check the proof, the certificate says
    /// that nothing was checked ([`Scope::NotChecked`](crate::Scope::NotChecked)). Refused where there is no clock.
    pub time_limit: Option<Duration>,
    /// An earlier plan to start from, with [`Method::Auto`] and [`Method::Repair`].
    pub warm_start: Option<Arc<WarmStart>>,
    /// Whether the solution keeps what a restart needs that is vouched for ([`WarmStart::unchanged`]): every row is
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
    pub fn with_warm_start(mut self, warm_start: WarmStart) -> Self {
        self.warm_start = Some(Arc::new(warm_start));
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
