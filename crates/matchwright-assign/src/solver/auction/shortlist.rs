//! The short list of every row: the pairs it bids on, and a bound on all others.

use crate::basics::memory::{filled, room};
use crate::basics::sweep::sweep;
use crate::basics::{Cost, Error, Monitor};

use super::row_scan::{self, OPEN, PricedCosts, RowScan, Scratch};
use super::seats::Seats;

/// Pairs on a list. At 5,000² with 24, 32, 48, 64 and 96 pairs, each row was scanned 4.1, 3.9, 3.2,
/// 3.1 and 3.0 times in all on uniform costs, and 11.6, 10.1, 8.4, 7.1 and 6.2 times on 2-D
/// distances. With 96 the lists themselves cost more time than they saved.
const KEEP: usize = 64;

/// Below this many rows a scan of them is not shared out: batches come by the thousand, and waking
/// other threads takes longer than reading one row.
const ROWS_TO_SHARE: usize = 4;

/// Rows whose scans are held at once before they become lists. The scans of all rows would take two
/// thirds as much memory as the lists.
const ROWS_AT_ONCE: usize = 1 << 14;

/// What was read to renew lists.
pub(super) struct Refilled {
    pub(super) pairs: u64,
    /// Whether every row was scanned.
    pub(super) is_complete: bool,
}

/// The cheapest column that a row can bid on, and the value of the next.
pub(super) struct Offer {
    pub(super) best: Cost,
    pub(super) second: Cost,
    /// Pairs that were looked at.
    pub(super) read: usize,
    pub(super) column: u32,
}

#[derive(Clone, Copy, Default)]
struct Entry {
    /// Value after prices when the row was scanned; it has only risen since.
    floor: Cost,
    /// Scaled cost.
    cost: Cost,
    column: u32,
}

#[derive(Clone, Copy)]
struct Head {
    length: u32,
    bound: Cost,
}

/// Lists of all rows, in one block of memory.
pub(super) struct Shortlists {
    /// The pairs that a list has room for.
    keep: usize,
    /// Those of the rows from the first to the last that was scanned; the others have room.
    entries: Vec<Entry>,
    heads: Vec<Head>,
}

impl Shortlists {
    /// Lists of so many rows, with room for as many pairs as any of them has, as far as lists go.
    pub(super) fn new(rows: usize, longest: usize) -> Result<Self, Error> {
        let head = Head { length: 0, bound: -OPEN };
        let keep = longest.min(KEEP);
        // The lists of a million rows are 1.5 GB, and filling them at once takes more than a second.
        Ok(Self { keep, entries: room(rows, keep)?, heads: filled(head, rows)? })
    }

    /// Bytes that such lists take.
    pub(super) fn memory(rows: u64, longest: usize) -> u64 {
        let keep = longest.min(KEEP);
        rows.saturating_mul((keep * size_of::<Entry>() + size_of::<Head>()) as u64)
    }

    /// All pairs of a row that are not on its list have at least this value after prices.
    pub(super) fn bound(&self, row: usize) -> Cost {
        self.heads[row].bound
    }

    /// Pairs on all lists.
    pub(super) fn length(&self) -> u64 {
        self.heads.iter().map(|head| u64::from(head.length)).sum()
    }

    fn list(&self, row: usize) -> &[Entry] {
        let start = row * self.keep;
        let end = start + self.heads[row].length as usize;
        self.entries.get(start..end).unwrap_or_default()
    }

    /// The best and second best on a row's list, without the columns that it already has. Entries
    /// are in the order of their values at the scan, so that the tail need not be read.
    pub(super) fn best(&self, row: usize, seats: &Seats, taken: &[u32]) -> Offer {
        let mut offer = Offer { best: OPEN, second: OPEN, column: 0, read: 0 };
        for entry in self.list(row) {
            if entry.floor >= offer.second {
                break;
            }
            offer.read += 1;
            let value = entry.cost - seats.offers[entry.column as usize];
            if value >= offer.second || taken.contains(&entry.column) {
                continue;
            }
            if value < offer.best {
                offer.second = offer.best;
                (offer.best, offer.column) = (value, entry.column);
            } else {
                offer.second = value;
            }
        }
        offer
    }

