//! Why two people do not meet: what keeps them apart, or what their pair would cost, who else would move,
//! and what either would need to be as good.

use std::fmt;
use std::sync::Arc;

use matchwright_assign::{Monitor, Pair as Places, Switch, threads};
use matchwright_tables::{Frame, Values};
use serde::Serialize;

use super::asked::Asked;
use super::forced;
use crate::error::Error;
use crate::outcome::{Outcome, Pair};
use crate::roster::Side;
use crate::scores::{GRID, least_value, to_score};

/// Why a mentee and a mentor do not meet. Reads as a sentence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WhyNot {
    /// The mentee's id.
    pub mentee: String,
    /// The mentor's id.
    pub mentor: String,
    /// Whether they do meet.
    pub meet: bool,
    /// How well they fit, whatever keeps them apart.
    pub score: f64,
    /// What keeps them apart: rules and what criteria require by their names, `min_score`, `pinned` where the
    /// mentee's mentor is decided, `told` where they were told whom they meet and that is kept, `no_seats` where
    /// the mentor has none to give; empty where they may meet.
    pub blocked_by: Vec<String>,
    /// What the total score of the best plan with this pair is lower by; 0 where another best plan holds the
    /// pair. Below 0 only where a pair is lost. After a rematch with a price
    /// ([`Keep::Price`](crate::Keep::Price), or the one that meets a number), the price of each told pair that this
    /// breaks is part of it, and off it that of each that is kept instead. `None` where something keeps the two
    /// apart, or the plan is not proven best.
    pub cost: Option<f64>,
    /// How many pairs the best plan with this pair has less: 0 or 1.
    pub pairs_lost: u32,
    /// Who would meet somebody else, the mentee included.
    pub moves: Vec<Move>,
    /// By how much each criterion's value for this pair would have to rise for the pair to be as good: to make up
    /// for the whole [`cost`](Self::cost), prices of told pairs included.
    pub needs: Vec<Need>,
    /// Of a plan that is more than an assignment: the level that would be worse, whom the two would rather meet, or
    /// why there is no plan with the pair.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub because: Option<String>,
}

impl WhyNot {
    /// Of two people of whom nothing is known yet.
    pub(super) fn of(mentee: String, mentor: String) -> Self {
        Self {
            mentee,
            mentor,
            meet: false,
            score: 0.0,
            blocked_by: Vec::new(),
            cost: None,
            pairs_lost: 0,
            moves: Vec::new(),
            needs: Vec::new(),
            because: None,
        }
    }
}

/// A mentee who would meet somebody else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Move {
    /// The mentee's id.
    pub mentee: String,
    /// The mentor whom they meet; `None` where nobody.
    pub from: Option<String>,
    /// The mentor whom they would meet; `None` where nobody.
    pub to: Option<String>,
}

/// What one criterion would have to say of a pair.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Need {
    /// The criterion's name.
    pub criterion: String,
    /// By how much its value has to rise, everything else being the same; `None` where even a value of 1 is
    /// not enough, or no score is.
    pub more: Option<f64>,
}

