//! The sets of a solve as the answer has them.

use std::mem::take;

use crate::general::nodes::Nodes;
use crate::general::prices::OddSet;

/// The sets that have a price, each after those that it holds. What is in a set without a price is in the one
/// around it.
pub(super) fn odd_sets(nodes: &Nodes) -> Vec<OddSet> {
    let first = nodes.people() as u32;
    let mut inside: Vec<OddSet> = vec![OddSet::default(); nodes.count() - nodes.people()];
    let mut odd_sets = Vec::new();
    for set in from_the_inside(nodes) {
        let mut own = take(&mut inside[(set - first) as usize]);
        let people = nodes.cycle(set).iter().map(|link| link.node);
        own.people.extend(people.filter(|&node| !nodes.is_set(node)));
        own.price = nodes.price[set as usize];
        let around = inside.get_mut(nodes.parent(set).wrapping_sub(first) as usize);
        if own.price == 0 {
            if let Some(around) = around {
                around.people.append(&mut own.people);
                around.sets.append(&mut own.sets);
            }
            continue;
        }
        if let Some(around) = around {
            around.sets.push(odd_sets.len() as u32);
        }
        own.people.sort_unstable();
        own.sets.sort_unstable();
        odd_sets.push(own);
    }
    odd_sets
}

/// Every set, after those inside it.
fn from_the_inside(nodes: &Nodes) -> Vec<u32> {
    let all = nodes.people() as u32..nodes.count() as u32;
    let mut sets: Vec<u32> = all.filter(|&set| nodes.is_top(set)).collect();
    let mut next = 0;
    while let Some(&set) = sets.get(next) {
        let inner = nodes.cycle(set).iter().map(|link| link.node);
        sets.extend(inner.filter(|&node| nodes.is_set(node)));
        next += 1;
    }
    sets.reverse();
    sets
}
