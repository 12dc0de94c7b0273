//! From a start to the best plan: searches, pairs that are missing, searches again.

use crate::basics::memory::filled;
use crate::basics::{Cost, Error, Monitor, Stage};
use crate::general::listed::Listed;
use crate::general::missing::{Priced, Reader};
use crate::general::nodes::{NONE, Nodes};
use crate::general::odd_sets::odd_sets;
use crate::general::prices::PeerPrices;
use crate::general::repair::make_room;
use crate::general::search::Search;
use crate::general::start::Start;
use crate::problem::Problem;

/// The best plan and its prices; where it is stopped, the best so far with prices that bound how far it is.
///
/// `per_pair` is the price per pair, twice what one pair more is worth; `at_first` says how many pairs of each
/// person searches know at first.
pub(super) fn solve(
    problem: &Problem<'_>,
    start: Start,
    per_pair: Cost,
    at_first: usize,
    monitor: &Monitor,
) -> Result<(Vec<Option<u32>>, PeerPrices), Error> {
    let Start { price, mate } = start;
    let people = mate.len();
    let mut nodes = Nodes::new(&price, mate)?;
    let mut listed = Listed::new(people, per_pair)?;
    let first = Reader { problem, nodes: &nodes, monitor }.shortlists(&listed, at_first)?;
    add(&mut nodes, &mut listed, &first, monitor)?;
    let mut search = Search::new(&nodes)?;
    loop {
        let is_done = search_all(&mut search, &mut nodes, &listed, monitor)?;
        if !is_done {
            fill_up(&mut nodes.mate, &listed);
            return Ok(answer(&nodes, per_pair));
        }
        let missing = Reader { problem, nodes: &nodes, monitor }.uncovered(&listed)?;
        if !add(&mut nodes, &mut listed, &missing, monitor)? {
            return Ok(answer(&nodes, per_pair));
        }
    }
}

/// A search from everybody who is free and would rather not be; `false` where it was stopped.
fn search_all(
    search: &mut Search,
    nodes: &mut Nodes,
    listed: &Listed,
    monitor: &Monitor,
) -> Result<bool, Error> {
    monitor.begin(Stage::Solve, nodes.people());
    for person in 0..nodes.people() {
        monitor.check()?;
        if nodes.mate[person] == NONE && nodes.price[person] < 0 {
            if monitor.is_stopped() {
                return Ok(false);
            }
            search.run(nodes, listed, person as u32, monitor)?;
        }
        monitor.advance(1);
    }
    Ok(true)
}

/// Lists pairs and lowers prices to what they cost; whether any of them is new.
///
/// A pair that is listed is covered, unless the source has changed its mind: then the certificate shows a gap.
fn add(
    nodes: &mut Nodes,
    listed: &mut Listed,
    pairs: &[Priced],
    monitor: &Monitor,
) -> Result<bool, Error> {
    let mut times = filled(0_u32, nodes.people())?;
    for &(one, other, _) in pairs {
        times[one as usize] += 1;
        times[other as usize] += 1;
    }
    let mut is_new = false;
    for &(one, other, cost) in pairs {
        monitor.check()?;
        if listed.has(one, other) {
            continue;
        }
        is_new = true;
        listed.add(one, other, cost)?;
        // Whoever has more of these pairs lowers the price for all of them at once.
        let is_one = times[one as usize] >= times[other as usize];
        let (lowered, other) = if is_one { (one, other) } else { (other, one) };
        make_room(nodes, lowered, other, cost);
    }
    Ok(is_new)
}

/// Pairs people who are still free where that is better than being alone, each with whoever costs least.
fn fill_up(mate: &mut [u32], listed: &Listed) {
    for person in 0..mate.len() as u32 {
        let is_free = |other: u32| mate[other as usize] == NONE;
        if !is_free(person) {
            continue;
        }
        let gains = |pair: &&(u32, Cost)| pair.1 < 0 && is_free(pair.0);
        let best = listed.of(person).iter().filter(gains).min_by_key(|pair| (pair.1, pair.0));
        if let Some(&(other, _)) = best {
            mate[person as usize] = other;
            mate[other as usize] = person;
        }
    }
}

fn answer(nodes: &Nodes, per_pair: Cost) -> (Vec<Option<u32>>, PeerPrices) {
    let known = |&mate: &u32| (mate != NONE).then_some(mate);
    let partners = nodes.mate.iter().map(known).collect();
    let people = nodes.price[..nodes.people()].to_vec();
    (partners, PeerPrices { scale: 2, per_pair, people, odd_sets: odd_sets(nodes) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::basics::Objective;
    use crate::costs::CostMatrix;
    use crate::general::{Peers, certify, folded::Folded};

    /// Numbers that look random and are the same in every run (xorshift, Marsaglia 2003).
    fn noise(seed: u64) -> impl FnMut(u64) -> u64 {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        move |below| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state % below
        }
    }

    fn costs(people: usize, seed: u64) -> Vec<Cost> {
        let mut below = noise(seed);
        let spread = [2, 4, 30, 1_000][below(4) as usize];
        let mut costs = vec![0; people * people];
        for one in 0..people {
            for other in 0..one {
                let cost = below(spread) as Cost - spread as Cost / 4;
                costs[one * people + other] = cost;
                costs[other * people + one] = cost;
            }
        }
        costs
    }

    /// Whether a solve from prices at which nothing is tight, with short lists, ends with a proof.
    fn is_proven_from_nothing(
        people: usize,
        seed: u64,
        at_first: usize,
        objective: Objective,
    ) -> Result<bool, Error> {
        let matrix = CostMatrix::from_vec(people, people, costs(people, seed))?;
        let (peers, monitor) = (Peers::new(&matrix).objective(objective), Monitor::new());
        let (folded, largest) = Folded::new(&peers, &monitor)?;
        let worth = match objective {
            Objective::Total => 0,
            Objective::Participation => (people as Cost + 1) * largest + 1,
        };
        let start = Start { price: vec![-largest - worth; people], mate: vec![NONE; people] };
        let problem = Problem::new(&folded);
        let (partners, prices) = solve(&problem, start, 2 * worth, at_first, &monitor)?;
        Ok(certify(&peers, &partners, &prices)?.is_optimal())
    }

    #[test]
    fn from_nothing_with_lists_of_every_length() {
        for seed in 0..300 {
            for objective in [Objective::Total, Objective::Participation] {
                let people = 60 + seed as usize % 25;
                for at_first in [0, 1, 3, people] {
                    let is_proven = is_proven_from_nothing(people, seed, at_first, objective);
                    assert_eq!(is_proven, Ok(true), "{seed} {at_first} {objective:?}");
                }
            }
        }
    }
}
