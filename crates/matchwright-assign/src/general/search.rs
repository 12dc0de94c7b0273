//! One search: a tree of tight pairs from somebody who is left over, until somebody can take the place.
//!
//! Nodes at an even distance from the root are *outer*: by turning the pairs on the path, each person in them could
//! be the one left over. Their prices rise with the time of the search, and those of the *inner* nodes between them
//! fall, so that the tree stays tight. As time goes on,
//!
//! - a pair with a node outside the tree becomes tight: that node becomes inner and whoever it is matched with
//!   outer, or, where it is free, the path from the root to it is turned, and the search is over;
//! - a pair between outer nodes becomes tight: with the paths to the root it makes an odd cycle, and that a set;
//! - the price of a set that is inner has risen to 0: it is opened;
//! - the price of somebody outer has risen to 0: that person may as well be alone, and the search is over.
//!
//! Prices outside the tree stay what they are, and so the search touches nothing else: Edmonds' algorithm with one
//! tree and the times of events in a heap, O(pairs · log people) for each search without opened sets. Sums stay
//! within a small multiple of the largest cost here, since a matched pair is tight and no price is above 0.

use crate::basics::memory::filled;
use crate::basics::{Cost, Error, Monitor};
use crate::general::events::{Event, Events};
use crate::general::listed::Listed;
use crate::general::nodes::{NONE, Nodes};

/// The part that an outermost node plays in the search.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    /// Not reached.
    Outside,
    Outer,
    Inner,
}

/// Room for searches one after another.
pub(super) struct Search {
    pub(super) label: Vec<Label>,
    /// When each node got its label; its prices are those of that time.
    since: Vec<Cost>,
    /// Of inner nodes: the pair by which they were reached, from the outer person to the inner one.
    pub(super) entry: Vec<(u32, u32)>,
    /// How far prices have been shifted.
    pub(super) now: Cost,
    pub(super) events: Events,
    /// Every node that got a label.
    labelled: Vec<u32>,
    /// The last walk to the root that passed each node.
    pub(super) passed: Vec<u32>,
    pub(super) walks: u32,
}

impl Search {
    pub(super) fn new(nodes: &Nodes) -> Result<Self, Error> {
        let count = nodes.count();
        Ok(Self {
            label: filled(Label::Outside, count)?,
            since: filled(0, count)?,
            entry: filled((NONE, NONE), count)?,
            now: 0,
            events: Events::default(),
            labelled: Vec::new(),
            passed: filled(0, count)?,
            walks: 0,
        })
    }

    /// Finds a place for a person who is free, or leaves somebody alone whose price is 0.
    ///
    /// # Errors
    /// [`Error::Cancelled`] and [`Error::OutOfMemory`]; nothing can be done with the nodes afterwards.
    pub(super) fn run(
        &mut self,
        nodes: &mut Nodes,
        listed: &Listed,
        person: u32,
        monitor: &Monitor,
    ) -> Result<(), Error> {
        self.events.clear();
        self.now = 0;
        let root = nodes.top(person);
        self.set_label(root, Label::Outer);
        self.scan_node(nodes, listed, root)?;
        while let Some(event) = self.events.pop() {
            monitor.check()?;
            self.now = event.time;
            if event.to == NONE {
                self.set_is_free(nodes, listed, event.from)?;
            } else {
                self.pair_is_tight(nodes, listed, event)?;
            }
        }
        if let Some(Event { time, from, to, .. }) = self.events.end() {
            self.now = time;
            self.turn_path(nodes, from, to);
        }
        self.settle_all(nodes);
        Ok(())
    }

    pub(super) fn set_label(&mut self, node: u32, label: Label) {
        self.label[node as usize] = label;
        self.since[node as usize] = self.now;
        self.labelled.push(node);
    }

    /// How far the prices of people in an outermost node have been shifted.
    fn shift(&self, node: u32) -> Cost {
        match self.label[node as usize] {
            Label::Outside => 0,
            Label::Outer => self.now - self.since[node as usize],
            Label::Inner => self.since[node as usize] - self.now,
        }
    }

    pub(super) fn price(&self, nodes: &Nodes, person: u32) -> Cost {
        nodes.price[person as usize] + self.shift(nodes.top(person))
    }

    /// What a pair costs beyond its prices, where no set holds both.
    fn slack(&self, nodes: &Nodes, one: u32, other: u32, cost: Cost) -> Cost {
        cost - self.price(nodes, one) - self.price(nodes, other)
    }

    /// Writes the prices of a node as they are now, and takes its label.
    pub(super) fn settle(&mut self, nodes: &mut Nodes, node: u32) {
        let shift = self.shift(node);
        self.label[node as usize] = Label::Outside;
        if shift == 0 {
            return;
        }
        let mut members = Vec::new();
        nodes.members(node, &mut members);
        for person in members {
            nodes.price[person as usize] += shift;
        }
        if nodes.is_set(node) {
            nodes.price[node as usize] -= 2 * shift;
        }
    }

