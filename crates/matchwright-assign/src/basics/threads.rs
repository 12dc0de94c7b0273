//! The one place where work is shared among threads: without the feature `rayon`, all of it stays on the
//! thread of the caller, with the same results.

#[cfg(feature = "rayon")]
pub use pool::*;

#[cfg(not(feature = "rayon"))]
pub use caller::*;

use std::ops::Range;

/// The positions below `length` in their order, in one range for each thread.
#[must_use]
pub fn parts(length: usize) -> Vec<Range<usize>> {
    let size = length.div_ceil(count()).max(1);
    (0..length).step_by(size).map(|start| start..length.min(start + size)).collect()
}

#[cfg(feature = "rayon")]
mod pool {
    use std::error::Error as _;
    use std::sync::OnceLock;

    use rayon::ThreadPoolBuilder;
    use rayon::prelude::*;

    use crate::basics::Error;

    /// Threads of the current pool.
    #[must_use]
    pub fn count() -> usize {
        join_a_pool();
        rayon::current_num_threads()
    }

    /// Where the system refuses the threads of the global pool, which `rayon` panics about whoever asks for it, the
    /// calling thread becomes the only one of a pool of its own, for as long as it lives.
    fn join_a_pool() {
        static HAS_GLOBAL: OnceLock<bool> = OnceLock::new();
        let start = || {
            let refused = ThreadPoolBuilder::new().build_global().err();
            // Nothing is behind the error that somebody else has started it.
            refused.is_none_or(|error| error.source().is_none())
        };
        if !is_in_pool() && !HAS_GLOBAL.get_or_init(start) {
            let alone = ThreadPoolBuilder::new().num_threads(1).use_current_thread().build();
            drop(alone);
        }
    }

    /// Whether the calling thread is one of a pool.
    pub(crate) fn is_in_pool() -> bool {
        rayon::current_thread_index().is_some()
    }

    /// What `task` makes of each item, in their order, on the threads of the current pool.
    pub fn map<I, T, C>(items: I, task: impl Fn(I::Item) -> T + Sync + Send) -> C
    where
        I: IntoParallelIterator,
        T: Send,
        C: FromParallelIterator<T>,
    {
        join_a_pool();
        items.into_par_iter().map(task).collect()
    }

    /// As [`map`], so many items at once; tasks that follow each other on one thread share a scratch value.
    pub(crate) fn map_with_scratch<S: Default, X: Send, T: Send>(
        items: Vec<X>,
        at_once: usize,
        task: impl Fn(&mut S, X) -> T + Sync + Send,
    ) -> Vec<T> {
        join_a_pool();
        items.into_par_iter().with_min_len(at_once).map_init(S::default, task).collect()
    }

    /// Sorts by a key; equal keys stand in any order.
    pub fn sort_unstable_by_key<X: Send, K: Ord>(items: &mut [X], key: impl Fn(&X) -> K + Sync) {
        join_a_pool();
        items.par_sort_unstable_by_key(key);
    }

    /// Runs `work` within the global pool, where it is shared more quickly than from outside.
    pub(crate) fn run<T: Send>(work: impl FnOnce() -> T + Send) -> T {
        join_a_pool();
        rayon::scope(|_| work())
    }

    /// Runs `work` within a pool of its own; 0 threads are one for each core.
    pub(crate) fn run_on<T: Send>(
        threads: usize,
        work: impl FnOnce() -> Result<T, Error> + Send,
    ) -> Result<T, Error> {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build();
        let pool = pool.map_err(|error| Error::Threads { reason: error.to_string() })?;
        pool.install(work)
    }
}

#[cfg(not(feature = "rayon"))]
mod caller {
    use crate::basics::Error;

    /// The thread of the caller is the only one.
    #[must_use]
    pub fn count() -> usize {
        1
    }

    /// There are no pools.
    pub(crate) fn is_in_pool() -> bool {
        false
    }

    /// What `task` makes of each item, in their order.
    pub fn map<I: IntoIterator, T, C: FromIterator<T>>(items: I, task: impl Fn(I::Item) -> T) -> C {
        items.into_iter().map(task).collect()
    }

    /// As [`map`]; all tasks share a scratch value.
    pub(crate) fn map_with_scratch<S: Default, X, T>(
        items: impl IntoIterator<Item = X>,
        _: usize,
        task: impl Fn(&mut S, X) -> T,
    ) -> Vec<T> {
        let mut scratch = S::default();
        items.into_iter().map(|item| task(&mut scratch, item)).collect()
    }

    /// Sorts by a key; equal keys stand in any order.
    pub fn sort_unstable_by_key<X, K: Ord>(items: &mut [X], key: impl Fn(&X) -> K) {
        items.sort_unstable_by_key(key);
    }

    /// Runs `work`.
    pub(crate) fn run<T>(work: impl FnOnce() -> T) -> T {
        work()
    }

    /// Runs `work`, however many threads were asked for.
    pub(crate) fn run_on<T>(_: usize, work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
        work()
    }
}
