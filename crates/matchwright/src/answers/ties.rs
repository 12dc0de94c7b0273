//! Whether another plan is just as good, and for whom it would be another one.

use matchwright_assign::Monitor;

use crate::error::Error;
use crate::outcome::Outcome;

impl Outcome {
    /// Whether no other plan is as good; `None` where the plan is not proven best. A look at all pairs of
    /// people, found out once.
    ///
    /// ```
    /// use matchwright::assign::Monitor;
    /// use matchwright::criteria::Same;
    /// use matchwright::roster::Person;
    /// use matchwright::{Matcher, Program, Roster};
    ///
    /// let program = Program::builder().criterion(1.0, Same::new("site")).build();
    /// let roster = Roster::builder()
    ///     .mentee(Person::new("e1").text("site", "Leeds"))
    ///     .mentee(Person::new("e2").text("site", "York"))
    ///     .mentor(Person::new("m1").text("site", "Leeds"))
    ///     .mentor(Person::new("m2").text("site", "Leeds"))
    ///     .build(&program)?;
    /// let outcome = Matcher::new(program)?.run(&roster)?;
    /// assert_eq!(outcome.unique(&Monitor::new())?, Some(false));
    /// assert_eq!(outcome.tied(&Monitor::new())?, ["e1", "e2"]);
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Assign`] where the work was cancelled or memory ran out.
    pub fn unique(&self, monitor: &Monitor) -> Result<Option<bool>, Error> {
        if self.best_assignment().is_none() {
            return Ok(None);
        }
        Ok(Some(self.alternatives_of_solver(monitor)?.is_unique()))
    }

    /// The ids of the mentees who have another mentor, or none, in some plan that is as good, in ascending
    /// order; all others have the same mentor in every best plan. Nobody where the plan is not proven best.
    ///
    /// # Errors
    /// As [`unique`](Self::unique).
    pub fn tied(&self, monitor: &Monitor) -> Result<Vec<&str>, Error> {
        if self.best_assignment().is_none() {
            return Ok(Vec::new());
        }
        let rows = self.alternatives_of_solver(monitor)?.rows();
        let ids = self.roster().mentees().ids();
        Ok(rows.iter().map(|&row| ids[row as usize].as_str()).collect())
    }
}
