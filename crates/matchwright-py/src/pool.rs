//! The threads that work runs on.

use std::process;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::available_parallelism;

use pyo3::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::errors;

/// The most threads that can be asked for: more than any machine has cores, few enough to start.
const MAX_THREADS: usize = 1_024;

/// Pairs below which the solver stays on one thread by itself, and needs no pool.
const POOLED: usize = 1 << 18;

/// Where work runs: in a pool, or on the thread that asks.
#[derive(Clone)]
pub(crate) struct Workers(Option<Arc<ThreadPool>>);

impl Workers {
    /// A pool of `threads` threads, or of one for each core.
    pub(crate) fn new(py: Python<'_>, threads: Option<usize>) -> PyResult<Self> {
        pool(py, threads).map(|pool| Self(Some(pool)))
    }

    /// The thread that asks.
    pub(crate) fn none() -> Self {
        Self(None)
    }

    /// As [`Workers::new`], without a pool where so few pairs need none.
    pub(crate) fn for_pairs(
        py: Python<'_>,
        pairs: usize,
        threads: Option<usize>,
    ) -> PyResult<Self> {
        if pairs < POOLED && threads.is_none() { Ok(Self(None)) } else { Self::new(py, threads) }
    }

    /// Runs `work` there and waits for it.
    pub(crate) fn install<T: Send>(&self, work: impl FnOnce() -> T + Send) -> T {
        match &self.0 {
            Some(pool) => pool.install(work),
            None => work(),
        }
    }
}

struct Entry {
    process: u32,
    threads: usize,
    pool: Arc<ThreadPool>,
}

/// The pool that was used last. It is looked at only while attached to the interpreter, which a
/// fork also needs, so that no child process ever inherits the lock in a locked state.
static LAST: Mutex<Option<Entry>> = Mutex::new(None);

/// The last pool where it fits, otherwise a new one.
///
/// A child process starts its own pool. The threads of its parent were not forked, so that work
/// given to the inherited pool would wait for ever.
fn pool(py: Python<'_>, threads: Option<usize>) -> PyResult<Arc<ThreadPool>> {
    let threads = threads.unwrap_or_else(|| available_parallelism().map_or(1, usize::from));
    if !(1..=MAX_THREADS).contains(&threads) {
        let text = format!("threads must be a whole number from 1 to {MAX_THREADS}");
        return Err(errors::raise(py, "OptionError", text));
    }
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    let process = process::id();
    if let Some(entry) = last.as_ref()
        && (entry.process, entry.threads) == (process, threads)
    {
        return Ok(Arc::clone(&entry.pool));
    }
    let name = |thread| format!("matchwright-{thread}");
    let pool = ThreadPoolBuilder::new().num_threads(threads).thread_name(name).build();
    let pool = pool.map_err(|error| errors::raise(py, "OptionError", error.to_string()))?;
    let pool = Arc::new(pool);
    let old = last.replace(Entry { process, threads, pool: Arc::clone(&pool) });
    if let Some(old) = old.filter(|old| old.process != process) {
        // Ending an inherited pool would wake threads that do not exist here.
        std::mem::forget(old);
    }
    Ok(pool)
}
