//! On which terms a plan keeps what people were told, and what is proven of it.
//!
//! A told pair that is kept is worth a price to the solver. A plan that is the best at a price is the best of
//! all that break no more told pairs than it does; and one that breaks more is better by no more than the
//! price of each pair between them (Lagrangian duality: Everett 1963).

use matchwright_assign::{self as assign, Certificate, Scope, Solution};
use serde::{Deserialize, Serialize};

use super::Status;
use super::proof::Proven;
use crate::matching::{Found, Keep, Standing, Terms};
use crate::program::Program;
use crate::scores::{GRID, Told, sum_of_scores};

/// The terms of a plan, and the prices at which it was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Promise {
    pub(crate) terms: Terms,
    /// Where a number of told pairs may be broken, and prices for it were found.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) prices: Option<Prices>,
}

/// What pairs are worth beside their scores, in points.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Prices {
    /// A told pair that is kept.
    pub(super) told: i64,
    /// Any pair: more than any total where fewer pairs have to be made for what is kept, else 0.
    pub(super) every: i64,
}

/// Far more than any search finds, and little enough that costs do not overflow.
const MOST: i64 = 1 << 53;

impl Promise {
    /// Whether terms and prices are what they have to be.
    pub(super) fn is_sound(&self, program: &Program) -> bool {
        let counts_pairs = program.assignment() == Some(assign::Objective::Participation);
        let are_found = |prices: Prices| {
            matches!(self.terms.keep, Keep::AtMost(_))
                && (0..=MOST).contains(&prices.told)
                && (0..=MOST).contains(&prices.every)
                && (counts_pairs || prices.every == 0)
        };
        self.terms.is_sound() && self.prices.is_none_or(are_found)
    }

    /// What the solver is to see.
    pub(super) fn told(&self, program: &Program, standing: &Standing) -> Told {
        match (self.terms.keep, self.prices) {
            (Keep::Price(price), _) => standing.priced((price * f64::from(GRID)).round() as i64, 0),
            (_, Some(prices)) => standing.priced(prices.told, prices.every),
            (_, None) if program.keeps_first() => standing.first(),
            (_, None) => standing.kept(),
        }
    }

    /// How many told pairs have to be kept.
    pub(super) fn need(&self, standing: &Standing) -> usize {
        match self.terms.keep {
            Keep::AtMost(broken) => standing.most().saturating_sub(broken),
            Keep::Told => standing.most(),
            Keep::Price(_) => 0,
        }
    }

    /// What is proven of a plan for what it was [told](Self::told); `None` where it breaks more than the
    /// terms allow.
    pub(super) fn proven(
        &self,
        program: &Program,
        standing: &Standing,
        found: &Found,
    ) -> Option<Proven> {
        let Some(solution) = found.solution() else { return Some(Proven::of(found)) };
        let need = self.need(standing);
        match self.prices {
            Some(prices) => {
                let kept = kept(&self.told(program, standing), solution);
                Some(of_prices(prices, kept, kept.checked_sub(need)?, solution))
            }
            // All was kept, and less was asked for: of that nothing is known.
            None if matches!(self.terms.keep, Keep::AtMost(_)) && need < standing.most() => {
                let certificate = solution.certificate().clone();
                Some(Proven::new(Certificate { scope: Scope::NotChecked, ..certificate }))
            }
            None => Some(Proven::of(found)),
        }
    }
}

/// What follows for plans that keep `spare` told pairs fewer than this one, which keeps `kept`.
fn of_prices(prices: Prices, kept: usize, spare: usize, solution: &Solution) -> Proven {
    let mut certificate = solution.certificate().clone();
    let is_proven = certificate.is_optimal();
    let [told, every] = [prices.told, prices.every].map(i128::from);
    let mut gap = certificate.gap() + told * spare as i128;
    let mut more = 0;
    if every > 0 {
        let pairs = i128::from(certificate.pairs);
        let total = -certificate.primal - told * kept as i128 - every * pairs;
        more = (total + gap).div_euclid(every);
        // No pair has more than all points.
        gap = gap.min(pairs * i128::from(GRID) - total);
    }
    certificate.dual = certificate.primal - more * every - gap;
    let mut proof = Proven::new(certificate);
    proof.bound.pairs = proof.bound.pairs.max(more as u64);
    proof.bound.score = sum_of_scores(gap);
    if is_proven && proof.status == Status::Stopped {
        proof.status = Status::Bounded;
    }
    proof
}

/// How many of the told pairs a solution keeps.
pub(super) fn kept(told: &Told, solution: &Solution) -> usize {
    let pairs = solution.pairs().iter();
    pairs.filter(|pair| told.is_open((pair.row as usize, pair.column as usize))).count()
}
