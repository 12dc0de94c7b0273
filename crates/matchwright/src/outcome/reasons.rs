//! Why somebody stays unmatched, found by looking at everybody they could have met.

use std::collections::BTreeMap;

use matchwright_assign::{Error, Monitor};
use rayon::prelude::*;
use serde::Serialize;

use crate::roster::{Roster, Side};
use crate::scores::{Barrier, Barriers, Scores, to_score};

/// Somebody who meets nobody.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Unmatched {
    /// "mentee" or "mentor".
    pub side: Side,
    /// The person's id.
    pub id: String,
    /// The binding reason.
    pub reason: Reason,
    /// The reason with its numbers, in a sentence.
    pub detail: String,
}

/// Why somebody meets nobody. The first that applies is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Reason {
    /// The mentor offers no seat.
    NoSeats,
    /// Rules, or what criteria require, exclude everybody on the other side.
    RuledOut,
    /// Everybody who passes the rules scores below the floor.
    BelowFloor,
    /// Everybody who is allowed is taken by others, at a better total.
    AllTaken,
    /// Somebody is allowed and free, but the pair would add nothing to the total.
    NoGain,
    /// A limit of time ended the match before reasons were sought.
    NotSought,
}

impl Reason {
    /// The name in tables and JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::NoSeats => "no_seats",
            Self::RuledOut => "ruled_out",
            Self::BelowFloor => "below_floor",
            Self::AllTaken => "all_taken",
            Self::NoGain => "no_gain",
            Self::NotSought => "not_sought",
        }
    }
}

/// Mentors looked at together: their views and one block of scores stay in the cache.
const BLOCK: usize = 1024;

/// Who meets nobody, before it is known why.
pub(super) struct Alone<'a> {
    matched: Vec<bool>,
    capacities: &'a [u32],
    free_seats: Vec<u32>,
    /// Mentors who meet nobody.
    idle: Vec<usize>,
}

impl<'a> Alone<'a> {
    pub(super) fn new(scores: &Scores, plan: &[(usize, usize)], capacities: &'a [u32]) -> Self {
        let mut free_seats = capacities.to_vec();
        let mut matched = vec![false; scores.mentees()];
        for &(mentee, mentor) in plan {
            matched[mentee] = true;
            free_seats[mentor] = free_seats[mentor].saturating_sub(1);
        }
        let idle = |&mentor: &usize| free_seats[mentor] == capacities[mentor];
        let idle = (0..scores.mentors()).filter(idle).collect();
        Self { matched, capacities, free_seats, idle }
    }

    /// How many pairs of people [`explain`](Self::explain) looks at, but for mentors who may meet nobody.
    pub(super) fn pairs(&self) -> usize {
        let mentees = self.matched.iter().filter(|matched| !**matched).count();
        let mentees_of_idle = if self.idle.is_empty() { 0 } else { self.matched.len() };
        (mentees + mentees_of_idle) * self.capacities.len()
    }

    /// The reasons of the mentees, then of the mentors, by id. O(unmatched mentees · mentors), and
    /// O(mentees · mentors) where a mentor meets nobody.
    pub(super) fn explain(
        &self,
        roster: &Roster,
        scores: &Scores,
        monitor: &Monitor,
    ) -> Result<Vec<Unmatched>, Error> {
        let mentees = (0..scores.mentees()).into_par_iter().filter(|&mentee| !self.matched[mentee]);
        let mentees = mentees.take_any_while(|_| goes_on(monitor)).map(|mentee| {
            let view = self.view_of_mentee(mentee, scores);
            monitor.advance(scores.mentors());
            view.explain(Side::Mentee, &roster.mentees().ids()[mentee], scores)
        });
        let mut unmatched: Vec<Unmatched> = mentees.collect();
        let views = self.views(scores, monitor)?;
        if monitor.is_stopped() {
            return Ok(self.not_sought(roster));
        }
        unmatched.extend(self.idle.iter().zip(views).map(|(&mentor, view)| {
            let id = &roster.mentors().ids()[mentor];
            if self.capacities[mentor] == 0 {
                no_seats(id)
            } else {
                view.explain(Side::Mentor, id, scores)
            }
        }));
        Ok(unmatched)
    }

