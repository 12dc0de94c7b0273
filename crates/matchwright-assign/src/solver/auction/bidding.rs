//! Bids, phase by phase.

use std::iter::successors;

use crate::basics::{Cost, Error, Moment, Monitor, Objective, Stage};
use crate::problem::Problem;
use crate::solver::Stats;

use super::row_scan::{self, PricedCosts};
use super::seats::Seats;
use super::shortlist::{Offer, Shortlists};
use super::start::Start;
use super::{SCALED_LIMIT, Ties, is_crowded, many_scans, most_bids};

/// ε falls by this factor from phase to phase. Of 3, 5 and 10 none was best on all kinds of costs, and
/// they were seldom further apart than a third. It starts at one part in so many of what rows have to choose
/// from: at 5,000², starting at the whole of it, a 5th, a 25th and a 125th scanned rows 3.7, 2.6, 2.1 and 2.2
/// times on mentor-like scores, but 7.1, 7.2, 7.9 and 8.5 times on 2-D distances, with bids that rise alike.
const EPSILON_RATIO: Cost = 5;

/// The same where the source lists its pairs: lists hold all those of most rows, which are never scanned again. At
/// 200,000 rows of 20 random pairs 3, 5, 7, 10 and 20 took 7.1, 6.7, 5.5, 5.4 and 5.8 million bids.
const EPSILON_RATIO_OF_ENTRIES: Cost = 10;

/// Prices lower than this are a price war that integers cannot hold.
const PRICE_FLOOR: Cost = -(1 << 59);

/// Staying unmatched is at first dearer than any pair by this many ranges of cost. While a plan
/// with more pairs exists, that grows by the same factor. Chains of replacements through so many
/// people are taken to be rare; where a plan shows otherwise, another round is held.
const UNMATCHED_RANGES: Cost = 16;

/// Fewer bids per scan mean that more columns are worth the same than a list holds, so that every other bid
/// takes a scan: costs of 0 and 1 took 1.6 to 2, at 2,000² 400 scans a row and more. Products of positions took
/// 8 to 14 with up to 50 scans a row, distances in the plane 8 and mentor-like scores 25.
const BIDS_PER_SCAN: u64 = 4;

/// Phases between two attempts to settle at once. In the sixth phase a step is a 15,000th of the
/// range that rows have to choose from.
const PHASES_TO_SETTLE: u64 = 6;

/// With more bids per seat than this a phase was long: too much still moves for an attempt to
/// settle.
const BIDS_OF_PHASE: u64 = 2;

/// Bids per seat after which an attempt to settle is given up: those that succeeded took fewer than 2.
const BIDS_TO_SETTLE: u64 = 4;

/// Bids between two questions to the monitor.
const BIDS_AT_ONCE: u64 = 1 << 10;

/// Where lists hold all pairs of their rows, no scan puts them in the order of new prices. A bid that looks at more
/// pairs than this does. With 200,000 rows of 20 random pairs 6, 10 and never took 2.5, 2.4 and 2.8 s. Lists of large
/// rows are renewed by scans, and to put 64 pairs in order took longer than to look at them.
const PAIRS_IN_ORDER: usize = 10;

/// How a part of an auction ended.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Course {
    /// Everybody is within ε of the best.
    Settled,
    /// In a price war.
    War,
    /// Before its end.
    Stopped,
    /// Before all rows were scanned once.
    Unread,
}

/// The auction under way.
pub(super) struct Auction<'a> {
    pub(super) problem: &'a Problem<'a>,
    monitor: &'a Monitor,
    pub(super) seats: Seats,
    pub(super) lists: Shortlists,
    pub(super) shift: u32,
    /// What staying unmatched costs, unscaled.
    unmatched_cost: Cost,
    /// How much dearer it is than any pair was thought to be; at least 1.
    reach: Cost,
    /// Whether hardly any column seemed to be disputed.
    is_easy: bool,
    most_bids: u64,
    /// Scans from which on a war is looked for.
    many_scans: u64,
    pub(super) stats: Stats,
}

impl<'a> Auction<'a> {
    pub(super) fn open(
        problem: &'a Problem<'a>,
        lists: Shortlists,
        start: &Start,
        shift: u32,
        ties: Ties,
        monitor: &'a Monitor,
    ) -> Result<Self, Error> {
        let reach = start.range.saturating_mul(UNMATCHED_RANGES).min(SCALED_LIMIT >> shift);
        let unmatched_cost = match problem.goal() {
            Objective::Total => 0,
            Objective::Participation => start.per_pair.saturating_add(reach),
        };
        let mut seats = Seats::new(problem, start, shift, monitor)?;
        // Where rows outnumber seats, staying unmatched has to cost what a pair does from the start.
        if problem.goal() == Objective::Participation && is_crowded(problem) {
            seats.open_unmatched(reach << shift);
        }
        Ok(Self {
            problem,
            monitor,
            lists,
            seats,
            shift,
            unmatched_cost,
            reach,
            is_easy: start.is_easy,
            most_bids: most_bids(problem),
            many_scans: many_scans(problem, ties),
            stats: Stats { pairs_read: start.pairs_read, ..Stats::default() },
        })
    }

