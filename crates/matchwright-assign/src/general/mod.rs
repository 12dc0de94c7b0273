//! Pairs within one population: the best matching in a general graph, with its proof.
//!
//! Where everybody may meet everybody, an odd number of people who all like each other cannot be paired
//! off, and prices of people alone do not prove a plan: three of them may make half a pair each. Sets of an odd
//! number of people have a price too (Edmonds 1965); with them the best plan is proven over all pairs in
//! integers.
//!
//! ```text
//! Peers  →  folded costs  →  half-integral start  →  searches  →  missing pairs  →  certificate
//! ```
//!
//! The start is the best assignment of the people to themselves: its pairs and its prices are right but for
//! cycles of odd length, each of which leaves one person over (Balinski 1965). For each of those a search grows
//! a tree of tight pairs until it reaches somebody who is free or would as well be alone; odd cycles on
//! the way shrink to one node (Edmonds' blossoms; Galil 1986). Searches know a short list of pairs for each person; a
//! pass over all pairs then adds those that the prices do not cover, until there are none.

mod certificate;
mod events;
mod expand;
mod folded;
mod listed;
mod missing;
mod nodes;
mod odd_sets;
mod pair;
mod pairing;
mod peers;
mod prices;
mod repair;
mod search;
mod shared;
mod shrink;
mod solver;
mod start;

pub use certificate::certify;
pub use pair::pair;
pub use pairing::Pairing;
pub use peers::Peers;
pub use prices::{OddSet, PeerPrices};
