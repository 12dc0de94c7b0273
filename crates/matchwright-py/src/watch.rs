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
        let (slot, ready) = (Mutex::new(None), Condvar::new());
        scope(|scope| {
            // Also where looking panics: leaving the scope waits for the thread.
            let _cancel = CancelOnDrop(monitor);
            let worker = Builder::new().name("matchwright".to_owned());
            let worker = worker.spawn_scoped(scope, || {
                let answer = catch(work);
                *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer);
                ready.notify_one();
            });
            worker.map_err(|error| errors::raise(py, "MatchwrightError", error.to_string()))?;
            // Leaving the scope waits for the thread, which may need the interpreter.
            let answer = self.attend(py, monitor, (&slot, &ready));
            if answer.is_err() {
                py.detach(|| wait(&slot, &ready, None));
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
        let shared = Arc::new((Mutex::new(None), Condvar::new()));
        let (theirs, their_monitor) = (Arc::clone(&shared), Arc::clone(monitor));
        let worker = Builder::new().name("matchwright".to_owned()).spawn(move || {
            let ((slot, ready), monitor) = (&*theirs, their_monitor);
            let answer = catch(|| work(&monitor));
            *slot.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer);
            ready.notify_one();
        });
        worker.map_err(|error| errors::raise(py, "MatchwrightError", error.to_string()))?;
        let (slot, ready) = &*shared;
        let answer = self.attend(py, monitor, (slot, ready))?;
        self.ended(py, monitor, answer)
    }

    /// Waits for the answer, with an eye on signals and progress; cancels where they say so.
    fn attend<T: Send>(
        &self,
        py: Python<'_>,
        monitor: &Monitor,
        (slot, ready): (&Mutex<Option<Answer<T>>>, &Condvar),
    ) -> PyResult<Answer<T>> {
        loop {
            if let Err(error) = self.look(py, monitor) {
                monitor.cancel();
                return Err(error);
            }
            if let Some(answer) = py.detach(|| wait(slot, ready, Some(TICK))) {
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

/// Takes the answer when it is there, or gives up after `limit`.
fn wait<A>(slot: &Mutex<Option<A>>, ready: &Condvar, limit: Option<Duration>) -> Option<A> {
    let answer = slot.lock().unwrap_or_else(PoisonError::into_inner);
    let empty = |answer: &mut Option<A>| answer.is_none();
    let mut answer = match limit {
        Some(limit) => {
            let waited = ready.wait_timeout_while(answer, limit, empty);
            waited.unwrap_or_else(PoisonError::into_inner).0
        }
        None => ready.wait_while(answer, empty).unwrap_or_else(PoisonError::into_inner),
    };
    answer.take()
}

/// A time limit; `None` where it is too long to be written down.
pub(crate) fn limit(py: Python<'_>, seconds: f64) -> PyResult<Option<Duration>> {
    if seconds.is_nan() || seconds <= 0.0 {
        let text = "timeout must be a number of seconds above 0";
        return Err(errors::raise(py, "OptionError", text));
    }
    Ok(Duration::try_from_secs_f64(seconds).ok())
}