    /// Runs all phases.
    pub(super) fn run(&mut self) -> Result<Course, Error> {
        let rows: Vec<u32> = (0..self.problem.rows() as u32)
            .filter(|&row| self.problem.row_seats(row as usize) > 0)
            .collect();
        let offers = &self.seats.offers;
        let highest =
            offers.first().copied().filter(|first| offers.iter().all(|offer| offer == first));
        let is_first = self.stats.row_scans == 0;
        if !self.scan(&rows, highest)? {
            return Ok(if is_first { Course::Unread } else { Course::Stopped });
        }
        let spread = self.lists.spread(&rows, &self.seats.offers);
        if self.is_easy || spread == 0 {
            let course = self.settle()?;
            if course != Course::War {
                return Ok(course);
            }
        }
        self.run_phases(spread)
    }

    /// Phases in smaller and smaller steps; where there is little left to bid about, the smallest at once.
    fn run_phases(&mut self, spread: Cost) -> Result<Course, Error> {
        let unit: Cost = 1 << self.shift;
        let ratio = if self.problem.is_listed() { EPSILON_RATIO_OF_ENTRIES } else { EPSILON_RATIO };
        let first = (spread / ratio).clamp(unit, SCALED_LIMIT);
        let next = |epsilon: &Cost| (*epsilon > 1).then(|| (epsilon / ratio).max(1));
        let phases = successors(Some(first), next);
        self.monitor.begin(Stage::Solve, phases.clone().count());
        for (phase, epsilon) in (1..).zip(phases) {
            let bids = self.stats.bids;
            let course = self.run_phase(epsilon)?;
            if course != Course::Settled {
                return Ok(course);
            }
            self.monitor.advance(1);
            let is_long = self.stats.bids - bids > BIDS_OF_PHASE * self.seats.tickets() as u64;
            if phase % PHASES_TO_SETTLE == 0 && !is_long {
                let course = self.settle()?;
                if course != Course::War {
                    return Ok(course);
                }
            }
        }
        Ok(Course::Settled)
    }

    /// Bids in the smallest steps at once, for a while: enough where hardly any column is disputed, and where
    /// prices are nearly right. 5,000² with costs from 0 to 99 took 0.86 s in all phases.
    fn settle(&mut self) -> Result<Course, Error> {
        let patience = self.stats.bids + BIDS_TO_SETTLE * self.seats.tickets() as u64;
        let most_bids = std::mem::replace(&mut self.most_bids, patience);
        let course = self.run_phase(1);
        self.most_bids = most_bids;
        course
    }

    /// One phase: everybody who is further than ε from the best leaves and bids.
    fn run_phase(&mut self, epsilon: Cost) -> Result<Course, Error> {
        self.stats.phases += 1;
        let mut waiting = self.release(epsilon)?;
        self.seats.release_spare(epsilon);
        self.seats.seat_spare(epsilon, &mut waiting);
        let (mut round, mut late) = (Vec::new(), Vec::new());
        loop {
            if self.monitor.is_stopped() {
                return Ok(Course::Stopped);
            }
            while !waiting.is_empty() {
                std::mem::swap(&mut waiting, &mut round);
                for &ticket in &round {
                    let course = self.bid(ticket, epsilon, &mut waiting, &mut late)?;
                    if course != Course::Settled {
                        return Ok(course);
                    }
                }
                round.clear();
            }
            if late.is_empty() {
                return Ok(Course::Settled);
            }
            if self.is_war_of_ties() {
                return Ok(Course::War);
            }
            late.sort_unstable();
            let mut rows: Vec<u32> = late.iter().map(|&ticket| self.seats.owner(ticket)).collect();
            rows.dedup();
            if !self.scan(&rows, None)? {
                return Ok(Course::Stopped);
            }
            waiting.append(&mut late);
        }
    }

    /// Whether nearly every bid takes a scan.
    fn is_war_of_ties(&self) -> bool {
        let Stats { row_scans, bids, .. } = self.stats;
        row_scans > self.many_scans && bids < BIDS_PER_SCAN * row_scans
    }

