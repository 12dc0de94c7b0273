//! The network simplex method (Dantzig 1951; Ahuja, Magnanti and Orlin 1993, chapter 11).
//!
//! Flow circulates on arcs from 0 up to a capacity. A spanning tree of *basic* arcs carries whatever the
//! others, empty or full, leave to it; its potentials make basic arcs cost nothing. An arc that would gain
//! enters: flow is pushed round the cycle that it closes with the tree until an arc of the tree is empty or
//! full, which leaves.
//!
//! Assignment makes most bases degenerate: arcs of the tree are empty or full already, nothing is pushed,
//! and the method could go round in circles. So the flow of each arc of the first tree is moved away from
//! empty and full by a tiny amount (perturbation, Orden 1956). Flows are in [`UNIT`]s, and the tiny amounts are
//! random integers below it. What an arc of a later tree carries beyond whole units is a sum of some of
//! these, with signs, and so is 0 with a chance of 2⁻⁶⁴: as good as no arc of a tree is ever exactly empty or
//! full, every step gains, and no tree comes back. The true flow is the nearest whole number of units, of
//! a tree that is proven best without them.
//!
//! A step takes O(cycle + nodes that move to another place of the tree).

use crate::basics::memory::{filled, push, room};
use crate::basics::{Cost, Error, Monitor};

/// What stands for no node and no arc.
const NONE: u32 = u32::MAX;

/// The node where flow begins and ends.
pub(super) const ROOT: u32 = 0;

/// One unit of flow. 2²² tiny amounts add up to less than half of it, and 2³² units fit into 128 bits.
const UNIT: i128 = 1 << 90;

/// The most nodes for which that holds.
pub(super) const MOST_NODES: usize = 1 << 22;

/// Where the tiny amounts begin: some number, the same in every run.
const SEED: u64 = 0x9e37_79b9_7f4a_7c15;

/// Steps between two looks at the monitor.
const STEPS_AT_ONCE: u64 = 256;

/// Arcs that are compared at least before one enters.
const LEAST_BLOCK: usize = 64;

/// Signs by which a reduced cost below 0 is a gain.
const EMPTY: i8 = 1;
const BASIC: i8 = 0;
const FULL: i8 = -1;

#[derive(Clone, Copy)]
struct Arc {
    cost: Cost,
    tail: u32,
    head: u32,
    capacity: u32,
    state: i8,
}

#[derive(Clone, Copy)]
struct Node {
    /// Flow of the arc to the parent.
    flow: i128,
    parent: u32,
    /// The arc between this node and its parent.
    arc: u32,
    depth: u32,
    first_child: u32,
    next: u32,
    previous: u32,
}

/// An arc of the tree to start from, and its flow.
pub(super) struct Start {
    pub(super) arc: u32,
    pub(super) tail: u32,
    pub(super) head: u32,
    pub(super) units: u32,
    pub(super) capacity: u32,
}

pub(super) struct Simplex {
    arcs: Vec<Arc>,
    nodes: Vec<Node>,
    potentials: Vec<Cost>,
    /// Arcs whose flow may change.
    open: Vec<u32>,
    /// Where the search for an arc that gains goes on.
    place: usize,
    noise: u64,
    pub(super) steps: u64,
}

impl Simplex {
    /// With so many nodes, and room for some arcs.
    pub(super) fn new(nodes: usize, arcs: usize) -> Result<Self, Error> {
        let node = Node {
            flow: 0,
            parent: NONE,
            arc: NONE,
            depth: 0,
            first_child: NONE,
            next: NONE,
            previous: NONE,
        };
        Ok(Self {
            arcs: room(arcs, 1)?,
            nodes: filled(node, nodes)?,
            potentials: filled(0, nodes)?,
            open: room(arcs, 1)?,
            place: 0,
            noise: SEED,
            steps: 0,
        })
    }

    /// Adds an arc that is empty, or full.
    pub(super) fn add(
        &mut self,
        tail: u32,
        head: u32,
        capacity: u32,
        is_full: bool,
    ) -> Result<u32, Error> {
        let index = self.arcs.len() as u32;
        let state = if is_full { FULL } else { EMPTY };
        push(&mut self.arcs, Arc { cost: 0, tail, head, capacity, state })?;
        push(&mut self.open, index)?;
        Ok(index)
    }

