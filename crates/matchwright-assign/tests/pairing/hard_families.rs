//! Families that are hard for searches with blossoms, at sizes at which nothing else can tell: the certificate does.
//!
//! Long chains and cycles of odd parts, cliques with tails (Gabow 1976; the families of the first DIMACS challenge,
//! Johnson and `McGeoch` 1993), sets nested as deeply as they can be, points in the plane, scores of low rank.

use matchwright_assign::general::{Pairing, Peers, pair};
use matchwright_assign::{Cost, CostFn, CostSource, CsrMatrix, Objective, Options};

use crate::common::OBJECTIVES;
use crate::random::noise;

fn solve(name: &str, source: &dyn CostSource, objective: Objective) -> Pairing {
    let started = std::time::Instant::now();
    let peers = Peers::new(source).objective(objective);
    let pairing = pair(&peers, &Options::default()).expect("a pairing");
    assert!(pairing.certificate().is_optimal(), "{name}: {:?}", pairing.certificate());
    let sets = &pairing.prices().odd_sets;
    let deepest = depth(&pairing);
    println!("{name}, {objective:?}: {} sets, {deepest} deep, {:?}", sets.len(), started.elapsed());
    pairing
}

/// How deeply odd sets are nested.
fn depth(pairing: &Pairing) -> usize {
    let mut depths: Vec<usize> = Vec::new();
    for set in &pairing.prices().odd_sets {
        let inside = set.sets.iter().map(|&set| depths[set as usize]).max();
        depths.push(1 + inside.unwrap_or(0));
    }
    depths.into_iter().max().unwrap_or(0)
}

/// A source of listed pairs.
fn listed(people: usize, pairs: &[(usize, usize, Cost)]) -> CsrMatrix {
    let mut rows = vec![Vec::new(); people];
    for &(one, other, cost) in pairs {
        rows[one].push((other as u32, cost));
        rows[other].push((one as u32, cost));
    }
    let (mut starts, mut indices, mut costs) = (vec![0], Vec::new(), Vec::new());
    for mut row in rows {
        row.sort_unstable();
        indices.extend(row.iter().map(|&(other, _)| other));
        costs.extend(row.iter().map(|&(_, cost)| cost));
        starts.push(indices.len());
    }
    CsrMatrix::new(people, starts, indices, costs).expect("a matrix")
}

/// Triangles in a row; `ties` of the three people of each know one of the next.
fn triangles(count: usize, ties: usize, mut cost: impl FnMut() -> Cost) -> CsrMatrix {
    let mut pairs = Vec::new();
    for first in (0..3 * count).step_by(3) {
        pairs.extend([(0, 1), (0, 2), (1, 2)].map(|(a, b)| (first + a, first + b, cost())));
        if first > 0 && ties == 1 {
            pairs.push((first - 1, first, cost()));
        } else if first > 0 {
            pairs.extend((0..ties).map(|tie| (first - 3 + tie, first + tie, cost())));
        }
    }
    listed(3 * count, &pairs)
}

#[test]
fn chains_of_triangles() {
    for objective in OBJECTIVES {
        let pairing = solve("one tie", &triangles(3_333, 1, || -1), objective);
        assert_eq!(pairing.pairs().count(), 3 * 3_333 / 2);
        let pairing = solve("three ties", &triangles(3_333, 3, || -1), objective);
        assert_eq!(pairing.pairs().count(), 3 * 3_333 / 2);
        let mut below = noise(1);
        let weights = || below(1_000) as Cost - 900;
        solve("three ties, weights", &triangles(3_333, 3, weights), objective);
    }
}

#[test]
fn cards() {
    // Everybody knows everybody among 4k, and every second one somebody more.
    let k = 60;
    let mut pairs: Vec<_> =
        (0..4 * k).flat_map(|one| (0..one).map(move |other| (one, other, -1))).collect();
    pairs.extend((0..2 * k).map(|tail| (4 * k + tail, 2 * tail, -1)));
    let cards = listed(6 * k, &pairs);
    for objective in OBJECTIVES {
        assert_eq!(solve("cards", &cards, objective).pairs().count(), 3 * k);
    }
}

