//! One scan of a row: its cheapest pairs after prices, and a bound on all others.

use std::ops::Range;

use crate::basics::lanes::LANES;
use crate::basics::{Cost, Error, FORBIDDEN};
use crate::problem::Problem;

use super::top_k::{Room, TopK};

/// Every pair that may meet is worth less than this after prices.
pub(in crate::solver) const OPEN: Cost = 1 << 61;

/// The price of a column without seats: whatever the cost, it ends above [`OPEN`].
pub(in crate::solver) const CLOSED: Cost = -(3 << 60);

/// The scaled cost of a forbidden pair.
pub(super) const BARRED: Cost = 1 << 62;

/// Columns that are read at once: their values and prices stay in the second-level cache.
const TILE: usize = 8192;

/// Where no other pair can be cheaper, a scan ends after this many pairs. At 5,000² with costs from
/// 0 to 99, 8, 16 and 32 took 47, 83 and 108 ms; with costs from 0 to 9, 16 and 32 took as long as
/// 8.
const ENOUGH: usize = 8;

/// Columns that such a scan reads at once, and those that it reads before it judges whether that leads anywhere. At
/// 5,000² with costs from 0 to 99 where 1,024 were read at once, the rows read a fifth more.
const FEW_COLUMNS: usize = 256;
const COLUMNS_TO_JUDGE: usize = 1024;

/// The pairs of a row that were cheapest when it was scanned: values after prices with columns, rising.
pub(in crate::solver) struct RowScan {
    pub(in crate::solver) cheapest: Vec<(Cost, u32)>,
    /// All other pairs had at least this value.
    pub(in crate::solver) bound: Cost,
    /// Pairs that were read.
    pub(in crate::solver) read: usize,
}

/// What a scan needs besides its result, kept between scans.
#[derive(Default)]
pub(in crate::solver) struct Scratch {
    room: Room,
    found: Vec<(Cost, u32)>,
}

/// The costs and prices that scans read.
pub(in crate::solver) struct PricedCosts<'a> {
    pub(in crate::solver) problem: &'a Problem<'a>,
    /// The columns that are read; no others have seats.
    pub(in crate::solver) columns: Range<usize>,
    /// Largest cost that can be shifted.
    pub(in crate::solver) limit: Cost,
    pub(in crate::solver) shift: u32,
    pub(in crate::solver) prices: &'a [Cost],
    /// An upper bound on all prices, where one is known that is low enough for rows to stop early.
    pub(in crate::solver) highest: Option<Cost>,
}

impl PricedCosts<'_> {
    /// What a pair is worth after a price.
    fn value(&self, cost: Cost, price: Cost) -> Cost {
        let scaled = if cost == FORBIDDEN { BARRED } else { cost << self.shift };
        scaled.wrapping_sub(price)
    }

    /// A lower bound on what the pairs of a row are worth.
    fn floor(&self, row: usize) -> Option<Cost> {
        let lowest = self.problem.lowest(row)?.checked_mul(1 << self.shift)?;
        lowest.checked_sub(self.highest?)
    }
}

/// Reads a row and keeps its `keep` cheapest pairs; at least so many are known to be below
/// `ceiling`. Among equals it keeps those that it meets first. Where it starts depends on the row,
/// so that rows with the same taste do not all list the same columns.
pub(in crate::solver) fn scan(
    priced: &PricedCosts<'_>,
    row: usize,
    keep: usize,
    ceiling: Cost,
    scratch: &mut Scratch,
) -> Result<RowScan, Error> {
    let columns = priced.columns.clone();
    scratch.found.clear();
    let costs = &mut scratch.room.values;
    let listed = priced.problem.folded_entries(priced.limit, row, columns.clone(), costs)?;
    if let Some(listed) = listed {
        let mut top_k = TopK { keep, threshold: ceiling, first: 0, found: &mut scratch.found };
        for (&column, &cost) in listed.iter().zip(&*costs) {
            top_k.meet(priced.value(cost, priced.prices[column as usize]), column);
        }
        return Ok(top_k.finish(listed.len()));
    }
    if let Some(floor) = priced.floor(row)
        && let Some(scan) = look_for_floor(priced, row, floor, scratch)?
    {
        return Ok(scan);
    }
    scratch.found.clear();
    let first = first(&columns, row);
    let mut top_k =
        TopK { keep, threshold: ceiling, first: first as u32, found: &mut scratch.found };
    for tile in tiles(&columns, first, TILE) {
        top_k.read(priced, row, tile, &mut scratch.room)?;
    }
    Ok(top_k.finish(columns.len()))
}

/// Some pairs that are worth no more than `floor`, if there are enough of them: no other pair can
/// be cheaper.
fn look_for_floor(
    priced: &PricedCosts<'_>,
    row: usize,
    floor: Cost,
    scratch: &mut Scratch,
) -> Result<Option<RowScan>, Error> {
    let (mut read, columns) = (0, &priced.columns);
    let first = first(columns, row);
    let threshold = floor + 1;
    let mut top_k =
        TopK { keep: ENOUGH, threshold, first: first as u32, found: &mut scratch.found };
    for tile in tiles(columns, first, FEW_COLUMNS) {
        read += tile.len();
        top_k.read(priced, row, tile, &mut scratch.room)?;
        if top_k.found.len() >= ENOUGH {
            return Ok(Some(RowScan { bound: floor, ..top_k.finish(read) }));
        }
        // At this rate the row would end before there are enough pairs, or soon after.
        let is_slow = top_k.found.len() * columns.len() < 2 * ENOUGH * read;
        if is_slow && read >= COLUMNS_TO_JUDGE {
            break;
        }
    }
    Ok(None)
}

/// The column at which a row starts to read: tiles are whole vectors.
fn first(columns: &Range<usize>, row: usize) -> usize {
    // A multiplicative hash (Knuth): neighbouring rows start far apart.
    let hash = row.wrapping_mul(0x9e37_79b9) >> 8;
    columns.start + hash % columns.len().div_ceil(LANES).max(1) * LANES
}

/// All columns, so many at a time, from the first one on and around the end.
fn tiles(
    columns: &Range<usize>,
    first: usize,
    width: usize,
) -> impl Iterator<Item = Range<usize>> + use<> {
    let tiles = move |range: Range<usize>| {
        let end = range.end;
        range.step_by(width).map(move |start| start..end.min(start + width))
    };
    tiles(first..columns.end).chain(tiles(columns.start..first))
}
