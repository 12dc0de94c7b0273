//! What an outcome finds out when it is asked, once; its clones share it.

use std::sync::OnceLock;

use matchwright_assign::{
    Alternatives, Error as AssignError, Monitor, Problem, SeatPrices, alternatives, seat_prices,
};

use super::Outcome;
use crate::error::Error;

/// Answers of the solver that take a look at all pairs.
#[derive(Debug, Default)]
pub(super) struct Known {
    seat_prices: OnceLock<SeatPrices>,
    alternatives: OnceLock<Alternatives>,
}

impl Outcome {
    /// What the solver was asked.
    pub(crate) fn problem(&self) -> Result<Problem<'_>, Error> {
        let pinned = self.matcher.pinned(&self.roster, &self.scores)?;
        Ok(self.matcher.problem(&self.roster, &self.scores, &pinned))
    }

    /// What a seat of each mentee and mentor is worth to the solver.
    pub(crate) fn seats_of_solver(&self, monitor: &Monitor) -> Result<&SeatPrices, Error> {
        let found = || seat_prices(&self.problem()?, &self.solution, monitor).map_err(Error::from);
        once(&self.known.seat_prices, found)
    }

    /// The mentees who have another partner in another best plan.
    pub(crate) fn alternatives_of_solver(&self, monitor: &Monitor) -> Result<&Alternatives, Error> {
        let found = || alternatives(&self.problem()?, &self.solution, monitor).map_err(Error::from);
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
