//! Plans with demands: a flow of least cost between two trees, one linear objective after another.
//!
//! The network simplex method ([`simplex`]) works on a short list of pairs; the potentials of its nodes then
//! price all pairs, and those that would gain join the list, until none does ([`pricing`]). A minimum is no
//! bound of the flow but an objective before all others: −1 for each pair that a minimum asks for. Where
//! these cannot all be had, a cut says why ([`shortage`]).
//!
//! An objective that has been reached is settled: whatever arc costs something beyond the potentials has
//! the same flow in every flow that is as good (complementary slackness), and keeps it from then on. The
//! arcs that are left are those of the optimal face, and the next objective starts from the same tree.

mod network;
mod pricing;
mod shortage;
mod shortlist;
mod simplex;

use crate::basics::memory::room;
use crate::basics::{Cost, Error, Monitor};
use crate::costs::CostSource;
use crate::plan::{Pair, Shortage};
use crate::problem::{Demands, PairCost, Places, Problem, SeatCost, Seats, Step};

use network::Network;
use simplex::{Simplex, Start, Tiny};

/// Sums of so many costs as there are nodes stay within this.
const SUM_LIMIT: Cost = 1 << 60;

/// What a flow is of: a problem, its demands, and what its objectives read.
#[derive(Clone, Copy)]
pub(crate) struct Goal<'a> {
    pub(crate) seats: Seats<'a>,
    /// What seats count in any of the objectives.
    pub(crate) seat_costs: &'a [SeatCost],
    /// The ranks of pairs, where an objective counts them.
    pub(crate) ranks: Option<&'a dyn CostSource>,
}

/// A plan that is the best for all settled objectives, and can go on from there.
pub(crate) struct Flow<'a> {
    goal: Goal<'a>,
    network: Network,
    simplex: Simplex,
    /// What the first arcs are: some seats of a node, from the first one on.
    seats: Vec<SeatArc>,
    /// What the arcs after these are.
    pairs: Vec<ListedPair>,
    settled: Vec<Settled>,
    /// Whether all pairs that may still be used are listed.
    is_complete: bool,
    limit: Cost,
}

#[derive(Clone, Copy)]
struct SeatArc {
    node: u32,
    first: u32,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct ListedPair {
    row: u32,
    column: u32,
    cost: Cost,
    rank: Cost,
}

/// An objective that has been reached, and the potentials that prove it.
struct Settled {
    step: Step,
    potentials: Vec<Cost>,
}

impl<'a> Flow<'a> {
    /// Starts from a plan that the method without demands makes, as far as it keeps to the maximums.
    pub(crate) fn new(goal: Goal<'a>, monitor: &Monitor) -> Result<Self, Error> {
        let (problem, demands) = (goal.seats.problem, goal.seats.demands);
        let network = Network::new(problem, demands)?;
        let limit = problem.limit().min(SUM_LIMIT / (network.nodes() as Cost + 1));
        demands.check_seat_costs(limit)?;
        let listed = shortlist::shortlist(&goal, &network, limit, monitor)?;
        let nodes = network.nodes();
        let mut flow = Self {
            goal,
            network,
            simplex: Simplex::new(nodes, 2 * nodes + listed.pairs.len())?,
            seats: room(nodes, 1)?,
            pairs: room(listed.pairs.len(), 1)?,
            settled: Vec::new(),
            is_complete: listed.is_complete,
            limit,
        };
        let (used, loads) = flow.keep_to_maximums(&listed.pairs, &listed.used);
        flow.start(&loads)?;
        for (pair, is_used) in listed.pairs.into_iter().zip(used) {
            flow.list(pair, is_used)?;
        }
        Ok(flow)
    }

    /// Which pairs of a plan can be used together, the first ones first, and the pairs of each node then.
    fn keep_to_maximums(&self, pairs: &[ListedPair], used: &[bool]) -> (Vec<bool>, Vec<u32>) {
        let mut loads = vec![0; self.network.nodes()];
        let mut keep = |pair: &ListedPair| {
            let nodes = || self.network.nodes_of(pair.row as usize, pair.column as usize);
            if nodes().any(|node| loads[node] == self.network.most(node)) {
                return false;
            }
            nodes().for_each(|node| loads[node] += 1);
            true
        };
        let kept = pairs.iter().zip(used).map(|(pair, used)| *used && keep(pair)).collect();
        (kept, loads)
    }

    /// The tree to start from: the trees of both sides, with the arc of each node that still has room, or,
    /// where tiny flows take off, that has flow.
    fn start(&mut self, loads: &[u32]) -> Result<(), Error> {
        let tiny = Tiny::new(self.network.nodes());
        let mut sums = vec![0_i128; self.network.nodes()];
        for node in self.network.top_down().rev() {
            let is_full = loads[node] >= self.network.most(node).max(1);
            sums[node] += tiny.of(usize::from(!self.network.is_of_rows(node)), is_full);
            sums[self.network.parent(node)] += sums[node];
        }
        for node in self.network.top_down() {
            let parent = self.network.parent(node) as u32;
            let mut basic = None;
            for (arc, units, is_full) in self.add_seats(node, loads[node])? {
                let takes = if sums[node] > 0 { basic.is_none() && !is_full } else { units > 0 };
                if takes {
                    basic = Some(Start { arc, parent, units, tiny: sums[node] });
                }
            }
            if let Some(basic) = basic {
                self.simplex.hang(node as u32, &basic);
            }
        }
        Ok(())
    }

