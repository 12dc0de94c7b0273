//! Shortest paths in a graph of few arcs.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::basics::Cost;

use super::UNREACHED;

/// For each node, the nodes that its arcs lead to and their lengths.
pub(super) type Arcs = Vec<Vec<(u32, Cost)>>;

/// The distance of every node from one of them, [`UNREACHED`] where no path leads there (Dijkstra
/// 1959).
///
/// No length is negative. O(arcs · log nodes).
pub(super) fn distances(arcs: &Arcs, from: usize) -> Vec<Cost> {
    let mut distances = vec![UNREACHED; arcs.len()];
    distances[from] = 0;
    let mut pending = BinaryHeap::from([Reverse((0, from))]);
    while let Some(Reverse((distance, node))) = pending.pop() {
        if distance > distances[node] {
            continue;
        }
        for &(to, length) in &arcs[node] {
            let to = to as usize;
            if distance + length < distances[to] {
                distances[to] = distance + length;
                pending.push(Reverse((distances[to], to)));
            }
        }
    }
    distances
}

/// The same graph with every arc the other way round.
pub(super) fn reversed(arcs: &Arcs) -> Arcs {
    let mut reversed = vec![Vec::new(); arcs.len()];
    for (from, arcs) in arcs.iter().enumerate() {
        for &(to, length) in arcs {
            reversed[to as usize].push((from as u32, length));
        }
    }
    reversed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let arcs = vec![vec![(1, 5), (2, 1)], vec![(3, 1)], vec![(1, 2)], vec![], vec![(0, 0)]];
        assert_eq!(distances(&arcs, 0), [0, 3, 1, 4, UNREACHED]);
        assert_eq!(distances(&reversed(&arcs), 3), [4, 1, 3, 0, 4]);
    }
}