#[test]
fn long_odd_cycles() {
    let cycle = |people: usize, spread: u64| {
        let mut below = noise(7);
        let mut cost = || -1 - below(spread) as Cost;
        let pair = |person: usize| (person, (person + 1) % people, cost());
        listed(people, &(0..people).map(pair).collect::<Vec<_>>())
    };
    for objective in OBJECTIVES {
        assert_eq!(solve("cycle", &cycle(9_999, 1), objective).pairs().count(), 9_999 / 2);
        solve("cycle, weights", &cycle(2_001, 1_000), objective);
    }
    solve("cycle, weights", &cycle(9_999, 1_000), Objective::Total);
}

#[test]
fn many_who_want_the_same_few() {
    // Ten people know everybody; the others know nobody else.
    let pairs: Vec<_> = (10..5_000)
        .flat_map(|one| (0..10).map(move |hub| (one, hub, (one * (hub + 3) % 97) as Cost)))
        .collect();
    let stars = listed(5_000, &pairs);
    let pairing = solve("stars", &stars, Objective::Participation);
    assert_eq!((pairing.pairs().count(), pairing.total()), (10, 0));
}

#[test]
fn sets_nested_as_deeply_as_they_can_be() {
    // Two people more are further off each time, so that of every odd number one has to go outside.
    for people in [1_000, 1_001] {
        let cost = |one: usize, other: usize| one.max(other).div_ceil(2) as Cost;
        let source = CostFn::new(people, people, cost);
        let pairing = solve("nested", &source, Objective::Participation);
        assert_eq!(pairing.pairs().count(), people / 2);
        if people % 2 == 0 {
            assert!(depth(&pairing) > 50, "{}", depth(&pairing));
        }
    }
}

#[test]
fn points_in_the_plane() {
    for (people, spread) in [(1_500, 10_000), (1_501, 10_000), (1_001, 20)] {
        let mut below = noise(3);
        let points: Vec<_> =
            (0..people).map(|_| (below(spread) as Cost, below(spread) as Cost)).collect();
        let cost = |one: usize, other: usize| {
            let ((x, y), (v, w)) = (points[one], points[other]);
            ((x - v).pow(2) + (y - w).pow(2)).isqrt()
        };
        let source = CostFn::new(people, people, cost);
        let pairing = solve("points", &source, Objective::Participation);
        assert_eq!(pairing.pairs().count(), people / 2);
    }
}

#[test]
fn scores_of_low_rank() {
    for people in [1_500, 1_501] {
        let mut below = noise(5);
        let mut skills = || [(); 4].map(|()| below(100) as Cost);
        let people_with: Vec<_> = (0..people).map(|_| (skills(), skills())).collect();
        let score = |one: usize, other: usize| -> Cost {
            let by = |a: &[Cost; 4], b: &[Cost; 4]| -> Cost {
                a.iter().zip(b).map(|(a, b)| *a.min(b)).sum()
            };
            let ((wants, knows), (other_wants, other_knows)) =
                (&people_with[one], &people_with[other]);
            by(wants, other_knows) + by(other_wants, knows)
        };
        let source = CostFn::new(people, people, |one, other| -score(one, other));
        for objective in OBJECTIVES {
            solve("low rank", &source, objective);
        }
    }
}

#[test]
fn everybody_alike() {
    for people in [1_200, 1_201] {
        for cost in [0, 1, -1] {
            let source = CostFn::new(people, people, |_, _| cost);
            for objective in OBJECTIVES {
                let pairing = solve("alike", &source, objective);
                let are_paired = cost < 0 || objective == Objective::Participation;
                assert!(cost == 0 || (pairing.pairs().count() == people / 2) == are_paired);
            }
        }
    }
}
