//! A handle on a running solve: progress, stopping and cancellation.

use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use super::clock::Moment;

/// One part in so many of the time that is left after reading is kept for the proof, however quick reading was:
/// other work may slow the machine down.
const KEPT_PART: u32 = 16;

/// Time kept for what comes after a search, in times of reading all pairs once: giving those who are left what is
/// free reads their rows on one thread, and the proof reads everything.
const AFTER_SEARCH: u32 = 4;

/// What a solve is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Stage {
    /// Reading the costs.
    Prepare,
    /// Looking for the best plan.
    Solve,
    /// Checking the proof over all pairs.
    Certify,
    /// Whatever the caller makes of the solution, where it goes on counting with the same monitor;
    /// the solver itself ends before it.
    Outcome,
}

/// Progress, stopping and cancellation, shared between a solve and the threads that watch it.
///
/// Reading never blocks. A cancelled solve ends within one row of work with
/// [`Error::Cancelled`](crate::Error::Cancelled); the reference method looks only between stages. A solve
/// that is stopped makes a plan of what it has, and proves how far that can be from the best.
///
/// ```
/// use std::sync::Arc;
/// use matchwright_assign::{CostMatrix, Error, Monitor, Options, Problem, assign};
///
/// let monitor = Arc::new(Monitor::new());
/// monitor.cancel(); // from a signal handler, say
/// let costs = CostMatrix::from_vec(1, 1, vec![0])?;
/// let options = Options::default().with_monitor(Arc::clone(&monitor));
/// assert_eq!(assign(&Problem::new(&costs), &options).err(), Some(Error::Cancelled));
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Default)]
pub struct Monitor {
    cancelled: AtomicBool,
    stopped: AtomicBool,
    deadline: OnceLock<Moment>,
    /// Nanoseconds before the deadline that are kept for the proof.
    kept: AtomicU64,
    stage: AtomicU8,
    done: AtomicUsize,
    total: AtomicUsize,
    /// Whose cancelling cancels this one.
    many: Option<Arc<Monitor>>,
}

// All orders are relaxed: the values are read to be shown or to stop early, and nothing else is
// published through them.
impl Monitor {
    /// A monitor for one solve.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A monitor for one solve of many, which ends where the many are cancelled.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use matchwright_assign::Monitor;
    ///
    /// let many = Arc::new(Monitor::new());
    /// let one = Monitor::part_of(&many);
    /// many.cancel();
    /// assert!(one.is_cancelled());
    /// ```
    #[must_use]
    pub fn part_of(many: &Arc<Self>) -> Self {
        Self { many: Some(Arc::clone(many)), ..Self::default() }
    }

    /// Asks the solve to stop.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Whether the solve was asked to stop.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
            || self.many.as_ref().is_some_and(|many| many.is_cancelled())
    }

    /// Asks the solve to be content with what it has. The costs are still read once, and the proof is
    /// still checked.
    ///
    /// ```
    /// use std::sync::Arc;
    /// use matchwright_assign::{CostFn, Monitor, Options, Problem, assign};
    ///
    /// let monitor = Arc::new(Monitor::new());
    /// monitor.stop();
    /// let costs = CostFn::new(50, 50, |row, column| (row * column) as i64);
    /// let options = Options::default().with_monitor(Arc::clone(&monitor));
    /// let solution = assign(&Problem::new(&costs), &options)?;
    /// assert_eq!(solution.pairs().len(), 50);
    /// assert!(solution.certificate().gap() > 0, "not the best plan, and it says how far");
    /// # Ok::<(), matchwright_assign::Error>(())
    /// ```
    pub fn stop(&self) {
        self.stopped.store(true, Ordering::Relaxed);
    }

    /// Ends the solve when so much time has passed from now. The first call counts.
    ///
    /// The search ends earlier by as long as the proof is likely to take. When the time is over, costs that
    /// are not yet read stay unread, and a proof that is not complete says that nothing was checked
    /// ([`Scope::NotChecked`](crate::Scope::NotChecked)). The plan is then made of what is known.
    ///
    /// # Errors
    /// [`Error::NoClock`](crate::Error::NoClock) where there is no clock.
    pub fn stop_after(&self, limit: Duration) -> Result<(), crate::Error> {
        if let Some(deadline) = Moment::now().after(limit)? {
            self.deadline.get_or_init(|| deadline);
        }
        Ok(())
    }

    /// Whether the solve should be content with what it has.
    #[must_use]
    pub fn is_stopped(&self) -> bool {
        let kept = Duration::from_nanos(self.kept.load(Ordering::Relaxed));
        self.stopped.load(Ordering::Relaxed) || self.is_within(kept)
    }

    /// Whether the time of [`stop_after`](Self::stop_after) is over, so that nothing but what is quick is
    /// still done.
    #[must_use]
    pub fn is_late(&self) -> bool {
        self.is_within(Duration::ZERO)
    }

    /// Whether no more than so much time is left.
    fn is_within(&self, time: Duration) -> bool {
        self.left().is_some_and(|left| left <= time)
    }

    fn left(&self) -> Option<Duration> {
        self.deadline.get().map(|deadline| deadline.left())
    }

    /// Lets the search end earlier than the limit of time says, by what follows it where reading all pairs takes
    /// so much `time`: a part of what is left at least, and half of it at most. Not at all where the proof
    /// alone would take more than half.
    pub(crate) fn keep(&self, time: Duration) {
        let left = self.left().unwrap_or_default();
        let is_enough = left >= time.saturating_mul(2);
        let time = time.saturating_mul(AFTER_SEARCH).clamp(left / KEPT_PART, left / 2);
        let time = if is_enough { time } else { Duration::ZERO };
        let nanos = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        self.kept.store(nanos, Ordering::Relaxed);
    }

    /// The stage that runs, or ran last.
    #[must_use]
    pub fn stage(&self) -> Stage {
        match self.stage.load(Ordering::Relaxed) {
            0 => Stage::Prepare,
            1 => Stage::Solve,
            2 => Stage::Certify,
            _ => Stage::Outcome,
        }
    }

    /// Steps of the stage that are done, up to [`total`](Self::total).
    #[must_use]
    pub fn done(&self) -> usize {
        self.done.load(Ordering::Relaxed)
    }

    /// Steps of the stage.
    #[must_use]
    pub fn total(&self) -> usize {
        self.total.load(Ordering::Relaxed)
    }

    /// Starts a stage of `total` steps. The solver does so for its own stages.
    pub fn begin(&self, stage: Stage, total: usize) {
        self.done.store(0, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
        self.stage.store(stage as u8, Ordering::Relaxed);
    }

    /// Counts steps of the stage as done.
    pub fn advance(&self, steps: usize) {
        self.done.fetch_add(steps, Ordering::Relaxed);
    }

    /// Stops work that was asked to stop.
    ///
    /// # Errors
    /// [`Error::Cancelled`](crate::Error::Cancelled).
    pub fn check(&self) -> Result<(), crate::Error> {
        if self.is_cancelled() { Err(crate::Error::Cancelled) } else { Ok(()) }
    }
}
