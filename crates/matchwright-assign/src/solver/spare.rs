//! Shortest augmenting paths where columns are to spare: nearly every row gets what is best for it, and most of
//! the matrix need not be read for it.
//!
//! The Hungarian method with prices of columns that start at 0 and only fall (Jonker and Volgenant 1987;
//! rectangular: Crouse 2016), on the lowest costs of blocks of columns ([`Digest`]) instead of a table. No pair of a
//! block costs less after prices than the block's lowest, so that a row opens the blocks that could hold what it
//! looks for, and no others. Where rows agree on what is best, more and more blocks are opened, and another method
//! takes over.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::basics::memory::filled;
use crate::basics::{Cost, Error, FORBIDDEN, Method, Moment, Monitor, Objective, Stage};
use crate::costs::{BLOCK, Digest};
use crate::plan::{Pair, Prices};
use crate::problem::Problem;

use super::{Plan, Stats};

/// No row, no column.
const NOBODY: u32 = u32::MAX;

/// Bids per row, as in the Hungarian method: where they help, they have done so after a few rounds.
const BIDS_PER_ROW: usize = 4;

/// The searches take over where a price gets as low as this: half of what the Hungarian method allows its doubled
/// ones.
const PRICE_FLOOR: Cost = -(1 << 54);

/// The share of all pairs, one in so many, that may be read in blocks before another method takes over. A table
/// is written and read again, and its proof reads everything once more.
const READ_PART: usize = 2;

/// Blocks that each row may open besides: small problems consist of few.
const BLOCKS_PER_ROW: usize = 4;

/// The method gives up where more than this share of the rows, in hundredths, finds that another row has the
/// column it likes best. It was a fifth of them for uniform costs at 1:2 and a quarter for distances, a half for
/// mentor-like ones at 1:10, where this method took a third of the time of the others, three quarters for those at
/// 1:2, where it took twice as long, and nearly all for costs of low rank.
const MOST_REFUSED: usize = 60;

/// Rows that are asked before that is judged.
const ROWS_ASKED: usize = 32;

/// Whether the method is of use: every row has a column to itself with some to spare, and what costs least in each
/// block is known.
pub(super) fn suits(problem: &Problem<'_>) -> bool {
    can_solve(problem) && problem.digest().is_some()
}

fn can_solve(problem: &Problem<'_>) -> bool {
    problem.has_single_seats()
        && problem.rows() < problem.columns()
        && problem.goal() == Objective::Participation
        && !problem.is_listed()
}

/// The plan; `None` where the method does not suit, or too much would have to be read.
pub(super) fn solve(problem: &Problem<'_>, monitor: &Monitor) -> Result<Option<Plan>, Error> {
    if !can_solve(problem) {
        return Ok(None);
    }
    let started = Moment::now();
    monitor.begin(Stage::Prepare, problem.rows());
    let Some(digest) = problem.read_digest(monitor)? else { return Ok(None) };
    monitor.keep(started.elapsed());
    let prepare_seconds = started.seconds();

    monitor.begin(Stage::Solve, problem.rows());
    let mut rows = Rows::new(problem, &digest)?;
    let Some(refused) = rows.ask(monitor)? else { return Ok(None) };
    let waiting = rows.bid(refused, monitor)?;
    let mut searches = 0;
    for row in waiting {
        monitor.check()?;
        if monitor.is_stopped() {
            break;
        }
        searches += 1;
        if rows.is_spent() || !rows.search(row)? {
            return Ok(None);
        }
    }
    let stats = Stats {
        pairs_read: (problem.pairs() + rows.opened * BLOCK) as u64,
        bids: rows.bids as u64,
        searches,
        prepare_seconds,
        ..Stats::default()
    };
    let plan = rows.plan(stats);
    Ok(Some(Plan { digest: read_here(digest), ..plan }))
}

