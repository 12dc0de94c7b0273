//! The pipeline: roster → scores → assignment → outcome.

use std::sync::Arc;

use matchwright_assign::{Moment, Monitor, Options, assign};

use super::{Outcome, Timings};
use crate::error::Error;
use crate::matching::Matcher;
use crate::roster::Roster;

impl Matcher {
    /// Matches with the defaults: the method chosen for the size, on the current threads.
    ///
    /// # Errors
    /// As [`Matcher::run_with`].
    pub fn run(&self, roster: &Roster) -> Result<Outcome, Error> {
        self.run_with(roster, &Options::default())
    }

    /// Matches everybody: the best plan there is, with the proof.
    ///
    /// # Errors
    /// As [`Matcher::scores`], [`Error::Input`] where a pinned pair cannot meet, with everything that
    /// forbids it, or where a criterion of the caller's own gives other numbers than 0 to 1 or panics, and
    /// [`Error::Assign`] where the work was cancelled, or the number of threads or the method does not serve.
    pub fn run_with(&self, roster: &Roster, options: &Options) -> Result<Outcome, Error> {
        let started = Moment::now();
        let idle = Monitor::new();
        let monitor = options.monitor.as_deref().unwrap_or(&idle);
        if let Some(limit) = options.time_limit {
            monitor.stop_after(limit)?;
        }
        let scores = Arc::new(self.scores_watched(roster, monitor)?);
        let prepared = started.seconds();
        let pinned = self.pinned(roster, &scores)?;
        let solution = assign(&self.problem(roster, &scores, &pinned), options)?;
        scores.check_criteria()?;
        let solved = started.seconds();
        let mut outcome = Outcome::new(self, roster, scores, &pinned, solution, monitor)?;
        outcome.scores.check_criteria()?;
        let finished = started.seconds();
        outcome.timings = Timings {
            prepare: prepared,
            assign: solved - prepared,
            outcome: finished - solved,
            total: finished,
        };
        Ok(outcome)
    }
}
