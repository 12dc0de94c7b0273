//! The residual graph of a part with all its arcs, and a search in it.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::basics::memory::zeros;
use crate::basics::sweep::sweep;
use crate::basics::{Cost, Error, Monitor, Stage};
use crate::plan::Pair;

use super::second_best::Part;
use super::{Residual, Scratch, Slacks, UNREACHED};

/// Cost of a pair that cannot be made: forbidden, in use, or settled. Added to a distance and two
/// potentials it is above [`UNREACHED`], and below 2⁶³.
const CLOSED: Cost = 1 << 62;

/// The costs of a problem, and of one part at a time the residual graph.
pub(super) struct Network {
    rows: usize,
    columns: usize,
    source: usize,
    sink: usize,
    row_seats: Vec<u32>,
    column_seats: Vec<u32>,
    /// Costs of all pairs, row by row; [`CLOSED`] where the part cannot make them.
    costs: Vec<Cost>,
    /// Pairs that are closed for the part, with their costs.
    closed: Vec<(Pair, Cost)>,
    potentials: Vec<Cost>,
    /// How many pairs each row and column has.
    row_loads: Vec<u32>,
    column_loads: Vec<u32>,
    /// The rows that each column can part with, and the costs of those pairs.
    members: Vec<Vec<(u32, Cost)>>,
    /// Rows that have been searched from.
    done: Vec<bool>,
    distances: Vec<Cost>,
    parents: Vec<usize>,
    pending: BinaryHeap<Reverse<(Cost, usize)>>,
    searches: u64,
}

/// A shortest path, as a change of the plan.
pub(super) struct Path {
    /// The pairs that it makes and parts.
    pub(super) pairs: Vec<Pair>,
    /// The potentials after the change.
    pub(super) potentials: Vec<Cost>,
}

impl Network {
    /// Reads the costs; the plan is that of the residual graph.
    pub(super) fn read(residual: &Residual<'_>, monitor: &Monitor) -> Result<Self, Error> {
        let problem = residual.problem;
        let (rows, columns) = (problem.rows(), problem.columns());
        Ok(Self {
            rows,
            columns,
            source: residual.source(),
            sink: residual.sink(),
            row_seats: (0..rows).map(|row| problem.row_seats(row)).collect(),
            column_seats: (0..columns).map(|column| problem.column_seats(column)).collect(),
            costs: costs(residual, monitor)?,
            closed: Vec::new(),
            potentials: Vec::new(),
            row_loads: vec![0; rows],
            column_loads: vec![0; columns],
            members: vec![Vec::new(); columns],
            done: vec![false; rows],
            distances: vec![UNREACHED; residual.nodes()],
            parents: vec![0; residual.nodes()],
            pending: BinaryHeap::new(),
            searches: 0,
        })
    }

    /// Searches so far.
    pub(super) fn searches(&self) -> u64 {
        self.searches
    }

    /// Becomes the residual graph of a part.
    pub(super) fn enter(&mut self, part: &Part) {
        self.leave();
        self.potentials.clone_from(&part.potentials);
        for &pair in &part.settled {
            self.close(pair);
        }
        for &pair in &part.pairs {
            self.row_loads[pair.row as usize] += 1;
            self.column_loads[pair.column as usize] += 1;
            let cost = self.close(pair);
            if cost != CLOSED {
                self.members[pair.column as usize].push((pair.row, cost));
            }
        }
    }

    /// Takes back what belonged to the part before.
    fn leave(&mut self) {
        for (pair, cost) in self.closed.drain(..).rev() {
            self.costs[pair.row as usize * self.columns + pair.column as usize] = cost;
        }
        self.members.iter_mut().for_each(Vec::clear);
        self.row_loads.fill(0);
        self.column_loads.fill(0);
        self.done.fill(false);
    }

    /// Closes a pair; the cost that it had.
    fn close(&mut self, pair: Pair) -> Cost {
        let index = pair.row as usize * self.columns + pair.column as usize;
        let cost = std::mem::replace(&mut self.costs[index], CLOSED);
        self.closed.push((pair, cost));
        cost
    }

    /// The node of a pair's column; that of its row is the row's position.
    pub(super) fn column(&self, pair: Pair) -> usize {
        self.rows + pair.column as usize
    }

    /// Whether source and sink are one node, so that the number of pairs is free.
    pub(super) fn is_closed(&self) -> bool {
        self.source == self.sink
    }

    /// Pairs of the plan that can be parted, and their costs.
    pub(super) fn members(&self) -> impl Iterator<Item = (Pair, Cost)> {
        (0..).zip(&self.members).flat_map(|(column, members)| {
            members.iter().map(move |&(row, cost)| (Pair { row, column }, cost))
        })
    }

    /// For each row that can make a pair the least slack of one, rising.
    pub(super) fn first_slacks(&self) -> Vec<(Cost, usize)> {
        let potentials = &self.potentials[self.rows..];
        let least = sweep(0..self.rows, self.columns, |(): &mut (), row| {
            let costs = &self.costs[row * self.columns..(row + 1) * self.columns];
            let sums = costs.iter().zip(potentials).map(|(cost, potential)| cost + potential);
            let slack = sums.min()? - self.potentials[row];
            (slack < UNREACHED).then_some((slack, row))
        });
        let mut rows: Vec<(Cost, usize)> = least.into_iter().flatten().collect();
        rows.sort_unstable();
        rows
    }

    /// The length of the shortest cycle that makes a pair of this row, if it is below `bound`, and
    /// the column of that pair. The row makes no pair in later searches.
    pub(super) fn cycle_from(&mut self, row: usize, bound: Cost) -> Option<(Cost, usize)> {
        self.clear();
        self.relax_row(row, -self.potentials[row], bound);
        self.done[row] = true;
        let length = self.run(row, bound)?;
        let mut first = self.parents[row];
        while self.parents[first] != row {
            first = self.parents[first];
        }
        Some((length, first - self.rows))
    }