    /// Everybody who meets nobody, without the reasons that take time.
    fn not_sought(&self, roster: &Roster) -> Vec<Unmatched> {
        let nobody = |side, id: &String| Unmatched {
            side,
            id: id.clone(),
            reason: Reason::NotSought,
            detail: "the limit of time ended the match before reasons were sought".to_owned(),
        };
        let mentees = roster.mentees().ids().iter().zip(&self.matched);
        let mentees = mentees.filter(|(_, matched)| !**matched);
        let mentors = self.idle.iter().map(|&mentor| {
            let id = &roster.mentors().ids()[mentor];
            if self.capacities[mentor] == 0 { no_seats(id) } else { nobody(Side::Mentor, id) }
        });
        mentees.map(|(id, _)| nobody(Side::Mentee, id)).chain(mentors).collect()
    }

    /// What a mentee sees: at first only whom they may meet, and what keeps people apart where that is
    /// nobody.
    fn view_of_mentee(&self, mentee: usize, scores: &Scores) -> View {
        let mut view = View::default();
        scores.visit(mentee, |first, points| {
            for (&points, free_seats) in points.iter().zip(&self.free_seats[first..]) {
                if points >= scores.floor() {
                    view.meet(points, *free_seats > 0);
                }
            }
        });
        if view.allowed == 0 {
            scores.survey(mentee, 0..scores.mentors(), |mentor, barriers, points| {
                view.add(barriers, points, self.free_seats[mentor] > 0);
            });
        }
        view
    }

    /// What each idle mentor sees: at first only whom they may meet, and what keeps people apart where
    /// that is nobody.
    fn views(&self, scores: &Scores, monitor: &Monitor) -> Result<Vec<View>, Error> {
        let mut views = glances(&self.idle, scores, &self.matched, monitor);
        monitor.check()?;
        let lonely: Vec<usize> =
            (0..views.len()).filter(|&index| views[index].allowed == 0).collect();
        let blocks = lonely.chunk_by(|&a, &b| self.idle[a] / BLOCK == self.idle[b] / BLOCK);
        let seen: Vec<Vec<View>> = blocks
            .collect::<Vec<_>>()
            .into_par_iter()
            .map(|lonely| {
                let mentors: Vec<usize> = lonely.iter().map(|&index| self.idle[index]).collect();
                views_of(&mentors, scores, &self.matched, monitor)
            })
            .collect();
        monitor.check()?;
        for (index, view) in lonely.into_iter().zip(seen.into_iter().flatten()) {
            views[index] = view;
        }
        Ok(views)
    }
}

/// Whom each of some mentors may meet, who of them meets nobody, and the best score. One pass over all
/// pairs of people.
fn glances(mentors: &[usize], scores: &Scores, matched: &[bool], monitor: &Monitor) -> Vec<View> {
    let blind = || vec![View::default(); mentors.len()];
    if mentors.is_empty() {
        return blind();
    }
    let looked = matched.par_iter().enumerate().take_any_while(|_| goes_on(monitor)).fold(
        || (blind(), Vec::new()),
        |(mut views, mut row), (mentee, matched)| {
            row.clear();
            scores.visit(mentee, |_, points| row.extend_from_slice(points));
            for (view, &mentor) in views.iter_mut().zip(mentors) {
                if row[mentor] >= scores.floor() {
                    view.meet(row[mentor], !matched);
                }
            }
            monitor.advance(scores.mentors());
            (views, row)
        },
    );
    looked.map(|(views, _)| views).reduce(blind, |mut views, others| {
        for (view, other) in views.iter_mut().zip(others) {
            view.allowed += other.allowed;
            view.free += other.free;
            view.passing += other.passing;
            view.best = view.best.max(other.best);
        }
        views
    })
}

/// Whether nobody has cancelled the work or stopped it; otherwise what is missing does not matter.
fn goes_on(monitor: &Monitor) -> bool {
    !monitor.is_cancelled() && !monitor.is_stopped()
}

