//! Why somebody meets whom they meet, what the two have in common, and what others would have cost.

mod common;
mod text;

use std::fmt;

use matchwright_assign::{Alternatives, Monitor, threads};
use matchwright_tables::vocabulary::Merge;
use serde::Serialize;

pub use common::Common;

use super::asked::Asked;
use super::seat_prices::SeatPrice;
use super::why_not::{WhyNot, why_not};
use crate::error::Error;
use crate::outcome::{Outcome, Pair, Unmatched};
use crate::roster::Side;
use crate::scores::{GRID, to_score};
pub(crate) use common::Grounds;

/// How many alternatives an explanation lists.
const ALTERNATIVES: usize = 5;

/// Mentors beyond whom what seats are worth is left to who asks for it: for 300,000 it took 0.3 s of the 0.45 that one
/// explanation took.
const MANY_MENTORS: usize = 100_000;

/// One person's place in an outcome. `Debug` shows neither names nor what people have in common.
#[derive(Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// Which side the person is on.
    pub side: Side,
    /// The person's id.
    pub id: String,
    /// The person's name, where the programme's `[tables]` has one.
    pub name: Option<String>,
    /// Whom they meet; empty where nobody.
    pub meets: Vec<Meeting>,
    /// Why they meet nobody, where that is so.
    pub unmatched: Option<Unmatched>,
    /// How many people the rules and the floor allow them.
    pub allowed: usize,
    /// The highest score that anybody has with them who is allowed.
    pub best_attainable: Option<f64>,
    /// Those who fit best beside those they meet, best first, and what it would cost to meet them.
    pub alternatives: Vec<Alternative>,
    /// Whether the person meets the same people in every plan that is as good; `None` where the plan is not
    /// proven best.
    pub unique: Option<bool>,
    /// The person's labels that count as others.
    pub merges: Vec<Merge>,
    /// Whether the plan is proven to be the best.
    pub certified: bool,
    /// For the person: whom they meet and what they have in common. It holds nobody else's data but the
    /// partners' names and what the two share.
    pub for_person: String,
    /// For the organiser: the same in numbers, with what alternatives cost and who would move.
    pub for_organiser: String,
}

/// A pair that the person is in.
#[derive(Clone, PartialEq, Serialize)]
pub struct Meeting {
    /// The mentee's id.
    pub mentee: String,
    /// The mentor's id.
    pub mentor: String,
    /// The partner's name, where the programme's `[tables]` has one.
    pub name: Option<String>,
    /// Whether the programme pinned the pair.
    pub pinned: bool,
    /// How well they fit.
    pub score: f64,
    /// 1 where no allowed mentor fits the mentee better.
    pub rank_for_mentee: u32,
    /// 1 where no allowed mentee fits the mentor better.
    pub rank_for_mentor: u32,
    /// Criterion by criterion; the points sum exactly to the score.
    pub parts: Vec<Part>,
    /// What the two have in common.
    pub common: Vec<Common>,
    /// What a seat of the mentor is worth; `None` where there are more than 100,000 mentors, for whom that takes
    /// longer than all the rest: see [`Outcome::seat_prices`].
    pub seat_price: Option<SeatPrice>,
    /// The partner's labels that count as others.
    pub merges: Vec<Merge>,
}

/// What one criterion says of a pair, or a rule that weakens takes from it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    /// The criterion's name, or that of a rule that weakens the pair.
    pub criterion: String,
    /// The share of the score that the criterion can give, from 0 to 1; 0 of a rule.
    pub weight: f64,
    /// Its value from 0 to 1; `None` where an answer is missing, and of a rule.
    pub value: Option<f32>,
    /// What it adds to the score; what a rule takes is below 0.
    pub points: f64,
}

/// Somebody whom the person does not meet.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Alternative {
    /// What keeps the two apart, or what their pair would cost.
    #[serde(flatten)]
    pub why_not: WhyNot,
    /// Whether all seats of this partner are taken by others.
    pub full: bool,
    /// The ids of those whom this partner meets.
    pub meets: Vec<String>,
}

impl fmt::Debug for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (side, id) = (&self.side, &self.id);
        f.debug_struct("Explanation").field("side", side).field("id", id).finish_non_exhaustive()
    }
}

impl fmt::Debug for Meeting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (mentee, mentor) = (&self.mentee, &self.mentor);
        let mut meeting = f.debug_struct("Meeting");
        meeting.field("mentee", mentee).field("mentor", mentor).finish_non_exhaustive()
    }
}

