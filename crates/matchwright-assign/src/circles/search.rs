//! Better plans by small changes: threshold accepting.
//!
//! A change that makes the plan worse by less than a threshold is made too, and the threshold falls to nothing
//! (Dueck and Scheuer 1990; the integers of it need no exponential). Changes are: somebody moves, two swap, two
//! columns swap all their members, a circle is dissolved, a column begins to run. Whoever has no circle swaps too. A
//! change that leaves more members without a circle is never made.
//!
//! Some searches run side by side, each with its own numbers and thresholds; the best plan of all is the answer, so
//! that the number of threads does not show.

use crate::basics::{Cost, Error, Monitor, Stage, threads};
use crate::circles::start::cheapest;
use crate::circles::state::{NOWHERE, State};

/// Searches side by side. The thresholds of the first one begin at half of what a swap changes on average, those of the
/// others at a third, a quarter and a fifth of it: which is best differs from problem to problem.
const LANES: usize = 4;

/// Steps for each member, and for each pair of members: plans of 20 to 300 members gained little from more.
const STEPS: (u64, u64) = (20_000, 400);

/// Steps at most: some ten seconds.
const MOST_STEPS: u64 = 60_000_000;

/// Steps between two looks at the monitor, a fraction of a millisecond.
const CHECK_EVERY: u64 = 1 << 10;

/// Swaps that are tried to see what one changes.
const SAMPLE: usize = 1_000;

/// Of so many steps one opens or dissolves a circle, and these many swap the members of two columns or move one member.
const KINDS: [usize; 4] = [256, 1, 8, 64];

/// A plan: the columns of members.
pub(super) struct Found {
    pub(super) columns: Vec<u32>,
    pub(super) is_stopped: bool,
}

/// The best plan that the searches come to from one; never a worse one.
pub(super) fn search(start: &State<'_>, monitor: &Monitor) -> Result<Found, Error> {
    let tables = start.tables;
    let (rows, steps) = (tables.rows as u64, MOST_STEPS);
    let steps = steps.min(STEPS.0 * rows + STEPS.1.saturating_mul(rows.saturating_mul(rows)));
    monitor.begin(Stage::Solve, LANES * (steps / CHECK_EVERY) as usize);
    let lanes: Vec<Result<(usize, Cost, Found), Error>> = threads::map(0..LANES, |lane| {
        let mut lane = Lane::new(start, lane)?;
        let is_stopped = lane.run(steps, monitor)?;
        let (unplaced, total, columns) = lane.best;
        Ok((unplaced, total, Found { columns, is_stopped }))
    });
    let lanes = lanes.into_iter().collect::<Result<Vec<_>, _>>()?;
    let is_stopped = lanes.iter().any(|(_, _, found)| found.is_stopped);
    let best = lanes.into_iter().min_by_key(|&(unplaced, total, _)| (unplaced, total));
    let columns = best.map_or_else(|| start.columns().to_vec(), |(_, _, found)| found.columns);
    Ok(Found { columns, is_stopped })
}

struct Lane<'t> {
    state: State<'t>,
    random: Random,
    threshold: Cost,
    best: (usize, Cost, Vec<u32>),
}

impl<'t> Lane<'t> {
    fn new(start: &State<'t>, number: usize) -> Result<Self, Error> {
        let state = State::of(start.tables, start.columns())?;
        let best = (state.unplaced, state.total, state.columns().to_vec());
        let random = Random::new(number as u64 + 1);
        let mut lane = Self { state, random, threshold: 0, best };
        lane.threshold = lane.usual_change() / (number as Cost + 2);
        Ok(lane)
    }

    /// What a swap changes on average.
    fn usual_change(&mut self) -> Cost {
        let (mut sum, mut count) = (0, 1);
        for _ in 0..SAMPLE {
            let (one, other) = (self.member(), self.member());
            if let Some(change) = self.swapping(one, other) {
                sum += i128::from(change.abs());
                count += 1;
            }
        }
        (sum / count) as Cost
    }

    /// Whether it was stopped.
    fn run(&mut self, steps: u64, monitor: &Monitor) -> Result<bool, Error> {
        let first = self.threshold;
        for step in 0..steps {
            if step % CHECK_EVERY == 0 {
                monitor.check()?;
                monitor.advance(1);
                if monitor.is_stopped() {
                    return Ok(true);
                }
                self.threshold = falling(first, steps - step, steps);
            }
            self.step();
            if (self.state.unplaced, self.state.total) < (self.best.0, self.best.1) {
                let columns = &mut self.best.2;
                (self.best.0, self.best.1) = (self.state.unplaced, self.state.total);
                columns.copy_from_slice(self.state.columns());
            }
        }
        Ok(false)
    }

    fn step(&mut self) {
        let kind = self.random.below(KINDS[0]);
        if kind < KINDS[1] {
            self.open_or_dissolve();
        } else if kind < KINDS[2] {
            let (one, other) = (self.column(), self.column());
            let change = if one == other { None } else { self.state.exchanging(one, other) };
            // Columns that are alike could swap for ever.
            if change.is_some_and(|change| change != 0 && change <= self.threshold) {
                self.state.exchange(one, other);
            }
        } else if kind < KINDS[3] {
            self.shift();
        } else {
            self.swap();
        }
    }

