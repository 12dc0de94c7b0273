//! The checker claims nothing that is not so, whatever is wrong with what it is given.

use matchwright_assign::general::{OddSet, PeerPrices, certify};
use matchwright_assign::{Certificate, Cost, Error, FORBIDDEN, Objective};

use crate::common::{Case, Draw, brute_force, random_case, solve};
use crate::random::noise;

/// A proof with one thing wrong.
struct Planted {
    case: Case,
    partners: Vec<Option<u32>>,
    prices: PeerPrices,
}

/// A way to plant a fault: where, and by how much.
type Plant = fn(&mut Planted, usize, Cost);

const FAULTS: [(&str, Plant); 17] = [
    ("price of a person", |planted, at, by| {
        let people = planted.case.people;
        planted.prices.people[at % people] += by;
    }),
    ("price of a pair", |planted, _, by| planted.prices.per_pair += by),
    ("scale", |planted, _, by| planted.prices.scale = planted.prices.scale.saturating_add(by)),
    ("prices swapped", |planted, at, _| {
        let people = planted.case.people;
        planted.prices.people.swap(at % people, (at + 1) % people);
    }),
    ("a price too few", |planted, _, _| {
        planted.prices.people.pop();
    }),
    ("price of an odd set", |planted, at, by| {
        set(planted, at, |set| set.price += by);
    }),
    ("odd set dropped", |planted, _, _| {
        planted.prices.odd_sets.pop();
    }),
    ("odd set twice", |planted, at, _| {
        let sets = &mut planted.prices.odd_sets;
        if !sets.is_empty() {
            sets.push(sets[at % sets.len()].clone());
        }
    }),
    ("somebody out of an odd set", |planted, at, _| {
        set(planted, at, |set| {
            set.people.pop();
        });
    }),
    ("somebody else in an odd set", |planted, at, by| {
        let people = planted.case.people as u32;
        set(planted, at, |set| {
            if let Some(person) = set.people.last_mut() {
                *person = (*person + by.unsigned_abs() as u32 % people) % people;
            }
        });
    }),
    ("two more in an odd set", |planted, at, _| {
        let people = planted.case.people as u32;
        set(planted, at, |set| {
            let next = set.people.iter().max().map_or(0, |person| person + 1);
            set.people.extend([next % people, (next + 1) % people]);
        });
    }),
    ("pair dropped", |planted, at, _| {
        let person = at % planted.case.people;
        if let Some(partner) = planted.partners[person].take() {
            planted.partners[partner as usize] = None;
        }
    }),
    ("pair one-sided", |planted, at, _| {
        let person = at % planted.case.people;
        planted.partners[person] = None;
    }),
    ("pairs crossed", |planted, at, _| {
        let people = planted.case.people;
        let (one, other) = (at % people, (at + 1) % people);
        let both = (planted.partners[one], planted.partners[other]);
        if let (Some(first), Some(second)) = both {
            planted.partners.swap(one, other);
            planted.partners[first as usize] = Some(other as u32);
            planted.partners[second as usize] = Some(one as u32);
        }
    }),
    ("cost of a pair", |planted, at, by| {
        let people = planted.case.people;
        let (one, other) = (at % people, (at + 1 + at / people % (people - 1)) % people);
        for cell in [one * people + other, other * people + one] {
            let cost = &mut planted.case.costs[cell];
            *cost = if *cost == FORBIDDEN { by } else { *cost + by };
        }
    }),
    ("unmatched cost", |planted, at, by| {
        let people = planted.case.people;
        planted.case.alone[at % people] += by;
    }),
    ("objective", |planted, _, _| {
        planted.case.objective = match planted.case.objective {
            Objective::Participation => Objective::Total,
            _ => Objective::Participation,
        };
    }),
];

fn set(planted: &mut Planted, at: usize, change: impl FnOnce(&mut OddSet)) {
    let sets = &mut planted.prices.odd_sets;
    let count = sets.len().max(1);
    if let Some(set) = sets.get_mut(at % count) {
        change(set);
    }
}

/// What the checker says.
fn judged(planted: &Planted) -> Result<Certificate, Error> {
    let matrix = planted.case.matrix();
    certify(&planted.case.peers(&matrix), &planted.partners, &planted.prices)
}

/// Whether all that a certificate says is so.
fn is_true(planted: &Planted, proof: &Certificate) -> bool {
    let (most, least) = brute_force(&planted.case);
    let is_total = planted.case.objective == Objective::Total;
    let is_fullest = is_total || i128::from(proof.pairs) == most;
    let is_best = is_fullest && proof.primal == least;
    let bounds_pairs = is_total || i128::from(proof.most_pairs) >= most;
    // The bound speaks of plans with as many pairs.
    let bounds_total = !is_fullest || proof.dual <= least;
    bounds_pairs && bounds_total && (is_best || !proof.is_optimal())
}

#[test]
fn every_fault_that_breaks_a_proof_is_caught() {
    let (mut caught, mut with_sets) = ([0_u32; FAULTS.len()], 0);
    for round in 0..6_000_usize {
        let draw: Draw<'_> = &mut noise(round as u64 + 1);
        let case = random_case(3 + draw(6) as usize, draw);
        let pairing = solve(&case);
        with_sets += u32::from(!pairing.prices().odd_sets.is_empty());
        for (count, (name, plant)) in caught.iter_mut().zip(FAULTS) {
            let (partners, prices) = (pairing.partners().to_vec(), pairing.prices().clone());
            let mut planted = Planted { case: case.clone(), partners, prices };
            plant(&mut planted, draw(100) as usize, [1, -1, 2, -2, 64, -1_000][round % 6]);
            let verdict = judged(&planted);
            let is_sound = verdict.as_ref().is_ok_and(|proof| is_true(&planted, proof));
            assert!(is_sound || verdict.is_err(), "{name}: {verdict:?} {:?}", planted.case);
            *count += u32::from(!verdict.is_ok_and(|proof| proof.is_optimal()));
        }
    }
    println!("{with_sets} of 6000 proofs have odd sets");
    for (count, (name, _)) in caught.iter().zip(FAULTS) {
        println!("{name}: {count} of 6000 broke the proof and were caught");
        assert!(*count > 100, "{name} was planted too seldom to say anything: {count}");
    }
}
