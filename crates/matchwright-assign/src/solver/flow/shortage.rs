//! The cut that keeps minimums from being met.

use std::collections::BTreeMap;

use crate::basics::memory::{append, filled, push};
use crate::basics::{Error, FORBIDDEN, Monitor};
use crate::plan::{Count, Pair, Shortage, may_meet};
use crate::problem::RowCosts;

use super::Flow;

/// Nodes short of pairs that are looked at: the smallest cut of theirs is the easiest to read.
const LOOKED_AT: usize = 16;

/// A cut that shows why the pairs that minimums ask for cannot all be had; `None` where they can.
///
/// From a node that is short of pairs, everything that could get it one is visited: a pair not used yet,
/// the place of another pair whose other end can spare it or get another one, a node above that has room.
/// What is visited has no way out, since otherwise more pairs that minimums ask for could be had. A visit
/// of a node reads its row, or its column pair by pair.
pub(super) fn shortage(flow: &Flow<'_>, monitor: &Monitor) -> Result<Option<Shortage>, Error> {
    let reach = Reach::new(flow)?;
    let is_short = |node: &usize| reach.loads[*node] < reach.least(*node);
    let short: Vec<usize> = flow.network.top_down().filter(is_short).collect();
    let mut smallest: Option<(Shortage, Visited)> = None;
    for &node in short.iter().take(LOOKED_AT) {
        let visited = reach.visited(node, monitor)?;
        let found = reach.cut(&visited, monitor)?;
        let size = |cut: &Shortage| cut.minimums.len() + cut.maximums.len() + cut.pairs.len();
        if smallest.as_ref().is_none_or(|(known, _)| size(&found) < size(known)) {
            smallest = Some((found, visited));
        }
    }
    let Some((found, mut visited)) = smallest else { return Ok(None) };
    let is_wider = reach.widen(&mut visited, &short, monitor)?;
    Ok(Some(if is_wider { reach.cut(&visited, monitor)? } else { found }))
}

/// What a search from one side has visited.
struct Visited {
    nodes: Vec<bool>,
    is_from_rows: bool,
}

struct Reach<'a> {
    flow: &'a Flow<'a>,
    plan: Vec<Pair>,
    loads: Vec<u32>,
    children: Vec<Vec<u32>>,
}

impl<'a> Reach<'a> {
    fn new(flow: &'a Flow<'_>) -> Result<Self, Error> {
        let mut children = filled(Vec::new(), flow.network.nodes())?;
        for node in flow.network.top_down() {
            push(&mut children[flow.network.parent(node)], node as u32)?;
        }
        Ok(Self { flow, plan: flow.plan()?, loads: flow.loads()?, children })
    }

    fn least(&self, node: usize) -> u32 {
        let seats = self.flow.goal.seats;
        seats.demands.bounds(seats.problem, self.flow.network.constraint(node)).0
    }

    fn most(&self, node: usize) -> u32 {
        let seats = self.flow.goal.seats;
        seats.demands.bounds(seats.problem, self.flow.network.constraint(node)).1
    }

    fn count(&self, node: usize, pairs: u32) -> Count {
        Count { of: self.flow.network.constraint(node), pairs }
    }

    /// All from which one more pair could be had for a node.
    ///
    /// Seen from the side of the node both sides are alike: its pairs come in from the other side, and pass
    /// up to the root. So one search does for both.
    fn visited(&self, short: usize, monitor: &Monitor) -> Result<Visited, Error> {
        let network = &self.flow.network;
        let is_from_rows = network.is_of_rows(short);
        let mut nodes = filled(false, network.nodes())?;
        let mut pending = vec![short];
        nodes[short] = true;
        while let Some(node) = pending.pop() {
            monitor.check()?;
            for next in self.next_to(node, is_from_rows)? {
                if !std::mem::replace(&mut nodes[next], true) {
                    push(&mut pending, next)?;
                }
            }
        }
        Ok(Visited { nodes, is_from_rows })
    }

    /// Adds the other nodes that are short of the same pairs: "eleven need one, and nine can be had" says more
    /// than the same of any ten of them. Whether there are such.
    fn widen(
        &self,
        visited: &mut Visited,
        short: &[usize],
        monitor: &Monitor,
    ) -> Result<bool, Error> {
        let mut is_wider = false;
        for &node in short {
            monitor.check()?;
            if visited.nodes[node] || self.flow.network.is_of_rows(node) != visited.is_from_rows {
                continue;
            }
            let next = self.next_to(node, visited.is_from_rows)?;
            if next.into_iter().all(|next| visited.nodes[next]) {
                visited.nodes[node] = true;
                is_wider = true;
            }
        }
        Ok(is_wider)
    }