impl Outcome {
    /// Explains one person's place: a mentee by their id, or a mentor. An id that both sides have is the
    /// mentee's; [`explain_one`](Self::explain_one) names the side.
    ///
    /// Costs of alternatives are exact, see [`why_not`](Self::why_not). Takes a few looks at all pairs of
    /// people the first time, for what seats are worth and whether the plan is the only one.
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
    ///     .mentor(Person::new("m1").text("site", "York"))
    ///     .mentor(Person::new("m2").text("site", "Leeds"))
    ///     .build(&program)?;
    /// let outcome = Matcher::new(program)?.run(&roster)?;
    /// let explanation = outcome.explain("e1", &Monitor::new())?;
    /// assert_eq!(explanation.meets[0].parts[0].points, 1.0);
    /// assert_eq!(explanation.meets[0].common[0].labels, ["Leeds"]);
    /// let other = &explanation.alternatives[0];
    /// assert_eq!((other.why_not.mentor.as_str(), other.why_not.cost), ("m1", Some(1.0)));
    /// assert!(other.meets.is_empty());
    /// assert_eq!(outcome.explain(" E1", &Monitor::new())?, explanation);
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::UnknownId`] where nobody has the id, in any case and with any blanks; [`Error::Assign`]
    /// where the work was cancelled.
    pub fn explain(&self, id: &str, monitor: &Monitor) -> Result<Explanation, Error> {
        let side = match self.roster().mentees().find(id) {
            Err(_) if self.roster().mentors().find(id).is_ok() => Side::Mentor,
            _ => Side::Mentee,
        };
        self.explain_one(side, id, monitor)
    }

    /// Explains the place of one person of a side.
    ///
    /// # Errors
    /// As [`explain`](Self::explain).
    pub fn explain_one(
        &self,
        side: Side,
        id: &str,
        monitor: &Monitor,
    ) -> Result<Explanation, Error> {
        let person = self.roster().side(side).find(id)?;
        let problem = self.problem()?;
        let explainer = Explainer::new(self, Asked::new(self, &problem)?, monitor)?;
        explainer.explain(side, person, monitor)
    }

    /// Explains everybody's place on one side, in the order of the ids. Ways from mentor to mentor are shared
    /// by all: O(mentees · mentors), then O(mentors²) for each mentor who is somebody's alternative.
    ///
    /// # Errors
    /// [`Error::Assign`] where the work was cancelled.
    pub fn explanations(&self, side: Side, monitor: &Monitor) -> Result<Vec<Explanation>, Error> {
        let problem = self.problem()?;
        let explainer = Explainer::new(self, Asked::for_many(self, &problem, monitor)?, monitor)?;
        threads::map(0..self.roster().side(side).len(), |person| {
            monitor.check()?;
            explainer.explain(side, person, monitor)
        })
    }
}

/// What every explanation needs.
struct Explainer<'a> {
    asked: Asked<'a>,
    grounds: Grounds<'a>,
    prices: Vec<SeatPrice>,
    alternatives: Option<&'a Alternatives>,
    /// How many mentors each mentee may meet.
    wanted: Vec<u32>,
}

impl<'a> Explainer<'a> {
    fn new(outcome: &'a Outcome, asked: Asked<'a>, monitor: &Monitor) -> Result<Self, Error> {
        let is_many = outcome.loads().len() > MANY_MENTORS;
        let best = outcome.best_assignment();
        let alternatives = best.map(|_| outcome.alternatives_of_solver(monitor));
        Ok(Self {
            asked,
            grounds: Grounds::new(outcome),
            prices: if is_many { Vec::new() } else { outcome.seat_prices(monitor)? },
            alternatives: alternatives.transpose()?,
            wanted: outcome.program().seats(outcome.roster(), Side::Mentee),
        })
    }

    fn explain(&self, side: Side, person: usize, monitor: &Monitor) -> Result<Explanation, Error> {
        let outcome = self.asked.outcome;
        let people = outcome.roster().side(side);
        let id = &people.ids()[person];
        let (points, allowed) = self.points(side, person);
        let partners = self.partners(side, person)?;
        let meets = self.asked.pairs(side, person).zip(&partners);
        let meets = meets.map(|(pair, &partner)| self.meeting(side, pair, (person, partner)));
        let others = best_others(&points, &partners).into_iter();
        let others = others.map(|other| self.alternative(side, (person, other), monitor));
        let mut explanation = Explanation {
            side,
            id: id.clone(),
            name: people.name(person).map(str::to_owned),
            meets: meets.collect(),
            unmatched: self.unmatched(side, id),
            allowed: allowed.len(),
            best_attainable: allowed.into_iter().max().map(to_score),
            alternatives: others.collect::<Result<_, _>>()?,
            unique: self.unique(side, person, &partners),
            merges: outcome.roster().merges_of(side, person).cloned().collect(),
            certified: outcome.certificate().is_verified(),
            for_person: String::new(),
            for_organiser: String::new(),
        };
        explanation.for_person = text::for_person(&explanation);
        explanation.for_organiser = text::for_organiser(&explanation, outcome);
        Ok(explanation)
    }

    /// The points of a person with everybody on the other side, and of those the points with whom they may
    /// meet.
    fn points(&self, side: Side, person: usize) -> (Vec<i32>, Vec<i32>) {
        let scores = self.asked.outcome.scores();
        let mut all = Vec::new();
        let mut allowed = Vec::new();
        let mut add = |is_allowed: bool, points: i32| {
            all.push(points);
            allowed.extend(is_allowed.then_some(points));
        };
        match side {
            Side::Mentee => {
                scores
                    .points_of_all(person)
                    .into_iter()
                    .zip(scores.points(person))
                    .for_each(|(points, allowed)| add(allowed.is_some(), points));
            }
            Side::Mentor => (0..scores.mentees()).for_each(|mentee| {
                scores.survey(mentee, person..person + 1, |_, barriers, points| {
                    add(barriers.is_empty(), points);
                });
            }),
        }
        (all, allowed)
    }

    fn partners(&self, side: Side, person: usize) -> Result<Vec<usize>, Error> {
        let others = self.asked.outcome.roster().side(side.other());
        let ids = self.asked.partners(side, person);
        ids.iter().map(|id| others.position(id)).collect()
    }

    fn unmatched(&self, side: Side, id: &str) -> Option<Unmatched> {
        let people = self.asked.outcome.unmatched();
        let key = |person: &Unmatched| (person.side, person.id.clone());
        let found = people.binary_search_by_key(&(side, id.to_owned()), key).ok()?;
        Some(people[found].clone())
    }

    /// Whether every best plan gives the person the same partners.
    fn unique(&self, side: Side, person: usize, partners: &[usize]) -> Option<bool> {
        let tied = self.alternatives?.rows();
        let is_tied = |row: usize| tied.binary_search(&(row as u32)).is_ok();
        Some(match side {
            Side::Mentee => !is_tied(person),
            // A mentor whose mentees are certain can still be given another one, where a seat is free.
            Side::Mentor => tied.is_empty() || !partners.iter().any(|&mentee| is_tied(mentee)),
        })
    }

    fn meeting(&self, side: Side, pair: &Pair, (person, partner): (usize, usize)) -> Meeting {
        let outcome = self.asked.outcome;
        let (roster, scores) = (outcome.roster(), outcome.scores());
        let (mentee, mentor) = ordered(side, (person, partner));
        let parts = scores.parts(mentee, mentor);
        let shares = scores.shares(&parts.values);
        let columns = scores.criteria().zip(shares).zip(parts.values.iter().zip(&parts.points));
        let columns = columns.map(|((criterion, share), (&value, &points))| Part {
            criterion: criterion.to_owned(),
            weight: f64::from(share) / f64::from(GRID),
            value,
            points: to_score(points),
        });
        let lowered = scores.weakening().zip(&parts.points[parts.values.len()..]);
        let lowered = lowered.filter(|(_, points)| **points < 0).map(|(rule, &points)| Part {
            criterion: rule.to_owned(),
            weight: 0.0,
            value: None,
            points: to_score(points),
        });
        let parts = columns.chain(lowered);
        Meeting {
            mentee: pair.mentee().to_owned(),
            mentor: pair.mentor().to_owned(),
            name: roster.side(side.other()).name(partner).map(str::to_owned),
            pinned: pair.is_pinned(),
            score: pair.score(),
            rank_for_mentee: pair.rank_for_mentee(),
            rank_for_mentor: pair.rank_for_mentor(),
            parts: parts.collect(),
            common: self.grounds.of(mentee, mentor),
            seat_price: self.prices.get(mentor).copied(),
            merges: roster.merges_of(side.other(), partner).cloned().collect(),
        }
    }

    fn alternative(
        &self,
        side: Side,
        (person, other): (usize, usize),
        monitor: &Monitor,
    ) -> Result<Alternative, Error> {
        let pair = ordered(side, (person, other));
        let load = &self.asked.outcome.loads()[pair.1];
        let meets = self.asked.partners(side.other(), other);
        let full = match side {
            Side::Mentee => load.load == load.capacity,
            Side::Mentor => meets.len() >= self.wanted[other] as usize,
        };
        Ok(Alternative { why_not: why_not(&self.asked, pair, monitor)?, full, meets })
    }
}

/// A person and one of the other side, as mentee and mentor.
fn ordered(side: Side, (person, other): (usize, usize)) -> (usize, usize) {
    match side {
        Side::Mentee => (person, other),
        Side::Mentor => (other, person),
    }
}

/// Those who fit best beside the partners, best first, and among equals in the order of the ids.
fn best_others(points: &[i32], partners: &[usize]) -> Vec<usize> {
    let others = points.iter().zip(0..).filter(|(_, other)| !partners.contains(other));
    let mut ranked: Vec<(i32, usize)> = others.map(|(&points, other)| (-points, other)).collect();
    if ranked.len() > ALTERNATIVES {
        ranked.select_nth_unstable(ALTERNATIVES);
        ranked.truncate(ALTERNATIVES);
    }
    ranked.sort_unstable();
    ranked.into_iter().map(|(_, other)| other).collect()
}
