//! The prices of the sets that hold two people.

use crate::basics::Cost;
use crate::general::nodes::Nodes;

/// Room for one person's shared prices after another's.
#[derive(Default)]
pub(super) struct Shared {
    /// For each other person the prices of the sets that hold both.
    pub(super) prices: Vec<Cost>,
    members: Vec<u32>,
}

impl Shared {
    /// Looks at everybody who is in a set with a person. O(people of the outermost set).
    pub(super) fn read(&mut self, nodes: &Nodes, person: u32) {
        for &member in &self.members {
            self.prices[member as usize] = 0;
        }
        self.members.clear();
        self.prices.resize(nodes.people(), 0);
        let around = || nodes.around(person).zip(nodes.around(person).skip(1));
        let mut left: Cost = around().map(|(_, set)| nodes.price[set as usize]).sum();
        for (inner, set) in around() {
            let start = self.members.len();
            for link in nodes.cycle(set).iter().filter(|link| link.node != inner) {
                nodes.members(link.node, &mut self.members);
            }
            for &member in &self.members[start..] {
                self.prices[member as usize] = left;
            }
            left -= nodes.price[set as usize];
        }
    }
}

/// The prices of the sets that hold two people. O(sets around them).
pub(super) fn of_pair(nodes: &Nodes, one: u32, other: u32) -> Cost {
    if nodes.top(one) != nodes.top(other) {
        return 0;
    }
    let outwards = |person| nodes.around(person).collect::<Vec<u32>>();
    let (one, other) = (outwards(one), outwards(other));
    let both = one.iter().rev().zip(other.iter().rev()).take_while(|(one, other)| one == other);
    both.map(|(&set, _)| nodes.price[set as usize]).sum()
}
