//! Why somebody meets nobody, and the smallest changes that would help, each tried out.

use std::fmt;
use std::sync::Arc;

use matchwright_assign::{Monitor, Switches};
use serde::Serialize;

use super::again::Again;
use super::other_answers::other_answers;
use super::relaxations::{Change, Lift, Relaxation};
use crate::error::Error;
use crate::outcome::{Outcome, Reason, Unmatched};
use crate::roster::Side;

/// How many mentors whose seat would help are named.
const SEATS: usize = 3;

/// Why somebody meets nobody. Reads as sentences.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WhyUnmatched {
    /// "mentee" or "mentor".
    pub side: Side,
    /// The person's id.
    pub id: String,
    /// The binding reason; `None` where the person does meet somebody.
    pub reason: Option<Reason>,
    /// The reason with its numbers, in a sentence; whom they meet where they do.
    pub detail: String,
    /// The smallest changes of each kind that would give the person a partner: rules that might be left out,
    /// requirements dropped, how far the floor has to come down, whose seat is missing, one other answer of the
    /// person's own in each column. With each of them everybody was matched again.
    pub relaxations: Vec<Relaxation>,
}

impl Outcome {
    /// Why somebody meets nobody, and what would help.
    ///
    /// Every change that is named was tried: with it, the plan that [`Matcher::run`](crate::Matcher::run)
    /// finds gives the person a partner. A rule is left out for everybody. The floor is the highest that
    /// helps: with one point more it does not. Up to three mentors are named, those where another seat costs
    /// others least.
    ///
    /// Of the person's own answers one changes at a time: a label, a step of a scale, a number, or one more entry
    /// in a list, or one at a higher level, in the columns that a rule or a requirement reads, and those of every
    /// criterion where there is a floor. It counts where it opens a pair that was kept apart and gives the person
    /// a partner. A number is moved as little as helps: a step less does not, where a step is 1 in a column of
    /// whole numbers and else a hundredth. So is a step of a scale. Of labels, which are all as far, it is the one
    /// that most of the other side have among those that help; of its levels the lowest. Places, hours, texts,
    /// vectors, rankings and ids stay as they are.
    ///
    /// Takes a match of everybody for each rule, and up to some twenty to find the floor. In each column that alone
    /// keeps the person from somebody, up to 12 other answers are looked at, which prepares all scores, and up to
    /// 6 matched; in a column of numbers up to 24 and 6 up, and as many down, within a million steps, and up to some
    /// twenty more each way to find the step. Where none of these helps, nothing is said of the column.
    ///
    /// ```
    /// use std::sync::Arc;
    ///
    /// use matchwright::assign::Monitor;
    /// use matchwright::criteria::Same;
    /// use matchwright::roster::Person;
    /// use matchwright::{Matcher, Program, Roster};
    ///
    /// let program = Program::builder().criterion(1.0, Same::new("site")).min_score(0.5).build();
    /// let roster = Roster::builder()
    ///     .mentee(Person::new("e1").text("site", "Leeds"))
    ///     .mentee(Person::new("e2").text("site", "Leeds"))
    ///     .mentor(Person::new("m1").text("site", "Leeds"))
    ///     .mentor(Person::new("m2").text("site", "York"))
    ///     .build(&program)?;
    /// let outcome = Matcher::new(program)?.run(&roster)?;
    /// let nobody = outcome.unmatched()[0].id.clone();
    /// let why = outcome.why_unmatched(&nobody, &Arc::new(Monitor::new()))?;
    /// let kinds: Vec<&str> = why.relaxations.iter().map(|change| change.kind.name()).collect();
    /// assert_eq!(kinds, ["min_score", "seat", "answer"]);
    /// assert_eq!(why.relaxations[1].what, "m1");
    /// assert_eq!(why.relaxations[2].answer.as_deref(), Some("York"));
    /// # Ok::<(), matchwright::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Error::UnknownId`] where nobody has the id, and [`Error::Assign`] where the work was cancelled or
    /// memory ran out.
    pub fn why_unmatched(&self, id: &str, monitor: &Arc<Monitor>) -> Result<WhyUnmatched, Error> {
        let roster = self.roster();
        let side = match roster.mentees().find(id) {
            Err(_) if roster.mentors().find(id).is_ok() => Side::Mentor,
            _ => Side::Mentee,
        };
        let person = roster.side(side).find(id)?;
        let id = roster.side(side).ids()[person].clone();
        let is_this = |person: &&Unmatched| person.side == side && person.id == id;
        let Some(unmatched) = self.unmatched().iter().find(is_this) else {
            let detail = self.meets(side, &id);
            return Ok(WhyUnmatched { side, id, reason: None, detail, relaxations: Vec::new() });
        };
        let (reason, detail) = (Some(unmatched.reason), unmatched.detail.clone());
        let relaxations = Help { outcome: self, side, person, monitor }.relaxations()?;
        Ok(WhyUnmatched { side, id, reason, detail, relaxations })
    }

    fn meets(&self, side: Side, id: &str) -> String {
        let partners = self.pairs().iter().filter_map(|pair| match side {
            Side::Mentee => (pair.mentee() == id).then(|| pair.mentor()),
            Side::Mentor => (pair.mentor() == id).then(|| pair.mentee()),
        });
        format!("meets {}", partners.collect::<Vec<_>>().join(", "))
    }
}

/// Somebody who meets nobody, and what is tried for them.
pub(super) struct Help<'a> {
    pub(super) outcome: &'a Outcome,
    pub(super) side: Side,
    pub(super) person: usize,
    pub(super) monitor: &'a Arc<Monitor>,
}

