//! A checked programme, which scores rosters and says what the solver is asked.

use std::sync::Arc;

use matchwright_assign::{CostSource, Monitor, Objective, Problem, Stage};

use super::Pinned;
use crate::error::{Error, Finding, Findings};
use crate::program::Program;
use crate::roster::{Roster, Side};
use crate::scores::Scores;

/// Matches rosters by one checked programme. A clone shares the programme.
///
/// ```
/// use matchwright::criteria::Same;
/// use matchwright::roster::Person;
/// use matchwright::{Matcher, Program, Roster};
///
/// let program = Program::builder().criterion(1.0, Same::new("site")).build();
/// let roster = Roster::builder()
///     .mentee(Person::new("e1").text("site", "Leeds"))
///     .mentor(Person::new("m1").text("site", "York"))
///     .mentor(Person::new("m2").text("site", "Leeds"))
///     .build(&program)?;
/// let outcome = Matcher::new(program)?.run(&roster)?;
/// assert_eq!(outcome.pairs()[0].mentor(), "m2");
/// assert!(outcome.certificate().is_optimal());
/// # Ok::<(), matchwright::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Matcher {
    program: Arc<Program>,
}

impl Matcher {
    /// Checks the programme.
    ///
    /// # Errors
    /// [`Error::Input`] with everything that is wrong in it.
    pub fn new(program: Program) -> Result<Self, Error> {
        Ok(program.check().into_result(Self { program: Arc::new(program) })?)
    }

    /// Of a programme that differs from a checked one in a number.
    pub(super) fn varied(program: Program) -> Self {
        Self { program: Arc::new(program) }
    }

    /// The checked programme.
    #[must_use]
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// Prepares the programme for a roster, to score pairs without matching anybody.
    ///
    /// # Errors
    /// [`Error::Input`] where the roster was checked against another programme and lacks a column.
    pub fn scores(&self, roster: &Roster) -> Result<Scores, Error> {
        self.scores_watched(roster, &Monitor::new())
    }

    /// As [`scores`](Self::scores); whoever watches can cancel it between two criteria or rules.
    ///
    /// # Errors
    /// Those of [`scores`](Self::scores), and [`Error::Assign`] where the monitor was cancelled.
    pub fn scores_watched(&self, roster: &Roster, monitor: &Monitor) -> Result<Scores, Error> {
        let members = self.program.criteria.len() + self.program.rules.len();
        monitor.begin(Stage::Prepare, members);
        let mut findings = Findings::default();
        for read in self.program.reads().iter().filter(|read| !roster.holds(read)) {
            let place = Finding::new("the roster was read for a programme without this column");
            findings
                .push(place.code("no_such_column").table(read.side.table()).column(&read.column));
        }
        findings.into_result(())?;
        let mut scores = Scores::new(&self.program, roster, monitor)?;
        self.close_pinned(&mut scores, roster);
        Ok(scores)
    }

    /// Keeps the solver from pinned pairs of mentees who may meet others besides.
    pub(crate) fn close_pinned(&self, scores: &mut Scores, roster: &Roster) {
        if self.program.has_several_mentors() && !self.program.has_levels() {
            scores.close(Pinned::listed(&self.program, roster));
        }
    }

    /// The pairs that are decided already.
    pub(crate) fn pinned(&self, roster: &Roster, scores: &Scores) -> Result<Pinned, Error> {
        Pinned::new(&self.program, roster, scores)
    }

    /// What the solver is asked: about everybody whose pair is not decided.
    pub(crate) fn problem<'a>(
        &self,
        roster: &Roster,
        scores: &'a Scores,
        pinned: &Pinned,
    ) -> Problem<'a> {
        let are_pairs_priced = scores.told().is_some_and(|told| told.every > 0);
        let problem = self.problem_of(roster, scores, pinned);
        if are_pairs_priced { problem.objective(Objective::Total) } else { problem }
    }

    /// The same for other costs of the same pairs.
    pub(crate) fn problem_of<'a>(
        &self,
        roster: &Roster,
        costs: &'a dyn CostSource,
        pinned: &Pinned,
    ) -> Problem<'a> {
        Problem::new(costs)
            .row_capacity(self.seats_left(roster, pinned, Side::Mentee))
            .column_capacity(self.seats_left(roster, pinned, Side::Mentor))
            .objective(self.program.assignment().unwrap_or_default())
    }

    /// The seats of a side that decided pairs leave.
    pub(crate) fn seats_left(&self, roster: &Roster, pinned: &Pinned, side: Side) -> Vec<u32> {
        pinned.seats_left(side, self.program.seats(roster, side))
    }
}