    /// The price of an outermost set as it is now.
    pub(super) fn set_price(&self, nodes: &Nodes, set: u32) -> Cost {
        nodes.price[set as usize] - 2 * self.shift(set)
    }

    fn scan_node(&mut self, nodes: &Nodes, listed: &Listed, node: u32) -> Result<(), Error> {
        let mut members = Vec::new();
        nodes.members(node, &mut members);
        self.scan(nodes, listed, &members)
    }

    /// Notes what comes of people who have become outer.
    pub(super) fn scan(
        &mut self,
        nodes: &Nodes,
        listed: &Listed,
        people: &[u32],
    ) -> Result<(), Error> {
        for &from in people {
            let (own, price) = (nodes.top(from), self.price(nodes, from));
            self.events.push_end(Event { time: self.now - price, from, to: NONE, cost: 0 });
            for &(to, cost) in listed.of(from) {
                let node = nodes.top(to);
                let slack = cost - price - nodes.price[to as usize] - self.shift(node);
                let at = |slack| Event { time: self.now + slack, from, to, cost };
                match self.label[node as usize] {
                    Label::Inner => (),
                    Label::Outer if node == own => (),
                    Label::Outer => self.events.push(at(slack / 2))?,
                    Label::Outside if nodes.outer_mate(node) == NONE => {
                        self.events.push_end(at(slack));
                    }
                    Label::Outside => self.events.push(at(slack))?,
                }
            }
        }
        Ok(())
    }

    /// Notes when people who have left the tree are reached again.
    pub(super) fn scan_outside(
        &mut self,
        nodes: &Nodes,
        listed: &Listed,
        people: &[u32],
    ) -> Result<(), Error> {
        for &to in people {
            for &(from, cost) in listed.of(to) {
                if self.label[nodes.top(from) as usize] == Label::Outer {
                    let time = self.now + self.slack(nodes, from, to, cost);
                    self.events.push(Event { time, from, to, cost })?;
                }
            }
        }
        Ok(())
    }

    /// The pair of somebody outer may have become tight. Where it has not, or is inside a node by now, what was
    /// noted has been overtaken, and was noted again then.
    fn pair_is_tight(
        &mut self,
        nodes: &mut Nodes,
        listed: &Listed,
        event: Event,
    ) -> Result<(), Error> {
        let Event { from, to, cost, .. } = event;
        let node = nodes.top(to);
        if node == nodes.top(from) || self.slack(nodes, from, to, cost) != 0 {
            return Ok(());
        }
        match self.label[node as usize] {
            Label::Inner => Ok(()),
            Label::Outer => self.shrink(nodes, listed, from, to),
            Label::Outside => self.grow(nodes, listed, from, to),
        }
    }

    fn grow(&mut self, nodes: &Nodes, listed: &Listed, from: u32, to: u32) -> Result<(), Error> {
        let node = nodes.top(to);
        self.enter(nodes, node, (from, to))?;
        let next = nodes.top(nodes.outer_mate(node));
        self.set_label(next, Label::Outer);
        self.scan_node(nodes, listed, next)
    }

    /// Makes a node inner.
    pub(super) fn enter(
        &mut self,
        nodes: &Nodes,
        node: u32,
        entry: (u32, u32),
    ) -> Result<(), Error> {
        self.set_label(node, Label::Inner);
        self.entry[node as usize] = entry;
        if nodes.is_set(node) {
            let time = self.now - nodes.price[node as usize] / 2;
            self.events.push(Event { time, from: node, to: NONE, cost: 0 })?;
        }
        Ok(())
    }

    /// Turns the pairs on the path from the root to a person, who is then with `partner`, or alone.
    fn turn_path(&self, nodes: &mut Nodes, mut person: u32, mut partner: u32) {
        if partner != NONE {
            nodes.turn(nodes.top(partner), partner);
            nodes.mate[partner as usize] = person;
        }
        loop {
            let outer = nodes.top(person);
            let before = nodes.outer_mate(outer);
            nodes.turn(outer, person);
            nodes.mate[person as usize] = partner;
            if before == NONE {
                return;
            }
            let inner = nodes.top(before);
            let (from, to) = self.entry[inner as usize];
            nodes.turn(inner, to);
            nodes.mate[to as usize] = from;
            (person, partner) = (from, to);
        }
    }

    /// Writes all prices, and opens the sets whose price is 0: they have nothing to say.
    fn settle_all(&mut self, nodes: &mut Nodes) {
        for node in std::mem::take(&mut self.labelled) {
            if self.label[node as usize] == Label::Outside || !nodes.is_top(node) {
                continue;
            }
            self.settle(nodes, node);
            let mut open = vec![node];
            while let Some(node) = open.pop() {
                if nodes.is_set(node) && nodes.price[node as usize] == 0 {
                    open.extend(nodes.open(node).iter().map(|link| link.node));
                }
            }
        }
    }
}
