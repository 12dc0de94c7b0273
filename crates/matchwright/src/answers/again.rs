//! The same people matched by another programme, with another seat or answer: only what it would gain.

use std::sync::Arc;

use matchwright_assign::{Monitor, Options, assign};

use super::relaxations::{Lift, Relaxation};
use super::what_if::WhatIf;
use crate::error::Error;
use crate::matching::Matcher;
use crate::outcome::{Outcome, Pair};
use crate::program::Program;
use crate::roster::{Roster, Side};
use crate::scores::{GRID, Scores};

/// Another plan for the same people, by their positions.
pub(super) struct Again {
    pub(super) pairs: Vec<(usize, usize)>,
    /// Its total in points, by the programme that it is of.
    points: i64,
    is_by_total: bool,
}

/// Whether it takes more than an assignment: told pairs that are kept, or a programme that asks for more.
fn takes_a_whole_match(outcome: &Outcome) -> bool {
    outcome.changes().is_some() || outcome.solution().is_none()
}

impl Again {
    /// By another programme, which reads no other columns.
    pub(super) fn by(
        outcome: &Outcome,
        program: &Program,
        monitor: &Arc<Monitor>,
    ) -> Result<Self, Error> {
        let matcher = Matcher::new(program.clone())?;
        // What is asked here may be more than what the outcome's own programme asks.
        if takes_a_whole_match(outcome) || program.has_levels() {
            let options = Options::default().with_monitor(Arc::clone(monitor));
            return Self::of(&outcome.again(&matcher, outcome.roster(), &options)?);
        }
        let scores = matcher.scores_watched(outcome.roster(), monitor)?;
        Self::find(&matcher, outcome.roster(), &scores, None, monitor)
    }

    /// With other answers of the same people; `scores` are theirs by the outcome's programme.
    pub(super) fn of_people(
        outcome: &Outcome,
        matcher: &Matcher,
        roster: &Roster,
        scores: &Scores,
        monitor: &Arc<Monitor>,
    ) -> Result<Self, Error> {
        if takes_a_whole_match(outcome) {
            let options = Options::default().with_monitor(Arc::clone(monitor));
            return Self::of(&outcome.again(matcher, roster, &options)?);
        }
        Self::find(matcher, roster, scores, None, monitor)
    }

    /// With a seat more of a mentor.
    pub(super) fn with_seat(
        outcome: &Outcome,
        mentor: usize,
        monitor: &Arc<Monitor>,
    ) -> Result<Self, Error> {
        if takes_a_whole_match(outcome) {
            let load = &outcome.loads()[mentor];
            let seat = WhatIf::default().capacity(&load.mentor, load.capacity.saturating_add(1));
            let options = Options::default().with_monitor(Arc::clone(monitor));
            return Self::of(outcome.what_if(&seat, &options)?.after());
        }
        let (matcher, roster) = (outcome.matcher(), outcome.roster());
        Self::find(matcher, roster, outcome.scores(), Some(mentor), monitor)
    }

    /// On the terms of an earlier round, which a whole match knows.
    fn of(outcome: &Outcome) -> Result<Self, Error> {
        let roster = outcome.roster();
        let places = |pair: &Pair| {
            let mentee = roster.mentees().position(pair.mentee())?;
            Ok((mentee, roster.mentors().position(pair.mentor())?))
        };
        Ok(Self {
            pairs: outcome.pairs().iter().map(places).collect::<Result<_, Error>>()?,
            points: outcome.pairs().iter().map(|pair| i64::from(pair.points())).sum(),
            is_by_total: outcome.program().objective.is_total(),
        })
    }

    fn find(
        matcher: &Matcher,
        roster: &Roster,
        scores: &Scores,
        seat: Option<usize>,
        monitor: &Arc<Monitor>,
    ) -> Result<Self, Error> {
        let pinned = matcher.pinned(roster, scores)?;
        let mut seats = matcher.seats_left(roster, &pinned, Side::Mentor);
        if let Some(mentor) = seat {
            seats[mentor] = seats[mentor].saturating_add(1);
        }
        let problem = matcher.problem(roster, scores, &pinned).column_capacity(seats);
        // From scratch: among plans that are as good, a match takes the same one.
        let options = Options::default().with_monitor(Arc::clone(monitor));
        let solution = assign(&problem, &options)?;
        let found = solution.pairs().iter().map(|pair| (pair.row as usize, pair.column as usize));
        let pairs: Vec<_> = found.chain(pinned.pairs().iter().copied()).collect();
        let points = |&(mentee, mentor): &(usize, usize)| scores.parts(mentee, mentor).total();
        let points = pairs.iter().map(|pair| i64::from(points(pair))).sum();
        Ok(Self { pairs, points, is_by_total: matcher.program().objective.is_total() })
    }

    /// Whom somebody meets first, if anybody.
    pub(super) fn partner(&self, side: Side, person: usize) -> Option<usize> {
        let mut pairs = self.pairs.iter();
        match side {
            Side::Mentee => pairs.find(|pair| pair.0 == person).map(|pair| pair.1),
            Side::Mentor => pairs.find(|pair| pair.1 == person).map(|pair| pair.0),
        }
    }

    /// Whether it has so many pairs and points: as many pairs and points as another plan by the same
    /// programme, which is the best then. Pairs do not count where the total alone does.
    pub(super) fn is_worth(&self, pairs: usize, points: i64) -> bool {
        self.points == points && (self.pairs.len() == pairs || self.is_by_total)
    }

    /// A change as a relaxation with what it gains.
    pub(super) fn relaxation(
        &self,
        (kind, what): (Lift, String),
        outcome: &Outcome,
        partner: Option<String>,
    ) -> Relaxation {
        let (pairs, points) = self.gains(outcome);
        let (pairs, total) = (Some(pairs), points as f64 / f64::from(GRID));
        Relaxation { kind, what, to: None, answer: None, partner, pairs, total }
    }

    /// How many pairs more there are than in the outcome, and by how many points the total is higher.
    pub(super) fn gains(&self, outcome: &Outcome) -> (i64, i64) {
        let points: i64 = outcome.pairs().iter().map(|pair: &Pair| i64::from(pair.points())).sum();
        (self.pairs.len() as i64 - outcome.pairs().len() as i64, self.points - points)
    }
}