impl Help<'_> {
    fn relaxations(&self) -> Result<Vec<Relaxation>, Error> {
        let mut found = Vec::new();
        for change in Change::all(self.outcome.program()) {
            found.extend(self.tried(change)?);
        }
        found.extend(self.floor()?);
        found.extend(if self.side == Side::Mentee { self.seats()? } else { self.own_seat()? });
        // Each answer that is tried takes a match, which is fast for an assignment alone.
        if self.outcome.solution().is_some() {
            found.extend(other_answers(self)?);
        }
        Ok(found)
    }

    /// Calls `each` for everybody on the other side.
    pub(super) fn survey(&self, mut each: impl FnMut(crate::scores::Barriers, i32)) {
        let scores = self.outcome.scores();
        match self.side {
            Side::Mentee => {
                let mentors = 0..scores.mentors();
                scores.survey(self.person, mentors, |_, barriers, points| each(barriers, points));
            }
            Side::Mentor => (0..scores.mentees()).for_each(|mentee| {
                let mentor = self.person..self.person + 1;
                scores.survey(mentee, mentor, |_, barriers, points| each(barriers, points));
            }),
        }
    }

    /// The change with what it gains, where it helps.
    fn tried(&self, change: Change) -> Result<Option<Relaxation>, Error> {
        let again = Again::by(self.outcome, &change.program, self.monitor)?;
        let partner = self.partner(&again);
        Ok(partner.map(|partner| change.relaxation(&again, self.outcome, Some(partner))))
    }

    pub(super) fn partner(&self, again: &Again) -> Option<String> {
        let partner = again.partner(self.side, self.person)?;
        Some(self.outcome.roster().side(self.side.other()).ids()[partner].clone())
    }

    /// The highest floor that helps.
    fn floor(&self) -> Result<Option<Relaxation>, Error> {
        let floor = self.outcome.scores().floor();
        let (mut best_below, mut is_allowed) = (None, false);
        self.survey(|barriers, points| {
            if barriers.rules().is_empty() {
                is_allowed |= points >= floor;
                best_below = best_below.max((points < floor).then_some(points));
            }
        });
        if is_allowed {
            return self.bisected(floor);
        }
        // Nothing above their own best score can help: the person is allowed nobody there.
        let Some(own) = best_below else { return Ok(None) };
        match self.tried(Change::floor(self.outcome.program(), own))? {
            Some(found) => Ok(Some(found)),
            None => self.bisected(own),
        }
    }

    /// A floor below `without`, which does not help, that does, where one point more does not.
    fn bisected(&self, mut without: i32) -> Result<Option<Relaxation>, Error> {
        if without <= 0 {
            return Ok(None);
        }
        let at = |points| self.tried(Change::floor(self.outcome.program(), points));
        let (mut with, Some(mut found)) = (0, at(0)?) else { return Ok(None) };
        while without - with > 1 {
            let middle = i32::midpoint(with, without);
            match at(middle)? {
                Some(better) => (with, found) = (middle, better),
                None => without = middle,
            }
        }
        Ok(Some(found))
    }

    /// The mentors whose seat would go to the mentee, those first where it costs others least.
    fn seats(&self) -> Result<Vec<Relaxation>, Error> {
        let outcome = self.outcome;
        let Some(solution) = outcome.best_assignment() else { return Ok(Vec::new()) };
        let problem = outcome.problem()?;
        let costs = Switches::new(&problem, solution)?.with_a_seat(self.person, self.monitor)?;
        let prices = &outcome.seats_of_solver(self.monitor)?.columns;
        // The seat goes to whoever gains most by it.
        let goes_to_them = |&(mentor, cost): &(usize, i64)| prices[mentor].one_more.total == cost;
        let costs = costs.into_iter().enumerate().filter_map(|(at, cost)| Some((at, cost?)));
        let mut mentors: Vec<(usize, i64)> = costs.filter(goes_to_them).collect();
        mentors.sort_by_key(|&(mentor, cost)| (cost, mentor));
        let mut found = Vec::new();
        for (mentor, _) in mentors {
            found.extend(self.with_seat(mentor)?);
            if found.len() == SEATS {
                break;
            }
        }
        Ok(found)
    }

    /// A mentor who offers no seat would have somebody with one.
    fn own_seat(&self) -> Result<Vec<Relaxation>, Error> {
        let offers_none = self.outcome.loads()[self.person].capacity == 0;
        Ok(if offers_none {
            self.with_seat(self.person)?.into_iter().collect()
        } else {
            Vec::new()
        })
    }

    /// One seat more of a mentor, where it helps.
    fn with_seat(&self, mentor: usize) -> Result<Option<Relaxation>, Error> {
        let again = Again::with_seat(self.outcome, mentor, self.monitor)?;
        let Some(partner) = self.partner(&again) else { return Ok(None) };
        let load = &self.outcome.loads()[mentor];
        let (what, to) = ((Lift::Seat, load.mentor.clone()), Some(f64::from(load.capacity) + 1.0));
        Ok(Some(Relaxation { to, ..again.relaxation(what, self.outcome, Some(partner)) }))
    }
}

impl fmt::Display for WhyUnmatched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { id, detail, .. } = self;
        if self.reason.is_none() {
            return write!(f, "{id} {detail}.");
        }
        write!(f, "{id} meets nobody: {detail}.")?;
        if self.relaxations.is_empty() {
            return write!(f, " No single change of a rule, the floor, a seat or an answer helps.");
        }
        write!(f, " What would help:")?;
        self.relaxations.iter().try_for_each(|relaxation| write!(f, "\n- {relaxation}"))
    }
}