    /// The arcs of a node's seats: arc, flow, and whether it is full.
    fn add_seats(&mut self, node: usize, load: u32) -> Result<Vec<(u32, u32, bool)>, Error> {
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
        let mut arcs = Vec::with_capacity(starts.len());
        for (&first, end) in starts.iter().zip(ends) {
            let (capacity, units) = (end - first, load.saturating_sub(first).min(end - first));
            let arc = self.simplex.add(tail, head, capacity, units == capacity)?;
            self.seats.push(SeatArc { node, first });
            arcs.push((arc, units, units == capacity));
        }
        Ok(arcs)
    }

    fn list(&mut self, pair: ListedPair, is_used: bool) -> Result<u32, Error> {
        let (from, to) = self.network.leaves(pair.row as usize, pair.column as usize);
        self.pairs.push(pair);
        self.simplex.add(from as u32, to as u32, 1, is_used)
    }

    /// Makes an objective as small as it gets without losing any of the settled ones; returns it.
    pub(crate) fn minimise(&mut self, step: Step, monitor: &Monitor) -> Result<i128, Error> {
        self.list_face(monitor)?;
        self.set_costs(step);
        loop {
            self.simplex.run(monitor)?;
            if self.is_complete {
                break;
            }
            let gaining = self.gaining(step, monitor)?;
            if gaining.is_empty() {
                break;
            }
            for pair in gaining {
                let arc = self.list(pair, false)?;
                self.simplex.set_cost(arc, step.pairs.of(pair.cost, pair.rank));
            }
        }
        Ok(self.value(step))
    }

    /// Settles the objective that was made small last: from now on it stays as it is.
    pub(crate) fn settle(&mut self, step: Step) {
        let potentials = self.simplex.potentials().to_vec();
        self.settled.push(Settled { step, potentials });
        self.simplex.fix();
    }

    fn set_costs(&mut self, step: Step) {
        let seats = self.goal.seats;
        for (arc, &SeatArc { node, first }) in (0..).zip(&self.seats) {
            let constraint = self.network.constraint(node as usize);
            let total = |pairs| seats.total(step.seats, constraint, pairs);
            self.simplex.set_cost(arc, (total(first + 1) - total(first)) as Cost);
        }
        for (arc, pair) in (self.seats.len() as u32..).zip(&self.pairs) {
            self.simplex.set_cost(arc, step.pairs.of(pair.cost, pair.rank));
        }
        self.simplex.recompute_potentials();
    }

    fn used(&self) -> impl Iterator<Item = &ListedPair> {
        let arcs = (self.seats.len() as u32..).zip(&self.pairs);
        arcs.filter(|(arc, _)| self.simplex.is_used(*arc)).map(|(_, pair)| pair)
    }

    /// The pairs of the plan, sorted.
    pub(crate) fn plan(&self) -> Vec<Pair> {
        let pair = |&ListedPair { row, column, .. }: &ListedPair| Pair { row, column };
        let mut pairs: Vec<Pair> = self.used().map(pair).collect();
        pairs.sort_unstable();
        pairs
    }

    /// The costs of the plan's pairs, in any order.
    pub(crate) fn used_costs(&self) -> impl Iterator<Item = Cost> {
        self.used().map(|pair| pair.cost)
    }

    /// The least cost of all pairs that are listed.
    pub(crate) fn least_cost(&self) -> Option<Cost> {
        self.pairs.iter().map(|pair| pair.cost).min()
    }

    fn loads(&self) -> Vec<u32> {
        let mut loads = vec![0; self.network.nodes()];
        for pair in self.used() {
            for node in self.network.nodes_of(pair.row as usize, pair.column as usize) {
                loads[node] += 1;
            }
        }
        loads
    }

    fn value(&self, step: Step) -> i128 {
        let of_pair = |pair: &ListedPair| i128::from(step.pairs.of(pair.cost, pair.rank));
        let pairs: i128 = self.used().map(of_pair).sum();
        if step.seats == SeatCost::Nothing {
            return pairs;
        }
        let (loads, seats) = (self.loads(), self.goal.seats);
        let of_node = |node| seats.total(step.seats, self.network.constraint(node), loads[node]);
        pairs + self.network.top_down().map(of_node).sum::<i128>()
    }

    /// What one more pair of each constraint counts in the objective that was made small last, in the order
    /// of the constraints; empty where that is nothing for all.
    pub(crate) fn prices(&self) -> Vec<Cost> {
        let (problem, demands) = (self.goal.seats.problem, self.goal.seats.demands);
        let places = Places::new(problem, demands);
        let potentials = self.simplex.potentials();
        let mut prices = vec![0; places.count()];
        let mut is_empty = true;
        for node in self.network.top_down() {
            let rise = potentials[node] - potentials[self.network.parent(node)];
            let price = if self.network.is_of_rows(node) { rise } else { -rise };
            prices[places.of(self.network.constraint(node))] = price;
            is_empty &= price == 0;
        }
        if is_empty { Vec::new() } else { prices }
    }

    /// Why the pairs that minimums ask for cannot all be had, after they were made as many as possible.
    pub(crate) fn shortage(&self, monitor: &Monitor) -> Result<Option<Shortage>, Error> {
        shortage::shortage(self, monitor)
    }

    /// Steps of the simplex method so far.
    pub(crate) fn steps(&self) -> u64 {
        self.simplex.steps
    }
}

/// The objective that stands before all others where something has a minimum.
pub(crate) fn required() -> Step {
    Step { pairs: PairCost::Nothing, seats: SeatCost::Required }
}

/// Pairs that the minimums ask for together.
pub(crate) fn all_required(problem: &Problem<'_>, demands: &Demands) -> i128 {
    let least = |constraint| i128::from(demands.bounds(problem, constraint).0);
    demands.constraints(problem).map(least).sum()
}
