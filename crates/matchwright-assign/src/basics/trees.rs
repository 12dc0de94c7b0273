//! Which nodes of an undirected graph are connected, one way or another.

use crate::basics::Error;
use crate::basics::memory::collected;

/// Trees that grow together (Galler and Fischer 1964), with paths halved on the way to their roots.
pub(crate) struct Trees(Vec<u32>);

impl Trees {
    /// Each node is a tree of its own.
    ///
    /// # Errors
    /// [`Error::OutOfMemory`].
    pub(crate) fn new(nodes: usize) -> Result<Self, Error> {
        collected(0..nodes as u32).map(Self)
    }

    /// Joins the trees of two nodes; whether they were two.
    pub(crate) fn join(&mut self, one: u32, other: u32) -> bool {
        let (one, other) = (self.root(one), self.root(other));
        self.0[other as usize] = one;
        one != other
    }

    /// The node that stands for the tree of a node, until the tree is joined with another.
    pub(crate) fn root(&mut self, mut node: u32) -> u32 {
        while self.0[node as usize] != node {
            self.0[node as usize] = self.0[self.0[node as usize] as usize];
            node = self.0[node as usize];
        }
        node
    }
}
