//! The best plan of few members, exactly: dynamic programming over sets of them.
//!
//! `best[M]` is what the members `M` cost at least in the columns so far, and adding a column tries every circle
//! within `M` (Held and Karp 1962 for tours; for partitions see Björklund, Husfeldt and Koivisto 2009). O(columns ·
//! 3ⁿ) steps; the first column takes O(n · 2ⁿ), and so does the last one.

use crate::basics::memory::filled;
use crate::basics::{Cost, Error, FORBIDDEN, Monitor};
use crate::circles::tables::{Tables, mean};

/// A member in no circle counts so much in a sum of few members, and all that they cost less.
const UNPLACED: Cost = 1 << 54;

/// Steps of half a second.
const MOST_STEPS: u64 = 1 << 27;

/// Sets of more members are not looked at, whatever the columns: their list would be long.
const MOST_MEMBERS: usize = 16;

/// Steps between two looks at the monitor.
const CHECK_EVERY: usize = 1 << 8;

/// Whether so many members are few enough for so many columns.
pub(super) fn are_few(members: usize, columns: usize) -> bool {
    let steps = || 3_u64.pow(members as u32).saturating_mul(columns as u64);
    members <= MOST_MEMBERS && steps() <= MOST_STEPS
}

/// The column of each of a few members in the best plan of theirs in some columns, the most of them in a circle.
pub(super) fn best(
    tables: &Tables,
    members: &[u32],
    columns: &[u32],
    monitor: &Monitor,
) -> Result<Vec<Option<u32>>, Error> {
    let pairs = pairs(tables, members)?;
    let count = 1 << members.len();
    let mut costs: Vec<Cost> = filled(0, count)?;
    for (set, cost) in costs.iter_mut().enumerate() {
        *cost = UNPLACED * Cost::from(set.count_ones());
    }
    let mut choices: Vec<Vec<u32>> = Vec::new();
    for (place, &column) in columns.iter().enumerate() {
        let circles = circles(tables, members, column as usize, &pairs)?;
        let mut chosen = filled(0, count)?;
        if place == 0 {
            first(&circles, &mut costs, &mut chosen);
        } else {
            let is_last = place + 1 == columns.len();
            let from = if is_last { count - 1 } else { 0 };
            add(&circles, &mut costs, &mut chosen, from, monitor)?;
        }
        choices.push(chosen);
    }
    Ok(read_back(members.len(), columns, &choices))
}

/// What each set costs together, twice the mean aside; [`FORBIDDEN`] where some may not be in one circle.
fn pairs(tables: &Tables, members: &[u32]) -> Result<Vec<Cost>, Error> {
    let mut pairs = filled(0, 1 << members.len())?;
    for set in 1..pairs.len() {
        let (first, rest) = (set.trailing_zeros() as usize, set & (set - 1));
        let others = || of_set(rest).map(|place| members[place]);
        let row = tables.together(members[first] as usize);
        let sum = others().try_fold(pairs[rest], |sum, other| {
            let cost = row[other as usize];
            (sum != FORBIDDEN && cost != tables.apart).then(|| sum + cost)
        });
        let sum = sum.filter(|_| tables.mixes(members[first], &others()));
        pairs[set] = sum.unwrap_or(FORBIDDEN);
    }
    Ok(pairs)
}

/// What each set costs as a circle of a column.
fn circles(
    tables: &Tables,
    members: &[u32],
    column: usize,
    pairs: &[Cost],
) -> Result<Vec<Cost>, Error> {
    let mut fits = filled(0, pairs.len())?;
    let mut circles = filled(FORBIDDEN, pairs.len())?;
    for set in 1..pairs.len() {
        let (first, rest) = (set.trailing_zeros() as usize, set & (set - 1));
        let fit = plus(fits[rest], tables.fit(members[first] as usize, column));
        fits[set] = fit.unwrap_or(FORBIDDEN);
        let size = set.count_ones() as usize;
        if fits[set] != FORBIDDEN && pairs[set] != FORBIDDEN && tables.may_have(column, size) {
            circles[set] = fits[set] + mean(pairs[set], size);
        }
    }
    Ok(circles)
}

/// The first column: one circle of a set, or one member fewer.
fn first(circles: &[Cost], costs: &mut [Cost], chosen: &mut [u32]) {
    for set in 1..costs.len() {
        if circles[set] != FORBIDDEN && circles[set] < costs[set] {
            (costs[set], chosen[set]) = (circles[set], set as u32);
        }
        for place in of_set(set) {
            let rest = set & !(1 << place);
            if costs[rest] + UNPLACED < costs[set] {
                (costs[set], chosen[set]) = (costs[rest] + UNPLACED, chosen[rest]);
            }
        }
    }
}

/// One more column, for all sets from one on; larger ones first, since they read smaller ones without it.
fn add(
    circles: &[Cost],
    costs: &mut [Cost],
    chosen: &mut [u32],
    from: usize,
    monitor: &Monitor,
) -> Result<(), Error> {
    for set in (from..costs.len()).rev() {
        if set % CHECK_EVERY == 0 {
            monitor.check()?;
        }
        let mut circle = set;
        while circle > 0 {
            if circles[circle] != FORBIDDEN {
                let cost = circles[circle] + costs[set & !circle];
                // A proper part of the set is still without this column: it comes later.
                if cost < costs[set] {
                    (costs[set], chosen[set]) = (cost, circle as u32);
                }
            }
            circle = (circle - 1) & set;
        }
    }
    Ok(())
}

fn read_back(members: usize, columns: &[u32], choices: &[Vec<u32>]) -> Vec<Option<u32>> {
    let mut places = vec![None; members];
    let mut set = (1_usize << members) - 1;
    for (&column, chosen) in columns.iter().zip(choices).rev() {
        let circle = chosen[set] as usize;
        of_set(circle).for_each(|place| places[place] = Some(column));
        set &= !circle;
    }
    places
}

fn of_set(set: usize) -> impl Iterator<Item = usize> + Clone {
    (0..usize::BITS as usize)
        .filter(move |place| set >> place & 1 == 1)
        .take(set.count_ones() as usize)
}

fn plus(sum: Cost, cost: Cost) -> Option<Cost> {
    (sum != FORBIDDEN && cost != FORBIDDEN).then(|| sum + cost)
}
