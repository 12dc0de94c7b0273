//! How long do pairs within one population take, from costs to a certified pairing?
//!
//! `cargo bench --bench pairing -- SIZE RUNS`: dense families of so many people and hard sparse ones; the median of
//! the runs, beside the time of the assignment of the same people to themselves, with which every solve begins.

use std::time::Instant;

use matchwright_assign::general::{Peers, pair};
use matchwright_assign::{
    Cost, CostFn, CostMatrix, CostSource, CsrMatrix, Error, FORBIDDEN, Objective, Options, Problem,
    assign,
};
use rand::{RngExt, SeedableRng};
use rand_xoshiro::Xoshiro256PlusPlus;
use suite::instances::{mentor_like, uniform};

const SIZE: usize = 2_000;
const RUNS: usize = 3;

fn main() -> Result<(), Error> {
    let mut numbers = std::env::args().filter_map(|argument| argument.parse().ok());
    let (size, runs) = (numbers.next().unwrap_or(SIZE), numbers.next().unwrap_or(RUNS));
    println!("{size} people, median of {runs} runs, seconds");
    for people in [size, size + 1] {
        measure(&format!("mentor-like {people}"), &means(mentor_like, people)?, runs)?;
        measure(&format!("uniform {people}"), &means(uniform, people)?, runs)?;
        measure(&format!("points {people}"), &points(people)?, runs)?;
        measure(&format!("low rank {people}"), &low_rank(people)?, runs)?;
        measure(&format!("nested {people}"), &nested(people), runs)?;
    }
    measure("chain of 10,000 people in triangles", &triangles(3_333)?, runs)?;
    measure("cycle of 9,999", &cycle(9_999)?, runs)
}

fn measure(name: &str, costs: &dyn CostSource, runs: usize) -> Result<(), Error> {
    let (problem, peers) = (Problem::new(costs), Peers::new(costs));
    let (mut starts, mut pairings, mut totals) = (Vec::new(), Vec::new(), Vec::new());
    let mut sets = 0;
    for _ in 0..runs {
        let started = Instant::now();
        assign(&problem, &Options::default())?;
        starts.push(started.elapsed().as_secs_f64());
        let started = Instant::now();
        let pairing =
            pair(&peers.clone().objective(Objective::Participation), &Options::default())?;
        pairings.push(started.elapsed().as_secs_f64());
        assert!(pairing.certificate().is_optimal(), "{name}: not proven");
        totals.push(pairing.total());
        sets = pairing.prices().odd_sets.len();
    }
    assert!(totals.iter().all(|total| *total == totals[0]), "{name}: totals differ");
    let median = |mut seconds: Vec<f64>| {
        seconds.sort_by(f64::total_cmp);
        seconds[seconds.len() / 2]
    };
    let (start, pairing) = (median(starts), median(pairings));
    println!("{name}: {pairing:.3} (assignment {start:.3}), {sets} odd sets");
    Ok(())
}

/// The mean of both directions, in millionths.
fn means(
    draw: fn(usize, usize, u64) -> ndarray::Array2<f64>,
    people: usize,
) -> Result<CostMatrix, Error> {
    let costs = draw(people, people, 1);
    dense(people, |one, other| {
        ((costs[[one, other]] + costs[[other, one]]) * 500_000.0).round() as Cost
    })
}

fn dense(people: usize, cost: impl Fn(usize, usize) -> Cost) -> Result<CostMatrix, Error> {
    let mut costs = Vec::with_capacity(people * people);
    for one in 0..people {
        let row = (0..people).map(|other| if one == other { FORBIDDEN } else { cost(one, other) });
        costs.extend(row);
    }
    CostMatrix::from_vec(people, people, costs)
}

fn points(people: usize) -> Result<CostMatrix, Error> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(1);
    let mut axis = || random.random_range(0..1_000_000);
    let points: Vec<(Cost, Cost)> = (0..people).map(|_| (axis(), axis())).collect();
    dense(people, |one, other| {
        let ((x, y), (v, w)) = (points[one], points[other]);
        ((x - v).pow(2) + (y - w).pow(2)).isqrt()
    })
}

/// What one wants and the other knows, in both directions.
fn low_rank(people: usize) -> Result<CostMatrix, Error> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(1);
    let mut skills = || [(); 4].map(|()| random.random_range(0..1_000));
    let people_with: Vec<([Cost; 4], [Cost; 4])> =
        (0..people).map(|_| (skills(), skills())).collect();
    let by = |wants: &[Cost; 4], knows: &[Cost; 4]| -> Cost {
        wants.iter().zip(knows).map(|(wants, knows)| wants * knows / 1_000).sum()
    };
    dense(people, |one, other| {
        let ((wants, knows), (other_wants, other_knows)) = (&people_with[one], &people_with[other]);
        -by(wants, other_knows) - by(other_wants, knows)
    })
}

/// Odd sets as deeply nested as they can be.
fn nested(people: usize) -> impl CostSource {
    CostFn::new(people, people, |one: usize, other: usize| one.max(other).div_ceil(2) as Cost)
}

/// Triangles in a row; each of the three knows one of the next triangle.
fn triangles(count: usize) -> Result<CsrMatrix, Error> {
    let mut random = Xoshiro256PlusPlus::seed_from_u64(1);
    let mut pairs = Vec::new();
    for first in (0..3 * count).step_by(3) {
        pairs.extend([(first, first + 1), (first, first + 2), (first + 1, first + 2)]);
        if first > 0 {
            pairs.extend((0..3).map(|tie| (first - 3 + tie, first + tie)));
        }
    }
    listed(3 * count, &pairs, || random.random_range(-1_000..0))
}

fn cycle(people: usize) -> Result<CsrMatrix, Error> {
    let pairs: Vec<_> = (0..people).map(|person| (person, (person + 1) % people)).collect();
    listed(people, &pairs, || -1)
}

fn listed(
    people: usize,
    pairs: &[(usize, usize)],
    mut cost: impl FnMut() -> Cost,
) -> Result<CsrMatrix, Error> {
    let mut rows = vec![Vec::new(); people];
    for &(one, other) in pairs {
        let cost = cost();
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
    CsrMatrix::new(people, starts, indices, costs)
}