    /// Hangs a node into the tree, by an arc to a node that hangs there already.
    pub(super) fn hang(&mut self, node: u32, parent: u32, start: &Start) {
        self.arcs[start.arc as usize].state = BASIC;
        let tiny = i128::from(self.tiny());
        let tiny = if start.units == start.capacity { -tiny } else { tiny };
        self.nodes[node as usize].flow = UNIT * i128::from(start.units) + tiny;
        self.attach(node, parent, start.arc);
        self.nodes[node as usize].depth = self.nodes[parent as usize].depth + 1;
    }

    /// A number that looks random (xorshift, Marsaglia 2003), and is never 0.
    fn tiny(&mut self) -> u64 {
        self.noise ^= self.noise << 13;
        self.noise ^= self.noise >> 7;
        self.noise ^= self.noise << 17;
        self.noise
    }

    pub(super) fn potentials(&self) -> &[Cost] {
        &self.potentials
    }

    /// Whether an arc carries flow; of an arc with one unit, whether it carries that.
    pub(super) fn is_used(&self, arc: u32) -> bool {
        let Arc { tail, head, state, .. } = self.arcs[arc as usize];
        match state {
            BASIC => {
                let child = if self.nodes[tail as usize].arc == arc { tail } else { head };
                self.nodes[child as usize].flow > UNIT / 2
            }
            _ => state == FULL,
        }
    }

    pub(super) fn set_cost(&mut self, arc: u32, cost: Cost) {
        self.arcs[arc as usize].cost = cost;
    }

    /// Arcs that are neither fixed nor basic, and that cost something beyond the potentials, keep their flow
    /// from now on: whatever costs as little as this flow has the same there.
    pub(super) fn fix(&mut self) {
        let mut open = std::mem::take(&mut self.open);
        open.retain(|&arc| self.reduced(self.arcs[arc as usize]) == 0);
        self.open = open;
        self.place = 0;
    }

    /// Gives all arcs whose flow may change a cost, and nodes the potentials by which arcs of the tree cost
    /// nothing. O(arcs).
    pub(super) fn set_costs(&mut self, cost: impl Fn(u32) -> Cost) {
        for &arc in &self.open {
            self.arcs[arc as usize].cost = cost(arc);
        }
        let mut node = ROOT;
        loop {
            node = self.after(node, ROOT);
            if node == ROOT {
                return;
            }
            let Node { parent, arc, .. } = self.nodes[node as usize];
            let Arc { cost, tail, .. } = self.arcs[arc as usize];
            let cost = if tail == node { -cost } else { cost };
            self.potentials[node as usize] = self.potentials[parent as usize] + cost;
        }
    }

    /// Makes the flow one of least cost.
    pub(super) fn run(&mut self, monitor: &Monitor) -> Result<(), Error> {
        while let Some(arc) = self.entering() {
            self.step(arc);
            self.steps += 1;
            if self.steps.is_multiple_of(STEPS_AT_ONCE) {
                monitor.check()?;
            }
        }
        monitor.check()
    }

    fn reduced(&self, arc: Arc) -> Cost {
        arc.cost + self.potentials[arc.tail as usize] - self.potentials[arc.head as usize]
    }

