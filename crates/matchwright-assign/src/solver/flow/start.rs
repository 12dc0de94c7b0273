//! The plan and the tree to start from.
//!
//! The plan is that of the problem without demands, as far as it keeps to the maximums. The tree is a minimum
//! spanning tree (Kruskal 1956) by what arcs cost beyond the prices of that plan: its potentials are close to
//! these prices then, and few steps are left. The arcs that are neither empty nor full have to be in it; they
//! are arcs of the two trees of the network, and so on no cycle.

use crate::basics::memory::{collected, filled, push, room};
use crate::basics::trees::Trees;
use crate::basics::{Cost, Error};
use crate::problem::{Constraint, SeatCost};

use super::shortlist::Shortlist;
use super::simplex::{ROOT, Start};
use super::{Flow, ListedPair, SeatArc};

impl Flow<'_> {
    pub(super) fn start(&mut self, listed: &Shortlist) -> Result<(), Error> {
        let (used, loads) = self.keep_to_maximums(&listed.pairs, &listed.used)?;
        let mut arcs = room(self.network.nodes() + listed.pairs.len(), 1)?;
        for node in self.network.top_down() {
            let price = match self.network.constraint(node) {
                Constraint::Row(row) => listed.row_prices.get(row as usize),
                Constraint::Column(column) => listed.column_prices.get(column as usize),
                Constraint::Quota { .. } => None,
            };
            let price = price.map_or(0, |price| price.saturating_abs());
            arcs.extend(self.add_seats(node, loads[node])?.map(|start| (start.rank(price), start)));
        }
        for ((&pair, is_used), price) in listed.pairs.iter().zip(used).zip(&listed.reduced) {
            if !self.network.is_open(pair.row as usize, pair.column as usize) {
                continue;
            }
            let (from, to) = self.network.leaves(pair.row as usize, pair.column as usize);
            let arc = self.list(pair, is_used)?;
            let (tail, head) = (from as u32, to as u32);
            let start = Start { arc, tail, head, units: u32::from(is_used), capacity: 1 };
            arcs.push((price.saturating_abs(), start));
        }
        // In the order of arcs where ranks are equal: a sort that keeps it by itself takes memory of its own.
        arcs.sort_unstable_by_key(|(rank, start): &(Cost, Start)| (*rank, start.arc));
        let mut trees = Trees::new(self.network.nodes())?;
        arcs.retain(|(_, start)| trees.join(start.tail, start.head));
        self.hang_all(arcs.iter().map(|(_, start)| start))
    }

    /// Which pairs of a plan can be used together, the first ones first, and the pairs of each node then.
    fn keep_to_maximums(
        &self,
        pairs: &[ListedPair],
        used: &[bool],
    ) -> Result<(Vec<bool>, Vec<u32>), Error> {
        let mut loads = filled(0, self.network.nodes())?;
        let mut keep = |pair: &ListedPair| {
            let nodes = || self.network.nodes_of(pair.row as usize, pair.column as usize);
            if nodes().any(|node| loads[node] == self.network.most(node)) {
                return false;
            }
            nodes().for_each(|node| loads[node] += 1);
            true
        };
        let kept = collected(pairs.iter().zip(used).map(|(pair, used)| *used && keep(pair)))?;
        Ok((kept, loads))
    }

    /// Makes the tree of its arcs, from the root on.
    fn hang_all<'a>(&mut self, arcs: impl Iterator<Item = &'a Start>) -> Result<(), Error> {
        let mut next_to: Vec<Vec<&Start>> = filled(Vec::new(), self.network.nodes())?;
        for start in arcs {
            push(&mut next_to[start.tail as usize], start)?;
            push(&mut next_to[start.head as usize], start)?;
        }
        let mut pending = room(self.network.nodes(), 1)?;
        pending.push((ROOT, ROOT));
        while let Some((node, parent)) = pending.pop() {
            for start in std::mem::take(&mut next_to[node as usize]) {
                let child = if start.tail == node { start.head } else { start.tail };
                if child != parent {
                    self.simplex.hang(child, node, start);
                    pending.push((child, node));
                }
            }
        }
        Ok(())
    }

    /// Adds the arcs of a node's seats; returns the first one that has room, or the last one.
    fn add_seats(&mut self, node: usize, load: u32) -> Result<Option<Start>, Error> {
        // A node without seats has an arc all the same; no pair gets there.
        let most = self.network.most(node).max(1);
        let constraint = self.network.constraint(node);
        let bends = |&seats: &SeatCost| self.goal.seats.bends(seats, constraint, most);
        let mut starts: Vec<u32> = self.goal.seat_costs.iter().flat_map(bends).collect();
        starts.push(0);
        starts.sort_unstable();
        starts.dedup();
        let parent = self.network.parent(node) as u32;
        let node = node as u32;
        let is_of_rows = self.network.is_of_rows(node as usize);
        let (tail, head) = if is_of_rows { (parent, node) } else { (node, parent) };
        let ends = starts.iter().skip(1).copied().chain([most]);
        let mut open: Option<Start> = None;
        for (&first, end) in starts.iter().zip(ends) {
            let (capacity, units) = (end - first, load.saturating_sub(first).min(end - first));
            let arc = self.simplex.add(tail, head, capacity, units == capacity)?;
            push(&mut self.seats, SeatArc { node, first })?;
            if open.as_ref().is_none_or(Start::is_full) {
                open = Some(Start { arc, tail, head, units, capacity });
            }
        }
        Ok(open)
    }
}

impl Start {
    fn is_full(&self) -> bool {
        self.units == self.capacity
    }

    /// Where an arc of seats stands among those that the tree is made of.
    fn rank(&self, price: Cost) -> Cost {
        if self.units == 0 || self.is_full() { price } else { -1 }
    }
}
