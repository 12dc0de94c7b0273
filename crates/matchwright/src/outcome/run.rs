//! The pipeline: roster → scores → assignment → outcome.

use std::sync::Arc;

use matchwright_assign::{Moment, Monitor, Options, Solution};

use super::{Outcome, Timings, rematch};
use crate::error::Error;
use crate::matching::{Found, Matcher, Standing, Terms};
use crate::roster::Roster;
use crate::scores::Scores;

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
    /// forbids it, or where a criterion of the caller's own gives other numbers than 0 to 1 or panics,
    /// [`Error::Infeasible`] where no plan keeps to minimums and quotas, and [`Error::Assign`] where the work was cancelled, or the number of threads or the method does not serve.
    pub fn run_with(&self, roster: &Roster, options: &Options) -> Result<Outcome, Error> {
        self.run_on(roster, None, options)
    }

    /// As [`run_with`](Self::run_with), where there are terms on which told pairs are kept.
    pub(super) fn run_on(
        &self,
        roster: &Roster,
        terms: Option<&Terms>,
        options: &Options,
    ) -> Result<Outcome, Error> {
        let started = Moment::now();
        let monitor = options.monitor.clone().unwrap_or_default();
        let options = Options { monitor: Some(Arc::clone(&monitor)), ..options.clone() };
        if let Some(limit) = options.time_limit {
            monitor.stop_after(limit)?;
        }
        let mut scores = self.scores_watched(roster, &monitor)?;
        let prepared = started.seconds();
        let (promise, found) = match terms {
            None => (None, self.find(roster, &scores, &options)?),
            Some(terms) => {
                let standing = Standing::new(self, roster, &scores, &terms.earlier)?;
                let (promise, found) =
                    rematch::solve(self, roster, &mut scores, &standing, terms, &options)?;
                (Some(promise), found)
            }
        };
        scores.check_criteria()?;
        let solved = started.seconds();
        let mut outcome = Outcome::new(self, roster, scores, promise, found, &monitor)?;
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

impl Outcome {
    /// The outcome of a plan that was found elsewhere; work on it has started, and was prepared after so many seconds.
    pub(crate) fn of_solution(
        matcher: &Matcher,
        roster: &Roster,
        scores: Scores,
        solution: Solution,
        (started, prepare): (Moment, f64),
        monitor: &Monitor,
    ) -> Result<Self, Error> {
        let solved = started.seconds();
        let found = Found::Assignment(solution);
        let outcome = Self::new(matcher, roster, scores, None, found, monitor)?;
        let total = started.seconds();
        let (assign, outcome_seconds) = (solved - prepare, total - solved);
        let timings = Timings { prepare, assign, outcome: outcome_seconds, total };
        Ok(Self { timings, ..outcome })
    }
}
