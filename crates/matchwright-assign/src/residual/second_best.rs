//! The second best plan of a part: the best one changed along the shortest cycle.
//!
//! A cycle either only parts a pair, which it can where source and sink are one node, or it makes a
//! pair of some row, and then a search from that row finds it. A row that has been searched from
//! need not make a pair in the searches after it.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::cost::{Cost, FORBIDDEN};
use crate::error::Error;
use crate::matrix::zeros;
use crate::monitor::{Monitor, Stage};
use crate::problem::Problem;
use crate::solution::Pair;
use crate::sweep::sweep;

use super::{Residual, SEATLESS, UNREACHED};

/// Cost of a pair that cannot be made: forbidden, in use, or settled. Added to a distance and two
/// potentials it is above [`UNREACHED`], and below 2⁶³.
const CLOSED: Cost = 1 << 62;

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
    potentials: Vec<Cost>,
    /// Pairs that all plans of the part use, or none.
    settled: Vec<Pair>,
    /// No cycle of the part is shorter.
    shortest: Cost,
}

impl Part {
    /// All plans; the best of them is that of the residual graph.
    pub(super) fn whole(pairs: Vec<Pair>, residual: &Residual<'_>) -> Self {
        let mut potentials = residual.potentials.clone();
        // Nothing leads to rows and columns without a seat, so that their potential is as good as
        // any.
        for potential in potentials.iter_mut().filter(|potential| potential.abs() == SEATLESS) {
            *potential = 0;
        }
        Self { pairs, excess: 0, potentials, settled: Vec::new(), shortest: 0 }
    }
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

/// The residual graph of a part with all its arcs, and a search in it.
pub(super) struct Network {
    rows: usize,
    columns: usize,
    source: usize,
    sink: usize,
    row_seats: Vec<u32>,
    column_seats: Vec<u32>,
    /// Costs of all pairs, row by row; [`CLOSED`] where the part under study cannot make them.
    costs: Vec<Cost>,
    /// Pairs of the plan: how many each row and column has, and for each column the rows that it
    /// can part with, and their costs.
    row_loads: Vec<u32>,
    column_loads: Vec<u32>,
    members: Vec<Vec<(u32, Cost)>>,
    /// Pairs that are closed for this part, with their costs.
    closed: Vec<(Pair, Cost)>,
    /// Rows that have been searched from.
    done: Vec<bool>,
    distances: Vec<Cost>,
    parents: Vec<usize>,
    pending: BinaryHeap<Reverse<(Cost, usize)>>,
    searches: u64,
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
            row_loads: vec![0; rows],
            column_loads: vec![0; columns],
            members: vec![Vec::new(); columns],
            closed: Vec::new(),
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

    /// Finds the shortest cycle of a part; `None` where the part has one plan only.
    pub(super) fn second_best(
        &mut self,
        part: &Part,
        monitor: &Monitor,
    ) -> Result<Option<Exchange>, Error> {
        self.enter(part);
        let found = self.shortest_cycle(part, monitor);
        self.leave();
        found
    }

    /// Divides a part by the pair of its exchange: the plans that agree on it with the best plan,
    /// and those that agree with the second best, which is the best of them.
    pub(super) fn divide(
        &mut self,
        mut part: Part,
        exchange: Exchange,
    ) -> Result<(Part, Part), Error> {
        self.enter(&part);
        let (row, column) = (exchange.pair.row as usize, self.rows + exchange.pair.column as usize);
        let (from, to) = if exchange.parts { (row, column) } else { (column, row) };
        self.start(from, to, 0);
        let distance = self.run(&part.potentials, to, UNREACHED).unwrap_or_default();
        let settle = |potential: &Cost, reached: &Cost| potential - reached.min(&distance);
        let potentials = part.potentials.iter().zip(&self.distances).map(|(a, b)| settle(a, b));
        let potentials = normal(potentials.collect(), self.sink);
        let pairs = self.flipped(&part.pairs, from, to, exchange.pair);
        self.leave();
        if potentials.iter().any(|potential| potential.abs() > POTENTIAL_LIMIT) {
            let (row, column) = (row, exchange.pair.column as usize);
            let limit = POTENTIAL_LIMIT / (4 * (pairs.len() as Cost + 1));
            return Err(Error::CostTooLarge { row, column, limit });
        }
        part.settled.push(exchange.pair);
        part.shortest = exchange.length;
        let other = Part {
            pairs,
            excess: part.excess + i128::from(exchange.length),
            potentials,
            settled: part.settled.clone(),
            shortest: 0,
        };
        Ok((part, other))
    }