    /// The shortest path between two nodes, of which there has to be one.
    pub(super) fn path(&mut self, from: usize, to: usize) -> Path {
        self.clear();
        self.relax(from, from, -self.potentials[from], UNREACHED);
        let length = self.run(to, UNREACHED).unwrap_or_default();
        let mut pairs = Vec::new();
        let mut node = to;
        while node != from {
            let parent = self.parents[node];
            let (row, column) = (node.min(parent), node.max(parent));
            if row < self.rows && (self.rows..self.rows + self.columns).contains(&column) {
                pairs.push(Pair { row: row as u32, column: (column - self.rows) as u32 });
            }
            node = parent;
        }
        let moved = self.potentials.iter().zip(&self.distances);
        let mut potentials: Vec<Cost> =
            moved.map(|(potential, distance)| potential - distance.min(&length)).collect();
        let level = potentials[self.sink];
        for potential in &mut potentials {
            *potential -= level;
        }
        Path { pairs, potentials }
    }

    fn clear(&mut self) {
        self.searches += 1;
        self.distances.fill(UNREACHED);
        self.pending.clear();
    }

    /// Settles nodes in the order of distance (Dijkstra 1959) up to `target`; its distance, if it is
    /// below `bound`.
    fn run(&mut self, target: usize, bound: Cost) -> Option<Cost> {
        while let Some(Reverse((distance, node))) = self.pending.pop() {
            if node == target {
                return Some(distance);
            }
            if distance == self.distances[node] {
                self.settle(node, distance - self.potentials[node], bound);
            }
        }
        None
    }

    /// Follows the arcs of a node; `base` is its distance less its potential.
    fn settle(&mut self, node: usize, base: Cost, bound: Cost) {
        if node < self.rows {
            if !self.done[node] {
                self.relax_row(node, base, bound);
            }
            if self.row_loads[node] > 0 {
                self.relax(node, self.source, base, bound);
            }
        } else if node < self.rows + self.columns {
            let column = node - self.rows;
            for index in 0..self.members[column].len() {
                let (row, cost) = self.members[column][index];
                self.relax(node, row as usize, base - cost, bound);
            }
            if self.column_loads[column] < self.column_seats[column] {
                self.relax(node, self.sink, base, bound);
            }
        } else {
            self.settle_end(node, base, bound);
        }
    }

    /// Follows the arcs of source or sink, or of the node that is both.
    fn settle_end(&mut self, node: usize, base: Cost, bound: Cost) {
        if node == self.source {
            for row in 0..self.rows {
                if self.row_loads[row] < self.row_seats[row] {
                    self.relax(node, row, base, bound);
                }
            }
        }
        if node == self.sink {
            for column in 0..self.columns {
                if self.column_loads[column] > 0 {
                    self.relax(node, self.rows + column, base, bound);
                }
            }
        }
    }

    /// Follows an arc; `sum` is the distance of its beginning less the potential, plus its cost.
    fn relax(&mut self, node: usize, to: usize, sum: Cost, bound: Cost) {
        let distance = sum + self.potentials[to];
        if distance < self.distances[to].min(bound) {
            self.distances[to] = distance;
            self.parents[to] = node;
            self.pending.push(Reverse((distance, to)));
        }
    }

    /// Follows the arcs of a row to all columns.
    fn relax_row(&mut self, row: usize, base: Cost, bound: Cost) {
        let costs = &self.costs[row * self.columns..(row + 1) * self.columns];
        let potentials = &self.potentials[self.rows..];
        let reached = self.distances[self.rows..].iter_mut();
        let nodes = costs.iter().zip(potentials).zip(reached).zip(self.rows..);
        for (((cost, potential), reached), node) in nodes {
            let distance = base + cost + potential;
            if distance < bound.min(*reached) {
                *reached = distance;
                self.parents[node] = row;
                self.pending.push(Reverse((distance, node)));
            }
        }
    }
}

/// Costs of all pairs, row by row; [`CLOSED`] where no plan makes them.
fn costs(residual: &Residual<'_>, monitor: &Monitor) -> Result<Vec<Cost>, Error> {
    let (rows, columns) = (residual.used.len(), residual.members.len());
    let mut costs = zeros(rows, columns)?;
    monitor.begin(Stage::Prepare, rows);
    let strips: Vec<_> = costs.chunks_mut(columns.max(1)).enumerate().collect();
    let reads = sweep(strips, columns, |scratch, (row, costs)| {
        monitor.check()?;
        costs.fill(CLOSED);
        if residual.problem.row_seats(row) > 0 {
            fill_row(residual, row, scratch, costs)?;
        }
        monitor.advance(1);
        Ok(())
    });
    reads.into_iter().collect::<Result<(), Error>>()?;
    Ok(costs)
}

/// Writes the costs of the pairs of one row that plans can make.
fn fill_row(
    residual: &Residual<'_>,
    row: usize,
    scratch: &mut Scratch,
    costs: &mut [Cost],
) -> Result<(), Error> {
    let Slacks { unused, parting } = residual.read(row, scratch)?;
    let used = residual.used[row].iter().map(|&column| column as usize);
    let used = used.zip(parting.iter().map(|slack| -slack));
    for (column, slack) in unused.allowed().chain(used) {
        if residual.problem.column_seats(column) > 0 {
            let potential = residual.potentials[residual.column(column)];
            costs[column] = slack + residual.potentials[row] - potential;
        }
    }
    Ok(())
}
