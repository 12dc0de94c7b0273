//! Long work on a thread of its own, while the calling thread keeps the interpreter responsive.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::{Builder, scope};
use std::time::Duration;

use matchwright::assign::{Monitor, Stage};
use pyo3::prelude::*;

use crate::border::{Panicked, catch};
use crate::errors;

/// How long the calling thread waits before it looks for signals: short enough that Ctrl-C feels
/// immediate, long enough that looking costs nothing.
const TICK: Duration = Duration::from_millis(50);

/// What a thread has to say in the end.
type Answer<T> = Result<T, Panicked>;

/// Where a thread leaves its answer, and the calling thread waits for it.
struct Slot<T> {
    answer: Mutex<Option<Answer<T>>>,
    is_there: Condvar,
}

impl<T> Slot<T> {
    fn new() -> Self {
        Self { answer: Mutex::new(None), is_there: Condvar::new() }
    }

    fn put(&self, answer: Answer<T>) {
        *self.answer.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer);
        self.is_there.notify_one();
    }

    /// Takes the answer when it is there, or gives up after `limit`.
    fn take(&self, limit: Option<Duration>) -> Option<Answer<T>> {
        let answer = self.answer.lock().unwrap_or_else(PoisonError::into_inner);
        let is_empty = |answer: &mut Option<Answer<T>>| answer.is_none();
        let mut answer = if let Some(limit) = limit {
            let waited = self.is_there.wait_timeout_while(answer, limit, is_empty);
            waited.unwrap_or_else(PoisonError::into_inner).0
        } else {
            let waited = self.is_there.wait_while(answer, is_empty);
            waited.unwrap_or_else(PoisonError::into_inner)
        };
        answer.take()
    }
}

/// What the calling thread does while it waits.
pub(crate) struct Watch {
    progress: Option<Py<PyAny>>,
}

impl Watch {
    /// Calls `progress(stage, done, total)` at the start, every tick and at the end.
    pub(crate) fn new(progress: Option<Py<PyAny>>) -> Self {
        Self { progress }
    }

    /// Runs `work` on a thread of its own and waits for it.
    ///
    /// Ctrl-C and an error in the progress function cancel the work through the monitor. The thread has
    /// ended when this returns, whatever happened.
    pub(crate) fn run<T: Send>(
        &self,
        py: Python<'_>,
        monitor: &Monitor,
        work: impl FnOnce() -> T + Send,
    ) -> PyResult<T> {
        let slot = Slot::new();
        scope(|scope| {
            // Also where looking panics: leaving the scope waits for the thread.
            let _cancel = CancelOnDrop(monitor);
            let worker = Builder::new().name("matchwright".to_owned());
            let worker = worker.spawn_scoped(scope, || slot.put(catch(work)));
            worker.map_err(|error| errors::raise(py, "MatchwrightError", error.to_string()))?;
            // Leaving the scope waits for the thread, which may need the interpreter.
            let answer = self.attend(py, monitor, &slot);
            if answer.is_err() {
                py.detach(|| slot.take(None));
            }
            self.ended(py, monitor, answer?)
        })
    }

    /// As [`run`](Self::run) for work that owns what it needs: Ctrl-C is not held up by a thread that
    /// does not look at the monitor at once. Such a thread ends by itself, and its answer is dropped.
    pub(crate) fn run_apart<T: Send + 'static>(
        &self,
        py: Python<'_>,
        monitor: &Arc<Monitor>,
        work: impl FnOnce(&Arc<Monitor>) -> T + Send + 'static,
    ) -> PyResult<T> {
        let slot = Arc::new(Slot::new());
        let (their_slot, their_monitor) = (Arc::clone(&slot), Arc::clone(monitor));
        let worker = Builder::new().name("matchwright".to_owned());
        let worker = worker.spawn(move || their_slot.put(catch(|| work(&their_monitor))));
        worker.map_err(|error| errors::raise(py, "MatchwrightError", error.to_string()))?;
        let answer = self.attend(py, monitor, &slot)?;
        self.ended(py, monitor, answer)
    }

    /// Waits for the answer, with an eye on signals and progress; cancels where they say so.
    fn attend<T: Send>(
        &self,
        py: Python<'_>,
        monitor: &Monitor,
        slot: &Slot<T>,
    ) -> PyResult<Answer<T>> {
        loop {
            if let Err(error) = self.look(py, monitor) {
                monitor.cancel();
                return Err(error);
            }
            if let Some(answer) = py.detach(|| slot.take(Some(TICK))) {
                return Ok(answer);
            }
        }
    }

    /// What was said, after a last word on progress.
    fn ended<T>(&self, py: Python<'_>, monitor: &Monitor, answer: Answer<T>) -> PyResult<T> {
        let answer = answer.map_err(|Panicked| errors::internal(py))?;
        self.tell(py, monitor).map(|()| answer)
    }

    /// Signals, then progress.
    fn look(&self, py: Python<'_>, monitor: &Monitor) -> PyResult<()> {
        py.check_signals()?;
        self.tell(py, monitor)
    }

    fn tell(&self, py: Python<'_>, monitor: &Monitor) -> PyResult<()> {
        let Some(progress) = &self.progress else { return Ok(()) };
        let stage = match monitor.stage() {
            Stage::Prepare => "prepare",
            Stage::Solve => "solve",
            Stage::Certify => "certify",
            _ => "outcome",
        };
        progress.call1(py, (stage, monitor.done(), monitor.total())).map(drop)
    }
}

struct CancelOnDrop<'a>(&'a Monitor);

impl Drop for CancelOnDrop<'_> {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

/// A time limit; `None` where it is too long to be written down.
pub(crate) fn limit(py: Python<'_>, seconds: f64) -> PyResult<Option<Duration>> {
    if seconds.is_nan() || seconds <= 0.0 {
        let text = "timeout must be a number of seconds above 0";
        return Err(errors::raise(py, "OptionError", text));
    }
    Ok(Duration::try_from_secs_f64(seconds).ok())
}