/// The digest where the source does not have it.
fn read_here(digest: Cow<'_, Digest>) -> Option<Digest> {
    match digest {
        Cow::Owned(digest) => Some(digest),
        Cow::Borrowed(_) => None,
    }
}

/// The cheapest pair of a row after prices, and the cost of the second cheapest.
struct Best {
    column: u32,
    cost: Cost,
    second: Cost,
}

struct Rows<'a> {
    problem: &'a Problem<'a>,
    digest: &'a Digest,
    /// Of columns: 0 where the column is free.
    prices: Vec<Cost>,
    /// What each row pays, its column's price included; of rows with a column.
    paid: Vec<Cost>,
    row_of: Vec<u32>,
    column_of: Vec<u32>,
    bids: usize,
    /// Blocks that were opened, and how many may be.
    opened: usize,
    most_opened: usize,
    costs: [Cost; BLOCK],
    search: Search,
}

/// What a search has found, for each column.
struct Search {
    /// The cost of the shortest path so far.
    distances: Vec<Cost>,
    /// The row before the column on it.
    before: Vec<u32>,
    /// Columns whose distance is not infinite.
    reached: Vec<u32>,
    /// Columns by distance, some of them more than once.
    pending: BinaryHeap<Reverse<(Cost, u32)>>,
    /// Columns whose rows have been looked at.
    settled: Vec<u32>,
    /// The nearest free column.
    free: u32,
    /// Its distance.
    limit: Cost,
}

impl<'a> Rows<'a> {
    fn new(problem: &'a Problem<'a>, digest: &'a Digest) -> Result<Self, Error> {
        let (rows, columns) = (problem.rows(), problem.columns());
        Ok(Self {
            problem,
            digest,
            prices: filled(0, columns)?,
            paid: filled(0, rows)?,
            row_of: filled(NOBODY, columns)?,
            column_of: filled(NOBODY, rows)?,
            bids: 0,
            opened: 0,
            most_opened: problem.pairs() / BLOCK / READ_PART + BLOCKS_PER_ROW * rows,
            costs: [FORBIDDEN; BLOCK],
            search: Search::new(columns)?,
        })
    }

    fn is_spent(&self) -> bool {
        self.opened > self.most_opened
    }

    /// Gives every row the column that it likes best while it is free; the rows that are left without one, or
    /// `None` where those are many.
    fn ask(&mut self, monitor: &Monitor) -> Result<Option<Vec<u32>>, Error> {
        let mut refused = Vec::new();
        for row in 0..self.column_of.len() {
            monitor.check()?;
            match self.best(row as u32)? {
                Some(best) if self.row_of[best.column as usize] == NOBODY => {
                    self.take(row as u32, &best);
                }
                _ => refused.push(row as u32),
            }
            let asked = row + 1;
            if asked >= ROWS_ASKED && 100 * refused.len() > MOST_REFUSED * asked {
                return Ok(None);
            }
        }
        Ok(Some(refused))
    }

    /// Lets rows take the columns that they like best from other rows, where they outbid those (augmenting row
    /// reduction, Jonker and Volgenant 1987); the rows that are left without one.
    fn bid(&mut self, rows: Vec<u32>, monitor: &Monitor) -> Result<Vec<u32>, Error> {
        let most = BIDS_PER_ROW * self.column_of.len();
        let mut waiting = Vec::new();
        for row in rows {
            monitor.check()?;
            let mut bidder = row;
            while bidder != NOBODY {
                if self.bids == most || self.is_spent() || monitor.is_stopped() {
                    waiting.push(bidder);
                    break;
                }
                self.bids += 1;
                bidder = match self.best(bidder)? {
                    Some(best) if self.can_take(&best) => self.take(bidder, &best),
                    _ => {
                        waiting.push(bidder);
                        break;
                    }
                };
            }
        }
        Ok(waiting)
    }

