//! An auction over short lists: large problems, computed costs, every structure of scores.
//!
//! Bertsekas' auction with ε-scaling (1979, 1988; spare seats and asymmetric sides: Bertsekas and
//! Castañon 1992). A row without a seat takes the column that is cheapest after prices, and outbids
//! whoever sits there by as much as the second best is worse, plus ε. Prices of seats only ever fall,
//! so that `cost − price` of any pair only ever rises. That is what makes short lists exact: a row
//! keeps the pairs that were cheapest when all columns were last scanned, and a bound below which
//! every other pair can never come again. All columns are scanned again only when its list has risen above
//! the bound: two or three times with mentor-like scores, seven with distances in the plane. No matrix
//! is stored, only the lists.
//!
//! Costs are multiplied by a power of two larger than four times the number of seats. With ε at 1 the
//! plan is then within less than one unit of cost of the best, and costs are whole: it is the best.
//!
//! Staying unmatched is a column like any other, and spare seats are taken by bidders of no cost
//! ([`seats`]), so that everything is a balanced problem in which the level of prices is free, and
//! the rule that a free seat has price 0 holds at the end by normalising, not by care on the way.
//!
//! O(rows + columns) memory besides the lists; each scan of a row costs O(columns).

mod bidding;
mod finish;
pub(super) mod row_scan;
mod seats;
mod shortlist;
mod start;
mod top_k;
mod turned;

use crate::basics::{Cost, Error, Moment, Monitor};
use crate::plan::Cut;
use crate::problem::Problem;

use super::Plan;
use bidding::{Auction, Course};
use seats::SPARE;
use shortlist::Shortlists;
use start::Start;

/// Largest scaled cost, so that a scaled cost less a price stays below [`row_scan::OPEN`].
const SCALED_LIMIT: Cost = 1 << 57;

/// Bids per seat after which a price war is left to the Hungarian method, where its table is small
/// enough. The usual structures take 30 to 100, products of positions 300 to 900, which is still a tenth
/// of the time that the other method would take.
const BIDS_PER_SEAT: u64 = 2048;

/// Scans of all columns per row from which on they are compared with bids.
const SCANS_PER_ROW: u64 = 8;

/// Cells of the largest table for which an auction is given up, or costs are turned: 2 GiB.
const TABLE_CELLS: usize = 1 << 28;

/// By how many steps prices give way at the end.
const SLACK: Cost = 2;

/// The best plan, or `None` where the costs are too large for scaled integers, where seats that too many
/// rows want alike lead to a price war, or where there was no time to read all costs once.
pub(super) fn solve(
    problem: &Problem<'_>,
    ties: Ties,
    monitor: &Monitor,
) -> Result<Option<Plan>, Error> {
    let started = Moment::now();
    let held = if is_turned(problem) {
        let Some(costs) = turned::turn(problem, monitor)? else { return Ok(None) };
        match hold(&turned::turned(problem, &*costs), ties, started, monitor) {
            Ok(Some(mut plan)) => {
                plan.stats.pairs_read += problem.pairs() as u64;
                turned::turn_back(plan, problem, monitor).map(Some)
            }
            left => left,
        }
    } else {
        hold(problem, ties, started, monitor)
    };
    match held {
        // Were it too large for the problem, the next method would say so.
        Err(Error::CostTooLarge { .. }) => Ok(None),
        held => held,
    }
}

/// Bytes for each seat on either side: its price, its owner and holder, its place in a queue, and
/// its place among contested seats, whose lists double when they grow.
const BYTES_A_SEAT: u64 = 120;

/// Bytes for the sample, its table and its solution.
const SAMPLE_BYTES: u64 = 6 << 20;

