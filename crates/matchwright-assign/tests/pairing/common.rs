//! Shared by the tests: small populations as plain data, and a brute force that is obviously right.

use std::collections::BTreeSet;

use matchwright_assign::general::{Pairing, PeerPrices, Peers, pair};
use matchwright_assign::{Cost, CostMatrix, FORBIDDEN, Objective, Options};

/// Both objectives.
pub(crate) const OBJECTIVES: [Objective; 2] = [Objective::Participation, Objective::Total];

/// Numbers below what is asked for.
pub(crate) type Draw<'a> = &'a mut dyn FnMut(u64) -> u64;

/// A population as plain data.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) people: usize,
    pub(crate) costs: Vec<Cost>,
    pub(crate) alone: Vec<Cost>,
    pub(crate) objective: Objective,
}

impl Case {
    pub(crate) fn new(
        people: usize,
        objective: Objective,
        mut cost: impl FnMut(usize, usize) -> Cost,
    ) -> Self {
        let mut costs = vec![FORBIDDEN; people * people];
        for one in 0..people {
            for other in one + 1..people {
                let cost = cost(one, other);
                costs[one * people + other] = cost;
                costs[other * people + one] = cost;
            }
        }
        Self { people, costs, alone: vec![0; people], objective }
    }

    pub(crate) fn matrix(&self) -> CostMatrix {
        CostMatrix::from_vec(self.people, self.people, self.costs.clone()).expect("shape")
    }

    pub(crate) fn peers<'a>(&self, matrix: &'a CostMatrix) -> Peers<'a> {
        Peers::new(matrix).unmatched_cost(self.alone.clone()).objective(self.objective)
    }

    pub(crate) fn cost(&self, one: usize, other: usize) -> Cost {
        self.costs[one * self.people + other]
    }

    /// Pairs (0 with `Objective::Total`, where their number does not matter) and total of a pairing, counted here.
    pub(crate) fn value(&self, partners: &[Option<u32>]) -> (i128, i128) {
        let (mut pairs, mut total) = (0, 0);
        for (person, partner) in partners.iter().enumerate() {
            let Some(partner) = *partner else {
                total += i128::from(self.alone[person]);
                continue;
            };
            let partner = partner as usize;
            assert_eq!(partners[partner], Some(person as u32), "{self:?}");
            let cost = self.cost(person, partner);
            assert!(partner != person && cost != FORBIDDEN, "{self:?}");
            if person < partner {
                pairs += 1;
                total += i128::from(cost);
            }
        }
        (if self.objective == Objective::Total { 0 } else { pairs }, total)
    }
}

/// Solves a case and checks that the answer is proven and is what it says.
pub(crate) fn solve(case: &Case) -> Pairing {
    let matrix = case.matrix();
    let pairing = pair(&case.peers(&matrix), &Options::default())
        .unwrap_or_else(|error| panic!("{error}: {case:?}"));
    assert!(pairing.certificate().is_optimal(), "{pairing:?} {case:?}");
    assert_eq!(case.value(pairing.partners()).1, pairing.total(), "{case:?}");
    check_prices(case, &pairing);
    pairing
}

/// The conditions of the best pairing, one by one and in the plainest way: no pair costs less than its prices, pairs
/// that are used cost just that, whoever is alone has price 0, and odd sets are as full as they can be.
fn check_prices(case: &Case, pairing: &Pairing) {
    let (prices, partners) = (pairing.prices(), pairing.partners());
    let sets = members(prices);
    for (one, partner) in partners.iter().enumerate() {
        assert!(prices.people[one] <= 0);
        assert!(partner.is_some() || prices.people[one] == 0, "{case:?}");
        for other in (0..one).filter(|&other| case.cost(one, other) != FORBIDDEN) {
            let folded = case.cost(one, other) - case.alone[one] - case.alone[other];
            let around = sets.iter().filter(|(_, set)| set.contains(&one) && set.contains(&other));
            let price = prices.per_pair + prices.people[one] + prices.people[other];
            let slack =
                prices.scale * folded - price - around.map(|(price, _)| price).sum::<Cost>();
            let is_used = *partner == Some(other as u32);
            assert!(slack == 0 || slack > 0 && !is_used, "{one} {other}: {slack} {case:?}");
        }
    }
    for (price, set) in &sets {
        let inside =
            |&&one: &&usize| partners[one].is_some_and(|other| set.contains(&(other as usize)));
        assert!(*price < 0 && set.len() % 2 == 1, "{case:?}");
        assert_eq!(set.iter().filter(inside).count(), set.len() - 1, "{case:?}");
    }
}

/// Price and people of each odd set.
fn members(prices: &PeerPrices) -> Vec<(Cost, BTreeSet<usize>)> {
    let mut sets: Vec<(Cost, BTreeSet<usize>)> = Vec::new();
    for set in &prices.odd_sets {
        let mut people: BTreeSet<usize> = set.people.iter().map(|&one| one as usize).collect();
        set.sets.iter().for_each(|&inner| people.extend(&sets[inner as usize].1));
        sets.push((set.price, people));
    }
    sets
}

/// Number of pairs (0 with `Objective::Total`) and total of the best pairing, by trying all of them: for every set
/// of people the first one is alone or with each of the others.
pub(crate) fn brute_force(case: &Case) -> (i128, i128) {
    let counts = i128::from(case.objective != Objective::Total);
    // More pairs first: their number counts negatively.
    let mut best = vec![(0_i128, 0_i128); 1 << case.people];
    for set in 1..best.len() {
        let first = set.trailing_zeros() as usize;
        let rest = set & (set - 1);
        let (pairs, total) = best[rest];
        let mut least = (pairs, total + i128::from(case.alone[first]));
        for other in (0..case.people).filter(|other| rest >> other & 1 == 1) {
            if case.cost(first, other) != FORBIDDEN {
                let (pairs, total) = best[rest & !(1 << other)];
                let with = (pairs - counts, total + i128::from(case.cost(first, other)));
                least = least.min(with);
            }
        }
        best[set] = least;
    }
    let (pairs, total) = best[best.len() - 1];
    (-pairs, total)
}

/// Every mixture of costs, forbidden pairs, unmatched costs and objectives.
pub(crate) fn random_case(people: usize, draw: Draw<'_>) -> Case {
    let objective = OBJECTIVES[draw(2) as usize];
    let spread = [1, 2, 4, 10, 100, 1_000_000][draw(6) as usize];
    let shift = [0, spread / 2, spread][draw(3) as usize] as Cost;
    let forbidden = [0, 1, 3, 5, 7][draw(5) as usize];
    let kind = draw(3);
    let parts: Vec<Cost> = (0..people).map(|_| draw(spread) as Cost).collect();
    let mut case = Case::new(people, objective, |one, other| {
        if draw(8) < forbidden {
            return FORBIDDEN;
        }
        let cost = match kind {
            0 => draw(spread) as Cost,
            1 => parts[one] * parts[other] % (spread as Cost + 1),
            _ => (parts[one] - parts[other]).abs() + draw(2) as Cost,
        };
        cost - shift
    });
    if draw(2) == 0 {
        case.alone = (0..people).map(|_| draw(2 * spread) as Cost - spread as Cost).collect();
    }
    case
}