    /// Sets up the residual graph of a part.
    fn enter(&mut self, part: &Part) {
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

    fn shortest_cycle(
        &mut self,
        part: &Part,
        monitor: &Monitor,
    ) -> Result<Option<Exchange>, Error> {
        let mut best = self.cheapest_parting();
        for (slack, row) in self.first_slacks(&part.potentials) {
            let bound = best.map_or(UNREACHED, |best| best.length);
            if slack >= bound || bound <= part.shortest {
                break;
            }
            monitor.check()?;
            best = self.cycle_from(row, &part.potentials, bound).or(best);
            self.done[row] = true;
        }
        Ok(best)
    }

    /// The cheapest pair to part with, where the number of pairs is free.
    fn cheapest_parting(&self) -> Option<Exchange> {
        if self.source != self.sink {
            return None;
        }
        let members = (0..).zip(&self.members).flat_map(|(column, members)| {
            members.iter().map(move |&(row, cost)| (-cost, Pair { row, column }))
        });
        let least = members.min_by_key(|&(length, pair)| (length, pair));
        least.map(|(length, pair)| Exchange { length, pair, parts: true })
    }

    /// For each row that can make a pair the least slack of one, rising.
    fn first_slacks(&self, potentials: &[Cost]) -> Vec<(Cost, usize)> {
        let slack = |row: usize, column: usize, cost: Cost| {
            cost - potentials[row] + potentials[self.rows + column]
        };
        let least = sweep(0..self.rows, self.columns, |(): &mut (), row| {
            let slacks =
                self.costs_of(row).iter().enumerate().map(|(at, &cost)| slack(row, at, cost));
            slacks.min().filter(|least| *least < UNREACHED).map(|least| (least, row))
        });
        let mut rows: Vec<(Cost, usize)> = least.into_iter().flatten().collect();
        rows.sort_unstable();
        rows
    }

    /// The shortest cycle that begins with a new pair of this row, if it is shorter than `bound`.
    fn cycle_from(&mut self, row: usize, potentials: &[Cost], bound: Cost) -> Option<Exchange> {
        self.clear();
        self.relax_row(row, -potentials[row], potentials, bound);
        let length = self.run(potentials, row, bound)?;
        let mut first = self.parents[row];
        while self.parents[first] != row {
            first = self.parents[first];
        }
        let pair = Pair { row: row as u32, column: (first - self.rows) as u32 };
        Some(Exchange { length, pair, parts: false })
    }

    fn costs_of(&self, row: usize) -> &[Cost] {
        &self.costs[row * self.columns..(row + 1) * self.columns]
    }

    fn clear(&mut self) {
        self.searches += 1;
        self.distances.fill(UNREACHED);
        self.pending.clear();
    }

    fn start(&mut self, node: usize, parent: usize, distance: Cost) {
        self.clear();
        self.distances[node] = distance;
        self.parents[node] = parent;
        self.pending.push(Reverse((distance, node)));
    }

    /// Settles nodes in the order of distance (Dijkstra 1959) up to `target`; its distance, if
    /// below `bound`.
    fn run(&mut self, potentials: &[Cost], target: usize, bound: Cost) -> Option<Cost> {
        while let Some(Reverse((distance, node))) = self.pending.pop() {
            if distance > self.distances[node] {
                continue;
            }
            if node == target {
                return Some(distance);
            }
            self.settle(node, distance - potentials[node], potentials, bound);
        }
        None
    }

    /// Follows the arcs of a node; `base` is its distance less its potential.
    fn settle(&mut self, node: usize, base: Cost, potentials: &[Cost], bound: Cost) {
        if node < self.rows {
            if !self.done[node] {
                self.relax_row(node, base, potentials, bound);
            }
            if self.row_loads[node] > 0 {
                self.relax(node, self.source, base + potentials[self.source], bound);
            }
        } else if node < self.rows + self.columns {
            let column = node - self.rows;
            for index in 0..self.members[column].len() {
                let (row, cost) = self.members[column][index];
                let row = row as usize;
                self.relax(node, row, base - cost + potentials[row], bound);
            }
            if self.column_loads[column] < self.column_seats[column] {
                self.relax(node, self.sink, base + potentials[self.sink], bound);
            }
        } else {
            self.settle_end(node, base, potentials, bound);
        }
    }

    /// Follows the arcs of source or sink, or of the node that is both.
    fn settle_end(&mut self, node: usize, base: Cost, potentials: &[Cost], bound: Cost) {
        if node == self.source {
            for row in 0..self.rows {
                if self.row_loads[row] < self.row_seats[row] {
                    self.relax(node, row, base + potentials[row], bound);
                }
            }
        }
        if node == self.sink {
            for column in 0..self.columns {
                if self.column_loads[column] > 0 {
                    let to = self.rows + column;
                    self.relax(node, to, base + potentials[to], bound);
                }
            }
        }
    }

    fn relax(&mut self, node: usize, to: usize, distance: Cost, bound: Cost) {
        if distance < self.distances[to].min(bound) {
            self.distances[to] = distance;
            self.parents[to] = node;
            self.pending.push(Reverse((distance, to)));
        }
    }

    /// Relaxes the arcs to all columns.
    fn relax_row(&mut self, row: usize, base: Cost, potentials: &[Cost], bound: Cost) {
        let costs = &self.costs[row * self.columns..(row + 1) * self.columns];
        let reached = &mut self.distances[self.rows..];
        for (column, ((cost, potential), reached)) in
            costs.iter().zip(&potentials[self.rows..]).zip(reached).enumerate()
        {
            let distance = base + cost + potential;
            if distance < (*reached).min(bound) {
                *reached = distance;
                self.parents[self.rows + column] = row;
                self.pending.push(Reverse((distance, self.rows + column)));
            }
        }
    }

    /// The pairs of a plan after a change of `pair` and of the path that the last search took.
    fn flipped(&self, pairs: &[Pair], from: usize, to: usize, pair: Pair) -> Vec<Pair> {
        let mut changed = vec![pair];
        let mut node = to;
        while node != from {
            let parent = self.parents[node];
            let (row, column) = (node.min(parent), node.max(parent));
            if row < self.rows && (self.rows..self.rows + self.columns).contains(&column) {
                changed.push(Pair { row: row as u32, column: (column - self.rows) as u32 });
            }
            node = parent;
        }
        changed.sort_unstable();
        let is_new = |pair: &&Pair| pairs.binary_search(pair).is_err();
        let stays = |pair: &&Pair| changed.binary_search(pair).is_err();
        let mut flipped: Vec<Pair> =
            pairs.iter().filter(stays).chain(changed.iter().filter(is_new)).copied().collect();
        flipped.sort_unstable();
        flipped
    }
}

/// Costs of all pairs, row by row; [`CLOSED`] where no plan makes them.
fn costs(residual: &Residual<'_>, monitor: &Monitor) -> Result<Vec<Cost>, Error> {
    let (rows, columns) = (residual.used.len(), residual.members.len());
    let mut costs = zeros(rows, columns)?;
    monitor.begin(Stage::Prepare, rows);
    let strips: Vec<_> = costs.chunks_mut(columns.max(1)).enumerate().collect();
    let reads = sweep(strips, columns, |slacks, (row, costs)| {
        monitor.check()?;
        let parting = residual.read(row, slacks)?;
        for (&column, slack) in residual.used[row].iter().zip(parting) {
            slacks[column as usize] = -slack;
        }
        let base = residual.potentials[row];
        for (column, (cost, &slack)) in costs.iter_mut().zip(&*slacks).enumerate() {
            let closed = slack == FORBIDDEN || is_seatless(residual.problem, row, column);
            let potential = residual.potentials[residual.column(column)];
            *cost = if closed { CLOSED } else { slack + base - potential };
        }
        monitor.advance(1);
        Ok(())
    });
    reads.into_iter().collect::<Result<(), Error>>()?;
    Ok(costs)
}

fn is_seatless(problem: &Problem<'_>, row: usize, column: usize) -> bool {
    problem.row_seats(row) == 0 || problem.column_seats(column) == 0
}

/// Potentials by which the sink has that of 0.
fn normal(mut potentials: Vec<Cost>, sink: usize) -> Vec<Cost> {
    let level = potentials[sink];
    potentials.iter_mut().for_each(|potential| *potential -= level);
    potentials
}
