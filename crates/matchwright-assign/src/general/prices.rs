//! Prices of people and of odd sets: why no pairing is better.

use serde::{Deserialize, Serialize};

use crate::basics::{Cost, Error, Objective, PRICE_LIMIT};
use crate::general::Peers;

/// The dual side of a pairing.
///
/// A pair is *tight* where its cost, less the unmatched costs of both, equals `per_pair`, the prices of both and
/// the prices of all odd sets that hold both, together divided by `scale`. In an optimal pairing every pair used is
/// tight and no other costs less; somebody who is alone has price 0; and of a set of `2k + 1` people that has a
/// price, `k` pairs are inside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeerPrices {
    /// Steps of a price that make one unit of cost; at least 1. Two, since prices may be halves.
    pub scale: Cost,
    /// What one pair more would cost with [`Objective::Participation`]: so much that no number of costs
    /// outweighs it. 0 with [`Objective::Total`].
    pub per_pair: Cost,
    /// One price per person, 0 or below.
    pub people: Vec<Cost>,
    /// Odd sets with a price; a set stands after those that it holds.
    pub odd_sets: Vec<OddSet>,
}

/// An odd number of people, three at least, of whom one is always left over.
///
/// Sets hold other sets as a whole, so that any two have nobody in common or one holds the other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OddSet {
    /// What each pair inside costs beyond the prices of people; 0 or below.
    pub price: Cost,
    /// People of the set who are in none of `sets`.
    pub people: Vec<u32>,
    /// Sets within this one, by their position in [`PeerPrices::odd_sets`].
    pub sets: Vec<u32>,
}

impl PeerPrices {
    /// Refuses prices with which nothing can be proven; the sets themselves are checked where they are counted.
    pub(super) fn check(&self, peers: &Peers<'_>) -> Result<(), Error> {
        let (expected, found) = (peers.people(), self.people.len());
        if found != expected {
            return Err(Error::Length { what: "prices of people", expected, found });
        }
        if !(1..=PRICE_LIMIT).contains(&self.scale) {
            return Err(Error::Price { what: "scale", index: 0 });
        }
        let per_pair = if peers.goal() == Objective::Total { 0 } else { PRICE_LIMIT };
        if !(-per_pair..=per_pair).contains(&self.per_pair) {
            return Err(Error::Price { what: "pair", index: 0 });
        }
        let is_refused = |price: Cost| !(-PRICE_LIMIT..=0).contains(&price);
        if let Some(index) = self.people.iter().position(|&price| is_refused(price)) {
            return Err(Error::Price { what: "person", index });
        }
        match self.odd_sets.iter().position(|set| is_refused(set.price)) {
            Some(index) => Err(Error::Price { what: "odd set", index }),
            None => Ok(()),
        }
    }
}
