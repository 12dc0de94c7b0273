//! The pipeline: roster → scores → assignment → outcome.

use std::time::Instant;

use matchwright_assign::{Monitor, Options, Problem, assign};

use crate::error::{Error, Finding, Findings};
use crate::outcome::{Outcome, Timings};
use crate::pinned::Pinned;
use crate::program::Program;
use crate::roster::Roster;
use crate::scores::Scores;

/// Matches rosters by one checked programme.
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
    program: Program,
}

impl Matcher {
    /// Checks the programme.
    ///
    /// # Errors
    /// [`Error::Input`] with everything that is wrong in it.
    pub fn new(program: Program) -> Result<Self, Error> {
        program.check().into_result(Self { program })
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
        let mut findings = Findings::default();
        for read in self.program.reads().iter().filter(|read| !roster.holds(read)) {
            let place = Finding::new("the roster was read for a programme without this column");
            findings.push(place.table(read.side.table()).column(&read.column));
        }
        findings.into_result(())?;
        Ok(Scores::new(&self.program, roster))
    }

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
    /// forbids it, and [`Error::Assign`] where the work was cancelled, or the number
    /// of threads or the method does not serve.
    pub fn run_with(&self, roster: &Roster, options: &Options) -> Result<Outcome, Error> {
        let started = Instant::now();
        let idle = Monitor::new();
        let monitor = options.monitor.as_deref().unwrap_or(&idle);
        let scores = self.scores(roster)?;
        let prepared = started.elapsed().as_secs_f64();
        let pinned = self.pinned(roster, &scores)?;
        let solution = assign(&self.problem(roster, &scores, &pinned), options)?;
        let solved = started.elapsed().as_secs_f64();
        let answer = (&pinned, solution);
        let mut outcome = Outcome::new(&self.program, roster, &scores, answer, monitor)?;
        let finished = started.elapsed().as_secs_f64();
        outcome.timings = Timings {
            prepare: prepared,
            assign: solved - prepared,
            outcome: finished - solved,
            total: finished,
        };
        Ok(outcome)
    }

    /// The pairs that are decided already.
    pub(crate) fn pinned(&self, roster: &Roster, scores: &Scores) -> Result<Pinned, Error> {
        Pinned::new(&self.program, roster, scores)
    }

    /// What the solver is asked: about everybody who is not pinned.
    pub(crate) fn problem<'a>(
        &self,
        roster: &Roster,
        scores: &'a Scores,
        pinned: &Pinned,
    ) -> Problem<'a> {
        let problem = Problem::new(scores)
            .column_capacity(pinned.seats_left(roster.capacities(&self.program.capacity)))
            .objective(self.program.objective);
        match pinned.seats_of_mentees(scores.mentees()) {
            Some(seats) => problem.row_capacity(seats),
            None => problem,
        }
    }
}
