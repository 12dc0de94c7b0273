//! Rows take the columns that they like best, first while those are free, then from each other.

use crate::basics::lanes::positions;
use crate::basics::{Cost, Error, FORBIDDEN, Monitor};
use crate::costs::BLOCK;

use super::super::choose::Contention;
use super::block::{Lowest, two_lowest};
use super::{NOBODY, Rows, first_lowest};

/// Bids per row, as in the Hungarian method: where they help, they have done so after a few rounds.
const BIDS_PER_ROW: usize = 4;

/// The searches take over where a price gets as low as this: half of what the Hungarian method allows its doubled
/// ones.
const PRICE_FLOOR: Cost = -(1 << 54);

/// The method gives up where more than this share of the rows, in hundredths, finds that another row has the
/// column it likes best. It was a fifth of them for uniform costs at 1:2 and a quarter for distances, a half for
/// mentor-like ones at 1:10, where this method took a third of the time of the others, three quarters for those at
/// 1:2, where it took twice as long, and nearly all for costs of low rank.
const MOST_REFUSED: usize = 60;

/// Rows that are asked before that is judged.
const ROWS_ASKED: usize = 32;

/// Where it is seen so early, hardly any row gets what it likes best: with costs of low rank and with products of
/// positions it was at once, with mentor-like ones at 1:2 after a third to a half of the rows.
const ROWS_ASKED_EARLY: usize = 2 * ROWS_ASKED;

/// The cheapest pair of a row after prices, and the cost of the second cheapest.
struct Best {
    column: u32,
    cost: Cost,
    second: Cost,
}

impl Rows<'_> {
    /// Gives every row the column that it likes best while it is free; the rows that are left without one, or
    /// how early it was seen that those are many.
    pub(super) fn ask(&mut self, monitor: &Monitor) -> Result<Result<Vec<u32>, Contention>, Error> {
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
                let is_early = asked <= ROWS_ASKED_EARLY;
                return Ok(Err(if is_early { Contention::Fierce } else { Contention::Mild }));
            }
        }
        Ok(Ok(refused))
    }

    /// Lets rows take the columns that they like best from other rows, where they outbid those (augmenting row
    /// reduction, Jonker and Volgenant 1987); the rows that are left without one.
    pub(super) fn bid(&mut self, rows: Vec<u32>, monitor: &Monitor) -> Result<Vec<u32>, Error> {
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
    fn can_take(&mut self, best: &Best) -> bool {
        let column = best.column as usize;
        if self.row_of[column] == NOBODY {
            return true;
        }
        let has_another = best.second != FORBIDDEN && best.second > best.cost;
        has_another && *self.price(column) - (best.second - best.cost) > PRICE_FLOOR
    }

    /// Gives a column to a row; the row that had it.
    fn take(&mut self, row: u32, best: &Best) -> u32 {
        let column = best.column as usize;
        let before = std::mem::replace(&mut self.row_of[column], row);
        self.column_of[row as usize] = best.column;
        self.paid[row as usize] = best.cost;
        if before != NOBODY {
            self.column_of[before as usize] = NOBODY;
            *self.price(column) -= best.second - best.cost;
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
        self.open(row, block)?;
        let Lowest { cost, second, columns } = two_lowest(&self.costs, &self.prices[block]);
        best.second = best.second.min(best.cost.max(cost)).min(second);
        if cost == FORBIDDEN || cost > best.cost {
            return Ok(());
        }
        let is_free = |&column: &u32| self.row_of[column as usize] == NOBODY;
        let mut columns = positions(columns).map(|column| (block * BLOCK + column) as u32);
        let free = columns.clone().find(is_free);
        if cost < best.cost {
            best.column = free.or(columns.next()).unwrap_or(NOBODY);
        } else if !is_free(&best.column) {
            best.column = free.unwrap_or(best.column);
        }
        best.cost = cost;
        Ok(())
    }
}