impl Outcome {
    /// Why a mentee and a mentor do not meet.
    ///
    /// The cost is exact: the best plan less the best plan with this pair in it, found by one search for the
    /// shortest change of the plan ([`Switches`](matchwright_assign::Switches)). It reads the people who are
    /// nearer to the change than the mentee, O(mentors) each. Where the programme has minimums, quotas or levels,
    /// everybody is matched again with the pair in the plan.
    ///
    /// ```
    /// use std::sync::Arc;
    ///
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
    ///     .mentor(Person::new("m2").text("site", "York"))
    ///     .build(&program)?;
    /// let outcome = Matcher::new(program)?.run(&roster)?;
    /// let why_not = outcome.why_not("e1", "m2", &Arc::new(Monitor::new()))?;
    /// assert_eq!(why_not.cost, Some(2.0));
    /// assert_eq!(why_not.moves[1].to.as_deref(), Some("m1"));
    /// assert_eq!(why_not.needs[0].more, None); // no score is above 1
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::UnknownId`] where nobody has an id, and [`Error::Assign`] where the work was cancelled.
    pub fn why_not(
        &self,
        mentee: &str,
        mentor: &str,
        monitor: &Arc<Monitor>,
    ) -> Result<WhyNot, Error> {
        let pair = (self.roster().mentees().find(mentee)?, self.roster().mentors().find(mentor)?);
        if self.solution().is_none() {
            return forced::why_not(self, pair, monitor);
        }
        let problem = self.problem()?;
        why_not(&Asked::new(self, &problem)?, pair, monitor)
    }

    /// What it would cost to pair a mentee with each of the mentors: `mentor_id`, `score`, `cost`,
    /// `pairs_lost`, `blocked_by`; in the order of the mentors' ids, with names behind ids as in
    /// [`pairs_frame`](Self::pairs_frame). Costs are those of [`why_not`](Self::why_not), by one search for
    /// all mentors; takes a few looks at all pairs of people.
    ///
    /// # Errors
    /// As [`why_not`](Self::why_not).
    pub fn why_not_any(&self, mentee: &str, monitor: &Monitor) -> Result<Frame, Error> {
        let (roster, mentee) = (self.roster(), self.roster().mentees().find(mentee)?);
        let problem = self.problem()?;
        let asked = Asked::new(self, &problem)?;
        let changes = asked.switches().map(|switches| switches.of_row(mentee, monitor));
        let changes = changes.transpose()?.unwrap_or_else(|| vec![None; roster.mentors().len()]);
        let points = self.scores().points_of_all(mentee);
        let blocked: Vec<String> = threads::map(0..points.len(), |mentor| {
            blocked_by(&asked, (mentee, mentor), changes[mentor].is_none()).join("; ")
        });
        let columns = [
            ("score", Values::numbers(&points, |&points| Some(to_score(points)))),
            ("cost", Values::numbers(&changes, |change| change.map(|it| cost_of(it.total)))),
            ("pairs_lost", Values::whole(&changes, |it| it.map_or(0, |it| lost(it.pairs)))),
            ("blocked_by", Values::texts(&blocked, |text| text)),
        ];
        let mentors = roster.mentors().ids().iter().map(String::as_str);
        Ok(Frame::new(roster.who_of(Side::Mentor, mentors).into_iter().chain(columns)))
    }
}

/// The answer for a pair by its positions.
pub(super) fn why_not(
    asked: &Asked<'_>,
    (mentee, mentor): (usize, usize),
    monitor: &Monitor,
) -> Result<WhyNot, Error> {
    let outcome = asked.outcome;
    let ids = [(Side::Mentee, mentee), (Side::Mentor, mentor)]
        .map(|(side, at)| outcome.roster().side(side).ids()[at].clone());
    let meet = asked.pairs(Side::Mentee, mentee).any(|pair: &Pair| pair.mentor() == ids[1]);
    let switch = asked.switch((mentee, mentor), monitor)?;
    let blocked_by =
        if meet { Vec::new() } else { blocked_by(asked, (mentee, mentor), switch.is_none()) };
    let [mentee_id, mentor_id] = ids;
    Ok(WhyNot {
        meet,
        score: to_score(outcome.scores().parts(mentee, mentor).total()),
        cost: switch.as_ref().map(|switch| cost_of(switch.change.total)),
        pairs_lost: switch.as_ref().map_or(0, |switch| lost(switch.change.pairs)),
        moves: switch.as_ref().map_or_else(Vec::new, |switch| moves(asked, switch)),
        needs: switch.map_or_else(Vec::new, |switch| needs(outcome, (mentee, mentor), &switch)),
        blocked_by,
        ..WhyNot::of(mentee_id, mentor_id)
    })
}

/// Rules and floors by name, and what leaves a pair that passes them without a seat.
fn blocked_by(asked: &Asked<'_>, (mentee, mentor): (usize, usize), is_closed: bool) -> Vec<String> {
    let scores = asked.outcome.scores();
    let barriers = scores.barriers(mentee, mentor);
    if !barriers.is_empty() || !is_closed || asked.switches().is_none() {
        return barriers.iter().map(|barrier| scores.barrier_name(barrier)).collect();
    }
    let is_decided = asked.is_decided(mentee);
    let is_pinned = asked.pairs(Side::Mentee, mentee).any(Pair::is_pinned);
    let why = match (is_pinned, is_decided) {
        (true, _) => "pinned",
        (_, true) => "told",
        _ => "no_seats",
    };
    vec![why.to_owned()]
}

/// Costs of the solver are points with the sign turned.
fn cost_of(points: i64) -> f64 {
    points as f64 / f64::from(GRID)
}

fn lost(pairs: i8) -> u32 {
    u32::from(pairs < 0)
}

/// Mentee by mentee, who would meet somebody else.
pub(super) fn moves(asked: &Asked<'_>, switch: &Switch) -> Vec<Move> {
    let Switch { made, parted, .. } = switch;
    let mut mentees: Vec<u32> = made.iter().chain(parted).map(|pair| pair.row).collect();
    mentees.sort_unstable();
    mentees.dedup();
    let of_mentee = |mentee: u32| {
        let of = |pairs: &[Places]| -> Vec<[String; 2]> {
            pairs.iter().filter(|pair| pair.row == mentee).map(|&pair| asked.ids(pair)).collect()
        };
        let (mut from, mut to) = (of(parted).into_iter(), of(made).into_iter());
        std::iter::from_fn(move || match (from.next(), to.next()) {
            (None, None) => None,
            (from, to) => {
                let mentee = from.as_ref().or(to.as_ref()).map(|[mentee, _]| mentee.clone());
                let mentor = |ids: Option<[String; 2]>| ids.map(|[_, mentor]| mentor);
                mentee.map(|mentee| Move { mentee, from: mentor(from), to: mentor(to) })
            }
        })
    };
    mentees.into_iter().flat_map(of_mentee).collect()
}

/// For each criterion, by how much its value would have to rise to make up for what the switch costs.
pub(super) fn needs(
    outcome: &Outcome,
    (mentee, mentor): (usize, usize),
    switch: &Switch,
) -> Vec<Need> {
    let scores = outcome.scores();
    let parts = scores.parts(mentee, mentor);
    let cost = i32::try_from(switch.change.total).ok().filter(|_| switch.change.pairs == 0);
    // A score that rules have lowered to 0 stays there for a while.
    let cost = cost.map(|cost| if cost > 0 { cost.saturating_add(parts.beyond) } else { cost });
    let shares = scores.shares(&parts.values);
    let columns = scores.criteria().zip(shares).zip(parts.values.iter().zip(&parts.points));
    let needs = columns.map(|((criterion, share), (value, &points))| {
        let counts = value.map_or_else(|| f64::from(points) / f64::from(share.max(1)), f64::from);
        let needed = cost.and_then(|cost| least_value(points.saturating_add(cost), share));
        let more = needed.map(|needed| (f64::from(needed) - counts).max(0.0));
        Need { criterion: criterion.to_owned(), more }
    });
    needs.collect()
}

impl fmt::Display for WhyNot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { mentee, mentor, score, .. } = self;
        if self.meet {
            return write!(f, "{mentee} does meet {mentor}.");
        }
        write!(f, "{mentee} does not meet {mentor}: they would score {score:.3}")?;
        if let Some(because) = &self.because {
            write!(f, ". With the pair: {because}")?;
            return self.write_moves(f);
        }
        match self.cost {
            _ if !self.blocked_by.is_empty() => {
                write!(f, ", and may not meet because of {}.", self.blocked_by.join(", "))
            }
            None => write!(f, "; what it would cost is not known here."),
            Some(_) if self.pairs_lost > 0 => {
                write!(f, ", and somebody else would be left without a pair")?;
                self.write_moves(f)
            }
            Some(0.0) => {
                write!(f, ", and a plan in which they do is as good")?;
                self.write_moves(f)
            }
            Some(cost) => {
                write!(f, ", but the total score would fall by {cost:.6}")?;
                self.write_moves(f)
            }
        }
    }
}

impl WhyNot {
    fn write_moves(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut before = ": ";
        for Move { mentee, from, to } in &self.moves {
            let [from, to] = [from, to].map(|mentor| mentor.as_deref().unwrap_or("nobody"));
            write!(f, "{before}{mentee} would go from {from} to {to}")?;
            before = ", ";
        }
        write!(f, ".")
    }
}