/// Bytes held at most: the lists of all rows, the seats, and where rows are crowded, the costs turned.
pub(super) fn memory(problem: &Problem<'_>) -> u64 {
    let is_turned = is_turned(problem);
    let costs = if is_turned { turned::memory(problem) } else { 0 };
    let (rows, longest) = if is_turned {
        (problem.columns() as u64, problem.rows())
    } else {
        (problem.rows() as u64, problem.pairs_of_longest_row())
    };
    let seats = problem.all_row_seats().saturating_add(problem.all_column_seats());
    let sample = if problem.is_listed() { 0 } else { SAMPLE_BYTES };
    let seats = seats.saturating_mul(BYTES_A_SEAT);
    costs
        .saturating_add(Shortlists::memory(rows, longest))
        .saturating_add(seats)
        .saturating_add(sample)
}

/// Whether the auction is held with rows and columns exchanged.
fn is_turned(problem: &Problem<'_>) -> bool {
    is_crowded(problem) && problem.pairs() <= TABLE_CELLS
}

/// Whether there are more seats on rows than on columns.
fn is_crowded(problem: &Problem<'_>) -> bool {
    problem.all_row_seats() > problem.all_column_seats()
}

/// Whether the Hungarian method would have room for its table.
pub(super) fn has_table(problem: &Problem<'_>) -> bool {
    pairs_of(problem) <= TABLE_CELLS
}

fn pairs_of(problem: &Problem<'_>) -> usize {
    problem.rows().saturating_mul(problem.columns())
}

/// Holds the auction, again and again until no plan has more pairs.
fn hold(
    problem: &Problem<'_>,
    ties: Ties,
    started: Moment,
    monitor: &Monitor,
) -> Result<Option<Plan>, Error> {
    let Some(shift) = shift_of(problem) else { return Ok(None) };
    let lists = Shortlists::new(problem.rows(), problem.pairs_of_longest_row())?;
    let limit = SCALED_LIMIT >> shift;
    let start = if problem.is_listed() {
        Start::from_entries(problem, limit, monitor)?
    } else {
        Start::from_sample(problem, limit, monitor)?
    };
    let Some(start) = start.filter(|start| start.is_within(limit)) else { return Ok(None) };
    let mut auction = Auction::open(problem, lists, &start, shift, ties, monitor)?;
    auction.stats.prepare_seconds = started.seconds();
    loop {
        let course = auction.run()?;
        let pairs = auction.seats.pairs();
        match course {
            Course::Settled => {}
            Course::War | Course::Unread => return Ok(None),
            Course::Stopped => {
                let plan = auction.finish(pairs, Cut::of_seats(problem));
                return Ok(Some(Plan { finished: false, ..plan }));
            }
        }
        if let Some(cut) = Cut::of_plan(problem, &pairs, monitor)? {
            return Ok(Some(auction.finish(pairs, cut)));
        }
        if !auction.raise_unmatched_cost() {
            return Ok(None);
        }
    }
}

/// Bits by which costs are shifted. One unit of cost then is more than the plan can be away from
/// the best: up to 2 ε and [`SLACK`] for each seat. `None` where there are no seats to assign, or
/// more than can be numbered.
fn shift_of(problem: &Problem<'_>) -> Option<u32> {
    let (rows, columns) = (problem.all_row_seats(), problem.all_column_seats());
    let fits = rows > 0 && columns > 0 && rows + columns < u64::from(SPARE);
    fits.then(|| (4 * (rows + columns) + 1).next_power_of_two().trailing_zeros())
}

/// Bids after which the auction is given up.
fn most_bids(problem: &Problem<'_>) -> u64 {
    if has_table(problem) { BIDS_PER_SEAT * (problem.all_row_seats() + 1) } else { u64::MAX }
}

/// Scans after which the auction is given up where they are many beside bids.
fn many_scans(problem: &Problem<'_>, ties: Ties) -> u64 {
    match ties {
        Ties::GiveUp => SCANS_PER_ROW * problem.rows() as u64,
        Ties::BidOn => u64::MAX,
    }
}

/// What an auction does where more columns are worth the same than a list holds.
#[derive(Clone, Copy)]
pub(super) enum Ties {
    /// Ends without a plan before it becomes a price war.
    GiveUp,
    /// Goes on, however long it takes.
    BidOn,
}
