//! Why somebody stays unmatched, found by looking at everybody they could have met.

use std::collections::BTreeMap;
use std::ops::Range;

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
    /// Blocks of mentors, each with those in it who meet nobody.
    blocks: Vec<(Range<usize>, Vec<usize>)>,
}

impl<'a> Alone<'a> {
    pub(super) fn new(scores: &Scores, plan: &[(usize, usize)], capacities: &'a [u32]) -> Self {
        let mut free_seats = capacities.to_vec();
        let mut matched = vec![false; scores.mentees()];
        for &(mentee, mentor) in plan {
            matched[mentee] = true;
            free_seats[mentor] = free_seats[mentor].saturating_sub(1);
        }
        let blocks = (0..scores.mentors()).step_by(BLOCK).filter_map(|start| {
            let block = start..(start + BLOCK).min(scores.mentors());
            let idle = |&mentor: &usize| free_seats[mentor] == capacities[mentor];
            let idle: Vec<usize> = block.clone().filter(idle).collect();
            (!idle.is_empty()).then_some((block, idle))
        });
        let blocks = blocks.collect();
        Self { matched, capacities, free_seats, blocks }
    }

    /// How many pairs of people [`explain`](Self::explain) looks at.
    pub(super) fn pairs(&self) -> usize {
        let mentees = self.matched.iter().filter(|matched| !**matched).count();
        let mentors: usize = self.blocks.iter().map(|(block, _)| block.len()).sum();
        mentees * self.capacities.len() + mentors * self.matched.len()
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
        let mentees = mentees.take_any_while(|_| !monitor.is_cancelled()).map(|mentee| {
            let mut view = View::default();
            scores.survey(mentee, 0..scores.mentors(), |mentor, barriers, points| {
                view.add(barriers, points, self.free_seats[mentor] > 0);
            });
            monitor.advance(scores.mentors());
            view.explain(Side::Mentee, &roster.mentees().ids()[mentee], scores)
        });
        let mentors = self.blocks.par_iter().flat_map_iter(|(block, idle)| {
            let views = views_of(idle, block, scores, &self.matched, monitor);
            idle.iter().zip(views).map(|(&mentor, view)| {
                let id = &roster.mentors().ids()[mentor];
                if self.capacities[mentor] == 0 {
                    no_seats(id)
                } else {
                    view.explain(Side::Mentor, id, scores)
                }
            })
        });
        let unmatched = mentees.chain(mentors).collect();
        monitor.check()?;
        Ok(unmatched)
    }
}

fn no_seats(id: &str) -> Unmatched {
    let detail = "the mentor offers no seat".to_owned();
    Unmatched { side: Side::Mentor, id: id.to_owned(), reason: Reason::NoSeats, detail }
}

/// What each of some mentors of a block sees; `idle` in ascending order.
fn views_of(
    idle: &[usize],
    block: &Range<usize>,
    scores: &Scores,
    matched: &[bool],
    monitor: &Monitor,
) -> Vec<View> {
    let mut views: Vec<View> = idle.iter().map(|_| View::default()).collect();
    // Once cancelled, what is missing does not matter: the caller gets the error.
    for (mentee, matched) in matched.iter().enumerate().take_while(|_| !monitor.is_cancelled()) {
        let mut seen = idle.iter().zip(&mut views).peekable();
        scores.survey(mentee, block.clone(), |mentor, barriers, points| {
            if let Some((_, view)) = seen.next_if(|(idle, _)| **idle == mentor) {
                view.add(barriers, points, !matched);
            }
        });
        monitor.advance(block.len());
    }
    views
}

/// What one person sees on the other side.
#[derive(Default)]
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