    /// Somebody moves to another circle, or into one at all.
    fn shift(&mut self) {
        let (member, to) = (self.member(), self.column());
        let from = self.state.column(member);
        if from == to || !self.state.has_seat(to) {
            return;
        }
        let Some(joining) = self.state.joining(member, to) else { return };
        if from == NOWHERE {
            return self.state.add(member, to);
        }
        let can_go = self.state.can_spare(from);
        if can_go && joining + self.state.leaving(member, from) <= self.threshold {
            self.state.remove(member);
            self.state.add(member, to);
        }
    }

    /// Two members swap their places.
    fn swap(&mut self) {
        let (one, other) = (self.member(), self.member());
        if self.swapping(one, other).is_some_and(|change| change <= self.threshold) {
            let places = [self.state.column(other), self.state.column(one)];
            self.state.put(&[one, other], &places);
        }
    }

    /// What a swap would change; `None` where nothing can.
    fn swapping(&self, one: u32, other: u32) -> Option<Cost> {
        let (from, to) = (self.state.column(one), self.state.column(other));
        if from == to {
            return None;
        }
        let replacing = |old: u32, new: u32, column: u32| match column {
            NOWHERE => Some(0),
            column => self.state.replacing(old, new, column),
        };
        Some(replacing(one, other, from)? + replacing(other, one, to)?)
    }

    /// A circle is dissolved, or a column begins to run. That changes more than other steps, and may cost twice as much.
    fn open_or_dissolve(&mut self) {
        let column = self.column();
        if !self.state.tables.is_open(column as usize) {
            return;
        }
        let before = (self.state.unplaced, self.state.total);
        let mut moved = Vec::new();
        let is_done = if self.state.size(column) > 0 {
            self.dissolve(column, &mut moved);
            true
        } else {
            self.open(column, &mut moved)
        };
        let after = (self.state.unplaced, self.state.total);
        let is_near = after.0 == before.0 && after.1 - before.1 <= 2 * self.threshold;
        if !is_done || !(after.0 < before.0 || is_near) {
            let (members, columns): (Vec<u32>, Vec<u32>) = moved.into_iter().rev().unzip();
            self.state.put(&members, &columns);
        }
    }

    /// Takes a circle apart; each of its members goes where that costs least.
    fn dissolve(&mut self, column: u32, moved: &mut Vec<(u32, u32)>) {
        let mut members = self.state.empty(column);
        moved.extend(members.iter().map(|&member| (member, column)));
        while !members.is_empty() {
            let places = members.iter().enumerate();
            let joining = places.filter_map(|(place, &member)| {
                let (cost, column) = cheapest(&self.state, member)?;
                Some((cost, place, column))
            });
            let Some((_, place, column)) = joining.min() else { return };
            self.state.add(members.swap_remove(place), column);
        }
    }

    /// Gives a column its least number of members, the first one at random and the others at the least cost, none
    /// from a circle that cannot spare one; whether there are enough.
    fn open(&mut self, column: u32, moved: &mut Vec<(u32, u32)>) -> bool {
        let min = self.state.tables.sizes[column as usize].0 as usize;
        let first = self.member();
        let mut next = self.coming(first, column).map(|_| first);
        while let Some(member) = next {
            let from = self.state.column(member);
            if from != NOWHERE {
                self.state.remove(member);
            }
            self.state.add(member, column);
            moved.push((member, from));
            if self.state.size(column) == min {
                return true;
            }
            let members = 0..self.state.tables.rows as u32;
            let coming = members.filter_map(|member| Some((self.coming(member, column)?, member)));
            next = coming.min().map(|(_, member)| member);
        }
        false
    }

    /// What somebody's coming to a column changes, whoever has no circle first.
    fn coming(&self, member: u32, column: u32) -> Option<(bool, Cost)> {
        let from = self.state.column(member);
        if from == NOWHERE {
            return Some((false, self.state.joining(member, column)?));
        }
        if from == column || !self.state.can_spare(from) {
            return None;
        }
        let cost = self.state.joining(member, column)? + self.state.leaving(member, from);
        Some((true, cost))
    }

    fn member(&mut self) -> u32 {
        self.random.below(self.state.tables.rows) as u32
    }

    fn column(&mut self) -> u32 {
        self.random.below(self.state.tables.columns) as u32
    }
}

/// A threshold when so many steps are left: it falls with their square, since it is the low ones that need time (plans
/// of 300 members were 0.2 % better than with a steady fall).
fn falling(first: Cost, left: u64, steps: u64) -> Cost {
    let (left, steps) = (i128::from(left), i128::from(steps));
    (i128::from(first) * left * left / (steps * steps)) as Cost
}

/// Numbers that look random and are the same in every run (xorshift, Marsaglia 2003).
pub(super) struct Random(u64);

impl Random {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below another one, which is 1 at least.
    pub(super) const fn below(&mut self, count: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (((self.0 >> 32) * count as u64) >> 32) as usize
    }
}
