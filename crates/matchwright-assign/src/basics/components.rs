//! Which nodes of a directed graph lie on a cycle together.

use crate::basics::Error;
use crate::basics::memory::filled;

/// Not visited yet.
const NEW: u32 = u32::MAX;

/// The arcs of a graph by the node where they begin, in one block of memory.
pub(crate) struct Arcs {
    /// Where the arcs of each node begin, and where those of the last one end.
    starts: Vec<u32>,
    ends: Vec<u32>,
}

impl Arcs {
    /// From nodes below `nodes`, in any order. O(nodes + arcs).
    ///
    /// # Errors
    /// [`Error::OutOfMemory`].
    pub(crate) fn new(
        nodes: usize,
        arcs: impl Iterator<Item = (u32, u32)> + Clone,
    ) -> Result<Self, Error> {
        let mut starts = vec![0; nodes + 1];
        for (from, _) in arcs.clone() {
            starts[from as usize + 1] += 1;
        }
        for node in 0..nodes {
            starts[node + 1] += starts[node];
        }
        let (mut next, mut ends) = (starts.clone(), filled(0, starts[nodes] as usize)?);
        for (from, to) in arcs {
            ends[next[from as usize] as usize] = to;
            next[from as usize] += 1;
        }
        Ok(Self { starts, ends })
    }

    fn nodes(&self) -> usize {
        self.starts.len() - 1
    }

    fn of(&self, node: usize) -> &[u32] {
        &self.ends[self.starts[node] as usize..self.starts[node + 1] as usize]
    }
}

/// The strongly connected component of each node, as the number of one of its nodes.
///
/// Tarjan's algorithm (1972) with a stack of its own: the recursive one of `pathfinding` would need
/// one frame of the thread's stack for each node. O(nodes + arcs). Fewer than 2³² − 1 nodes.
pub(crate) fn components(arcs: &Arcs) -> Vec<u32> {
    let nodes = arcs.nodes();
    let mut search = Search {
        arcs,
        order: vec![NEW; nodes],
        low: vec![0; nodes],
        component: vec![NEW; nodes],
        open: Vec::new(),
        path: Vec::new(),
        visited: 0,
    };
    for node in 0..nodes {
        if search.order[node] == NEW {
            search.visit(node as u32);
        }
    }
    search.component
}

struct Search<'a> {
    arcs: &'a Arcs,
    /// When each node was visited.
    order: Vec<u32>,
    /// The earliest node that is known to be reachable within the component.
    low: Vec<u32>,
    component: Vec<u32>,
    /// Visited nodes whose component is not known yet.
    open: Vec<u32>,
    /// Nodes from the start to the current one, with the arc that comes next.
    path: Vec<(u32, usize)>,
    visited: u32,
}

impl Search<'_> {
    fn visit(&mut self, start: u32) {
        self.enter(start);
        while let Some((node, next)) = self.path.last_mut() {
            let node = *node as usize;
            let Some(&to) = self.arcs.of(node).get(*next) else {
                self.leave(node);
                continue;
            };
            *next += 1;
            if self.order[to as usize] == NEW {
                self.enter(to);
            } else if self.component[to as usize] == NEW {
                self.low[node] = self.low[node].min(self.order[to as usize]);
            }
        }
    }

    fn enter(&mut self, node: u32) {
        self.order[node as usize] = self.visited;
        self.low[node as usize] = self.visited;
        self.visited += 1;
        self.open.push(node);
        self.path.push((node, 0));
    }

    /// Ends a visit: closes the component that began here, or passes on what was found.
    fn leave(&mut self, node: usize) {
        self.path.pop();
        if let Some(&(parent, _)) = self.path.last() {
            self.low[parent as usize] = self.low[parent as usize].min(self.low[node]);
        }
        if self.low[node] < self.order[node] {
            return;
        }
        while let Some(member) = self.open.pop() {
            self.component[member as usize] = node as u32;
            if member as usize == node {
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cycles_that_share_a_node_are_one_component() -> Result<(), Error> {
        let arcs = [(6, 6), (0, 1), (1, 2), (1, 3), (2, 0), (3, 4), (4, 3), (4, 5), (6, 5)];
        let component = components(&Arcs::new(7, arcs.into_iter())?);
        assert_eq!(component, [0, 0, 0, 3, 3, 5, 6]);
        Ok(())
    }

    #[test]
    fn a_cycle_longer_than_any_stack() -> Result<(), Error> {
        let nodes = 1 << 20;
        let arcs = (0..nodes).map(|node| (node, (node + 1) % nodes));
        let component = components(&Arcs::new(nodes as usize, arcs)?);
        assert!(component.iter().all(|&component| component == 0));
        Ok(())
    }
}
