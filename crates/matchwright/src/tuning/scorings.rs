//! Ways to score the same pairs, each to be compared with the programme as it is.

use matchwright_assign::Monitor;

use super::Labelled;
use super::spread::{by_spread, spreads};
use crate::dice::Dice;
use crate::error::Error;
use crate::program::Program;
use crate::roster::{Roster, Side};
use crate::scores::Scores;

/// The named stream of random scores.
const STREAM: u64 = 0x7261_6e64_6f6d_5f73;

/// A way to score pairs, and what it makes of them.
pub(super) struct Scoring {
    pub(super) name: &'static str,
    pub(super) scores: Vec<f64>,
}

/// Everything that a programme is compared with, itself first.
pub(super) fn scorings(
    (program, roster, scores): (&Program, &Roster, &Scores),
    labelled: &Labelled,
    monitor: &Monitor,
) -> Result<Vec<Scoring>, Error> {
    let current: Vec<f64> = program.criteria.iter().map(|term| term.weight).collect();
    let equal = vec![1.0; current.len()];
    let spread = by_spread(&current, &spreads(scores, monitor)?);
    let scoring = |name, scores| Scoring { name, scores };
    Ok(vec![
        scoring("current", labelled.scores.clone()),
        scoring("equal", labelled.scored_by(&equal)),
        scoring("by spread", labelled.scored_by(&spread)),
        scoring("greedy", greedy(labelled, program.seats(roster, Side::Mentor))),
        scoring("random", random(labelled.len())),
    ])
}

/// Whoever is best of all takes a seat, then the best of the rest: these pairs before all others, and both kinds by
/// their scores.
fn greedy(labelled: &Labelled, mut seats: Vec<u32>) -> Vec<f64> {
    let scores = &labelled.scores;
    let mut order: Vec<usize> = (0..labelled.len()).collect();
    order.sort_by(|&one, &other| scores[other].total_cmp(&scores[one]).then(one.cmp(&other)));
    let mut is_met = vec![false; 1 + labelled.places.last().map_or(0, |place| place.0)];
    let mut ranked = scores.clone();
    for pair in order {
        let (mentee, mentor) = labelled.places[pair];
        if !is_met[mentee] && seats[mentor] > 0 {
            is_met[mentee] = true;
            seats[mentor] -= 1;
            // No score is above 1.
            ranked[pair] += 2.0;
        }
    }
    ranked
}

fn random(pairs: usize) -> Vec<f64> {
    let mut dice = Dice::new(STREAM);
    (0..pairs).map(|_| dice.unit()).collect()
}
