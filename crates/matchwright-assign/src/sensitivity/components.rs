//! Which nodes of a directed graph lie on a cycle together.

/// Not visited yet.
const NEW: u32 = u32::MAX;

/// The strongly connected component of each node, as the number of one of its nodes.
///
/// Tarjan's algorithm (1972) with a stack of its own: the recursive one of `pathfinding` would need
/// one frame of the thread's stack for each node. O(nodes + arcs). Fewer than 2³² − 1 nodes.
pub(super) fn components(successors: &[Vec<u32>]) -> Vec<u32> {
    let mut search = Search {
        successors,
        order: vec![NEW; successors.len()],
        low: vec![0; successors.len()],
        component: vec![NEW; successors.len()],
        open: Vec::new(),
        path: Vec::new(),
        visited: 0,
    };
    for node in 0..successors.len() {
        if search.order[node] == NEW {
            search.visit(node as u32);
        }
    }
    search.component
}

struct Search<'a> {
    successors: &'a [Vec<u32>],
    /// When each node was visited.
    order: Vec<u32>,
    /// The earliest node that is known to be reachable within the component.
    low: Vec<u32>,
    component: Vec<u32>,
    /// Visited nodes whose component is not known yet.
    open: Vec<u32>,
    /// Nodes from the start to the current one, with the successor to look at next.
    path: Vec<(u32, usize)>,
    visited: u32,
}

impl Search<'_> {
    fn visit(&mut self, start: u32) {
        self.enter(start);
        while let Some((node, next)) = self.path.last_mut() {
            let node = *node as usize;
            let Some(&to) = self.successors[node].get(*next) else {
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
    fn cycles_that_share_a_node_are_one_component() {
        let graph = [vec![1], vec![2, 3], vec![0], vec![4], vec![3, 5], vec![], vec![6, 5]];
        assert_eq!(components(&graph), [0, 0, 0, 3, 3, 5, 6]);
    }

    #[test]
    fn a_cycle_longer_than_any_stack() {
        let nodes = 1 << 20;
        let graph: Vec<Vec<u32>> = (0..nodes).map(|node| vec![(node + 1) % nodes]).collect();
        assert!(components(&graph).iter().all(|&component| component == 0));
    }
}
