//! What both searches share: fronts of distances that grow from either end of a path.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::basics::Cost;
use crate::problem::Problem;

/// Distance of a node that no path has reached. Potentials stay below 2⁵⁹ and the costs of a path
/// below 2⁵⁵, and a distance is no more than the difference of two potentials and the costs of a
/// path.
pub(super) const UNREACHED: Cost = 1 << 61;

/// Where a front starts, there is no node before.
pub(super) const NOWHERE: u32 = u32::MAX;

/// What a front comes to next. The order decides between equals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Event {
    Column(u32),
    Row(u32),
    /// The pairs of a row beyond its list.
    Beyond(u32),
}

/// Where a path ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// A seat of the row stays empty, or an empty one is filled.
    Row(u32),
    /// A seat of the column stays free, or a free one is filled.
    Column(u32),
    /// Where the path of one front goes on with that of the other.
    MeetingRow(u32),
    MeetingColumn(u32),
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

    /// Notes a way to a node if it is shorter than the known one; whether it was.
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

    /// For each node that is closer than `end`, by how much; the side is as new afterwards.
    pub(super) fn settle(&mut self, end: Cost, mut closer: impl FnMut(usize, Cost)) {
        for node in self.reached.drain(..) {
            let distance = std::mem::replace(&mut self.distance[node as usize], UNREACHED);
            if distance < end {
                closer(node as usize, end - distance);
            }
        }
    }
}

/// All that has been reached from one end.
pub(super) struct Front {
    pub(super) rows: Side,
    pub(super) columns: Side,
    queue: BinaryHeap<Reverse<(Cost, Event)>>,
    /// Rows with pairs beyond their lists, and how far those are at least.
    beyond: BinaryHeap<Reverse<(Cost, u32)>>,
}

impl Front {
    fn new(problem: &Problem<'_>) -> Self {
        Self {
            rows: Side::new(problem.rows()),
            columns: Side::new(problem.columns()),
            queue: BinaryHeap::new(),
            beyond: BinaryHeap::new(),
        }
    }

    fn clear(&mut self) {
        self.queue.clear();
        self.beyond.clear();
        self.rows.settle(0, |_, _| {});
        self.columns.settle(0, |_, _| {});
    }

    pub(super) fn push(&mut self, distance: Cost, event: Event) {
        match event {
            Event::Beyond(row) => self.beyond.push(Reverse((distance, row))),
            _ => self.queue.push(Reverse((distance, event))),
        }
    }

    /// Queues the pairs beyond the lists of many rows.
    pub(super) fn push_beyond(&mut self, rows: impl Iterator<Item = (Cost, u32)>) {
        self.beyond.extend(rows.map(Reverse));
    }

    /// How many ways lead on from here.
    pub(super) fn breadth(&self) -> usize {
        self.queue.len()
    }

    /// No event is nearer than this.
    pub(super) fn radius(&self) -> Cost {
        let nodes = self.queue.peek().map_or(UNREACHED, |Reverse((distance, _))| *distance);
        nodes.min(self.radius_beyond())
    }

    /// No pair beyond a list is nearer than this.
    pub(super) fn radius_beyond(&self) -> Cost {
        self.beyond.peek().map_or(UNREACHED, |Reverse((distance, _))| *distance)
    }

    /// Takes the nearest event; `None` where a shorter way to its node was found since.
    pub(super) fn next_current(&mut self) -> Option<(Cost, Event)> {
        let (distance, event) = self.next()?;
        let is_current = match event {
            Event::Row(row) => distance == self.rows.distance[row as usize],
            Event::Column(column) => distance == self.columns.distance[column as usize],
            Event::Beyond(_) => true,
        };
        is_current.then_some((distance, event))
    }

    fn next(&mut self) -> Option<(Cost, Event)> {
        if self.radius_beyond() > self.radius() {
            self.queue.pop().map(|Reverse(next)| next)
        } else {
            self.next_beyond()
        }
    }

    /// The nearest pairs beyond a list.
    pub(super) fn next_beyond(&mut self) -> Option<(Cost, Event)> {
        self.beyond.pop().map(|Reverse((distance, row))| (distance, Event::Beyond(row)))
    }
}

pub(super) struct Search {
    /// From a row with an empty seat: rows take columns, and part with them.
    pub(super) forward: Front,
    /// From columns with a free seat, backwards.
    pub(super) backward: Front,
    /// The nearest end of a path so far.
    pub(super) end: (Cost, End),
    /// How far the backward front may grow: at this distance a column may as well stay free, or a
    /// row has an empty seat.
    pub(super) exit: (Cost, End),
    /// Searches so far.
    pub(super) count: u64,
    /// Rows that they visited, each as often as it was.
    pub(super) visits: u64,
}

impl Search {
    pub(super) fn new(problem: &Problem<'_>) -> Self {
        Self {
            forward: Front::new(problem),
            backward: Front::new(problem),
            end: (UNREACHED, End::Row(0)),
            exit: (UNREACHED, End::Row(0)),
            count: 0,
            visits: 0,
        }
    }

    pub(super) fn begin(&mut self) {
        self.count += 1;
        self.forward.clear();
        self.clear_backward();
        self.end = (UNREACHED, End::Row(0));
    }

    /// Forgets the backward front.
    pub(super) fn clear_backward(&mut self) {
        self.backward.clear();
        self.exit = (UNREACHED, End::Row(0));
    }

    pub(super) fn end_at(&mut self, distance: Cost, end: End) {
        if distance < self.end.0 {
            self.end = (distance, end);
        }
    }

    pub(super) fn exit_at(&mut self, distance: Cost, end: End) {
        if distance < self.exit.0 {
            self.exit = (distance, end);
        }
    }
}
