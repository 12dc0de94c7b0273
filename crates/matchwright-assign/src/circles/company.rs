//! The best company that anybody can have.

use std::collections::BTreeMap;

use crate::basics::memory::room;
use crate::basics::{Cost, Error, FORBIDDEN, Monitor};
use crate::circles::tables::Tables;

/// For each member the mean of what so many others cost together with them at least, rounded down; [`FORBIDDEN`]
/// where there are not so many.
///
/// A circle of `k` costs its fit and at least such a share of each member, with `k − 1` others. The more others, the
/// higher the share: those of the smallest circle bound all of a column.
pub(super) struct Company(BTreeMap<usize, Vec<Cost>>);

impl Company {
    /// The shares with each of these numbers of others. O(rows² · numbers).
    pub(super) fn new(
        tables: &Tables,
        others: impl IntoIterator<Item = usize>,
        monitor: &Monitor,
    ) -> Result<Self, Error> {
        let mut company: BTreeMap<_, _> =
            others.into_iter().map(|count| (count, Vec::new())).collect();
        let mut costs: Vec<Cost> = room(tables.rows, 1)?;
        for row in 0..tables.rows {
            monitor.check()?;
            costs.clear();
            let all = tables.together(row).iter().copied().enumerate();
            costs.extend(
                all.filter(|&(other, cost)| other != row && cost != tables.apart).map(|of| of.1),
            );
            costs.sort_unstable();
            for (&count, shares) in &mut company {
                shares.push(share(&costs, count));
            }
        }
        Ok(Self(company))
    }

    /// The share of a member with so many others, one of the numbers that were asked for.
    pub(super) fn share(&self, row: usize, others: usize) -> Cost {
        self.0.get(&others).and_then(|shares| shares.get(row)).copied().unwrap_or(FORBIDDEN)
    }

    /// What each member costs in each column at least, by row.
    pub(super) fn costs(&self, tables: &Tables) -> Result<Vec<Cost>, Error> {
        let mut costs = room(tables.rows, tables.columns)?;
        for row in 0..tables.rows {
            costs.extend((0..tables.columns).map(|column| {
                let share = self.share(row, tables.sizes[column].0 as usize - 1);
                match tables.fit(row, column) {
                    FORBIDDEN => FORBIDDEN,
                    _ if share == FORBIDDEN => FORBIDDEN,
                    fit => fit + share,
                }
            }));
        }
        Ok(costs)
    }
}

/// The share from costs that rise. Somebody who may be alone has at best nobody, or the best one.
fn share(costs: &[Cost], others: usize) -> Cost {
    match others {
        0 => costs.first().map_or(0, |&least| least.min(0)),
        _ if costs.len() < others => FORBIDDEN,
        _ => costs[..others].iter().sum::<Cost>().div_euclid(others as Cost),
    }
}