    /// Puts the list of a row in the order of present values.
    pub(super) fn reorder(&mut self, row: usize, prices: &[Cost]) {
        let start = row * self.keep;
        let end = start + self.heads[row].length as usize;
        let list = self.entries.get_mut(start..end).unwrap_or_default();
        for entry in &mut *list {
            entry.floor = entry.cost - prices[entry.column as usize];
        }
        list.sort_unstable_by_key(|entry| entry.floor);
    }

    /// The scaled cost of a pair that is on a row's list.
    pub(super) fn cost(&self, row: usize, column: u32) -> Option<Cost> {
        self.list(row).iter().find(|entry| entry.column == column).map(|entry| entry.cost)
    }

    /// Scans at rows again and renews their lists, until it `is_over`; a row that is left keeps its old list.
    pub(super) fn refill(
        &mut self,
        priced: &PricedCosts<'_>,
        rows: &[u32],
        monitor: &Monitor,
        is_over: impl Fn() -> bool + Sync,
    ) -> Result<Refilled, Error> {
        let mut read = Refilled { pairs: 0, is_complete: true };
        for rows in rows.chunks(ROWS_AT_ONCE) {
            self.open(rows, monitor)?;
            let scan = |scratch: &mut Scratch, &row: &u32| {
                monitor.check()?;
                if is_over() {
                    return Ok(None);
                }
                let row = row as usize;
                let ceiling = self.ceiling(row, priced.prices);
                row_scan::scan(priced, row, self.keep, ceiling, scratch).map(Some)
            };
            let scans = if rows.len() < ROWS_TO_SHARE {
                let mut scratch = Scratch::default();
                rows.iter().map(|row| scan(&mut scratch, row)).collect::<Vec<_>>()
            } else {
                sweep(rows, priced.problem.pairs_a_row(), scan)
            };
            for (&row, scan) in rows.iter().zip(scans) {
                let Some(scan) = scan? else {
                    read.is_complete = false;
                    continue;
                };
                read.pairs += scan.read as u64;
                self.renew(row as usize, &scan, priced.prices);
            }
        }
        Ok(read)
    }

    /// Makes lists for rows that rise, and for those before them.
    fn open(&mut self, rows: &[u32], monitor: &Monitor) -> Result<(), Error> {
        let wanted = rows.last().map_or(0, |&row| (row as usize + 1) * self.keep);
        while self.entries.len() < wanted {
            monitor.check()?;
            let length = wanted.min(self.entries.len() + ROWS_AT_ONCE * self.keep);
            self.entries.resize(length, Entry::default());
        }
        Ok(())
    }

    /// A value below which there are at least as many pairs as a list holds: those on the old list.
    fn ceiling(&self, row: usize, prices: &[Cost]) -> Cost {
        let list = self.list(row);
        if list.len() < self.keep {
            return OPEN;
        }
        list.iter()
            .map(|entry| entry.cost - prices[entry.column as usize] + 1)
            .max()
            .unwrap_or(OPEN)
    }

    fn renew(&mut self, row: usize, scan: &RowScan, prices: &[Cost]) {
        let length = scan.cheapest.len();
        let entries = &mut self.entries[row * self.keep..row * self.keep + length];
        for (entry, &(floor, column)) in entries.iter_mut().zip(&scan.cheapest) {
            *entry = Entry { floor, cost: floor + prices[column as usize], column };
        }
        self.heads[row] = Head { length: length as u32, bound: scan.bound };
    }

    /// Where ε starts: the distance from the beginning of a list to its end, in the row that is the
    /// median.
    pub(super) fn spread(&self, rows: &[u32], prices: &[Cost]) -> Cost {
        let mut spreads: Vec<Cost> = rows
            .iter()
            .filter_map(|&row| {
                let best = self.list(row as usize).first()?;
                let last = self.list(row as usize).last()?;
                let value = |entry: &Entry| entry.cost - prices[entry.column as usize];
                Some(value(last) - value(best))
            })
            .collect();
        spreads.sort_unstable();
        spreads.get(spreads.len() / 2).copied().unwrap_or(0)
    }
}
