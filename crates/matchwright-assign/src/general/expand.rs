//! A set in the tree whose price has risen to 0 becomes the nodes that it was made of.

use crate::basics::Error;
use crate::general::listed::Listed;
use crate::general::nodes::{Link, Nodes};
use crate::general::search::{Label, Search};

impl Search {
    /// Opens an inner set whose price is 0 by now; another event has come first where it is not.
    ///
    /// The path through the set that keeps the tree together has every second pair used; the nodes off that path are
    /// paired among themselves and leave the tree.
    pub(super) fn set_is_free(
        &mut self,
        nodes: &mut Nodes,
        listed: &Listed,
        set: u32,
    ) -> Result<(), Error> {
        let is_inner = nodes.is_top(set) && self.label[set as usize] == Label::Inner;
        if !is_inner || self.set_price(nodes, set) != 0 {
            return Ok(());
        }
        let entry = self.entry[set as usize];
        let place = nodes.place(set, entry.1);
        self.settle(nodes, set);
        let cycle = nodes.open(set);
        let reached = self.relabel(nodes, &cycle, place, entry)?;
        let mut left = Vec::new();
        for link in &cycle {
            if self.label[link.node as usize] == Label::Outside {
                nodes.members(link.node, &mut left);
            }
        }
        self.scan(nodes, listed, &reached)?;
        self.scan_outside(nodes, listed, &left)
    }

    /// Labels the nodes of a cycle from the one by which it was reached to the first one; the people in those that
    /// are now outer.
    fn relabel(
        &mut self,
        nodes: &Nodes,
        cycle: &[Link],
        mut place: usize,
        mut entry: (u32, u32),
    ) -> Result<Vec<u32>, Error> {
        let mut reached = Vec::new();
        self.enter(nodes, cycle[place].node, entry)?;
        while place != 0 {
            let is_backwards = place.is_multiple_of(2);
            let outer = if is_backwards { place - 1 } else { place + 1 };
            self.set_label(cycle[outer].node, Label::Outer);
            nodes.members(cycle[outer].node, &mut reached);
            (place, entry) = if is_backwards {
                let link = cycle[place - 2];
                (place - 2, (link.to, link.from))
            } else {
                let link = cycle[outer];
                ((outer + 1) % cycle.len(), (link.from, link.to))
            };
            self.enter(nodes, cycle[place].node, entry)?;
        }
        Ok(reached)
    }
}
