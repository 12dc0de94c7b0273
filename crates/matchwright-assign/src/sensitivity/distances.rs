//! Shortest paths in a graph of few arcs.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::basics::memory::{filled, room};
use crate::basics::{Cost, Error};

use super::UNREACHED;

/// For each node, the nodes that its arcs lead to and their lengths. One list for all nodes: where most have an
/// arc or two, a list for each took longer to make than the search in them.
pub(super) struct Arcs {
    /// Where the arcs of each node begin, and the end of the last.
    starts: Vec<usize>,
    ends: Vec<(u32, Cost)>,
}

impl Arcs {
    /// Of arcs in any order: from, to, and length.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`].
    pub(super) fn new(nodes: usize, arcs: &[(u32, u32, Cost)]) -> Result<Self, Error> {
        let mut starts = vec![0; nodes + 1];
        for &(from, ..) in arcs {
            starts[from as usize + 1] += 1;
        }
        for node in 0..nodes {
            starts[node + 1] += starts[node];
        }
        let mut next = starts.clone();
        let mut ends = filled((0, 0), arcs.len())?;
        for &(from, to, length) in arcs {
            let place = &mut next[from as usize];
            ends[*place] = (to, length);
            *place += 1;
        }
        Ok(Self { starts, ends })
    }

    fn nodes(&self) -> usize {
        self.starts.len() - 1
    }

    fn of(&self, node: usize) -> &[(u32, Cost)] {
        &self.ends[self.starts[node]..self.starts[node + 1]]
    }

    /// The same graph with every arc the other way round.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`].
    pub(super) fn reversed(&self) -> Result<Self, Error> {
        let mut arcs = room(self.ends.len(), 1)?;
        arcs.extend((0..self.nodes()).flat_map(|from| {
            self.of(from).iter().map(move |&(to, length)| (to, from as u32, length))
        }));
        Self::new(self.nodes(), &arcs)
    }
}

/// The distance of every node from one of them, [`UNREACHED`] where no path leads there (Dijkstra
/// 1959).
///
/// No length is negative. O(arcs · log nodes).
pub(super) fn distances(arcs: &Arcs, from: usize) -> Vec<Cost> {
    let mut distances = vec![UNREACHED; arcs.nodes()];
    distances[from] = 0;
    let mut pending = BinaryHeap::from([Reverse((0, from))]);
    while let Some(Reverse((distance, node))) = pending.pop() {
        if distance > distances[node] {
            continue;
        }
        for &(to, length) in arcs.of(node) {
            let to = to as usize;
            if distance + length < distances[to] {
                distances[to] = distance + length;
                pending.push(Reverse((distances[to], to)));
            }
        }
    }
    distances
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() -> Result<(), Error> {
        let arcs = [(2, 1, 2), (0, 1, 5), (0, 2, 1), (1, 3, 1), (4, 0, 0)];
        let arcs = Arcs::new(5, &arcs)?;
        assert_eq!(distances(&arcs, 0), [0, 3, 1, 4, UNREACHED]);
        assert_eq!(distances(&arcs.reversed()?, 3), [4, 1, 3, 0, 4]);
        Ok(())
    }
}