fn no_seats(id: &str) -> Unmatched {
    let detail = "the mentor offers no seat".to_owned();
    Unmatched { side: Side::Mentor, id: id.to_owned(), reason: Reason::NoSeats, detail }
}

/// What each of some mentors who are near each other sees; in ascending order.
fn views_of(idle: &[usize], scores: &Scores, matched: &[bool], monitor: &Monitor) -> Vec<View> {
    let mut views = vec![View::default(); idle.len()];
    let (Some(&first), Some(&last)) = (idle.first(), idle.last()) else { return views };
    // Once cancelled, what is missing does not matter: the caller gets the error.
    for (mentee, matched) in matched.iter().enumerate().take_while(|_| goes_on(monitor)) {
        let mut seen = idle.iter().zip(&mut views).peekable();
        scores.survey(mentee, first..last + 1, |mentor, barriers, points| {
            if let Some((_, view)) = seen.next_if(|(idle, _)| **idle == mentor) {
                view.add(barriers, points, !matched);
            }
        });
    }
    views
}

/// What one person sees on the other side.
#[derive(Clone, Default)]
struct View {
    people: usize,
    /// How many each rule or requirement excludes, and how many it alone excludes.
    excluded: BTreeMap<Barrier, (usize, usize)>,
    /// Those who pass the rules, and the best score among them.
    passing: usize,
    best: i32,
    allowed: usize,
    free: usize,
}

impl View {
    /// Looks at somebody they may meet.
    fn meet(&mut self, points: i32, free: bool) {
        self.passing += 1;
        self.best = self.best.max(points);
        self.allowed += 1;
        self.free += usize::from(free);
    }

    /// Looks at one possible partner.
    fn add(&mut self, barriers: Barriers, points: i32, free: bool) {
        self.people += 1;
        let rules = barriers.rules();
        if rules.is_empty() {
            self.passing += 1;
            self.best = self.best.max(points);
        }
        let alone = usize::from(rules.iter().nth(1).is_none());
        for barrier in rules.iter() {
            let (all, by_itself) = self.excluded.entry(barrier).or_default();
            *all += 1;
            *by_itself += alone;
        }
        if barriers.is_empty() {
            self.allowed += 1;
            self.free += usize::from(free);
        }
    }

    /// The sentences put numbers behind a colon, so that they read well for one and for many.
    fn explain(&self, side: Side, id: &str, scores: &Scores) -> Unmatched {
        let others = side.other().table();
        let best = to_score(self.best);
        let (reason, detail) = if self.passing == 0 {
            (Reason::RuledOut, self.exclusions(others, scores))
        } else if self.allowed == 0 {
            let passing = self.passing;
            (Reason::BelowFloor, format!("{others} who pass the rules: {passing}, best {best:.3}"))
        } else if self.free > 0 {
            (Reason::NoGain, format!("allowed {others} who are free: {}, best 0", self.free))
        } else {
            let taken = if side == Side::Mentee { "all full" } else { "all with somebody else" };
            let allowed = self.allowed;
            (Reason::AllTaken, format!("allowed {others}: {allowed}, {taken}, best {best:.3}"))
        };
        Unmatched { side, id: id.to_owned(), reason, detail }
    }

    /// `must_differ_manager excludes 12 of 60 mentors, 1 by itself; …`, the strictest first.
    fn exclusions(&self, others: &str, scores: &Scores) -> String {
        let mut excluded: Vec<_> = self.excluded.iter().collect();
        excluded.sort_by_key(|&(barrier, (all, _))| (std::cmp::Reverse(*all), *barrier));
        let texts = excluded.into_iter().map(|(barrier, (all, alone))| {
            let name = scores.barrier_name(*barrier);
            let alone = if *alone > 0 { format!(", {alone} by itself") } else { String::new() };
            format!("{name} excludes {all} of {} {others}{alone}", self.people)
        });
        texts.collect::<Vec<_>>().join("; ")
    }
}
