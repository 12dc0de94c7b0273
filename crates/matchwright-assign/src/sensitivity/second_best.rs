//! The second best plan of a part: the best one changed along the shortest cycle.
//!
//! A cycle either only parts a pair, which it can where source and sink are one node, or it makes a
//! pair of some row, and then a search from that row finds it. A row that has been searched from
//! need not make a pair in the searches after it.

use crate::basics::{Cost, Error, Monitor};
use crate::plan::Pair;

use super::network::Network;
use super::{Residual, SEATLESS, UNREACHED};

/// Potentials beyond this could make sums overflow. They start below half of it and drift by what a
/// plan is worse than the best, at most twice the largest cost for each pair.
const POTENTIAL_LIMIT: Cost = 1 << 59;

/// Some plans, those that agree on the settled pairs, with the best of them.
pub(super) struct Part {
    pub(super) pairs: Vec<Pair>,
    /// What the total of the best is above that of the best plan of all.
    pub(super) excess: i128,
    /// Potentials with which no arc of the best plan's residual graph, but for settled pairs, is
    /// short of 0.
    pub(super) potentials: Vec<Cost>,
    /// Pairs that all plans of the part use, or none.
    pub(super) settled: Vec<Pair>,
    /// No cycle of the part is shorter.
    shortest: Cost,
}

/// How the second best plan of a part comes about.
#[derive(Clone, Copy)]
pub(super) struct Exchange {
    /// Length of the cycle: how much worse the second best plan is.
    pub(super) length: Cost,
    /// A pair that only one of the two plans uses.
    pair: Pair,
    /// Whether that is the best one.
    parts: bool,
}

impl Part {
    /// All plans; the best of them is that of the residual graph.
    pub(super) fn whole(pairs: Vec<Pair>, residual: &Residual<'_>) -> Self {
        let mut potentials = residual.potentials.clone();
        // Nothing leads to rows and columns without a seat: their potential is as good as any.
        for potential in potentials.iter_mut().filter(|potential| potential.abs() == SEATLESS) {
            *potential = 0;
        }
        Self { pairs, excess: 0, potentials, settled: Vec::new(), shortest: 0 }
    }

    /// Finds the shortest cycle; `None` where the part has one plan only.
    pub(super) fn second_best(
        &self,
        network: &mut Network,
        monitor: &Monitor,
    ) -> Result<Option<Exchange>, Error> {
        network.enter(self);
        let mut best = cheapest_parting(network);
        for (slack, row) in network.first_slacks() {
            let bound = best.map_or(UNREACHED, |best| best.length);
            if slack >= bound || bound <= self.shortest {
                break;
            }
            monitor.check()?;
            if let Some((length, column)) = network.cycle_from(row, bound) {
                let pair = Pair { row: row as u32, column: column as u32 };
                best = Some(Exchange { length, pair, parts: false });
            }
        }
        Ok(best)
    }

    /// Divides the part by the pair of its exchange: the plans that agree on it with the best plan,
    /// and those that agree with the second best, which is the best of them.
    pub(super) fn divide(
        mut self,
        network: &mut Network,
        exchange: Exchange,
    ) -> Result<[Self; 2], Error> {
        let Exchange { length, pair, parts } = exchange;
        network.enter(&self);
        let (row, column) = (pair.row as usize, network.column(pair));
        let path = if parts { network.path(row, column) } else { network.path(column, row) };
        let pairs = flipped(&self.pairs, path.pairs.into_iter().chain([pair]).collect());
        let beyond = |potential: &Cost| potential.abs() > POTENTIAL_LIMIT;
        if path.potentials.iter().any(beyond) {
            let limit = POTENTIAL_LIMIT / (4 * (pairs.len() as Cost + 1));
            let (row, column) = (pair.row as usize, pair.column as usize);
            return Err(Error::CostTooLarge { row, column, limit });
        }
        self.settled.push(pair);
        self.shortest = length;
        let second = Self {
            pairs,
            excess: self.excess + i128::from(length),
            potentials: path.potentials,
            settled: self.settled.clone(),
            shortest: 0,
        };
        Ok([self, second])
    }
}

/// The cheapest pair to part with, where the number of pairs is free.
fn cheapest_parting(network: &Network) -> Option<Exchange> {
    if !network.is_closed() {
        return None;
    }
    let least = network.members().map(|(pair, cost)| (-cost, pair)).min();
    least.map(|(length, pair)| Exchange { length, pair, parts: true })
}

/// The pairs of a plan after a change of some: those in use are parted, the others made.
fn flipped(pairs: &[Pair], mut changed: Vec<Pair>) -> Vec<Pair> {
    changed.sort_unstable();
    let is_new = |pair: &&Pair| pairs.binary_search(pair).is_err();
    let stays = |pair: &&Pair| changed.binary_search(pair).is_err();
    let mut flipped: Vec<Pair> =
        pairs.iter().filter(stays).chain(changed.iter().filter(is_new)).copied().collect();
    flipped.sort_unstable();
    flipped
}
