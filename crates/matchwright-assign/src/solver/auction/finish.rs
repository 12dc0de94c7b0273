//! From the offers at the end to the prices of a certificate.

use crate::basics::{Method, Objective};
use crate::plan::{Cut, Pair, Prices};
use crate::solver::{Plan, Stats};

use super::SLACK;
use super::bidding::Auction;

impl Auction<'_> {
    /// Prices in the normal form of the certificate, in which seats that stay free cost exactly 0.
    ///
    /// At the end everything is within ε of that, and ε is 1. So the prices of full columns and rows
    /// give way by [`SLACK`], which [`shift_of`](super::shift_of) has made room for.
    pub(super) fn finish(&self, pairs: Vec<Pair>, cut: Cut) -> Plan {
        let goal = self.problem.goal();
        let level = self.seats.level(goal);
        let columns = (0..self.problem.columns()).map(|column| {
            let full = self.problem.column_seats(column) > 0 && !self.seats.has_spare(column);
            if full { (self.seats.offers[column] - level).min(0) - SLACK } else { 0 }
        });
        let mut is_full = vec![true; self.problem.rows()];
        for ticket in 0..self.seats.tickets() as u32 {
            if self.seats.column_of(ticket) == Some(self.seats.unmatched()) {
                is_full[self.seats.owner(ticket) as usize] = false;
            }
        }
        let seated = |row: &usize| self.problem.row_seats(*row) > 0;
        let worth = |row: usize| {
            let others = self.lists.best(row, &self.seats, self.seats.siblings(row)).best;
            others.min(self.lists.bound(row)).min(self.unmatched_value()) + level - SLACK
        };
        let empty = (0..is_full.len()).filter(|&row| !is_full[row]).map(worth).min();
        let per_pair = match goal {
            Objective::Total => 0,
            Objective::Participation => {
                empty.or_else(|| (0..is_full.len()).filter(seated).map(worth).max()).unwrap_or(0)
            }
        };
        let mut rows = vec![0; is_full.len()];
        for row in (0..is_full.len()).filter(seated).filter(|&row| is_full[row]) {
            rows[row] = (worth(row) - per_pair).min(0);
        }
        let columns = columns.collect();
        Plan {
            method: Method::Auction,
            prices: Prices { scale: 1 << self.shift, per_pair, rows, columns, cut },
            pairs,
            stats: Stats { pairs_kept: self.lists.length(), ..self.stats.clone() },
            finished: true,
            touched: None,
            restart_lists: None,
            digest: None,
        }
    }
}