    /// Tickets whose seat is further than ε from the best, or who have none; in rising order.
    fn release(&mut self, epsilon: Cost) -> Result<Vec<u32>, Error> {
        let unmatched = self.unmatched_value();
        let mut free = Vec::new();
        for ticket in 0..self.seats.tickets() as u32 {
            if u64::from(ticket).is_multiple_of(BIDS_AT_ONCE) {
                self.monitor.check()?;
            }
            let row = self.seats.owner(ticket) as usize;
            if let Some(column) = self.seats.column_of(ticket) {
                let siblings = self.seats.siblings(row);
                let own = self.cost(row, column) - self.seats.price_of(ticket);
                let best = self.lists.best(row, &self.seats, siblings).best.min(unmatched);
                if own <= best.min(self.lists.bound(row)).saturating_add(epsilon) {
                    continue;
                }
                self.seats.leave(ticket);
            }
            free.push(ticket);
        }
        Ok(free)
    }

    /// The scaled cost of a pair, or of staying unmatched.
    fn cost(&self, row: usize, column: u32) -> Cost {
        if column == self.seats.unmatched() {
            return self.unmatched_cost << self.shift;
        }
        self.lists.cost(row, column).unwrap_or_else(|| {
            // The row was scanned before, so that its cost is known to fit.
            let read = self.problem.cost_within(self.problem.limit(), row, column as usize);
            read.map_or(row_scan::OPEN, |cost| cost << self.shift)
        })
    }

    /// What a row pays, after its price, to stay unmatched.
    pub(super) fn unmatched_value(&self) -> Cost {
        (self.unmatched_cost << self.shift) - self.seats.unmatched_price()
    }

    /// Lets a ticket bid; it joins `late` where its row has to be scanned first.
    fn bid(
        &mut self,
        ticket: u32,
        epsilon: Cost,
        waiting: &mut Vec<u32>,
        late: &mut Vec<u32>,
    ) -> Result<Course, Error> {
        let row = self.seats.owner(ticket) as usize;
        let bound = self.lists.bound(row);
        let unmatched = self.unmatched_value();
        let mut offer = self.lists.best(row, &self.seats, self.seats.siblings(row));
        if offer.read > PAIRS_IN_ORDER && self.problem.is_listed() {
            self.lists.reorder(row, &self.seats.offers);
        }
        if unmatched < offer.best {
            offer = Offer {
                best: unmatched,
                second: offer.best,
                column: self.seats.unmatched(),
                read: 0,
            };
        } else {
            offer.second = offer.second.min(unmatched);
        }
        if offer.best > bound.saturating_add(epsilon) {
            late.push(ticket);
            return Ok(Course::Settled);
        }
        self.stats.bids += 1;
        let mut is_stopped = false;
        if self.stats.bids.is_multiple_of(BIDS_AT_ONCE) {
            self.monitor.check()?;
            is_stopped = self.monitor.is_stopped();
        }
        let second = offer.second.min(bound.max(offer.best));
        let second =
            self.seats.step(offer.column).map_or(second, |step| second.min(offer.best + step));
        // Without an alternative, a seat is worth no more than it costs.
        let rise = if second >= row_scan::OPEN { 0 } else { second - offer.best };
        self.seats.take(offer.column, ticket, rise + epsilon, waiting);
        self.seats.seat_spare(epsilon, waiting);
        let offer = self.seats.offers[offer.column as usize];
        let is_price_war = offer <= PRICE_FLOOR || self.stats.bids >= self.most_bids;
        Ok(match (is_price_war, is_stopped) {
            (true, _) => Course::War,
            (_, true) => Course::Stopped,
            _ => Course::Settled,
        })
    }

    /// Scans rows, where no price is above `highest`; `false` where it was stopped before the last. The first
    /// time, when nothing is known yet, only the end of all time stops it.
    fn scan(&mut self, rows: &[u32], highest: Option<Cost>) -> Result<bool, Error> {
        let (started, is_first) = (Moment::now(), self.stats.row_scans == 0);
        self.stats.row_scans += rows.len() as u64;
        let priced = PricedCosts {
            problem: self.problem,
            columns: self.problem.seated_columns(),
            limit: SCALED_LIMIT >> self.shift,
            shift: self.shift,
            prices: &self.seats.offers,
            highest,
        };
        let is_over = || if is_first { self.monitor.is_late() } else { self.monitor.is_stopped() };
        let read = self.lists.refill(&priced, rows, self.monitor, is_over)?;
        self.stats.pairs_read += read.pairs;
        self.stats.scan_seconds += started.seconds();
        if is_first {
            self.monitor.keep(started.elapsed());
        }
        Ok(read.is_complete)
    }

    /// Makes staying unmatched dearer, at the same offers; `false` where integers end.
    pub(super) fn raise_unmatched_cost(&mut self) -> bool {
        self.reach = self.reach.saturating_mul(UNMATCHED_RANGES);
        self.unmatched_cost = self.unmatched_cost.saturating_add(self.reach);
        self.unmatched_cost < SCALED_LIMIT >> self.shift
    }
}
