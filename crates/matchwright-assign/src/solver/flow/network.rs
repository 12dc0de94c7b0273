//! A problem with demands as a network: two trees, between whose leaves pairs run.
//!
//! The root stands for the programme, on both ends. From it flow goes down through groups of rows to rows,
//! and where quotas count the pairs of each row with a group of columns, on to these; over a pair to the
//! same of columns; and up through groups of columns back to the root. The arc between a node and the one
//! above it carries the node's pairs, and has as many as its seat costs have slopes.

use std::ops::Range;

use crate::basics::Error;
use crate::basics::memory::filled;
use crate::problem::{Constraint, Demands, Nesting, Per, Problem, Side};

use super::simplex::{ROOT, Tiny};

/// The nodes of one side.
pub(super) struct Half {
    side: Side,
    /// Quotas that count all pairs of a group.
    groups: Nesting,
    /// Quotas that count the pairs of each person with a group of the other side.
    partners: Nesting,
    people: usize,
    /// The first node: groups come first, then people, then all people's first group of partners, …
    first: usize,
}

impl Half {
    fn new(
        problem: &Problem<'_>,
        demands: &Demands,
        side: Side,
        first: usize,
    ) -> Result<Self, Error> {
        let other = if side == Side::Row { Side::Column } else { Side::Row };
        let (people, partners) = (problem.count(side), problem.count(other));
        let groups = Nesting::new(demands, side, Per::Programme, people)?;
        let partners = Nesting::new(demands, other, Per::Partner, partners)?;
        Ok(Self { side, groups, partners, people, first })
    }

    fn nodes(&self) -> Range<usize> {
        let counts = self.people.saturating_mul(1 + self.partners.quotas.len());
        self.first..self.first.saturating_add(self.groups.quotas.len()).saturating_add(counts)
    }

    fn first_person(&self) -> usize {
        self.first + self.groups.quotas.len()
    }

    /// The leaves of all people against somebody of the other side, as a range of nodes.
    pub(super) fn leaves(&self, partner: usize) -> Range<usize> {
        let layer = self.partners.innermost[partner].map_or(0, |place| place as usize + 1);
        let first = self.first_person() + layer * self.people;
        first..first + self.people
    }

    pub(super) fn leaf(&self, person: usize, partner: usize) -> usize {
        self.leaves(partner).start + person
    }

    /// The leaf of a person that no quota counts with partners.
    pub(super) fn first_leaf(&self, person: usize) -> usize {
        self.first_person() + person
    }

    /// Whether a person has the same leaf for everybody.
    pub(super) fn has_one_leaf(&self) -> bool {
        self.partners.quotas.is_empty()
    }

    /// Whose node it is; `None` for groups.
    pub(super) fn person(&self, node: usize) -> Option<usize> {
        Some(node.checked_sub(self.first_person())? % self.people)
    }

    pub(super) fn constraint(&self, node: usize) -> Constraint {
        let place = node - self.first;
        let Some(place) = place.checked_sub(self.groups.quotas.len()) else {
            return Constraint::Quota { quota: self.groups.quotas[place], partner: None };
        };
        let (layer, person) = (place / self.people, (place % self.people) as u32);
        match (layer.checked_sub(1), self.side) {
            (Some(layer), _) => {
                let quota = self.partners.quotas[layer];
                Constraint::Quota { quota, partner: Some(person) }
            }
            (None, Side::Row) => Constraint::Row(person),
            (None, Side::Column) => Constraint::Column(person),
        }
    }

    /// The node above.
    fn parent(&self, node: usize) -> usize {
        let place = node - self.first;
        let group =
            |place: Option<u32>| place.map_or(ROOT as usize, |place| self.first + place as usize);
        let Some(place) = place.checked_sub(self.groups.quotas.len()) else {
            return group(self.groups.parents[place]);
        };
        let (layer, person) = (place / self.people, place % self.people);
        let Some(layer) = layer.checked_sub(1) else { return group(self.groups.innermost[person]) };
        let above = self.partners.parents[layer].map_or(0, |place| place as usize + 1);
        self.first_person() + above * self.people + person
    }
}

/// All nodes, and what is above each.
pub(super) struct Network {
    pub(super) rows: Half,
    pub(super) columns: Half,
    parents: Vec<u32>,
    /// Nodes that no pair may pass, because they or what is above them have no seat.
    closed: Vec<bool>,
    /// The most pairs of each node.
    most: Vec<u32>,
}

impl Network {
    /// O(nodes).
    ///
    /// # Errors
    /// [`Error::TooLarge`] beyond the nodes that the method can hold, and [`Error::OutOfMemory`].
    pub(super) fn new(problem: &Problem<'_>, demands: &Demands) -> Result<Self, Error> {
        let rows = Half::new(problem, demands, Side::Row, 1)?;
        let columns = Half::new(problem, demands, Side::Column, rows.nodes().end)?;
        let nodes = columns.nodes().end;
        if nodes > Tiny::MOST_NODES {
            return Err(Error::TooLarge { rows: problem.rows(), columns: problem.columns() });
        }
        let mut network = Self {
            parents: filled(ROOT, nodes)?,
            closed: filled(false, nodes)?,
            most: filled(u32::MAX, nodes)?,
            rows,
            columns,
        };
        for node in network.top_down() {
            let half = network.half(node);
            let (parent, constraint) = (half.parent(node), half.constraint(node));
            // Nobody meets anybody twice.
            let most = match constraint {
                Constraint::Row(_) => problem.columns() as u32,
                Constraint::Column(_) => problem.rows() as u32,
                Constraint::Quota { .. } => u32::MAX,
            };
            network.most[node] = demands.bounds(problem, constraint).1.min(most);
            network.parents[node] = parent as u32;
            network.closed[node] = network.closed[parent] || network.most[node] == 0;
        }
        Ok(network)
    }

    pub(super) fn nodes(&self) -> usize {
        self.parents.len()
    }

    /// All nodes but the root, what is above before what is below.
    pub(super) fn top_down(&self) -> Range<usize> {
        1..self.nodes()
    }

    pub(super) fn half(&self, node: usize) -> &Half {
        if self.is_of_rows(node) { &self.rows } else { &self.columns }
    }

    pub(super) fn is_of_rows(&self, node: usize) -> bool {
        node < self.columns.first
    }

    pub(super) fn constraint(&self, node: usize) -> Constraint {
        self.half(node).constraint(node)
    }

    pub(super) fn parent(&self, node: usize) -> usize {
        self.parents[node] as usize
    }

    pub(super) fn most(&self, node: usize) -> u32 {
        self.most[node]
    }

    /// The two leaves of a pair.
    pub(super) fn leaves(&self, row: usize, column: usize) -> (usize, usize) {
        (self.rows.leaf(row, column), self.columns.leaf(column, row))
    }

    /// Whether a pair may be used at all.
    pub(super) fn is_open(&self, row: usize, column: usize) -> bool {
        let (from, to) = self.leaves(row, column);
        !self.closed[from] && !self.closed[to]
    }

    /// The nodes that count a pair.
    pub(super) fn nodes_of(&self, row: usize, column: usize) -> impl Iterator<Item = usize> + '_ {
        let (from, to) = self.leaves(row, column);
        let upwards = |leaf| {
            std::iter::successors(Some(leaf), |&node| Some(self.parent(node)))
                .take_while(|&node| node != ROOT as usize)
        };
        upwards(from).chain(upwards(to))
    }
}
