//! Prices that leave room for a pair that searches did not know of.

use crate::basics::Cost;
use crate::general::nodes::{NONE, Nodes};
use crate::general::shared::of_pair;

/// Lowers prices until a pair costs no less than they say: the sets around `person` are opened, and then that
/// person's own price falls. Whoever loses a tight pair on the way becomes free.
pub(super) fn make_room(nodes: &mut Nodes, person: u32, other: u32, cost: Cost) {
    let slack = |nodes: &Nodes| {
        let prices = nodes.price[person as usize] + nodes.price[other as usize];
        cost - prices - of_pair(nodes, person, other)
    };
    while slack(nodes) < 0 {
        let top = nodes.top(person);
        if nodes.is_set(top) {
            open(nodes, top);
        } else {
            nodes.price[person as usize] += slack(nodes);
            part(nodes, person);
        }
    }
}

/// Opens an outermost set: half its price goes to everybody inside, so that what was tight inside still is.
fn open(nodes: &mut Nodes, set: u32) {
    let half = nodes.price[set as usize] / 2;
    if half != 0 {
        let mut members = Vec::new();
        nodes.members(set, &mut members);
        for person in members {
            nodes.price[person as usize] += half;
        }
        part(nodes, nodes.base(set));
    }
    nodes.open(set);
}

fn part(nodes: &mut Nodes, person: u32) {
    let mate = std::mem::replace(&mut nodes.mate[person as usize], NONE);
    if mate != NONE {
        nodes.mate[mate as usize] = NONE;
    }
}
