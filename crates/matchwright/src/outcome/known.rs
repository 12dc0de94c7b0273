//! What an outcome finds out when it is asked, once; its clones share it.

use std::sync::OnceLock;

use matchwright_assign::{
    Alternatives, Error as AssignError, Monitor, Problem, SeatPrices, Solution, alternatives,
    seat_prices,
};

use super::Outcome;
use crate::error::{Error, Finding, Findings};
use crate::matching::Pinned;

/// Answers of the solver that take a look at all pairs.
#[derive(Debug, Default)]
pub(super) struct Known {
    seat_prices: OnceLock<SeatPrices>,
    alternatives: OnceLock<Alternatives>,
}

impl Outcome {
    /// The pairs that were decided before the solver was asked.
    pub(crate) fn decided(&self) -> Result<Pinned, Error> {
        self.matcher.pinned(&self.roster, &self.scores)
    }

    /// What the solver was asked.
    pub(crate) fn problem(&self) -> Result<Problem<'_>, Error> {
        Ok(self.matcher.problem(&self.roster, &self.scores, &self.decided()?))
    }

    /// Refuses what makes no sense among peers.
    ///
    /// # Errors
    /// [`Error::Input`] where all people are of one population.
    pub(crate) fn has_sides(&self, what: &str) -> Result<(), Error> {
        if !self.program().has_one_population() {
            return Ok(());
        }
        let message =
            format!("{what}: there is no such answer where all people are of one population");
        let mut findings = Findings::default();
        findings.push(Finding::new(message).table("programme").code("does_not_apply"));
        Err(Error::Input(findings))
    }

    /// What the solver of assignments said, for answers that need it.
    ///
    /// # Errors
    /// [`Error::Input`] where the programme asks for more than an assignment.
    pub(crate) fn assignment(&self, what: &str) -> Result<&Solution, Error> {
        self.solution().ok_or_else(|| {
            let mut findings = Findings::default();
            let message = format!(
                "{what}: there is no such answer where a programme has minimums, quotas or levels, or asks for a \
                 stable plan, peers or circles"
            );
            findings.push(Finding::new(message).table("programme").code("does_not_apply"));
            Error::Input(findings)
        })
    }

    /// What a seat of each mentee and mentor is worth to the solver.
    pub(crate) fn seats_of_solver(&self, monitor: &Monitor) -> Result<&SeatPrices, Error> {
        let solution = self.best_assignment().ok_or(AssignError::Unproven)?;
        let found = || seat_prices(&self.problem()?, solution, monitor).map_err(Error::from);
        once(&self.known.seat_prices, found)
    }

    /// The mentees who have another partner in another best plan.
    pub(crate) fn alternatives_of_solver(&self, monitor: &Monitor) -> Result<&Alternatives, Error> {
        let solution = self.best_assignment().ok_or(AssignError::Unproven)?;
        let found = || alternatives(&self.problem()?, solution, monitor).map_err(Error::from);
        once(&self.known.alternatives, found)
    }
}

/// The value, found out at the first call that does not fail.
fn once<T>(value: &OnceLock<T>, find: impl FnOnce() -> Result<T, Error>) -> Result<&T, Error> {
    if value.get().is_none() {
        // Where two ask at once, both find the same.
        let _ = value.set(find()?);
    }
    value.get().ok_or(Error::Assign(AssignError::Unproven))
}
