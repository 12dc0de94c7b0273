//! People and the odd sets that they are in: a forest whose roots are the nodes of a search.
//!
//! A set is a cycle of nodes, each a person or a set, along tight pairs; every second pair of it is used, so that
//! one node is left over, the first. Through it the set is matched to the outside, like one person. It can be
//! turned so that any person of the set is the one left over (Edmonds 1965).

use crate::basics::memory::{collected, copied, filled};
use crate::basics::{Cost, Error};

/// Nobody, or no node.
pub(super) const NONE: u32 = u32::MAX;

/// A node on the cycle of a set, and the pair that leads to the next one: from a person inside to one inside
/// the next.
#[derive(Clone, Copy, Debug)]
pub(super) struct Link {
    pub(super) node: u32,
    pub(super) from: u32,
    pub(super) to: u32,
}

/// Nodes below the number of people are people, the others are sets.
pub(super) struct Nodes {
    people: usize,
    /// The set around each node.
    parent: Vec<u32>,
    /// The outermost node of each person.
    top: Vec<u32>,
    /// The person of each node who is not paired within it.
    base: Vec<u32>,
    /// 0 or below, in halves of a unit.
    pub(super) price: Vec<Cost>,
    /// Of sets: the first node holds the base, and pairs lead from the second to the third and so on.
    cycle: Vec<Vec<Link>>,
    /// Sets that are not in use.
    spare: Vec<u32>,
    /// Whom each person meets.
    pub(super) mate: Vec<u32>,
}

impl Nodes {
    /// People without sets.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`], also where 32-bit positions cannot name all nodes.
    pub(super) fn new(price: &[Cost], mate: Vec<u32>) -> Result<Self, Error> {
        let people = mate.len();
        // A set that is not inside another one has three people more than any number of sets inside it.
        let sets = people / 2 + 1;
        let nodes = people + sets;
        if nodes >= NONE as usize {
            return Err(Error::OutOfMemory { bytes: 64 * nodes as u128 });
        }
        let mut base: Vec<u32> = filled(NONE, nodes)?;
        for (base, person) in base.iter_mut().zip(0..people as u32) {
            *base = person;
        }
        let top = copied(&base[..people])?;
        let mut prices = filled(0, nodes)?;
        prices[..people].copy_from_slice(price);
        Ok(Self {
            people,
            parent: filled(NONE, nodes)?,
            top,
            base,
            price: prices,
            cycle: filled(Vec::new(), sets)?,
            spare: collected((people as u32..nodes as u32).rev())?,
            mate,
        })
    }

    pub(super) fn people(&self) -> usize {
        self.people
    }

    pub(super) fn count(&self) -> usize {
        self.parent.len()
    }

    pub(super) fn is_set(&self, node: u32) -> bool {
        node as usize >= self.people
    }

    /// The outermost node that holds a person.
    pub(super) fn top(&self, person: u32) -> u32 {
        self.top[person as usize]
    }

    pub(super) fn is_top(&self, node: u32) -> bool {
        self.parent[node as usize] == NONE && self.base[node as usize] != NONE
    }

    /// The person of a node who is paired outside it, or not at all.
    pub(super) fn base(&self, node: u32) -> u32 {
        self.base[node as usize]
    }

    /// Whom the base of a node meets.
    pub(super) fn outer_mate(&self, node: u32) -> u32 {
        self.mate[self.base(node) as usize]
    }

    pub(super) fn parent(&self, node: u32) -> u32 {
        self.parent[node as usize]
    }

    /// The cycle of a set; empty for a person.
    pub(super) fn cycle(&self, node: u32) -> &[Link] {
        (node as usize).checked_sub(self.people).map_or(&[], |set| &self.cycle[set])
    }

    /// Everybody inside a node, added to a list.
    pub(super) fn members(&self, node: u32, members: &mut Vec<u32>) {
        if !self.is_set(node) {
            return members.push(node);
        }
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            if self.is_set(node) {
                open.extend(self.cycle(node).iter().map(|link| link.node));
            } else {
                members.push(node);
            }
        }
    }

    /// The sets and the person themselves that a person is inside of, from the inside out.
    pub(super) fn around(&self, person: u32) -> impl Iterator<Item = u32> {
        let known = |node: u32| (node != NONE).then_some(node);
        std::iter::successors(Some(person), move |&node| known(self.parent(node)))
    }

    /// The place on the cycle of a set of the node that holds a person.
    pub(super) fn place(&self, set: u32, person: u32) -> usize {
        let inside = self.around(person).find(|&node| self.parent(node) == set);
        let place = |link: &Link| Some(link.node) == inside;
        self.cycle(set).iter().position(place).unwrap_or_default()
    }

    /// Makes a set of outermost nodes, of which the first keeps its base; its price is 0.
    pub(super) fn shrink(&mut self, cycle: Vec<Link>) -> Option<u32> {
        let set = self.spare.pop()?;
        let first = cycle.first()?.node;
        for link in &cycle {
            self.parent[link.node as usize] = set;
        }
        self.base[set as usize] = self.base(first);
        self.price[set as usize] = 0;
        self.cycle[set as usize - self.people] = cycle;
        self.set_top(set);
        Some(set)
    }

    /// Takes an outermost set apart; the cycle that it was.
    pub(super) fn open(&mut self, set: u32) -> Vec<Link> {
        let Some(slot) = (set as usize).checked_sub(self.people) else { return Vec::new() };
        let cycle = std::mem::take(&mut self.cycle[slot]);
        for link in &cycle {
            self.parent[link.node as usize] = NONE;
            self.set_top(link.node);
        }
        self.base[set as usize] = NONE;
        self.spare.push(set);
        cycle
    }

    fn set_top(&mut self, node: u32) {
        let mut members = Vec::new();
        self.members(node, &mut members);
        for person in members {
            self.top[person as usize] = node;
        }
    }

    /// Turns a node so that a person inside it is its base: everybody else inside is paired within it.
    pub(super) fn turn(&mut self, node: u32, person: u32) {
        let mut open = vec![(node, person)];
        while let Some((node, person)) = open.pop() {
            let mut inner = person;
            while inner != node && self.base(node) != person {
                let set = self.parent(inner);
                self.turn_cycle(set, inner, &mut open);
                self.base[set as usize] = person;
                inner = set;
            }
        }
    }

    /// Puts a node first on the cycle of a set, and uses every second pair after it. Nodes of pairs that were not
    /// used before are still to be turned.
    fn turn_cycle(&mut self, set: u32, first: u32, open: &mut Vec<(u32, u32)>) {
        let cycle = &mut self.cycle[set as usize - self.people];
        let place = cycle.iter().position(|link| link.node == first).unwrap_or_default();
        cycle.rotate_left(place);
        for links in cycle[1..].chunks_exact(2) {
            let Link { node, from, to } = links[0];
            if self.mate[from as usize] != to {
                self.mate[from as usize] = to;
                self.mate[to as usize] = from;
                open.extend([(node, from), (links[1].node, to)]);
            }
        }
    }
}