    /// Whether the column is free, or will be dearer for the row that has it.
    fn can_take(&self, best: &Best) -> bool {
        let column = best.column as usize;
        if self.row_of[column] == NOBODY {
            return true;
        }
        let has_another = best.second != FORBIDDEN && best.second > best.cost;
        has_another && self.prices[column] - (best.second - best.cost) > PRICE_FLOOR
    }

    /// Gives a column to a row; the row that had it.
    fn take(&mut self, row: u32, best: &Best) -> u32 {
        let column = best.column as usize;
        let before = std::mem::replace(&mut self.row_of[column], row);
        self.column_of[row as usize] = best.column;
        self.paid[row as usize] = best.cost;
        if before != NOBODY {
            self.column_of[before as usize] = NOBODY;
            self.prices[column] -= best.second - best.cost;
            self.paid[row as usize] = best.second;
        }
        before
    }

    /// Opens the blocks of a row that could hold its two cheapest pairs, a free column before others that cost
    /// the same.
    fn best(&mut self, row: u32) -> Result<Option<Best>, Error> {
        let lowest = self.digest.row(row as usize);
        let Some(first) = first_lowest(lowest, row as usize) else { return Ok(None) };
        let mut best = Best { column: NOBODY, cost: FORBIDDEN, second: FORBIDDEN };
        self.meet(row, first, &mut best)?;
        let is_settled = |best: &Best, rows: &Self| {
            best.cost == lowest[first] && rows.row_of[best.column as usize] == NOBODY
        };
        for block in (first + 1..lowest.len()).chain(0..first) {
            if is_settled(&best, self) {
                break;
            }
            if lowest[block] < best.second || lowest[block] == best.cost {
                self.meet(row, block, &mut best)?;
            }
        }
        Ok((best.column != NOBODY).then_some(best))
    }

    fn meet(&mut self, row: u32, block: usize, best: &mut Best) -> Result<(), Error> {
        let columns = self.open(row, block)?;
        for (column, &cost) in columns.clone().zip(&self.costs) {
            if cost == FORBIDDEN {
                continue;
            }
            let cost = cost - self.prices[column];
            let is_better = cost < best.cost
                || cost == best.cost
                    && best.column != NOBODY
                    && self.row_of[column] == NOBODY
                    && self.row_of[best.column as usize] != NOBODY;
            if is_better {
                *best = Best { column: column as u32, cost, second: best.cost };
            } else if cost < best.second {
                best.second = cost;
            }
        }
        Ok(())
    }

    /// Reads the costs of a block.
    fn open(&mut self, row: u32, block: usize) -> Result<std::ops::Range<usize>, Error> {
        let columns = self.digest.columns(block);
        self.opened += 1;
        let costs = &mut self.costs[..columns.len()];
        self.problem.folded_block(row as usize, columns.clone(), costs)?;
        Ok(columns)
    }

    /// Finds the shortest path from a row to a free column, and lets everybody on it move up; `false` where
    /// there is none.
    fn search(&mut self, root: u32) -> Result<bool, Error> {
        self.search.begin();
        self.paid[root as usize] = 0;
        self.relax(root, 0)?;
        while let Some(Reverse((distance, column))) = self.search.pending.pop() {
            if distance >= self.search.limit {
                break;
            }
            if distance == self.search.distances[column as usize] && !self.is_spent() {
                self.search.settled.push(column);
                self.relax(self.row_of[column as usize], distance)?;
            }
        }
        if self.search.free == NOBODY || self.is_spent() {
            return Ok(false);
        }
        self.raise(root);
        self.augment(root);
        Ok(true)
    }

    /// Goes on from a row at a distance.
    fn relax(&mut self, row: u32, distance: Cost) -> Result<(), Error> {
        let lowest = self.digest.row(row as usize);
        let Some(first) = first_lowest(lowest, row as usize) else { return Ok(()) };
        let from = distance - self.paid[row as usize];
        for block in (first..lowest.len()).chain(0..first) {
            if lowest[block] == FORBIDDEN || lowest[block] + from >= self.search.limit {
                continue;
            }
            let columns = self.open(row, block)?;
            for (column, &cost) in columns.zip(&self.costs) {
                if cost != FORBIDDEN {
                    let distance = cost - self.prices[column] + from;
                    let is_free = self.row_of[column] == NOBODY;
                    self.search.reach(row, column, distance, is_free);
                }
            }
        }
        Ok(())
    }

