//! An odd cycle of tight pairs becomes one node.

use crate::basics::Error;
use crate::general::listed::Listed;
use crate::general::nodes::{Link, NONE, Nodes};
use crate::general::search::{Label, Search};

impl Search {
    /// Makes a set of the cycle that a tight pair between two outer nodes closes.
    pub(super) fn shrink(
        &mut self,
        nodes: &mut Nodes,
        listed: &Listed,
        from: u32,
        to: u32,
    ) -> Result<(), Error> {
        let meeting = self.meeting(nodes, nodes.top(from), nodes.top(to));
        let cycle = self.cycle(nodes, meeting, (from, to));
        // People in inner nodes become outer, and have not been looked at yet.
        let mut reached = Vec::new();
        for link in &cycle {
            if self.label[link.node as usize] == Label::Inner {
                nodes.members(link.node, &mut reached);
            }
            self.settle(nodes, link.node);
        }
        let Some(set) = nodes.shrink(cycle) else { return Ok(()) };
        self.set_label(set, Label::Outer);
        self.scan(nodes, listed, &reached)
    }

    /// The first node that is on the paths of both to the root. The walks take turns, so that they are not longer
    /// than the cycle but for a factor of two.
    fn meeting(&mut self, nodes: &Nodes, mut one: u32, mut other: u32) -> u32 {
        self.walks += 1;
        loop {
            if one != NONE {
                if std::mem::replace(&mut self.passed[one as usize], self.walks) == self.walks {
                    return one;
                }
                one = self.above(nodes, one);
            }
            std::mem::swap(&mut one, &mut other);
        }
    }

    /// The outer node above another one, beyond the inner node between them; none above the root.
    fn above(&self, nodes: &Nodes, outer: u32) -> u32 {
        let mate = nodes.outer_mate(outer);
        if mate == NONE { NONE } else { nodes.top(self.entry[nodes.top(mate) as usize].0) }
    }

    /// The links from an outer node up to one above it, which has none.
    fn path_up(&self, nodes: &Nodes, mut outer: u32, end: u32) -> Vec<Link> {
        let mut path = Vec::new();
        while outer != end {
            let (base, mate) = (nodes.base(outer), nodes.outer_mate(outer));
            path.push(Link { node: outer, from: base, to: mate });
            let inner = nodes.top(mate);
            let (to, from) = self.entry[inner as usize];
            path.push(Link { node: inner, from, to });
            outer = nodes.top(to);
        }
        path
    }

    /// From the meeting node down to the node of `from`, over to that of `to`, and up again.
    fn cycle(&self, nodes: &Nodes, meeting: u32, (from, to): (u32, u32)) -> Vec<Link> {
        let mut cycle = Vec::new();
        let mut node = meeting;
        for link in self.path_up(nodes, nodes.top(from), meeting).into_iter().rev() {
            cycle.push(Link { node, from: link.to, to: link.from });
            node = link.node;
        }
        cycle.push(Link { node, from, to });
        cycle.extend(self.path_up(nodes, nodes.top(to), meeting));
        cycle
    }
}
