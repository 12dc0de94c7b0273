//! An outcome that is asked several questions: what all of them need, once.

use matchwright_assign::{Monitor, Pair as Places, Problem, Solution, Switch, Switches};

use crate::error::Error;
use crate::outcome::{Outcome, Pair};
use crate::roster::Side;

/// An outcome, its pairs by person, and the search for what other plans cost.
pub(super) struct Asked<'a> {
    pub(super) outcome: &'a Outcome,
    /// `None` where the plan is not proven best, or more than an assignment: then no other plan has an exact cost.
    switches: Option<Switches<'a>>,
    /// For each person the positions of their pairs in [`Outcome::pairs`].
    of_mentees: Vec<Vec<usize>>,
    of_mentors: Vec<Vec<usize>>,
    /// Whose pair was decided before the solver was asked.
    decided: Vec<bool>,
}

impl<'a> Asked<'a> {
    /// `problem` is that of the outcome.
    pub(super) fn new(outcome: &'a Outcome, problem: &'a Problem<'a>) -> Result<Self, Error> {
        Self::with(outcome, |solution| Ok(Switches::new(problem, solution)?))
    }

    /// As [`new`](Self::new), for questions about everybody.
    pub(super) fn for_many(
        outcome: &'a Outcome,
        problem: &'a Problem<'a>,
        monitor: &Monitor,
    ) -> Result<Self, Error> {
        Self::with(outcome, |solution| Ok(Switches::for_many(problem, solution, monitor)?))
    }

    fn with(
        outcome: &'a Outcome,
        switches: impl FnOnce(&'a Solution) -> Result<Switches<'a>, Error>,
    ) -> Result<Self, Error> {
        let roster = outcome.roster();
        let mut of_mentees = vec![Vec::new(); roster.mentees().len()];
        let mut of_mentors = vec![Vec::new(); roster.mentors().len()];
        for (at, pair) in outcome.pairs().iter().enumerate() {
            of_mentees[roster.mentees().position(pair.mentee())?].push(at);
            of_mentors[roster.mentors().position(pair.mentor())?].push(at);
        }
        let mut decided = vec![false; of_mentees.len()];
        outcome.decided()?.pairs().iter().for_each(|&(mentee, _)| decided[mentee] = true);
        let switches = outcome.best_assignment().map(switches).transpose()?;
        Ok(Self { outcome, switches, of_mentees, of_mentors, decided })
    }

    /// Somebody's pairs.
    pub(super) fn pairs(&self, side: Side, person: usize) -> impl Iterator<Item = &'a Pair> {
        let of = if side == Side::Mentee { &self.of_mentees } else { &self.of_mentors };
        let (outcome, pairs) = (self.outcome, of[person].clone());
        pairs.into_iter().map(move |at| &outcome.pairs()[at])
    }

    /// The ids of those whom somebody meets.
    pub(super) fn partners(&self, side: Side, person: usize) -> Vec<String> {
        let partner = |pair: &Pair| match side {
            Side::Mentee => pair.mentor().to_owned(),
            Side::Mentor => pair.mentee().to_owned(),
        };
        self.pairs(side, person).map(partner).collect()
    }

    /// The best plan with a pair in it; `None` where it cannot be made, or the plan is not proven best.
    pub(super) fn switch(
        &self,
        (mentee, mentor): (usize, usize),
        monitor: &Monitor,
    ) -> Result<Option<Switch>, Error> {
        let Some(switches) = &self.switches else { return Ok(None) };
        Ok(switches.to(mentee, mentor, monitor)?)
    }

    /// Whether a mentee's pair was decided before the solver was asked.
    pub(super) fn is_decided(&self, mentee: usize) -> bool {
        self.decided[mentee]
    }

    /// What other plans cost; `None` where the plan is not proven best.
    pub(super) fn switches(&self) -> Option<&Switches<'a>> {
        self.switches.as_ref()
    }

    /// The ids of a pair of the solver's.
    pub(super) fn ids(&self, pair: Places) -> [String; 2] {
        let roster = self.outcome.roster();
        [(Side::Mentee, pair.row), (Side::Mentor, pair.column)]
            .map(|(side, at)| roster.side(side).ids()[at as usize].clone())
    }
}