    /// Changes prices so that the path costs nothing beyond them.
    fn raise(&mut self, root: u32) {
        let limit = self.search.limit;
        self.paid[root as usize] = limit;
        for &column in &self.search.settled {
            let gained = limit - self.search.distances[column as usize];
            self.prices[column as usize] -= gained;
            self.paid[self.row_of[column as usize] as usize] += gained;
        }
    }

    fn augment(&mut self, root: u32) {
        let mut column = self.search.free;
        loop {
            let row = self.search.before[column as usize];
            self.row_of[column as usize] = row;
            column = std::mem::replace(&mut self.column_of[row as usize], column);
            if row == root {
                return;
            }
        }
    }

    fn plan(self, stats: Stats) -> Plan {
        let has_column = |row: usize| self.column_of[row] != NOBODY;
        let rows = 0..self.column_of.len();
        let pair = |row: usize| Pair { row: row as u32, column: self.column_of[row] };
        let pairs: Vec<Pair> = rows.clone().filter(|&row| has_column(row)).map(pair).collect();
        // No pair of a row that was left out costs less than the lowest: prices of columns are not above 0.
        let lowest = |row: usize| self.digest.row(row).iter().copied().min().unwrap_or(0);
        let paid = |row: usize| if has_column(row) { self.paid[row] } else { lowest(row) };
        let paid: Vec<Cost> =
            rows.map(paid).map(|paid| if paid == FORBIDDEN { 0 } else { paid }).collect();
        let per_pair = paid.iter().copied().max().unwrap_or(0);
        let prices = Prices {
            per_pair,
            rows: paid.iter().map(|paid| paid - per_pair).collect(),
            columns: self.prices,
            ..Prices::default()
        };
        Plan {
            method: Method::Spare,
            finished: pairs.len() == self.column_of.len(),
            pairs,
            prices,
            stats,
            touched: None,
            restart_lists: None,
            digest: None,
        }
    }
}

/// Where the lowest cost of a row first stands, from a block on that differs between rows: rows that cost the same
/// everywhere would otherwise all ask for the same columns.
fn first_lowest(lowest: &[Cost], row: usize) -> Option<usize> {
    let start = row % lowest.len().max(1);
    let in_turn = (start..lowest.len()).chain(0..start);
    let first = in_turn.min_by_key(|&block| lowest[block])?;
    (lowest[first] != FORBIDDEN).then_some(first)
}

impl Search {
    fn new(columns: usize) -> Result<Self, Error> {
        Ok(Self {
            distances: filled(FORBIDDEN, columns)?,
            before: filled(NOBODY, columns)?,
            reached: Vec::new(),
            pending: BinaryHeap::new(),
            settled: Vec::new(),
            free: NOBODY,
            limit: FORBIDDEN,
        })
    }

    fn begin(&mut self) {
        for column in self.reached.drain(..) {
            self.distances[column as usize] = FORBIDDEN;
        }
        self.pending.clear();
        self.settled.clear();
        (self.free, self.limit) = (NOBODY, FORBIDDEN);
    }

    fn reach(&mut self, row: u32, column: usize, distance: Cost, is_free: bool) {
        if distance >= self.limit || distance >= self.distances[column] {
            return;
        }
        if self.distances[column] == FORBIDDEN {
            self.reached.push(column as u32);
        }
        (self.distances[column], self.before[column]) = (distance, row);
        if is_free {
            (self.free, self.limit) = (column as u32, distance);
        } else {
            self.pending.push(Reverse((distance, column as u32)));
        }
    }
}
