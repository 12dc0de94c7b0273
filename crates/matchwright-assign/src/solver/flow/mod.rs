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
mod start;

use crate::basics::memory::{copied, filled, push, room};
use crate::basics::{Cost, Error, Monitor};
use crate::costs::CostSource;
use crate::plan::{Pair, Shortage};
use crate::problem::{Demands, Places, Problem, SeatCost, Seats, Step};

use network::Network;
pub(crate) use shortlist::{Shortlist, shortlist};
use simplex::Simplex;

/// Sums of so many costs as there are nodes stay within this.
const SUM_LIMIT: Cost = 1 << 60;

/// What a flow is of: a problem, its demands, and what its objectives read.
#[derive(Clone, Copy)]
pub(crate) struct Goal<'a> {
    pub(crate) seats: Seats<'a>,
    /// What seats count in any of the objectives.
    pub(crate) seat_costs: &'a [SeatCost],
    /// The ranks of pairs that objectives count.
    pub(crate) ranks: &'a [&'a dyn CostSource],
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
    /// The ranks of these pairs, from each source.
    ranks: Vec<Vec<Cost>>,
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
}

/// An objective that has been reached, and the potentials that prove it.
struct Settled {
    step: Step,
    potentials: Vec<Cost>,
}

impl<'a> Flow<'a> {
    /// Starts from a plan that the method without demands makes, as far as it keeps to the maximums. The list
    /// may be that of the same problem with demands that close nothing that is open here.
    pub(crate) fn new(goal: Goal<'a>, listed: &Shortlist) -> Result<Self, Error> {
        let (problem, demands) = (goal.seats.problem, goal.seats.demands);
        let network = Network::new(problem, demands)?;
        let limit = limit(&network, problem);
        let nodes = network.nodes();
        let mut flow = Self {
            goal,
            network,
            simplex: Simplex::new(nodes, 2 * nodes + listed.pairs.len())?,
            seats: room(nodes, 1)?,
            pairs: room(listed.pairs.len(), 1)?,
            ranks: vec![Vec::new(); goal.ranks.len()],
            settled: Vec::new(),
            is_complete: listed.is_complete,
            limit,
        };
        flow.start(listed)?;
        Ok(flow)
    }

    fn list(&mut self, pair: ListedPair, is_used: bool) -> Result<u32, Error> {
        let (from, to) = self.network.leaves(pair.row as usize, pair.column as usize);
        push(&mut self.pairs, pair)?;
        for (ranks, source) in self.ranks.iter_mut().zip(self.goal.ranks) {
            let (mut rank, column) = ([0], pair.column as usize);
            source.block(pair.row as usize, column..column + 1, &mut rank);
            push(ranks, rank[0])?;
        }
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
                self.simplex.set_cost(arc, self.counted(step, self.pairs.len() - 1));
            }
        }
        self.value(step)
    }

    /// Settles the objective that was made small last: from now on it stays as it is.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`].
    pub(crate) fn settle(&mut self, step: Step) -> Result<(), Error> {
        let potentials = copied(self.simplex.potentials())?;
        push(&mut self.settled, Settled { step, potentials })?;
        self.simplex.fix();
        Ok(())
    }

    /// Gives the arcs whose flow may change, basic ones among them, what they cost.
    fn set_costs(&mut self, step: Step) {
        let Self { goal, network, simplex, seats, pairs, ranks, .. } = self;
        let seat_cost = |&SeatArc { node, first }: &SeatArc| {
            let constraint = network.constraint(node as usize);
            let total = |pairs| goal.seats.total(step.seats, constraint, pairs);
            (total(first + 1) - total(first)) as Cost
        };
        simplex.set_costs(|arc| match seats.get(arc as usize) {
            Some(_) if step.seats == SeatCost::Nothing => 0,
            Some(seats) => seat_cost(seats),
            None => {
                let place = arc as usize - seats.len();
                step.pairs.of(pairs[place].cost, |of| ranks[of][place])
            }
        });
    }

    /// What a listed pair counts.
    fn counted(&self, step: Step, place: usize) -> Cost {
        step.pairs.of(self.pairs[place].cost, |of| self.ranks[of][place])
    }

    /// Places of the plan's pairs in the list.
    fn used_places(&self) -> impl Iterator<Item = usize> {
        let first = self.seats.len();
        (0..self.pairs.len()).filter(move |place| self.simplex.is_used((first + place) as u32))
    }

    fn used(&self) -> impl Iterator<Item = &ListedPair> {
        self.used_places().map(|place| &self.pairs[place])
    }

    /// The pairs of the plan, sorted.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`].
    pub(crate) fn plan(&self) -> Result<Vec<Pair>, Error> {
        let pair = |&ListedPair { row, column, .. }: &ListedPair| Pair { row, column };
        let mut pairs = room(self.used().count(), 1)?;
        pairs.extend(self.used().map(pair));
        pairs.sort_unstable();
        Ok(pairs)
    }

    /// The costs of the plan's pairs, in any order.
    pub(crate) fn used_costs(&self) -> impl Iterator<Item = Cost> {
        self.used().map(|pair| pair.cost)
    }

    fn loads(&self) -> Result<Vec<u32>, Error> {
        let mut loads = filled(0, self.network.nodes())?;
        for pair in self.used() {
            for node in self.network.nodes_of(pair.row as usize, pair.column as usize) {
                loads[node] += 1;
            }
        }
        Ok(loads)
    }

    fn value(&self, step: Step) -> Result<i128, Error> {
        let of_pair = |place| i128::from(self.counted(step, place));
        let pairs: i128 = self.used_places().map(of_pair).sum();
        if step.seats == SeatCost::Nothing {
            return Ok(pairs);
        }
        let (loads, seats) = (self.loads()?, self.goal.seats);
        let of_node = |node| seats.total(step.seats, self.network.constraint(node), loads[node]);
        Ok(pairs + self.network.top_down().map(of_node).sum::<i128>())
    }

    /// What one more pair of each constraint counts in the objective that was made small last, in the order
    /// of the constraints; empty where that is nothing for all.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`].
    pub(crate) fn prices(&self) -> Result<Vec<Cost>, Error> {
        let (problem, demands) = (self.goal.seats.problem, self.goal.seats.demands);
        let places = Places::new(problem, demands);
        let potentials = self.simplex.potentials();
        let mut prices = filled(0, places.count())?;
        let mut is_empty = true;
        for node in self.network.top_down() {
            let rise = potentials[node] - potentials[self.network.parent(node)];
            let price = if self.network.is_of_rows(node) { rise } else { -rise };
            prices[places.of(self.network.constraint(node))] = price;
            is_empty &= price == 0;
        }
        Ok(if is_empty { Vec::new() } else { prices })
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

/// The largest cost of which all sums stay within bounds.
fn limit(network: &Network, problem: &Problem<'_>) -> Cost {
    problem.limit().min(SUM_LIMIT / (network.nodes() as Cost + 1))
}

/// Pairs that the minimums ask for together.
pub(crate) fn all_required(problem: &Problem<'_>, demands: &Demands) -> i128 {
    let least = |constraint| i128::from(demands.bounds(problem, constraint).0);
    demands.constraints(problem).map(least).sum()
}
