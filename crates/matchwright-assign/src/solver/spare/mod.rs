//! Shortest augmenting paths where columns are to spare: nearly every row gets what is best for it, and most of
//! the matrix need not be read for it.
//!
//! The Hungarian method with prices of columns that start at 0 and only fall (Jonker and Volgenant 1987;
//! rectangular: Crouse 2016), on the lowest costs of blocks of columns ([`Digest`]) instead of a table. No pair of a
//! block costs less after prices than the block's lowest, so that a row opens the blocks that could hold what it
//! looks for, and no others. Where rows agree on what is best, more and more blocks are opened, and another method
//! takes over.

use std::borrow::Cow;

use crate::basics::memory::filled;
use crate::basics::{Cost, Error, FORBIDDEN, Method, Moment, Monitor, Objective, Stage};
use crate::costs::{BLOCK, Digest};
use crate::plan::{Pair, Prices};
use crate::problem::Problem;

mod bids;
mod block;
mod paths;

use super::choose::Contention;
use super::{Plan, Stats};
use block::Block;
use paths::Search;

/// No row, no column.
const NOBODY: u32 = u32::MAX;

/// How many times as many pairs as there are may be read in blocks before another method takes over. On distances at
/// 1,500 × 2,000 it took 6 ms to read 1.4 times all pairs, where the Hungarian method took 11 and the auction 39; on
/// mentor-like scores at 1,000 × 2,000 to read 3.5 times all took twice as long as the Hungarian method.
const TIMES_READ: usize = 2;

/// Blocks that each row may open besides: small problems consist of few.
const BLOCKS_PER_ROW: usize = 8;

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

/// The plan; where the method does not suit, or too much would have to be read, what it has seen of the rows.
pub(super) fn solve(
    problem: &Problem<'_>,
    monitor: &Monitor,
) -> Result<Result<Plan, Contention>, Error> {
    if !can_solve(problem) {
        return Ok(Err(Contention::Unknown));
    }
    let started = Moment::now();
    monitor.begin(Stage::Prepare, problem.rows());
    let Some(digest) = problem.read_digest(monitor)? else { return Ok(Err(Contention::Unknown)) };
    let prepared = started.elapsed();
    monitor.keep(prepared);
    let prepare_seconds = prepared.as_secs_f64();

    monitor.begin(Stage::Solve, problem.rows());
    let mut rows = Rows::new(problem, &digest)?;
    let refused = match rows.ask(monitor)? {
        Ok(refused) => refused,
        Err(contention) => return Ok(Err(contention)),
    };
    let waiting = rows.bid(refused, monitor)?;
    let mut searches = 0;
    for row in waiting {
        monitor.check()?;
        if monitor.is_stopped() {
            break;
        }
        searches += 1;
        if rows.is_spent() || !rows.search(row)? {
            return Ok(Err(Contention::Mild));
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
    Ok(Ok(Plan { digest: read_here(digest), ..plan }))
}

/// The digest where the source does not have it.
fn read_here(digest: Cow<'_, Digest>) -> Option<Digest> {
    match digest {
        Cow::Owned(digest) => Some(digest),
        Cow::Borrowed(_) => None,
    }
}

struct Rows<'a> {
    problem: &'a Problem<'a>,
    digest: &'a Digest,
    /// Of columns, block by block: 0 where the column is free.
    prices: Vec<Block>,
    /// What each row pays, its column's price included; of rows with a column.
    paid: Vec<Cost>,
    row_of: Vec<u32>,
    column_of: Vec<u32>,
    bids: usize,
    /// Blocks that were opened, and how many may be.
    opened: usize,
    most_opened: usize,
    /// Of the block that was opened last.
    costs: Block,
    search: Search,
}

impl<'a> Rows<'a> {
    fn new(problem: &'a Problem<'a>, digest: &'a Digest) -> Result<Self, Error> {
        let (rows, columns) = (problem.rows(), problem.columns());
        Ok(Self {
            problem,
            digest,
            prices: filled([0; BLOCK], Digest::blocks(columns))?,
            paid: filled(0, rows)?,
            row_of: filled(NOBODY, columns)?,
            column_of: filled(NOBODY, rows)?,
            bids: 0,
            opened: 0,
            most_opened: problem.pairs() / BLOCK * TIMES_READ + BLOCKS_PER_ROW * rows,
            costs: [FORBIDDEN; BLOCK],
            search: Search::new(columns)?,
        })
    }

    fn is_spent(&self) -> bool {
        self.opened > self.most_opened
    }

    /// Reads the costs of a block.
    fn open(&mut self, row: u32, block: usize) -> Result<(), Error> {
        let columns = self.digest.columns(block);
        self.opened += 1;
        let (costs, none) = self.costs.split_at_mut(columns.len());
        none.fill(FORBIDDEN);
        self.problem.folded_block(row as usize, columns, costs)
    }

    fn price(&mut self, column: usize) -> &mut Cost {
        &mut self.prices.as_flattened_mut()[column]
    }

    fn plan(self, stats: Stats) -> Plan {
        let has_column = |row: usize| self.column_of[row] != NOBODY;
        let rows = 0..self.column_of.len();
        let pair = |row: usize| Pair { row: row as u32, column: self.column_of[row] };
        let pairs: Vec<Pair> = rows.clone().filter(|&row| has_column(row)).map(pair).collect();
        // No pair of a row that was left out costs less than the lowest: prices of columns are not above 0.
        let lowest = |row: usize| self.digest.row(row).iter().copied().min().unwrap_or(0);
        let price = |row: usize| if has_column(row) { self.paid[row] } else { lowest(row) };
        let prices: Vec<Cost> =
            rows.map(price).map(|price| if price == FORBIDDEN { 0 } else { price }).collect();
        let columns = self.prices.as_flattened()[..self.row_of.len()].to_vec();
        let per_pair = prices.iter().copied().max().unwrap_or(0);
        let prices = Prices {
            per_pair,
            rows: prices.iter().map(|price| price - per_pair).collect(),
            columns,
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
