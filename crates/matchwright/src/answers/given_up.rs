//! What a plan gave up: each measure beside the best that any plan could have, whatever else it costs.

use std::collections::BTreeSet;
use std::sync::Arc;

use matchwright_assign::Monitor;
use matchwright_tables::{Frame, Values};
use serde::Serialize;

use super::again::Again;
use super::standing::{Plan, Standings};
use crate::error::Error;
use crate::outcome::{Outcome, Pair};
use crate::program::{Level, Objective, Program};
use crate::roster::Side;
use crate::schema::Seats;
use crate::scores::GRID;

/// One measure of a plan, and the best that it could be.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct GivenUp {
    /// `participation`, mentees with somebody; `mentors_in_use`; `total`; `worst`, the lowest score; `first_choices`,
    /// mentees who meet nobody worse than their first choice; `blocking_pairs`.
    pub measure: &'static str,
    /// What the plan has.
    pub value: f64,
    /// What the best plan for this measure alone has, with the same seats, rules and pinned pairs, and without
    /// minimums and quotas; of `worst` among plans with the most mentees.
    pub best: f64,
}

impl Outcome {
    /// What the plan gave up for what the programme asks first: four matches.
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use matchwright::assign::Monitor;
    /// use matchwright::criteria::Same;
    /// use matchwright::program::Level;
    /// use matchwright::roster::Person;
    /// use matchwright::{Matcher, Program, Roster};
    ///
    /// let program = Program::builder()
    ///     .criterion(1.0, Same::new("site"))
    ///     .capacity(2)
    ///     .objective([Level::MentorsInUse, Level::Total])
    ///     .build();
    /// let roster = Roster::builder()
    ///     .mentee(Person::new("e1").text("site", "Leeds"))
    ///     .mentee(Person::new("e2").text("site", "Leeds"))
    ///     .mentor(Person::new("m1").text("site", "Leeds"))
    ///     .mentor(Person::new("m2").text("site", "York"))
    ///     .build(&program)?;
    /// let given_up = Matcher::new(program)?.run(&roster)?.given_up(&Arc::new(Monitor::new()))?;
    /// let total = given_up.iter().find(|one| one.measure == "total");
    /// assert_eq!(total.map(|one| (one.value, one.best)), Some((1.0, 2.0)));
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::Input`] for peers, who have no sides, and [`Error::Assign`] where the work was cancelled.
    pub fn given_up(&self, monitor: &Arc<Monitor>) -> Result<Vec<GivenUp>, Error> {
        self.has_sides("what was given up")?;
        let pairs: Vec<(usize, usize)> =
            self.pairs().iter().map(|pair| self.places(pair)).collect::<Result<_, _>>()?;
        let measures: [(&str, &[Level], Measure); 4] = [
            ("participation", &[Level::Participation], |_, pairs| people(pairs, |pair| pair.0)),
            ("mentors_in_use", &[Level::MentorsInUse], |_, pairs| people(pairs, |pair| pair.1)),
            ("total", &[Level::Total], total),
            ("worst", &[Level::Participation, Level::Worst], worst),
        ];
        let mut found = Vec::new();
        for (measure, levels, value) in measures {
            let best = Again::by(self, &only(self.program(), levels), monitor)?;
            found.push(GivenUp {
                measure,
                value: value(self, &pairs),
                best: value(self, &best.pairs),
            });
        }
        let is_first = |pair: &&Pair| pair.rank_for_mentee() == 1;
        let firsts: BTreeSet<&str> =
            self.pairs().iter().filter(is_first).map(Pair::mentee).collect();
        let plan = Plan::new(self, monitor)?;
        let standings = Standings::new(self, &plan, monitor)?;
        let mentees = 0..self.roster().mentees().len();
        let with_choice =
            mentees.filter(|&at| standings.of(Side::Mentee).best(at).is_some()).count();
        found.push(GivenUp {
            measure: "first_choices",
            value: firsts.len() as f64,
            best: with_choice as f64,
        });
        let value = standings.blocking as f64;
        found.push(GivenUp { measure: "blocking_pairs", value, best: 0.0 });
        Ok(found)
    }
}

/// What a plan has, by its pairs.
type Measure = fn(&Outcome, &[(usize, usize)]) -> f64;

/// What was given up as a table: `measure`, `value`, `best`.
#[must_use]
pub fn given_up_frame(given_up: &[GivenUp]) -> Frame {
    Frame::new([
        ("measure", Values::texts(given_up, |one| one.measure)),
        ("value", Values::numbers(given_up, |one| Some(one.value))),
        ("best", Values::numbers(given_up, |one| Some(one.best))),
    ])
}

/// The programme with these levels, and nothing demanded.
fn only(program: &Program, levels: &[Level]) -> Program {
    let mut program = program.clone();
    program.objective = Objective::new(levels.iter().copied());
    program.priority = None;
    program.quotas.clear();
    for side in Side::BOTH {
        let seats = program.seats_of_mut(side);
        (seats.min, seats.or_none) = (Seats::Same(0), false);
    }
    program
}

fn people(pairs: &[(usize, usize)], side: impl Fn(&(usize, usize)) -> usize) -> f64 {
    pairs.iter().map(side).collect::<BTreeSet<usize>>().len() as f64
}

fn total(outcome: &Outcome, pairs: &[(usize, usize)]) -> f64 {
    points(outcome, pairs).map(i64::from).sum::<i64>() as f64 / f64::from(GRID)
}

fn worst(outcome: &Outcome, pairs: &[(usize, usize)]) -> f64 {
    f64::from(points(outcome, pairs).min().unwrap_or_default()) / f64::from(GRID)
}

fn points<'a>(outcome: &'a Outcome, pairs: &'a [(usize, usize)]) -> impl Iterator<Item = i32> + 'a {
    pairs.iter().map(|&(mentee, mentor)| outcome.scores().points_of(mentee, mentor))
}
