//! Where searches begin: the best assignment of people to themselves.
//!
//! It is the best plan if half a pair counted as half: its pairs form cycles and paths, all of them tight at the
//! mean of the prices that people have as rows and as columns (Balinski 1965). Every second pair of a path or of an
//! even cycle is used as a whole; of an odd cycle one person is left over.

use crate::assign::assign_here;
use crate::basics::memory::filled;
use crate::basics::{Cost, Error, FORBIDDEN};
use crate::general::folded::Folded;
use crate::general::nodes::NONE;
use crate::general::peers::Peers;
use crate::options::Options;
use crate::plan::{Prices, mask};
use crate::problem::Problem;
use crate::sensitivity::whole::whole_prices;
use crate::solution::Solution;

/// Prices that no pair costs less than, in halves of a unit, and some tight pairs.
pub(super) struct Start {
    pub(super) price: Vec<Cost>,
    pub(super) mate: Vec<u32>,
}

/// `worth` is what one pair more is worth, and `largest` what a pair costs at most or gains at most.
pub(super) fn start(
    peers: &Peers<'_>,
    folded: &Folded<'_>,
    (worth, largest): (Cost, Cost),
    options: &Options,
) -> Result<Start, Error> {
    let people = peers.people();
    let problem = Problem::new(folded).objective(peers.goal());
    let solution = assign_here(&problem, options)?;
    let mut mate = filled(NONE, people)?;
    let prices = match whole_prices(&problem, &solution) {
        Ok(prices) => prices,
        // The assignment was stopped.
        Err(Error::Unproven) => {
            return Ok(Start { price: filled(-largest - worth, people)?, mate });
        }
        Err(error) => return Err(error),
    };
    let price = halves(&prices, worth);
    for (one, other) in every_second(&next(&solution, people)?)? {
        let cost = problem.cost_within(problem.limit(), one as usize, other as usize)?;
        let prices = price[one as usize] + price[other as usize];
        if cost != FORBIDDEN && 2 * (cost - worth) == prices {
            mate[one as usize] = other;
            mate[other as usize] = one;
        }
    }
    Ok(Start { price, mate })
}

/// The sum of what a person's seats as a row and as a column are worth.
///
/// A pair more is worth so much that seats which limit how many there are have its price: those of rows outside the
/// cut and of columns inside it. With [`Objective::Total`](crate::Objective::Total) a pair more is worth nothing.
fn halves(prices: &Prices, worth: Cost) -> Vec<Cost> {
    let people = prices.rows.len();
    let rows = mask(&prices.cut.rows, people);
    let columns = mask(&prices.cut.columns, people);
    let limited = prices.per_pair - worth;
    let price = |person: usize| {
        let row = prices.rows[person] + if rows[person] { 0 } else { limited };
        row + prices.columns[person] + if columns[person] { limited } else { 0 }
    };
    (0..people).map(|person| price(person).min(0)).collect()
}

/// The column of each row.
fn next(solution: &Solution, people: usize) -> Result<Vec<u32>, Error> {
    let mut next = filled(NONE, people)?;
    for pair in solution.pairs() {
        next[pair.row as usize] = pair.column;
    }
    Ok(next)
}

/// Every second pair of each path and cycle. Paths come first: they begin where nobody leads to.
fn every_second(next: &[u32]) -> Result<Vec<(u32, u32)>, Error> {
    let mut is_reached = filled(false, next.len())?;
    for &person in next.iter().filter(|person| **person != NONE) {
        is_reached[person as usize] = true;
    }
    let mut is_done = filled(false, next.len())?;
    let mut pairs = Vec::new();
    let people = 0..next.len() as u32;
    let paths = people.clone().filter(|&person| !is_reached[person as usize]);
    for begin in paths.chain(people) {
        let mut person = begin;
        while person != NONE && !is_done[person as usize] {
            let other = next[person as usize];
            is_done[person as usize] = true;
            if other == NONE || is_done[other as usize] {
                break;
            }
            is_done[other as usize] = true;
            pairs.push((person, other));
            person = next[other as usize];
        }
    }
    Ok(pairs)
}
