//! What both searches share: distances, where they come from, and the queue of what is reached.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::cost::Cost;
use crate::problem::Problem;

/// Distance of what no path has reached. Potentials stay below 2⁵⁹, and the distance to any node is no
/// more than the difference of two potentials and the costs of a path, which are below 2⁵⁵.
pub(super) const UNREACHED: Cost = 1 << 61;

/// What a search comes to next. The order decides between equals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Event {
    Column(u32),
    Row(u32),
    /// The pairs of a row beyond its list.
    Beyond(u32),
}

/// Where a path may end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// A seat of the row stays empty, or an empty one is filled.
    Row(u32),
    /// A seat of the column stays free, or a free one is filled.
    Column(u32),
}

/// Nodes of one side.
#[derive(Default)]
pub(super) struct Side {
    pub(super) distance: Vec<Cost>,
    /// The node of the other side from which it was reached.
    pub(super) from: Vec<u32>,
    reached: Vec<u32>,
}

impl Side {
    fn new(nodes: usize) -> Self {
        Self { distance: vec![UNREACHED; nodes], from: vec![0; nodes], reached: Vec::new() }
    }

    /// Notes a shorter way to a node; whether it is one.
    pub(super) fn reach(&mut self, node: u32, distance: Cost, from: u32) -> bool {
        let known = &mut self.distance[node as usize];
        if distance >= *known {
            return false;
        }
        if *known == UNREACHED {
            self.reached.push(node);
        }
        *known = distance;
        self.from[node as usize] = from;
        true
    }

    /// How far each node was closer than the end, for those that were; the side is as new afterwards.
    pub(super) fn settle(&mut self, end: Cost, mut closer: impl FnMut(usize, Cost)) {
        for node in self.reached.drain(..) {
            let distance = std::mem::replace(&mut self.distance[node as usize], UNREACHED);
            if distance < end {
                closer(node as usize, end - distance);
            }
        }
    }
}

pub(super) struct Search {
    pub(super) rows: Side,
    pub(super) columns: Side,
    pub(super) queue: BinaryHeap<Reverse<(Cost, Event)>>,
    /// The nearest end so far.
    pub(super) end: (Cost, End),
    /// Searches so far.
    pub(super) count: u64,
    /// Rows that they visited, each as often as it was.
    pub(super) visits: u64,
}

impl Search {
    pub(super) fn new(problem: &Problem<'_>) -> Self {
        Self {
            rows: Side::new(problem.rows()),
            columns: Side::new(problem.columns()),
            queue: BinaryHeap::new(),
            end: (UNREACHED, End::Row(0)),
            count: 0,
            visits: 0,
        }
    }

    pub(super) fn begin(&mut self) {
        self.count += 1;
        self.queue.clear();
        self.end = (UNREACHED, End::Row(0));
    }

    pub(super) fn push(&mut self, distance: Cost, event: Event) {
        if distance < self.end.0 {
            self.queue.push(Reverse((distance, event)));
        }
    }

    /// The next event that is nearer than every end.
    pub(super) fn next(&mut self) -> Option<(Cost, Event)> {
        let Reverse((distance, event)) = self.queue.pop()?;
        (distance < self.end.0).then_some((distance, event))
    }

    pub(super) fn end_at(&mut self, distance: Cost, end: End) {
        if distance < self.end.0 {
            self.end = (distance, end);
        }
    }
}
