//! The cut that keeps minimums from being met.

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
    let reach = Reach::new(flow);
    let is_short = |node: &usize| reach.loads[*node] < reach.least(*node);
    let short = flow.network.top_down().filter(is_short).take(LOOKED_AT);
    let mut smallest: Option<Shortage> = None;
    for node in short {
        let found = reach.cut(node, monitor)?;
        let size = |cut: &Shortage| cut.minimums.len() + cut.maximums.len() + cut.pairs.len();
        if smallest.as_ref().is_none_or(|known| size(&found) < size(known)) {
            smallest = Some(found);
        }
    }
    Ok(smallest)
}

struct Reach<'a> {
    flow: &'a Flow<'a>,
    plan: Vec<Pair>,
    loads: Vec<u32>,
    children: Vec<Vec<u32>>,
}

impl<'a> Reach<'a> {
    fn new(flow: &'a Flow<'_>) -> Self {
        let mut children = vec![Vec::new(); flow.network.nodes()];
        for node in flow.network.top_down() {
            children[flow.network.parent(node)].push(node as u32);
        }
        Self { flow, plan: flow.plan(), loads: flow.loads(), children }
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

    /// The cut around what is visited from a node.
    ///
    /// Seen from the side of the node both sides are alike: its pairs come in from the other side, and pass
    /// up to the root. So one search does for both.
    fn cut(&self, short: usize, monitor: &Monitor) -> Result<Shortage, Error> {
        let network = &self.flow.network;
        let mut visited = vec![false; network.nodes()];
        let mut pending = vec![short];
        visited[short] = true;
        let mut cut = Shortage::default();
        while let Some(node) = pending.pop() {
            monitor.check()?;
            for next in self.next_to(node, network.is_of_rows(short))? {
                if !std::mem::replace(&mut visited[next], true) {
                    pending.push(next);
                }
            }
        }
        for node in network.top_down() {
            let parent = network.parent(node);
            if visited[node] == visited[parent] {
                continue;
            }
            // Flow runs down among the nodes of rows. On the side where the search began, it is the arc above
            // a visited node that is short.
            let is_own = network.is_of_rows(node) == network.is_of_rows(short);
            if visited[node] == is_own {
                cut.minimums
                    .extend((self.least(node) > 0).then(|| self.count(node, self.least(node))));
            } else {
                cut.maximums.push(self.count(node, self.most(node)));
            }
        }
        cut.pairs = self.crossing(&visited, network.is_of_rows(short), monitor)?;
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
            next.extend(passes.then_some(child));
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
                next.push(if is_of_rows { to } else { from });
            }
        }
        Ok(())
    }

    /// Pairs that may meet from the visited nodes of the side of the search to others of the other side.
    fn crossing(
        &self,
        visited: &[bool],
        is_from_rows: bool,
        monitor: &Monitor,
    ) -> Result<Vec<Pair>, Error> {
        let (network, problem) = (&self.flow.network, self.flow.goal.seats.problem);
        let (mut pairs, mut costs) = (Vec::new(), Vec::new());
        for row in (0..problem.rows()).filter(|&row| problem.row_seats(row) > 0) {
            monitor.check()?;
            let columns = problem.seated_columns();
            let read = RowCosts::read(problem, self.flow.limit, row, columns, &mut costs)?;
            for (column, _) in read.allowed().filter(|&(_, cost)| cost != FORBIDDEN) {
                let (from, to) = network.leaves(row, column);
                let (own, other) = if is_from_rows { (from, to) } else { (to, from) };
                if visited[own] && !visited[other] && problem.column_seats(column) > 0 {
                    pairs.push(Pair { row: row as u32, column: column as u32 });
                }
            }
        }
        Ok(pairs)
    }
}