    /// The arc of the next block that gains most, where one of it gains anything.
    ///
    /// Blocks of about the square root of all arcs are the best compromise between short searches and few
    /// steps (Király and Kovács 2012).
    fn entering(&mut self) -> Option<u32> {
        let count = self.open.len();
        let block = count.isqrt().max(LEAST_BLOCK);
        let mut left = count;
        while left > 0 {
            let end = count.min(self.place + block.min(left));
            let (mut lowest, mut found) = (0, None);
            for &index in &self.open[self.place..end] {
                let arc = self.arcs[index as usize];
                let gain = Cost::from(arc.state) * self.reduced(arc);
                if gain < lowest {
                    (lowest, found) = (gain, Some(index));
                }
            }
            left -= end - self.place;
            self.place = if end == count { 0 } else { end };
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// Pushes flow through an arc and round the cycle that it closes.
    fn step(&mut self, entering: u32) {
        let arc = self.arcs[entering as usize];
        let (from, to) =
            if arc.state == EMPTY { (arc.tail, arc.head) } else { (arc.head, arc.tail) };
        let join = self.join(from, to);
        let whole = UNIT * i128::from(arc.capacity);
        // The arc that leaves is that between the node and its parent.
        let (mut pushed, mut leaving) = (whole, None);
        for (end, other, is_up) in [(to, from, true), (from, to, false)] {
            let mut node = end;
            while node != join {
                let room = self.room(node, is_up);
                if room < pushed {
                    (pushed, leaving) = (room, Some((node, end, other)));
                }
                node = self.nodes[node as usize].parent;
            }
        }
        self.push(to, join, pushed, true);
        self.push(from, join, pushed, false);
        let Some((node, end, other)) = leaving else {
            self.arcs[entering as usize].state = -arc.state;
            return;
        };
        let old = self.nodes[node as usize];
        self.arcs[old.arc as usize].state = if old.flow == 0 { EMPTY } else { FULL };
        self.arcs[entering as usize].state = BASIC;
        let flow = if arc.state == EMPTY { pushed } else { whole - pushed };
        self.turn(node, end, other, entering, flow);
        let reduced = self.reduced(arc);
        self.shift(end, if end == arc.head { reduced } else { -reduced });
    }

    /// The node where the paths of two nodes to the root meet.
    fn join(&self, mut one: u32, mut other: u32) -> u32 {
        while one != other {
            if self.nodes[one as usize].depth < self.nodes[other as usize].depth {
                (one, other) = (other, one);
            }
            one = self.nodes[one as usize].parent;
        }
        one
    }

    /// Whether the arc between a node and its parent leads up.
    fn leads_up(&self, node: u32) -> bool {
        self.arcs[self.nodes[node as usize].arc as usize].tail == node
    }

    /// How much can be pushed between a node and its parent.
    fn room(&self, node: u32, is_up: bool) -> i128 {
        let Node { arc, flow, .. } = self.nodes[node as usize];
        let arc = self.arcs[arc as usize];
        if (arc.tail == node) == is_up { UNIT * i128::from(arc.capacity) - flow } else { flow }
    }

    fn push(&mut self, mut node: u32, join: u32, pushed: i128, is_up: bool) {
        while node != join {
            let gains = self.leads_up(node) == is_up;
            let place = &mut self.nodes[node as usize];
            place.flow += if gains { pushed } else { -pushed };
            node = place.parent;
        }
    }

    /// Cuts off what hangs at `node`, and hangs it by its node `end` at `parent`: the arcs on the path
    /// from there to `node` point the other way then.
    fn turn(&mut self, node: u32, end: u32, parent: u32, arc: u32, flow: i128) {
        let (mut at, mut parent, mut arc, mut flow) = (end, parent, arc, flow);
        loop {
            let old = self.nodes[at as usize];
            self.detach(at);
            self.attach(at, parent, arc);
            self.nodes[at as usize].flow = flow;
            if at == node {
                return;
            }
            (parent, arc, flow, at) = (at, old.arc, old.flow, old.parent);
        }
    }

    fn detach(&mut self, node: u32) {
        let Node { parent, next, previous, .. } = self.nodes[node as usize];
        match previous {
            NONE => self.nodes[parent as usize].first_child = next,
            previous => self.nodes[previous as usize].next = next,
        }
        if next != NONE {
            self.nodes[next as usize].previous = previous;
        }
    }

    fn attach(&mut self, node: u32, parent: u32, arc: u32) {
        let next = std::mem::replace(&mut self.nodes[parent as usize].first_child, node);
        if next != NONE {
            self.nodes[next as usize].previous = node;
        }
        let place = &mut self.nodes[node as usize];
        (place.parent, place.arc, place.next, place.previous) = (parent, arc, next, NONE);
    }

    /// Adds to the potentials of what hangs at a node, and renews depths.
    fn shift(&mut self, top: u32, by: Cost) {
        let mut node = top;
        loop {
            let parent = self.nodes[node as usize].parent;
            self.nodes[node as usize].depth = self.nodes[parent as usize].depth + 1;
            self.potentials[node as usize] += by;
            node = self.after(node, top);
            if node == top {
                return;
            }
        }
    }

    /// The node that comes after a node on the way through all that hangs at `top`, or `top` after the last.
    fn after(&self, mut node: u32, top: u32) -> u32 {
        let first = self.nodes[node as usize].first_child;
        if first != NONE {
            return first;
        }
        while node != top {
            let Node { next, parent, .. } = self.nodes[node as usize];
            if next != NONE {
                return next;
            }
            node = parent;
        }
        top
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Simplex;
    use crate::basics::Error;

    /// Equal ones, or none, would let steps go round in a circle.
    #[test]
    fn tiny_numbers_differ_and_none_is_0() -> Result<(), Error> {
        let mut simplex = Simplex::new(0, 0)?;
        let numbers: BTreeSet<u64> = (0..1_000).map(|_| simplex.tiny()).collect();
        assert_eq!((numbers.len(), numbers.contains(&0)), (1_000, false));
        Ok(())
    }
}