    /// The cut around what is visited.
    fn cut(&self, visited: &Visited, monitor: &Monitor) -> Result<Shortage, Error> {
        let network = &self.flow.network;
        let mut cut = Shortage::default();
        for node in network.top_down() {
            let parent = network.parent(node);
            if visited.nodes[node] == visited.nodes[parent] {
                continue;
            }
            // Flow runs down among the nodes of rows. On the side where the search began, it is the arc above
            // a visited node that is short.
            let is_own = network.is_of_rows(node) == visited.is_from_rows;
            if visited.nodes[node] == is_own {
                if self.least(node) > 0 {
                    push(&mut cut.minimums, self.count(node, self.least(node)))?;
                }
            } else {
                push(&mut cut.maximums, self.count(node, self.most(node)))?;
            }
        }
        for (other, mut pairs) in self.crossing(visited, monitor)? {
            // "One of e1 and e2 each" says less than "e1 and e2", where they can have no more than that.
            if pairs.len() < self.most(other) as usize {
                append(&mut cut.pairs, &mut pairs)?;
            } else {
                push(&mut cut.maximums, self.count(other, self.most(other)))?;
            }
        }
        cut.pairs.sort_unstable();
        Ok(cut)
    }

    /// The nodes from which one more pair could be had for a visited node.
    fn next_to(&self, node: usize, is_from_rows: bool) -> Result<Vec<usize>, Error> {
        let network = &self.flow.network;
        let has_room = |node: usize| self.loads[node] < self.most(node);
        let can_spare = |node: usize| self.loads[node] > self.least(node);
        // On the side of the search a visited node wants one more pair; on the other it is to have one
        // more elsewhere.
        let is_own = node != 0 && network.is_of_rows(node) == is_from_rows;
        let mut next = Vec::new();
        if node != 0 {
            let rises = if is_own { can_spare(node) } else { has_room(node) };
            next.extend(rises.then(|| network.parent(node)));
        }
        for &child in &self.children[node] {
            let child = child as usize;
            let is_own = network.is_of_rows(child) == is_from_rows;
            let passes = if is_own { has_room(child) } else { can_spare(child) };
            if passes {
                push(&mut next, child)?;
            }
        }
        if node != 0 {
            self.across(node, is_own, &mut next)?;
        }
        Ok(next)
    }

    /// The other ends of pairs of a leaf: of those not used, seen from the side of the search, and of those
    /// used, from the other side.
    fn across(&self, node: usize, is_own: bool, next: &mut Vec<usize>) -> Result<(), Error> {
        let network = &self.flow.network;
        let problem = self.flow.goal.seats.problem;
        let half = network.half(node);
        let Some(person) = half.person(node) else { return Ok(()) };
        let is_of_rows = network.is_of_rows(node);
        let others = if is_of_rows { problem.columns() } else { problem.rows() };
        for other in (0..others).filter(|&other| half.leaf(person, other) == node) {
            let (row, column) = if is_of_rows { (person, other) } else { (other, person) };
            let pair = Pair { row: row as u32, column: column as u32 };
            let is_used = self.plan.binary_search(&pair).is_ok();
            if is_used != is_own && (is_used || may_meet(problem, row, column)?) {
                let (from, to) = network.leaves(row, column);
                push(next, if is_of_rows { to } else { from })?;
            }
        }
        Ok(())
    }

    /// Pairs that may meet from the visited nodes of the side of the search to others of the other side, by the
    /// latter.
    fn crossing(
        &self,
        visited: &Visited,
        monitor: &Monitor,
    ) -> Result<BTreeMap<usize, Vec<Pair>>, Error> {
        let (network, problem) = (&self.flow.network, self.flow.goal.seats.problem);
        let (mut pairs, mut costs) = (BTreeMap::<usize, Vec<Pair>>::new(), Vec::new());
        for row in (0..problem.rows()).filter(|&row| problem.row_seats(row) > 0) {
            monitor.check()?;
            let columns = problem.seated_columns();
            let read = RowCosts::read(problem, self.flow.limit, row, columns, &mut costs)?;
            for (column, _) in read.allowed().filter(|&(_, cost)| cost != FORBIDDEN) {
                let (from, to) = network.leaves(row, column);
                let (own, other) = if visited.is_from_rows { (from, to) } else { (to, from) };
                if visited.nodes[own] && !visited.nodes[other] && problem.column_seats(column) > 0 {
                    let pair = Pair { row: row as u32, column: column as u32 };
                    push(pairs.entry(other).or_default(), pair)?;
                }
            }
        }
        Ok(pairs)
    }
}
